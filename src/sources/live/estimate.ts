// How many calls questions take at most, and how long that takes at the rates of the services.
import type { Ask, AskKind } from "../../model/observed/ask.ts";
import { type Action, rateOf } from "./actions.ts";
import { grouped } from "./collector.ts";

interface Cost {
  readonly action: Action;
  /** Questions that one call answers. */
  readonly aCall: number;
}

const COSTS: Readonly<Record<AskKind, readonly Cost[]>> = {
  function: [{ action: "lambda:GetFunctionConfiguration", aCall: 1 }],
  aliases: [{ action: "lambda:ListAliases", aCall: 1 }],
  versions: [{ action: "lambda:ListVersionsByFunction", aCall: 1 }],
  "event-invoke-config": [{ action: "lambda:GetFunctionEventInvokeConfig", aCall: 1 }],
  "account-settings": [{ action: "lambda:GetAccountSettings", aCall: 1 }],
  "deployment-group": [{ action: "codedeploy:BatchGetDeploymentGroups", aCall: 100 }],
  deployments: [
    { action: "codedeploy:ListDeployments", aCall: 1 },
    { action: "codedeploy:BatchGetDeployments", aCall: 1 },
  ],
  "deployment-configuration": [{ action: "codedeploy:GetDeploymentConfig", aCall: 1 }],
  alarm: [{ action: "cloudwatch:DescribeAlarms", aCall: 100 }],
  metric: [{ action: "cloudwatch:GetMetricData", aCall: 100 }],
  // Each call brings a hundred thousand values, which take a second.
  "metric-history": [{ action: "cloudwatch:GetMetricData", aCall: 0.1 }],
  tags: [{ action: "tag:GetResources", aCall: 100 }],
};

/** The slowest service decides: the others are asked meanwhile. */
export function secondsFor(asks: readonly Ask[]): number {
  const seconds = new Map<string, number>();
  for (const [kind, own] of grouped(asks, (ask) => ask.kind))
    for (const { action, aCall } of COSTS[kind as AskKind]) {
      const { group, perSecond } = rateOf(action);
      seconds.set(group, (seconds.get(group) ?? 0) + Math.ceil(own.length / aCall) / perSecond);
    }
  return Math.max(0, ...seconds.values());
}
