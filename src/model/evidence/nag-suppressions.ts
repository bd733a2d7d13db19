// Suppressions of cdk-nag 2 as it writes them into templates: `cdk_nag.rules_to_suppress` in the metadata of a stack or a resource.
import type { StackFacts } from "../facts.ts";
import { isObject, type Json } from "../json.ts";
import type { Suppression } from "./evidence.ts";

/** Each rule and reason once, however many resources carry it. */
export function nagSuppressionsOf({ metadata, resources }: StackFacts): readonly Suppression[] {
  const all = [metadata, ...[...resources.values()].map(({ body }) => body["Metadata"])].flatMap(rulesToSuppress);
  return [...new Map(all.map(({ rule, reason }) => [`${rule}\0${reason}`, { rule, reason }])).values()];
}

/** `isWhole`: of the rule as a whole, not of single findings (`appliesTo`). */
export function rulesToSuppress(metadata: Json | undefined): readonly (Suppression & { readonly isWhole: boolean })[] {
  const nag = isObject(metadata) ? metadata["cdk_nag"] : undefined;
  const rules = isObject(nag) ? nag["rules_to_suppress"] : undefined;
  if (!Array.isArray(rules)) return [];
  return rules.flatMap((rule) => {
    if (!isObject(rule) || typeof rule["id"] !== "string") return [];
    const reason = typeof rule["reason"] === "string" ? rule["reason"] : "no reason given";
    const isWhole = rule["applies_to"] === undefined;
    return [{ rule: rule["id"], reason: rule["is_reason_encoded"] === true ? decoded(reason) : reason, isWhole }];
  });
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Reasons beyond ASCII are base64; what was written manually is taken as it is. */
function decoded(reason: string): string {
  if (!BASE64.test(reason)) return reason;
  return new TextDecoder().decode(Uint8Array.from(atob(reason), (character) => character.charCodeAt(0)));
}
