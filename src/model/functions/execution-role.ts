// The execution roles of functions: which function has which, and who shares one.

import { isElsewhere } from "../names/environment.ts";
import type { Resource } from "../resource.ts";
import type { System, Target, WithSystem } from "../system.ts";
import { known, type Value } from "../value.ts";
import type { FunctionNode, WithFunctions } from "./function.ts";

export interface ExecutionRole {
  readonly function: FunctionNode;
  readonly role: Target<Resource>;
  /** All functions that certainly have this role, known or not; this one among them. */
  readonly holders: readonly FunctionNode[];
}

const ROLE = ["AWS::IAM::Role"];

export interface WithExecutionRoles {
  /** By function, the role that it runs with. */
  readonly executionRoles: ReadonlyMap<Resource, ExecutionRole>;
}

export function linkExecutionRoles(model: WithFunctions & WithSystem): ReadonlyMap<Resource, ExecutionRole> {
  const byRole = new Map<string, FunctionNode[]>();
  const roleOf = (node: FunctionNode): ExecutionRole => {
    const text = node.resource.property("Role").symbol();
    const role = findNamed(text, node.resource, ROLE, model.system);
    if (text.state !== "known") return { function: node, role, holders: [node] };
    // Equal text means the same role, also where it is unknown which.
    const key = role.state === "known" ? role.value.id : model.system.symbols.keyOf(text.value);
    const holders = byRole.get(key) ?? [];
    byRole.set(key, holders);
    holders.push(node);
    return { function: node, role, holders };
  };
  return new Map(model.functionIndex.functions.map((node) => [node.resource, roleOf(node)]));
}

/** The role or policy that a reference, a name or an ARN means, whose last part is the name: `arn:aws:iam::…:role/path/Name`. */
export function findNamed(text: Value<string>, from: Resource, types: readonly string[], system: System): Target<Resource> {
  if (text.state !== "known" || !text.value.startsWith("arn:")) return system.find(text, from.stack, types);
  const external = { state: "external", name: system.symbols.display(text.value) } as const;
  if (isElsewhere(text.value, from.stack.facts)) return external;
  const name = text.value.slice(text.value.lastIndexOf("/") + 1);
  const target = system.find(known(name), from.stack, types);
  return target.state === "external" ? external : target;
}
