// What the alarms that can stop a deployment see of it, alarm by alarm.
import type { AlarmNode, RollbackAlarm } from "../alarms/alarm.ts";
import type { Model } from "../model.ts";
import type { Resource } from "../resource.ts";
import { mapValue, type Unresolved, type Value } from "../value.ts";
import { type SightOptions, sightsOf } from "./alarm-level.ts";
import type { GradualRollout, RolloutAlarm } from "./gradual-rollout.ts";
import { bestSight, type Sight, untold } from "./sight.ts";
import { sightsOfRollout } from "./state-machine-sight.ts";
import type { ShiftedAlias } from "./traffic-alias.ts";

export interface RollbackView {
  /** The alarm, for a person. */
  readonly name: string;
  /** null where it stands elsewhere or is not known. */
  readonly alarm: AlarmNode | null;
  readonly sights: readonly Sight[];
  /** The sight that shows the most, of those that can be told. */
  readonly best: Sight | null;
}

/** The alarms of the group that shifts the alias, without those that certainly are not there; unresolved where the list is. */
export function rollbackViewsOf(shifted: ShiftedAlias, model: Model, options: SightOptions): Value<readonly RollbackView[]> {
  const { group } = shifted;
  if (group.state === "unresolved") return group;
  return mapValue(model.alarmIndex.rollbackAlarmsOf(group.value), (entries) =>
    entries.flatMap((entry) => {
      const sights = sightsOfEntry(entry, shifted, model, options);
      const alarm = entry.alarm.state === "known" ? entry.alarm.value : null;
      const name = alarm?.resource.label ?? entry.name;
      return sights.length === 0 ? [] : [{ name, alarm, sights, best: bestSight(sights) }];
    }),
  );
}

/** The same of the alarms that a state machine alias names. */
export function viewsOfRollout(rollout: GradualRollout, model: Model, options: SightOptions): Value<readonly RollbackView[]> {
  return mapValue(rollout.alarms, (entries) => entries.flatMap((entry) => viewOfEntry(entry, rollout, model, options)));
}

function viewOfEntry(
  { name, alarm, isArn }: RolloutAlarm,
  rollout: GradualRollout,
  model: Model,
  options: SightOptions,
): readonly RollbackView[] {
  if (alarm.state === "missing" || alarm.state === "absent" || isArn) return [];
  if (alarm.state !== "known") {
    const sight = notKnown(alarm.state === "unresolved" ? alarm : definedElsewhere(`alarm ${name}`));
    return [{ name, alarm: null, sights: [sight], best: null }];
  }
  const sights = sightsOfRollout(alarm.value, rollout, model, options);
  return [{ name: alarm.value.resource.label, alarm: alarm.value, sights, best: bestSight(sights) }];
}

/** Everything that must exist for what is seen best. */
export function walkOfView({ alarm, best }: RollbackView): readonly Resource[] {
  return [...(alarm === null ? [] : [alarm.resource]), ...(best?.via ?? [])];
}

function sightsOfEntry(
  { name, alarm }: RollbackAlarm,
  { alias }: ShiftedAlias,
  model: Model,
  options: SightOptions,
): readonly Sight[] {
  if (alarm.state === "missing" || alarm.state === "absent") return [];
  if (alarm.state === "unresolved") return [notKnown(alarm)];
  if (alarm.state === "external") return [notKnown(definedElsewhere(`alarm ${name}`))];
  const owner = alias.function;
  if (owner.state === "unresolved") return [notKnown(owner)];
  if (owner.state !== "known") return [notKnown(definedElsewhere("the function of the alias"))];
  return sightsOf(alarm.value, { function: owner.value, alias }, model, options);
}

function notKnown(because: Unresolved | string): Sight {
  return untold("observes something that is not known", because);
}

function definedElsewhere(what: string): string {
  return `${what} is defined in none of the audited stacks; audit the stack that defines it together with these`;
}
