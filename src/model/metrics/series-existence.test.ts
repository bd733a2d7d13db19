// Whether anything publishes the series of an alarm, where the template leaves it open or comes close to one that is published.
import { expect, test } from "vitest";
import { audited } from "../../../test/audited.ts";
import { alarm, dimensions, errors, math, saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";

const on = (Namespace: Json, MetricName: Json, Dimensions: Json): JsonObject => alarm({ Namespace, MetricName, Dimensions });
const said = (variants: Record<string, JsonObject>) => saidOfEach("alarm-metric", variants, "Watch");
const undecided = (one: Json): Json => ({ "Fn::If": ["IsProd", one, { Ref: "AWS::NoValue" }] });

test("of functions", async () => {
  const plain = dimensions({ FunctionName: "greeter" });
  expect(
    await said({
      "by the name": { Watch: errors({ FunctionName: "greeter" }) },
      "by the ARN": { Watch: errors({ FunctionName: { "Fn::GetAtt": ["Greeter", "Arn"] } }) },
      "by a qualified name": { Watch: errors({ FunctionName: "greeter:live" }) },
      "of dimensions that a parameter gives": { Watch: on("AWS/Lambda", "Errors", { Ref: "Many" }) },
      "of no metric of AWS, with dimensions that a parameter gives": { Watch: on("AWS/Lambda", "Greetings", { Ref: "Many" }) },
      "of a namespace that a condition decides": { Watch: on(undecided("AWS/Lambda"), "Errors", plain) },
      "of a metric that a parameter names": { Watch: on("AWS/Lambda", { Ref: "Open" }, plain) },
      "of metrics that a condition decides": {
        Watch: math(
          undecided({
            Id: "e",
            MetricStat: { Metric: { Namespace: "AWS/Lambda", MetricName: "Errors" }, Period: 60, Stat: "Sum" },
          }) as JsonObject,
        ),
      },
      "of an alias by its name": { Watch: errors({ FunctionName: "greeter", Resource: "greeter:live" }) },
      "of a resource that a parameter names": { Watch: errors({ FunctionName: "greeter", Resource: { Ref: "Open" } }) },
      "of an alias that a parameter names": {
        Watch: errors({ FunctionName: "greeter", Resource: { "Fn::Sub": "greeter:${Open}" } }),
      },
      "of a resource with two qualifiers": { Watch: errors({ FunctionName: "greeter", Resource: "greeter:live:7" }) },
      "of another function's resource": { Watch: errors({ FunctionName: "greeter", Resource: "other:live" }) },
      "with a misspelt dimension": { Watch: errors({ FunctionNam: "greeter" }) },
      "of a misspelt metric": { Watch: on("AWS/Lambda", "Erorrs", plain) },
    }),
  ).toMatchInlineSnapshot(`
    {
      "by a qualified name": [
        "fail Watch: never has data: its FunctionName is a qualified name (greeter:live), under which Lambda publishes nothing",
      ],
      "by the ARN": [
        "fail Watch: never has data: its FunctionName is an ARN (arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${Greeter}), under which Lambda publishes nothing",
      ],
      "by the name": [
        "pass Watch: Lambda publishes Errors with FunctionName; it is about Greeter",
      ],
      "of a metric that a parameter names": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of a misspelt metric": [
        "unknown Watch: may never have data; Lambda documents no metric Erorrs (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html, as of 2026-11-30); did you mean Errors?",
      ],
      "of a namespace that a condition decides": [
        "pass Watch: Lambda publishes Errors with FunctionName; it is about Greeter",
      ],
      "of a resource that a parameter names": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of a resource with two qualifiers": [
        "fail Watch: never has data: its Resource is greeter:live:7, but there is no such alias",
      ],
      "of an alias by its name": [
        "pass Watch: Lambda publishes Errors with FunctionName + Resource; it is about Greeter",
      ],
      "of an alias that a parameter names": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of another function's resource": [
        "fail Watch: never has data: its Resource is other:live, which is not of the function",
      ],
      "of dimensions that a parameter gives": [
        "unknown Watch: may never have data; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
      "of metrics that a condition decides": [
        "pass Watch: Lambda publishes Errors with no dimension",
      ],
      "of no metric of AWS, with dimensions that a parameter gives": [
        "unknown Watch: may never have data; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
      "with a misspelt dimension": [
        "fail Watch: never has data: Lambda publishes Errors with no dimension, or FunctionName, or FunctionName + Resource, or FunctionName + Resource + ExecutedVersion, not with FunctionNam",
      ],
    }
  `);
});

test("of what a dimension names", async () => {
  const queue = (QueueName: Json): JsonObject => on("AWS/SQS", "ApproximateAgeOfOldestMessage", dimensions({ QueueName }));
  const machine = (StateMachineArn: Json): JsonObject => on("AWS/States", "ExecutionsFailed", dimensions({ StateMachineArn }));
  const Orders = { Type: "AWS::SQS::Queue", Properties: { QueueName: "orders" } };
  const Machine = { Type: "AWS::StepFunctions::StateMachine", Properties: { StateMachineName: "ordering" } };
  expect(
    await said({
      "a queue by its name": { Orders, Watch: queue({ "Fn::GetAtt": ["Orders", "QueueName"] }) },
      "a queue by its ARN in writing": { Orders, Watch: queue("arn:aws:sqs:eu-west-1:111122223333:orders") },
      "a queue by its URL in writing": { Orders, Watch: queue("https://sqs.eu-west-1.amazonaws.com/111122223333/orders") },
      "a queue that is not there": {
        Orders: { ...Orders, Condition: "No" },
        Watch: queue({ "Fn::GetAtt": ["Orders", "QueueName"] }),
      },
      "a queue whose name is made of one that is not there": {
        Orders: { Type: "AWS::SQS::Queue", Condition: "No" },
        Watch: queue({ "Fn::Sub": "arn:aws:sqs:eu-west-1:111122223333:${Orders}" }),
      },
      "what is no queue": { Watch: queue({ Ref: "Deployments" }) },
      "a name that a parameter gives": { Orders, Watch: queue({ Ref: "Open" }) },
      "a name that another stack exports": { Orders, Watch: queue({ "Fn::ImportValue": "elsewhere" }) },
      "a state machine by its ARN": { Machine, Watch: machine({ Ref: "Machine" }) },
      "a state machine by its name in writing": { Machine, Watch: machine("ordering") },
      "a state machine elsewhere": { Machine, Watch: machine("arn:aws:states:eu-west-1:111122223333:stateMachine:elsewhere") },
      "a rule on a bus that a parameter names": {
        Rule: {
          Type: "AWS::Events::Rule",
          Properties: { Name: "nightly", EventBusName: { Ref: "Open" }, ScheduleExpression: "rate(1 day)" },
        },
        Watch: on("AWS/Events", "FailedInvocations", dimensions({ RuleName: { Ref: "Rule" } })),
      },
      "a table under another operation": {
        Watch: on("AWS/DynamoDB", "SystemErrors", dimensions({ TableName: "orders", Operation: "Greet" })),
      },
    }),
  ).toMatchInlineSnapshot(`
    {
      "a name that a parameter gives": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a name that another stack exports": [
        "pass Watch: SQS publishes ApproximateAgeOfOldestMessage with QueueName; its resource is external, not defined in the audited stacks",
      ],
      "a queue by its ARN in writing": [
        "fail Watch: never has data: its QueueName is arn:aws:sqs:eu-west-1:111122223333:orders, an ARN, but the metrics have the name",
      ],
      "a queue by its URL in writing": [
        "fail Watch: never has data: its QueueName is https://sqs.eu-west-1.amazonaws.com/111122223333/orders, a URL, but the metrics have the name",
      ],
      "a queue by its name": [
        "pass Watch: SQS publishes ApproximateAgeOfOldestMessage with QueueName; it is about Orders",
      ],
      "a queue that is not there": [
        "fail Watch: never has data: its QueueName refers to Orders, which does not exist",
      ],
      "a queue whose name is made of one that is not there": [
        "fail Watch: never has data: its QueueName is arn:aws:sqs:eu-west-1:111122223333:\${Orders}, an ARN, but the metrics have the name",
      ],
      "a rule on a bus that a parameter names": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a state machine by its ARN": [
        "pass Watch: Step Functions publishes ExecutionsFailed with StateMachineArn; it is about Machine",
      ],
      "a state machine by its name in writing": [
        "fail Watch: never has data: its StateMachineArn is ordering, but the metrics have the ARN",
      ],
      "a state machine elsewhere": [
        "pass Watch: Step Functions publishes ExecutionsFailed with StateMachineArn; arn:aws:states:eu-west-1:111122223333:stateMachine:elsewhere is external, not defined in the audited stacks",
      ],
      "a table under another operation": [
        "pass Watch: DynamoDB publishes SystemErrors with TableName + Operation; orders is external, not defined in the audited stacks",
      ],
      "what is no queue": [
        "unknown Watch: may never have data; depends on Ref of Deployments, an AWS::CodeDeploy::Application, which is only known after deployment",
      ],
    }
  `);
});

test("of APIs", async () => {
  const rest = (properties: JsonObject): JsonObject => ({ Type: "AWS::ApiGateway::RestApi", Properties: properties });
  const stage = (StageName: Json): JsonObject => ({
    Type: "AWS::ApiGateway::Stage",
    Properties: { RestApiId: { Ref: "Api" }, StageName, DeploymentId: "d" },
  });
  const watching = (given: JsonObject, MetricName = "5XXError"): JsonObject =>
    on("AWS/ApiGateway", MetricName, dimensions(given));
  const Api = rest({ Name: "greetings" });
  const Http = {
    Type: "AWS::ApiGatewayV2::Api",
    Properties: { Name: "greetings", ProtocolType: "HTTP", Target: { Ref: "Greeter" } },
  };
  expect(
    await said({
      "by its name": { Api, Watch: watching({ ApiName: "greetings" }) },
      "by its id as name": { Api, Watch: watching({ ApiName: { Ref: "Api" } }) },
      "a name without a letter of ASCII": { Api: rest({ Name: "挨拶" }), Watch: watching({ ApiName: { Ref: "Api" } }) },
      "a name with some letters of ASCII": { Api: rest({ Name: "挨拶 api" }), Watch: watching({ ApiName: "挨拶 api" }) },
      "a name that a parameter gives": { Api: rest({ Name: { Ref: "Open" } }), Watch: watching({ ApiName: "greetings" }) },
      "a name that a condition decides": {
        Api: rest({ Name: undecided("greetings") }),
        Watch: watching({ ApiName: "greetings" }),
      },
      "no name": { Api: rest({}), Watch: watching({ ApiName: "greetings" }) },
      "a stage that it has": { Api, Stage: stage("prod"), Watch: watching({ ApiName: "greetings", Stage: "prod" }) },
      "a stage that it has not": { Api, Stage: stage("prod"), Watch: watching({ ApiName: "greetings", Stage: "test" }) },
      "a stage that a parameter names": {
        Api,
        Stage: stage({ Ref: "Open" }),
        Watch: watching({ ApiName: "greetings", Stage: "test" }),
      },
      "a stage that a condition decides": {
        Api,
        Stage: stage(undecided("prod")),
        Watch: watching({ ApiName: "greetings", Stage: "test" }),
      },
      "a stage that may be the one": {
        Api,
        Stage: stage(undecided("test")),
        Watch: watching({ ApiName: "greetings", Stage: "test" }),
      },
      "a stage that the alarm leaves open": {
        Api,
        Stage: stage("prod"),
        Watch: watching({ ApiName: "greetings", Stage: { Ref: "Open" } }),
      },
      "an HTTP API by its id": { Http, Watch: watching({ ApiId: { Ref: "Http" } }, "5xx") },
      "its default stage": { Http, Watch: watching({ ApiId: { Ref: "Http" }, Stage: "$default" }, "5xx") },
      "an HTTP API by an id that a parameter gives": { Http, Watch: watching({ ApiId: { Ref: "Open" } }, "5xx") },
      "what is no API": { Http, Watch: watching({ ApiId: { Ref: "Deployments" } }, "5xx") },
      "by an id that is another's": { Api, Watch: watching({ ApiId: "a1b2c3" }, "5XXError") },
      "a metric of the other kind": { Http, Watch: watching({ ApiId: { Ref: "Http" } }, "CacheHitCount") },
    }),
  ).toMatchInlineSnapshot(`
    {
      "a metric of the other kind": [
        "fail Watch: never has data: API Gateway, for an HTTP API, publishes no CacheHitCount",
      ],
      "a name that a condition decides": [
        "unknown Watch: may never have data; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=…",
      ],
      "a name that a parameter gives": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a name with some letters of ASCII": [
        "fail Watch: never has data: API Gateway removes non-ASCII characters from ApiName ( api)",
      ],
      "a name without a letter of ASCII": [
        "pass Watch: API Gateway publishes 5XXError with ApiName; it is about Api",
      ],
      "a stage that a condition decides": [
        "unknown Watch: may fail: never has data: its Stage is test, and Api has prod; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: passes with another value, fails with prod)",
      ],
      "a stage that a parameter names": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a stage that it has": [
        "pass Watch: API Gateway publishes 5XXError with ApiName + Stage; it is about Api",
      ],
      "a stage that it has not": [
        "fail Watch: never has data: its Stage is test, and Api has prod",
      ],
      "a stage that may be the one": [
        "pass Watch: API Gateway publishes 5XXError with ApiName + Stage; it is about Api",
      ],
      "a stage that the alarm leaves open": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "an HTTP API by an id that a parameter gives": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "an HTTP API by its id": [
        "pass Watch: API Gateway publishes 5xx with ApiId; it is about Http",
      ],
      "by an id that is another's": [
        "fail Watch: never has data: API Gateway publishes 5XXError with ApiName, or ApiName + Stage, or ApiName + Stage + Method + Resource, not with ApiId",
      ],
      "by its id as name": [
        "fail Watch: never has data: its ApiName is the API's id, but the metrics of a REST API have its name",
      ],
      "by its name": [
        "pass Watch: API Gateway publishes 5XXError with ApiName; it is about Api",
      ],
      "its default stage": [
        "pass Watch: API Gateway publishes 5xx with ApiId + Stage; it is about Http",
      ],
      "no name": [
        "unknown Watch: may never have data; the API has neither a name nor a title",
      ],
      "what is no API": [
        "unknown Watch: may never have data; depends on Ref of Deployments, an AWS::CodeDeploy::Application, which is only known after deployment",
      ],
    }
  `);
});

test("of metric filters", async () => {
  const filter = (transformation: Json): JsonObject => ({
    Type: "AWS::Logs::MetricFilter",
    Properties: { LogGroupName: "/aws/lambda/greeter", FilterPattern: "ERROR", MetricTransformations: transformation },
  });
  const made = (more: JsonObject): JsonObject =>
    filter([{ MetricNamespace: "greetings", MetricName: "Failures", MetricValue: "1", ...more }]);
  const watching = (MetricName: Json, given: JsonObject = {}): JsonObject => on("greetings", MetricName, dimensions(given));
  const adding = (EmitSystemFieldDimensions: Json): JsonObject => {
    const { Properties, ...rest } = made({}) as { Type: string; Properties: JsonObject };
    return { ...rest, Properties: { ...Properties, EmitSystemFieldDimensions } };
  };
  expect(
    await said({
      "as it is made": { Filter: made({}), Watch: watching("Failures") },
      "with two letters swapped": { Filter: made({}), Watch: watching("Fialures") },
      "with a letter more": { Filter: made({}), Watch: watching("Failuress") },
      "with another letter": { Filter: made({}), Watch: watching("Failares") },
      "of another name": { Filter: made({}), Watch: watching("Successes") },
      "of another number": { Filter: made({ MetricName: "Failures2" }), Watch: watching("Failures3") },
      "whose name a parameter gives": { Filter: made({ MetricName: { Ref: "Open" } }), Watch: watching("Failures") },
      "that a parameter names": { Filter: made({}), Watch: watching({ "Fn::Sub": "${Open}ures" }) },
      "whose name a condition decides": { Filter: made({ MetricName: undecided("Failures") }), Watch: watching("Failures") },
      "whose transformations a parameter gives": { Filter: filter({ Ref: "Open" }), Watch: watching("Failures") },
      "whose dimensions a parameter gives": { Filter: made({ Dimensions: { Ref: "Many" } }), Watch: watching("Failures") },
      "with the account that CloudWatch Logs adds": {
        Filter: adding(["@aws.account"]),
        Watch: watching("Failures", { "@aws.account": "111122223333" }),
      },
      "with the account, watched without it": { Filter: adding(["@aws.account"]), Watch: watching("Failures") },
      "with added fields that a parameter gives": {
        Filter: adding({ Ref: "Many" }),
        Watch: watching("Failures", { "@aws.account": "111122223333" }),
      },
      "with an added field that a parameter names": {
        Filter: adding([{ Ref: "Open" }]),
        Watch: watching("Failures", { "@aws.account": "111122223333" }),
      },
      "one of whose dimensions a parameter names": {
        Filter: made({ Dimensions: [{ Key: { Ref: "Open" }, Value: "$.service" }] }),
        Watch: watching("Failures", { service: "greeter" }),
      },
    }),
  ).toMatchInlineSnapshot(`
    {
      "as it is made": [
        "pass Watch: metric filter Filter publishes Failures",
      ],
      "of another name": [],
      "of another number": [],
      "one of whose dimensions a parameter names": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "that a parameter names": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "whose dimensions a parameter gives": [
        "unknown Watch: may never have data; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
      "whose name a condition decides": [
        "pass Watch: metric filter Filter publishes Failures",
      ],
      "whose name a parameter gives": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "whose transformations a parameter gives": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "with a letter more": [
        "fail Watch: never has data: nothing publishes greetings Failuress: metric filter Filter publishes greetings Failures",
      ],
      "with added fields that a parameter gives": [
        "unknown Watch: may never have data; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
      "with an added field that a parameter names": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "with another letter": [
        "fail Watch: never has data: nothing publishes greetings Failares: metric filter Filter publishes greetings Failures",
      ],
      "with the account that CloudWatch Logs adds": [
        "pass Watch: metric filter Filter publishes Failures",
      ],
      "with the account, watched without it": [
        "fail Watch: never has data: metric filter Filter publishes Failures with @aws.account, not with no dimension",
      ],
      "with two letters swapped": [
        "fail Watch: never has data: nothing publishes greetings Fialures: metric filter Filter publishes greetings Failures",
      ],
    }
  `);
});

test("of a service that publishes in one region only", async () => {
  const Watch = (MetricName: Json): JsonObject => ({
    Parameters: { Open: { Type: "String" } },
    Resources: { Watch: on("AWS/CloudFront", MetricName, dimensions({ DistributionId: "E2ABCDEF", Region: "Global" })) },
  });
  const saidIn = (region: string, metric: Json): Promise<string[]> =>
    audited({ "template.json": Watch(metric) }, { checks: ["alarm-metric"], request: { region } });
  expect({
    "a metric, in its region": await saidIn("us-east-1", "5xxErrorRate"),
    "a metric, in another one": await saidIn("eu-west-1", "5xxErrorRate"),
    "a metric, in China": await saidIn("cn-north-1", "5xxErrorRate"),
    "a metric that a parameter names, in another one": await saidIn("eu-west-1", { Ref: "Open" }),
    "a misnamed metric, in another one": await saidIn("eu-west-1", "5XXErrorRate"),
    "a metric that is not documented, in another one": await saidIn("eu-west-1", "Refunds"),
  }).toMatchInlineSnapshot(`
    {
      "a metric that a parameter names, in another one": [
        "fail Watch: never has data: CloudFront publishes its metrics in us-east-1 only, and the alarm is in eu-west-1",
      ],
      "a metric that is not documented, in another one": [
        "unknown Watch: may never have data; CloudFront documents no metric Refunds (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html, as of 2026-11-30)",
      ],
      "a metric, in China": [
        "pass Watch: CloudFront publishes 5xxErrorRate with DistributionId + Region; E2ABCDEF is external, not defined in the audited stacks",
      ],
      "a metric, in another one": [
        "fail Watch: never has data: CloudFront publishes its metrics in us-east-1 only, and the alarm is in eu-west-1",
      ],
      "a metric, in its region": [
        "pass Watch: CloudFront publishes 5xxErrorRate with DistributionId + Region; E2ABCDEF is external, not defined in the audited stacks",
      ],
      "a misnamed metric, in another one": [
        "unknown Watch: may never have data; CloudFront documents no metric 5XXErrorRate (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html, as of 2026-11-30); did you mean 5xxErrorRate?",
      ],
    }
  `);
});
