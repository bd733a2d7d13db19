// Values that stand elsewhere: mappings, exports of other stacks, outputs of nested ones.
import { isObject, type Json, property } from "../json.ts";
import { heldElsewhere, known, unresolved, type Value } from "../value.ts";
import type { Intrinsic, Resolver } from "./resolver.ts";
import type { Resolved, Scope } from "./scope.ts";

export const findInMap: Intrinsic = (argument, scope, resolver) => {
  if (!Array.isArray(argument) || argument.length < 3) return unresolved("Fn::FindInMap is malformed");
  const keys = (argument.slice(0, 3) as Json[]).map((key) => resolver.node(key, scope).text());
  const open = keys.find((key) => key.state !== "known");
  if (open !== undefined) return open;
  const [map = "", first = "", second = ""] = keys.map((key) => (key.state === "known" ? key.value : ""));
  const found = property(property(property(scope.facts.template.Mappings, map), first), second);
  const origin = keys.map((key) => (key.state === "known" ? key.origin : undefined)).find((from) => from !== undefined);
  if (found !== undefined) return known({ raw: found, scope }, origin);
  const fallback = property(argument[3] as Json | undefined, "DefaultValue");
  return fallback === undefined ? unresolved(`mapping ${map} has no ${first} → ${second}`) : resolver.resolve(fallback, scope);
};

export const importValue: Intrinsic = (argument, scope, resolver) => {
  const name = resolver.symbol(argument, scope);
  if (name.state !== "known") return name;
  for (const other of resolver.scopes.values()) {
    const { Outputs } = other.facts.template;
    for (const key of Object.keys(Outputs)) {
      const exported = property(property(Outputs[key], "Export"), "Name");
      if (exported !== undefined && isText(resolver.symbol(exported, other), name.value))
        return output(Outputs[key], other, resolver);
    }
  }
  const shown = resolver.symbols.display(name.value);
  return heldElsewhere(
    `is imported as ${shown}, which none of the audited stacks exports; audit the exporting stack together with this one`,
  );
};

function isText(value: Value<string>, text: string): boolean {
  return value.state === "known" && value.value === text;
}

function output(declaration: Json | undefined, scope: Scope, resolver: Resolver): Value<Resolved> {
  const value = property(declaration, "Value");
  return value === undefined ? unresolved("refers to an output without a value") : resolver.resolve(value, scope);
}

/** CDK's weak reference: an output of another stack, by the stack's name. */
export const getStackOutput: Intrinsic = (argument, scope, resolver) => {
  const node = resolver.node(argument, scope);
  const [stack, name] = [node.at("StackName").text(), node.at("OutputName").text()];
  if (stack.state !== "known" || name.state !== "known")
    return unresolved("Fn::GetStackOutput names a stack that is not known here");
  const other = [...resolver.scopes.values()].find(
    ({ facts }) => facts.name === stack.value || facts.deployedName === stack.value,
  );
  const declaration = other === undefined ? undefined : property(other.facts.template.Outputs, name.value);
  if (other === undefined || declaration === undefined) {
    return heldElsewhere(
      `is output ${name.value} of stack ${stack.value}, which is not among the audited stacks; audit it together with this one`,
    );
  }
  return output(declaration, other, resolver);
};

/** `GetAtt Nested.Outputs.Name`. */
export function nestedOutput(logicalId: string, name: string, scope: Scope, resolver: Resolver): Value<Resolved> {
  for (const other of resolver.scopes.values()) {
    const { parent, template } = other.facts;
    if (parent?.stack !== scope.facts.name || parent.logicalId !== logicalId) continue;
    const declaration = property(template.Outputs, name);
    if (declaration !== undefined) return output(declaration, other, resolver);
    return unresolved(`is output ${name} of nested stack ${logicalId}, which has no such output`);
  }
  return heldElsewhere(`is output ${name} of nested stack ${logicalId}, whose template is not here`);
}

/** A value that CDK carries over regions: the reader's attribute is the key under which the producer's writer exports it. */
export function crossRegionExport(key: string, resolver: Resolver): Value<Resolved> {
  for (const other of resolver.scopes.values()) {
    for (const resource of other.facts.resources.values()) {
      if (resource.type !== "Custom::CrossRegionExportWriter") continue;
      const exports = property(property(property(resource.body, "Properties"), "WriterProps"), "exports");
      const value = isObject(exports) ? property(exports, key) : undefined;
      if (value !== undefined) return resolver.resolve(value, other);
    }
  }
  return heldElsewhere(`is read from ${key}, which none of the audited stacks writes`);
}
