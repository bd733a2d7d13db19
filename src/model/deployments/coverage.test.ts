// What a rollback alarm sees of a deployment, where the template leaves something open or names something else.
import { expect, test } from "vitest";
import { alarm, dimensions, errors, math, saidOfEach } from "../../../test/greeter-template.ts";
import type { JsonObject } from "../json.ts";

const seen = (variants: Record<string, JsonObject>) => saidOfEach("rollback-alarm-scope", variants, "Greeter");
const live = (FunctionVersion: JsonObject | string): JsonObject => ({
  Type: "AWS::Lambda::Alias",
  Properties: { Name: "live", FunctionName: { Ref: "Greeter" }, FunctionVersion },
  UpdatePolicy: {
    CodeDeployLambdaAliasUpdate: { ApplicationName: { Ref: "Deployments" }, DeploymentGroupName: { Ref: "Group" } },
  },
});
const mapping = (FunctionName: JsonObject | string): JsonObject => ({
  Type: "AWS::Lambda::EventSourceMapping",
  Properties: { EventSourceArn: "arn:aws:sqs:eu-west-1:111122223333:orders", FunctionName },
});
const ofMapping = (uuid: JsonObject | string): JsonObject => errors({ EventSourceMappingUUID: uuid });
const composite = (AlarmRule: JsonObject | string): JsonObject => ({
  Type: "AWS::CloudWatch::CompositeAlarm",
  Properties: { AlarmRule },
});

test("the metrics of a mapping count what it invokes", async () => {
  const Watch = ofMapping({ Ref: "Mapping" });
  expect(
    await seen({
      "through the alias": { Watch, Mapping: mapping({ Ref: "Live" }) },
      "past the alias": { Watch, Mapping: mapping({ Ref: "Greeter" }) },
      "of another function": { Watch, Mapping: mapping({ Ref: "Other" }) },
      "of an unknown function": { Watch, Mapping: mapping({ Ref: "Open" }) },
      "through an unknown alias": { Watch, Mapping: mapping({ "Fn::Sub": "greeter:${Open}" }) },
      "that a parameter names": { Watch: ofMapping({ Ref: "Open" }) },
      "by its UUID": { Watch: ofMapping("0b1c2d3e-0000-4000-8000-0123456789ab") },
      "that is another resource": { Watch: ofMapping({ Ref: "Deployments" }) },
    }),
  ).toMatchInlineSnapshot(`
    {
      "by its UUID": [
        "unknown Greeter (live): rollback alarm Watch watches Errors of an unknown mapping; the template does not show which mapping 0b1c2d3e-0000-4000-8000-0123456789ab is",
      ],
      "of an unknown function": [
        "unknown Greeter (live): rollback alarm Watch watches Errors of mapping Mapping; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of another function": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch watches Errors of mapping Mapping, which invokes another function (level nothing)",
      ],
      "past the alias": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch watches Errors of mapping Mapping, which does not invoke alias live (level nothing)",
      ],
      "that a parameter names": [
        "unknown Greeter (live): rollback alarm Watch watches Errors of an unknown mapping; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "that is another resource": [
        "unknown Greeter (live): rollback alarm Watch watches Errors of an unknown mapping; the template does not show which mapping \${Deployments} is",
      ],
      "through an unknown alias": [
        "unknown Greeter (live): rollback alarm Watch watches Errors of mapping Mapping; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "through the alias": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch never has data: Lambda publishes Errors with no dimension, or FunctionName, or FunctionName + Resource, or FunctionName + Resource + ExecutedVersion, not with EventSourceMappingUUID (level nothing)",
      ],
    }
  `);
});

