// Whether the Resource of a policy's statement takes in what an action is done to.
import { elements, isText, type Place } from "../invocations/place.ts";
import { isElsewhere } from "../names/environment.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import type { Resource, Stack } from "../resource.ts";
import type { System } from "../system.ts";
import { type Unresolved, unresolved } from "../value.ts";

/** What an action is done to. */
export interface ActionTarget {
  /** `codedeploy`. */
  readonly service: string;
  /** What follows the account in its ARN, as text with tokens: `deploymentgroup:shop/orders`. */
  readonly name: string;
}

/** Yes, no, or why it is unknown; yes where the statement names no resource. */
export function takesIn(lists: readonly Place[], target: ActionTarget, system: System): boolean | Unresolved {
  const answers = lists.flatMap(elements).map(({ node, doubt, resource }): boolean | Unresolved => {
    const text = node.symbol();
    if (text.state !== "known") return text.state === "unresolved" ? text : false;
    const answer = matchesArn(withArns(text.value, system), target, resource.stack, system);
    return answer === true ? (doubt ?? true) : answer;
  });
  const open = lists.map(({ node }) => (isText(node) ? null : node.doubt)).find((doubt) => doubt !== null) ?? null;
  return answers.includes(true) || (answers.find((answer) => answer !== false) ?? open ?? false);
}

/** With the ARNs of functions, aliases and versions written out, as far as a template knows them. */
function withArns(text: string, system: System): string {
  const written = system.symbols.rewrite(text, (token, whole) => {
    const resource = token.kind === "attribute" ? system.resource(token.stack, token.logicalId) : undefined;
    return resource === undefined || token.kind !== "attribute" ? whole : (arnOf(resource, token.attribute, system) ?? whole);
  });
  return system.concrete(written);
}

/** null for an attribute that is no ARN of a function. */
function arnOf(resource: Resource, attribute: string, system: System): string | null {
  if (resource.type === "AWS::Lambda::Function") return attribute === "Arn" ? functionArn(system.nameOf(resource)) : null;
  const qualifier = attribute === "Ref" || attribute.endsWith("Arn") ? QUALIFIERS[resource.type] : undefined;
  const owner = qualifier === undefined ? null : resource.property("FunctionName").symbol();
  if (qualifier === undefined || owner?.state !== "known") return null;
  const name = resource.property(qualifier).symbol();
  const text = name.state === "known" ? name.value : resource.attribute(qualifier);
  return `${withArns(functionArnOf(owner.value), system)}:${text}`;
}

/** By the type of what qualifies a function, the property or attribute that says how. */
const QUALIFIERS: Readonly<Record<string, string>> = { "AWS::Lambda::Alias": "Name", "AWS::Lambda::Version": "Version" };

function functionArnOf(name: string): string {
  return name.startsWith("arn:") ? name : functionArn(name);
}

function functionArn(name: string): string {
  return `arn:aws:lambda:::function:${name}`;
}

/** A wildcard at the end of one part of an ARN takes in the parts behind it. */
function matchesArn(pattern: string, target: ActionTarget, stack: Stack, system: System): boolean | Unresolved {
  const parts = pattern.split(":");
  if (parts.length < 6) return isGlobOf(pattern, `arn:aws:${target.service}:::${target.name}`, system);
  const service = isGlobOf(parts[2] ?? "", target.service, system);
  if (service !== true || isElsewhere(pattern, stack.facts)) return service === true ? false : service;
  const name = parts.slice(5).join(":");
  const isExact = isGlobOf(name, target.name, system);
  // A policy may name the function's versions and aliases where the function is named without a qualifier.
  const isFunction = target.service === "lambda" && isExact === false;
  return isFunction ? isGlobOf(name.replace(/^(function:[^:]+):[^:]*$/, "$1"), target.name, system) : isExact;
}

function isGlobOf(pattern: string, text: string, system: System): boolean | Unresolved {
  const { symbols, resolver } = system;
  const source = symbols
    .pieces(pattern)
    .map((piece) => (piece === "*" ? "[\\s\\S]*" : piece === "?" ? "." : piece.replace(/[.+^${}()|[\]\\]/g, "\\$&")))
    .join("");
  if (new RegExp(`^${source}$`).test(text)) return true;
  const anything = symbols.unknown({ key: "any text", label: "*", reason: "is a wildcard", undecided: [] });
  if (!mayBeEqual(pattern.replaceAll(/[*?]/g, anything), text, symbols)) return isWrittenDown(pattern, text, system) ?? false;
  return resolver.unknownIn(pattern) ?? resolver.unknownIn(text) ?? false;
}

/** A generated name begins with the name of the stack and the logical id; it may have been copied into the policy. */
function isWrittenDown(pattern: string, text: string, { symbols }: System): Unresolved | null {
  const generated = symbols
    .tokensOf(text)
    .find((token) => token.kind === "attribute" && pattern.includes(`-${token.logicalId}-`));
  return generated === undefined ? null : unresolved(`refers to it by a generated name (${symbols.display(pattern)})`);
}
