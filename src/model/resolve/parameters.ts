// Parameters and pseudo parameters: what was given, what the template's default says, and what stays open.
import { isObject, type Json, property } from "../json.ts";
import { known, type Undecided, type Value } from "../value.ts";
import { ANOTHER_VALUE } from "../world.ts";
import { comparedWith } from "./comparisons.ts";
import type { Resolver } from "./resolver.ts";
import { cycle, type Resolved, type Scope } from "./scope.ts";

const PSEUDO_PARAMETERS: ReadonlySet<string> = new Set([
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

/** More outcomes than these are not tried one by one. */
const OUTCOMES = 32;

export function isParameter(name: string, scope: Scope): boolean {
  return PSEUDO_PARAMETERS.has(name) || Object.hasOwn(scope.facts.template.Parameters, name);
}

/** What `Ref` of a parameter gives. Text that is not known yet is a token, so that it can stand within other text. */
export function resolveParameter(name: string, scope: Scope, resolver: Resolver): Value<Resolved> {
  const existing = scope.parameters.get(name);
  if (existing !== undefined) return existing;
  scope.parameters.set(name, cycle(`parameter ${name}`));
  const value = PSEUDO_PARAMETERS.has(name) ? pseudoParameter(name, scope, resolver) : parameter(name, scope, resolver);
  scope.parameters.set(name, value);
  return value;
}

function pseudoParameter(name: string, scope: Scope, resolver: Resolver): Value<Resolved> {
  const given = scope.facts.parameters.get(name)?.value ?? fromStack(name, scope);
  if (given !== null) return known({ raw: String(given), scope });
  return open(name, name, scope, resolver, `depends on ${name}, which is not known here; pass --parameter ${name}=…`);
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
  const type = String(property(declaration, "Type") ?? "String");
  const given = scope.facts.parameters.get(name);
  const fromParent = given === undefined ? parentsValue(name, scope, resolver) : null;
  if (fromParent !== null) return fromParent;
  if (type.startsWith(STORED)) {
    return open(
      name,
      `parameter ${name}`,
      scope,
      resolver,
      `depends on parameter ${name}, which is read from the SSM parameter store at deployment`,
    );
  }
  if (given !== undefined) return known({ raw: typed(given.value, type), scope });
  const fallback = property(declaration, "Default");
  if (fallback !== undefined && fallback !== null)
    return known({ raw: typed(fallback, type), scope }, `the default of parameter ${name}`);
  const example = allowedValues(name, scope)?.[0] ?? "…";
  return open(
    name,
    `parameter ${name}`,
    scope,
    resolver,
    `depends on parameter ${name}, which has no value; pass --parameter ${name}=${example}`,
  );
}

/** A nested stack's parameter is what its parent passes. */
function parentsValue(name: string, scope: Scope, resolver: Resolver): Value<Resolved> | null {
  const { parent } = scope.facts;
  const above = parent === null ? undefined : resolver.scopes.get(parent.stack);
  if (parent === null || above === undefined) return null;
  const passed = resolver.node(above.facts.resources.get(parent.logicalId)?.body, above).at("Properties", "Parameters", name);
  const head = passed.head();
  if (head.state === "absent") return null;
  if (head.state === "unresolved") return head;
  const type = String(property(property(scope.facts.template.Parameters, name), "Type") ?? "String");
  return known({ raw: typed(head.value.raw, type), scope: head.value.scope }, head.origin);
}

/** CloudFormation hands list parameters over as one text with commas. */
function typed(value: Json, type: string): Json {
  const isList = type === "CommaDelimitedList" || type.startsWith("List<");
  if (!isList) return typeof value === "object" && value !== null ? value : String(value);
  if (Array.isArray(value)) return value;
  return String(value)
    .split(",")
    .map((item) => item.trim());
}

/** A parameter without a value: in this world it is one of its outcomes, in the base world it stays open. */
function open(name: string, label: string, scope: Scope, resolver: Resolver, reason: string): Value<Resolved> {
  const undecided: Undecided = { id: `${scope.facts.name} ${label}`, label, outcomes: outcomesOf(name, scope) };
  const type = String(property(property(scope.facts.template.Parameters, name), "Type") ?? "String");
  const decided = resolver.world.get(undecided.id);
  if (decided !== undefined && decided !== ANOTHER_VALUE) return known({ raw: typed(decided, type), scope });
  const stillOpen = decided === undefined && undecided.outcomes !== null ? [undecided] : [];
  const held = type.startsWith(STORED) ? { elsewhere: true as const } : {};
  const text = resolver.symbols.unknown({ key: undecided.id, label: `\${${name}}`, reason, undecided: stillOpen, ...held });
  return known({ raw: text, scope });
}

/** The world says that the parameter is none of the values that the template compares it with, and `literal` is one of those. */
export function isOtherThan(literal: string, name: string, scope: Scope, resolver: Resolver): boolean {
  const label = PSEUDO_PARAMETERS.has(name) ? name : `parameter ${name}`;
  return resolver.world.get(`${scope.facts.name} ${label}`) === ANOTHER_VALUE && comparedWith(name, scope).has(literal);
}

function allowedValues(name: string, scope: Scope): readonly string[] | null {
  const allowed = property(property(scope.facts.template.Parameters, name), "AllowedValues");
  return Array.isArray(allowed) ? allowed.filter((value) => !isObject(value)).map(String) : null;
}

function outcomesOf(name: string, scope: Scope): readonly string[] | null {
  const allowed = allowedValues(name, scope);
  if (allowed !== null) return allowed.length <= OUTCOMES ? allowed : null;
  const compared = comparedWith(name, scope);
  return compared.size === 0 || compared.size > OUTCOMES ? null : [ANOTHER_VALUE, ...compared];
}
