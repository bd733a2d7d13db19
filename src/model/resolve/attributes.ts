// Ref and GetAtt of resources. What has the shape of an ARN is spelt out, so that it can be split and recognised again.
import { type Json, property } from "../json.ts";
import { known, unresolved, type Value } from "../value.ts";
import { crossRegionExport, nestedOutput } from "./outputs.ts";
import { isParameter, resolveParameter } from "./parameters.ts";
import type { Intrinsic, Resolver } from "./resolver.ts";
import { once, type Resolved, type Scope } from "./scope.ts";

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
  const text = spelledOut.get(`${resource.type} ${attribute}`)?.(logicalId, scope, resolver);
  return known({ raw: text ?? resolver.symbols.attribute(scope.facts.name, logicalId, attribute), scope });
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

type SpellOut = (logicalId: string, scope: Scope, resolver: Resolver) => string | null;

function arn(service: string, rest: string, scope: Scope, resolver: Resolver): string {
  const pseudo = (name: string): string => {
    const value = resolveParameter(name, scope, resolver);
    return value.state === "known" ? String(value.value.raw) : "";
  };
  return `arn:${pseudo("AWS::Partition")}:${service}:${pseudo("AWS::Region")}:${pseudo("AWS::AccountId")}:${rest}`;
}

function propertyText(logicalId: string, name: string, scope: Scope, resolver: Resolver): string | null {
  const raw = property(property(scope.facts.resources.get(logicalId)?.body, "Properties"), name);
  const value = raw === undefined ? null : resolver.symbol(raw, scope);
  return value?.state === "known" ? value.value : null;
}

/** `FunctionName` may be a name, a partial or a whole ARN: the name is what follows `function:`. */
export function functionNameIn(text: string): string {
  const start = text.lastIndexOf(":function:");
  const rest = start < 0 ? text.replace(/^[^:]*:function:/, "") : text.slice(start + ":function:".length);
  return rest.split(":")[0] ?? rest;
}

const ownArn =
  (service: string, prefix: string): SpellOut =>
  (logicalId, scope, resolver) =>
    arn(service, `${prefix}${resolver.symbols.attribute(scope.facts.name, logicalId, "Ref")}`, scope, resolver);

const aliasArn: SpellOut = (logicalId, scope, resolver) => {
  const owner = propertyText(logicalId, "FunctionName", scope, resolver);
  const name = propertyText(logicalId, "Name", scope, resolver);
  return owner === null || name === null ? null : arn("lambda", `function:${functionNameIn(owner)}:${name}`, scope, resolver);
};

const versionArn: SpellOut = (logicalId, scope, resolver) => {
  const owner = propertyText(logicalId, "FunctionName", scope, resolver);
  if (owner === null) return null;
  const version = resolver.symbols.attribute(scope.facts.name, logicalId, "Version");
  return arn("lambda", `function:${functionNameIn(owner)}:${version}`, scope, resolver);
};

const ownProperty =
  (name: string): SpellOut =>
  (logicalId, scope, resolver) =>
    propertyText(logicalId, name, scope, resolver);

const spelledOut: ReadonlyMap<string, SpellOut> = new Map<string, SpellOut>([
  ["AWS::Lambda::Function Arn", ownArn("lambda", "function:")],
  ["AWS::Lambda::Alias Ref", aliasArn],
  ["AWS::Lambda::Alias AliasArn", aliasArn],
  ["AWS::Lambda::Version Ref", versionArn],
  ["AWS::Lambda::Version FunctionArn", versionArn],
  ["AWS::CloudWatch::Alarm Arn", ownArn("cloudwatch", "alarm:")],
  ["AWS::CloudWatch::CompositeAlarm Arn", ownArn("cloudwatch", "alarm:")],
  ["AWS::Logs::LogGroup Arn", (logicalId, scope, resolver) => `${ownArn("logs", "log-group:")(logicalId, scope, resolver)}:*`],
  ["Custom::LogRetention LogGroupName", ownProperty("LogGroupName")],
]);
