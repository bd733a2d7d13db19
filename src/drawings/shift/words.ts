// The texts about a simulated deployment, for every output: its shift, its alarms, its result.
import type { SimulatedAlarm, SimulatedDeployment, Simulation } from "../../audit/report.ts";

/** The display names of the resources in a simulation. */
export interface Naming {
  /** The construct path of a function, or `<stack>/<logical id>`. */
  address(subject: Pick<SimulatedDeployment["subject"], "stack" | "logicalId">): string;
  /** The short name of an alarm. */
  label(alarm: Pick<SimulatedAlarm, "stack" | "logicalId">): string;
}

export type Tone = "good" | "bad" | "doubt";

export interface Sentence {
  readonly tone: Tone;
  readonly text: string;
}

/** `canary: 10 % for 5 min, then 100 %` */
export function shiftOf({ kind, schedule, endMinute }: SimulatedDeployment): string {
  const [first, second] = schedule;
  if (kind === "unresolved" || first === undefined) return "an unknown traffic shift";
  if (kind === "all-at-once" || second === undefined || endMinute === null) return "all at once";
  const interval = second.minute - first.minute;
  if (kind === "canary") return `canary: ${percent(first.percent)} for ${grouped(interval)} min, then 100 %`;
  const every = interval === 1 ? "every minute" : `every ${grouped(interval)} min`;
  return `linear: ${percent(first.percent)} ${every} for ${grouped(endMinute)} min`;
}

/** What an alarm does, on its line; the reason is written elsewhere. */
export function momentOf(
  { state, goesOffMinute }: SimulatedAlarm,
  { endMinute, probabilityStopped }: SimulatedDeployment,
): string {
  if (state === "always-on") return "in ALARM throughout";
  if (state === "not-simulated") return "not simulated";
  if (state === "silent" || goesOffMinute === null) return "never";
  const usually = probabilityStopped === null ? "" : "mostly ";
  const late = isLate(goesOffMinute, endMinute) ? ", too late" : "";
  return `${usually}minute ${grouped(goesOffMinute)}${late}`;
}

/** An alarm stops a deployment only before the shift ends. */
export function isLate(minute: number, endMinute: number | null): boolean {
  return endMinute !== null && minute >= endMinute;
}

/** How the deployment ends, and what that costs. */
export function sentenceOf(deployment: SimulatedDeployment): Sentence {
  const { stopped, reason, alarmMinute, exposedMinutes, exposedRequests, probabilityStopped } = deployment;
  const because = reason === null ? "" : `: ${reason}`;
  if (stopped === null) return { tone: "doubt", text: `unknown whether it is rolled back${because}` };
  if (probabilityStopped !== null && probabilityStopped > 0) {
    const [often, probability] = ["rolled back with a probability of", share(probabilityStopped)];
    return stopped
      ? { tone: "good", text: `${often} ${probability}` }
      : { tone: "bad", text: `${often} only ${probability}${because}` };
  }
  if (!stopped)
    return { tone: "bad", text: blocks(deployment) ? `not rolled back but blocked${because}` : `not rolled back${because}` };
  const met = `${minutes(exposedMinutes ?? 0)} of full traffic`;
  const requests = exposedRequests === null ? "" : `, ${grouped(rounded(exposedRequests))} requests,`;
  return {
    tone: "good",
    text: `rolled back at minute ${grouped(alarmMinute ?? 0)}: ${met}${requests} reached the broken version`,
  };
}

/** What follows from the traffic and the versions that were played; nothing where nothing was. */
export function foresightOf({ holdsFrom, healthyRollbacks, stopped, rate }: SimulatedDeployment): readonly string[] {
  const said: string[] = [];
  if (holdsFrom !== null && stopped !== null) said.push(...trafficWords(holdsFrom.requestsPerMinute), ...failureWords(holdsFrom));
  const isTelling = rate !== null || (healthyRollbacks ?? 0) > 0;
  if (healthyRollbacks !== null && isTelling) said.push(`${share(healthyRollbacks)} of healthy deployments are rolled back`);
  return said;
}

function trafficWords(requestsPerMinute: number | null): readonly string[] {
  return requestsPerMinute === null ? [] : [`reliable from ${perMinute(requestsPerMinute)}`];
}

function failureWords({ errorRate, slowdown }: NonNullable<SimulatedDeployment["holdsFrom"]>): readonly string[] {
  if (slowdown !== null) return [`a version that is less than ${grouped(rounded(slowdown))} times slower is not rolled back`];
  if (errorRate === null) return [];
  return errorRate === 0
    ? ["any error rate is enough"]
    : [`a version that fails less than ${share(errorRate)} of its requests is not rolled back`];
}

/** `10 requests a minute`, `1 request an hour` */
export function perMinute(requests: number, noun = "request"): string {
  const [value, unit] =
    requests >= 0.1 ? [requests, "a minute"] : requests * 60 >= 0.1 ? [requests * 60, "an hour"] : [requests * 1440, "a day"];
  const shown = grouped(rounded(value));
  return `${shown} ${shown === "1" ? noun : `${noun}s`} ${unit}`;
}

/** What is always on lets no deployment pass, broken or not. */
export function blocks({ alarms }: SimulatedDeployment): boolean {
  return alarms.some(({ state }) => state === "always-on");
}

