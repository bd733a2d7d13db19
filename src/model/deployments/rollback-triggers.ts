// CloudFormation's rollback triggers: the alarms on which it rolls a whole operation on a live stack back.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-rollback-triggers.html
import type { RollbackAlarm, WithAlarms } from "../alarms/alarm.ts";
import type { WithSeriesExistence } from "../metrics/series-existence.ts";
import { alarmNameIn } from "../observed/physical-name.ts";
import type { Stack } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import { known } from "../value.ts";
import { inMinutes } from "./configuration-deployment.ts";
import type { ListFlaw } from "./rollback-list.ts";

export interface RollbackTriggers {
  readonly stack: Stack;
  /** For which CloudFormation watches the alarms after an operation has deployed all resources. */
  readonly monitoringMinutes: number;
  readonly triggers: readonly Omit<RollbackAlarm, "group">[];
}

export interface WithStackRollbacks {
  /** The alarms on which CloudFormation rolls operations on live stacks back. */
  readonly stackRollbacks: readonly RollbackTriggers[];
}

export function linkRollbackTriggers({ system, alarmIndex }: WithAlarms & WithSystem): readonly RollbackTriggers[] {
  return system.stacks.flatMap((stack): readonly RollbackTriggers[] => {
    const rollback = stack.facts.deployed?.rollback;
    if (rollback === undefined) return [];
    const triggers = rollback.triggers.map(({ arn }) => {
      const alarm = alarmIndex.find(known(arn), { stack });
      return { name: alarmNameIn(arn), alarm };
    });
    return [{ stack, monitoringMinutes: rollback.monitoringMinutes, triggers }];
  });
}

/** Those that work, where an operation on the stack is under way. */
export function soundTriggersOver(
  stack: Stack,
  model: WithSeriesExistence & WithStackRollbacks & WithSystem,
): RollbackTriggers | null {
  const over = triggersOver(stack, model);
  return over === null || flawsOfTriggers(over, model).length > 0 ? null : over;
}

/** The triggers of a stack, or of the one that it is nested in: its operations are part of that one's. */
function triggersOver({ facts }: Stack, model: WithStackRollbacks & WithSystem): RollbackTriggers | null {
  const own = model.stackRollbacks.find(({ stack }) => stack.name === facts.name);
  const above = facts.parent === null ? undefined : model.system.stack(facts.parent.stack);
  return own ?? (above === undefined ? null : triggersOver(above, model));
}

/** What keeps the alarms from rolling an operation back. */
export function flawsOfTriggers({ triggers }: RollbackTriggers, model: WithSeriesExistence): readonly ListFlaw[] {
  const faults = triggers.flatMap(({ name, alarm }): ListFlaw[] => {
    const message = `its rollback trigger ${name} does not exist: every operation on the stack fails`;
    return alarm.state === "missing" ? [{ message, because: null }] : [];
  });
  const blind = triggers.flatMap(({ alarm }): ListFlaw[] => {
    if (alarm.state !== "known") return [];
    const never = model.seriesExistence.of(alarm.value).find((each) => each.kind === "never");
    if (never === undefined) return [];
    const message = `its rollback trigger ${alarm.value.resource.label} never has data: ${never.reason}`;
    return [{ message, because: null, kind: "never has data" }];
  });
  const doubts = triggers.flatMap(({ name, alarm }) => {
    const because = alarm.state === "unresolved" ? alarm : alarm.state === "external" ? NOT_LOOKED_UP : null;
    return because === null ? [] : [{ message: `its rollback trigger ${name} is unknown`, because }];
  });
  return [...faults, ...blind, ...doubts];
}

const NOT_LOOKED_UP = "it was not looked up (alarms of another account or region cannot be)";

/** For a person, completing "it …". */
export function triggersInWords({ triggers, monitoringMinutes: minutes }: RollbackTriggers): string {
  const count = triggers.length;
  const alarms = count === 1 ? `rollback trigger ${labelOf(triggers)}` : `one of ${count} rollback triggers`;
  const until =
    minutes === 0 ? "watched only while the operation runs" : `watched until ${inMinutes(minutes)} after the operation`;
  return `an operation on the stack is rolled back when ${alarms} enters ALARM, ${until}`;
}

/** The first alarm, by its label where it is known. */
function labelOf([first]: RollbackTriggers["triggers"]): string {
  return first?.alarm.state === "known" ? first.alarm.value.resource.label : (first?.name ?? "");
}
