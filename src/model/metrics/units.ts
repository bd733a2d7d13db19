// The units of what services publish: an alarm with another Unit gets no data, since CloudWatch converts none.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html

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
