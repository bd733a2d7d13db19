// The verdict on a measured number: too few samples, no baseline to compare with, within its bound or above it.
import type { Assessment, Finding, MeasuredBefore, Observations, Remedy, Subject } from "../assessment.ts";
import type { MetricAsk } from "../model/observed/ask.ts";
import { type Gauge, type Reading, readGauge } from "../model/observed/gauge.ts";
import type { Resource } from "../model/resource.ts";
import type { Known, Unresolved } from "../model/value.ts";
import { type Bound, boundsOf, isWithin } from "./bound.ts";
import { isComparable } from "./change.ts";
import type { Maximum, WindowOptions } from "./options.ts";
import { countInWords, windowInWords } from "./words.ts";

/** What is measured of one subject, and how it is said. */
export interface Measurable {
  readonly subject: Subject;
  readonly evidence: readonly Resource[];
  /** Completes "unknown …": `its latency`. */
  readonly quantity: string;
  /** The fact, without the bound: `Average Latency is 180 ms over 1,200 requests in 1 h`. */
  tell(value: number, samples: number, window: string): string;
  show(value: number): string;
  readonly unit: string;
  /** What is measured, `p95 Latency`. */
  readonly of: string;
  readonly remedy: Remedy;
}

export interface Measured extends Measurable {
  readonly gauge: Known<Gauge> | Unresolved;
}

export interface Limits extends WindowOptions {
  readonly maximum: Maximum;
  readonly floor: number;
}

type Verdicts = Pick<Observations<unknown>, "pass" | "fail" | "unknown" | "measuredBefore">;

/** What a live run has to ask for these. */
export function asksOf(measured: readonly Measured[]): readonly MetricAsk[] {
  return measured.flatMap(({ gauge }) => (gauge.state === "known" ? gauge.value.asks : []));
}

export function judgeMeasured(measured: Measured, limits: Limits, observations: Observations<unknown>): Assessment {
  const { subject, evidence, gauge, quantity, remedy } = measured;
  const reading = gauge.state === "known" ? readGauge(gauge.value, observations.model) : gauge;
  if (reading.state === "known") return judgeReading(measured, reading.value, limits, observations);
  return observations.unknown(subject, { message: `${quantity} is unknown`, because: reading, remedy, evidence });
}

/** @param reading what was measured, however that was */
export function judgeReading(measurable: Measurable, reading: Reading, limits: Limits, verdicts: Verdicts): Assessment {
  const { subject, remedy } = measurable;
  const { value, samples } = reading;
  const bounds = boundsOf({ ...limits, before: beforeOf(measurable, verdicts), show: measurable.show });
  const [lowest] = bounds;
  if (value === null || samples < limits.minimumSamples) return judgeFew(measurable, reading, lowest ?? null, limits, verdicts);
  const fact = measurable.tell(value, samples, windowInWords(limits.window));
  if (lowest === undefined) {
    // What is measured now is what the first baseline will have.
    const now: Bound = { comparator: "<=", threshold: value, label: "", noise: () => ({ kind: "none" }) };
    const finding = findingOf(measurable, reading, now, limits.floor);
    return verdicts.unknown(subject, { message: fact, because: withoutBaseline(limits.maximum), remedy, ...finding });
  }
  return judgeBounds({ measurable, reading, value, fact, floor: limits.floor }, bounds, verdicts);
}

interface Judged {
  readonly measurable: Measurable;
  readonly reading: Reading;
  readonly value: number;
  readonly fact: string;
  readonly floor: number;
}

