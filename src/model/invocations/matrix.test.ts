import { describe, expect, it } from "vitest";
import { factsOf, stack } from "../../../test/facts.ts";
import type { Qualifier } from "../functions/function.ts";
import type { Json, JsonObject } from "../json.ts";
import { link } from "../link.ts";
import type { Invocation, InvocationKind } from "./invocation.ts";

const worker: JsonObject = {
  Worker: { Type: "AWS::Lambda::Function", Properties: { FunctionName: { "Fn::Sub": "worker-${AWS::StackName}" } } },
  Version: { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Worker" } } },
  Live: {
    Type: "AWS::Lambda::Alias",
    Properties: {
      FunctionName: { Ref: "Worker" },
      FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] },
      Name: "live",
    },
  },
};

/** Every way of writing which function is meant, and the qualifier that each resolves to. */
const NAMED = "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:worker-${AWS::StackName}";
const TARGETS: readonly (readonly [string, Json, string])[] = [
  ["the alias", { Ref: "Live" }, "alias live"],
  ["the function's ARN and the alias's name", { "Fn::Sub": "${Worker.Arn}:live" }, "alias live"],
  ["joined pieces of the alias's ARN", joined(":live"), "alias live"],
  ["the function's name and the alias's", { "Fn::Sub": `${NAMED}:live` }, "alias live"],
  ["the function", { "Fn::GetAtt": ["Worker", "Arn"] }, "none"],
  ["the function's name", { "Fn::Sub": NAMED }, "none"],
  ["$LATEST", { "Fn::Sub": "${Worker.Arn}:$LATEST" }, "latest"],
  ["a version", { Ref: "Version" }, "version Version"],
  ["a version's number", { "Fn::Sub": "${Worker.Arn}:7" }, "version 7"],
  ["an alias that nobody defines", { "Fn::Sub": "${Worker.Arn}:blue" }, "unknown alias blue"],
];

function joined(end: string): Json {
  const part = (index: number) => ({ "Fn::Select": [index, { "Fn::Split": [":", { Ref: "Live" }] }] });
  return { "Fn::Join": [":", [0, 1, 2, 3, 4, 5].map(part).concat([{ "Fn::Join": ["", [part(6), end]] } as never])] };
}

const uri = (target: Json): Json => ({
  "Fn::Join": ["", ["arn:aws:apigateway:", { Ref: "AWS::Region" }, ":lambda:path/2015-03-31/functions/", target, "/invocations"]],
});
const of = (type: string, properties: JsonObject): JsonObject => ({ Type: type, Properties: properties });
const openApi = (target: Json): JsonObject => ({
  openapi: "3.0.1",
  paths: { "/work": { post: { "x-amazon-apigateway-integration": { type: "aws_proxy", uri: uri(target) } } } },
});
const states = (task: string): Json => `{"StartAt":"Do","States":{"Do":{"Type":"Task","End":true,${task}}}}`;

