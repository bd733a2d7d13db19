// The effect of each resource-based permission: invocations that it allows, and those that it is meant for but does not allow.

import type { WithApis } from "../apis/api.ts";
import type { WithFunctions } from "../functions/function.ts";
import { isSameQualifier } from "../functions/qualifier.ts";
import type { Invocation, WithInvocations } from "../invocations/invocation.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import { absent, type Unresolved, unresolved } from "../value.ts";
import { coverageOf, type InvokePermission, invokePermissions, principalsFor } from "./invoke-permission.ts";
import { policyRivals, policyTarget, RESOURCE_POLICY } from "./policy-rivals.ts";
import { policyPermissions } from "./resource-policy.ts";

/** What the answers are read from. */
type Linked = WithApis & WithFunctions & WithInvocations & WithSystem;

export interface PermissionUse {
  readonly permission: InvokePermission;
  /** It is on their qualifier. */
  readonly lets: readonly Invocation[];
  /** It is on another, and so is every other permission that is meant for them. */
  readonly refuses: readonly Invocation[];
  /** Unknown whether. */
  readonly doubts: readonly { readonly invocation: Invocation; readonly because: Unresolved }[];
  /** What sets the policy of the same qualifier as well: each of the two undoes what the other has set. */
  readonly rivals: readonly Resource[];
}

/** The permissions that an invocation needs, and the resource policies that others overwrite. */
export function permissionUses(model: Linked): readonly PermissionUse[] {
  const permissions = [...invokePermissions(model), ...policyPermissions(model)];
  const invocations = model.invocations.filter((invocation) => {
    const isOff = invocation.enabled.state === "known" && !invocation.enabled.value;
    return !isOff && principalsFor(invocation) !== null;
  });
  const rivals = policyRivals(model);
  const byResource = new Map<Resource, PermissionUse>();
  for (const permission of permissions) {
    const { resource } = permission;
    const use = { ...useOf(permission, permissions, invocations, model), rivals: rivals.get(resource) ?? [] };
    byResource.set(resource, together(byResource.get(resource), use));
  }
  const overwritten = [...rivals].filter(([resource]) => resource.type === RESOURCE_POLICY && !byResource.has(resource));
  for (const [resource, others] of overwritten) byResource.set(resource, unusedPolicy(resource, others, model));
  return [...byResource.values()].filter(
    ({ lets, refuses, doubts, permission, ...use }) =>
      lets.length + refuses.length + doubts.length > 0 || (use.rivals.length > 0 && permission.resource.type === RESOURCE_POLICY),
  );
}

/** The policy of a resource that nothing in the audited stacks invokes, and that another policy overwrites. */
function unusedPolicy(resource: Resource, rivals: readonly Resource[], model: WithFunctions): PermissionUse {
  const target = policyTarget(resource, model);
  const permission = { resource, target, doubt: null, principal: null, isForUrls: false, sourceArn: absent };
  return { permission, lets: [], refuses: [], doubts: [], rivals };
}

function useOf(
  permission: InvokePermission,
  permissions: readonly InvokePermission[],
  invocations: readonly Invocation[],
  model: WithApis & WithSystem,
): Omit<PermissionUse, "rivals"> {
  const judged = invocations.map((invocation) => ({ invocation, fate: fateOf(invocation, permission, permissions, model) }));
  const of = (fate: Fate): readonly Invocation[] => judged.flatMap((each) => (each.fate === fate ? [each.invocation] : []));
  const doubts = judged.flatMap(({ invocation, fate }) => (typeof fate === "string" ? [] : [{ invocation, because: fate }]));
  return { permission, lets: of("let in"), refuses: of("refused"), doubts };
}

/** Of the statements of one policy. */
function together(one: PermissionUse | undefined, other: PermissionUse): PermissionUse {
  if (one === undefined) return other;
  const lets = [...new Set([...one.lets, ...other.lets])];
  return {
    ...one,
    lets,
    refuses: [...new Set([...one.refuses, ...other.refuses])],
    doubts: [...one.doubts, ...other.doubts].filter(({ invocation }) => !lets.includes(invocation)),
  };
}

/** `unrelated`: the permission is not meant for it, or another one lets it in. */
type Fate = "let in" | "refused" | "unrelated" | Unresolved;

function fateOf(
  invocation: Invocation,
  permission: InvokePermission,
  all: readonly InvokePermission[],
  model: WithApis & WithSystem,
): Fate {
  const coverage = coverageOf(permission, invocation, model);
  if (coverage === false) return "unrelated";
  const isSame = isOnItsQualifier(permission, invocation);
  // Of a policy it may not be known what its statement allows.
  const isRead = permission.doubt === null || permission.resource.type !== RESOURCE_POLICY;
  if (isSame === true && isRead) return "let in";
  const others = all.filter((other) => other !== permission);
  return fateByOthers(invocation, others, model) ?? (coverage === true ? fateBy(isSame) : coverage);
}

function fateBy(isSame: boolean | Unresolved): Fate {
  if (typeof isSame !== "boolean") return isSame;
  return isSame ? "let in" : "refused";
}

/** null where no other permission may let it in. */
function fateByOthers(invocation: Invocation, others: readonly InvokePermission[], model: WithApis & WithSystem): Fate | null {
  let doubt: Unresolved | null = null;
  for (const other of others) {
    const coverage = mayBeMeant(other, invocation) ?? coverageOf(other, invocation, model);
    if (coverage === false) continue;
    const isSame = isOnItsQualifier(other, invocation);
    const { presence } = other.resource;
    if (coverage === true && isSame === true && presence.state === "known") return "unrelated";
    if (isSame !== false) doubt ??= [coverage, isSame, presence].find(isOpen) ?? null;
  }
  // Only the reason: where the other lets it in, there is nothing to say of this one, and so nothing to compare.
  return doubt === null ? null : unresolved(doubt.reason);
}

function isOpen(value: boolean | object): value is Unresolved {
  return typeof value === "object" && "reason" in value;
}

/** Why a permission of the same stack may be for it although its function is unknown. */
function mayBeMeant({ target, resource, principal }: InvokePermission, invocation: Invocation): Unresolved | null {
  if (target.state !== "unresolved" || resource.stack !== invocation.resource.stack) return null;
  return principalsFor(invocation)?.includes(principal ?? "") === true ? target : null;
}

function isOnItsQualifier({ target: own }: InvokePermission, { target }: Invocation): boolean | Unresolved {
  if (own.state === "unresolved") return own;
  if (own.state !== "known" || target.state !== "known") return false;
  return isSameQualifier(own.value.qualifier, target.value.qualifier);
}
