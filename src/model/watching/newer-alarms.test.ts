// Alarms in PromQL, over logs and of Application Signals: whom they name they may watch.
import { expect, test } from "vitest";
import { factsOf, stack } from "../../../test/facts.ts";
import type { Json, JsonObject } from "../json.ts";
import { link } from "../link.ts";
import { linkApiErrors } from "./api-errors.ts";

const Resources: JsonObject = {
  Invoicing: { Type: "AWS::Lambda::Function", Properties: { FunctionName: "invoicing" } },
  Mailer: {
    Type: "AWS::Lambda::Function",
    Properties: { FunctionName: "mailer", Environment: { Variables: { OTEL_SERVICE_NAME: "postman" } } },
  },
  Api: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: "invoices" } },
  Access: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "/shop/access" } },
  Stage: {
    Type: "AWS::ApiGateway::Stage",
    Properties: {
      RestApiId: { Ref: "Api" },
      StageName: "prod",
      AccessLogSetting: { DestinationArn: { "Fn::GetAtt": ["Access", "Arn"] }, Format: "{}" },
    },
  },
  Objective: {
    Type: "AWS::ApplicationSignals::ServiceLevelObjective",
    Properties: {
      Name: "invoicing-availability",
      Sli: { SliMetric: { KeyAttributes: { Type: "Service", Name: { Ref: "Invoicing" }, Environment: "lambda:default" } } },
    },
  },
};

/** Whom an alarm may watch. */
function mayWatch(Type: string, Properties: JsonObject): string {
  const Parameters = { Open: { Type: "String" } };
  const model = link(factsOf(stack("Shop", { Parameters, Resources: { ...Resources, Watch: { Type, Properties } } })));
  const of = model.functions.filter((node) => model.functionErrors.alarmsOf(node).doubts.length > 0).map(({ name }) => name);
  const apis = linkApiErrors(model);
  const stages = model.apis.stages.filter((each) => apis.alarmsOf(each).doubts.length > 0).map(() => "api");
  return [...of, ...stages].join(" ") || "nobody";
}

const promql = (Query: Json): JsonObject => ({
  EvaluationCriteria: { PromQLCriteria: { Query, PendingPeriod: 60 } },
  EvaluationInterval: 60,
});
const signals = (MetricName: string, given: JsonObject, Namespace = "ApplicationSignals"): JsonObject => ({
  Namespace,
  MetricName,
  Dimensions: Object.entries(given).map(([Name, Value]) => ({ Name, Value })),
  Statistic: "Sum",
  Threshold: 0,
  ComparisonOperator: "GreaterThanThreshold",
});
const logs = (LogGroupIdentifiers: Json): JsonObject => ({
  ScheduledQueryConfiguration: { QueryString: "fields @message | filter level = 'ERROR'", LogGroupIdentifiers },
  Threshold: 0,
  ComparisonOperator: "GreaterThanThreshold",
});

test.each<[string, JsonObject, string]>([
  ["a query that names a function", promql('rate(faults{service="invoicing"}[5m]) > 0'), "invoicing"],
  ["a query that refers to one", promql({ "Fn::Sub": 'sum(errors{FunctionName="${Mailer}"}) > 1' }), "mailer"],
  ["a query that names the API", promql('{"aws_apigateway_5xx", ApiName="invoices"} > 0'), "api"],
  ["a query that names nobody", promql("sum(queue_depth) > 3"), "nobody"],
  ["a query that is open", promql({ Ref: "Open" }), "invoicing mailer api"],
  ["a query of a part that is open", promql({ "Fn::Sub": 'sum(x{a="${Open}"})' }), "invoicing mailer api"],
  ["the faults of a service", signals("Fault", { Service: { Ref: "Invoicing" }, Environment: "lambda:default" }), "invoicing"],
  [
    "the errors of a service under its own name",
    signals("Error", { Service: "postman", Environment: "lambda:default" }),
    "mailer",
  ],
  ["the faults of a service that is open", signals("Fault", { Service: { Ref: "Open" } }), "invoicing mailer api"],
  ["the faults of another service", signals("Fault", { Service: "catalogue" }), "nobody"],
  ["the latency of a service", signals("Latency", { Service: "invoicing" }), "nobody"],
  ["an objective by its name", signals("BurnRate", { SloName: "invoicing-availability" }, "AWS/ApplicationSignals"), "invoicing"],
  [
    "an objective elsewhere that has the name",
    signals("BurnRate", { SloName: "slo-of mailer" }, "AWS/ApplicationSignals"),
    "mailer",
  ],
  ["an objective elsewhere", signals("BurnRate", { SloName: "catalogue" }, "AWS/ApplicationSignals"), "nobody"],
])("an alarm on %s", (_, properties, expected) => {
  expect(mayWatch("AWS::CloudWatch::Alarm", properties)).toBe(expected);
});

test.each<[string, JsonObject, string]>([
  ["a function by its name", logs(["/aws/lambda/mailer"]), "mailer"],
  [
    "a function by reference",
    logs([{ "Fn::Sub": "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/${Invoicing}:*" }]),
    "invoicing",
  ],
  ["the API's access log", logs([{ Ref: "Access" }]), "api"],
  ["somebody else", logs(["/aws/lambda/catalogue"]), "nobody"],
  ["a log group that is open", logs([{ Ref: "Open" }]), "invoicing mailer api"],
  ["log groups that are open", logs({ Ref: "Open" }), "invoicing mailer api"],
  ["whatever its query says", logs({ Ref: "AWS::NoValue" }), "invoicing mailer api"],
])("a log alarm over the logs of %s", (_, properties, expected) => {
  expect(mayWatch("AWS::CloudWatch::LogAlarm", properties)).toBe(expected);
});
