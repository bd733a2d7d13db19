// Whether the failures of a broken version set an alarm off at the traffic there really is, and nothing but failures does.
import type { Resource } from "../model/resource.ts";
import type { Unresolved } from "../model/value.ts";
import type { Why } from "./explain.ts";
import { openAlarmAmong } from "./open-alarms.ts";
import { playAlarms } from "./play/play.ts";
import { playTrials } from "./play/trials.ts";
import { type ReadAlarm, walkOf } from "./read/alarms.ts";
import type { AlarmRun, Scenario, ThresholdRule } from "./scenario.ts";
import { fearsSilence, missingDataOf, watchesExecutions } from "./silence.ts";
import { doubtAmong } from "./timing.ts";
import type { WatchedAlarm, WatchedDeployment } from "./watched-deployments.ts";
import { causesAtRate, TRIALS } from "./why.ts";

type Watched = WatchedDeployment & { readonly kind: "watched" };

export type Sensitivity = {
  readonly walked: readonly Resource[];
} /** Nothing but failures sets an alarm off where nothing is invoked; nothing more can be said without a rate. */ & (
  | { readonly kind: "quiet" }
  /** Without a failure: on an idle function, or with this probability at the rate. */
  | { readonly kind: "false alarm"; readonly alarm: string; readonly probability: number | null; readonly byMissingData: boolean }
  | { readonly kind: "probable"; readonly probability: number }
  | { readonly kind: "improbable"; readonly probability: number; readonly why: Why }
  | {
      readonly kind: "unknown";
      readonly message: string;
      readonly because: Unresolved | string;
      /** What would settle it is what would fix this. */
      readonly why: Why;
    }
);

/** The effect of missing data on a function without invocations. */
export function idleSensitivity(deployment: Watched): Sensitivity {
  const { scenario, alarms } = deployment;
  const runs = playAlarms({ ...scenario, requestsPerMinute: 0, alarms: scenario.alarms.map(inSilence) });
  const first = alarms.find((watched) => isOn(runs[watched.place]) || firesInSilence(watched));
  if (first !== undefined) return falseAlarm(deployment, first, null);
  const doubt = doubtAmong(deployment, runs);
  const open = doubt === null ? openAlarmAmong(scenario.alarms.map(inSilence), runs) : null;
  if (open !== null)
    return {
      ...open,
      kind: "unknown",
      message: `it is unknown whether ${open.name} enters ALARM without traffic`,
      why: missingDataCause(open.name),
    };
  if (doubt === null) return { kind: "quiet", walked: walkedBy(deployment, alarms) };
  const { name } = doubt.alarm;
  const message = `unknown whether ${name} enters ALARM without traffic`;
  const isOnMetric = doubt.alarm.alarm?.kind === "metric";
  return { kind: "unknown", ...doubt, message, why: isOnMetric ? missingDataCause(name) : notSimulatedCause(name) };
}

function missingDataCause(alarm: string): Why {
  return { kind: "always-on", alarm, byMissingData: true };
}

function notSimulatedCause(alarm: string): Why {
  return { kind: "not-simulated", alarm, reason: "", doubt: null };
}

/** Missing data does not put an alarm on one metric in ALARM unless it treats missing data as breaching, whatever it measures. */
function inSilence<T extends ReadAlarm>(alarm: T): T {
  const missing = missingDataOf(alarm);
  const ignoresMissingData = missing?.state === "absent" || (missing?.state === "known" && missing.value !== "breaching");
  return ignoresMissingData && alarm.rule.kind === "not-simulated" ? { ...alarm, rule: SILENT } : alarm;
}

/** Of no data. */
const SILENT: ThresholdRule = {
  kind: "threshold",
  formula: { kind: "series", feed: { kind: "never" }, statistic: "Sum" },
  periodMinutes: 1,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  comparison: "GreaterThanOrEqualToThreshold",
  threshold: 1,
  missing: "missing",
  isWallClock: false,
};

/** One that does, and measures what is deployed. */
function firesInSilence({ alarm, scope }: WatchedAlarm): boolean {
  return scope === "in" && fearsSilence(alarm) && !(alarm.alarm !== null && watchesExecutions(alarm.alarm));
}

/** @param minimum the probability with which it has to be stopped, 0 to 1 */
export function sensitivityAt(deployment: Watched, requestsPerMinute: number, minimum: number): Sensitivity {
  const { scenario, alarms } = deployment;
  const wrong = falseAlarmAt(deployment, minimum);
  if (wrong !== null) return wrong;
  const inScope = alarms.filter(({ scope }) => scope === "in");
  const { probabilityStopped: probability, alarms: runs } = playTrials(watchedBy(scenario, inScope), TRIALS);
  const walked = walkedBy(deployment, inScope);
  const open = openAlarmAmong(scenario.alarms, runs);
  if (open !== null)
    return {
      ...open,
      kind: "unknown",
      message: `it is unknown whether ${open.name} is in ALARM on healthy traffic`,
      why: notSimulatedCause(open.name),
    };
  if (probability >= minimum) return { kind: "probable", probability, walked };
  const doubt = doubtAmong(deployment, runs);
  if (doubt !== null) return { kind: "unknown", ...doubt, why: notSimulatedCause(doubt.alarm.name) };
  const places = inScope.map(({ place }) => place);
  const [why] = causesAtRate(scenario, places, requestsPerMinute, runs);
  return { kind: "improbable", probability, why: why ?? { kind: "no-alarm" }, walked };
}

/** One that enters ALARM more often than a stop may be missed, with a version that fails nothing. */
function falseAlarmAt(deployment: Watched, minimum: number): Sensitivity | null {
  const healthy = { ...deployment.scenario, errorRate: 0 };
  const { probabilityStopped, alarms: runs } = playTrials(healthy, TRIALS);
  const on = deployment.alarms.find(({ place }) => runs[place]?.state === "always-on");
  if (on !== undefined) return falseAlarm(deployment, on, 1);
  if (probabilityStopped <= 1 - minimum) return null;
  for (const alarm of deployment.alarms) {
    const { probabilityStopped: own } = playTrials(watchedBy(healthy, [alarm]), TRIALS);
    if (own > 1 - minimum) return falseAlarm(deployment, alarm, own);
  }
  return null;
}

function falseAlarm(deployment: Watched, watched: WatchedAlarm, probability: number | null): Sensitivity {
  const { rule, name } = watched.alarm;
  const byMissingData = (rule.kind === "threshold" && rule.missing === "breaching") || firesInSilence(watched);
  return { kind: "false alarm", alarm: name, probability, byMissingData, walked: walkedBy(deployment, [watched]) };
}

function isOn(run: AlarmRun | undefined): boolean {
  return run?.state === "always-on" || run?.state === "goes-off";
}

/** The scenario with no other alarms watched than these. */
function watchedBy(scenario: Scenario, watched: readonly WatchedAlarm[]): Scenario {
  const places = new Set(watched.map(({ place }) => place));
  return { ...scenario, alarms: scenario.alarms.map((alarm, place) => ({ ...alarm, isWatched: places.has(place) })) };
}

function walkedBy({ scenario }: Watched, alarms: readonly WatchedAlarm[]): readonly Resource[] {
  return [...new Set(alarms.flatMap(({ place }) => walkOf(scenario.alarms, place)))];
}
