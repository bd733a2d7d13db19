// What an alarm shows of a new version of a state machine: the executions of the machine, or those that its alias starts.
// https://docs.aws.amazon.com/step-functions/latest/dg/execution-alias-version-associate.html
import type { AlarmNode, MetricSeries } from "../alarms/alarm.ts";
import type { Model } from "../model.ts";
import { mayBeEqual } from "../names/likeness.ts";
import { deployedText } from "../observed/deployed-text.ts";
import type { Resource } from "../resource.ts";
import { known, type Unresolved, unresolved } from "../value.ts";
import { type SightOptions, sightsThrough } from "./alarm-level.ts";
import type { GradualRollout } from "./gradual-rollout.ts";
import { metricOf, type Sight, told, untold } from "./sight.ts";

/** They count executions that fail; of the others nobody knows what a broken version does to them. */
const FAILURES: readonly string[] = ["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted"];

/** All that an alarm shows of the executions of an alias, series by series and member by member. */
export function sightsOfRollout(
  alarm: AlarmNode,
  rollout: GradualRollout,
  model: Model,
  options: SightOptions,
): readonly Sight[] {
  const eye = {
    sightOfSeries: (series: MetricSeries): Sight => sightOfExecutions(series, rollout, model, options.trusted),
    sightOfQuery: (): Sight => untold("is a query", unresolved("is a query, which is not evaluated")),
  };
  return sightsThrough(eye, alarm, model, options);
}

/** What one series shows: `function` stands for the machine as a whole. */
export function sightOfExecutions(
  series: MetricSeries,
  rollout: GradualRollout,
  model: Model,
  trusted: readonly string[] = [],
): Sight {
  const { namespace, dimensions } = series;
  const what = `watches ${metricOf(series, model.system)}`;
  if (namespace.state === "unresolved") return untold("watches a metric that is not known", namespace);
  if (dimensions.state === "unresolved") return untold(`${what} with dimensions that are not known`, dimensions);
  const text = namespace.state === "known" ? model.system.concrete(namespace.value) : "";
  const open = model.system.resolver.unknownIn(text);
  if (open !== null) return untold(`${what} of a namespace that is not known`, open);
  if (trusted.includes(text)) return told("function", `${what} in ${text}, which is trusted`);
  const given = dimensions.state === "known" ? dimensions.value : new Map<string, string>();
  return text === "AWS/States" ? ofExecutions(series, what, given, rollout, model) : elsewhere(display(text, model), what, given);
}

/** A function that fails may be a part of the machine, and a metric of one's own may be about it. */
function elsewhere(namespace: string, what: string, given: ReadonlyMap<string, string>): Sight {
  if (given.size === 0 && namespace.startsWith("AWS/")) return told("account", `${what} of the whole account`);
  const because = unresolved(`whether a metric of ${namespace} shows what the state machine does is not known`);
  return untold(`${what} of ${namespace}`, because);
}

function display(text: string, { system }: Model): string {
  return system.symbols.display(text);
}

function ofExecutions(
  series: MetricSeries,
  what: string,
  given: ReadonlyMap<string, string>,
  rollout: GradualRollout,
  model: Model,
): Sight {
  const arn = given.get("StateMachineArn");
  if (given.size === 0) return told("account", `${what} of the whole account`);
  if (arn === undefined) return told("nothing", `${what} of something other than executions`);
  const other = otherMachine(arn, what, rollout, model);
  if (other !== null) return other;
  const metric = series.metricName.state === "known" ? model.system.concrete(series.metricName.value) : "";
  if (!FAILURES.includes(metric)) return untold(`${what} of the state machine`, unresolved(UNCOUNTED));
  const alias = given.get("Alias");
  if (given.has("Version")) return untold(`${what} of one version`, unresolved("whether it is the new one is not known"));
  if (given.size > (alias === undefined ? 1 : 2)) return untold(what, unresolved(OTHERS));
  return alias === undefined ? told("function", `${what} of the state machine`) : ofAlias(alias, what, rollout, model);
}

/** null where the metric is of the machine that is deployed. */
function otherMachine(arn: string, what: string, { machine }: GradualRollout, model: Model): Sight | null {
  if (machine.state === "unresolved") return untold(`${what} of a state machine`, machine);
  if (machine.state !== "known") return untold(`${what} of a state machine`, unresolved(OF_WHICH));
  const isOwn = isMachine(arn, machine.value, model);
  if (isOwn === true) return null;
  return isOwn === false ? told("nothing", `${what} of another state machine`) : untold(`${what} of a state machine`, isOwn);
}

function ofAlias(alias: string, what: string, { name, resource }: GradualRollout, { system }: Model): Sight {
  const shown = system.concrete(alias);
  if (name.state === "unresolved") return untold(`${what} of an alias`, name);
  const wanted = name.state === "known" ? system.concrete(name.value) : "";
  if (shown === wanted) return told("alias", `${what} of alias ${resource.label}`);
  return mayBeEqual(shown, wanted, system.symbols)
    ? untold(`${what} of an alias`, system.resolver.unknownIn(shown) ?? unresolved(OF_WHICH))
    : told("nothing", `${what} of alias ${system.symbols.display(alias)}, not ${resource.label}`);
}

const OF_WHICH = "which state machine the alias is of is not known";
const UNCOUNTED = "what a broken version does to a metric other than of failed executions is not known";
const OTHERS = "has dimensions that Step Functions does not document for executions";

/** The `Ref` and the `Arn` of a state machine are its ARN. */
function isMachine(text: string, machine: Resource, model: Model): boolean | Unresolved {
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
