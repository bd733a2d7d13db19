// What the alarms that can stop a deployment see of it, alarm by alarm.
import type { AlarmNode, RollbackAlarm } from "../alarms/alarm.ts";
import type { Resource } from "../resource.ts";
import { mapValue, type Unresolved, type Value } from "../value.ts";
import { type CoverageOptions, type CoverageSources, coveragesOf } from "./alarm-level.ts";
import { bestCoverage, type Coverage, undetermined } from "./coverage.ts";
import type { GradualRollout, RolloutAlarm } from "./gradual-rollout.ts";
import { coveragesOfRollout } from "./state-machine-coverage.ts";
import type { ShiftedAlias } from "./traffic-alias.ts";

export interface RollbackView {
  /** The alarm, for a person. */
  readonly name: string;
  /** null if it is not in the audited stacks or is unknown. */
  readonly alarm: AlarmNode | null;
  readonly coverages: readonly Coverage[];
  /** The coverage that shows the most, of those that are determined. */
  readonly best: Coverage | null;
}

/** The alarms of the group that shifts the alias, without those that certainly are not there; unresolved where the list is. */
export function rollbackViewsOf(
  shifted: ShiftedAlias,
  model: CoverageSources,
  options: CoverageOptions,
): Value<readonly RollbackView[]> {
  const { group } = shifted;
  if (group.state === "unresolved") return group;
  return mapValue(model.alarmIndex.rollbackAlarmsOf(group.value), (entries) =>
    entries.flatMap((entry) => {
      const coverages = coveragesOfEntry(entry, shifted, model, options);
      const alarm = entry.alarm.state === "known" ? entry.alarm.value : null;
      const name = alarm?.resource.label ?? entry.name;
      return coverages.length === 0 ? [] : [{ name, alarm, coverages, best: bestCoverage(coverages) }];
    }),
  );
}

/** The same of the alarms that a state machine alias names. */
export function viewsOfRollout(
  rollout: GradualRollout,
  model: CoverageSources,
  options: CoverageOptions,
): Value<readonly RollbackView[]> {
  return mapValue(rollout.alarms, (entries) => entries.flatMap((entry) => viewOfEntry(entry, rollout, model, options)));
}

function viewOfEntry(
  { name, alarm, isArn }: RolloutAlarm,
  rollout: GradualRollout,
  model: CoverageSources,
  options: CoverageOptions,
): readonly RollbackView[] {
  if (alarm.state === "missing" || alarm.state === "absent" || isArn) return [];
  if (alarm.state !== "known") {
    const coverage = notKnown(alarm.state === "unresolved" ? alarm : definedElsewhere(`alarm ${name}`));
    return [{ name, alarm: null, coverages: [coverage], best: null }];
  }
  const coverages = coveragesOfRollout(alarm.value, rollout, model, options);
  return [{ name: alarm.value.resource.label, alarm: alarm.value, coverages, best: bestCoverage(coverages) }];
}

/** Everything that must exist for what is seen best. */
export function walkOfView({ alarm, best }: RollbackView): readonly Resource[] {
  return [...(alarm === null ? [] : [alarm.resource]), ...(best?.via ?? [])];
}

function coveragesOfEntry(
  { name, alarm }: RollbackAlarm,
  { alias }: ShiftedAlias,
  model: CoverageSources,
  options: CoverageOptions,
): readonly Coverage[] {
  if (alarm.state === "missing" || alarm.state === "absent") return [];
  if (alarm.state === "unresolved") return [notKnown(alarm)];
  if (alarm.state === "external") return [notKnown(definedElsewhere(`alarm ${name}`))];
  const owner = alias.function;
  if (owner.state === "unresolved") return [notKnown(owner)];
  if (owner.state !== "known") return [notKnown(definedElsewhere("the function of the alias"))];
  return coveragesOf(alarm.value, { function: owner.value, alias }, model, options);
}

function notKnown(because: Unresolved | string): Coverage {
  return undetermined("watches something unknown", because);
}

function definedElsewhere(what: string): string {
  return `${what} is not defined in the audited stacks; also audit the stack that defines it`;
}
