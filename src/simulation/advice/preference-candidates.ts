// What is tried of the DeploymentPreference of a state machine alias, and the alarms that it may name in addition.
import { scheduleOf } from "../play/schedule.ts";
import type { Playable, ReadRollout } from "../read/rollout.ts";
import type { Schedule, ThresholdRule } from "../scenario.ts";
import type { Change, PreferenceEdits } from "./change.ts";
import type { ShiftOptions } from "./shift-options.ts";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-stepfunctions-statemachinealias-deploymentpreference.html */
const MOST_ALARMS = 100;

/** @param isWide also shifts in smaller or larger steps, and alarms that wait for more than one failure */
export function preferenceOptions(read: Playable<ReadRollout>, isWide: boolean): ShiftOptions {
  const shapes = [...longer(read.scenario.schedule), ...USUAL, ...(isWide ? OTHERS : [])];
  const shifts = shapes.flatMap((shape) => shiftTo(shape, read.scenario.schedule));
  const { machine, name, resource } = read.rollout;
  const isHere = machine.state === "known" && machine.value.stack === resource.stack && name.state === "known";
  return { shifts, newAlarms: isHere ? newAlarms(isWide) : [], mostAlarms: MOST_ALARMS };
}

type Shape = readonly [kind: "canary" | "linear", percent: number, interval: number];

const MINUTES = [2, 3, 4, 5, 10, 15, 20, 30, 60, 120, 240, 480, 1440];

/** The same steps with more time between them. */
function longer(schedule: Schedule): readonly Shape[] {
  const { kind, percent, interval } = shapeOf(schedule);
  if (kind === "all-at-once") return [];
  return MINUTES.filter((minutes) => minutes > interval).map((minutes) => [kind, percent, minutes]);
}

/** In the sizes of CodeDeploy's own configurations. */
const USUAL: readonly Shape[] = [
  ...[5, 10, 15, 30].map((minutes): Shape => ["canary", 10, minutes]),
  ...[1, 2, 3, 10].map((minutes): Shape => ["linear", 10, minutes]),
];
const OTHERS: readonly Shape[] = [
  ...[1, 5, 25, 50].flatMap((percent) => [10, 30].map((minutes): Shape => ["canary", percent, minutes])),
  ["canary", 10, 60],
  ["canary", 50, 60],
];

function shapeOf({ kind, steps }: Schedule): Pick<Schedule, "kind"> & { readonly percent: number; readonly interval: number } {
  const [first, second] = steps;
  return { kind, percent: first?.percent ?? 100, interval: second?.minute ?? 0 };
}

const TYPES = { canary: "CANARY", linear: "LINEAR" } as const;

/** Nothing where it shifts like that already. */
function shiftTo([kind, percent, interval]: Shape, now: Schedule): readonly Change[] {
  const { kind: ownKind, percent: ownPercent, interval: ownInterval } = shapeOf(now);
  const edits: PreferenceEdits = {
    ...(kind === ownKind ? {} : { Type: TYPES[kind] }),
    ...(ownKind !== "all-at-once" && percent === ownPercent ? {} : { Percentage: percent }),
    ...(interval === ownInterval ? {} : { Interval: interval }),
  };
  return Object.keys(edits).length === 0 ? [] : [{ kind: "preference", schedule: scheduleOf(kind, percent, interval), edits }];
}

const FAILURES: ThresholdRule = {
  kind: "threshold",
  formula: { kind: "series", feed: { kind: "matches", value: 1, otherwise: null }, statistic: "Sum" },
  periodMinutes: 1,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  comparison: "GreaterThanOrEqualToThreshold",
  threshold: 1,
  missing: "notBreaching",
  isWallClock: false,
};

/**
 * On failed executions; and where healthy versions are to be let through, on more of them. In one minute: whether a minute without a
 * failure has data is not documented, and does not matter then.
 */
function newAlarms(isWide: boolean): readonly Change[] {
  const thresholds = isWide ? [1, 2, 3, 5, 10, 20, 50] : [1];
  return thresholds.map((threshold): Change => ({ kind: "new-alarm", level: "executions", rule: { ...FAILURES, threshold } }));
}
