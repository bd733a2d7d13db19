// What a description claims, held to an alarm whose numbers the template leaves open, lacks, or hides in an expression.
import { expect, test } from "vitest";
import { alarm, math, saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";

const described = (AlarmDescription: Json, properties: JsonObject = {}): JsonObject => ({
  Watch: alarm({ Namespace: "AWS/Lambda", MetricName: "Errors", AlarmDescription, ...properties }),
});
const without = (name: string, AlarmDescription: string): JsonObject =>
  described(AlarmDescription, { [name]: { Ref: "AWS::NoValue" } });
const said = (variants: Record<string, JsonObject>) => saidOfEach("alarm-text", variants, "Watch");

test("thresholds", async () => {
  expect(
    await said({
      "that fits": described("more than 5 errors", { Threshold: 5 }),
      "in thousands": described("more than 2k errors", { Threshold: 2000 }),
      "in words": described("at least 3 million requests", { Threshold: 3_000_000 }),
      another: described("more than 50 errors", { Threshold: 5 }),
      "the other way": described("more than 5 errors", { Threshold: 5, ComparisonOperator: "LessThanThreshold" }),
      "the right way": described("fewer than 5 errors", { Threshold: 5, ComparisonOperator: "LessThanThreshold" }),
      "of a band": described("more than 5 errors", { Threshold: 5, ComparisonOperator: "GreaterThanUpperThreshold" }),
      "that a parameter gives": described("more than 5 errors", { Threshold: { Ref: "Open" } }),
      "whose comparison a parameter gives": described("more than 5 errors", {
        Threshold: 5,
        ComparisonOperator: { Ref: "Open" },
      }),
      none: without("Threshold", "more than 5 errors"),
      "a description that a parameter gives": described({ Ref: "Open" }),
      "a description without a number": described("the greeter fails"),
      "a number of the expression": {
        Watch: {
          Type: "AWS::CloudWatch::Alarm",
          Properties: {
            ...(math({ Id: "e", Expression: "m * 100", ReturnData: true }) as { Properties: JsonObject }).Properties,
            AlarmDescription: "more than 100 errors",
          },
        },
      },
    }),
  ).toMatchInlineSnapshot(`
    {
      "a description that a parameter gives": [
        "unknown Watch: the numbers that its description speaks of are not known; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a description without a number": [],
      "a number of the expression": [],
      "another": [
        "fail Watch: says «more than 50», and its threshold is 5 (GreaterThanOrEqualToThreshold)",
      ],
      "in thousands": [
        "pass Watch: the number in its description fits what it does",
      ],
      "in words": [
        "pass Watch: the number in its description fits what it does",
      ],
      "none": [],
      "of a band": [
        "pass Watch: the number in its description fits what it does",
      ],
      "that a parameter gives": [
        "unknown Watch: the numbers that its description speaks of are not known; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "that fits": [
        "pass Watch: the number in its description fits what it does",
      ],
      "the other way": [
        "fail Watch: says «more than 5», and its threshold is 5 (LessThanThreshold)",
      ],
      "the right way": [
        "pass Watch: the number in its description fits what it does",
      ],
      "whose comparison a parameter gives": [
        "unknown Watch: the numbers that its description speaks of are not known; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
    }
  `);
});

test("lengths of time and periods", async () => {
  const window = "errors within 5 minutes";
  const periods = "2 of 3 periods";
  expect(
    await said({
      "that fits": described(window, { EvaluationPeriods: 5 }),
      another: described(window, { EvaluationPeriods: 3 }),
      "one period": described(window, { Period: 3600 }),
      "of a period that a parameter gives": described(window, { Period: { Ref: "Open" } }),
      "of periods that a parameter counts": described(window, { EvaluationPeriods: { Ref: "Open" } }),
      "without periods": without("EvaluationPeriods", window),
      "without a period": without("Period", window),
      "of a query": {
        Watch: {
          Type: "AWS::CloudWatch::Alarm",
          Properties: { ...(math() as { Properties: JsonObject }).Properties, AlarmDescription: window },
        },
      },
      "periods that fit": described(periods, { EvaluationPeriods: 3, DatapointsToAlarm: 2 }),
      "other periods": described(periods, { EvaluationPeriods: 3 }),
      "periods that a parameter counts": described(periods, { EvaluationPeriods: 3, DatapointsToAlarm: { Ref: "Open" } }),
    }),
  ).toMatchInlineSnapshot(`
    {
      "another": [
        "fail Watch: says «within 5 minutes», and it looks at 3 periods of 60 s",
      ],
      "of a period that a parameter gives": [
        "unknown Watch: the numbers that its description speaks of are not known; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of a query": [],
      "of periods that a parameter counts": [
        "unknown Watch: the numbers that its description speaks of are not known; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "one period": [
        "fail Watch: says «within 5 minutes», and it looks at 1 period of 3600 s",
      ],
      "other periods": [
        "fail Watch: says «2 of 3 periods», and 3 of 3 periods set it off",
      ],
      "periods that a parameter counts": [
        "unknown Watch: the numbers that its description speaks of are not known; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "periods that fit": [
        "pass Watch: the number in its description fits what it does",
      ],
      "that fits": [
        "pass Watch: the number in its description fits what it does",
      ],
      "without a period": [],
      "without periods": [],
    }
  `);
});
