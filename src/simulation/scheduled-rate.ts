// The traffic of an alias, of a function or a state machine, that only schedules invoke.
import { invokersOf } from "../model/deployments/alias-invokers.ts";
import type { GradualRollout } from "../model/deployments/gradual-rollout.ts";
import { isOfFunction, type Shifting } from "../model/deployments/shifting.ts";
import { firesByTheHour, firingsPerMinute } from "../model/invocations/schedule-rate.ts";
import { aliasStartersOf } from "../model/invocations/state-machine-starts.ts";
import type { Model } from "../model/model.ts";
import type { Resource } from "../model/resource.ts";
import { type Known, known, type Unresolved, unresolved } from "../model/value.ts";

/**
 * Requests a minute, on average; unresolved where that depends on the hour; null where something else invokes it, or may, or a schedule's
 * times are unknown.
 */
export function scheduledRate(shifting: Shifting, model: Model): Known<number> | Unresolved | null {
  const schedules = schedulesOf(shifting, model);
  if (schedules === null || schedules.length === 0) return null;
  const expressions = schedules.map(expressionOf);
  const total = expressions.reduce<number>((sum, each) => sum + (firingsPerMinute(each) ?? Number.NaN), 0);
  if (!Number.isFinite(total) || total <= 0) return null;
  const byTheHour = expressions.find(firesByTheHour);
  return byTheHour === undefined ? known(total) : unresolved(`schedule ${byTheHour} fires only at some hours or on some days`);
}

/** null where not only schedules invoke it. */
function schedulesOf(shifting: Shifting, model: Model): readonly Resource[] | null {
  if (!isOfFunction(shifting)) return schedulesOfMachine(shifting, model);
  const { alias } = shifting;
  if (alias.function.state !== "known") return null;
  const { throughAlias, isOpen } = invokersOf({ function: alias.function.value, alias }, model);
  const areSchedules = throughAlias.every(
    ({ kind, enabled }) => ["rule", "schedule"].includes(kind) && enabled.state === "known",
  );
  return isOpen || !areSchedules ? null : throughAlias.map(({ resource }) => resource);
}

const SCHEDULES: readonly string[] = ["AWS::Events::Rule", "AWS::Scheduler::Schedule"];

function schedulesOfMachine({ machine, resource }: GradualRollout, { system }: Model): readonly Resource[] | null {
  const starters = machine.state === "known" ? aliasStartersOf(machine.value, resource, system) : null;
  const isSchedule = (each: Resource): boolean =>
    SCHEDULES.includes(each.type) && each.property("State").text().state !== "unresolved";
  return starters?.every(isSchedule) === true ? starters : null;
}

/** Empty where there is none or it is unknown. */
function expressionOf(resource: Resource): string {
  const expression = resource.property("ScheduleExpression").text();
  return expression.state === "known" && resource.property("EventPattern").isAbsent ? expression.value : "";
}