/** `3 deployments: 1 stopped, 2 not stopped` */
export function endings(deployments: readonly SimulatedDeployment[]): string {
  const count = (wanted: boolean | null): number => deployments.filter(({ stopped }) => stopped === wanted).length;
  const ended = [
    [count(true), "rolled back"],
    [count(false), "not rolled back"],
    [count(null), "unknown"],
  ] as const;
  const words = ended.flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`]));
  const all = `${deployments.length === 0 ? "no" : deployments.length} ${deployments.length === 1 ? "deployment" : "deployments"}`;
  return words.length === 0 ? all : `${all}: ${words.join(", ")}`;
}

/** Assumptions that most of several deployments share: shown once. */
export function commonAssumptions(deployments: readonly SimulatedDeployment[]): ReadonlySet<string> {
  if (deployments.length < 2) return new Set();
  const times = new Map<string, number>();
  for (const assumption of deployments.flatMap(({ assumptions }) => assumptions))
    times.set(assumption, (times.get(assumption) ?? 0) + 1);
  return new Set([...times.keys()].filter((each) => (times.get(each) ?? 0) * 2 > deployments.length));
}

/** From this many on, deployments are listed in a table, and only the worst is drawn. */
export const MANY = 10;

/** The worst first: not rolled back, unknown, rolled back; of these the later, and those that hold from more traffic on. */
export function worstFirst(deployments: readonly SimulatedDeployment[]): readonly SimulatedDeployment[] {
  const keys = ({ stopped, probabilityStopped, exposedMinutes, holdsFrom }: SimulatedDeployment): readonly number[] => [
    stopped === false ? 0 : stopped === null ? 1 : 2,
    probabilityStopped ?? 0,
    -(exposedMinutes ?? 0),
    -(holdsFrom?.requestsPerMinute ?? Number.MAX_VALUE),
  ];
  return [...deployments].sort((one, other) => {
    const [own, its] = [keys(one), keys(other)];
    const index = own.findIndex((value, at) => value !== its[at]);
    return index < 0 ? 0 : (own[index] ?? 0) - (its[index] ?? 0);
  });
}

/** One line of the table: shift, when it is rolled back, from where on it holds, healthy versions that are rolled back. */
export function rowOf(deployment: SimulatedDeployment): readonly [shift: string, at: string, holds: string, healthy: string] {
  const { holdsFrom, healthyRollbacks } = deployment;
  const requests = holdsFrom?.requestsPerMinute ?? null;
  return [
    briefShift(deployment),
    briefEnding(deployment),
    requests === null
      ? "-"
      : perMinute(requests)
          .replace(/ requests? an? /, "/")
          .replace("minute", "min"),
    healthyRollbacks === null ? "-" : share(healthyRollbacks),
  ];
}

export const COLUMNS = ["shift", "rolled back", "reliable from", "healthy"] as const;

/** `canary 10 % 5 min` */
function briefShift({ kind, schedule }: SimulatedDeployment): string {
  const [first, second] = schedule;
  if (kind === "unresolved" || first === undefined) return "unknown";
  if (kind === "all-at-once" || second === undefined) return "all at once";
  return `${kind} ${percent(first.percent)} ${grouped(second.minute - first.minute)} min`;
}

function briefEnding({ stopped, alarmMinute, probabilityStopped, alarms, endMinute }: SimulatedDeployment): string {
  if (stopped === null) return "unknown";
  if (probabilityStopped !== null && probabilityStopped > 0) return share(probabilityStopped);
  if (alarms.some(({ state }) => state === "always-on")) return "blocked";
  if (stopped) return `minute ${grouped(alarmMinute ?? 0)}`;
  return alarmMinute !== null && isLate(alarmMinute, endMinute) ? `no, minute ${grouped(alarmMinute)}` : "no";
}

/** What each percentile is of: the row's name, and the two values. */
export function percentileRows({ percentiles }: SimulatedDeployment): readonly (readonly [string, string, string])[] {
  if (percentiles === null) return [];
  const { minute, exposedMinutes, exposedRequests } = percentiles;
  const row = (name: string, { p50, p95 }: typeof minute): readonly [string, string, string] => [
    name,
    grouped(rounded(p50)),
    grouped(rounded(p95)),
  ];
  return [row("at minute", minute), row("full traffic, minutes", exposedMinutes), row("requests to it", exposedRequests)];
}

/** What holds for every deployment of a simulation. */
export function conditionsOf({
  requestsPerMinute,
  errorRate,
  slowdown,
  metricDelaySeconds,
}: Omit<Simulation, "deployments" | "schemaVersion">): string[] {
  return [
    requestsPerMinute === null ? "heavy traffic" : perMinute(requestsPerMinute),
    ...(slowdown > 1 ? [`${grouped(rounded(slowdown))} times slower`] : []),
    `error rate ${share(errorRate)}`,
    `metric delay ${grouped(metricDelaySeconds)} s`,
  ];
}

export function percent(value: number): string {
  return `${grouped(rounded(value))} %`;
}

/** A share from 0 to 1 in percent; never 0 or 100 that it is not. */
export function share(value: number): string {
  const tenths = Math.round(value * 1000);
  if (tenths === 0 && value > 0) return "less than 0.1 %";
  if (tenths === 1000 && value < 1) return "more than 99.9 %";
  return `${tenths / 10} %`;
}

function minutes(value: number): string {
  const shown = grouped(rounded(value));
  return `${shown} ${shown === "1" ? "minute" : "minutes"}`;
}

/** Three digits are enough; whole numbers keep all of theirs. */
function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** `12,000`; fractions as they are. */
export function grouped(value: number): string {
  const [whole = "", fraction] = String(value).split(".");
  const parts = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return fraction === undefined ? parts : `${parts}.${fraction}`;
}

/** What else is deployed step by step, by the reason why it is not simulated. */
export function skippedInWords(
  { notSimulated }: Pick<Simulation, "notSimulated">,
  naming: Pick<Naming, "address">,
): readonly string[] {
  const reasons = [...new Set(notSimulated.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const subjects = notSimulated.filter((each) => each.reason === reason).map(({ subject }) => naming.address(subject));
    return `${[...new Set(subjects)].join(", ")}: ${reason}`;
  });
}
