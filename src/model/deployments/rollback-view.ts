// What the alarms that can stop a deployment see of it, alarm by alarm.
import type { AlarmNode, RollbackAlarm, WithAlarms } from "../alarms/alarm.ts";
import type { WithApis } from "../apis/api.ts";
import type { WithInvocationsByApi } from "../apis/api-traffic.ts";
import type { WithFunctions } from "../functions/function.ts";
import type { WithInvocations } from "../invocations/invocation.ts";
import type { WithSeriesExistence } from "../metrics/series-existence.ts";
import type { WithReferences } from "../resolve/references.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import { mapValue, type Unresolved, type Value } from "../value.ts";
import type { WithLogMetrics } from "../watching/log-metrics.ts";
import { type CoverageOptions, coveragesOf } from "./alarm-level.ts";
import { bestCoverage, type Coverage, undetermined } from "./coverage.ts";
import type { GradualRollout, RolloutAlarm } from "./gradual-rollout.ts";
import { coveragesOfRollout } from "./state-machine-coverage.ts";
import type { ShiftedAlias } from "./traffic-alias.ts";

/** What the answers are read from. */
type Linked = WithAlarms &
  WithApis &
  WithFunctions &
  WithInvocations &
  WithInvocationsByApi &
  WithLogMetrics &
  WithReferences &
  WithSeriesExistence &
  WithSystem;

export interface RollbackView {
  /** The alarm, for a person. */
  readonly name: string;
  /** null where it stands elsewhere or is not known. */
  readonly alarm: AlarmNode | null;
  readonly coverages: readonly Coverage[];
  /** The coverage that shows the most, of those that are determined. */
  readonly best: Coverage | null;
}

/** The alarms of the group that shifts the alias, without those that certainly are not there; unresolved where the list is. */
export function rollbackViewsOf(shifted: ShiftedAlias, model: Linked, options: CoverageOptions): Value<readonly RollbackView[]> {
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
export function viewsOfRollout(rollout: GradualRollout, model: Linked, options: CoverageOptions): Value<readonly RollbackView[]> {
  return mapValue(rollout.alarms, (entries) => entries.flatMap((entry) => viewOfEntry(entry, rollout, model, options)));
}

function viewOfEntry(
  { name, alarm, isArn }: RolloutAlarm,
  rollout: GradualRollout,
  model: Linked,
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
  model: Linked,
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
  return undetermined("observes something that is not known", because);
}

function definedElsewhere(what: string): string {
  return `${what} is defined in none of the audited stacks; audit the stack that defines it together with these`;
}
