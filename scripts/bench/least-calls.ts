// How many calls a live run needs at least: one a page of what comes in batches, one each of what comes alone.
import type { Ask, AskKind, MetricAsk } from "../../src/model/observed/ask.ts";
import type { Action } from "../../src/sources/live/actions.ts";
import { MANY } from "../../src/sources/live/lambda-pages.ts";

/**
 * @param asks all about one account and region, functions with one version and groups of one application with a deployment each
 * @param resources of one stack
 */
export function leastCalls(asks: readonly Ask[], resources: number): ReadonlyMap<Action, number> {
  const count = (kind: AskKind): number => asks.filter((ask) => ask.kind === kind).length;
  const pages = (kind: AskKind, size: number): number => Math.ceil(count(kind) / size);
  const [functions, versions] = [count("function"), count("versions")];
  // A page has fifty functions, or versions of them; fewer questions are asked one by one.
  const isListed = functions + versions >= MANY;
  const listing = Math.ceil((functions + (versions > 0 ? functions : 0)) / 50);
  const isListedTogether = count("deployments") >= 20;
  const calls: readonly (readonly [Action, number])[] = [
    ["sts:GetCallerIdentity", 1],
    ["cloudformation:DescribeStacks", 1],
    ["cloudformation:GetTemplate", 1],
    ["cloudformation:ListStackResources", Math.ceil(resources / 100)],
    ["lambda:ListFunctions", isListed ? listing : 0],
    ["lambda:GetFunctionConfiguration", isListed ? 0 : functions],
    ["lambda:ListAliases", count("aliases")],
    ["lambda:ListVersionsByFunction", isListed ? 0 : versions],
    ["lambda:GetFunctionEventInvokeConfig", count("event-invoke-config")],
    ["lambda:GetAccountSettings", Math.min(1, count("account-settings"))],
    ["codedeploy:BatchGetDeploymentGroups", pages("deployment-group", 100) + (isListedTogether ? pages("deployments", 100) : 0)],
    ["codedeploy:ListDeployments", isListedTogether ? pages("deployments", 100) : count("deployments")],
    ["codedeploy:BatchGetDeployments", pages("deployments", 25)],
    ["codedeploy:GetDeploymentConfig", count("deployment-configuration")],
    ["cloudwatch:DescribeAlarms", pages("alarm", 100)],
    ["cloudwatch:GetMetricData", metricCalls(asks.filter((ask) => ask.kind === "metric"))],
    ["tag:GetResources", pages("tags", 100)],
  ];
  return new Map(calls.filter(([, number]) => number > 0));
}

/** A call has one window. */
function metricCalls(asks: readonly MetricAsk[]): number {
  const windows = new Map<number, { series: number; points: number }>();
  for (const { windowSeconds, periodSeconds } of asks) {
    const { series, points } = windows.get(windowSeconds) ?? { series: 0, points: 0 };
    windows.set(windowSeconds, { series: series + 1, points: points + Math.ceil(windowSeconds / periodSeconds) });
  }
  const calls = [...windows.values()].map(({ series, points }) => Math.ceil(Math.max(series / 500, points / 100_800)));
  return calls.reduce((sum, each) => sum + each, 0);
}
