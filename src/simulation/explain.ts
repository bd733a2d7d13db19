// Why a deployment is not rolled back, in words, and what to do in the language of its source.
import type { Unresolved } from "../model/value.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { figure, requestRate } from "./figure.ts";
import { asSentence, bareReason } from "./reason.ts";

/** Of one deployment. */
export type Why =
  | Diagnosis
  | { readonly kind: "no-alarm" }
  | { readonly kind: "all-at-once" }
  /** `reason` is a sentence without its subject, the group. */
  | { readonly kind: "not-rolled-back"; readonly reason: string }
  /** Too few of the requests meet it before the shift ends. */
  | { readonly kind: "sparse"; readonly requestsPerMinute: number; readonly requestsMet: number }
  /** A healthy version is rolled back by the same alarms, with this probability. */
  | { readonly kind: "healthy-as-well"; readonly healthyRollbacks: number; readonly byMissingData: string | null }
  | { readonly kind: "unknown"; readonly reason: string; readonly doubt: Unresolved | null };

/** What to do, by the language of the source. */
export interface Advice {
  readonly cdk: string;
  readonly sam: string;
  readonly cloudformation: string;
}

/** Completes "not rolled back: …". @param endMinute where the shift ends */
export function explain(why: Why, endMinute: number | null): string {
  switch (why.kind) {
    case "no-alarm":
      return "its deployment group has no alarms";
    case "all-at-once":
      return "all of the traffic shifts at once, before any alarm can enter ALARM";
    case "not-rolled-back":
      return why.reason;
    case "sparse":
      return `at ${requestRate(why.requestsPerMinute)}, the new version receives about ${figure(why.requestsMet)} requests before the shift ends, too few for its alarms`;
    case "healthy-as-well":
      return healthyAsWell(why);
    case "unknown":
      return why.reason;
    case "always-on":
      return `${why.alarm} is in ALARM on healthy traffic and blocks every deployment, because ${
        why.byMissingData ? "it treats missing data as breaching" : "its condition is met without failures"
      }`;
    case "by-chance":
      return `${why.alarm} enters ALARM in time only by chance, because ${why.member === null ? "" : `for member ${why.member} `}${equality(why)}`;
    case "also-healthy":
      return `${why.alarm} enters ALARM with a healthy version as well`;
    case "not-simulated":
      return `${why.alarm} is not simulated: ${asSentence(bareReason(why.reason))}`;
    default:
      return `${why.alarm} ${moment(why)}, because ${cause(why, endMinute)}`;
  }
}

type Late = Extract<Diagnosis, { readonly kind: "too-long" | "diluted" | "unreachable" | "elsewhere" }>;

function healthyAsWell({ healthyRollbacks, byMissingData }: Why & { readonly kind: "healthy-as-well" }): string {
  const because = byMissingData === null ? "" : `, because ${byMissingData} treats missing data as breaching`;
  return `its alarms also roll back ${figure(healthyRollbacks * 100)} % of healthy versions${because}`;
}

function moment(why: Late): string {
  const minute = "minute" in why ? (why.minute ?? null) : null;
  return minute === null ? "never enters ALARM" : `enters ALARM only at minute ${figure(minute)}`;
}

function cause(why: Late, endMinute: number | null): string {
  switch (why.kind) {
    case "too-long":
      return slowness(why, endMinute ?? 0);
    case "diluted":
      return `${why.member === null ? "" : `for member ${why.member} `}${dilution(why)}${alsoSlow(why, endMinute ?? 0)}`;
    case "unreachable":
      return unreachable(why);
    case "elsewhere":
      return `it ${why.what}`;
  }
}

function unreachable({ errorRate, slowdown = 1, isComposite, atRate }: Why & { readonly kind: "unreachable" }): string {
  if (isComposite) return "its rule is never true, whatever a broken version does";
  if (atRate !== null) {
    const { requestsPerMinute, reached, threshold, periodMinutes } = atRate;
    return `${requestRate(requestsPerMinute)} result${requestsPerMinute === 1 ? "s" : ""} in a value of ${figure(reached)} in ${minutes(periodMinutes)} even with all of the traffic, but its threshold is ${figure(threshold)}`;
  }
  if (errorRate === 0)
    return `a version that is ${figure(slowdown)} times slower without failures does not meet its condition, even with all of the traffic`;
  return errorRate === 1
    ? "even a version that fails every request does not meet its condition"
    : `a version that fails ${figure(errorRate * 100)} % of its requests does not meet its condition, even with all of the traffic`;
}

function slowness({ needed, window }: Why & { readonly kind: "too-long" }, endMinute: number): string {
  const shift = `the shift takes ${minutes(endMinute)}`;
  if (needed === null) return `its window${window === null ? "" : ` (${window})`} takes days to fill, but ${shift}`;
  return `it needs ${minutes(needed)}${window === null ? "" : ` (${window} and the metric delay)`}, but ${shift}`;
}

function dilution(why: Why & { readonly kind: "diluted" }): string {
  const { percent, reached, threshold, isRate, isDownward, isStepwise, errorRate, requestsPerMinute, slowdown } = why;
  const of = requestsPerMinute === null ? "the traffic" : requestRate(requestsPerMinute);
  const share = `${figure(percent)} % of ${of}`;
  if (slowdown !== null)
    return `with ${share}, ${figure(slowdown)} times slower, its value is ${figure(reached)}, but its threshold is ${figure(threshold)}`;
  const unit = isRate && !isStepwise ? " %" : "";
  const made = errorRate === 1 ? share : `${share}, of which ${figure(errorRate * 100)} % fails,`;
  if (isStepwise) return `with ${share} its value is ${figure(reached)}, but its threshold is ${figure(threshold)}`;
  if (isDownward)
    return `${made} only lowers its value to ${figure(reached)}${unit}, but its threshold is ${figure(threshold)}${unit}`;
  if (!isRate) return `${made} results in ${figure(reached)}, but its threshold is ${figure(threshold)}`;
  return `${made} cannot cause a rate ${figure(reached) === figure(threshold) ? "above" : "of"} ${figure(threshold)} %`;
}

function equality({
  percent,
  threshold,
  isRate,
  isDownward,
  isStepwise,
  errorRate,
}: Why & { readonly kind: "by-chance" }): string {
  const share = `${figure(percent)} % of the traffic`;
  if (isStepwise) return `with ${share} a comparison in its expression is exactly at its limit`;
  const made = errorRate === 1 ? share : `${share}, of which ${figure(errorRate * 100)} % fails,`;
  const value = `${figure(threshold)}${isRate ? " %" : ""}`;
  return `${made} ${isDownward ? "lowers its value to" : isRate ? "causes a rate of" : "results in"} about ${value}, and its threshold is ${value}`;
}

function alsoSlow({ needed }: Why & { readonly kind: "diluted" }, endMinute: number): string {
  return needed === null
    ? ""
    : `; even all of the traffic would need ${minutes(needed)}, but the shift takes ${minutes(endMinute)}`;
}

function minutes(value: number): string {
  return `${figure(value)} ${value === 1 ? "minute" : "minutes"}`;
}
