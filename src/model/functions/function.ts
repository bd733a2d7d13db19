// Functions, versions and aliases, and which of them a text means.

import { isElsewhere } from "../names/environment.ts";
import { functionNameIn } from "../names/function-name.ts";
import { physicalName } from "../observed/physical-name.ts";
import type { Resource, Stack } from "../resource.ts";
import { isLiteral } from "../symbol.ts";
import type { System, Target } from "../system.ts";
import { known, type Unresolved, unresolved, type Value } from "../value.ts";

export interface FunctionNode {
  readonly resource: Resource;
  /** Its name as text: the explicit one, else the token of its `Ref`. */
  readonly name: string;
}

export type AliasVersion =
  | { readonly kind: "published"; readonly resource: Resource | null }
  | { readonly kind: "number"; readonly number: string }
  /** `$LATEST`, or `$LATEST.PUBLISHED` of a function on managed instances. */
  | { readonly kind: "latest"; readonly name: string }
  | { readonly kind: "unresolved"; readonly doubt: Unresolved };

export interface AliasNode {
  readonly resource: Resource;
  /** Literal name, or why it is unknown. */
  readonly name: Value<string>;
  /** The name as text with tokens: equal names make equal text, known or not. */
  readonly symbol: string;
  /** The name for a person. */
  readonly label: string;
  readonly function: Target<FunctionNode>;
  readonly version: AliasVersion;
}

/** What an invocation's qualifier leads to. */
export type Qualifier =
  | { readonly kind: "none" }
  | { readonly kind: "latest"; readonly name: string }
  | { readonly kind: "alias"; readonly alias: AliasNode }
  | { readonly kind: "version"; readonly version: string }
  | { readonly kind: "unknown alias"; readonly name: string }
  | { readonly kind: "unresolved"; readonly doubt: Unresolved };

export interface FunctionReference {
  readonly function: FunctionNode;
  readonly qualifier: Qualifier;
}

export interface FunctionIndex {
  readonly functions: readonly FunctionNode[];
  readonly aliases: readonly AliasNode[];
  /** The function and qualifier that a name, a partial or whole ARN or an API's integration URI means. */
  find(text: Value<string>, from: Stack): Target<FunctionReference>;
  aliasesOf(node: FunctionNode): readonly AliasNode[];
}

const FUNCTION_TYPES = ["AWS::Lambda::Function"];

export interface WithFunctions {
  /** Functions, aliases and what a text that names one means. */
  readonly functionIndex: FunctionIndex;
  readonly aliases: readonly AliasNode[];
}

export function linkFunctions(system: System): FunctionIndex {
  const functions = system.resourcesOf(...FUNCTION_TYPES).map((resource) => ({ resource, name: system.nameOf(resource) }));
  const byId = new Map(functions.map((node) => [node.resource.id, node]));
  const byFunction = new Map<string, AliasNode[]>();

  const findFunction = (text: Value<string>, from: Stack): Target<FunctionNode> => {
    if (text.state !== "known") return text;
    const written = withoutPath(text.value);
    if (written.includes("${stageVariables.")) return unresolved("depends on a stage variable of the API");
    const name = functionNameIn(written);
    // A token is the function itself, whatever region it is referred to from.
    const isReference = system.symbols.sole(name)?.kind === "attribute";
    if (!isReference && isElsewhere(written, from.facts)) return { state: "external", name: system.symbols.display(written) };
    const target = system.find(known(name, text.origin), from, FUNCTION_TYPES);
    if (target.state !== "known") return target;
    const node = byId.get(target.value.id);
    return node === undefined ? { state: "missing", name: target.value.logicalId } : known(node, target.origin);
  };

  const aliases = system.resourcesOf("AWS::Lambda::Alias").map((resource): AliasNode => {
    const owner = findFunction(resource.property("FunctionName").symbol(), resource.stack);
    const name = resource.property("Name").symbol();
    const symbol = name.state === "known" ? name.value : resource.attribute("Name");
    const written = resource.property("Name").text();
    const deployed = written.state === "unresolved" ? physicalName(resource.facts) : null;
    const alias: AliasNode = {
      resource,
      name: deployed === null ? written : known(deployed),
      symbol,
      label: deployed ?? system.symbols.display(symbol),
      function: owner,
      version: aliasVersion(resource, system),
    };
    if (owner.state === "known")
      byFunction.set(owner.value.resource.id, [...(byFunction.get(owner.value.resource.id) ?? []), alias]);
    return alias;
  });

  const aliasesOf = (node: FunctionNode): readonly AliasNode[] => byFunction.get(node.resource.id) ?? [];
  const find = (text: Value<string>, from: Stack): Target<FunctionReference> => {
    const node = findFunction(text, from);
    if (node.state !== "known" || text.state !== "known") return node.state === "known" ? { state: "absent" } : node;
    const qualifier = resolveQualifier(qualifierIn(withoutPath(text.value)), aliasesOf(node.value), system);
    return known({ function: node.value, qualifier }, node.origin);
  };
  return { functions, aliases, find, aliasesOf };
}

