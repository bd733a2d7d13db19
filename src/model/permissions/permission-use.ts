// What each resource-based permission is good for: the invocations that it lets in, and those that it is meant for and does not.

import { isSameQualifier } from "../functions/qualifier.ts";
import type { Invocation } from "../invocations/invocation.ts";
import type { Model } from "../model.ts";
import { type Unresolved, unresolved } from "../value.ts";
import { coverageOf, type InvokePermission, invokePermissions, principalsFor } from "./invoke-permission.ts";

export interface PermissionUse {
  readonly permission: InvokePermission;
  /** It is on their qualifier. */
  readonly lets: readonly Invocation[];
  /** It is on another, and so is every other permission that is meant for them. */
  readonly refuses: readonly Invocation[];
  /** Of these it cannot be told. */
  readonly doubts: readonly { readonly invocation: Invocation; readonly because: Unresolved }[];
}

/** The permissions that an invocation needs. */
export function permissionUses(model: Model): readonly PermissionUse[] {
  const permissions = invokePermissions(model);
  const invocations = model.invocations.filter((invocation) => {
    const isOff = invocation.enabled.state === "known" && !invocation.enabled.value;
    return !isOff && principalsFor(invocation) !== null;
  });
  return permissions.flatMap((permission): readonly PermissionUse[] => {
    const judged = invocations.map((invocation) => ({ invocation, fate: fateOf(invocation, permission, permissions, model) }));
    const of = (fate: Fate): readonly Invocation[] => judged.flatMap((each) => (each.fate === fate ? [each.invocation] : []));
    const doubts = judged.flatMap(({ invocation, fate }) => (typeof fate === "string" ? [] : [{ invocation, because: fate }]));
    const use = { permission, lets: of("let in"), refuses: of("refused"), doubts };
    return use.lets.length + use.refuses.length + use.doubts.length === 0 ? [] : [use];
  });
}

/** `none of its`: the permission is not meant for it, or another one lets it in. */
type Fate = "let in" | "refused" | "none of its" | Unresolved;

function fateOf(invocation: Invocation, permission: InvokePermission, all: readonly InvokePermission[], model: Model): Fate {
  const coverage = coverageOf(permission, invocation, model);
  if (coverage === false) return "none of its";
  const isSame = isOnItsQualifier(permission, invocation);
  if (isSame === true) return "let in";
  const others = all.filter((other) => other !== permission);
  return (
    fateByOthers(invocation, others, model) ?? (coverage === true ? null : coverage) ?? (isSame === false ? "refused" : isSame)
  );
}

/** null where no other permission may let it in. */
function fateByOthers(invocation: Invocation, others: readonly InvokePermission[], model: Model): Fate | null {
  let doubt: Unresolved | null = null;
  for (const other of others) {
    const coverage = mayBeMeant(other, invocation) ?? coverageOf(other, invocation, model);
    if (coverage === false) continue;
    const isSame = isOnItsQualifier(other, invocation);
    const { presence } = other.resource;
    if (coverage === true && isSame === true && presence.state === "known") return "none of its";
    if (isSame !== false) doubt ??= [coverage, isSame, presence].find(isOpen) ?? null;
  }
  // Only the reason: where the other lets it in, there is nothing to say of this one, and so nothing to compare.
  return doubt === null ? null : unresolved(doubt.reason);
}

function isOpen(value: boolean | object): value is Unresolved {
  return typeof value === "object" && "reason" in value;
}

/** Why a permission of the same stack may be for it although its function is not known. */
function mayBeMeant({ target, resource, principal }: InvokePermission, invocation: Invocation): Unresolved | null {
  if (target.state !== "unresolved" || resource.stack !== invocation.resource.stack) return null;
  return principalsFor(invocation)?.includes(principal ?? "") === true ? target : null;
}

function isOnItsQualifier({ target: own }: InvokePermission, { target }: Invocation): boolean | Unresolved {
  if (own.state === "unresolved") return own;
  if (own.state !== "known" || target.state !== "known") return false;
  return isSameQualifier(own.value.qualifier, target.value.qualifier);
}
