// Ref and GetAtt of resources as tokens.
import type { Json } from "../json.ts";
import { known, unresolved, type Value } from "../value.ts";
import { ALWAYS_SPELLED_OUT } from "./attribute-forms.ts";
import { crossRegionExport, nestedOutput } from "./outputs.ts";
import { isParameter, resolveParameter } from "./parameters.ts";
import type { Intrinsic, Resolver } from "./resolver.ts";
import { once, type Resolved, type Scope } from "./scope.ts";
import { spellOut } from "./spelling.ts";

export const reference: Intrinsic = (argument, scope, resolver) => {
  if (typeof argument !== "string") return unresolved("has a malformed Ref");
  return referenceTo(argument, scope, resolver);
};

function referenceTo(name: string, scope: Scope, resolver: Resolver): Value<Resolved> {
  if (name === "AWS::NoValue") return { state: "absent" };
  if (isParameter(name, scope)) return resolveParameter(name, scope, resolver);
  return attributeOf(name, "Ref", scope, resolver);
}

export const getAttribute: Intrinsic = (argument, scope, resolver) => {
  const [logicalId, ...names] =
    typeof argument === "string" ? argument.split(".") : Array.isArray(argument) ? (argument as Json[]) : [];
  if (typeof logicalId !== "string" || names.length === 0) return unresolved("has a malformed Fn::GetAtt");
  const [only] = names;
  if (typeof only === "string" && names.length === 1) return attributeOf(logicalId, only, scope, resolver);
  const parts = names.map((name) => resolver.node(name as Json, scope).text());
  const open = parts.find((part) => part.state !== "known");
  if (open !== undefined) return open;
  const attribute = parts.map((part) => (part.state === "known" ? part.value : "")).join(".");
  return attributeOf(logicalId, attribute, scope, resolver);
};

function attributeOf(logicalId: string, attribute: string, scope: Scope, resolver: Resolver): Value<Resolved> {
  const existing = scope.attributes.get(attribute)?.get(logicalId);
  if (existing !== undefined) return existing;
  const answers = scope.attributes.get(attribute) ?? new Map<string, Value<Resolved>>();
  scope.attributes.set(attribute, answers);
  const what = () => `${logicalId}.${attribute}`;
  return once(answers, logicalId, what, () => findAttribute(logicalId, attribute, scope, resolver));
}

function findAttribute(logicalId: string, attribute: string, scope: Scope, resolver: Resolver): Value<Resolved> {
  const resource = scope.facts.resources.get(logicalId);
  if (resource === undefined) return undefinedReference(logicalId, attribute, scope, resolver);
  if (resource.type === "AWS::CloudFormation::Stack" && attribute.startsWith("Outputs.")) {
    return nestedOutput(logicalId, attribute.slice("Outputs.".length), scope, resolver);
  }
  if (resource.type === "Custom::CrossRegionExportReader") return crossRegionExport(attribute, scope, resolver);
  const token = resolver.symbols.attribute(scope.facts.name, logicalId, attribute);
  return known({ raw: ALWAYS_SPELLED_OUT.has(resource.type) ? spellOut(token, resolver) : token, scope });
}

/** Text by which a message can still name what was meant. */
function undefinedReference(logicalId: string, attribute: string, scope: Scope, resolver: Resolver): Value<Resolved> {
  const raw = resolver.symbols.unknown({
    key: `${scope.facts.name} ${logicalId}.${attribute}`,
    label: attribute === "Ref" ? `\${${logicalId}}` : `\${${logicalId}.${attribute}}`,
    reason: `refers to ${logicalId}, which the template does not define`,
    undecided: [],
    dangling: { stack: scope.facts.name, logicalId },
  });
  return known({ raw, scope });
}