/** `…/functions/ARN/invocations` of an integration, or the ARN itself. */
export function withoutPath(text: string): string {
  const uri = /\/functions\/(.*?)\/(?:invocations|response-streaming-invocations)/.exec(text);
  return uri?.[1] ?? text;
}

/** What follows the function's name: `live`, or null. */
function qualifierIn(text: string): string | null {
  const marker = ":function:";
  const start = text.lastIndexOf(marker);
  const rest = start < 0 ? text.replace(/^[^:]*:function:/, "") : text.slice(start + marker.length);
  const [, ...qualifier] = rest.split(":");
  return qualifier.length === 0 ? null : qualifier.join(":");
}

export function resolveQualifier(text: string | null, aliases: readonly AliasNode[], system: System): Qualifier {
  if (text === null || text === "") return { kind: "none" };
  if (isUnpublished(text)) return { kind: "latest", name: text };
  if (/^\d+$/.test(text)) return { kind: "version", version: text };
  const alias = aliases.find(({ symbol, name }) => symbol === text || (name.state === "known" && name.value === text));
  if (alias !== undefined) return { kind: "alias", alias };
  const token = system.symbols.sole(text);
  if (token?.kind === "attribute" && token.attribute === "Version") return { kind: "version", version: token.logicalId };
  const undecidedName = aliases.map(({ name }) => name).find((name) => name.state === "unresolved");
  if (isLiteral(text)) {
    return undecidedName?.state === "unresolved"
      ? { kind: "unresolved", doubt: undecidedName }
      : { kind: "unknown alias", name: text };
  }
  const doubt = system.resolver.literal(text) ?? unresolved("is only known after deployment");
  return { kind: "unresolved", doubt };
}

/**
 * Each deployment changes it in place: `$LATEST.PUBLISHED` is what runs on managed instances without a numbered version.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-version-publishing.html
 */
function isUnpublished(qualifier: string): boolean {
  return qualifier === "$LATEST" || qualifier === "$LATEST.PUBLISHED";
}

function aliasVersion(resource: Resource, system: System): AliasVersion {
  const text = resource.property("FunctionVersion").symbol();
  if (text.state === "unresolved") return { kind: "unresolved", doubt: text };
  if (text.state === "absent") return { kind: "unresolved", doubt: unresolved("has no FunctionVersion") };
  if (isUnpublished(text.value)) return { kind: "latest", name: text.value };
  if (/^\d+$/.test(text.value)) return { kind: "number", number: text.value };
  const token = system.symbols.sole(text.value);
  if (token?.kind === "attribute" && token.attribute === "Version") {
    const version = system.resource(token.stack, token.logicalId) ?? null;
    if (version === null || version.type === "AWS::Lambda::Version") return { kind: "published", resource: version };
  }
  return { kind: "unresolved", doubt: system.resolver.literal(text.value) ?? unresolved(`"${text.value}" is not a version`) };
}
