// Requests that arrive by chance, drawn no finer than the alarms look.
import type { Bucket, Formula, Scenario } from "../scenario.ts";
import { type Counters, count, countHealthy, countOthers, emptyCounters, measure } from "./counters.ts";
import { evaluationRange } from "./evaluation.ts";
import { MINUTES_AFTER_SHIFT } from "./play.ts";
import { type Chance, poisson } from "./random.ts";
import { weightAt } from "./schedule.ts";
import type { Stage } from "./stage.ts";
import { timedRequests } from "./timed-requests.ts";
import { HEAVY_TRAFFIC } from "./traffic.ts";
import { windowEnd } from "./window.ts";

export interface RandomTraffic {
  readonly counters: Counters;
  /** The same requests, had the new version been as good as the old one: counted as far as `counters` are. */
  readonly healthyCounters: Counters;
  /** Draws the bucket that begins with this minute. */
  readonly reveal: (minute: number) => void;
  /** Draws the history of the next trial. */
  readonly begin: (alignment: number, lastMinute: number) => void;
}

/** @param hasTwin without it nothing is counted in `healthyCounters` */
export function randomTraffic(stage: Stage, scenario: Scenario, chance: Chance, hasTwin = true): RandomTraffic {
  const { requestsPerMinute, schedule, baselineErrorRate: baseline = 0 } = scenario;
  const rate = requestsPerMinute ?? HEAVY_TRAFFIC;
  const { measures, others, slowdown } = stage;
  const room = (factor: number): Counters =>
    emptyCounters(stage.history, schedule.endMinute + MINUTES_AFTER_SHIFT, factor, {
      measures: measures.length,
      others: others.length,
    });
  const [counters, healthyCounters] = [room(slowdown), room(1)];
  const timed = measures.length === 0 ? null : timedRequests(stage, chance);
  const areCounted = stage.thresholds.some(({ rule }) => countsRequests(rule.formula));
  const requests = (mean: number, version: Version): Draw => timed?.draw(mean, version) ?? poisson(mean, chance);
  const healthy = (mean: number, version: Version): Draw => (areCounted || mean < CERTAIN ? requests(mean, version) : () => mean);
  const draws = Array.from({ length: schedule.endMinute + 1 }, (_, minute) =>
    bucketDraw(scenario, rate, weightAt(schedule, minute), { failing: requests, healthy }),
  );
  const time = (from: number, to: number): void => {
    if (timed === null) return;
    measure(counters, from, to, timed.sums);
    measure(healthyCounters, from, to, timed.healthySums);
    timed.reset();
  };
  const othersIn = (minutes: number): readonly Draw[] => others.map((ratio) => poisson(rate * minutes * ratio, chance));
  const othersAMinute = othersIn(1);
  const countElsewhere = (from: number, to: number, drawn: readonly Draw[]): void => {
    if (drawn.length === 0) return;
    const amounts = drawn.map((draw) => draw());
    countOthers(counters, from, to, amounts);
    countOthers(healthyCounters, from, to, amounts);
  };
  const drawn: Drawn = { newRequests: 0, failures: 0, oldRequests: 0, oldFailures: 0, anyway: 0 };
  const reveal = (minute: number): void => {
    draws[Math.min(minute, draws.length - 1)]?.(drawn);
    count(counters, minute, drawn);
    if (hasTwin) countAnyway(healthyCounters, minute, drawn);
    countElsewhere(minute, minute + 1, othersAMinute);
    time(minute, minute + 1);
  };
  const stretchesOf = rememberedStretches(stage, (minutes) => ({
    passing: healthy(rate * minutes * (1 - baseline), "old"),
    failing: requests(rate * minutes * baseline, "old"),
    elsewhere: othersIn(minutes),
  }));
  // Where so many come that nothing is drawn, every history is the same.
  const isFixed = !areCounted && baseline === 0 && timed === null && others.length === 0;
  let counted: readonly Stretch[] | null = null;
  const begin = (alignment: number, lastMinute: number): void => {
    const stretches = stretchesOf(alignment, lastMinute);
    if (stretches === counted) return;
    const areAll = stretches.every(({ from, to }) => rate * (to - from) >= CERTAIN);
    counted = isFixed && areAll ? stretches : null;
    for (const { from, to, passing, failing, elsewhere } of stretches) {
      const [passed, failed] = [passing(), failing()];
      countHealthy(counters, from, to, passed + failed, failed);
      if (hasTwin) countHealthy(healthyCounters, from, to, passed + failed, failed);
      countElsewhere(from, to, elsewhere);
      time(from, to);
    }
  };
  return { counters, healthyCounters, reveal, begin };
}

