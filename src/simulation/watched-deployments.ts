// The deployments that shift their traffic step by step while alarms watch them, and which of the alarms observe what is deployed.
import { sightsOf } from "../model/deployments/alarm-level.ts";
import { type AlarmLevel, bestSight, reaches } from "../model/deployments/sight.ts";
import type { ShiftedAlias } from "../model/deployments/traffic-alias.ts";
import type { Model } from "../model/model.ts";
import type { Resource } from "../model/resource.ts";
import type { Unresolved } from "../model/value.ts";
import type { Advice } from "./explain.ts";
import type { ReadAlarm } from "./read/alarms.ts";
import { deploymentReader, type ReadDeployment, type ReadScenario, type TrafficSettings } from "./read/deployment.ts";

/** An alarm that CodeDeploy watches. */
export interface WatchedAlarm {
  readonly alarm: ReadAlarm;
  /** In the scenario's list. */
  readonly place: number;
  /** Whether it observes what is being deployed; a doubt where that cannot be told. */
  readonly scope: "in" | "out" | { readonly because: Unresolved | string };
}

export type WatchedDeployment =
  | {
      readonly kind: "unknown";
      readonly shifted: ShiftedAlias;
      readonly message: string;
      readonly because: Unresolved | string;
      /** What to do about it. */
      readonly remedy: Advice;
      readonly walked: readonly Resource[];
    }
  | {
      readonly kind: "watched";
      readonly shifted: ShiftedAlias;
      readonly scenario: ReadScenario;
      readonly read: ReadDeployment & { readonly scenario: ReadScenario };
      readonly alarms: readonly WatchedAlarm[];
      /** The group and its configuration. */
      readonly walked: readonly Resource[];
    };

/**
 * Those that shift at once, that no alarm watches, or whose alarms certainly watch something else, are left to other checks.
 * @param minimum how much of the deployed function an alarm in scope sees, at least
 */
export function watchedDeployments(
  model: Model,
  minimum: AlarmLevel,
  settingsOf: (shifted: ShiftedAlias) => TrafficSettings,
): readonly WatchedDeployment[] {
  const readDeployment = deploymentReader(model);
  return model.shiftedAliases.flatMap((shifted): readonly WatchedDeployment[] => {
    const read = readDeployment(shifted, settingsOf(shifted));
    const { scenario, schedule, alarms, walked, unknowns, group } = read;
    if (schedule?.kind === "all-at-once" || alarms?.length === 0 || group?.configuration.state === "missing") return [];
    if (scenario === null) {
      const known = unknowns.map(({ what, doubt, reason }) => ({
        message: `${what} is not known`,
        because: doubt ?? reason,
        remedy: SAY_WHAT_IT_IS,
      }));
      return known.slice(0, 1).map((unknown) => ({ kind: "unknown", shifted, walked, ...unknown }));
    }
    const watched = scenario.alarms.flatMap((alarm, place): readonly WatchedAlarm[] =>
      alarm.isWatched ? [{ alarm, place, scope: scopeOf(alarm, shifted, model, minimum) }] : [],
    );
    return watched.every(({ scope }) => scope === "out")
      ? []
      : [{ kind: "watched", shifted, scenario, read: { ...read, scenario }, alarms: watched, walked }];
  });
}

const say = "give the value that it depends on, or audit the stack that defines it together with these";
const SAY_WHAT_IT_IS: Advice = { cdk: say, sam: say, cloudformation: say };

function scopeOf(
  { alarm, doubt, rule }: ReadAlarm,
  { alias }: ShiftedAlias,
  model: Model,
  minimum: AlarmLevel,
): WatchedAlarm["scope"] {
  const { function: owner } = alias;
  if (alarm === null || owner.state !== "known") return { because: doubt ?? ("reason" in rule ? rule.reason : "") };
  const sights = sightsOf(alarm, { function: owner.value, alias }, model, { trusted: [], mustTrigger: false });
  if (reaches(bestSight(sights)?.level ?? null, minimum)) return "in";
  const open = sights.map(({ because }) => because).find((because) => because !== null);
  return open === undefined ? "out" : { because: open ?? "" };
}
