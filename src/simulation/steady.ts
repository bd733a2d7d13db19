// The value of an alarm in constant traffic, and whether the share of a shift is enough.
import type { Diagnosis } from "./diagnosis.ts";
import { count, emptyCounters } from "./play/counters.ts";
import { BREACHES } from "./play/evaluation.ts";
import { dataPointOf } from "./play/formula.ts";
import { SHORTFALL } from "./play/heavy-traffic.ts";
import { lessThanAll } from "./play/play.ts";
import { weightAt } from "./play/schedule.ts";
import { HEAVY_TRAFFIC } from "./play/traffic.ts";
import type { ReadAlarm } from "./read/alarms.ts";
import type { Formula, Scenario, ThresholdRule } from "./scenario.ts";

/** The share of the traffic that the new version gets just before the shift ends. */
export function heldShare({ schedule }: Scenario): number {
  return schedule.endMinute > 0 ? weightAt(schedule, schedule.endMinute - 1) : 1;
}

/** How the new version behaves. */
type Version = Pick<Scenario, "errorRate" | "slowdown">;

/** As good as the old one. */
const HEALTHY: Version = { errorRate: 0 };

export function isMetAt(rule: ThresholdRule, share: number, version: Version): boolean {
  return BREACHES[rule.comparison](steadyValue(rule, share, version, HEAVY_TRAFFIC), rule.threshold);
}

/** Not only if chance helps: with a little less than the share of the traffic, too. */
export function isSurelyMetAt(rule: ThresholdRule, share: number, version: Version): boolean {
  const errorRate = lessThanAll(version.errorRate, SHORTFALL);
  return isMetAt(rule, lessThanAll(share, SHORTFALL), { ...version, errorRate });
}

/**
 * Of an alarm that heavy traffic would bring to ALARM in time: whether what is lacking at this rate is traffic, and not luck. Three
 * standard deviations of a Poisson number are as much as luck adds.
 * @param minute of the alarm at this rate, all the same
 */
export function shortfallAt(
  scenario: Scenario,
  { name, rule }: ReadAlarm,
  requestsPerMinute: number,
  minute: number | null,
): Diagnosis | null {
  if (rule.kind !== "threshold" || !rule.comparison.startsWith("GreaterThan")) return null;
  const { errorRate } = scenario;
  const valueAt = (share: number, rate = requestsPerMinute): number => steadyValue(rule, share, scenario, rate);
  const isOutOfReach = (share: number): boolean => {
    const value = valueAt(share);
    const isCount = near(valueAt(share, requestsPerMinute * 10), value * 10) && value > 0;
    return isCount && !BREACHES[rule.comparison](value + 3 * Math.max(1, Math.sqrt(value)), rule.threshold);
  };
  const { threshold, periodMinutes } = rule;
  const atRate = { requestsPerMinute, reached: valueAt(1), threshold, periodMinutes };
  if (isOutOfReach(1)) return { kind: "unreachable", alarm: name, minute, errorRate, isComposite: false, atRate };
  const share = heldShare(scenario);
  if (!isOutOfReach(share)) return null;
  const dilution = {
    percent: share * 100,
    reached: valueAt(share),
    threshold,
    isRate: false,
    isStepwise: false,
    slowdown: null,
    member: null,
  };
  return { kind: "diluted", alarm: name, minute, isDownward: false, errorRate, needed: null, requestsPerMinute, ...dilution };
}

const STEPS: readonly string[] = ["<", "<=", ">", ">=", "==", "!=", "AND", "OR", "IF", "CEIL", "FLOOR"];

export function isStepwise(formula: Formula): boolean {
  switch (formula.kind) {
    case "operation":
      return STEPS.includes(formula.operator) || isStepwise(formula.left) || isStepwise(formula.right);
    case "call":
      return STEPS.includes(formula.name) || formula.arguments.some(isStepwise);
    case "negative":
      return isStepwise(formula.of);
    case "series":
      return formula.statistic === "Minimum";
    default:
      return false;
  }
}

export function near(one: number, other: number): boolean {
  return Math.abs(one - other) < 1e-9 * Math.max(1, Math.abs(one));
}

/** What the alarm compares in traffic that stays as it is. */
export function steadyValue(
  { formula, periodMinutes }: ThresholdRule,
  share: number,
  { errorRate, slowdown }: Version,
  rate: number,
): number {
  const counters = emptyCounters(0, periodMinutes, slowdown);
  const newRequests = rate * share;
  for (let minute = 0; minute < periodMinutes; minute += 1)
    count(counters, minute, { newRequests, failures: newRequests * errorRate, oldRequests: rate - newRequests });
  return dataPointOf(formula)(counters, 0, periodMinutes);
}

/** Thresholds that the traffic which the shift gives the new version meets, and healthy traffic does not. */
export function steadyThresholds(scenario: Scenario, rule: ThresholdRule): readonly number[] {
  const { requestsPerMinute, schedule } = scenario;
  const rate = requestsPerMinute ?? HEAVY_TRAFFIC;
  const shares = [(schedule.steps[0]?.percent ?? 100) / 100, heldShare(scenario)];
  const healthy = steadyValue(rule, 0, HEALTHY, rate);
  const reached = [...new Set(shares.map((share) => steadyValue(rule, share, scenario, rate)))];
  const isDownward = rule.comparison.startsWith("LessThan");
  const isCount = !near(steadyValue(rule, 1, scenario, rate), steadyValue(rule, 1, scenario, rate / 10));
  const candidates = isDownward
    ? reached.map((value) => short((value + healthy) / 2))
    : isCount
      ? [
          rule.comparison === "GreaterThanThreshold" ? 0 : 1,
          ...(requestsPerMinute === null ? [] : reached.map((value) => Math.floor(value / 2))),
        ]
      : reached.map((value) => short((value + healthy) / 2));
  const isMet = (threshold: number, value: number): boolean => BREACHES[rule.comparison](value, threshold);
  return [...new Set(candidates)].filter(
    (threshold) => Number.isFinite(threshold) && threshold !== rule.threshold && !isMet(threshold, healthy),
  );
}

function short(value: number): number {
  return Number(value.toPrecision(2));
}