/** The first bound that is broken beyond noise fails; a change that may be noise is no failure. */
function judgeBounds(
  { measurable, reading, value, fact, floor }: Judged,
  bounds: readonly Bound[],
  verdicts: Verdicts,
): Assessment {
  const { subject, remedy } = measurable;
  const found = bounds.map((bound) => ({ bound, isKept: isWithin(value, bound), noise: bound.noise(reading.spread) }));
  const findingFor = (bound: Bound) => findingOf(measurable, reading, bound, floor);
  const broken = found.find(
    ({ isKept, noise }) => !isKept && (noise.kind === "none" || (noise.kind === "tested" && noise.isSignificant)),
  );
  if (broken !== undefined) {
    const { bound, noise } = broken;
    const test = noise.kind === "tested" ? ` (${noise.text})` : "";
    return verdicts.fail(subject, { message: `${fact}, above ${bound.label}${test}`, remedy, ...findingFor(bound) });
  }
  const doubtful = found.find(({ isKept }) => !isKept);
  const [{ bound: lowest }] = found as [(typeof found)[number]];
  if (doubtful === undefined)
    return verdicts.pass(subject, { message: `${fact}, not above ${lowest.label}`, ...findingFor(lowest) });
  const { bound, noise } = doubtful;
  const finding = findingFor(bound);
  if (noise.kind === "too-few")
    return verdicts.unknown(subject, {
      message: `${fact}, above ${bound.label}`,
      because: noise.text,
      remedy: moreData,
      ...finding,
    });
  const text = noise.kind === "tested" ? noise.text : "";
  const measurement = finding.measurement === undefined ? {} : { measurement: { ...finding.measurement, withinNoise: true } };
  return verdicts.pass(subject, { message: `${fact}, above ${bound.label}, within noise (${text})`, ...finding, ...measurement });
}

/** What the baseline has of the same thing. */
function beforeOf({ subject, unit, of }: Measurable, { measuredBefore }: Verdicts): MeasuredBefore | null {
  const before = measuredBefore?.(subject) ?? null;
  return before !== null && isComparable({ unit, of, comparator: "<=" }, before) ? before : null;
}

function judgeFew(measurable: Measurable, reading: Reading, bound: Bound | null, limits: Limits, verdicts: Verdicts): Assessment {
  const { subject, quantity, remedy } = measurable;
  const { value, samples: seen } = reading;
  // What was counted and not measured is no sample.
  const samples = value === null ? 0 : seen;
  const isUnknown = value === null || samples === 0;
  const message = isUnknown ? `${quantity} is unknown` : measurable.tell(value, samples, windowInWords(limits.window));
  // Too few samples may be accepted, but a value out of bounds is suspect even then.
  const isSuspect = value !== null && bound !== null && !isWithin(value, bound);
  const few = { few: tooFew("sample", samples, limits), message, isSuspect, remedy };
  return judgeNoData(subject, { ...few, finding: findingOf(measurable, reading, bound, limits.floor) }, limits, verdicts);
}

export interface TooFew {
  /** `3 samples in 1 h, 20 needed` */
  readonly few: string;
  /** What there is to say nevertheless. */
  readonly message: string;
  /** What little there is speaks against the subject. */
  readonly isSuspect: boolean;
  readonly finding: Omit<Finding, "message">;
  readonly remedy: Remedy;
}

/** The verdict where there is too little data, as the option `noData` has it. */
export function judgeNoData(
  subject: Subject,
  { few, message, isSuspect, finding, remedy }: TooFew,
  { noData }: WindowOptions,
  { pass, fail, unknown }: Verdicts,
): Assessment {
  const advice = isSuspect ? remedy : moreData;
  if (noData === "fail") return fail(subject, { message: `${few} (noData: fail)`, remedy: advice, ...finding });
  if (noData === "pass" && !isSuspect) return pass(subject, { message: `${few} (noData: pass)`, ...finding });
  return unknown(subject, { message, because: few, remedy: advice, ...finding });
}

const moreData = "increase the option window, lower minimumSamples, or set noData to decide the verdict without enough traffic";

function findingOf(
  { unit, evidence, of }: Measurable,
  { value, spread }: Reading,
  bound: Bound | null,
  floor: number,
): Omit<Finding, "message"> {
  if (value === null || bound === null) return { evidence };
  const { comparator, threshold } = bound;
  const more = { ...(floor > 0 ? { floor } : {}), ...(spread === undefined ? {} : { spread }) };
  return { evidence, measurement: { value, unit, comparator, threshold, of, ...more } };
}

/** `0 samples in 1 h, 20 needed` */
export function tooFew(noun: string, samples: number, { window, minimumSamples }: WindowOptions): string {
  return `${countInWords(samples, noun)} in ${windowInWords(window)}, ${minimumSamples} needed`;
}

function withoutBaseline(maximum: Maximum): string {
  return `there is no baseline to compare with, and its maximum is ${String(maximum)}: write one with fitness baseline and pass --baseline, or also set an absolute maximum`;
}
