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
        "unknown Watch: the values that its description mentions are unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a description without a number": [],
      "a number of the expression": [],
      "another": [
        "fail Watch: says "more than 50", but its threshold is 5 (GreaterThanOrEqualToThreshold)",
      ],
      "in thousands": [
        "pass Watch: its description agrees with its threshold ("more than 2k")",
      ],
      "in words": [
        "pass Watch: its description agrees with its threshold ("at least 3 million")",
      ],
      "none": [],
      "of a band": [
        "pass Watch: its description agrees with its threshold ("more than 5")",
      ],
      "that a parameter gives": [
        "unknown Watch: the values that its description mentions are unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "that fits": [
        "pass Watch: its description agrees with its threshold ("more than 5")",
      ],
      "the other way": [
        "fail Watch: says "more than 5", but its threshold is 5 (LessThanThreshold)",
      ],
      "the right way": [
        "pass Watch: its description agrees with its threshold ("fewer than 5")",
      ],
      "whose comparison a parameter gives": [
        "unknown Watch: the values that its description mentions are unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
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
        "fail Watch: says "within 5 minutes", but it evaluates 3 periods of 60 s",
      ],
      "of a period that a parameter gives": [
        "unknown Watch: the values that its description mentions are unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of a query": [],
      "of periods that a parameter counts": [
        "unknown Watch: the values that its description mentions are unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "one period": [
        "fail Watch: says "within 5 minutes", but it evaluates 1 period of 3600 s",
      ],
      "other periods": [
        "fail Watch: says "2 of 3 periods", but it enters ALARM when 3 of 3 periods breach its threshold",
      ],
      "periods that a parameter counts": [
        "unknown Watch: the values that its description mentions are unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "periods that fit": [
        "pass Watch: its description agrees with its periods ("2 of 3 periods")",
      ],
      "that fits": [
        "pass Watch: its description agrees with the time that it evaluates ("within 5 minutes")",
      ],
      "without a period": [],
      "without periods": [],
    }
  `);
});

test("periods and their length", async () => {
  const three = { Period: 300, EvaluationPeriods: 3, Threshold: 10, ComparisonOperator: "GreaterThanThreshold" };
  expect(
    await said({
      "others, behind a comma": described("errors exceed 10 consecutively for 4, 7 minute periods", three),
      "of another length": described("errors exceed 10 consecutively for 3, 7 minute periods", three),
      "another count": described("errors exceed 10 consecutively for 4, 5 minute periods", three),
      "that fit, behind a comma": described("errors exceed 10 consecutively for 3, 5 minute periods", three),
      "that fit, with a hyphen": described("errors exceed 10 for three 5-minute periods", three),
      "that fit, consecutive": described("errors exceed 10 for 3 consecutive 5 minute periods", three),
      "that fit, before their length": described("errors exceed 10 over 3 consecutive periods of 5 minutes", three),
      "of another length, before it": described("errors over 3 periods of 1 minute", three),
      "some of them": described("2 out of 3 5-minute periods", { ...three, DatapointsToAlarm: 2 }),
      "others of them": described("1 out of 3 5-minute periods", { ...three, DatapointsToAlarm: 2 }),
      "all that it looks at": described("more than 10 errors in one 15-minute period", three),
      "one that is too long": described("more than 10 errors in one 20-minute period", three),
      "a threshold before a length": described("errors > 10 5-minute periods", three),
      "a threshold and a comma": described("more than 10, 5 minute periods", three),
      "whose length is unknown": described("for 3 periods of 7 minutes", { ...three, Period: { Ref: "AWS::NoValue" } }),
      "whose length a parameter gives": described("for 3 periods of 7 minutes", { ...three, Period: { Ref: "Open" } }),
      "a count without a length": described("errors over 3 consecutive periods", three),
    }),
  ).toMatchInlineSnapshot(`
    {
      "a count without a length": [
        "pass Watch: its description agrees with its periods ("3 consecutive periods")",
      ],
      "a threshold and a comma": [
        "pass Watch: its description agrees with its threshold ("more than 10")",
      ],
      "a threshold before a length": [
        "pass Watch: its description agrees with its threshold ("> 10")",
      ],
      "all that it looks at": [
        "pass Watch: its description agrees with its threshold ("more than 10") and its periods ("one 15-minute period")",
      ],
      "another count": [
        "fail Watch: says "for 4, 5 minute periods", but it enters ALARM when 3 of 3 periods of 300 s breach its threshold",
      ],
      "of another length": [
        "fail Watch: says "for 3, 7 minute periods", but it enters ALARM when 3 of 3 periods of 300 s breach its threshold",
      ],
      "of another length, before it": [
        "fail Watch: says "3 periods of 1 minute", but it enters ALARM when 3 of 3 periods of 300 s breach its threshold",
      ],
      "one that is too long": [
        "fail Watch: says "one 20-minute period", but it enters ALARM when 3 of 3 periods of 300 s breach its threshold",
      ],
      "others of them": [
        "fail Watch: says "1 out of 3 5-minute periods", but it enters ALARM when 2 of 3 periods of 300 s breach its threshold",
      ],
      "others, behind a comma": [
        "fail Watch: says "for 4, 7 minute periods", but it enters ALARM when 3 of 3 periods of 300 s breach its threshold",
      ],
      "some of them": [
        "pass Watch: its description agrees with its periods ("2 out of 3 5-minute periods")",
      ],
      "that fit, before their length": [
        "pass Watch: its description agrees with its threshold ("exceed 10") and its periods ("3 consecutive periods of 5 minutes")",
      ],
      "that fit, behind a comma": [
        "pass Watch: its description agrees with its threshold ("exceed 10") and its periods ("for 3, 5 minute periods")",
      ],
      "that fit, consecutive": [
        "pass Watch: its description agrees with its threshold ("exceed 10") and its periods ("3 consecutive 5 minute periods")",
      ],
      "that fit, with a hyphen": [
        "pass Watch: its description agrees with its threshold ("exceed 10") and its periods ("three 5-minute periods")",
      ],
      "whose length a parameter gives": [
        "unknown Watch: the values that its description mentions are unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "whose length is unknown": [],
    }
  `);
});
