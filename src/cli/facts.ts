// Everything that the enabled checks judge: the system, what was asked of it where it is live, and the results of other tools.
import type { ResolvedConfig } from "../config/load.ts";
import type { SystemFacts } from "../model/facts.ts";
import { withEvidence } from "./evidence.ts";
import type { Io } from "./io.ts";
import { observerFor } from "./observe.ts";
import { readSystem } from "./system.ts";

export interface GatherRequest {
  readonly io: Io;
  readonly now: Date;
  readonly quiet: boolean;
  note(text: string): void;
}

/** @param config with the checks of this run */
export async function gatherFacts(
  config: ResolvedConfig,
  { io, now, quiet, note }: GatherRequest,
): Promise<{ readonly facts: SystemFacts; readonly broken: ReadonlyMap<string, string> }> {
  const { observe, broken } = observerFor(config);
  const facts = await readSystem(config, io, note, { now, quiet, observe });
  return { facts: await withEvidence(facts, config, io), broken };
}
