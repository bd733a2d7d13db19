// The waivers that templates and CDK applications carry in their metadata, held to the same schema as those of the config.
import * as z from "zod";
import type { Extent } from "../audit/addresses.ts";
import type { Waiver } from "../audit/policy.ts";
import type { Check } from "../checks/define-check.ts";
import type { FitnessMetadata, StackFacts, SystemFacts } from "../model/facts.ts";
import type { Json } from "../model/json.ts";
import { configError } from "./complaint.ts";
import { waiverKeys } from "./schema.ts";

/**
 * The same policy with the waivers in the system's metadata added to those of the config.
 * @throws UsageError with its place for one that is not right: a waiver that is silently ignored is never fixed
 */
export function withWrittenWaivers<T extends { readonly waivers: readonly Waiver[]; readonly checks: readonly Check[] }>(
  policy: T,
  facts: SystemFacts,
): T {
  if (facts.stacks.every(({ fitnessMetadata = [] }) => fitnessMetadata.length === 0)) return policy;
  const schema = schemaFor(policy.checks);
  const written = facts.stacks.flatMap((stack) =>
    (stack.fitnessMetadata ?? []).flatMap((metadata) => waiversIn(metadata, schema, stack, facts)),
  );
  return { ...policy, waivers: [...policy.waivers, ...written] };
}

function waiversIn(
  metadata: FitnessMetadata,
  schema: ReturnType<typeof schemaFor>,
  stack: StackFacts,
  facts: SystemFacts,
): Waiver[] {
  const value = { fitness: metadata.value };
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw configError(parsed.error, { value: value as Json, schema, placeOf: (path) => metadata.locate(path.slice(1)) });
  }
  return parsed.data.fitness.waivers.map(({ check, reason, expires }, index) => ({
    check,
    reason,
    expires: expires ?? null,
    subject: addressOf(metadata, stack),
    location: metadata.locate(["waivers", index]),
    extent: extentOf(metadata, stack, facts),
  }));
}

function schemaFor(checks: readonly Check[]) {
  const waiver = z.strictObject(waiverKeys(z.enum(checks.map(({ id }) => id))));
  return z.strictObject({ fitness: z.strictObject({ waivers: z.array(waiver) }) });
}

function addressOf({ constructPath, logicalId }: FitnessMetadata, { name }: StackFacts): string {
  if (constructPath !== null) return constructPath.replace(/\/Resource$/, "");
  return logicalId === null ? name : `${name}/${logicalId}`;
}

function extentOf({ constructPath, logicalId }: FitnessMetadata, stack: StackFacts, { stacks }: SystemFacts): Extent {
  const isOneResource = constructPath === null && logicalId !== null;
  return { constructPath, logicalId, stacks: new Set(isOneResource ? [stack.name] : withNested(stack, stacks)) };
}

function withNested({ name }: StackFacts, stacks: readonly StackFacts[]): string[] {
  const below = stacks.filter(({ parent }) => parent?.stack === name);
  return [name, ...below.flatMap((nested) => withNested(nested, stacks))];
}
