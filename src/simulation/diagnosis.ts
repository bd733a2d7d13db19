// Why an alarm does not stop a deployment in time: found by playing the same deployment with one thing changed.

import { seriesOf } from "../model/alarms/math/formula.ts";
import type { Unresolved } from "../model/value.ts";
import { SHORTFALL } from "./play/heavy-traffic.ts";
import { playAlarms } from "./play/play.ts";
import { HEAVY_TRAFFIC } from "./play/traffic.ts";
import { doubtOf, type ReadAlarm } from "./read/alarms.ts";
import type { ReadScenario } from "./read/deployment.ts";
import type { AlarmRule, AlarmRun, CompositeRule, Scenario, ThresholdRule } from "./scenario.ts";
import { heldShare, isMetAt, isStepwise, isSurelyMetAt, near, steadyValue } from "./steady.ts";
import { windowOf } from "./window-in-words.ts";

export type Diagnosis =
  /** It is in ALARM with healthy traffic; `byMissingData`: only because it treats missing data as breaching. */
  | { readonly kind: "always-on"; readonly alarm: string; readonly byMissingData: boolean }
  /** It needs `needed` minutes at the share of the traffic that the shift gives it, and the shift takes fewer; null: days. */
  | {
      readonly kind: "too-long";
      readonly alarm: string;
      readonly minute: number | null;
      readonly needed: number | null;
      readonly window: string | null;
      /** The windows are its members'. */
      readonly isComposite: boolean;
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
      /** It enters ALARM at low values. */
      readonly isDownward: boolean;
      readonly errorRate: number;
      readonly member: string | null;
      /** How many times slower the version is, where it compares durations in milliseconds. */
      readonly slowdown: number | null;
      /** What it compares is decided by comparisons: it has no share of the traffic in it. */
      readonly isStepwise: boolean;
      /** The minute in which it would change with all of the traffic from the start, where that is too late as well. */
      readonly needed: number | null;
      /** The traffic that makes it; null where any heavy traffic does. */
      readonly requestsPerMinute: number | null;
    }
  /** The share of the traffic makes what it compares equal to its threshold: chance decides. */
  | {
      readonly kind: "by-chance";
      readonly alarm: string;
      /** As of a diluted one. */
      readonly percent: number;
      readonly threshold: number;
      readonly isRate: boolean;
      readonly isDownward: boolean;
      readonly isStepwise: boolean;
      readonly errorRate: number;
      readonly member: string | null;
    }
  /** Not even a version that gets everything and fails this share of it sets it off. */
  | {
      readonly kind: "unreachable";
      readonly alarm: string;
      /** By luck, where there is little traffic. */
      readonly minute?: number | null;
      readonly errorRate: number;
      readonly slowdown?: number;
      readonly isComposite: boolean;
      /** Where more traffic would. */
      readonly atRate: {
        readonly requestsPerMinute: number;
        readonly reached: number;
        readonly threshold: number;
        readonly periodMinutes: number;
      } | null;
    }
  /** It enters ALARM with a healthy version as well, at the same minute or before. */
  | { readonly kind: "also-healthy"; readonly alarm: string }
  /** It watches something else, or a series that is never published. */
  | { readonly kind: "elsewhere"; readonly alarm: string; readonly what: string }
  | { readonly kind: "not-simulated"; readonly alarm: string; readonly reason: string; readonly doubt: Unresolved | null };

/** The most informative first: what blocks, what is undetermined, what is nearly in time. */
const ORDER: readonly Diagnosis["kind"][] = [
  "always-on",
  "not-simulated",
  "too-long",
  "by-chance",
  "diluted",
  "unreachable",
  "elsewhere",
];

/**
 * Of those at these places that are not in ALARM in time.
 * @param shown the runs that pictures show: with their minutes
 */