test("the version that a deployment moves to", async () => {
  const ofVersion = (ExecutedVersion: JsonObject | string): JsonObject =>
    errors({ FunctionName: "greeter", Resource: "greeter:live", ExecutedVersion });
  const version = { "Fn::GetAtt": ["Version", "Version"] };
  expect(
    await seen({
      "by reference": { Watch: ofVersion(version) },
      "a number that the alias names": { Watch: ofVersion("7"), Live: live("7") },
      "the one that the alias moves away from": { Watch: ofVersion("6"), Live: live("7") },
      "the latest": { Watch: ofVersion("$LATEST"), Live: live("$LATEST") },
      "a parameter in the alarm": { Watch: ofVersion({ Ref: "Open" }) },
      "a parameter in the alias": { Watch: ofVersion("7"), Live: live({ Ref: "Open" }) },
      "no version in the alias": {
        Watch: ofVersion("7"),
        Live: { ...live("7"), Properties: { Name: "live", FunctionName: { Ref: "Greeter" } } },
      },
      "no version at all": { Watch: ofVersion("7"), Live: live("newest") },
    }),
  ).toMatchInlineSnapshot(`
    {
      "a number that the alias names": [
        "pass Greeter (live): rollback alarm Watch watches Errors of the version behind alias live (level version)",
      ],
      "a parameter in the alarm": [
        "unknown Greeter (live): rollback alarm Watch watches Errors of an unknown version; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a parameter in the alias": [
        "unknown Greeter (live): rollback alarm Watch watches Errors of the version behind alias live; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "by reference": [
        "pass Greeter (live): rollback alarm Watch watches Errors of the version behind alias live (level version)",
      ],
      "no version at all": [
        "unknown Greeter (live): rollback alarm Watch watches Errors of the version behind alias live; "newest" is not a version",
      ],
      "no version in the alias": [
        "unknown Greeter (live): rollback alarm Watch watches Errors of the version behind alias live; has no FunctionVersion",
      ],
      "the latest": [
        "pass Greeter (live): rollback alarm Watch watches Errors of the version behind alias live (level version)",
      ],
      "the one that the alias moves away from": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch watches Errors of version 6 only, which is not the version that alias live is updated to (level nothing)",
      ],
    }
  `);
});

test("dimensions that name no function, or one that is unknown", async () => {
  const { Properties } = errors({});
  expect(
    await seen({
      "a parameter as name": { Watch: errors({ FunctionName: { Ref: "Open" } }) },
      "a name that cannot be its own": { Watch: errors({ FunctionName: { "Fn::Sub": "other-${Open}" } }) },
      "a list that a parameter gives": { Watch: alarm({ ...(Properties as JsonObject), Dimensions: { Ref: "Many" } }) },
      "one entry under a condition": {
        Watch: alarm({
          ...(Properties as JsonObject),
          Dimensions: [{ "Fn::If": ["IsProd", { Name: "FunctionName", Value: "greeter" }, { Ref: "AWS::NoValue" }] }],
        }),
      },
      "no name": { Watch: errors({ Region: "eu-west-1" }) },
      "a resource alone": { Watch: errors({ Resource: "elsewhere" }) },
      "an alias that a parameter names": {
        Watch: errors({ FunctionName: "greeter", Resource: { "Fn::Sub": "greeter:${Open}" } }),
      },
      "a qualified name": { Watch: errors({ FunctionName: "greeter", Resource: "greeter:next" }) },
      "the function by resource": { Watch: errors({ FunctionName: "greeter", Resource: "greeter" }) },
    }),
  ).toMatchInlineSnapshot(`
    {
      "a list that a parameter gives": [
        "unknown Greeter (live): rollback alarm Watch watches Errors of an unknown function; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
      "a name that cannot be its own": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch watches Errors of another function (other-\${Open}) (level nothing)",
      ],
      "a parameter as name": [
        "unknown Greeter (live): rollback alarm Watch watches Errors of an unknown function; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a qualified name": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch never has data: its Resource is greeter:next, but there is no such alias (level nothing)",
      ],
      "a resource alone": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch watches Errors of another function (elsewhere) (level nothing)",
      ],
      "an alias that a parameter names": [
        "unknown Greeter (live): rollback alarm Watch watches Errors of an unknown function; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "no name": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch watches Errors of no function (Region=eu-west-1) (level nothing)",
      ],
      "one entry under a condition": [
        "unknown Greeter (live): may fail: no rollback alarm watches the deployed code at level function or above: Watch watches Errors of the whole account (level account); depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "the function by resource": [
        "pass Greeter (live): rollback alarm Watch watches Errors of the function (level function)",
      ],
    }
  `);
});

