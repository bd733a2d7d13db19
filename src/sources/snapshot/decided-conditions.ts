// The results of conditions in recorded stacks, because the values that decide them are masked.
import { resolveCondition } from "../../model/resolve/conditions.ts";
import { System } from "../../model/system.ts";
import { baseWorld } from "../../model/world.ts";
import { systemOf } from "../recorded-system.ts";
import type { Recording } from "../recording.ts";

/** Stack → condition → whether it holds, of those that are known. */
export async function decidedConditions(recording: Recording): Promise<ReadonlyMap<string, Readonly<Record<string, boolean>>>> {
  const system = new System(await systemOf({ ...recording, answers: {} }, { kind: "snapshot" }), baseWorld);
  return new Map(
    system.stacks.map(({ name, facts, scope }) => {
      const decided = Object.keys(facts.template.Conditions).flatMap((condition): readonly (readonly [string, boolean])[] => {
        const value = resolveCondition(condition, scope, system.resolver);
        return value.state === "known" ? [[condition, value.value]] : [];
      });
      return [name, Object.fromEntries(decided)];
    }),
  );
}
