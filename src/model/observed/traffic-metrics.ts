// The metrics of an alias's requests and failures: for rates, baselines and backtests.
import type { GradualRollout } from "../deployments/gradual-rollout.ts";
import { isOfFunction, type Shifting } from "../deployments/shifting.ts";
import { type Known, known, mapKnown, type Unresolved, unresolved } from "../value.ts";
import { type Series, seriesOfAlias } from "./series.ts";

export interface TrafficMetrics {
  readonly series: Series;
  /** Names of metrics; the Sum of each counts. */
  readonly requests: string;
  readonly failures: string;
}

/** Unresolved where the name under which it is deployed is unknown. */
export function trafficMetricsOf(shifting: Shifting): Known<TrafficMetrics> | Unresolved {
  if (isOfFunction(shifting))
    return mapKnown(seriesOfAlias(shifting.alias), (series) => ({ series, requests: "Invocations", failures: "Errors" }));
  return executionsOf(shifting);
}

const ALIAS_ARN = /^(arn:[^:]+:states:[^:]*:[^:]*:stateMachine:[^:]+):([^:]+)$/;

/** Step Functions publishes the metrics of executions also by the alias that started them: `StateMachineArn` with `Alias`, its name. */
function executionsOf({ resource }: GradualRollout): Known<TrafficMetrics> | Unresolved {
  const [, machine, alias] = ALIAS_ARN.exec(resource.facts.physicalId ?? "") ?? [];
  if (machine === undefined || alias === undefined) return unresolved(`the ARN of ${resource.label} is unknown`);
  const dimensions = [["Alias", alias] as const, ["StateMachineArn", machine] as const];
  const series = { stack: resource.stack.name, namespace: "AWS/States", dimensions };
  return known({ series, requests: "ExecutionsStarted", failures: "ExecutionsFailed" });
}