test("an alarm whose metrics are not read", async () => {
  const query = { Id: "q", Expression: 'SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName)', Period: 60 };
  expect(
    await seen({
      "a log alarm": { Watch: { Type: "AWS::CloudWatch::LogAlarm", Properties: { Threshold: 1 } } },
      "a Metrics Insights query": { Watch: math(query) },
      "no metrics": { Watch: math() },
      "metrics under a condition": { Watch: math({ "Fn::If": ["IsProd", query, { Ref: "AWS::NoValue" }] }) },
      "no namespace": { Watch: alarm({ MetricName: "Errors" }) },
      "a namespace that a parameter gives": {
        Watch: alarm({
          Namespace: { "Fn::Sub": "AWS/${Open}" },
          MetricName: "Errors",
          Dimensions: dimensions({ FunctionName: "greeter" }),
        }),
      },
      "a namespace under a condition": {
        Watch: alarm({
          Namespace: { "Fn::If": ["IsProd", "AWS/Lambda", { Ref: "AWS::NoValue" }] },
          MetricName: "Errors",
          Dimensions: dimensions({ FunctionName: "greeter" }),
        }),
      },
    }),
  ).toMatchInlineSnapshot(`
    {
      "a Metrics Insights query": [
        "unknown Greeter (live): rollback alarm Watch is a Metrics Insights query; alarm Watch is a Metrics Insights query, which is not evaluated",
      ],
      "a log alarm": [
        "unknown Greeter (live): rollback alarm Watch queries logs; alarm Watch names its log groups in its query, which is not evaluated",
      ],
      "a namespace that a parameter gives": [
        "unknown Greeter (live): rollback alarm Watch watches a metric whose namespace is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a namespace under a condition": [
        "unknown Greeter (live): rollback alarm Watch watches a metric whose namespace is unknown; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=…",
      ],
      "metrics under a condition": [
        "unknown Greeter (live): rollback alarm Watch watches unknown series; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=…",
      ],
      "no metrics": [
        "unknown Greeter (live): rollback alarm Watch watches no supported metric; has no supported metric or query",
      ],
      "no namespace": [
        "unknown Greeter (live): rollback alarm Watch watches a metric without a namespace; has no namespace",
      ],
    }
  `);
});

