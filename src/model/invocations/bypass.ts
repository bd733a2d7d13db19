// Whether an invocation uses its function's alias, and so follows the gradual shift.
import type { WithDeployments } from "../deployments/deployment-group.ts";
import { durabilityOf } from "../functions/durable.ts";
import type { AliasNode, FunctionReference, WithFunctions } from "../functions/function.ts";
import type { Resource } from "../resource.ts";
import { type Unresolved, unresolved } from "../value.ts";
import type { Invocation, InvokerShift } from "./invocation.ts";

export type Bypass =
  | { readonly kind: "none"; readonly how: string }
  /** `walked`: what else the invocation would go past the alias without. */
  | { readonly kind: "bypass"; readonly how: string; readonly walked: readonly Resource[] }
  | { readonly kind: "unresolved"; readonly how: string; readonly doubt: Unresolved };

/** null for an invocation that meets neither an alias nor a rule of Lambda that asks for one. */
export function bypassOf(
  reference: FunctionReference,
  { shift }: Invocation,
  model: WithDeployments & WithFunctions,
): Bypass | null {
  const { qualifier, function: owner } = reference;
  const aliases = model.functionIndex.aliasesOf(owner);
  if (qualifier.kind === "none") return ofUnqualified(reference, aliases);
  if (aliases.length === 0) return null;
  switch (qualifier.kind) {
    case "alias":
      return { kind: "none", how: `goes through alias ${qualifier.alias.label}` };
    case "latest":
      return bypass(`invokes ${qualifier.name}, ${past(aliases)}`);
    case "version":
      return ofPinned(shift, aliases, model);
    case "unknown alias": {
      const { name } = qualifier;
      const reason = `no audited stack defines alias ${name} of the function; also audit the stack that defines it, or correct the name`;
      return { kind: "unresolved", how: `goes through alias ${name}`, doubt: unresolved(reason) };
    }
    case "unresolved": {
      const how = "the qualifier through which it invokes the function is unknown";
      return { kind: "unresolved", how, doubt: qualifier.doubt };
    }
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html: Lambda refuses to run a durable function without a qualifier. */
function ofUnqualified({ function: owner }: FunctionReference, aliases: readonly AliasNode[]): Bypass | null {
  const durability = durabilityOf(owner);
  const itself = "invokes the function itself";
  const refused = "which Lambda rejects: a durable function must be invoked through a version or an alias";
  if (durability.state === "known") return bypass(`${itself}, ${aliases.length === 0 ? "" : `${past(aliases)}, `}${refused}`);
  if (aliases.length > 0) return bypass(`${itself}, ${past(aliases)}`);
  if (durability.state === "absent") return null;
  return { kind: "unresolved", how: `${itself}, which Lambda rejects if that is a durable function`, doubt: durability };
}

/** What is pinned moves to another version in one step, whatever the deployment group does to the alias. */
function ofPinned(shift: InvokerShift, aliases: readonly AliasNode[], model: WithDeployments): Bypass {
  if (shift.kind === "own") return { kind: "none", how: "invokes a fixed version, but the invoker shifts its own traffic" };
  const groups = aliases.map((alias) => {
    const link = model.deployments.linkOf(alias);
    return link.state === "known" ? link.value.group : link;
  });
  const isShifted = groups.some(({ state }) => state === "known" || state === "external");
  const open = groups.find((group) => group.state === "unresolved");
  if (!isShifted && open === undefined) return { kind: "none", how: "invokes a fixed version" };
  if (shift.kind === "unresolved") {
    const how = "invokes a fixed version, and it is unknown whether the invoker shifts its own traffic";
    return { kind: "unresolved", how, doubt: shift.doubt };
  }
  if (isShifted) return pinned(shift);
  const how = "invokes a fixed version of a function that may have a deployment group";
  return open?.state === "unresolved" ? { kind: "unresolved", how, doubt: open } : pinned(shift);
}

function pinned(shift: InvokerShift): Bypass {
  const how = "invokes a fixed version, which changes at once, without the deployment group";
  if (shift.kind !== "bypassed") return bypass(how);
  const { label } = shift.by;
  return bypass(`${how}: ${label} starts it without the alias that shifts its traffic`, [shift.by]);
}

function past(aliases: readonly AliasNode[]): string {
  return `not alias ${aliases.map(({ label }) => label).join(", ")}`;
}

function bypass(how: string, walked: readonly Resource[] = []): Bypass {
  return { kind: "bypass", how, walked };
}
