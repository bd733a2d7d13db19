// What a series of the namespace AWS/Lambda is about: its dimensions, matched exactly as CloudWatch does.
// The sets that Lambda publishes: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html

import type { AlarmNode, MetricSeries } from "../alarms/alarm.ts";
import type { WithFunctions } from "../functions/function.ts";
import { type AliasNode, type FunctionNode, type FunctionReference, resolveQualifier } from "../functions/function.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import { isLiteral } from "../symbol.ts";
import type { System, WithSystem } from "../system.ts";
import { type Known, known, type Unresolved } from "../value.ts";

interface PublishedSeries {
  readonly kind: "published";
  readonly level: "function" | "alias" | "version";
  readonly function: FunctionNode;
  /** As what the function is invoked there: `the function`, `alias live`. */
  readonly of: string;
  readonly alias: AliasNode | null;
}

export type LambdaSeries =
  | PublishedSeries
  /** Without a dimension: all functions of the account and region together. */
  | { readonly kind: "account" }
  /** Meant for that function, and never published: for its dimensions, for a `Resource` of something else, or for want of the alias. */
  | {
      readonly kind: "nothing";
      readonly function: FunctionNode;
      readonly reason: string;
      readonly flaw: "dimensions" | "resource" | "open resource" | "alias";
    }
  | { readonly kind: "another function" }
  /** `name`: the text that may turn out to be a function's name; null where anything may. */
  | { readonly kind: "unresolved"; readonly name: string | null; readonly doubt: Unresolved };

type Flaw = Extract<LambdaSeries, { readonly kind: "nothing" }>["flaw"];

/** @param alarm the alarm that the series belongs to: names are looked for from its stack. */
export function readLambdaSeries(
  { dimensions }: MetricSeries,
  alarm: AlarmNode,
  model: WithFunctions & WithSystem,
): LambdaSeries {
  if (dimensions.state === "unresolved") return { kind: "unresolved", name: null, doubt: dimensions };
  const given = dimensions.state === "known" ? dimensions.value : new Map<string, string>();
  if (given.size === 0) return { kind: "account" };
  const [name, resource] = [given.get("FunctionName"), given.get("Resource")];
  const written = name ?? resource?.split(":")[0];
  if (written === undefined) return { kind: "another function" };
  const target = model.functionIndex.find(known(written), alarm.resource.stack);
  if (target.state === "unresolved") return { kind: "unresolved", name: model.system.concrete(written), doubt: target };
  if (target.state !== "known") return { kind: "another function" };
  const { function: node } = target.value;
  const reason = flawOf(given, target.value, model.system);
  if (reason !== null) return { kind: "nothing", function: node, reason, flaw: name === undefined ? "resource" : "dimensions" };
  if (resource === undefined) return { kind: "published", level: "function", function: node, of: "the function", alias: null };
  return readResource(model.system.concrete(resource), node, given.has("ExecutedVersion"), model);
}

const PUBLISHED: readonly string[] = ["FunctionName", "Resource", "ExecutedVersion"];

/** Why Lambda publishes no such series, as far as the names and `FunctionName` tell. */
function flawOf(
  given: ReadonlyMap<string, string>,
  { function: node, qualifier }: FunctionReference,
  system: System,
): string | null {
  const names = [...given.keys()];
  const isPublished = names.every((name) => PUBLISHED.slice(0, names.length).includes(name));
  if (!isPublished) return `Lambda publishes no metric with the dimensions ${names.join(", ")}`;
  const name = given.get("FunctionName") ?? "";
  if (system.concrete(name) === node.name) return null;
  const flaw = qualifier.kind === "none" ? "an ARN" : "a qualified name";
  return `its FunctionName is ${flaw} (${system.symbols.display(name)}), under which Lambda publishes nothing`;
}

/** `Resource` is the function's name, or that and what it was invoked by: `orders:live`, `orders:7`. */
function readResource(text: string, node: FunctionNode, isOneVersion: boolean, model: WithFunctions & WithSystem): LambdaSeries {
  const shown = model.system.symbols.display(text);
  const nothing = (reason: string, flaw: Flaw): LambdaSeries => ({ kind: "nothing", function: node, reason, flaw });
  if (text.startsWith("arn:"))
    return nothing(`its Resource is an ARN (${shown}), under which Lambda publishes nothing`, "dimensions");
  if (text !== node.name && !text.startsWith(`${node.name}:`)) {
    const doubt = doubtOfOwner(text, node, model.system);
    if (doubt !== null) return { kind: "unresolved", name: node.name, doubt };
    return nothing(`its Resource is ${shown}, which is not of the function`, isLiteral(text) ? "resource" : "open resource");
  }
  const invoked = readQualifier(text === node.name ? null : text.slice(node.name.length + 1), node, model);
  if (invoked === null) return nothing(`its Resource is ${shown}, but there is no such alias`, "alias");
  if (invoked.state === "unresolved") return { kind: "unresolved", name: node.name, doubt: invoked };
  const { level, of, alias } = invoked.value;
  const published = { kind: "published", function: node, alias } as const;
  return isOneVersion ? { ...published, level: "version", of: `one version of ${of}` } : { ...published, level, of };
}

/** Why a `Resource` that is not put together like the function's may be the function's nevertheless. */
function doubtOfOwner(text: string, node: FunctionNode, { symbols, resolver }: System): Unresolved | null {
  return mayBeEqual(text.split(":")[0] ?? text, node.name, symbols) ? resolver.unknownIn(text) : null;
}

interface Invoked {
  readonly level: "function" | "alias" | "version";
  readonly of: string;
  readonly alias: AliasNode | null;
}

/** What the function is invoked by; null where it leads nowhere. */
function readQualifier(
  text: string | null,
  node: FunctionNode,
  model: WithFunctions & WithSystem,
): Known<Invoked> | Unresolved | null {
  if (text?.includes(":") === true) return null;
  const qualifier = resolveQualifier(text, model.functionIndex.aliasesOf(node), model.system);
  switch (qualifier.kind) {
    case "alias":
      return known({ level: "alias", of: `alias ${qualifier.alias.label}`, alias: qualifier.alias });
    case "version":
      return known({ level: "version", of: "one version", alias: null });
    case "unknown alias":
      return null;
    case "unresolved":
      return qualifier.doubt;
    default:
      return known({ level: "function", of: "the function", alias: null });
  }
}