test("the rule of a composite alarm", async () => {
  const Member = errors({ FunctionName: "greeter" });
  expect(
    await seen({
      "given by a parameter": { Watch: composite({ Ref: "Open" }) },
      "under a condition": {
        Watch: composite({ "Fn::If": ["IsProd", { "Fn::Sub": "ALARM(${Member})" }, { Ref: "AWS::NoValue" }] }),
        Member,
      },
      "that nobody can read": { Watch: composite("ALARM(") },
      "without a member": { Watch: composite("FALSE") },
      "with a member that a parameter names": { Watch: composite({ "Fn::Sub": "ALARM(${Open})" }) },
      "with a member that is not there": {
        Watch: composite({ "Fn::Sub": "ALARM(${Member})" }),
        Member: { ...Member, Condition: "No" },
      },
      "with a member elsewhere": { Watch: composite("ALARM(elsewhere)") },
      "with a member in quotes": { Watch: composite({ "Fn::Sub": "ALARM(\"${Member}\") OR OK('x')" }), Member },
      "at least one of two": {
        Watch: composite({ "Fn::Sub": "AT_LEAST(1, ALARM, (${Member}, elsewhere))" }),
        Member,
      },
      "at least that many": { Watch: composite({ "Fn::Sub": "AT_LEAST(many, ALARM, (${Member}))" }), Member },
      "at least without a list": { Watch: composite({ "Fn::Sub": "AT_LEAST(1, ALARM, ${Member})" }), Member },
      "with a bracket left open": { Watch: composite({ "Fn::Sub": "(ALARM(${Member})" }), Member },
      "negated and left open": { Watch: composite("NOT (") },
    }),
  ).toMatchInlineSnapshot(`
    {
      "at least one of two": [
        "pass Greeter (live): rollback alarm Watch has member Member, which watches Errors of the function (level function)",
      ],
      "at least that many": [
        "unknown Greeter (live): rollback alarm Watch has an unknown rule; its AlarmRule is not supported",
      ],
      "at least without a list": [
        "unknown Greeter (live): rollback alarm Watch has an unknown rule; its AlarmRule is not supported",
      ],
      "given by a parameter": [
        "unknown Greeter (live): rollback alarm Watch has an unknown rule; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "negated and left open": [
        "unknown Greeter (live): rollback alarm Watch has an unknown rule; its AlarmRule is not supported",
      ],
      "that nobody can read": [
        "unknown Greeter (live): rollback alarm Watch has an unknown rule; its AlarmRule is not supported",
      ],
      "under a condition": [
        "unknown Greeter (live): rollback alarm Watch has an unknown rule; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=…",
      ],
      "with a bracket left open": [
        "unknown Greeter (live): rollback alarm Watch has an unknown rule; its AlarmRule is not supported",
      ],
      "with a member elsewhere": [
        "unknown Greeter (live): rollback alarm Watch has member elsewhere; alarm elsewhere is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "with a member in quotes": [
        "pass Greeter (live): rollback alarm Watch has member Member, which watches Errors of the function (level function)",
      ],
      "with a member that a parameter names": [
        "unknown Greeter (live): rollback alarm Watch has an unknown member (\${Open}); depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "with a member that is not there": [
        "unknown Greeter (live): rollback alarm Watch has member \${Member}; alarm \${Member} is not there",
      ],
      "without a member": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch has a rule that no member can fulfil (level nothing)",
      ],
    }
  `);
});

