// Whether an alarm that watches the deployed code enters ALARM in time, with heavy traffic and a version that always fails.
import type { Resource } from "../model/resource.ts";
import type { Unresolved } from "../model/value.ts";
import { type Diagnosis, diagnoses, isInTime } from "./diagnosis.ts";
import { healthyTwin } from "./foresight.ts";
import { openAlarmAmong } from "./open-alarms.ts";
import { playHeavyTraffic } from "./play/heavy-traffic.ts";
import { playAlarms } from "./play/play.ts";
import { doubtOf, type ReadAlarm, walkOf } from "./read/alarms.ts";
import { asSentence } from "./reason.ts";
import type { AlarmRun } from "./scenario.ts";
import type { WatchedAlarm, WatchedDeployment } from "./watched-deployments.ts";

type Watched = Pick<WatchedDeployment & { readonly kind: "watched" }, "scenario" | "alarms">;

/** `walked`: everything of the alarms that must exist for it. */
export type Timing = { readonly walked: readonly Resource[] } & (
  | { readonly kind: "in time"; readonly alarm: string; readonly minute: number; readonly spare: number }
  /** In time, and nearer to the end of the shift than is wanted. */
  | { readonly kind: "close"; readonly alarm: string; readonly minute: number; readonly spare: number }
  /** `spare` is null where it never enters ALARM. */
  | { readonly kind: "never"; readonly why: Diagnosis; readonly spare: number | null }
  | { readonly kind: "unknown"; readonly message: string; readonly because: Unresolved | string }
);

/** @param margin minutes that have to be left when the alarm enters ALARM, more than which */
export function timingOf(deployment: Watched, margin: number): Timing {
  const { scenario, alarms } = deployment;
  const runs = playHeavyTraffic(scenario);
  const blocked = blockedBy(deployment, runs);
  if (blocked !== null) return blocked;
  const { endMinute } = scenario.schedule;
  const inScope = alarms.filter(({ scope }) => scope === "in");
  const healthy = playAlarms(healthyTwin(scenario));
  const [first] = inScope
    .filter(({ place }) => !isAsSoon(healthy[place], runs[place]))
    .flatMap((alarm) => timedBy(alarm, runs, deployment))
    .sort((a, b) => openness(a.walked) - openness(b.walked) || a.minute - b.minute);
  const isInTime = first !== undefined && first.minute < endMinute;
  const open = isInTime ? openAlarmAmong(scenario.alarms, runs) : null;
  if (open !== null)
    return { ...open, kind: "unknown", message: `it is unknown whether ${open.name} is in ALARM on healthy traffic` };
  if (first !== undefined && isInTime && endMinute - first.minute > margin)
    return { kind: "in time", ...first, spare: endMinute - first.minute };
  const doubt = doubtAmong(deployment, runs);
  if (doubt !== null) return { kind: "unknown", ...doubt };
  if (first !== undefined && isInTime) return { kind: "close", ...first, spare: endMinute - first.minute };
  const places = inScope.map(({ place }) => place);
  const [why = alsoHealthy(inScope, runs, scenario)] = diagnoses(scenario, runs, places);
  const spare = first === undefined ? null : endMinute - first.minute;
  return { kind: "never", why: why ?? NOTHING, spare, walked: walkedBy(deployment, inScope) };
}

const NOTHING: Diagnosis = { kind: "unreachable", alarm: "no alarm", errorRate: 1, isComposite: false, atRate: null };

/** An alarm that does not tell a broken version from a healthy one detects nothing. */
function isAsSoon(healthy: AlarmRun | undefined, broken: AlarmRun | undefined): boolean {
  const [minute, its] = [broken?.goesOffMinute ?? null, healthy?.goesOffMinute ?? null];
  return minute !== null && its !== null && its <= minute;
}

function alsoHealthy(
  alarms: readonly WatchedAlarm[],
  runs: readonly AlarmRun[],
  scenario: Watched["scenario"],
): Diagnosis | undefined {
  const reacting = alarms.find(({ place }) => isInTime(runs[place], scenario));
  return reacting === undefined ? undefined : { kind: "also-healthy", alarm: reacting.alarm.name };
}

/** An alarm that is always on blocks every deployment, whatever it observes. */
function blockedBy(deployment: Watched, runs: readonly AlarmRun[]): Timing | null {
  const { scenario, alarms } = deployment;
  const blocking = alarms
    .filter(({ place }) => runs[place]?.state === "always-on")
    .sort((a, b) => opennessOf(deployment, a) - opennessOf(deployment, b));
  const [alarm] = blocking;
  if (alarm === undefined) return null;
  const [why] = diagnoses(scenario, runs, [alarm.place]);
  return { kind: "never", why: why ?? NOTHING, spare: null, walked: walkedBy(deployment, [alarm]) };
}

interface Timed {
  readonly alarm: string;
  readonly minute: number;
  readonly walked: readonly Resource[];
}

function timedBy(watched: WatchedAlarm, runs: readonly AlarmRun[], deployment: Watched): readonly Timed[] {
  const run = runs[watched.place];
  if (run?.state !== "goes-off" || run.goesOffMinute === null) return [];
  return [{ alarm: watched.alarm.name, minute: run.goesOffMinute, walked: walkedBy(deployment, [watched]) }];
}

export interface AlarmDoubt {
  readonly alarm: ReadAlarm;
  readonly message: string;
  readonly because: Unresolved | string;
  readonly walked: readonly Resource[];
}

/** What may enter ALARM in time as far as is known: preferably something that can be decided. */
export function doubtAmong(deployment: Watched, runs: readonly AlarmRun[]): AlarmDoubt | null {
  const { alarms, scenario } = deployment;
  const doubts = alarms.flatMap((watched): readonly AlarmDoubt[] => {
    const { alarm, place, scope } = watched;
    const run = runs[place];
    const walked = walkedBy(deployment, [watched]);
    const message = `unknown whether ${alarm.name} enters ALARM in time`;
    if (scope === "out" || run?.state !== "not-simulated") return [];
    const ofScope = typeof scope === "string" || typeof scope.because === "string" ? null : scope.because;
    const because = doubtOf(scenario.alarms, place) ?? ofScope ?? asSentence(run.reason ?? "");
    return [{ alarm, message, because, walked }];
  });
  return doubts.find(({ because }) => typeof because !== "string" && because.undecided.length > 0) ?? doubts[0] ?? null;
}

function walkedBy({ scenario }: Watched, alarms: readonly WatchedAlarm[]): readonly Resource[] {
  return [...new Set(alarms.flatMap(({ place }) => walkOf(scenario.alarms, place)))];
}

function opennessOf(deployment: Watched, alarm: WatchedAlarm): number {
  return openness(walkedBy(deployment, [alarm]));
}

/** Those that certainly exist come first: the verdict depends on nothing else then. */
function openness(walked: readonly Resource[]): number {
  return walked.every(({ presence }) => presence.state === "known") ? 0 : 1;
}
