// The states of the alarms at the end of a minute, over recorded values and what a deployment adds to them.
import type { AlarmState } from "../../model/alarms/composition.ts";
import { seriesOf } from "../../model/alarms/math/formula.ts";
import { compositeState, type States } from "../play/composite.ts";
import { stateFrom } from "../play/evaluation.ts";
import { inOrder, type PlayedComposite } from "../play/stage.ts";
import { hiddenBuckets, reachOfRule, windowEnd } from "../play/window.ts";
import { type DataPoint, dataPointOf, type Tapes } from "./data-point.ts";
import type { Injection } from "./injection.ts";
import type { RecordedAlarm } from "./read-backtest.ts";
import type { RecordedRule } from "./recorded-rule.ts";

interface Threshold {
  readonly place: number;
  readonly rule: RecordedRule;
  readonly point: DataPoint;
  /** It watches the new version alone, of which nothing is recorded. */
  readonly seesVersions: boolean;
}

export interface Evaluation {
  readonly alarms: readonly RecordedAlarm[];
  readonly watched: readonly number[];
  readonly thresholds: readonly Threshold[];
  readonly composites: readonly PlayedComposite[];
  /** Minutes that have ended and are not yet visible. */
  readonly hidden: number;
  /** Minutes that some window shows. */
  readonly reach: number;
  /** From the epoch to minute 0: what the clock shows. */
  readonly alignment: number;
}

/** @param from the first recorded minute, in milliseconds since the epoch */
export function evaluationOf(
  alarms: readonly RecordedAlarm[],
  tapes: Tapes,
  { from, metricDelaySeconds }: { readonly from: number; readonly metricDelaySeconds: number },
): Evaluation {
  const thresholds = alarms.flatMap(({ rule }, place) =>
    rule.kind === "threshold" ? [{ place, rule, point: dataPointOf(rule, tapes), seesVersions: seesVersions(rule) }] : [],
  );
  const hidden = hiddenBuckets({ metricDelaySeconds });
  return {
    alarms,
    watched: alarms.flatMap(({ isWatched }, place) => (isWatched ? [place] : [])),
    thresholds,
    composites: inOrder(alarms),
    hidden,
    reach: hidden + Math.max(0, ...thresholds.map(({ rule }) => reachOfRule(rule))),
    alignment: from / 60_000,
  };
}

function seesVersions({ formula }: RecordedRule): boolean {
  return seriesOf(formula).some(({ effect }) => effect.kind === "new version");
}

/** Before anything is recorded. */
export function initialStates({ alarms }: Evaluation): States {
  return alarms.map(({ rule }) => (rule.kind === "threshold" ? "INSUFFICIENT_DATA" : null));
}

/** Changes the states to those at the end of the minute before this one. */
export function evaluate(evaluation: Evaluation, states: States, injection: Injection | null, minute: number): void {
  const { thresholds, composites, hidden, alignment } = evaluation;
  for (const { place, rule, point } of thresholds) {
    const end = windowEnd(rule, minute - hidden, alignment);
    const period = rule.periodMinutes;
    const state = stateFrom(rule, (age) => point(injection, end - (age + 1) * period, end - age * period));
    if (state !== null) states[place] = state;
  }
  for (const { place, rule } of composites) states[place] = compositeState(rule, states);
}

/** Whether an alarm that CodeDeploy watches is in ALARM. */
export function isInAlarm({ watched }: Evaluation, states: readonly (AlarmState | null)[]): boolean {
  return watched.some((place) => states[place] === "ALARM");
}