type Draw = () => number;
type Version = "old" | "new";

/** One for all buckets: there are many. */
interface Drawn extends Bucket {
  newRequests: number;
  failures: number;
  oldRequests: number;
  oldFailures: number;
  /** Failures of the new version that the old one would have had as well. */
  anyway: number;
}

function countAnyway(counters: Counters, minute: number, drawn: Drawn): void {
  const { failures } = drawn;
  drawn.failures = drawn.anyway;
  count(counters, minute, drawn);
  drawn.failures = failures;
}

/** A Poisson stream that is thinned by chance falls into independent Poisson streams. */
function bucketDraw(
  { errorRate, baselineErrorRate: baseline = 0 }: Scenario,
  rate: number,
  weight: number,
  streams: Readonly<Record<"failing" | "healthy", (mean: number, version: Version) => Draw>>,
): (drawn: Drawn) => void {
  const broken = Math.max(errorRate, baseline);
  const failing = streams.failing(rate * weight * (broken - baseline), "new");
  const failingAnyway = streams.failing(rate * weight * baseline, "new");
  const passing = streams.healthy(rate * weight * (1 - broken), "new");
  const oldFailing = streams.failing(rate * (1 - weight) * baseline, "old");
  const oldPassing = streams.healthy(rate * (1 - weight) * (1 - baseline), "old");
  return (drawn) => {
    const own = failing();
    drawn.anyway = failingAnyway();
    drawn.failures = own + drawn.anyway;
    drawn.newRequests = drawn.failures + passing();
    drawn.oldFailures = oldFailing();
    drawn.oldRequests = drawn.oldFailures + oldPassing();
  };
}

/** With so many expected requests their absence is practically impossible (e⁻⁵⁰), and most alarms only require requests of healthy traffic. */
const CERTAIN = 50;

interface HistoryDraw {
  readonly passing: Draw;
  readonly failing: Draw;
  readonly elsewhere: readonly Draw[];
}

interface Stretch extends HistoryDraw {
  readonly from: number;
  readonly to: number;
}

function rememberedStretches(
  stage: Stage,
  drawOf: (minutes: number) => HistoryDraw,
): (alignment: number, lastMinute: number) => readonly Stretch[] {
  const remembered = new Map<number, readonly Stretch[]>();
  return (alignment, lastMinute) => {
    const key = lastMinute * stage.alignments + alignment;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const boundaries = boundariesOf(stage, alignment, lastMinute);
    const stretches = boundaries.map((to, index) => {
      const from = boundaries[index - 1] ?? -stage.history;
      return { from, to, ...drawOf(to - from) };
    });
    remembered.set(key, stretches);
    return stretches;
  };
}

/** Where some window divides the history, or everywhere where buckets are counted; in order, minute 0 included. */
function boundariesOf(stage: Stage, alignment: number, lastMinute: number): readonly number[] {
  if (stage.thresholds.some(({ rule }) => countsQuietBuckets(rule.formula)))
    return Array.from({ length: stage.history }, (_, index) => index + 1 - stage.history);
  const boundaries = new Set([0]);
  for (const { rule } of stage.thresholds) {
    let last = Number.NaN;
    for (let minute = 0; minute <= lastMinute; minute += 1) {
      const end = windowEnd(rule, minute - stage.hidden, alignment);
      if (end === last) continue;
      last = end;
      for (let age = 0; age <= evaluationRange(rule); age += 1) boundaries.add(Math.min(0, end - age * rule.periodMinutes));
    }
  }
  return [...boundaries].sort((one, other) => one - other);
}

function countsQuietBuckets(formula: Formula): boolean {
  return hasSeries(formula, ({ feed }) => feed.kind === "matches" && feed.otherwise !== null);
}

/** The number of healthy requests matters, not only that there are some. */
function countsRequests(formula: Formula): boolean {
  return hasSeries(formula, ({ feed, statistic }) => {
    if (feed.kind === "durations") return true;
    if (feed.kind !== "requests") return false;
    return feed.counts === "requests" || (statistic !== "Sum" && statistic !== "Maximum");
  });
}

function hasSeries(formula: Formula, isSought: (series: Extract<Formula, { kind: "series" }>) => boolean): boolean {
  switch (formula.kind) {
    case "number":
      return false;
    case "series":
      return isSought(formula);
    case "negative":
      return hasSeries(formula.of, isSought);
    case "operation":
      return hasSeries(formula.left, isSought) || hasSeries(formula.right, isSought);
    case "call":
      return formula.arguments.some((each) => hasSeries(each, isSought));
  }
}
