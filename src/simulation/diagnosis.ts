// Why an alarm does not stop a deployment in time: found by playing the same deployment with one thing changed.

import type { Unresolved } from "../model/value.ts";
import { count, emptyCounters } from "./play/counters.ts";
import { dataPointOf } from "./play/formula.ts";
import { playAlarms } from "./play/play.ts";
import { weightAt } from "./play/schedule.ts";
import { HEAVY_TRAFFIC } from "./play/traffic.ts";
import { doubtOf, type ReadAlarm } from "./read/alarms.ts";
import type { AlarmRun, Scenario, ThresholdRule } from "./scenario.ts";

export type Diagnosis =
  /** It is on with healthy traffic; `byMissingData`: only because it treats missing data as breaching. */
  | { readonly kind: "always-on"; readonly alarm: string; readonly byMissingData: boolean }
  /** It needs `needed` minutes at the share of the traffic that the shift gives it, and the shift takes fewer. */
  | {
      readonly kind: "too-long";
      readonly alarm: string;
      readonly minute: number | null;
      readonly needed: number;
      readonly window: string | null;
    }
  /** The share of the traffic that the shift gives the new version never sets it off. */
  | {
      readonly kind: "diluted";
      readonly alarm: string;
      readonly minute: number | null;
      /** Of the traffic, the largest before the shift ends. */
      readonly percent: number;
      /** What the alarm compares then, and with what; in percent where it is a rate. */
      readonly reached: number;
      readonly threshold: number;
      readonly isRate: boolean;
      readonly member: string | null;
    }
  /** Not even a version that gets and fails everything sets it off. */
  | { readonly kind: "unreachable"; readonly alarm: string }
  /** It watches something else, or a series that nobody publishes. */
  | { readonly kind: "elsewhere"; readonly alarm: string; readonly what: string }
  | { readonly kind: "not-simulated"; readonly alarm: string; readonly reason: string; readonly doubt: Unresolved | null };

/** The most telling first: what blocks, what cannot be said, what is nearly in time. */
const ORDER: readonly Diagnosis["kind"][] = ["always-on", "not-simulated", "too-long", "diluted", "unreachable", "elsewhere"];

