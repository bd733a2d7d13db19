// How often the deployment of a healthy version would be rolled back or blocked, and by which alarm.
import type { Resource } from "../model/resource.ts";
import type { Known, Unresolved } from "../model/value.ts";
import { isInTime } from "./diagnosis.ts";
import { healthyRollbacksOf, healthyTwin } from "./foresight.ts";
import { playAlarms } from "./play/play.ts";
import { doubtOf, walkOf } from "./read/alarms.ts";
import type { ReadScenario } from "./read/deployment.ts";
import { WITHOUT_RATE } from "./read/threshold-rule.ts";
import type { AlarmRun } from "./scenario.ts";
import { idleSensitivity } from "./sensitivity.ts";
import { doubtAmong } from "./timing.ts";
import { type Rate, requestsIn } from "./traffic-rate.ts";
import type { WatchedAlarm, WatchedDeployment } from "./watched-deployments.ts";

type Watched = WatchedDeployment & { readonly kind: "watched" };

export type HealthyOutcome = { readonly walked: readonly Resource[] } & (
  | (Judged & { readonly kind: "rare" })
  /** `isBlocked`: an alarm is in ALARM before it begins. */
  | (Judged & { readonly kind: "often"; readonly alarm: string; readonly byMissingData: boolean; readonly isBlocked: boolean })
  /** `lacksTraffic`: with a rate of requests and of failures it would be known. */
  | { readonly kind: "unknown"; readonly message: string; readonly because: Unresolved | string; readonly lacksTraffic: boolean }
);

interface Judged {
  /** null where no rate is known: then only silence and what is always in ALARM are judged. */
  readonly probability: number | null;
  readonly requestsPerMinute: number | null;
  readonly baselineErrorRate: number;
}

export interface HealthyTraffic {
  readonly rate: Rate;
  readonly baseline: Known<number> | Unresolved;
  /** The highest probability that is accepted, 0 to 1. */
  readonly maximum: number;
}

const UNKNOWN = "the probability that a healthy version is rolled back is unknown";

export function healthyOutcome(deployment: Watched, { rate, baseline, maximum }: HealthyTraffic): HealthyOutcome {
  const { alarms } = deployment;
  const scenario = healthyTwin(deployment.scenario);
  const requestsPerMinute = requestsIn(rate);
  const judged = { requestsPerMinute, baselineErrorRate: scenario.baselineErrorRate ?? 0 };
  const runs = playAlarms({ ...scenario, requestsPerMinute: null, errorRate: 0, baselineErrorRate: 0 });
  const blocking = alarms.find(({ place }) => runs[place]?.state === "always-on");
  if (blocking !== undefined) return { kind: "often", probability: 1, ...judged, isBlocked: true, ...blame(blocking, scenario) };
  const doubt = openAmong(alarms, scenario, runs);
  if (doubt !== null) return unknownFor(doubt, alarms, scenario, false);
  if (rate?.state === "unresolved") return unknownFor(rate, alarms, scenario, true);
  if (requestsPerMinute === null) return withoutRate(deployment, { scenario, runs }, rate, judged);
  if (baseline.state === "unresolved") return unknownFor(baseline, alarms, scenario, true);
  const probability = healthyRollbacksOf(scenario);
  if (probability === null) {
    const unplayed = doubtAmong(deployment, playAlarms(scenario));
    return {
      kind: "unknown",
      message: UNKNOWN,
      because: unplayed?.because ?? "",
      walked: unplayed?.walked ?? [],
      lacksTraffic: false,
    };
  }
  if (probability <= maximum) return { kind: "rare", probability, ...judged, walked: walkedBy(alarms, scenario) };
  const [first = null] = alarms
    .map((alarm) => ({ alarm, own: healthyRollbacksOf(onlyWatching(scenario, alarm)) ?? 0 }))
    .sort((one, other) => other.own - one.own);
  const worst = first === null ? { alarm: "its alarms", byMissingData: false, walked: [] } : blame(first.alarm, scenario);
  return { kind: "often", probability, ...judged, isBlocked: false, ...worst };
}

function openAmong(alarms: readonly WatchedAlarm[], scenario: ReadScenario, runs: readonly AlarmRun[]): Unresolved | null {
  const open = alarms.map(({ place }) => (runs[place]?.state === "not-simulated" ? doubtOf(scenario.alarms, place) : null));
  return open.find((each) => each !== null) ?? null;
}

/** An alarm that is not simulated without a rate may be in ALARM on healthy traffic: one on the number of requests, say. */
function unplayedAmong(
  alarms: readonly WatchedAlarm[],
  scenario: ReadScenario,
  runs: readonly AlarmRun[],
): HealthyOutcome | null {
  for (const { place, alarm } of alarms) {
    const run = runs[place];
    if (run?.state === "not-simulated" && alarm.alarm !== null)
      return {
        kind: "unknown",
        message: UNKNOWN,
        because: `alarm ${alarm.name} ${run.reason}`,
        lacksTraffic: run.reason?.includes(WITHOUT_RATE) === true,
        walked: walkOf(scenario.alarms, place),
      };
  }
  return null;
}

/** Whether an alarm reacts to healthy requests, whether all can be simulated, and what silence does to them. */
function withoutRate(
  deployment: Watched,
  { scenario, runs }: { readonly scenario: ReadScenario; readonly runs: readonly AlarmRun[] },
  rate: Rate,
  judged: Omit<Judged, "probability">,
): HealthyOutcome {
  const reacting = deployment.alarms.find(({ place }) => isInTime(runs[place], scenario));
  if (reacting !== undefined) return { kind: "often", probability: 1, ...judged, isBlocked: false, ...blame(reacting, scenario) };
  return unplayedAmong(deployment.alarms, scenario, runs) ?? inSilence(deployment, rate, judged);
}

/** Without a rate: whether missing data rolls back a function without invocations. */
function inSilence(deployment: Watched, rate: Rate, judged: Omit<Judged, "probability">): HealthyOutcome {
  const idle = idleSensitivity(deployment);
  const { walked } = idle;
  if (idle.kind === "unknown") return { kind: "unknown", message: UNKNOWN, because: idle.because, walked, lacksTraffic: false };
  if (idle.kind === "false alarm") {
    const { alarm, byMissingData } = idle;
    return { kind: "often", probability: null, ...judged, isBlocked: false, alarm, byMissingData, walked };
  }
  const because = "there were no requests in the last hour; set the option requestsPerMinute";
  return rate === null
    ? { kind: "rare", probability: null, ...judged, walked }
    : { kind: "unknown", message: UNKNOWN, because, walked, lacksTraffic: true };
}

function unknownFor(
  because: Unresolved,
  alarms: readonly WatchedAlarm[],
  scenario: ReadScenario,
  lacksTraffic: boolean,
): HealthyOutcome {
  return { kind: "unknown", message: UNKNOWN, because, walked: walkedBy(alarms, scenario), lacksTraffic };
}

function blame(watched: WatchedAlarm, scenario: ReadScenario) {
  const { name, rule } = watched.alarm;
  const byMissingData = rule.kind === "threshold" && rule.missing === "breaching";
  return { alarm: name, byMissingData, walked: walkedBy([watched], scenario) };
}

function onlyWatching(scenario: ReadScenario, { place }: WatchedAlarm): ReadScenario {
  return { ...scenario, alarms: scenario.alarms.map((alarm, at) => ({ ...alarm, isWatched: at === place })) };
}

function walkedBy(alarms: readonly WatchedAlarm[], { alarms: all }: ReadScenario): readonly Resource[] {
  return [...new Set(alarms.flatMap(({ place }) => walkOf(all, place)))];
}
