// Acknowledgements made with the CDK's and cdk-nag's own means, as the waivers that they are: `serverless-fitness::<check>` and a reason.

import { rulesToSuppress } from "../../model/evidence/nag-suppressions.ts";
import { isObject, type Json } from "../../model/json.ts";

const NAMESPACE = "serverless-fitness::";

/** The type of the metadata that `Validations.of(construct).acknowledge(…)` leaves on the construct. */
export const ACKNOWLEDGED_RULES = "aws:cdk:acknowledged-rules";

/** @param data reasons by rule @returns as the key `fitness` of metadata would have it; undefined where no rule is ours */
export function acknowledgedWaivers(data: Json | undefined): Json | undefined {
  return waiversOf(isObject(data) ? Object.entries(data) : []);
}

/**
 * The same of what `NagSuppressions` writes into a template. One with `appliesTo` is about single findings of a rule, which a waiver
 * cannot name: it waives nothing.
 * @param metadata of a resource, or of the template
 */
export function suppressedWaivers(metadata: Json | undefined): Json | undefined {
  return waiversOf(rulesToSuppress(metadata).flatMap(({ rule, reason, isWhole }) => (isWhole ? [[rule, reason] as const] : [])));
}

function waiversOf(rules: readonly (readonly [string, Json | undefined])[]): Json | undefined {
  const own = rules.filter(([rule]) => rule.startsWith(NAMESPACE));
  return own.length === 0
    ? undefined
    : { waivers: own.map(([rule, reason]) => ({ check: rule.slice(NAMESPACE.length), reason: reason ?? null })) };
}
