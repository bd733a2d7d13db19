// Alarms that name a unit: CloudWatch converts none, so only data that is published in it counts.
import { expect, test } from "vitest";
import { alarm, dimensions, saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";

const ofLambda = (MetricName: string, Unit: Json): JsonObject => ({
  Watch: alarm({ Namespace: "AWS/Lambda", MetricName, Unit, Dimensions: dimensions({ FunctionName: "greeter" }) }),
});

test("the unit of a metric of Lambda", async () => {
  expect(
    await saidOfEach(
      "alarm-metric",
      {
        "Duration in milliseconds": ofLambda("Duration", "Milliseconds"),
        "Duration in seconds": ofLambda("Duration", "Seconds"),
        "Duration counted": ofLambda("Duration", "Count"),
        "Duration in an open unit": ofLambda("Duration", { Ref: "Open" }),
        "Errors counted": ofLambda("Errors", "Count"),
        "Errors in milliseconds": ofLambda("Errors", "Milliseconds"),
        "a metric whose unit is not listed": ofLambda("OffsetLag", "Count"),
      },
      "Watch",
    ),
  ).toMatchInlineSnapshot(`
    {
      "Duration counted": [
        "fail Watch: never has data: its Unit is Count, and Lambda publishes Duration in Milliseconds",
      ],
      "Duration in an open unit": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "Duration in milliseconds": [
        "pass Watch: Lambda publishes Duration with FunctionName; it is about Greeter",
      ],
      "Duration in seconds": [
        "fail Watch: never has data: its Unit is Seconds, and Lambda publishes Duration in Milliseconds",
      ],
      "Errors counted": [
        "pass Watch: Lambda publishes Errors with FunctionName; it is about Greeter",
      ],
      "Errors in milliseconds": [
        "fail Watch: never has data: its Unit is Milliseconds, and Lambda publishes Errors in Count",
      ],
      "a metric whose unit is not listed": [
        "pass Watch: Lambda publishes OffsetLag with FunctionName; it is about Greeter",
      ],
    }
  `);
});

test("the unit of another service's metric", async () => {
  const ofQueue = (MetricName: string, Unit: string): JsonObject => ({
    Jobs: { Type: "AWS::SQS::Queue" },
    Watch: alarm({
      ...{ Namespace: "AWS/SQS", MetricName, Unit },
      Dimensions: dimensions({ QueueName: { "Fn::GetAtt": ["Jobs", "QueueName"] } }),
    }),
  });
  expect(
    await saidOfEach(
      "alarm-metric",
      {
        "age in seconds": ofQueue("ApproximateAgeOfOldestMessage", "Seconds"),
        "age in milliseconds": ofQueue("ApproximateAgeOfOldestMessage", "Milliseconds"),
        "messages in bytes": ofQueue("NumberOfMessagesSent", "Bytes"),
      },
      "Watch",
    ),
  ).toMatchInlineSnapshot(`
    {
      "age in milliseconds": [
        "fail Watch: never has data: its Unit is Milliseconds, and SQS publishes ApproximateAgeOfOldestMessage in Seconds",
      ],
      "age in seconds": [
        "pass Watch: SQS publishes ApproximateAgeOfOldestMessage with QueueName; it is about Jobs",
      ],
      "messages in bytes": [
        "fail Watch: never has data: its Unit is Bytes, and SQS publishes NumberOfMessagesSent in Count",
      ],
    }
  `);
});