test("the metric of an API", async () => {
  const api = (given: JsonObject | undefined, metric = "5XXError"): JsonObject =>
    alarm({ Namespace: "AWS/ApiGateway", MetricName: metric, ...(given === undefined ? {} : { Dimensions: dimensions(given) }) });
  const Api = { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "greetings", ProtocolType: "HTTP" } };
  const integration = (uri: JsonObject | string): JsonObject => ({
    Type: "AWS::ApiGatewayV2::Integration",
    Properties: { ApiId: { Ref: "Api" }, IntegrationType: "AWS_PROXY", IntegrationUri: uri, PayloadFormatVersion: "2.0" },
  });
  const Route = {
    Type: "AWS::ApiGatewayV2::Route",
    Properties: { ApiId: { Ref: "Api" }, RouteKey: "GET /greet", Target: { "Fn::Sub": "integrations/${Integration}" } },
  };
  const own = { Api, Integration: integration({ Ref: "Live" }), Route };
  const stage = (settings: JsonObject): JsonObject => ({
    Type: "AWS::ApiGatewayV2::Stage",
    Properties: { ApiId: { Ref: "Api" }, StageName: "$default", DefaultRouteSettings: settings },
  });
  const ofRoute = { ...own, Watch: api({ ApiId: { Ref: "Api" }, Stage: "$default", Method: "GET", Resource: "/greet" }, "5xx") };
  expect(
    await seen({
      "of the whole account": { ...own, Watch: api(undefined, "5xx") },
      "of an API that a parameter names": { ...own, Watch: api({ ApiId: { Ref: "Open" } }, "5xx") },
      "of an HTTP API by its name": { ...own, Watch: api({ ApiName: "greetings" }, "5xx") },
      "of an API that is not there": { ...own, Watch: api({ ApiId: "a1b2c3" }, "5xx") },
      "without an API": { ...own, Watch: api({ Stage: "$default" }, "5xx") },
      "of one that leads elsewhere": {
        ...own,
        Integration: integration({ Ref: "Open" }),
        Watch: api({ ApiId: { Ref: "Api" } }, "5xx"),
      },
      "of a route": { ...ofRoute, Stage: stage({ DetailedMetricsEnabled: true }) },
      "of a route without detailed metrics": { ...ofRoute, Stage: stage({}) },
      "of a route of a stage elsewhere": ofRoute,
      "of another route": {
        ...own,
        Watch: api({ ApiId: { Ref: "Api" }, Stage: "$default", Method: "GET", Resource: "/x" }, "5xx"),
      },
      "of dimensions that a parameter gives": {
        ...own,
        Watch: alarm({ Namespace: "AWS/ApiGateway", MetricName: "5xx", Dimensions: { Ref: "Many" } }),
      },
    }),
  ).toMatchInlineSnapshot(`
    {
      "of a route": [
        "pass Greeter (live): rollback alarm Watch watches 5xx of GET /greet of API Api, which invokes alias live (level api)",
      ],
      "of a route of a stage elsewhere": [
        "unknown Greeter (live): rollback alarm Watch watches 5xx of GET /greet of API Api, which invokes alias live; stage $default is not defined in the audited stacks, and with it whether it has detailed metrics",
      ],
      "of a route without detailed metrics": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch never has data: stage $default publishes no metrics of GET /greet: detailed metrics are not enabled for it (level nothing)",
      ],
      "of an API that a parameter names": [
        "unknown Greeter (live): rollback alarm Watch watches 5xx of an unknown API; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of an API that is not there": [
        "unknown Greeter (live): rollback alarm Watch watches 5xx of API a1b2c3; API a1b2c3 is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "of an HTTP API by its name": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch never has data: the metrics of an HTTP API have ApiId, not ApiName (level nothing)",
      ],
      "of another route": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch watches 5xx of GET /x of API Api, which does not invoke the function (level nothing)",
      ],
      "of dimensions that a parameter gives": [
        "unknown Greeter (live): rollback alarm Watch watches 5xx of an unknown API; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
      "of one that leads elsewhere": [
        "unknown Greeter (live): rollback alarm Watch watches 5xx of API Api; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of the whole account": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch never has data: API Gateway publishes 5xx with ApiId, or ApiId + Stage, or ApiId + Stage + Method + Resource, or ApiId + Stage + Route, not with no dimension (level nothing)",
      ],
      "without an API": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch never has data: API Gateway publishes no metric with the dimensions Stage (level nothing)",
      ],
    }
  `);
});

test("the metric of a metric filter, and a custom metric", async () => {
  const filter = (LogGroupName: JsonObject | string, more: JsonObject = {}): JsonObject => ({
    Type: "AWS::Logs::MetricFilter",
    Properties: {
      LogGroupName,
      FilterPattern: "ERROR",
      MetricTransformations: [{ MetricNamespace: "greetings", MetricName: "Failures", MetricValue: "1", ...more }],
    },
  });
  const Watch = alarm({ Namespace: "greetings", MetricName: "Failures" });
  expect(
    await seen({
      "in its log": { Watch, Filter: filter("/aws/lambda/greeter") },
      "in another log": { Watch, Filter: filter("/aws/lambda/other") },
      "in a log that a parameter names": { Watch, Filter: filter({ Ref: "Open" }) },
      "whose name a parameter gives": { Watch, Filter: filter("/aws/lambda/greeter", { MetricName: { Ref: "Open" } }) },
      "without a filter": { Watch },
      "whose dimensions a parameter gives": {
        Watch: alarm({ Namespace: "greetings", MetricName: "Failures", Dimensions: { Ref: "Many" } }),
      },
      "whose dimensions name it": {
        Watch: alarm({ Namespace: "greetings", MetricName: "Failures", Dimensions: dimensions({ service: "greeter" }) }),
      },
      "whose dimensions name another function": {
        Watch: alarm({ Namespace: "greetings", MetricName: "Failures", Dimensions: dimensions({ service: { Ref: "Other" } }) }),
      },
    }),
  ).toMatchInlineSnapshot(`
    {
      "in a log that a parameter names": [
        "unknown Greeter (live): rollback alarm Watch watches what metric filter Filter counts; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "in another log": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch watches what metric filter Filter counts in another log group (level nothing)",
      ],
      "in its log": [
        "pass Greeter (live): rollback alarm Watch watches what metric filter Filter counts in the function's log group (level log)",
      ],
      "whose dimensions a parameter gives": [
        "unknown Greeter (live): rollback alarm Watch watches custom metric greetings Failures; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
      "whose dimensions name another function": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch watches custom metric greetings Failures of function Other (level nothing)",
      ],
      "whose dimensions name it": [
        "unknown Greeter (live): it is unknown whether rollback alarm Watch, which watches custom metric greetings Failures (service=greeter), is about the function; the template does not show what that metric measures; if it measures the function, add its namespace to the option customNamespaces: ["greetings"]",
      ],
      "whose name a parameter gives": [
        "unknown Greeter (live): rollback alarm Watch may watch what metric filter Filter counts; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "without a filter": [
        "unknown Greeter (live): it is unknown whether rollback alarm Watch, which watches custom metric greetings Failures, is about the function; the template does not show what that metric measures; if it measures the function, add its namespace to the option customNamespaces: ["greetings"]",
      ],
    }
  `);
});

