// Where the invocations of the functions that serve traffic are measured: at the aliases, where there are any.

import type { WithTrafficAliases } from "../deployments/traffic-alias.ts";
import type { FunctionReference, WithFunctions } from "../functions/function.ts";
import type { WithSubjects } from "../functions/roles.ts";
import type { Resource, Stack } from "../resource.ts";
import type { Target } from "../system.ts";
import { unresolved } from "../value.ts";
import { type SeriesValue, seriesOfAlias, seriesOfFunction } from "./series.ts";

export interface MeasuringPoint {
  readonly subject: { readonly stack: Stack; readonly resource: Resource; readonly detail: string | null };
  readonly evidence: readonly Resource[];
  readonly series: SeriesValue;
}

/** Each alias, and each function without one. */
export function measuringPoints(model: WithFunctions & WithSubjects & WithTrafficAliases): readonly MeasuringPoint[] {
  const aliases = model.trafficAliases.map(({ alias, subject, chain }) => ({
    subject,
    evidence: chain.map(({ resource }) => resource),
    series: seriesOfAlias(alias),
  }));
  const bare = model.functions.filter((node) => model.functionIndex.aliasesOf(node).length === 0);
  const functions = bare.map((node) => ({
    subject: { stack: node.resource.stack, resource: node.resource, detail: null },
    evidence: [node.resource],
    series: seriesOfFunction(node),
  }));
  return [...aliases, ...functions];
}

/** What an invocation is measured as: the alias that it names, else the function as a whole. */
export function seriesOfReference(target: Target<FunctionReference>): SeriesValue {
  if (target.state === "unresolved") return target;
  if (target.state !== "known") return unresolved("its function is not defined in the audited stacks");
  const { qualifier, function: node } = target.value;
  return qualifier.kind === "alias" ? seriesOfAlias(qualifier.alias) : seriesOfFunction(node);
}
