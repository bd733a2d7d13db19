// The traffic of an alias that only schedules invoke.
import { invokersOf } from "../model/deployments/alias-invokers.ts";
import type { ShiftedAlias } from "../model/deployments/traffic-alias.ts";
import type { Invocation } from "../model/invocations/invocation.ts";
import { firingsPerMinute } from "../model/invocations/schedule-rate.ts";
import type { Model } from "../model/model.ts";

/** Requests a minute, on average; null where something else invokes it, or may, or a schedule's times are unknown. */
export function scheduledRate({ alias }: ShiftedAlias, model: Model): number | null {
  if (alias.function.state !== "known") return null;
  const { throughAlias, isOpen } = invokersOf({ function: alias.function.value, alias }, model);
  if (throughAlias.length === 0 || isOpen) return null;
  const rates = throughAlias.map(rateOfInvoker);
  const total = rates.reduce<number>((sum, rate) => sum + (rate ?? Number.NaN), 0);
  return Number.isFinite(total) && total > 0 ? total : null;
}

const SCHEDULED: readonly string[] = ["rule", "schedule"];

function rateOfInvoker({ kind, resource, enabled }: Invocation): number | null {
  if (!SCHEDULED.includes(kind) || enabled.state !== "known") return null;
  if (!resource.property("EventPattern").isAbsent) return null;
  const expression = resource.property("ScheduleExpression").text();
  return expression.state === "known" ? firingsPerMinute(expression.value) : null;
}
