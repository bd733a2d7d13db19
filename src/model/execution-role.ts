// The execution roles of functions: which function has which, and who shares one.
import { isElsewhere } from "./environment.ts";
import type { FunctionNode } from "./function.ts";
import type { Model } from "./model.ts";
import type { Resource } from "./resource.ts";
import type { System, Target } from "./system.ts";
import { known, type Value } from "./value.ts";

export interface ExecutionRole {
  readonly function: FunctionNode;
  readonly role: Target<Resource>;
  /** Equal for functions that certainly have the same role, known or not. */
  readonly key: string | null;
}

const ROLE = ["AWS::IAM::Role"];

export function linkExecutionRoles(model: Model): ReadonlyMap<Resource, ExecutionRole> {
  const { functions } = model.functionIndex;
  return new Map(
    functions.map((node) => {
      const text = node.resource.property("Role").symbol();
      const role = findNamed(text, node.resource, ROLE, model.system);
      const written = text.state === "known" ? model.system.symbols.keyOf(text.value) : null;
      return [node.resource, { function: node, role, key: role.state === "known" ? role.value.id : written }];
    }),
  );
}

/** The other functions with the same role. */
export function sharersOf(role: ExecutionRole, model: Model): readonly FunctionNode[] {
  if (role.key === null) return [];
  const all = [...model.executionRoles.values()];
  return all.filter((other) => other !== role && other.key === role.key).map((other) => other.function);
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
