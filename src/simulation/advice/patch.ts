// One edit of a template.
import type { Json, Path } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import type { ThresholdRule } from "../scenario.ts";

/** `path` is below the resource; `append` adds to the list there, `add` adds the resource. */
export interface Patch {
  readonly op: "set" | "append" | "add";
  readonly stack: string;
  readonly logicalId: string;
  readonly path: Path;
  /** JSON. */
  readonly value: unknown;
}

export function set({ stack, logicalId }: Pick<Resource, "stack" | "logicalId">, path: Path, value: Json): Patch {
  return { op: "set", stack: stack.name, logicalId, path: ["Properties", ...path], value };
}

/** A new alarm of one-minute periods on a metric. */
export function alarmPatch(stack: string, logicalId: string, metric: object, rule: ThresholdRule): Patch {
  const { evaluationPeriods, datapointsToAlarm, threshold, comparison, missing } = rule;
  const properties = {
    ...metric,
    Period: 60,
    EvaluationPeriods: evaluationPeriods,
    DatapointsToAlarm: datapointsToAlarm,
    Threshold: threshold,
    ComparisonOperator: comparison,
    TreatMissingData: missing,
  };
  return { op: "add", stack, logicalId, path: [], value: { Type: "AWS::CloudWatch::Alarm", Properties: properties } };
}
