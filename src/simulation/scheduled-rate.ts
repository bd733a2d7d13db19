// The traffic of an alias that only schedules invoke.
import { invokersOf } from "../model/deployments/alias-invokers.ts";
import type { ShiftedAlias } from "../model/deployments/traffic-alias.ts";
import type { Invocation } from "../model/invocations/invocation.ts";
import { firesByTheHour, firingsPerMinute } from "../model/invocations/schedule-rate.ts";
import type { Model } from "../model/model.ts";
import { type Known, known, type Unresolved, unresolved } from "../model/value.ts";

/**
 * Requests a minute, on average; unresolved where that depends on the hour; null where something else invokes it, or may, or a schedule's
 * times are unknown.
 */
export function scheduledRate({ alias }: ShiftedAlias, model: Model): Known<number> | Unresolved | null {
  if (alias.function.state !== "known") return null;
  const { throughAlias, isOpen } = invokersOf({ function: alias.function.value, alias }, model);
  if (throughAlias.length === 0 || isOpen) return null;
  const rates = throughAlias.map(rateOfInvoker);
  const total = rates.reduce<number>((sum, rate) => sum + (rate ?? Number.NaN), 0);
  if (!Number.isFinite(total) || total <= 0) return null;
  const byTheHour = throughAlias.flatMap(expressionOf).find(firesByTheHour);
  return byTheHour === undefined ? known(total) : unresolved(`schedule ${byTheHour} fires only at some hours or on some days`);
}

const SCHEDULED: readonly string[] = ["rule", "schedule"];

function rateOfInvoker(invocation: Invocation): number | null {
  const { kind, resource, enabled } = invocation;
  if (!SCHEDULED.includes(kind) || enabled.state !== "known") return null;
  if (!resource.property("EventPattern").isAbsent) return null;
  const [expression] = expressionOf(invocation);
  return expression === undefined ? null : firingsPerMinute(expression);
}

function expressionOf({ resource }: Invocation): readonly string[] {
  const expression = resource.property("ScheduleExpression").text();
  return expression.state === "known" ? [expression.value] : [];
}
