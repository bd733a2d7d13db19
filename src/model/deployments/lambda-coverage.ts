// What a series of AWS/Lambda shows of a deployment: whose it is, through which alias, and of which version.

import type { AlarmNode, MetricSeries } from "../alarms/alarm.ts";
import type { AliasVersion, WithFunctions } from "../functions/function.ts";
import type { WithInvocations } from "../invocations/invocation.ts";
import { type LambdaSeries, readLambdaSeries } from "../metrics/lambda-series.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import type { WithSystem } from "../system.ts";
import { type Unresolved, unresolved } from "../value.ts";
import { type Coverage, type Deployed, determined, metricOf, undetermined } from "./coverage.ts";

export function coverageOfLambda(
  series: MetricSeries,
  alarm: AlarmNode,
  deployed: Deployed,
  model: WithFunctions & WithInvocations & WithSystem,
): Coverage {
  const metric = metricOf(series, model.system);
  const read = readLambdaSeries(series, alarm, model);
  switch (read.kind) {
    case "account":
      return determined("account", `watches ${metric} of the whole account`);
    case "nothing":
      return determined("nothing", `never has data: ${read.reason}`);
    case "another function":
      return (
        coverageOfMapping(series, metric, deployed, model) ??
        determined("nothing", `watches ${metric} of ${others(series, model)}`)
      );
    case "unresolved":
      return read.name !== null && !mayBeEqual(read.name, deployed.function.name, model.system.symbols)
        ? determined("nothing", `watches ${metric} of another function (${model.system.symbols.display(read.name)})`)
        : undetermined(`watches ${metric} of an unknown function`, read.doubt);
    case "published":
      return coverageOfPublished(read, series, metric, deployed, model);
  }
}

function coverageOfPublished(
  { level, function: node, alias, of }: LambdaSeries & { readonly kind: "published" },
  series: MetricSeries,
  metric: string,
  deployed: Deployed,
  model: WithSystem,
): Coverage {
  const { label } = deployed.alias;
  if (node !== deployed.function) return determined("nothing", `watches ${metric} of function ${node.resource.label}`);
  if (level === "function") return determined("function", `watches ${metric} of the function`);
  if (alias === null)
    return determined("nothing", `watches ${metric} of ${of}, which does not count traffic through alias ${label}`);
  if (alias !== deployed.alias) return determined("nothing", `watches ${metric} of alias ${alias.label}, not ${label}`);
  return level === "alias"
    ? determined("alias", `watches ${metric} of alias ${label}`)
    : coverageOfVersion(series, metric, deployed.alias.version, label, model);
}

/** The new version is the one that the alias moves to; what names another goes on watching that one. */
function coverageOfVersion(
  series: MetricSeries,
  metric: string,
  version: AliasVersion,
  label: string,
  model: WithSystem,
): Coverage {
  const { system } = model;
  const written = (series.dimensions.state === "known" ? series.dimensions.value.get("ExecutedVersion") : null) ?? "";
  const what = `watches ${metric} of the version behind alias ${label}`;
  if (version.kind === "unresolved") return undetermined(what, version.doubt);
  if (ownVersions(version).includes(written))
    return determined("version", what, version.kind === "published" && version.resource !== null ? [version.resource] : []);
  const doubt = system.resolver.unknownIn(written);
  if (doubt !== null) return undetermined(`watches ${metric} of an unknown version`, doubt);
  return determined(
    "nothing",
    `watches ${metric} of version ${system.symbols.display(written)} only, which is not the version that alias ${label} is updated to`,
  );
}

/** How a dimension may name it: by reference and, of what is deployed, by its number. */
function ownVersions(version: Exclude<AliasVersion, { readonly kind: "unresolved" }>): readonly string[] {
  if (version.kind === "number") return [version.number];
  if (version.kind === "latest") return ["$LATEST"];
  const { resource } = version;
  const number = resource?.facts.physicalId?.split(":").at(-1);
  return [...(resource === null ? [""] : [resource.attribute("Version")]), ...(number === undefined ? [] : [number])];
}

/** Of a mapping Lambda publishes metrics by its UUID. */
function coverageOfMapping(
  { dimensions }: MetricSeries,
  metric: string,
  { function: node, alias }: Deployed,
  model: WithInvocations & WithSystem,
): Coverage | null {
  const uuid =
    dimensions.state === "known" && dimensions.value.size === 1 ? dimensions.value.get("EventSourceMappingUUID") : undefined;
  if (uuid === undefined) return null;
  const token = model.system.symbols.sole(uuid);
  const mapping = token?.kind === "attribute" ? model.system.resource(token.stack, token.logicalId) : undefined;
  const invocation = model.invocations.find(({ resource }) => resource === mapping);
  if (mapping === undefined || invocation === undefined)
    return undetermined(`watches ${metric} of an unknown mapping`, mappingDoubt(uuid, model));
  const { target } = invocation;
  const what = `watches ${metric} of mapping ${mapping.label}`;
  if (target.state === "unresolved") return undetermined(what, target);
  if (target.state !== "known" || target.value.function !== node)
    return determined("nothing", `${what}, which invokes another function`);
  const { qualifier } = target.value;
  const isThrough = qualifier.kind === "alias" && qualifier.alias === alias;
  if (qualifier.kind === "unresolved") return undetermined(what, qualifier.doubt);
  return isThrough
    ? determined("function", `${what}, which invokes alias ${alias.label}`, [mapping])
    : determined("nothing", `${what}, which does not invoke alias ${alias.label}`);
}

function mappingDoubt(uuid: string, { system }: WithSystem): Unresolved {
  return (
    system.resolver.unknownIn(uuid) ?? unresolved(`the template does not show which mapping ${system.symbols.display(uuid)} is`)
  );
}

function others({ dimensions }: MetricSeries, { system }: WithSystem): string {
  const given = dimensions.state === "known" ? dimensions.value : new Map<string, string>();
  const name = given.get("FunctionName") ?? given.get("Resource");
  const shown = [...given].map(([key, value]) => `${key}=${system.symbols.display(value)}`).join(", ");
  return name === undefined ? `no function (${shown})` : `another function (${system.symbols.display(name)})`;
}
