// Whether what an alarm's description claims is what the alarm does.

import { itemsOf } from "../resolve/node.ts";
import type { System } from "../system.ts";
import { orDefault, type Unresolved, type Value } from "../value.ts";
import type { AlarmNode } from "./alarm.ts";
import { type Claim, claimsOf, type Direction } from "./alarm-description.ts";

export interface ClaimFindings {
  /** What the description says, and what is so instead: completes "the alarm …". */
  readonly contradictions: readonly string[];
  readonly doubt: Unresolved | null;
  /** The claims that were compared and hold: `its threshold ("more than 5")`. */
  readonly fitting: readonly string[];
}

/** null where the description claims nothing, or there is none. */
export function judgeClaims(alarm: AlarmNode, system: System): ClaimFindings | null {
  const written = alarm.resource.property("AlarmDescription").symbol();
  if (alarm.kind !== "metric" || written.state !== "known") return null;
  const whole = system.symbols.sole(written.value);
  if (whole?.kind === "unknown") return { ...NOTHING, doubt: system.resolver.unknownIn(written.value) };
  // The value of a token is not a number that could be compared.
  const claims = claimsOf(system.symbols.rewrite(written.value, () => "…"));
  if (claims.length === 0) return null;
  const ofKind = <K extends Claim["kind"]>(kind: K) =>
    claims.filter((claim): claim is Claim & { kind: K } => claim.kind === kind);
  const results = [
    judgeThresholds(ofKind("threshold"), alarm, system),
    judgeWindows(ofKind("window"), alarm),
    judgePeriods(ofKind("periods"), alarm),
  ];
  const fitting = results.flatMap((result) => result.fitting);
  const contradictions = results.flatMap((result) => result.contradictions);
  const doubt = results.find((result) => result.doubt !== null)?.doubt ?? null;
  return fitting.length + contradictions.length === 0 && doubt === null ? null : { contradictions, doubt, fitting };
}

const NOTHING: ClaimFindings = { contradictions: [], doubt: null, fitting: [] };

/** `its threshold ("more than 5", "at least 6")`. */
function fittingIn(what: string, claims: readonly Claim[]): readonly string[] {
  const texts = [...new Set(claims.map(({ text }) => `"${text}"`))];
  return texts.length === 0 ? [] : [`${what} (${texts.join(", ")})`];
}

type Threshold = Claim & { kind: "threshold" };

function judgeThresholds(claims: readonly Threshold[], alarm: AlarmNode, system: System): ClaimFindings {
  const { threshold, comparison } = alarm;
  if (claims.length === 0 || threshold.state === "absent" || comparison.state === "absent") return NOTHING;
  if (threshold.state === "unresolved") return { ...NOTHING, doubt: threshold };
  if (comparison.state === "unresolved") return { ...NOTHING, doubt: comparison };
  const open = openMetricName(claims, alarm, system);
  if (open !== null) return { ...NOTHING, doubt: open };
  const others = numbersInExpressions(alarm);
  const windows = windowsOf(periodsOf(alarm));
  const judged = claims.filter(
    (claim) =>
      isAboutMetric(claim, threshold.value, alarm) &&
      !claim.values.some((value) => others.has(value) || (isTime(claim.values) && windows.includes(value))),
  );
  const fitting = judged.filter(({ values, direction }) => values.some((value) => isSame(value, threshold.value, direction)));
  const is = `its threshold is ${threshold.value} (${comparison.value})`;
  // Of several numbers one may be the threshold and the others something else.
  const wrong =
    fitting.length === 0
      ? judged
      : fitting.filter(({ direction }) => direction !== null && direction !== directionOf(comparison.value));
  return {
    contradictions: wrong.slice(0, 1).map(({ text }) => `says "${text}", but ${is}`),
    doubt: null,
    fitting: fittingIn("its threshold", fitting),
  };
}

const TIMES = /latency|duration|delay|lag|(?:^|[a-z_-])age|(?<!out)time(?!out)/i;

/** "less than 7 days" is no claim about a metric that counts, nor "over 80%" about one that exceeds 100. */
function isAboutMetric({ unit }: Threshold, threshold: number, { series, resource }: AlarmNode): boolean {
  if (unit === "percent") return threshold <= 100;
  if (unit === "other" || series.state !== "known" || !resource.property("Metrics").isAbsent) return true;
  const given = resource.property("Unit").text();
  const isUnitOfTime = given.state === "known" && given.value.endsWith("seconds");
  return isUnitOfTime || series.value.some(({ metricName }) => metricName.state === "known" && TIMES.test(metricName.value));
}

/** Whether a time is what the threshold is depends on the metric. */
function openMetricName(claims: readonly Threshold[], { series }: AlarmNode, { resolver }: System): Unresolved | null {
  if (series.state !== "known" || claims.every(({ unit }) => unit === "percent" || unit === "other")) return null;
  const doubts = series.value.map(({ metricName }) =>
    metricName.state === "known" ? resolver.unknownIn(metricName.value) : null,
  );
  return doubts.find((doubt) => doubt !== null) ?? null;
}

/** In the metric's unit, in seconds or in milliseconds. */
function isTime(values: readonly number[]): boolean {
  return values.length === 3;
}