export function diagnoses(
  scenario: ReadScenario,
  runs: readonly AlarmRun[],
  places: readonly number[],
  shown = runs,
): readonly Diagnosis[] {
  const held = heldRuns(scenario);
  const found = places.flatMap((place): readonly Diagnosis[] => {
    const [alarm, run] = [scenario.alarms[place], runs[place]];
    if (run === undefined || alarm === undefined || isInTime(run, scenario)) return [];
    const minute = shown[place]?.goesOffMinute ?? null;
    return [diagnose({ scenario, held }, alarm, place, { ...run, goesOffMinute: minute })];
  });
  return [...found].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** An alarm stops a deployment only before the shift ends. */
export function isInTime(run: AlarmRun | undefined, { schedule }: Pick<Scenario, "schedule">): boolean {
  return run?.state === "goes-off" && run.goesOffMinute !== null && run.goesOffMinute < schedule.endMinute;
}

interface Setting {
  readonly scenario: ReadScenario;
  /** With the shift held before its last step. */
  readonly held: readonly AlarmRun[];
}

function diagnose(setting: Setting, alarm: ReadAlarm, place: number, run: AlarmRun): Diagnosis {
  const { name } = alarm;
  if (run.state === "not-simulated")
    return { kind: "not-simulated", alarm: name, reason: run.reason ?? "", doubt: doubtOf(setting.scenario.alarms, place) };
  if (run.state === "always-on")
    return { kind: "always-on", alarm: name, byMissingData: isOnByMissingData(setting.scenario, place) };
  const what = elsewhereOf(alarm);
  if (what !== null) return { kind: "elsewhere", alarm: name, what };
  return lateness(setting, alarm, run.goesOffMinute, setting.held[place]?.goesOffMinute ?? null);
}

/** What it watches, where that is not the deployment. */
function elsewhereOf({ watched }: ReadAlarm): string | null {
  const unpublished = watched.find(({ feed }) => feed.kind === "never");
  const isElsewhere = watched.every(({ feed }) => feed.kind === "never" || feed.kind === "healthy");
  return isElsewhere ? ((unpublished ?? watched[0])?.what ?? null) : null;
}

/** @param needed the minute in which it would enter ALARM, were the shift held before its last step */
function lateness({ scenario }: Setting, { name, rule }: ReadAlarm, minute: number | null, needed: number | null): Diagnosis {
  const { errorRate } = scenario;
  const isComposite = rule.kind === "composite";
  const late = { alarm: name, minute, window: rule.kind === "threshold" ? windowOf(rule) : null, isComposite };
  if (needed !== null) return { kind: "too-long", ...late, needed: atMost(needed, minute) };
  if (rule.kind === "threshold" && isSurelyMetAt(rule, heldShare(scenario), scenario))
    return { kind: "too-long", ...late, needed };
  const diluted = isComposite && minute === null ? undefined : dilutedOf(rule, scenario);
  if (diluted !== undefined) return dilutionOf(scenario, name, minute, diluted);
  if (minute !== null) return { kind: "too-long", ...late, needed: minute };
  return { kind: "unreachable", alarm: name, errorRate, slowdown: scenario.slowdown ?? 1, isComposite, atRate: null };
}

/** The deployment as if its last step never came: what an alarm could still do with the traffic it gets until then. */
function heldRuns(scenario: Scenario): readonly AlarmRun[] {
  const steps = scenario.schedule.steps.filter(({ percent }) => percent < 100);
  return steps.length === 0 ? [] : playAlarms({ ...scenario, schedule: { ...scenario.schedule, steps } }, SHORTFALL);
}

function isOnByMissingData(scenario: Scenario, place: number): boolean {
  const alarms = scenario.alarms.map((alarm) =>
    alarm.rule.kind === "threshold" && alarm.rule.missing === "breaching"
      ? { ...alarm, rule: { ...alarm.rule, missing: "notBreaching" as const } }
      : alarm,
  );
  return playAlarms({ ...scenario, alarms })[place]?.state !== "always-on";
}

interface Diluted {
  readonly own: ThresholdRule;
  /** null where it is the alarm itself. */
  readonly member: string | null;
}

/** The alarm itself or one of its members that would enter ALARM with more of the traffic. */
function dilutedOf(rule: AlarmRule, scenario: ReadScenario): Diluted | undefined {
  const rules = rule.kind === "composite" ? membersBelow(rule, scenario) : [{ rule, name: null }];
  const own = rules.flatMap((each) => (each.rule.kind === "threshold" ? [{ own: each.rule, member: each.name }] : []));
  return own.find((each) => !isSurelyMetAt(each.own, heldShare(scenario), scenario) && isMetAt(each.own, 1, scenario));
}

function dilutionOf(scenario: Scenario, alarm: string, minute: number | null, { own, member }: Diluted): Diagnosis {
  const { errorRate } = scenario;
  const share = heldShare(scenario);
  const reached = steadyValue(own, share, scenario, HEAVY_TRAFFIC);
  const isRate = near(reached, steadyValue(own, share, scenario, HEAVY_TRAFFIC / 10));
  const ends = [0, 1].map((each) => steadyValue(own, each, { ...scenario, errorRate: 1 }, HEAVY_TRAFFIC));
  // Of an API whose other routes go elsewhere the new version gets less.
  const others = Math.max(0, ...seriesOf(own.formula).map(({ feed }) => (feed.kind === "requests" ? (feed.others ?? 0) : 0)));
  // A rate is written as a share of one or in percent.
  const isSteps = isStepwise(own.formula);
  const isDuration = seriesOf(own.formula).some(({ feed }) => feed.kind === "durations");
  const scale = isRate && !isSteps && !isDuration && near(Math.max(...ends) * (1 + others), 1) ? 100 : 1;
  const dilution = {
    percent: (share * 100) / (1 + others),
    reached: reached * scale,
    threshold: own.threshold * scale,
    isRate,
    member,
  };
  const slowdown = isDuration ? (scenario.slowdown ?? 1) : null;
  const whole = {
    minute,
    slowdown,
    isStepwise: isSteps,
    needed: atMost(lateWithAllTraffic(scenario, own), minute),
    requestsPerMinute: null,
  };
  const isDownward = own.comparison.startsWith("LessThan");
  if (isMetAt(own, share, scenario)) return { kind: "by-chance", alarm, isDownward, errorRate, isStepwise: isSteps, ...dilution };
  return { kind: "diluted", alarm, isDownward, errorRate, ...dilution, ...whole };
}

/** What it needs is no more than what it took: in less traffic luck may be faster. */
function atMost(needed: number | null, minute: number | null): number | null {
  return needed === null || minute === null ? needed : Math.min(needed, minute);
}

/** The minute in which an alarm changes with all of the traffic from the start, where the shift is over by then. */
function lateWithAllTraffic(scenario: Scenario, rule: ThresholdRule): number | null {
  const schedule = { ...scenario.schedule, steps: [{ minute: 0, percent: 100 }] };
  const [run] = playAlarms({ ...scenario, schedule, alarms: [{ rule, isWatched: true }] });
  const minute = run?.goesOffMinute ?? null;
  return minute !== null && minute >= scenario.schedule.endMinute ? minute : null;
}

function membersBelow(composite: CompositeRule, { alarms }: ReadScenario): readonly ReadAlarm[] {
  const found = new Set<ReadAlarm>();
  const pending: AlarmRule[] = [composite];
  for (let rule = pending.pop(); rule !== undefined; rule = pending.pop()) {
    const below = rule.kind === "composite" ? [...rule.members.values()].flatMap((place) => alarms[place] ?? []) : [];
    for (const member of below.filter((each) => !found.has(each))) {
      found.add(member);
      pending.push(member.rule);
    }
  }
  return [...found];
}