/** Of those at these places that do not go off in time. */
export function diagnoses(
  scenario: Scenario,
  alarms: readonly ReadAlarm[],
  runs: readonly AlarmRun[],
  places: readonly number[],
): readonly Diagnosis[] {
  const held = heldRuns(scenario);
  const found = places.flatMap((place): readonly Diagnosis[] => {
    const [alarm, run] = [alarms[place], runs[place]];
    if (run === undefined || alarm === undefined || isInTime(run, scenario)) return [];
    return [diagnose({ scenario, alarms, held }, alarm, place, run)];
  });
  return [...found].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** An alarm stops a deployment only before the shift ends. */
export function isInTime({ state, goesOffMinute }: AlarmRun, { schedule }: Pick<Scenario, "schedule">): boolean {
  return state === "goes-off" && goesOffMinute !== null && goesOffMinute < schedule.endMinute;
}

interface Setting {
  readonly scenario: Scenario;
  readonly alarms: readonly ReadAlarm[];
  /** With the shift held before its last step. */
  readonly held: readonly AlarmRun[];
}

function diagnose(setting: Setting, alarm: ReadAlarm, place: number, run: AlarmRun): Diagnosis {
  const { name, rule, watched } = alarm;
  if (run.state === "not-simulated")
    return { kind: "not-simulated", alarm: name, reason: run.reason ?? "", doubt: doubtOf(setting.alarms, place) };
  if (run.state === "always-on")
    return { kind: "always-on", alarm: name, byMissingData: isOnByMissingData(setting.scenario, place) };
  const minute = run.goesOffMinute;
  const heldMinute = setting.held[place]?.goesOffMinute ?? null;
  const window = rule.kind === "threshold" ? windowOf(rule) : null;
  if (heldMinute !== null) return { kind: "too-long", alarm: name, minute, needed: heldMinute, window };
  const elsewhere = watched.find(({ feed }) => feed.kind === "never") ?? watched.find(({ feed }) => feed.kind === "healthy");
  const isElsewhere = watched.length > 0 && watched.every(({ feed }) => feed.kind === "never" || feed.kind === "healthy");
  if (elsewhere !== undefined && isElsewhere) return { kind: "elsewhere", alarm: name, what: elsewhere.what };
  return dilutionOf(setting, alarm, minute) ?? { kind: "unreachable", alarm: name };
}

/** The deployment as if its last step never came: what an alarm could still do with the traffic it gets until then. */
function heldRuns(scenario: Scenario): readonly AlarmRun[] {
  const steps = scenario.schedule.steps.filter(({ percent }) => percent < 100);
  return steps.length === 0 ? [] : playAlarms({ ...scenario, schedule: { ...scenario.schedule, steps } });
}

function isOnByMissingData(scenario: Scenario, place: number): boolean {
  const alarms = scenario.alarms.map((alarm) =>
    alarm.rule.kind === "threshold" && alarm.rule.missing === "breaching"
      ? { ...alarm, rule: { ...alarm.rule, missing: "notBreaching" as const } }
      : alarm,
  );
  return playAlarms({ ...scenario, alarms })[place]?.state !== "always-on";
}

/** `3 × 5 minutes` */
function windowOf({ evaluationPeriods, datapointsToAlarm, periodMinutes, isWallClock }: ThresholdRule): string {
  const some = datapointsToAlarm < evaluationPeriods ? `${datapointsToAlarm} of ` : "";
  const minutes = `${some}${evaluationPeriods} × ${periodMinutes} ${periodMinutes === 1 ? "minute" : "minutes"}`;
  return isWallClock ? `${minutes} by the clock` : minutes;
}

/** null where the whole traffic would not set it off either. */
function dilutionOf({ scenario, alarms }: Setting, alarm: ReadAlarm, minute: number | null): Diagnosis | null {
  const { schedule, errorRate } = scenario;
  const [own, member] = ruleBehind(alarm, alarms);
  if (own === null || (minute === null && !goesOffWithAll(scenario, alarms.indexOf(alarm)))) return null;
  const share = schedule.endMinute > 0 ? weightAt(schedule, schedule.endMinute - 1) : 1;
  const reached = steadyValue(own, share, errorRate, HEAVY_TRAFFIC);
  const isRate = near(reached, steadyValue(own, share, errorRate, HEAVY_TRAFFIC / 10));
  // A rate is written as a share of one or in percent.
  const scale = isRate && near(steadyValue(own, 1, 1, HEAVY_TRAFFIC), 1) ? 100 : 1;
  const told = { percent: share * 100, reached: reached * scale, threshold: own.threshold * scale, isRate, member };
  return { kind: "diluted", alarm: alarm.name, minute, ...told };
}

function near(one: number, other: number): boolean {
  return Math.abs(one - other) < 1e-9 * Math.max(1, Math.abs(one));
}

/** The rule itself or, below a composite alarm, that of the first member that has one. */
function ruleBehind({ rule }: ReadAlarm, alarms: readonly ReadAlarm[]): readonly [ThresholdRule | null, string | null] {
  if (rule.kind !== "composite") return [rule.kind === "threshold" ? rule : null, null];
  const members = [...rule.members.values()].flatMap((place) => alarms[place] ?? []);
  for (const member of members) if (member.rule.kind === "threshold") return [member.rule, member.name];
  return [null, null];
}

function goesOffWithAll(scenario: Scenario, place: number): boolean {
  const schedule = { ...scenario.schedule, steps: [{ minute: 0, percent: 100 }] };
  return playAlarms({ ...scenario, schedule })[place]?.state === "goes-off";
}

/** What the alarm compares in traffic that stays as it is. */
function steadyValue({ formula, periodMinutes }: ThresholdRule, share: number, errorRate: number, rate: number): number {
  const counters = emptyCounters(0, periodMinutes);
  const newRequests = rate * share;
  for (let minute = 0; minute < periodMinutes; minute += 1)
    count(counters, minute, { newRequests, failures: newRequests * errorRate, oldRequests: rate - newRequests });
  return dataPointOf(formula)(counters, 0, periodMinutes);
}
