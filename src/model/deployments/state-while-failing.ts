// Whether a rollback alarm is in ALARM while the version that is live already fails: then it stops the deployment of the fix as well.
import type { AlarmNode, MetricSeries, WithAlarms } from "../alarms/alarm.ts";
import { type AlarmState, type Composition, evaluate, membersOf, parseComposition } from "../alarms/composition.ts";
import type { System, WithSystem } from "../system.ts";
import { known, type Unresolved, unresolved } from "../value.ts";
import { type Sampling, samplingOfMetric } from "../watching/samples.ts";
import { triggerOf } from "../watching/trigger.ts";
import { type CoverageOptions, type CoverageSources, coveragesOf } from "./alarm-level.ts";
import { type Coverage, metricOf } from "./coverage.ts";
import { isOfFunction, type Shifting } from "./shifting.ts";
import { coveragesOfRollout } from "./state-machine-coverage.ts";

export interface StateWhileFailing {
  /** null where it is unknown. */
  readonly isInAlarm: boolean | null;
  /** Completes "the alarm …". */
  readonly what: string;
  /** Why it is unknown; null where it is. */
  readonly because: Unresolved | string | null;
}

/**
 * What the alarm does while the live version fails and the new one is not invoked yet.
 * @returns null where the function is unknown
 */
export function stateWhileFailing(alarm: AlarmNode, shifting: Shifting, model: CoverageSources): StateWhileFailing | null {
  const coverages = coveragesFor(shifting, model);
  return coverages === null ? null : visit(alarm, { coverages, model, above: [] });
}

type Coverages = (alarm: AlarmNode, options: CoverageOptions) => readonly Coverage[];

function coveragesFor(shifting: Shifting, model: CoverageSources): Coverages | null {
  if (!isOfFunction(shifting)) return (alarm, options) => coveragesOfRollout(alarm, shifting, model, options);
  const { alias } = shifting;
  const owner = alias.function;
  if (owner.state !== "known") return null;
  return (alarm, options) => coveragesOf(alarm, { function: owner.value, alias }, model, options);
}

interface Visit {
  readonly coverages: Coverages;
  readonly model: WithAlarms & WithSystem;
  /** Rules can name each other in a circle. */
  readonly above: readonly AlarmNode[];
}

function visit(alarm: AlarmNode, at: Visit): StateWhileFailing {
  const { model, above } = at;
  if (alarm.kind === "composite") return ofComposite(alarm, { ...at, above: [...above, alarm] });
  const coverages = at.coverages(alarm, { trusted: [], mustTrigger: true });
  const [first] = coverages;
  const open = coverages.find(({ because }) => because !== null);
  if (open?.level === "custom")
    return { isInAlarm: null, what: open.what, because: unresolved("the template does not show what that metric counts") };
  if (open !== undefined || first === undefined)
    return { isInAlarm: null, what: open?.what ?? "never has data", because: open?.because ?? null };
  const present = coverages.find(isOfPresent);
  if (present === undefined) return withoutTrigger(alarm, first, at);
  if (!mayCountFailures(alarm, model))
    return { isInAlarm: null, what: present.what, because: unresolved("that metric does not depend on failures alone") };
  const ofNew = coverages.find(({ level }) => level === "version");
  if (ofNew === undefined) return { isInAlarm: true, what: present.what, because: null };
  const because = unresolved("its expression combines a metric of the new version with one of the live version");
  return { isInAlarm: null, what: present.what, because };
}

/** Nothing that it watches makes it enter ALARM with a failure: it may be in ALARM all the same. */
function withoutTrigger(alarm: AlarmNode, { what }: Coverage, { coverages, model }: Visit): StateWhileFailing {
  const { system } = model;
  const series = alarm.series.state === "known" ? alarm.series.value : [];
  const failing = series.flatMap((each) => {
    const sampling = samplingNamed(each, system);
    return sampling?.kind === "failures" ? [{ each, trigger: triggerOf(alarm, each, sampling, metricOf(each, system)) }] : [];
  });
  const always = failing.find(({ trigger }) => trigger.kind === "never" && trigger.isAlways);
  if (always?.trigger.kind === "never") return { isInAlarm: true, what: always.trigger.reason, because: null };
  const open = failing.flatMap(({ each: { statistic } }) => [statistic, alarm.threshold, alarm.comparison]).find(isOpen);
  if (open?.state === "unresolved") return { isInAlarm: null, what, because: open };
  const isMinimum = failing.some(({ each: { statistic } }) => statistic.state === "known" && statistic.value === "Minimum");
  const because = unresolved("it enters ALARM if the live version fails every invocation");
  const isOfLive = coverages(alarm, { trusted: [], mustTrigger: false }).some(isOfPresent);
  return isMinimum && isOfLive ? { isInAlarm: null, what, because } : { isInAlarm: false, what, because: null };
}

