// The gradual deployments with alarms, and which of the alarms watch the deployed code.
import { coveragesOf } from "../model/deployments/alarm-level.ts";
import { type AlarmLevel, bestCoverage, type Coverage, reaches } from "../model/deployments/coverage.ts";
import { isOfFunction, type Shifting, shiftingsOf } from "../model/deployments/shifting.ts";
import { coveragesOfRollout } from "../model/deployments/state-machine-coverage.ts";
import type { Model } from "../model/model.ts";
import type { Resource } from "../model/resource.ts";
import type { Unresolved } from "../model/value.ts";
import type { Advice } from "./explain.ts";
import type { ReadAlarm } from "./read/alarms.ts";
import type { ReadScenario, TrafficSettings } from "./read/deployment.ts";
import { isPlayable, isRollout, type Playable, type ReadShift, shiftReader } from "./read/rollout.ts";

/** An alarm that CodeDeploy or CloudFormation watches. */
export interface WatchedAlarm {
  readonly alarm: ReadAlarm;
  /** In the scenario's list. */
  readonly place: number;
  /** Whether it observes what is being deployed; a doubt where that is unknown. */
  readonly scope: "in" | "out" | { readonly because: Unresolved | string };
}

export type WatchedDeployment =
  | {
      readonly kind: "unknown";
      readonly shifting: Shifting;
      readonly message: string;
      readonly because: Unresolved | string;
      /** What to do about it. */
      readonly remedy: Advice;
      readonly walked: readonly Resource[];
    }
  | {
      readonly kind: "watched";
      readonly shifting: Shifting;
      readonly scenario: ReadScenario;
      readonly read: Playable;
      readonly alarms: readonly WatchedAlarm[];
      /** The group and its configuration, or the alias that says how it shifts. */
      readonly walked: readonly Resource[];
    };

/**
 * Those that shift at once, that no alarm watches, or whose alarms certainly watch something else, are left to other checks.
 * @param minimum how much of the deployed function an alarm in scope sees, at least
 */
export function watchedDeployments(
  model: Model,
  minimum: AlarmLevel,
  settingsOf: (shifting: Shifting) => TrafficSettings,
): readonly WatchedDeployment[] {
  const readShift = shiftReader(model);
  return shiftingsOf(model).flatMap((shifting): readonly WatchedDeployment[] => {
    const read = readShift(shifting, settingsOf(shifting));
    const { schedule, alarms, walked, unknowns } = read;
    if (schedule?.kind === "all-at-once" || alarms?.length === 0 || namesMissing(read)) return [];
    if (!isPlayable(read)) {
      const known = unknowns.map(({ what, doubt, reason }) => ({
        message: `${what} is unknown`,
        because: doubt ?? reason,
        remedy: SAY_WHAT_IT_IS,
      }));
      return known.slice(0, 1).map((unknown) => ({ kind: "unknown", shifting, walked, ...unknown }));
    }
    const { scenario } = read;
    const watched = scenario.alarms.flatMap((alarm, place): readonly WatchedAlarm[] =>
      alarm.isWatched ? [{ alarm, place, scope: scopeOf(alarm, shifting, model, minimum) }] : [],
    );
    return watched.every(({ scope }) => scope === "out")
      ? []
      : [{ kind: "watched", shifting, scenario, read, alarms: watched, walked }];
  });
}

/** A deployment configuration that does not exist. */
function namesMissing(read: ReadShift): boolean {
  return !isRollout(read) && read.group?.configuration.state === "missing";
}

const say = "set the value that it depends on, or also audit the stack that defines it";
const SAY_WHAT_IT_IS: Advice = { cdk: say, sam: say, cloudformation: say };

function scopeOf(
  { alarm, doubt, rule }: ReadAlarm,
  shifting: Shifting,
  model: Model,
  minimum: AlarmLevel,
): WatchedAlarm["scope"] {
  const coverages = alarm === null ? null : sightsIn(alarm, shifting, model);
  if (coverages === null) return { because: doubt ?? ("reason" in rule ? rule.reason : "") };
  if (reaches(bestCoverage(coverages)?.level ?? null, minimum)) return "in";
  const open = coverages.map(({ because }) => because).find((because) => because !== null);
  return open === undefined ? "out" : { because: open ?? "" };
}

/** null where the function is unknown. */
function sightsIn(alarm: NonNullable<ReadAlarm["alarm"]>, shifting: Shifting, model: Model): readonly Coverage[] | null {
  const options = { trusted: [], mustTrigger: false };
  if (!isOfFunction(shifting)) return coveragesOfRollout(alarm, shifting, model, options);
  const { alias } = shifting;
  const { function: owner } = alias;
  return owner.state === "known" ? coveragesOf(alarm, { function: owner.value, alias }, model, options) : null;
}
