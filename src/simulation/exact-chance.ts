// Deployments whose rollback probability follows from the Poisson distribution, without simulation.
import { needsFailures } from "./play/needs-failures.ts";
import { exposureUntil, weightAt } from "./play/schedule.ts";
import { hiddenBuckets } from "./play/window.ts";
import type { Scenario, ScenarioAlarm, ThresholdRule } from "./scenario.ts";

/** @param failures a minute of full traffic: requests a minute times the share that fails */
export type ExactChance = (failures: number) => number;

/** null where an alarm waits for more than a number of failures, or a healthy version fails as well. */
export function exactChanceIn(scenario: Scenario): ExactChance | null {
  const { alarms, baselineErrorRate = 0 } = scenario;
  const rules = alarms.flatMap(({ rule, isWatched }) => (isWatched && isPlainCount(rule) && isOneWindow(rule) ? [rule] : []));
  const visible = scenario.schedule.endMinute - 1 - hiddenBuckets(scenario);
  if (rules.length === 0 || rules.length < alarms.length || baselineErrorRate > 0 || visible <= 0) return null;
  const exposure = exposureUntil(scenario.schedule, visible);
  if (rules.every((rule) => failuresFor(rule) === 1)) return (failures) => 1 - Math.exp(-failures * exposure);
  const [only, ...others] = rules;
  return only === undefined || others.length > 0 ? null : chanceOfMany(only, scenario, visible);
}

/** That so many failures fall into one window: each minute is one, or one holds all that is visible in time. */
function chanceOfMany(rule: ThresholdRule, { schedule }: Scenario, visible: number): ExactChance | null {
  const needed = failuresFor(rule);
  const windows =
    rule.periodMinutes === 1
      ? Array.from({ length: visible }, (_, minute) => weightAt(schedule, minute))
      : rule.periodMinutes >= visible
        ? [exposureUntil(schedule, visible)]
        : null;
  return windows === null
    ? null
    : (failures) => 1 - windows.reduce((none, weight) => none * fewerThan(needed, failures * weight), 1);
}

/** Of a Poisson number with this mean. */
function fewerThan(count: number, mean: number): number {
  let sum = 0;
  let log = -mean;
  for (let each = 0; each < count; each += 1) {
    sum += Math.exp(log);
    log += Math.log(mean) - Math.log(each + 1);
  }
  return Math.min(1, sum);
}

/** A number of failures from one on, in any of its windows; silence does nothing. */
function isPlainCount(rule: ScenarioAlarm["rule"]): rule is ThresholdRule {
  if (!needsFailures(rule) || rule.formula.kind !== "series") return false;
  const { feed, statistic } = rule.formula;
  const isFailures = feed.kind === "requests" && feed.counts === "failures";
  return isFailures && (statistic === "Sum" || (statistic === "Maximum" && failuresFor(rule) === 1));
}

function failuresFor({ threshold, comparison }: ThresholdRule): number {
  return comparison === "GreaterThanThreshold" ? Math.floor(threshold) + 1 : Math.ceil(threshold);
}

const MOST_COUNTED = 10_000;

function isOneWindow(rule: ThresholdRule): boolean {
  const { datapointsToAlarm, evaluationPeriods, isWallClock } = rule;
  return datapointsToAlarm === 1 && evaluationPeriods === 1 && !isWallClock && failuresFor(rule) <= MOST_COUNTED;
}