function isOpen({ state }: { readonly state: string }): boolean {
  return state === "unresolved";
}

/** A metric filter and a custom metric may count failures; of the services' metrics only those that count failures do. */
function mayCountFailures({ series, comparison }: AlarmNode, { system }: WithSystem): boolean {
  const all = series.state === "known" ? series.value : [];
  const isUpward = comparison.state === "known" && comparison.value.startsWith("GreaterThan");
  return all.some((each) => {
    const isOfService = each.namespace.state === "known" && each.namespace.value.startsWith("AWS/");
    const isThrottles = each.metricName.state === "known" && each.metricName.value === "Throttles";
    if (isUpward && countsFailedExecutions(each, system)) return true;
    return !isOfService || (!isThrottles && samplingNamed(each, system)?.kind === "failures");
  });
}

/** How many samples there are while none fails AWS does not document. */
function countsFailedExecutions({ namespace, metricName }: MetricSeries, system: System): boolean {
  if (namespace.state !== "known" || metricName.state !== "known") return false;
  return system.concrete(namespace.value) === "AWS/States" && system.concrete(metricName.value) === "ExecutionsFailed";
}

function samplingNamed({ namespace, metricName }: MetricSeries, system: System): Sampling | null {
  if (namespace.state !== "known" || metricName.state !== "known") return null;
  return samplingOfMetric(system.concrete(namespace.value), system.concrete(metricName.value));
}

/** Failures of the version that is live count in it. */
function isOfPresent({ level }: Coverage): boolean {
  return level !== null && level !== "nothing" && level !== "version";
}

function ofComposite(alarm: AlarmNode, at: Visit): StateWhileFailing {
  const { composition } = alarm;
  const rule = composition.state === "known" ? parseComposition(composition.value) : null;
  if (rule === null) {
    const because = composition.state === "unresolved" ? composition : unresolved("its AlarmRule is not supported");
    return { isInAlarm: null, what: "has an unknown rule", because };
  }
  const members = new Map(membersOf(rule).map((name) => [name, memberOf(name, alarm, at)]));
  const [ifOpenAreOk, ifOpenAlarm] = [withOpen(rule, members, "OK"), withOpen(rule, members, "ALARM")];
  const states = [...members.values()];
  const first = states.find(({ isInAlarm }) => isInAlarm) ?? states.find(({ isInAlarm }) => isInAlarm === null);
  if (ifOpenAreOk !== ifOpenAlarm) return { isInAlarm: null, what: first?.what ?? "", because: openIn(members) };
  const what = ifOpenAlarm ? (first?.what ?? "has a rule that is always true") : "has a rule that is false then";
  return { isInAlarm: ifOpenAlarm, what, because: null };
}

function withOpen(rule: Composition, members: ReadonlyMap<string, StateWhileFailing>, open: AlarmState): boolean {
  return evaluate(rule, (name) => {
    const isInAlarm = members.get(name)?.isInAlarm ?? null;
    return isInAlarm === null ? open : isInAlarm ? "ALARM" : "OK";
  });
}

function openIn(members: ReadonlyMap<string, StateWhileFailing>): Unresolved | string | null {
  return [...members.values()].find(({ isInAlarm }) => isInAlarm === null)?.because ?? null;
}

function memberOf(name: string, from: AlarmNode, at: Visit): StateWhileFailing {
  const target = at.model.alarmIndex.find(known(name), from.resource);
  const shown = at.model.system.symbols.display(name);
  if (target.state === "known") {
    if (at.above.includes(target.value))
      return { isInAlarm: false, what: `has member ${target.value.resource.label}, which contains it`, because: null };
    const standing = visit(target.value, at);
    return { ...standing, what: `has member ${target.value.resource.label}, which ${standing.what}` };
  }
  const because =
    target.state === "unresolved"
      ? target
      : `alarm ${shown} is not defined in the audited stacks; also audit the stack that defines it`;
  return { isInAlarm: null, what: `has member ${shown}`, because };
}