test("metrics of another service, which links to the function or not", async () => {
  const Queue: JsonObject = { Type: "AWS::SQS::Queue" };
  const age = (QueueName: JsonObject | string): JsonObject =>
    alarm({
      Namespace: "AWS/SQS",
      MetricName: "ApproximateAgeOfOldestMessage",
      Statistic: "Maximum",
      Threshold: 600,
      Dimensions: dimensions({ QueueName }),
    });
  const Watch = age({ "Fn::GetAtt": ["Queue", "QueueName"] });
  const consumes = (FunctionName: JsonObject): JsonObject => ({
    Type: "AWS::Lambda::EventSourceMapping",
    Properties: { EventSourceArn: { "Fn::GetAtt": ["Queue", "Arn"] }, FunctionName },
  });
  const sends = (QUEUE: JsonObject): JsonObject => ({
    Type: "AWS::Lambda::Function",
    Properties: {
      FunctionName: "greeter",
      Role: "arn:aws:iam::111122223333:role/greeter",
      Code: { S3Bucket: "code", S3Key: "a.zip" },
      Environment: { Variables: { QUEUE } },
    },
  });
  expect(
    await seen({
      "a queue that nothing links to it": { Watch, Queue },
      "a queue that it consumes": { Watch, Queue, Mapping: consumes({ Ref: "Live" }) },
      "a queue that another function consumes": { Watch, Queue, Mapping: consumes({ Ref: "Other" }) },
      "a queue that it sends to": { Watch, Queue, Greeter: sends({ Ref: "Queue" }) },
      "a queue that a parameter names": { Watch: age({ Ref: "Open" }), Queue },
    }),
  ).toMatchInlineSnapshot(`
    {
      "a queue that a parameter names": [
        "unknown Greeter (live): it is unknown whether rollback alarm Watch, which watches metric AWS/SQS ApproximateAgeOfOldestMessage (QueueName=\${Open}), is about the function; the template does not show whether that metric measures the function",
      ],
      "a queue that another function consumes": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch watches metric AWS/SQS ApproximateAgeOfOldestMessage of Queue, which has no known relation to function Greeter (level nothing)",
      ],
      "a queue that it consumes": [
        "unknown Greeter (live): it is unknown whether rollback alarm Watch, which watches metric AWS/SQS ApproximateAgeOfOldestMessage (QueueName=\${Queue.QueueName}), is about the function; the template does not show whether that metric measures the function",
      ],
      "a queue that it sends to": [
        "unknown Greeter (live): it is unknown whether rollback alarm Watch, which watches metric AWS/SQS ApproximateAgeOfOldestMessage (QueueName=\${Queue.QueueName}), is about the function; the template does not show whether that metric measures the function",
      ],
      "a queue that nothing links to it": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: Watch watches metric AWS/SQS ApproximateAgeOfOldestMessage of Queue, which has no known relation to function Greeter (level nothing)",
      ],
    }
  `);
});
