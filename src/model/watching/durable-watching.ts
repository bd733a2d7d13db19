// Durable functions: an execution can fail although all of its invocations succeed, and the opposite.
import { durabilityOf } from "../functions/durable.ts";
import type { FunctionNode } from "../functions/function.ts";
import { type Unresolved, unresolved } from "../value.ts";
import type { Watchers } from "./watching.ts";

/** Of a durable function the alarms on failed executions; one on errors of its invocations alone leaves open whether it watches them. */
export function withExecutions(errors: Watchers, executions: (node: FunctionNode) => Watchers, node: FunctionNode): Watchers {
  const durability = durabilityOf(node);
  if (durability.state === "absent") return errors;
  const own = executions(node);
  const because = durability.state === "unresolved" ? durability : null;
  const doubts = errors.watches.map(({ alarm, what }) => ({ resource: alarm.resource, because: because ?? onlyErrors(what) }));
  return {
    watches: own.watches,
    doubts: [...own.doubts, ...doubts, ...errors.doubts],
    misses: [...own.misses, ...errors.misses],
  };
}

function onlyErrors(what: string): Unresolved {
  return unresolved(`its alarm watches ${what}, but failures of a durable function are counted by DurableExecutionFailed`);
}
