// Scenarios for the tests of what plays them: a ten-percent canary of five minutes and one alarm on errors, unless told otherwise.
import { scheduleOf } from "../src/simulation/play/schedule.ts";
import type { Feed, Formula, Operator, Scenario, ScenarioAlarm, Statistic, ThresholdRule } from "../src/simulation/scenario.ts";

export function series(feed: Feed, statistic: Statistic = "Sum"): Formula {
  return { kind: "series", feed, statistic };
}

export const errors = series({ kind: "requests", of: "all versions", counts: "failures" });
export const requests = series({ kind: "requests", of: "all versions", counts: "requests" });
export const errorsOfNewVersion = series({ kind: "requests", of: "new version", counts: "failures" });

export function number(value: number): Formula {
  return { kind: "number", value };
}

export function operation(left: Formula, operator: Operator, right: Formula): Formula {
  return { kind: "operation", operator, left, right };
}

export const errorRate = operation(errors, "/", requests);

/** `Errors ≥ 1` over one minute. */
export function alarm(rule: Partial<ThresholdRule> = {}, isWatched = true): ScenarioAlarm {
  return {
    isWatched,
    rule: {
      kind: "threshold",
      formula: errors,
      periodMinutes: 1,
      evaluationPeriods: 1,
      datapointsToAlarm: rule.evaluationPeriods ?? 1,
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      missing: "missing",
      isWallClock: false,
      ...rule,
    },
  };
}

export const unsimulated: ScenarioAlarm = { isWatched: true, rule: { kind: "not-simulated", reason: "watches Duration" } };

/** Composed of the alarms that stand at these places of the scenario, named by their letters: a is at 0. */
export function composite(
  composition: Extract<ScenarioAlarm["rule"], { kind: "composite" }>["composition"],
  isWatched = true,
): ScenarioAlarm {
  const members = new Map([..."abcdefghij"].map((letter, place) => [letter, place]));
  return { isWatched, rule: { kind: "composite", composition, members } };
}

export function scenario(alarms: readonly ScenarioAlarm[], more: Partial<Scenario> = {}): Scenario {
  return {
    schedule: scheduleOf("canary", 10, 5),
    alarms,
    requestsPerMinute: null,
    errorRate: 1,
    metricDelaySeconds: 60,
    ...more,
  };
}
