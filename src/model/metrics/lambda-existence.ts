// Whether Lambda publishes a series whose dimensions are of a set that it has: what the values say of function and alias.

import type { AlarmNode, MetricSeries } from "../alarms/alarm.ts";
import type { WithFunctions } from "../functions/function.ts";
import type { WithSystem } from "../system.ts";
import { missingInWords } from "../system.ts";
import { known } from "../value.ts";
import { externalInWords, logicalIdOf } from "./dimension-target.ts";
import { readLambdaSeries } from "./lambda-series.ts";
import type { SeriesJudgement } from "./series-judgement.ts";

/** @param what how such a series is published, a sentence of its own */
export function judgeLambdaSeries(
  series: MetricSeries,
  alarm: AlarmNode,
  what: string,
  model: WithFunctions & WithSystem,
): SeriesJudgement {
  const read = readLambdaSeries(series, alarm, model);
  switch (read.kind) {
    case "account":
      return { kind: "published", what, via: [] };
    case "published": {
      const via = read.alias === null ? [read.function.resource] : [read.function.resource, read.alias.resource];
      return { kind: "published", what: `${what}; it is about ${read.function.resource.label}`, via };
    }
    case "nothing":
      return { kind: "never", reason: read.reason, via: [read.function.resource] };
    case "unresolved":
      if (read.doubt.elsewhere !== true) return { kind: "unresolved", because: read.doubt, via: [] };
      return judgeForeign(series, alarm, what, model);
    default:
      return judgeForeign(series, alarm, what, model);
  }
}

/** A function that is not defined in the audited stacks: the text alone decides. */
function judgeForeign(
  { dimensions }: MetricSeries,
  { resource: alarm }: AlarmNode,
  what: string,
  model: WithFunctions & WithSystem,
): SeriesJudgement {
  const { system, functionIndex } = model;
  const given = dimensions.state === "known" ? dimensions.value : new Map<string, string>();
  const name = given.get("FunctionName") ?? "";
  const target = functionIndex.find(known(name), alarm.stack);
  const never = (reason: string): SeriesJudgement => ({ kind: "never", reason, via: [] });
  if (target.state === "missing") return never(`its FunctionName refers to ${missingInWords(target)}`);
  const shown = system.symbols.display(name);
  if (name.includes(":")) {
    const flaw = name.startsWith("arn:") ? "an ARN" : "a qualified name";
    return never(`its FunctionName is ${flaw} (${shown}), under which Lambda publishes nothing`);
  }
  const mistaken = logicalIdOf("FunctionName", name, ["AWS::Lambda::Function"], alarm.stack, system);
  if (mistaken?.kind === "never") return mistaken;
  const resource = given.get("Resource");
  system.resolver.weigh(resource ?? "", ["arn:aws:lambda:"]);
  if (resource?.startsWith("arn:") === true)
    return never(`its Resource is an ARN (${system.symbols.display(resource)}), under which Lambda publishes nothing`);
  return { kind: "published", what: `${what}; ${externalInWords(shown)}`, via: [] };
}
