// Parameters and pseudo parameters: given values, defaults, and open ones.
import { asText, isObject, type Json, property } from "../json.ts";
import { known, type Undecided, unresolved, type Value } from "../value.ts";
import { ANOTHER_VALUE, AS_IF_OPEN } from "../world.ts";
import { type Expectation, expectationOf } from "./comparisons.ts";
import { doubtOfParts } from "./parts.ts";
import type { Resolver } from "./resolver.ts";
import { once, type Resolved, type Scope } from "./scope.ts";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export const pseudoParameters: ReadonlySet<string> = new Set([
  "AWS::AccountId",
  "AWS::NotificationARNs",
  "AWS::Partition",
  "AWS::Region",
  "AWS::StackId",
  "AWS::StackName",
  "AWS::URLSuffix",
]);

/** The types of parameters whose value CloudFormation reads from the SSM parameter store. */
const STORED = "AWS::SSM::Parameter::Value";

/** More outcomes than these are not tried one by one. AWS has 30-odd regions. */
const OUTCOMES = 64;

export function isParameter(name: string, scope: Scope): boolean {
  return pseudoParameters.has(name) || Object.hasOwn(scope.facts.template.Parameters, name);
}

/** The value of a `Ref` to a parameter. Text that is still unknown is a token, so that it can be a part of other text. */
export function resolveParameter(name: string, scope: Scope, resolver: Resolver): Value<Resolved> {
  const existing = scope.parameters.get(name);
  if (existing !== undefined) return existing;
  return once(
    scope.parameters,
    name,
    () => `parameter ${name}`,
    () => (pseudoParameters.has(name) ? pseudoParameter(name, scope, resolver) : parameter(name, scope, resolver)),
  );
}

/** Nested stacks are deployed where the stack above them is. */
const OF_THE_ENVIRONMENT: ReadonlySet<string> = new Set(["AWS::AccountId", "AWS::Partition", "AWS::Region", "AWS::URLSuffix"]);

function pseudoParameter(name: string, scope: Scope, resolver: Resolver): Value<Resolved> {
  const given = scope.facts.parameters.get(name)?.value ?? fromStack(name, scope);
  if (given !== null) return known({ raw: asText(given), scope });
  const above = OF_THE_ENVIRONMENT.has(name) ? resolver.above(scope) : null;
  if (above !== null) return resolveParameter(name, above, resolver);
  if (name === "AWS::StackId") return known({ raw: stackId(scope, resolver), scope });
  return openPseudoParameter(name, scope, resolver);
}

function openPseudoParameter(name: string, scope: Scope, resolver: Resolver): Value<Resolved> {
  return open(name, name, scope, resolver, `depends on ${name}, which is unknown; pass --parameter ${name}=…`);
}

/** `arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/51af3dc0-…`: only its end is unknown before the stack is there. */
function stackId(scope: Scope, resolver: Resolver): string {
  const text = (value: Value<Resolved>): string => (value.state === "known" ? String(value.value.raw) : "");
  const [partition, region, account, name] = ["AWS::Partition", "AWS::Region", "AWS::AccountId", "AWS::StackName"].map((pseudo) =>
    text(resolveParameter(pseudo, scope, resolver)),
  );
  const end = text(openPseudoParameter("AWS::StackId", scope, resolver));
  return `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/${end}`;
}

function fromStack(name: string, scope: Scope): string | null {
  const { region, account, name: uniqueName, deployedName, nameDerived } = scope.facts;
  const partition = region === null ? null : (PARTITIONS.find(([prefix]) => region.startsWith(prefix)) ?? null);
  const values: Readonly<Record<string, string | null>> = {
    "AWS::Region": region,
    "AWS::AccountId": account,
    "AWS::StackName": nameDerived ? null : (deployedName ?? uniqueName),
    "AWS::Partition": partition?.[1] ?? null,
    "AWS::URLSuffix": partition?.[2] ?? null,
  };
  return values[name] ?? null;
}

/** Prefix of the region's name, partition, URL suffix. */
const PARTITIONS: readonly (readonly [string, string, string])[] = [
  ["cn-", "aws-cn", "amazonaws.com.cn"],
  ["us-gov-", "aws-us-gov", "amazonaws.com"],
  ["", "aws", "amazonaws.com"],
];

function parameter(name: string, scope: Scope, resolver: Resolver): Value<Resolved> {
  const declaration = property(scope.facts.template.Parameters, name);
  const type = typeOf(name, scope);
  const label = `parameter ${name}`;
  if (isStored(name, scope)) {
    const reason = `depends on ${label}, which is read from the SSM parameter store at deployment`;
    return open(name, label, scope, resolver, reason);
  }
  const { deployed, parameters } = scope.facts;
  // What the stack above passes names its resources; of a deployed stack the text that was given only has their names.
  const passed = deployed === undefined ? null : parentsValue(name, scope, resolver);
  if (passed?.state === "known") return passed;
  // A world may ask what would be if it had another value than the one that it has.
  const isSupposed = resolver.world.has(parameterId(name, scope));
  const given = isSupposed ? undefined : parameters.get(name);
  if (given !== undefined) return known({ raw: typed(given.value, type, resolver), scope }, givenBy(label, given.from));
  const fromParent = passed ?? parentsValue(name, scope, resolver);
  if (fromParent !== null) return fromParent;
  if (deployed !== undefined)
    return open(name, label, scope, resolver, `depends on ${label}, whose value CloudFormation does not show (NoEcho)`);
  const fallback = property(declaration, "Default");
  if (fallback !== undefined && fallback !== null && !isSupposed)
    return known({ raw: typed(fallback, type, resolver), scope }, `the default of ${label}`);
  const example = allowedValues(name, scope)?.[0] ?? [...(expectationOf(name, scope, resolver).required ?? [])][0] ?? "…";
  return open(name, label, scope, resolver, `depends on ${label}, which has no value; pass --parameter ${name}=${example}`);
}