/** Every kind of invoker, around one way of naming the function. */
const INVOKERS: readonly (readonly [InvocationKind, string, (target: Json) => JsonObject, string | null])[] = [
  [
    "rest-api",
    "a method",
    (target) => ({
      Api: of("AWS::ApiGateway::RestApi", {}),
      Works: of("AWS::ApiGateway::Resource", { PathPart: "works", ParentId: { "Fn::GetAtt": ["Api", "RootResourceId"] } }),
      Work: of("AWS::ApiGateway::Resource", { PathPart: "{id}", ParentId: { Ref: "Works" } }),
      Invoker: of("AWS::ApiGateway::Method", {
        HttpMethod: "GET",
        ResourceId: { Ref: "Work" },
        RestApiId: { Ref: "Api" },
        Integration: { Type: "AWS_PROXY", Uri: uri(target) },
      }),
    }),
    "GET /works/{id}",
  ],
  ["rest-api", "a body", (target) => ({ Invoker: of("AWS::ApiGateway::RestApi", { Body: openApi(target) }) }), "POST /work"],
  [
    "http-api",
    "a body",
    (target) => ({ Invoker: of("AWS::ApiGatewayV2::Api", { ProtocolType: "HTTP", Body: openApi(target) }) }),
    "POST /work",
  ],
  [
    "http-api",
    "an integration",
    (target) => ({
      Api: of("AWS::ApiGatewayV2::Api", { ProtocolType: "HTTP" }),
      Invoker: of("AWS::ApiGatewayV2::Integration", {
        ApiId: { Ref: "Api" },
        IntegrationType: "AWS_PROXY",
        IntegrationUri: target,
      }),
      Route: of("AWS::ApiGatewayV2::Route", {
        ApiId: { Ref: "Api" },
        RouteKey: "GET /work",
        Target: { "Fn::Sub": "integrations/${Invoker}" },
      }),
    }),
    "GET /work",
  ],
  [
    "http-api",
    "quick create",
    (target) => ({ Invoker: of("AWS::ApiGatewayV2::Api", { ProtocolType: "HTTP", Target: target }) }),
    "$default",
  ],
  [
    "websocket-api",
    "an integration",
    (target) => ({
      Api: of("AWS::ApiGatewayV2::Api", { ProtocolType: "WEBSOCKET" }),
      Invoker: of("AWS::ApiGatewayV2::Integration", {
        ApiId: { Ref: "Api" },
        IntegrationType: "AWS_PROXY",
        IntegrationUri: uri(target),
      }),
      Route: of("AWS::ApiGatewayV2::Route", {
        ApiId: { Ref: "Api" },
        RouteKey: "$connect",
        Target: { "Fn::Join": ["/", ["integrations", { Ref: "Invoker" }]] },
      }),
    }),
    "$connect",
  ],
  [
    "authorizer",
    "of a REST API",
    (target) => ({ Invoker: of("AWS::ApiGateway::Authorizer", { Name: "Guard", AuthorizerUri: uri(target) }) }),
    "Guard",
  ],
  [
    "authorizer",
    "of an HTTP API",
    (target) => ({ Invoker: of("AWS::ApiGatewayV2::Authorizer", { Name: "Guard", AuthorizerUri: uri(target) }) }),
    "Guard",
  ],
  [
    "authorizer",
    "in a Swagger body",
    (target) => ({
      Invoker: of("AWS::ApiGateway::RestApi", {
        Body: { securityDefinitions: { Guard: { "x-amazon-apigateway-authorizer": { authorizerUri: uri(target) } } } },
      }),
    }),
    "Guard",
  ],
  [
    "authorizer",
    "in an OpenAPI body",
    (target) => ({
      Invoker: of("AWS::ApiGatewayV2::Api", {
        Body: {
          components: { securitySchemes: { Guard: { "x-amazon-apigateway-authorizer": { authorizerUri: uri(target) } } } },
        },
      }),
    }),
    "Guard",
  ],
  [
    "authorizer",
    "of AppSync",
    (target) => ({
      Invoker: of("AWS::AppSync::GraphQLApi", {
        AdditionalAuthenticationProviders: [{ LambdaAuthorizerConfig: { AuthorizerUri: target } }],
      }),
    }),
    null,
  ],
  [
    "event-source-mapping",
    "a mapping",
    (target) => ({ Invoker: of("AWS::Lambda::EventSourceMapping", { FunctionName: target }) }),
    null,
  ],
  ["rule", "a rule", (target) => ({ Invoker: of("AWS::Events::Rule", { Targets: [{ Id: "work", Arn: target }] }) }), "work"],
  ["schedule", "a schedule", (target) => ({ Invoker: of("AWS::Scheduler::Schedule", { Target: { Arn: target } }) }), null],
  [
    "schedule",
    "a schedule's API call",
    (target) => {
      const Input = { "Fn::Join": ["", ['{"FunctionName":"', target, '"}']] };
      return { Invoker: of("AWS::Scheduler::Schedule", { Target: { Arn: "arn:aws:scheduler:::aws-sdk:lambda:invoke", Input } }) };
    },
    null,
  ],
  [
    "topic-subscription",
    "a subscription",
    (target) => ({ Invoker: of("AWS::SNS::Subscription", { Protocol: "lambda", Endpoint: target }) }),
    null,
  ],
  [
    "topic-subscription",
    "within the topic",
    (target) => ({
      Invoker: of("AWS::SNS::Topic", {
        Subscription: [
          { Protocol: "email", Endpoint: "ops@example.com" },
          { Protocol: "lambda", Endpoint: target },
        ],
      }),
    }),
    null,
  ],
  [
    "bucket-notification",
    "of the bucket",
    (target) => ({
      Invoker: of("AWS::S3::Bucket", {
        NotificationConfiguration: { LambdaConfigurations: [{ Event: "s3:ObjectCreated:*", Function: target }] },
      }),
    }),
    "s3:ObjectCreated:*",
  ],
  [
    "bucket-notification",
    "of the CDK",
    (target) => ({
      Invoker: of("Custom::S3BucketNotifications", {
        NotificationConfiguration: {
          LambdaFunctionConfigurations: [{ Events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"], LambdaFunctionArn: target }],
        },
      }),
    }),
    "s3:ObjectCreated:*, s3:ObjectRemoved:*",
  ],
  [
    "log-subscription",
    "a filter",
    (target) => ({ Invoker: of("AWS::Logs::SubscriptionFilter", { DestinationArn: target }) }),
    null,
  ],
  ["function-url", "a URL", (target) => ({ Invoker: of("AWS::Lambda::Url", { TargetFunctionArn: target }) }), null],
  [
    "state-machine",
    "a task in text",
    (target) => ({
      Invoker: of("AWS::StepFunctions::StateMachine", {
        DefinitionString: states('"Resource":"${work}"'),
        DefinitionSubstitutions: { work: target },
      }),
    }),
    "Do",
  ],
  [
    "state-machine",
    "an invocation in an object",
    (target) => ({
      Invoker: of("AWS::StepFunctions::StateMachine", {
        Definition: {
          StartAt: "Do",
          States: {
            Do: {
              Type: "Task",
              Resource: { "Fn::Sub": "arn:${AWS::Partition}:states:::lambda:invoke.waitForTaskToken" },
              Parameters: { FunctionName: target, "Payload.$": "$" },
            },
          },
        },
      }),
    }),
    "Do",
  ],
  [
    "appsync-data-source",
    "a data source",
    (target) => ({
      Invoker: of("AWS::AppSync::DataSource", { Name: "Works", LambdaConfig: { LambdaFunctionArn: target } }),
    }),
    "Works",
  ],
  [
    "cognito-trigger",
    "a trigger",
    (target) => ({ Invoker: of("AWS::Cognito::UserPool", { LambdaConfig: { PreSignUp: target, KMSKeyID: "key" } }) }),
    "PreSignUp",
  ],
  [
    "cognito-trigger",
    "a trigger with its version",
    (target) => ({
      Invoker: of("AWS::Cognito::UserPool", { LambdaConfig: { CustomSMSSender: { LambdaArn: target, LambdaVersion: "V1_0" } } }),
    }),
    "CustomSMSSender",
  ],
  [
    "iot-rule",
    "an action",
    (target) => ({
      Invoker: of("AWS::IoT::TopicRule", { TopicRulePayload: { Actions: [{ Lambda: { FunctionArn: target } }] } }),
    }),
    null,
  ],
  [
    "iot-rule",
    "what it does on an error",
    (target) => ({
      Invoker: of("AWS::IoT::TopicRule", {
        TopicRulePayload: { Actions: [{ Sqs: {} }], ErrorAction: { Lambda: { FunctionArn: target } } },
      }),
    }),
    "ErrorAction",
  ],
  [
    "firehose-processor",
    "a processor",
    (target) => ({
      Invoker: of("AWS::KinesisFirehose::DeliveryStream", {
        ExtendedS3DestinationConfiguration: {
          ProcessingConfiguration: {
            Enabled: true,
            Processors: [
              {
                Type: "Lambda",
                Parameters: [
                  { ParameterName: "BufferSizeInMBs", ParameterValue: "1" },
                  { ParameterName: "LambdaArn", ParameterValue: target },
                ],
              },
            ],
          },
        },
      }),
    }),
    null,
  ],
  [
    "target-group",
    "of a load balancer",
    (target) => ({
      Invoker: of("AWS::ElasticLoadBalancingV2::TargetGroup", { TargetType: "lambda", Targets: [{ Id: target }] }),
    }),
    null,
  ],
  [
    "target-group",
    "of VPC Lattice",
    (target) => ({ Invoker: of("AWS::VpcLattice::TargetGroup", { Type: "LAMBDA", Targets: [{ Id: target }] }) }),
    null,
  ],
  [
    "event-subscriber",
    "a subscriber of an event bus",
    (target) => ({ Invoker: of("AWS::EventsV2::Subscriber", { InvokeConfiguration: { TargetArn: target } }) }),
    null,
  ],
  ["pipe", "a pipe", (target) => ({ Invoker: of("AWS::Pipes::Pipe", { Target: target }) }), "Target"],
  [
    "receipt-rule",
    "a receipt rule",
    (target) => ({ Invoker: of("AWS::SES::ReceiptRule", { Rule: { Actions: [{ LambdaAction: { FunctionArn: target } }] } }) }),
    null,
  ],
  [
    "receipt-rule",
    "a rule of Mail Manager",
    (target) => ({
      Invoker: of("AWS::SES::MailManagerRuleSet", {
        Rules: [{ Actions: [{ Drop: {} }, { InvokeLambda: { FunctionArn: target, InvocationType: "EVENT" } }] }],
      }),
    }),
    null,
  ],
  [
    "bedrock-agent",
    "an action group of an agent",
    (target) => ({
      Invoker: of("AWS::Bedrock::Agent", {
        ActionGroups: [{ ActionGroupName: "Ask" }, { ActionGroupExecutor: { Lambda: target } }],
      }),
    }),
    null,
  ],
  [
    "bedrock-agent",
    "the orchestration of an agent",
    (target) => ({ Invoker: of("AWS::Bedrock::Agent", { CustomOrchestration: { Executor: { Lambda: target } } }) }),
    null,
  ],
  [
    "bedrock-flow",
    "a node of a flow",
    (target) => ({
      Invoker: of("AWS::Bedrock::Flow", {
        Definition: { Nodes: [{ Configuration: { LambdaFunction: { LambdaArn: target } } }] },
      }),
    }),
    null,
  ],
  [
    "agentcore-gateway",
    "a target of a gateway",
    (target) => ({
      Invoker: of("AWS::BedrockAgentCore::GatewayTarget", { TargetConfiguration: { Mcp: { Lambda: { LambdaArn: target } } } }),
    }),
    null,
  ],
  [
    "agentcore-gateway",
    "an interceptor of a gateway",
    (target) => ({
      Invoker: of("AWS::BedrockAgentCore::Gateway", {
        InterceptorConfigurations: [{ Interceptor: { Lambda: { Arn: target } } }],
      }),
    }),
    null,
  ],
  [
    "lex-bot",
    "a locale of a bot alias",
    (target) => ({
      Invoker: of("AWS::Lex::BotAlias", {
        BotAliasLocaleSettings: [{ BotAliasLocaleSetting: { CodeHookSpecification: { LambdaCodeHook: { LambdaArn: target } } } }],
      }),
    }),
    null,
  ],
  [
    "appsync-data-source",
    "what resolves conflicts",
    (target) => ({
      Invoker: of("AWS::AppSync::Resolver", {
        SyncConfig: { LambdaConflictHandlerConfig: { LambdaConflictHandlerArn: target } },
      }),
    }),
    null,
  ],
  [
    "config-rule",
    "a custom rule",
    (target) => ({
      Invoker: of("AWS::Config::ConfigRule", { Source: { Owner: "CUSTOM_LAMBDA", SourceIdentifier: target } }),
    }),
    null,
  ],
  [
    "iot-authorizer",
    "an authorizer of IoT",
    (target) => ({ Invoker: of("AWS::IoT::Authorizer", { AuthorizerFunctionArn: target }) }),
    null,
  ],
  [
    "iot-provisioning",
    "a hook of a provisioning template",
    (target) => ({ Invoker: of("AWS::IoT::ProvisioningTemplate", { PreProvisioningHook: { TargetArn: target } }) }),
    null,
  ],
  [
    "object-lambda",
    "an access point",
    (target) => ({
      Invoker: of("AWS::S3ObjectLambda::AccessPoint", {
        ObjectLambdaConfiguration: {
          TransformationConfigurations: [{ ContentTransformation: { AwsLambda: { FunctionArn: target } } }],
        },
      }),
    }),
    null,
  ],
  [
    "transfer-server",
    "an identity provider",
    (target) => ({ Invoker: of("AWS::Transfer::Server", { IdentityProviderDetails: { Function: target } }) }),
    null,
  ],
  [
    "transfer-server",
    "a step of a workflow",
    (target) => ({ Invoker: of("AWS::Transfer::Workflow", { Steps: [{ CustomStepDetails: { Target: target } }] }) }),
    null,
  ],
  [
    "connect-integration",
    "an integration of a contact center",
    (target) => ({
      Invoker: of("AWS::Connect::IntegrationAssociation", { IntegrationType: "LAMBDA_FUNCTION", IntegrationArn: target }),
    }),
    null,
  ],
  [
    "alarm-action",
    "an action of an alarm",
    (target) => ({ Invoker: of("AWS::CloudWatch::Alarm", { AlarmActions: [target] }) }),
    null,
  ],
  [
    "destination",
    "a destination",
    (target) => ({
      Invoker: of("AWS::Lambda::EventInvokeConfig", { DestinationConfig: { OnSuccess: { Destination: target } } }),
    }),
    "OnSuccess",
  ],
];

function invocationsOf(resources: JsonObject): readonly Invocation[] {
  return link(factsOf(stack("Shop", { Resources: { ...worker, ...resources } }))).invocations;
}

function say(qualifier: Qualifier): string {
  switch (qualifier.kind) {
    case "alias":
      return `alias ${qualifier.alias.resource.logicalId === "Live" ? "live" : "?"}`;
    case "version":
      return `version ${qualifier.version}`;
    case "unknown alias":
      return `unknown alias ${qualifier.name}`;
    default:
      return qualifier.kind;
  }
}

describe.each(INVOKERS)("%s: %s", (kind, _form, resources, detail) => {
  it.each(TARGETS)("that names %s", (_way, target, expected) => {
    const found = invocationsOf(resources(target));
    expect(found.map((each) => [each.kind, each.resource.logicalId, each.detail])).toEqual([[kind, "Invoker", detail]]);
    const [{ target: led } = {} as Invocation] = found;
    expect(led.state === "known" ? `${led.value.function.resource.logicalId} ${say(led.value.qualifier)}` : led).toBe(
      `Worker ${expected}`,
    );
  });

  it("that names a queue, which is no function", () => {
    const found = invocationsOf({ Queue: of("AWS::SQS::Queue", {}), ...resources({ "Fn::GetAtt": ["Queue", "Arn"] }) });
    // Within an integration's path nothing but a function makes sense, so there it is a doubt.
    expect(found.every(({ target }) => target.state !== "known")).toBe(true);
  });

  it("that names either, by an undecided condition", () => {
    const facts = stack("Shop", {
      Parameters: { Stage: { Type: "String" } },
      Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] } },
      Resources: { ...worker, ...resources({ "Fn::If": ["IsProd", { Ref: "Live" }, { "Fn::GetAtt": ["Worker", "Arn"] }] }) },
    });
    const [found, ...others] = link(factsOf(facts)).invocations;
    expect(others).toEqual([]);
    expect(found?.target.state).toBe("unresolved");
    expect(found?.target).toHaveProperty("undecided", [expect.objectContaining({ label: "parameter Stage" })]);
    const decided = link(factsOf(facts), { world: new Map([["Shop parameter Stage", "prod"]]) }).invocations;
    expect(decided.map(({ target }) => target.state)).toEqual(["known"]);
  });
});
