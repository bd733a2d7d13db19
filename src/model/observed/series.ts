// Which series of metrics a deployed thing has: CloudWatch matches dimension sets exactly, so each is found by the names that AWS gave.

import type { ApiNode, ApiStageNode } from "../apis/api.ts";
import { isRestStage } from "../apis/api-stage.ts";
import type { AliasNode, FunctionNode } from "../functions/function.ts";
import { functionNameIn } from "../names/function-name.ts";
import type { Resource, Stack } from "../resource.ts";
import type { System, WithSystem } from "../system.ts";
import { type Known, known, mapKnown, mapValue, type Unresolved, unresolved, type Value } from "../value.ts";
import type { MetricAsk } from "./ask.ts";
import { physicalName } from "./physical-name.ts";

/** Everything that tells a metric but its name. */
export type Series = Pick<MetricAsk, "stack" | "namespace" | "dimensions">;

export type SeriesValue = Known<Series> | Unresolved;

/** REST metrics carry the API's name, the others its id; each with the stage. */
export function seriesOfStage(stage: ApiStageNode, model: WithSystem): SeriesValue {
  const name = deployedText(stage.name, model.system);
  const id = stage.api.state === "known" ? identityOf(stage.api.value, model.system) : identityElsewhere(stage, model.system);
  if (name.state !== "known") return name;
  if (id.state !== "known") return id;
  return series(stage.resource.stack, "AWS/ApiGateway", [
    [isRestStage(stage) ? "ApiName" : "ApiId", id.value],
    ["Stage", name.value],
  ]);
}

/** All that invokes the function, through whatever qualifier. */
export function seriesOfFunction({ resource }: FunctionNode): SeriesValue {
  const name = physicalName(resource.facts);
  return name === null ? undeployed(resource) : series(resource.stack, "AWS/Lambda", [["FunctionName", name]]);
}

/** What invokes the function through the alias. */
export function seriesOfAlias(alias: AliasNode): SeriesValue {
  const owner = functionNameOf(alias);
  if (owner === null) return undeployed(alias.resource);
  const { name } = alias;
  if (name.state !== "known") return name.state === "absent" ? undeployed(alias.resource) : name;
  return series(alias.resource.stack, "AWS/Lambda", [
    ["FunctionName", owner],
    ["Resource", `${owner}:${name.value}`],
  ]);
}

/** What of an alias's traffic one version got. */
export function seriesOfVersion(ofAlias: Series, version: string): Series {
  return { ...ofAlias, dimensions: [["ExecutedVersion", version], ...ofAlias.dimensions] };
}

export function seriesOfQueue(queue: Resource): SeriesValue {
  const name = physicalName(queue.facts);
  return name === null ? undeployed(queue) : series(queue.stack, "AWS/SQS", [["QueueName", name]]);
}

/** The name of an alias's function; null where nothing of both is deployed. */
export function functionNameOf({ function: owner, resource }: AliasNode): string | null {
  const name = owner.state === "known" ? physicalName(owner.value.resource.facts) : null;
  const { physicalId } = resource.facts;
  return name ?? (physicalId?.includes(":function:") === true ? functionNameIn(physicalId) : null);
}

/** As an alarm names it, with references to deployed resources. */
export function seriesWritten(
  stack: Stack,
  namespace: string,
  dimensions: readonly (readonly [name: string, text: string])[],
  system: System,
): SeriesValue {
  const resolved = dimensions.map(([name, text]) => [name, deployedText(known(text), system)] as const);
  const doubt = resolved.flatMap(([, value]) => (value.state === "known" ? [] : [value]))[0];
  if (doubt !== undefined) return doubt;
  const written = resolved.flatMap(([name, value]) => (value.state === "known" ? [[name, value.value] as const] : []));
  return series(
    stack,
    namespace,
    written.sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** API Gateway omits what is not ASCII; where nothing is left of a name, it takes the id. */
function identityOf({ resource, kind, metricIdentity }: ApiNode, system: System): Known<string> | Unresolved {
  const id = physicalName(resource.facts);
  if (id === null) return undeployed(resource);
  if (kind !== "rest") return known(id);
  return mapKnown(deployedText(metricIdentity, system), (name) => name.replace(/[^\0-\x7F]/gu, "") || id);
}

function identityElsewhere(stage: ApiStageNode, system: System): Known<string> | Unresolved {
  if (stage.api.state === "unresolved") return stage.api;
  if (isRestStage(stage)) return unresolved("the stage belongs to an API outside the audited stacks whose name is unknown");
  return deployedText(stage.resource.property("ApiId").symbol(), system);
}

/** Text in which each reference to a deployed resource is its physical id. */
function deployedText(text: Value<string>, system: System): Known<string> | Unresolved {
  if (text.state === "absent") return unresolved("has no name");
  const whole = mapValue(text, (value) =>
    system.symbols.rewrite(value, (token, written) => {
      if (token.kind !== "attribute" || token.attribute !== "Ref") return written;
      return system.resource(token.stack, token.logicalId)?.facts.physicalId ?? written;
    }),
  );
  if (whole.state !== "known") return whole as Unresolved;
  return system.resolver.literal(whole.value) ?? known(whole.value);
}

function undeployed({ label }: Resource): Unresolved {
  return unresolved(`the deployed name of ${label} is unknown`);
}

function series({ name }: Stack, namespace: string, dimensions: Series["dimensions"]): Known<Series> {
  return known({ stack: name, namespace, dimensions });
}
