// The units of published metrics: CloudWatch does not convert units, so an alarm with another Unit has no data.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
import type { Value } from "../value.ts";
import type { SeriesJudgement } from "./series-judgement.ts";

const COUNTED: Readonly<Record<string, readonly string[]>> = {
  "AWS/Lambda": [
    "AsyncEventsDropped",
    "AsyncEventsReceived",
    "ConcurrentExecutions",
    "DeadLetterErrors",
    "DestinationDeliveryFailures",
    "Errors",
    "Invocations",
    "Throttles",
  ],
  "AWS/ApiGateway": ["4XXError", "4xx", "5XXError", "5xx", "Count"],
  "AWS/SQS": [
    "ApproximateNumberOfMessagesDelayed",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesVisible",
    "NumberOfMessagesDeleted",
    "NumberOfMessagesReceived",
    "NumberOfMessagesSent",
  ],
};

const TIMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "AWS/Lambda": { Duration: "Milliseconds", IteratorAge: "Milliseconds", AsyncEventAge: "Milliseconds" },
  "AWS/ApiGateway": { Latency: "Milliseconds", IntegrationLatency: "Milliseconds" },
  "AWS/SQS": { ApproximateAgeOfOldestMessage: "Seconds" },
};

/** `Count`, `Milliseconds`, …; null for a metric that is not in the lists. */
export function publishedUnit(namespace: string, metric: string): string | null {
  if (new Map(Object.entries(COUNTED)).get(namespace)?.includes(metric)) return "Count";
  const timed = new Map(Object.entries(TIMED)).get(namespace);
  return new Map(Object.entries(timed ?? {})).get(metric) ?? null;
}

/** null where an alarm with that unit takes the data of the metric, or the metric's unit is unknown. */
export function judgeUnit(unit: Value<string>, namespace: string, metric: string, service: string): SeriesJudgement | null {
  const published = publishedUnit(namespace, metric);
  if (published === null || unit.state === "absent") return null;
  const flaw = { kind: "unit" } as const;
  if (unit.state === "unresolved") return { kind: "unresolved", because: unit, via: [], flaw };
  if (unit.value === published) return null;
  const reason = `its Unit is ${unit.value}, and ${service} publishes ${metric} in ${published}`;
  return { kind: "never", reason, via: [], flaw };
}
