// Which failure alarms enter ALARM on a failure: statistics, thresholds and expressions, also with open values.
import { expect, test } from "vitest";
import { factsOf, stack } from "../../../test/facts.ts";
import type { Json, JsonObject } from "../json.ts";
import { link } from "../link.ts";
import { linkApiErrors } from "./api-errors.ts";
import { linkFunctionWatching } from "./function-watching.ts";
import type { Watchers } from "./watching.ts";

const billing: JsonObject = { Type: "AWS::Lambda::Function", Properties: { FunctionName: "billing" } };
const api: JsonObject = { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "shop", ProtocolType: "HTTP" } };
const stage: JsonObject = { Type: "AWS::ApiGatewayV2::Stage", Properties: { ApiId: { Ref: "Api" }, StageName: "v1" } };

const named = (given: JsonObject): Json => Object.entries(given).map(([Name, Value]) => ({ Name, Value }));
const NAME = named({ FunctionName: "billing" });
const plain = (more: JsonObject): JsonObject => ({
  Namespace: "AWS/Lambda",
  MetricName: "Errors",
  Dimensions: NAME,
  Statistic: "Sum",
  Threshold: 1,
  ComparisonOperator: "GreaterThanOrEqualToThreshold",
  ...more,
});
const metric = (Id: string, MetricName: string, Stat = "Sum"): JsonObject => ({
  Id,
  ReturnData: false,
  MetricStat: { Stat, Period: 60, Metric: { Namespace: "AWS/Lambda", MetricName, Dimensions: NAME } },
});
const math = (Expression: Json, Threshold: Json, more: JsonObject = {}, ...others: readonly JsonObject[]): JsonObject => ({
  Metrics: [{ Id: "x", Expression }, metric("e", "Errors"), metric("i", "Invocations"), ...others],
  Threshold,
  ComparisonOperator: "GreaterThanThreshold",
  ...more,
});
const band = (Stat: string, ComparisonOperator: string): JsonObject => ({
  Metrics: [
    { Id: "b", Expression: "ANOMALY_DETECTION_BAND(e, 3)" },
    { ...metric("e", "Errors", Stat), ReturnData: true },
  ],
  ThresholdMetricId: "b",
  ComparisonOperator,
});

function inWords({ watches, misses, doubts }: Watchers): string {
  if (watches.length > 0) return "watches";
  const [miss] = misses;
  return miss === undefined ? `unknown: ${doubts.map(({ because }) => because.reason).join()}` : miss.reason;
}

function said(Properties: JsonObject, of: "errors" | "throttles" | "api" = "errors"): string {
  const Resources = { Billing: billing, Api: api, Stage: stage, Watch: { Type: "AWS::CloudWatch::Alarm", Properties } };
  const model = link(factsOf(stack("Shop", { Parameters: { Open: { Type: "String" } }, Resources })));
  const [node] = model.functions;
  const [first] = model.apis.stages;
  if (node === undefined || first === undefined) return "no subject";
  const throttles = { name: "Throttles", label: "throttles", sampling: { kind: "failures" }, isLogged: false } as const;
  if (of === "api") return inWords(linkApiErrors(model).alarmsOf(first));
  return inWords((of === "errors" ? model.functionErrors : linkFunctionWatching(throttles, model)).alarmsOf(node));
}

test.each<[string, JsonObject, RegExp]>([
  ["Sum, at least 1", plain({}), /^watches$/],
  ["Sum, above 99999", plain({ Threshold: 99999, ComparisonOperator: "GreaterThanThreshold" }), /^watches$/],
  ["Sum, at least 0", plain({ Threshold: 0 }), /^is in ALARM for every value of Errors of the function/],
  ["Sum, above -1", plain({ Threshold: -1, ComparisonOperator: "GreaterThanThreshold" }), /^is in ALARM for every value of/],
  ["Sum, below 1", plain({ ComparisonOperator: "LessThanThreshold" }), /^enters ALARM at low values of Errors/],
  [
    "Average, above 0.05",
    plain({ Statistic: "Average", Threshold: 0.05, ComparisonOperator: "GreaterThanThreshold" }),
    /^watches$/,
  ],
  ["Average, at least 1", plain({ Statistic: "Average" }), /^watches$/],
  [
    "Average, at least 5",
    plain({ Statistic: "Average", Threshold: 5 }),
    /Average of Errors of the function, which is at most 1, with a/,
  ],
  ["Maximum, at least 1", plain({ Statistic: "Maximum" }), /^watches$/],
  ["Maximum, above 1", plain({ Statistic: "Maximum", ComparisonOperator: "GreaterThanThreshold" }), /which is at most 1/],
  [
    "Minimum, at least 1",
    plain({ Statistic: "Minimum" }),
    /Minimum of Errors of the function, which is 0 unless all requests fail/,
  ],
  ["SampleCount, above 10", plain({ Statistic: "SampleCount", Threshold: 10 }), /SampleCount of .*, which counts samples/],
  ["p99, at least 1", plain({ Statistic: undefined as never, ExtendedStatistic: "p99" }), /^watches$/],
  [
    "p90, above 1",
    plain({ Statistic: undefined as never, ExtendedStatistic: "p90", ComparisonOperator: "GreaterThanThreshold" }),
    /never breached/,
  ],
  ["TS(50%:), at least 3", plain({ Statistic: undefined as never, ExtendedStatistic: "TS(50%:)", Threshold: 3 }), /^watches$/],
  [
    "PR(1:), at least 3",
    plain({ Statistic: undefined as never, ExtendedStatistic: "PR(1:)", Threshold: 3 }),
    /^unknown: alarm Watch has Statistic PR/,
  ],
  ["a statistic that is open", plain({ Statistic: { Ref: "Open" } }), /^unknown: depends on parameter Open/],
  ["a threshold that is open", plain({ Threshold: { Ref: "Open" } }), /^unknown: depends on parameter Open/],
  ["a comparison that is open", plain({ ComparisonOperator: { Ref: "Open" } }), /^unknown: depends on parameter Open/],
  [
    "the name of a dimension that is open",
    plain({ Dimensions: [{ Name: { Ref: "Open" }, Value: "billing" }] }),
    /^unknown: depends on parameter Open/,
  ],
  ["no threshold", plain({ Threshold: { Ref: "AWS::NoValue" } }), /^unknown: alarm Watch has no threshold/],
])("a plain alarm: %s", (_, properties, expected) => {
  expect(said(properties)).toMatch(expected);
});

