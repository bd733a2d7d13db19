// What the enabled checks want to know of a live system: the state of its resources, and what each check asks beyond.
import type { Check } from "../checks/define-check.ts";
import { type EvidenceAsk, evidenceKey } from "../model/evidence/evidence.ts";
import type { SystemFacts } from "../model/facts.ts";
import { link } from "../model/link.ts";
import type { Model } from "../model/model.ts";
import { type Ask, type AskKind, keyOf } from "../model/observed/ask.ts";
import { questionsOf } from "../model/observed/questions.ts";
import { type Addressed, matchesOf } from "./addresses.ts";
import type { Policy } from "./policy.ts";

export type AsksPolicy = Pick<Policy, "checks" | "settingsOf" | "isEnabled" | "includeInfrastructure">;

export interface Asks {
  /** Each once. */
  readonly asks: readonly Ask[];
  /** By the id of a check, what went wrong while it was asked what it asks: it cannot be assessed. */
  readonly broken: ReadonlyMap<string, string>;
}

/** The questions of all enabled checks about these facts, answered or not. Never throws for what a check does. */
export function asksOf(facts: SystemFacts, policy: AsksPolicy): Asks {
  const model = link(facts, { includeInfrastructure: policy.includeInfrastructure });
  const checks = checksAsking(policy);
  const kinds = new Set(checks.flatMap(({ observes = [] }) => observes));
  const asks = [...kinds].flatMap((kind) => questionsOf(kind, model));
  const broken = new Map<string, string>();
  for (const check of checks) {
    try {
      asks.push(...ownAsks(check, model, policy));
    } catch (error) {
      broken.set(check.id, error instanceof Error ? error.message : String(error));
    }
  }
  return { asks: [...new Map(asks.map((ask) => [keyOf(ask), ask])).values()], broken };
}

/** The kinds of live state that the enabled checks rely on. */
export function observedKinds(policy: Pick<AsksPolicy, "checks" | "settingsOf" | "isEnabled">): readonly AskKind[] {
  return [...new Set(checksAsking(policy).flatMap(({ observes = [] }) => observes))];
}

/** The results of other tools that the enabled checks judge, each once. */
export function evidenceAsksOf(policy: Pick<AsksPolicy, "checks" | "settingsOf" | "isEnabled">): readonly EvidenceAsk[] {
  const asks = checksAsking(policy).flatMap((check) =>
    optionsToReadWith(check, policy).flatMap((options) => check.reads?.(options) ?? []),
  );
  return [...new Map(asks.map((ask) => [evidenceKey(ask), ask])).values()];
}

/** Those that hold where no override does, and where all of them do. */
export function optionsToReadWith(check: Check, policy: Pick<AsksPolicy, "settingsOf">): readonly unknown[] {
  const settings = [false, true].map((overridden) => policy.settingsOf(check, () => overridden));
  return [...new Set(settings.flatMap(({ options, missing }) => (missing.length > 0 ? [] : [options])))];
}

/** Without its required options a check judges nothing, whatever its subject. */
export function checksAsking(policy: Pick<AsksPolicy, "checks" | "settingsOf" | "isEnabled">): readonly Check[] {
  return policy.checks.filter(
    (check) =>
      policy.isEnabled(check) &&
      [false, true].some((overridden) => policy.settingsOf(check, () => overridden).missing.length === 0),
  );
}

/** @throws what the check throws, and an error where it asks for what it does not declare: the IAM policy would not allow it. */
function ownAsks(check: Check, model: Model, policy: AsksPolicy): readonly Ask[] {
  if (check.asks === undefined) return [];
  const asks = optionsOf(check, model.system.facts, policy).flatMap((options) => [...(check.asks?.({ model, options }) ?? [])]);
  refuseUndeclared(asks, check);
  return asks;
}

/** @throws where a check asks for what it does not declare */
export function refuseUndeclared(asks: readonly Ask[], { observes = [] }: Pick<Check, "observes">): void {
  const stray = asks.find(({ kind }) => !observes.includes(kind));
  if (stray !== undefined) throw new Error(`it asks for ${stray.kind}, which its \`observes\` does not declare`);
}

/** Each set of options that holds for some resource or stack. */
export function optionsOf(check: Check, { stacks }: SystemFacts, policy: Pick<AsksPolicy, "settingsOf">): readonly unknown[] {
  const subjects = stacks.flatMap((stack): Addressed[] => [
    { stack, resource: null },
    ...[...stack.resources.values()].map((facts) => ({ stack, resource: { facts } })),
  ]);
  const found = subjects.flatMap((subject) => {
    const { options, missing, included, severity } = policy.settingsOf(check, matchesOf(subject));
    return missing.length > 0 || !included || severity === "off" ? [] : [options];
  });
  return [...new Set(found)];
}
