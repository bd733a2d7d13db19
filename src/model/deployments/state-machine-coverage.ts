// What an alarm shows of a new version of a state machine: the executions of the machine, or those that its alias starts.
// https://docs.aws.amazon.com/step-functions/latest/dg/execution-alias-version-associate.html
import type { AlarmNode, MetricSeries } from "../alarms/alarm.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import { deployedText } from "../observed/deployed-text.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import { known, type Unresolved, unresolved } from "../value.ts";
import { type CoverageOptions, type CoverageSources, coveragesThrough } from "./alarm-level.ts";
import { type Coverage, determined, metricOf, undetermined } from "./coverage.ts";
import type { GradualRollout } from "./gradual-rollout.ts";

/** They count executions that fail; how a broken version affects the other metrics is unknown. */
const FAILURES: readonly string[] = ["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted"];

/** All that an alarm shows of the executions of an alias, series by series and member by member. */
export function coveragesOfRollout(
  alarm: AlarmNode,
  rollout: GradualRollout,
  model: CoverageSources,
  options: CoverageOptions,
): readonly Coverage[] {
  const lookup = {
    coverageOfSeries: (series: MetricSeries): Coverage => coverageOfExecutions(series, rollout, model, options.trusted),
    coverageOfQuery: (): Coverage => undetermined("is a query", unresolved("is a query, which is not evaluated")),
  };
  return coveragesThrough(lookup, alarm, model, options);
}

/** What one series shows: the level `function` means the entire state machine. */
export function coverageOfExecutions(
  series: MetricSeries,
  rollout: GradualRollout,
  model: WithSystem,
  trusted: readonly string[] = [],
): Coverage {
  const { namespace, dimensions } = series;
  const what = `watches ${metricOf(series, model.system)}`;
  if (namespace.state === "unresolved") return undetermined("watches an unknown metric", namespace);
  if (namespace.state === "absent") return undetermined("watches a metric without a namespace", unresolved("has no namespace"));
  if (dimensions.state === "unresolved") return undetermined(`${what} with unknown dimensions`, dimensions);
  const text = model.system.concrete(namespace.value);
  const open = model.system.resolver.unknownIn(text);
  if (open !== null) return undetermined(`${what} of an unknown namespace`, open);
  if (trusted.includes(text)) return determined("function", `${what} in ${text}, which is in customNamespaces`);
  const given = dimensions.state === "known" ? dimensions.value : new Map<string, string>();
  return text === "AWS/States" ? ofExecutions(series, what, given, rollout, model) : elsewhere(display(text, model), what, given);
}

/** A function that fails may be a part of the machine, and a metric of one's own may be about it. */
function elsewhere(namespace: string, what: string, given: ReadonlyMap<string, string>): Coverage {
  if (given.size === 0 && namespace.startsWith("AWS/")) return determined("account", `${what} of the whole account`);
  const because = unresolved(`it is unknown whether a metric of ${namespace} measures the state machine`);
  return undetermined(`${what} of ${namespace}`, because);
}

function display(text: string, { system }: WithSystem): string {
  return system.symbols.display(text);
}

function ofExecutions(
  series: MetricSeries,
  what: string,
  given: ReadonlyMap<string, string>,
  rollout: GradualRollout,
  model: WithSystem,
): Coverage {
  const arn = given.get("StateMachineArn");
  if (given.size === 0) return determined("account", `${what} of the whole account`);
  if (arn === undefined) return determined("nothing", `${what} of something other than executions`);
  const other = otherMachine(arn, what, rollout, model);
  if (other !== null) return other;
  const metric = series.metricName.state === "known" ? model.system.concrete(series.metricName.value) : "";
  if (!FAILURES.includes(metric)) return undetermined(`${what} of the state machine`, unresolved(UNCOUNTED));
  const alias = given.get("Alias");
  if (given.has("Version"))
    return undetermined(`${what} of one version`, unresolved("it is unknown whether it is the new version"));
  if (given.size > (alias === undefined ? 1 : 2)) return undetermined(what, unresolved(OTHERS));
  return alias === undefined ? determined("function", `${what} of the state machine`) : ofAlias(alias, what, rollout, model);
}

/** null where the metric is of the machine that is deployed. */
function otherMachine(arn: string, what: string, { machine }: GradualRollout, model: WithSystem): Coverage | null {
  if (machine.state === "unresolved") return undetermined(`${what} of a state machine`, machine);
  if (machine.state !== "known") return undetermined(`${what} of a state machine`, unresolved(OF_WHICH));
  const isOwn = isMachine(arn, machine.value, model);
  if (isOwn === true) return null;
  return isOwn === false
    ? determined("nothing", `${what} of another state machine`)
    : undetermined(`${what} of a state machine`, isOwn);
}

function ofAlias(alias: string, what: string, { name, resource }: GradualRollout, { system }: WithSystem): Coverage {
  const shown = system.concrete(alias);
  if (name.state === "unresolved") return undetermined(`${what} of an alias`, name);
  const wanted = name.state === "known" ? system.concrete(name.value) : "";
  if (shown === wanted) return determined("alias", `${what} of alias ${resource.label}`);
  return mayBeEqual(shown, wanted, system.symbols)
    ? undetermined(
        `${what} of an alias`,
        system.resolver.unknownIn(shown) ?? system.resolver.unknownIn(wanted) ?? unresolved(OF_WHICH),
      )
    : determined("nothing", `${what} of alias ${system.symbols.display(alias)}, not ${resource.label}`);
}

const OF_WHICH = "the state machine of the alias is unknown";
const UNCOUNTED = "the effect of a broken version on metrics other than failed executions is unknown";
const OTHERS = "has dimensions that Step Functions does not document for executions";

/** The `Ref` and the `Arn` of a state machine are its ARN. */
function isMachine(text: string, machine: Resource, model: WithSystem): boolean | Unresolved {
  const { system } = model;
  const token = system.symbols.sole(text);
  if (token?.kind === "attribute") {
    const referred = system.resource(token.stack, token.logicalId);
    const isArn = token.attribute === "Ref" || token.attribute === "Arn";
    if (referred?.type === machine.type) return referred === machine && isArn;
  }
  const found = system.find(known(text), machine.stack, [machine.type]);
  if (found.state === "known") return found.value === machine;
  if (found.state === "unresolved") return found;
  if (machine.facts.physicalId !== null && deployedText(text, system) === machine.facts.physicalId) return true;
  return system.resolver.unknownIn(system.concrete(text)) ?? false;
}
