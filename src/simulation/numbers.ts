// The simulated numbers of a scenario: alarms, trials at its rate, the healthy version, and the limits of its rollback.
import { type HoldsFrom, healthyRollbacksOf, holdsFrom } from "./foresight.ts";
import { playHeavyTraffic } from "./play/heavy-traffic.ts";
import { needsFailures } from "./play/needs-failures.ts";
import { playTrials, type Trials } from "./play/trials.ts";
import type { ReadScenario } from "./read/deployment.ts";
import type { AlarmRule, AlarmRun } from "./scenario.ts";
import { TRIALS } from "./why.ts";

export interface Numbers {
  readonly runs: readonly AlarmRun[];
  /** null without a rate. */
  readonly trials: Trials | null;
  readonly healthyRollbacks: number | null;
  /** null where it is not sought. */
  readonly holdsFrom: HoldsFrom | null;
}

export interface NumbersSought {
  readonly minimumProbability: number;
  readonly seeksBounds: boolean;
}

/** Systems have many deployments that are alike: each kind is played once. */
export function rememberedNumbers(): (scenario: ReadScenario, sought: NumbersSought) => Numbers {
  const known = new Map<string, Numbers>();
  return (scenario, sought) => {
    const key = keyOf(scenario, sought);
    const numbers = known.get(key) ?? numbersOf(scenario, sought);
    known.set(key, numbers);
    return numbers;
  };
}

/** What is played, and what is sought: the same for deployments that are alike. Names are in the reasons of composite alarms only. */
export function keyOf({ alarms, ...rest }: ReadScenario, sought: unknown): string {
  const hasComposite = alarms.some(({ rule }) => rule.kind === "composite");
  const rules = alarms.map(({ rule, isWatched, name }) => {
    const members = rule.kind === "composite" ? [...rule.members] : null;
    return [hasComposite ? rule : alike(rule), members, isWatched, hasComposite ? name : null];
  });
  return JSON.stringify([rest, rules, sought]);
}

/**
 * An alarm that one data point with failures brings to ALARM goes to it at the same minute however it treats missing data, unless as
 * breaching: without a data point it is OK, INSUFFICIENT_DATA or as before, and it was not in ALARM before.
 */
function alike(rule: AlarmRule): AlarmRule {
  const isOnePoint = rule.kind === "threshold" && rule.evaluationPeriods === 1 && needsFailures(rule);
  return isOnePoint ? { ...rule, missing: "notBreaching" } : rule;
}

function numbersOf(scenario: ReadScenario, { minimumProbability, seeksBounds }: NumbersSought): Numbers {
  const healthyRollbacks = healthyRollbacksOf(scenario);
  // A stop that would have come to a healthy version as well does not count.
  const settings = { ...TRIALS, countsHealthyStops: healthyRollbacks === 0 };
  const trials = scenario.requestsPerMinute === null ? null : playTrials(scenario, settings);
  const runs = trials?.alarms ?? playHeavyTraffic(scenario);
  return { runs, trials, healthyRollbacks, holdsFrom: seeksBounds ? holdsFrom(scenario, minimumProbability) : null };
}
