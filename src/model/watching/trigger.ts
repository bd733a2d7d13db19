// Whether failures can set an alarm to ALARM: periods with and without failures, compared with its threshold.
import type { AlarmNode, MetricSeries } from "../alarms/alarm.ts";
import { type PointOf, pointOf } from "../alarms/math/evaluate.ts";
import type { FormulaSeries, MathFormula } from "../alarms/math/formula.ts";
import { formulaOfQueries } from "../alarms/math/queries.ts";
import { attempt, Refusal, refuse, refuseFor } from "../alarms/math/refusal.ts";
import { type Unresolved, unresolved } from "../value.ts";
import { type Period, type Sampling, samplingOfMetric, statisticOf } from "./samples.ts";

export type Trigger =
  | { readonly kind: "triggered" }
  /** `reason` completes "the alarm …". */
  | {
      readonly kind: "never";
      readonly reason: string;
      /** It is in ALARM with failures and without. */
      readonly isAlways: boolean;
    }
  | { readonly kind: "unresolved"; readonly because: Unresolved };

/** What a series is in the formula of an alarm: the one in question, requests, or something else that has any value. */
interface Term extends FormulaSeries {
  readonly sampling: Sampling | null;
  readonly statistic: string;
}

/** A period, and the value of everything that is neither the metric in question nor the number of requests. */
interface Scene extends Period {
  readonly other: number;
}

interface Comparing {
  readonly alarm: AlarmNode;
  readonly comparison: string;
  /** null for an anomaly detection band, which holds what is usual. */
  readonly threshold: number | null;
  readonly pointAt: PointOf<[Scene]>;
}

const TRIGGERED: Trigger = { kind: "triggered" };

/**
 * @param series the one in question, of which more means worse
 * @param what it is, for a person: `Errors of alias live`
 */
export function triggerOf(alarm: AlarmNode, series: MetricSeries, sampling: Sampling, what: string): Trigger {
  const trigger = attempt((): Trigger => {
    const comparing = comparingOf(alarm, series, sampling);
    const breaches = SCENES.map((scene) => [isBreached(comparing, scene), isBreached(comparing, calm(scene))] as const);
    if (breaches.some(([withFailures, without]) => withFailures && !without)) return TRIGGERED;
    const isAlways = breaches.every(([withFailures, without]) => withFailures && without);
    const isDown = breaches.some(([withFailures, without]) => without && !withFailures);
    const how = isAlways ? "always" : isDown ? "down" : "never";
    return { kind: "never", reason: reasonOf(comparing, series, sampling, what, how), isAlways };
  });
  return trigger instanceof Refusal ? { kind: "unresolved", because: doubtOf(trigger, alarm) } : trigger;
}

const REQUESTS: readonly number[] = [1, 100, 1e9, 1e15];
const OTHERS: readonly number[] = [0, 1, 1e6, Number.NaN];
const SCENES: readonly Scene[] = REQUESTS.flatMap((requests) =>
  [1, Math.ceil(requests / 2), requests].flatMap((failures) => OTHERS.map((other) => ({ requests, failures, other }))),
);

function calm(scene: Scene): Scene {
  return { ...scene, failures: 0 };
}

function comparingOf(alarm: AlarmNode, series: MetricSeries, sampling: Sampling): Comparing {
  const { comparison, threshold, resource } = alarm;
  if (comparison.state !== "known")
    throw new Refusal("has no comparison operator", comparison.state === "unresolved" ? comparison : null);
  if (threshold.state === "unresolved") throw new Refusal("", threshold);
  const isBand = !resource.property("ThresholdMetricId").isAbsent;
  if (!isBand && threshold.state === "absent") refuse("has no threshold");
  const pointAt = pointOf(formulaOf(alarm, series, sampling), pointOfTerm);
  return { alarm, comparison: comparison.value, threshold: threshold.state === "known" ? threshold.value : null, pointAt };
}

function formulaOf(alarm: AlarmNode, series: MetricSeries, sampling: Sampling): MathFormula<Term> {
  const metrics = alarm.resource.property("Metrics");
  const all = alarm.series.state === "known" ? alarm.series.value : [];
  const termOf = (each: MetricSeries): Term => {
    const own = each === series ? sampling : requestsOf(each);
    return { kind: "series", sampling: own, statistic: own === null ? "" : statisticNamed(each) };
  };
  if (metrics.isAbsent) return termOf(series);
  return formulaOfQueries(metrics, (id) =>
    termOf(all.find((each) => each.id === id) ?? refuse(`has no metric with the Id ${id}`)),
  );
}

function requestsOf({ namespace, metricName }: MetricSeries): Sampling | null {
  if (namespace.state !== "known" || metricName.state !== "known") return null;
  const sampling = samplingOfMetric(namespace.value, metricName.value);
  return sampling?.kind === "requests" ? sampling : null;
}

function statisticNamed({ statistic }: MetricSeries): string {
  if (statistic.state === "unresolved") refuseFor("its Statistic", statistic);
  return statistic.state === "known" ? statistic.value : refuse("has no Statistic");
}

function pointOfTerm({ sampling, statistic }: Term): PointOf<[Scene]> {
  if (sampling === null) return ({ other }) => other;
  return (scene) => statisticOf(sampling, statistic, scene) ?? refuse(`has Statistic ${statistic}, which is not evaluated`);
}

function isBreached({ comparison, threshold, pointAt }: Comparing, scene: Scene): boolean {
  const value = pointAt(scene);
  if (Number.isNaN(value)) return false;
  const usual = threshold ?? orZero(pointAt(calm(scene)));
  switch (comparison) {
    case "GreaterThanOrEqualToThreshold":
      return value >= usual;
    case "LessThanThreshold":
    case "LessThanLowerThreshold":
      return value < usual;
    case "LessThanOrEqualToThreshold":
      return value <= usual;
    case "LessThanLowerOrGreaterThanUpperThreshold":
      return value !== usual;
    default:
      return value > usual;
  }
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

function doubtOf({ message, doubt }: Refusal, { resource }: AlarmNode): Unresolved {
  return doubt ?? unresolved(`alarm ${resource.label} ${message}`);
}

function reasonOf(
  { alarm, comparison, threshold }: Comparing,
  { statistic }: MetricSeries,
  sampling: Sampling,
  what: string,
  how: "always" | "down" | "never",
): string {
  const compared = threshold === null ? comparison : `${comparison} ${threshold}`;
  const named = statistic.state === "known" ? `${statistic.value} of ${what}` : what;
  const name = statistic.state === "known" ? statistic.value : "";
  if (name === "SampleCount") return `watches ${named}, which counts samples and ignores their values`;
  if (how === "always") return `is in ALARM for every value of ${what} (${compared})`;
  if (how === "down") return `enters ALARM at low values of ${what} (${compared})`;
  if (!alarm.resource.property("Metrics").isAbsent && threshold !== null)
    return `has a threshold that its expression never breaches, for any value of ${what} (${compared})`;
  if (name === "Minimum" && sampling.kind === "failures") return `watches ${named}, which is 0 unless all requests fail`;
  const limit = sampling.kind === "failures" ? ", which is at most 1" : "";
  return `watches ${named}${limit}, with a threshold that is never breached (${compared})`;
}
