// The changes that are tried on a deployment: of each of its alarms, of its shift, and an alarm more.
import { seriesOf } from "../../model/alarms/math/formula.ts";
import { isInTime } from "../diagnosis.ts";
import { healthyTwin } from "../foresight.ts";
import { playAlarms } from "../play/play.ts";
import type { ReadAlarm } from "../read/alarms.ts";
import { isRollout, type Playable } from "../read/rollout.ts";
import type { AlarmRun, Scenario, ThresholdRule } from "../scenario.ts";
import { fearsSilence, isDownward } from "../silence.ts";
import { steadyThresholds } from "../steady.ts";
import type { AlarmEdits, Change } from "./change.ts";
import { canWatchVersion, groupOptions } from "./group-candidates.ts";
import { preferenceOptions } from "./preference-candidates.ts";

/** @param isWide also changes that only make sense where healthy versions are to be let through, and shifts of one's own */
export function candidatesFor(read: Playable, isWide: boolean): readonly Change[] {
  const { scenario } = read;
  const calming = !isWide ? () => [] : isRollout(read) ? higher : calmer;
  const healthy = playAlarms(healthyTwin(scenario));
  const ofAlarms = scenario.alarms.flatMap((alarm, place): readonly Change[] => [
    ...editsOf(alarm, read, calming).map(editOf(place)),
    ...(alarm.isWatched && (watchesTraffic(alarm) || reactsToHealthy(healthy[place], scenario))
      ? [{ kind: "unwatch", place } as const]
      : []),
  ]);
  const { shifts, newAlarms, mostAlarms } = isRollout(read) ? preferenceOptions(read, isWide) : groupOptions(read, isWide);
  const count = scenario.alarms.filter(({ isWatched }) => isWatched).length;
  return [...ofAlarms, ...shifts, ...(count < mostAlarms ? newAlarms : [])];
}

const editOf =
  (place: number) =>
  (edits: AlarmEdits): Change => ({ kind: "alarm", place, edits });

function editsOf(alarm: ReadAlarm, read: Playable, calming: Calming): readonly AlarmEdits[] {
  const { rule } = alarm;
  if (rule.kind !== "threshold" || alarm.alarm === null) return unplayedEdits(alarm);
  const { evaluationPeriods, datapointsToAlarm, periodMinutes, missing } = rule;
  const once = { evaluationPeriods: 1, ...(datapointsToAlarm > 1 ? { datapointsToAlarm: 1 } : {}) };
  const isSlow = evaluationPeriods > 1;
  return [
    ...(isMinimum(alarm) ? [{ statistic: "Sum" } as const] : []),
    ...(canWatchVersion(alarm, read) ? [{ level: "version" } as const] : []),
    ...(isSlow ? [once] : []),
    ...(periodMinutes > 1 ? [{ periodMinutes: 1 }] : []),
    ...(periodMinutes > 1 && isSlow ? [{ periodMinutes: 1, ...once }] : []),
    ...(missing === "breaching" && !watchesTraffic(alarm) ? [{ missing: "notBreaching" } as const] : []),
    ...steadyThresholds(read.scenario, rule).map((threshold) => ({ threshold })),
    ...calming(rule),
  ];
}

/** The least of all requests, which one that succeeds hides the others in. */
function isMinimum({ rule, alarm }: ReadAlarm): boolean {
  const isWritten = alarm !== null && !alarm.resource.property("Statistic").isAbsent;
  return isWritten && rule.kind === "threshold" && rule.formula.kind === "series" && rule.formula.statistic === "Minimum";
}

/** Of an alarm that is not simulated: that silence does not fire it. */
function unplayedEdits(read: ReadAlarm): readonly AlarmEdits[] {
  const { alarm } = read;
  return alarm !== null && fearsSilence(read) && !isDownward(alarm) ? [{ missing: "notBreaching" }] : [];
}

/** It blocks or rolls back healthy versions, too. */
function reactsToHealthy(run: AlarmRun | undefined, scenario: Scenario): boolean {
  return run?.state === "always-on" || isInTime(run, scenario);
}

/** That there is any: silence is what it is there for, and a deployment has nothing to do with it. */
function watchesTraffic({ rule }: ReadAlarm): boolean {
  if (rule.kind !== "threshold" || !rule.comparison.startsWith("LessThan")) return false;
  return seriesOf(rule.formula).every(({ feed }) => feed.kind === "requests" && feed.counts === "requests");
}

/** What keeps a healthy version from being rolled back. */
type Calming = (rule: ThresholdRule) => readonly AlarmEdits[];

/** Of failed executions AWS does not document whether a minute without one has data: more than one data point may be another one then. */
function higher({ threshold }: ThresholdRule): readonly AlarmEdits[] {
  return [2, 3, 5, 10, 20, 50].flatMap((each) => (each === threshold ? [] : [{ threshold: each }]));
}

/** More data points than one keep a single failure from rolling back. */
function calmer(rule: ThresholdRule): readonly AlarmEdits[] {
  const windows = [
    [2, 2],
    [3, 2],
    [3, 3],
    [5, 3],
  ] as const;
  return windows.flatMap(([evaluationPeriods, datapointsToAlarm]) =>
    rule.evaluationPeriods === evaluationPeriods && rule.datapointsToAlarm === datapointsToAlarm
      ? []
      : [{ evaluationPeriods, datapointsToAlarm }],
  );
}
