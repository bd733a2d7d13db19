// What is tried of the shift of a deployment group, and the alarms that it may watch in addition.
import { scheduleOf } from "../play/schedule.ts";
import type { ReadAlarm } from "../read/alarms.ts";
import type { ReadDeployment } from "../read/deployment.ts";
import { isRollout, type ReadShift } from "../read/rollout.ts";
import type { ThresholdRule } from "../scenario.ts";
import type { Change, NamedShift } from "./change.ts";
import type { ShiftOptions } from "./shift-options.ts";

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_AlarmConfiguration.html */
const MOST_ALARMS = 10;

/** @param isWide also shifts of one's own, and alarms that wait for more than one failure */
export function groupOptions(read: ReadDeployment, isWide: boolean): ShiftOptions {
  const shifts = (isWide ? [...PREDEFINED, ...OWN] : PREDEFINED).map((shift): Change => ({ kind: "shift", shift }));
  return { shifts, newAlarms: newAlarms(read, isWide), mostAlarms: MOST_ALARMS };
}

/** All of its series are of the function, and the version that the alias moves to is a resource beside it. */
export function canWatchVersion({ alarm, rule }: ReadAlarm, read: ReadShift): boolean {
  if (isRollout(read) || alarm === null || alarm.series.state !== "known" || rule.kind !== "threshold") return false;
  const { version, resource, function: owner } = read.shifted.alias;
  const isHere = version.kind === "published" && version.resource?.stack === alarm.resource.stack;
  const isFunctionHere = owner.state === "known" && owner.value.resource.stack === alarm.resource.stack;
  const isOwn = alarm.series.value.every(({ namespace }) => namespace.state === "known" && namespace.value === "AWS/Lambda");
  const isNarrow = alarm.series.value.every(
    ({ dimensions }) => dimensions.state === "known" && dimensions.value.has("ExecutedVersion"),
  );
  return isHere && isFunctionHere && isOwn && !isNarrow && resource.stack === alarm.resource.stack;
}

function canary(interval: number, percent = 10): NamedShift {
  const name = percent === 10 && [5, 10, 15, 30].includes(interval) ? `Canary10Percent${interval}Minutes` : null;
  return { name, schedule: scheduleOf("canary", percent, interval), percent, interval };
}

function linear(interval: number): NamedShift {
  const name = `Linear10PercentEvery${interval}Minute${interval === 1 ? "" : "s"}`;
  return { name, schedule: scheduleOf("linear", 10, interval), percent: 10, interval };
}

/** AWS's own, but for the one that shifts all at once. */
export const PREDEFINED: readonly NamedShift[] = [...[5, 10, 15, 30].map((each) => canary(each)), ...[1, 2, 3, 10].map(linear)];
const OWN: readonly NamedShift[] = [
  ...[canary(10, 1), canary(30, 1), canary(10, 5), canary(30, 5)],
  ...[canary(60), canary(10, 25), canary(20, 25), canary(30, 50), canary(60, 50)],
];

const ERRORS: ThresholdRule = {
  kind: "threshold",
  formula: { kind: "series", feed: { kind: "requests", of: "all versions", counts: "failures" }, statistic: "Sum" },
  periodMinutes: 1,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  comparison: "GreaterThanOrEqualToThreshold",
  threshold: 1,
  missing: "notBreaching",
  isWallClock: false,
};

const OF_NEW_VERSION = { kind: "requests", of: "new version", counts: "failures" } as const;

/** On the errors of the alias; and where healthy versions are to be let through, on more of them, or on a share of the new version's. */
function newAlarms({ shifted, group, raisesErrors }: ReadDeployment, isWide: boolean): readonly Change[] {
  const { alias } = shifted;
  const isHere = alias.function.state === "known" && alias.function.value.resource.stack === group?.resource.stack;
  if (!isHere || !raisesErrors) return [];
  const ofAlias = (threshold: number): Change => ({ kind: "new-alarm", level: "alias", rule: { ...ERRORS, threshold } });
  if (!isWide) return [ofAlias(1)];
  const isVersionHere = alias.version.kind === "published" && alias.version.resource?.stack === group?.resource.stack;
  const share = (threshold: number, [evaluationPeriods, datapointsToAlarm]: readonly [number, number]): Change => ({
    kind: "new-alarm",
    level: "version",
    rule: {
      ...ERRORS,
      formula: { kind: "series", feed: OF_NEW_VERSION, statistic: "Average" },
      threshold,
      evaluationPeriods,
      datapointsToAlarm,
    },
  });
  const windows = [
    [1, 1],
    [2, 2],
    [3, 2],
  ] as const;
  const shares = isVersionHere ? windows.flatMap((window) => [0.05, 0.1, 0.2, 0.5].map((each) => share(each, window))) : [];
  const counts = windows.flatMap(([evaluationPeriods, datapointsToAlarm]) =>
    [1, 2, 3, 5, 10, 20, 50].map((threshold): Change => {
      const rule = { ...ERRORS, threshold, evaluationPeriods, datapointsToAlarm };
      return { kind: "new-alarm", level: "alias", rule };
    }),
  );
  return [...counts, ...shares];
}