test.each<[string, JsonObject, RegExp]>([
  ["a rate in percent", math("100 * e / i", 5), /^watches$/],
  [
    "a rate that is not in percent",
    math("e / i", 5),
    /never breaches, for any value of Errors of the function \(GreaterThanThreshold 5\)/,
  ],
  ["a rate of enough requests", math("IF(i > 20, 100 * e / i, 0)", 5), /^watches$/],
  ["an availability", math("100 - 100 * e / i", 99, { ComparisonOperator: "LessThanThreshold" }), /^watches$/],
  ["an availability the wrong way round", math("100 - 100 * e / i", 99), /^enters ALARM at low values/],
  ["filled errors", math("FILL(e, 0)", 0), /^watches$/],
  ["errors and throttles", math("e + t", 10, {}, metric("t", "Throttles")), /^watches$/],
  ["errors where something else is low", math("IF(d < 10, e, 0)", 10, {}, metric("d", "Duration", "Average")), /^watches$/],
  ["a share of samples", math("c / i", 0.5, {}, metric("c", "Errors", "SampleCount")), /which counts samples|whatever/],
  ["an expression that is open", math({ Ref: "Open" }, 5), /^unknown: its Expression|^unknown: depends on parameter Open/],
  [
    "a comparison that is open",
    math("e / i", 0.5, { ComparisonOperator: { Ref: "Open" } }),
    /^unknown: depends on parameter Open/,
  ],
  ["a function that is not evaluated", math("RATE(e)", 5), /^unknown: alarm Watch has an expression with RATE/],
  ["above a band", band("Sum", "GreaterThanUpperThreshold"), /^watches$/],
  ["outside a band", band("Average", "LessThanLowerOrGreaterThanUpperThreshold"), /^watches$/],
  ["below a band", band("Sum", "LessThanLowerThreshold"), /^enters ALARM at low values|never/],
  ["above a band of samples", band("SampleCount", "GreaterThanUpperThreshold"), /which counts samples/],
])("an expression: %s", (_, properties, expected) => {
  expect(said(properties)).toMatch(expected);
});

test("the same of throttles and of an API", () => {
  const throttles = (more: JsonObject): string => said(plain({ MetricName: "Throttles", ...more }), "throttles");
  expect([throttles({}), throttles({ Statistic: "SampleCount" }), throttles({ Statistic: "Maximum", Threshold: 2 })]).toEqual([
    "watches",
    "watches SampleCount of Throttles of the function, which counts samples and ignores their values",
    "watches Maximum of Throttles of the function, which is at most 1, with a threshold that is never breached (GreaterThanOrEqualToThreshold 2)",
  ]);
  const ofApi = (more: JsonObject): string =>
    said(plain({ Namespace: "AWS/ApiGateway", MetricName: "5xx", Dimensions: named({ ApiId: { Ref: "Api" } }), ...more }), "api");
  expect([ofApi({}), ofApi({ Statistic: "Average", Threshold: 0.01 }), ofApi({ Statistic: "Average", Threshold: 10 })]).toEqual([
    "watches",
    "watches",
    "watches Average of 5xx, which is at most 1, with a threshold that is never breached (GreaterThanOrEqualToThreshold 10)",
  ]);
});

test("what cannot exist never has data, whatever its statistic", () => {
  expect(said(plain({ Dimensions: named({ FunctionName: "billing", Region: "eu-west-1" }) }))).toMatch(/^never has data: Lambda/);
});
