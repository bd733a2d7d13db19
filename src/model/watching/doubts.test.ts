// Which alarms watch a function, a queue, a stream or an API, where the template leaves their series, their dimensions or their direction open.
import { expect, test } from "vitest";
import { alarm, dimensions, errors, math, saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";

const on = (Namespace: Json, MetricName: Json, given: JsonObject, more: JsonObject = {}): JsonObject =>
  alarm({ Namespace, MetricName, Dimensions: dimensions(given), ...more });
const undecided = (one: Json): Json => ({ "Fn::If": ["IsProd", one, { Ref: "AWS::NoValue" }] });
const query = (metric: string, namespace: string): JsonObject =>
  math({ Id: "q", Expression: `SELECT SUM(${metric}) FROM SCHEMA("${namespace}")`, Period: 60 });
/** An alarm whose Metrics are a list that a condition decides. */
const listed: JsonObject = { ...math(), Properties: { ...(math()["Properties"] as JsonObject), Metrics: undecided([]) } };

test("the errors of a function", async () => {
  const name = { FunctionName: "greeter" };
  const filter = (more: JsonObject): JsonObject => ({
    Type: "AWS::Logs::MetricFilter",
    Properties: {
      LogGroupName: "/aws/lambda/greeter",
      FilterPattern: "ERROR",
      MetricTransformations: [{ MetricNamespace: "greetings", MetricName: "Failures", MetricValue: "1", ...more }],
    },
  });
  const watching = (MetricName: Json): JsonObject => alarm({ Namespace: "greetings", MetricName });
  expect(
    await saidOfEach(
      "function-error-alarm",
      {
        "of the function": { Watch: errors(name) },
        "by a query": { Watch: query("Errors", "AWS/Lambda") },
        "by series that a condition decides": { Watch: listed },
        "by a metric that a condition decides": { Watch: on(undecided("AWS/Lambda"), "Errors", name) },
        "by a metric that a parameter names": { Watch: on("AWS/Lambda", { Ref: "Open" }, name) },
        "by a namespace that a parameter gives": { Watch: on({ Ref: "Open" }, "Errors", name) },
        "of a comparison that a parameter gives": {
          Watch: on("AWS/Lambda", "Errors", name, { ComparisonOperator: { Ref: "Open" } }),
        },
        "without a comparison": {
          Watch: on("AWS/Lambda", "Errors", name, { ComparisonOperator: { Ref: "AWS::NoValue" } }),
        },
        "of few errors": { Watch: on("AWS/Lambda", "Errors", name, { ComparisonOperator: "LessThanThreshold" }) },
        "below a band": { Watch: on("AWS/Lambda", "Errors", name, { ComparisonOperator: "LessThanLowerThreshold" }) },
        "of the share of errors, by a comparison that a parameter gives": {
          Watch: {
            ...math(
              { Id: "e", Expression: "100 * m", ReturnData: true },
              {
                Id: "m",
                ReturnData: false,
                MetricStat: {
                  Metric: { Namespace: "AWS/Lambda", MetricName: "Errors", Dimensions: dimensions(name) },
                  Period: 60,
                  Stat: "Sum",
                },
              },
            ),
          },
        },
        "that a metric filter counts": { Watch: watching("Failures"), Filter: filter({}) },
        "that a metric filter counts under a name that a parameter gives": {
          Watch: watching("Failures"),
          Filter: filter({ MetricName: { Ref: "Open" } }),
        },
        "that a metric filter counts for a metric that a parameter names": {
          Watch: watching({ "Fn::Sub": "${Open}ures" }),
          Filter: filter({}),
        },
        "that a metric filter counts in a log that a parameter names": {
          Watch: watching("Failures"),
          Filter: {
            Type: "AWS::Logs::MetricFilter",
            Properties: { ...(filter({})["Properties"] as JsonObject), LogGroupName: { Ref: "Open" } },
          },
        },
      },
      "Greeter",
    ),
  ).toMatchInlineSnapshot(`
    {
      "below a band": [
        "fail Greeter: no alarm watches its errors: Watch enters ALARM at low values of Errors of the function (LessThanLowerThreshold 1)",
      ],
      "by a metric that a condition decides": [
        "unknown Greeter: may fail: no alarm watches its errors; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "by a metric that a parameter names": [
        "unknown Greeter: it is unknown whether an alarm watches its errors; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "by a namespace that a parameter gives": [
        "unknown Greeter: it is unknown whether an alarm watches its errors; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "by a query": [
        "unknown Greeter: it is unknown whether an alarm watches its errors; alarm Watch is a Metrics Insights query, which is not evaluated",
      ],
      "by series that a condition decides": [
        "fail Greeter: no alarm watches its errors",
      ],
      "of a comparison that a parameter gives": [
        "unknown Greeter: it is unknown whether an alarm watches its errors; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of few errors": [
        "fail Greeter: no alarm watches its errors: Watch enters ALARM at low values of Errors of the function (LessThanThreshold 1)",
      ],
      "of the function": [
        "pass Greeter: alarm Watch watches Errors of the function",
      ],
      "of the share of errors, by a comparison that a parameter gives": [
        "pass Greeter: alarm Watch watches Errors of the function",
      ],
      "that a metric filter counts": [
        "pass Greeter: alarm Watch watches what metric filter Filter counts",
      ],
      "that a metric filter counts for a metric that a parameter names": [
        "unknown Greeter: it is unknown whether an alarm watches its errors; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "that a metric filter counts in a log that a parameter names": [
        "unknown Greeter: it is unknown whether an alarm watches its errors; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "that a metric filter counts under a name that a parameter gives": [
        "unknown Greeter: it is unknown whether an alarm watches its errors; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "without a comparison": [
        "unknown Greeter: it is unknown whether an alarm watches its errors; alarm Watch has no comparison operator",
      ],
    }
  `);
});

test("the throttles of a function", async () => {
  expect(
    await saidOfEach(
      "throttle-alarm",
      {
        "of the function": { Watch: on("AWS/Lambda", "Throttles", { FunctionName: "greeter" }) },
        "of a function that a parameter names": { Watch: on("AWS/Lambda", "Throttles", { FunctionName: { Ref: "Open" } }) },
        "by a query": { Watch: query("Throttles", "AWS/Lambda") },
        "of nothing": { Watch: on("AWS/Lambda", "Throttles", { FunctionName: "other" }) },
      },
      "Greeter",
    ),
  ).toMatchInlineSnapshot(`
    {
      "by a query": [
        "unknown Greeter: it is unknown whether an alarm watches its throttles; alarm Watch is a Metrics Insights query, which is not evaluated",
      ],
      "of a function that a parameter names": [
        "unknown Greeter: it is unknown whether an alarm watches its throttles; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of nothing": [
        "fail Greeter: no alarm watches its throttles",
      ],
      "of the function": [
        "pass Greeter: alarm Watch watches Throttles of the function",
      ],
    }
  `);
});

test("the messages of a dead-letter queue", async () => {
  const Failed = { Type: "AWS::SQS::Queue", Properties: { QueueName: "failed" } };
  const Orders = {
    Type: "AWS::SQS::Queue",
    Properties: { RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Failed", "Arn"] }, maxReceiveCount: 3 } },
  };
  const age = (QueueName: Json, more: JsonObject = {}): JsonObject =>
    on("AWS/SQS", "ApproximateNumberOfMessagesVisible", { QueueName }, more);
  const own = { "Fn::GetAtt": ["Failed", "QueueName"] };
  expect(
    await saidOfEach(
      "dead-letter-alarm",
      {
        "of the queue": { Orders, Failed, Watch: age(own) },
        "of a queue that a parameter names": { Orders, Failed, Watch: age({ Ref: "Open" }) },
        "of a queue that another parameter cannot name": { Orders, Failed, Watch: age({ "Fn::Sub": "orders-${Open}" }) },
        "by its ARN": { Orders, Failed, Watch: age({ "Fn::GetAtt": ["Failed", "Arn"] }) },
        "by a query": { Orders, Failed, Watch: query("ApproximateNumberOfMessagesVisible", "AWS/SQS") },
        "by a query of something else": { Orders, Failed, Watch: query("NumberOfMessagesDeleted", "AWS/SQS") },
        "by series that a condition decides": { Orders, Failed, Watch: listed },
        "by dimensions that a parameter gives": {
          Orders,
          Failed,
          Watch: alarm({ Namespace: "AWS/SQS", MetricName: "ApproximateNumberOfMessagesVisible", Dimensions: { Ref: "Many" } }),
        },
        "by a metric that a condition decides": {
          Orders,
          Failed,
          Watch: on(undecided("AWS/SQS"), "ApproximateNumberOfMessagesVisible", { QueueName: own }),
        },
        "by a metric that a parameter names": { Orders, Failed, Watch: on("AWS/SQS", { Ref: "Open" }, { QueueName: own }) },
        "of a queue that may be none": {
          Failed,
          Orders: {
            ...Orders,
            Properties: { RedrivePolicy: { deadLetterTargetArn: undecided({ "Fn::GetAtt": ["Failed", "Arn"] }) } },
          },
        },
        "of a queue that a parameter names instead": {
          Failed,
          Orders: { ...Orders, Properties: { RedrivePolicy: { deadLetterTargetArn: { Ref: "Open" } } } },
        },
      },
      "Failed",
    ),
  ).toMatchInlineSnapshot(`
    {
      "by a metric that a condition decides": [
        "unknown Failed: may fail: no alarm watches it; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "by a metric that a parameter names": [
        "unknown Failed: it is unknown whether an alarm watches it; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "by a query": [
        "unknown Failed: it is unknown whether an alarm watches it; alarm Watch is a Metrics Insights query, which is not evaluated",
      ],
      "by a query of something else": [
        "fail Failed: no alarm watches it",
      ],
      "by dimensions that a parameter gives": [
        "unknown Failed: it is unknown whether an alarm watches it; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
      "by its ARN": [
        "fail Failed: no alarm watches it: Watch never has data: its QueueName is Arn of Failed, but the metrics have its QueueName",
      ],
      "by series that a condition decides": [
        "fail Failed: no alarm watches it",
      ],
      "of a queue that a parameter names": [
        "unknown Failed: it is unknown whether an alarm watches it; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of a queue that a parameter names instead": [],
      "of a queue that another parameter cannot name": [
        "fail Failed: no alarm watches it",
      ],
      "of a queue that may be none": [
        "unknown Failed: may fail: no alarm watches it; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: does not apply with another value, fails with prod)",
      ],
      "of the queue": [
        "pass Failed: alarm Watch watches ApproximateNumberOfMessagesVisible",
      ],
    }
  `);
});

test("the lag of a stream", async () => {
  const mapping = (FunctionName: Json): JsonObject => ({
    Type: "AWS::Lambda::EventSourceMapping",
    Properties: {
      EventSourceArn: "arn:aws:kinesis:eu-west-1:111122223333:stream/orders",
      FunctionName,
      StartingPosition: "LATEST",
    },
  });
  const lag = (given: JsonObject): JsonObject => on("AWS/Lambda", "IteratorAge", given);
  expect(
    await saidOfEach(
      "iterator-age-alarm",
      {
        "of the function": { Mapping: mapping({ Ref: "Greeter" }), Watch: lag({ FunctionName: "greeter" }) },
        "of another alias than it invokes": {
          Mapping: mapping({ Ref: "Greeter" }),
          Watch: lag({ FunctionName: "greeter", Resource: "greeter:live" }),
        },
        "of a function that a parameter names": {
          Mapping: mapping({ Ref: "Greeter" }),
          Watch: lag({ FunctionName: { Ref: "Open" } }),
        },
        "into a function that a parameter names": { Mapping: mapping({ Ref: "Open" }), Watch: lag({ FunctionName: "greeter" }) },
        "into a function elsewhere": { Mapping: mapping("elsewhere"), Watch: lag({ FunctionName: "elsewhere" }) },
      },
      "Mapping",
    ),
  ).toMatchInlineSnapshot(`
    {
      "into a function elsewhere": [
        "unknown Mapping: it is unknown whether an alarm watches its lag; its function is not defined in the audited stacks",
      ],
      "into a function that a parameter names": [
        "unknown Mapping: it is unknown whether an alarm watches its lag; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of a function that a parameter names": [
        "unknown Mapping: it is unknown whether an alarm watches its lag; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of another alias than it invokes": [
        "fail Mapping: no alarm watches IteratorAge: Watch watches IteratorAge of alias live, and the mapping invokes the function itself",
      ],
      "of the function": [
        "pass Mapping: alarm Watch watches IteratorAge of the function",
      ],
    }
  `);
});

const stage = (StageName: Json, more: JsonObject = {}): JsonObject => ({
  Type: "AWS::ApiGateway::Stage",
  Properties: { RestApiId: { Ref: "Api" }, StageName, DeploymentId: "d", ...more },
});
const Api = { Type: "AWS::ApiGateway::RestApi", Properties: { Name: "greetings" } };

test("the errors of an API", async () => {
  const api = (given: JsonObject, more: JsonObject = {}): JsonObject => on("AWS/ApiGateway", "5XXError", given, more);
  const Stage = stage("prod");
  const name = { ApiName: "greetings" };
  expect(
    await saidOfEach(
      "api-error-alarm",
      {
        "of the API": { Api, Stage, Watch: api(name) },
        "of the stage": { Api, Stage, Watch: api({ ...name, Stage: "prod" }) },
        "of another stage": { Api, Stage, Watch: api({ ...name, Stage: "test" }) },
        "of a stage that a parameter names": { Api, Stage, Watch: api({ ...name, Stage: { Ref: "Open" } }) },
        "of a stage that nobody names": { Api, Stage: stage({ Ref: "AWS::NoValue" }), Watch: api({ ...name, Stage: "prod" }) },
        "of a stage that a condition decides": { Api, Stage: stage(undecided("prod")), Watch: api({ ...name, Stage: "prod" }) },
        "of one method": { Api, Stage, Watch: api({ ...name, Stage: "prod", Method: "GET", Resource: "/" }) },
        "of an API that a parameter names": { Api, Stage, Watch: api({ ApiName: { Ref: "Open" } }) },
        "of a metric that a parameter names": { Api, Stage, Watch: on("AWS/ApiGateway", { Ref: "Open" }, name) },
        "of another metric": { Api, Stage, Watch: on("AWS/ApiGateway", "4XXError", name) },
        "by a metric that a condition decides": { Api, Stage, Watch: on(undecided("AWS/ApiGateway"), "5XXError", name) },
        "by a query": { Api, Stage, Watch: query("5XXError", "AWS/ApiGateway") },
        "by a query of something else": { Api, Stage, Watch: query("Latency", "AWS/ApiGateway") },
        "by series that a condition decides": { Api, Stage, Watch: listed },
        "by dimensions that a parameter gives": {
          Api,
          Stage,
          Watch: alarm({ Namespace: "AWS/ApiGateway", MetricName: "5XXError", Dimensions: { Ref: "Many" } }),
        },
        "of few errors": { Api, Stage, Watch: api(name, { ComparisonOperator: "LessThanThreshold" }) },
        "of an API elsewhere": { Stage: stage("prod", { RestApiId: "a1b2c3" }), Watch: api(name) },
        "of an API elsewhere, unwatched": { Stage: stage("prod", { RestApiId: "a1b2c3" }) },
        "of an API that a parameter gives": { Stage: stage("prod", { RestApiId: { Ref: "Open" } }), Watch: api(name) },
        "of an HTTP API elsewhere": {
          Stage: { Type: "AWS::ApiGatewayV2::Stage", Properties: { ApiId: "a1b2c3", StageName: "$default" } },
          Watch: on("AWS/ApiGateway", "5xx", { ApiId: "a1b2c3" }),
        },
        "of another HTTP API elsewhere": {
          Stage: { Type: "AWS::ApiGatewayV2::Stage", Properties: { ApiId: "a1b2c3", StageName: "$default" } },
          Watch: on("AWS/ApiGateway", "5xx", { ApiId: "d4e5f6" }),
        },
      },
      "Stage",
    ),
  ).toMatchInlineSnapshot(`
    {
      "by a metric that a condition decides": [
        "unknown Stage: may fail: no alarm watches its errors; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "by a query": [
        "unknown Stage: it is unknown whether an alarm watches its errors; alarm Watch is a Metrics Insights query, which is not evaluated",
      ],
      "by a query of something else": [
        "fail Stage: no alarm watches its errors",
      ],
      "by dimensions that a parameter gives": [
        "unknown Stage: it is unknown whether an alarm watches its errors; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
      "by series that a condition decides": [
        "fail Stage: no alarm watches its errors",
      ],
      "of a metric that a parameter names": [
        "unknown Stage: it is unknown whether an alarm watches its errors; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of a stage that a condition decides": [
        "unknown Stage: may fail: no alarm watches its errors; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "of a stage that a parameter names": [
        "unknown Stage: it is unknown whether an alarm watches its errors; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of a stage that nobody names": [
        "fail Stage: no alarm watches its errors",
      ],
      "of an API elsewhere": [
        "unknown Stage: it is unknown whether an alarm watches its errors; the stage belongs to an API outside the audited stacks whose name is unknown",
      ],
      "of an API elsewhere, unwatched": [
        "fail Stage: no alarm watches its errors",
      ],
      "of an API that a parameter gives": [
        "unknown Stage: it is unknown whether an alarm watches its errors; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of an API that a parameter names": [
        "unknown Stage: it is unknown whether an alarm watches its errors; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of an HTTP API elsewhere": [
        "pass Stage: alarm Watch watches 5xx",
      ],
      "of another HTTP API elsewhere": [
        "fail Stage: no alarm watches its errors",
      ],
      "of another metric": [
        "fail Stage: no alarm watches its errors",
      ],
      "of another stage": [
        "fail Stage: no alarm watches its errors: Watch watches stage test",
      ],
      "of few errors": [
        "fail Stage: no alarm watches its errors: Watch enters ALARM at low values of 5XXError (LessThanThreshold 1)",
      ],
      "of one method": [
        "fail Stage: no alarm watches its errors: Watch watches only a part of the API (Method GET, Resource /)",
      ],
      "of the API": [
        "pass Stage: alarm Watch watches 5XXError",
      ],
      "of the stage": [
        "pass Stage: alarm Watch watches 5XXError",
      ],
    }
  `);
});

test("the latency of an API", async () => {
  const latency = (more: JsonObject = {}): JsonObject => ({
    Api,
    Stage: stage("prod"),
    Watch: on("AWS/ApiGateway", "Latency", { ApiName: "greetings" }, { Statistic: "Average", Threshold: 150, ...more }),
  });
  const { Watch } = latency();
  const [low, high] = [120, 180].map((Threshold) => latency({ Threshold }).Watch);
  expect(
    await saidOfEach(
      "api-latency-alarm",
      {
        "low enough": latency(),
        "high, where no maximum is set": latency({ Threshold: 5000 }),
        "one of two low enough": { ...latency(), Watch, High: latency({ Threshold: 5000 }).Watch ?? null },
        "the lowest of two": { ...latency(), Watch: high ?? null, Low: low ?? null },
        "a threshold that a parameter gives": latency({ Threshold: { Ref: "Open" } }),
        "a statistic that a parameter gives": latency({ Statistic: { Ref: "Open" } }),
        "no statistic": latency({ Statistic: { Ref: "AWS::NoValue" } }),
        "how many there were": latency({ Statistic: "SampleCount" }),
      },
      "Stage",
    ),
  ).toMatchInlineSnapshot(`
    {
      "a statistic that a parameter gives": [
        "unknown Stage: it is unknown whether an alarm watches its latency; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a threshold that a parameter gives": [
        "unknown Stage: it is unknown whether an alarm watches its latency; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "high, where no maximum is set": [
        "pass Stage: alarm Watch watches Latency (Average) with a threshold of 5000 ms",
      ],
      "how many there were": [
        "fail Stage: no alarm watches its latency: Watch watches SampleCount of Latency, which counts samples and ignores their values",
      ],
      "low enough": [
        "pass Stage: alarm Watch watches Latency (Average) with a threshold of 150 ms",
      ],
      "no statistic": [
        "unknown Stage: it is unknown whether an alarm watches its latency; alarm Watch has no Statistic",
      ],
      "one of two low enough": [
        "pass Stage: alarm Watch watches Latency (Average) with a threshold of 150 ms",
      ],
      "the lowest of two": [
        "pass Stage: alarm Low watches Latency (Average) with a threshold of 120 ms",
      ],
    }
  `);
});