/** What was said on the command line needs no telling. */
export const SAID_DIRECTLY = "--parameter";

function givenBy(label: string, from: string): string | undefined {
  return from === SAID_DIRECTLY ? undefined : `${label} in ${from}`;
}

export function parameterId(name: string, scope: Scope): string {
  return `${scope.facts.name} parameter ${name}`;
}

/** It names a value in the SSM parameter store. */
export function isStored(name: string, scope: Scope): boolean {
  return typeOf(name, scope).startsWith(STORED);
}

function typeOf(name: string, scope: Scope): string {
  return asText(property(property(scope.facts.template.Parameters, name), "Type") ?? "String");
}

function isListType(type: string): boolean {
  return type === "CommaDelimitedList" || type.startsWith("List<");
}

/** A nested stack's parameter is what its parent passes. */
function parentsValue(name: string, scope: Scope, resolver: Resolver): Value<Resolved> | null {
  const { parent } = scope.facts;
  const above = resolver.above(scope);
  if (parent === null || above === null) return null;
  const passed = resolver.node(above.facts.resources.get(parent.logicalId)?.body, above).at("Properties", "Parameters", name);
  const head = passed.head();
  if (head.state === "absent") return null;
  if (head.state === "unresolved") return head;
  return known({ raw: passedOn(head.value.raw, typeOf(name, scope), resolver), scope: head.value.scope }, head.origin);
}

/** CloudFormation hands list parameters over as one text with commas. */
function typed(value: Json, type: string, resolver: Resolver): Json {
  if (typeof value === "object" && value !== null) return value;
  return passedOn(String(value), type, resolver);
}

/** Text with tokens from the stack above; one that cannot be taken apart may be a list of any length. */
function passedOn(value: Json, type: string, resolver: Resolver): Json {
  if (typeof value === "object") return value;
  const text = String(value);
  const isList = isListType(type) && doubtOfParts(text, ",", resolver) === null;
  return isList ? text.split(",").map((item) => item.trim()) : text;
}

/** A parameter without a value: in this world it is one of its outcomes, in the base world it stays open. */
function open(name: string, label: string, scope: Scope, resolver: Resolver, reason: string): Value<Resolved> {
  const expected = expectationOf(name, scope, resolver);
  const id = `${scope.facts.name} ${label}`;
  const undecided: Undecided = { id, label, outcomes: outcomesOf(name, scope, expected) };
  const inWorld = resolver.world.get(id);
  const decided = inWorld === AS_IF_OPEN ? undefined : inWorld;
  if (decided !== undefined && decided !== ANOTHER_VALUE) return known({ raw: decided, scope });
  const open = decided === undefined && undecided.outcomes !== null ? [undecided] : [];
  // A region, an account and the like are in every ARN, where they make no difference.
  if (!pseudoParameters.has(name)) resolver.meet(unresolved(reason, open));
  const text = resolver.symbols.unknown({
    key: id,
    label: `\${${name}}`,
    reason,
    undecided: open,
    ...(decided === undefined && open.length === 0 ? { parameter: { id, label } } : {}),
    ...(decided === ANOTHER_VALUE ? { isNot: expected.compared } : {}),
    ...(pseudoParameters.has(name) && name !== "AWS::NotificationARNs" ? { isPlain: true } : {}),
    ...(isStored(name, scope) ? { elsewhere: true } : {}),
  });
  return known({ raw: text, scope });
}

function allowedValues(name: string, scope: Scope): readonly string[] | null {
  const allowed = property(property(scope.facts.template.Parameters, name), "AllowedValues");
  return Array.isArray(allowed) ? [...new Set(allowed.filter((value) => !isObject(value)).map(asText))] : null;
}

/** Everything that it can turn out to be and that makes a difference; null where that is not a short list. */
export function outcomesOf(name: string, scope: Scope, expected: Expectation): readonly string[] | null {
  // Of a list, each element may be any of the allowed values; of a stored parameter, they are names in the store.
  if (isListType(typeOf(name, scope))) return null;
  const allowed = isStored(name, scope) ? null : allowedValues(name, scope);
  const { required } = expected;
  const possible =
    required === null || required.size === 0 ? allowed : (allowed ?? [...required]).filter((value) => required.has(value));
  if (possible !== null && possible.length > 0 && possible.length <= OUTCOMES) return possible;
  const compared = [...expected.compared].filter((value) => possible === null || possible.includes(value));
  return compared.length === 0 || compared.length > OUTCOMES ? null : [ANOTHER_VALUE, ...compared];
}