/** `more than 0` is `at least 1`. */
function isSame(value: number, threshold: number, direction: Direction | null): boolean {
  const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= Math.abs(b) * 1e-9;
  const next = direction === null || !Number.isInteger(value) ? [] : [value - 1, value + 1];
  return [value, ...next].some((each) => isNear(each, threshold));
}

/** What has a threshold has no band. */
function directionOf(comparison: string): Direction {
  return comparison.startsWith("LessThan") ? "down" : "up";
}

/** Numbers that an expression of the alarm has: its description may refer to them. */
function numbersInExpressions({ resource }: AlarmNode): ReadonlySet<number> {
  const texts = itemsOf(resource.property("Metrics")).map((query) => query.at("Expression").symbol());
  const numbers = texts.flatMap((text) => (text.state === "known" ? (text.value.match(/\d+(?:\.\d+)?/g) ?? []) : []));
  return new Set(numbers.map(Number));
}

interface Periods {
  readonly seconds: readonly number[];
  readonly evaluated: number;
  readonly breaching: number;
}

/** The values, or the first reason why one is unknown; null where the alarm has none. */
function periodsOf(alarm: AlarmNode): Periods | Unresolved | null {
  const { resource } = alarm;
  const evaluated = resource.property("EvaluationPeriods").number();
  if (evaluated.state === "absent") return null;
  if (evaluated.state === "unresolved") return evaluated;
  const breaching = orDefault(resource.property("DatapointsToAlarm").number(), evaluated.value);
  if (breaching.state === "unresolved") return breaching;
  const series = alarm.series.state === "known" ? alarm.series.value : [];
  const periods: readonly Value<number>[] = series.map(({ periodSeconds }) => periodSeconds);
  const open = periods.find((period): period is Unresolved => period.state === "unresolved");
  if (open !== undefined) return open;
  const seconds = [...new Set(periods.flatMap((period) => (period.state === "known" ? [period.value] : [])))];
  return { seconds, evaluated: evaluated.value, breaching: breaching.value };
}

/** The lengths of time that it looks at, in seconds. */
function windowsOf(periods: Periods | Unresolved | null): readonly number[] {
  if (periods === null || "state" in periods) return [];
  const { seconds, evaluated, breaching } = periods;
  return seconds.flatMap((each) => [each, each * evaluated, each * breaching]);
}

function judgeWindows(claims: readonly (Claim & { kind: "window" })[], alarm: AlarmNode): ClaimFindings {
  const periods = claims.length === 0 ? null : periodsOf(alarm);
  if (periods === null) return NOTHING;
  if ("state" in periods) return { ...NOTHING, doubt: periods };
  const { seconds, evaluated } = periods;
  if (seconds.length === 0) return NOTHING;
  const windows = windowsOf(periods);
  const threshold = alarm.threshold.state === "known" ? alarm.threshold.value : null;
  const fits = (claimed: number): boolean => windows.includes(claimed) || claimed === threshold || claimed * 1000 === threshold;
  const is = `it evaluates ${evaluated} ${evaluated === 1 ? "period" : "periods"} of ${seconds.join(" or ")} s`;
  const fitting = claims.filter((claim) => fits(claim.seconds));
  const wrong = fitting.length > 0 ? [] : claims.slice(0, 1);
  return {
    contradictions: wrong.map(({ text }) => `says "${text}", but ${is}`),
    doubt: null,
    fitting: fittingIn("the time that it evaluates", fitting),
  };
}

type PeriodsClaim = Claim & { kind: "periods" };

function judgePeriods(claims: readonly PeriodsClaim[], alarm: AlarmNode): ClaimFindings {
  const periods = claims.length === 0 ? null : periodsOf(alarm);
  if (periods === null) return NOTHING;
  if ("state" in periods) return { ...NOTHING, doubt: periods };
  const { evaluated, breaching, seconds } = periods;
  const wrong = claims.filter((claim) => !fitsPeriods(claim, periods)).slice(0, 1);
  const length = wrong.some((claim) => claim.seconds !== null) && seconds.length > 0 ? ` of ${seconds.join(" or ")} s` : "";
  const is = `it enters ALARM when ${breaching} of ${evaluated} ${evaluated === 1 ? "period" : "periods"}${length} breach its threshold`;
  return {
    contradictions: wrong.map(({ text }) => `says "${text}", but ${is}`),
    doubt: null,
    fitting: fittingIn(
      "its periods",
      claims.filter((claim) => fitsPeriods(claim, periods) && (claim.seconds === null || seconds.length > 0)),
    ),
  };
}

function fitsPeriods(claim: PeriodsClaim, { seconds, evaluated, breaching }: Periods): boolean {
  const isWhole = claim.breaching === 1 && claim.of === null;
  // "one period of 5 minutes" may be all that it looks at.
  if (isWhole && claim.seconds !== null && seconds.some((each) => each * evaluated === claim.seconds)) return true;
  const isLength = claim.seconds === null || seconds.length === 0 || seconds.includes(claim.seconds);
  if (claim.of !== null) return isLength && claim.breaching === breaching && claim.of === evaluated;
  return isLength && (claim.breaching === breaching || claim.breaching === evaluated);
}
