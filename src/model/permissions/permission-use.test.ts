// Which permission lets which invocation in, where the template leaves the permission, its source or its function open.
import { expect, test } from "vitest";
import { saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";

const permission = (properties: JsonObject): JsonObject => ({
  Type: "AWS::Lambda::Permission",
  Properties: {
    Action: "lambda:InvokeFunction",
    FunctionName: { Ref: "Greeter" },
    Principal: "events.amazonaws.com",
    ...properties,
  },
});
const rule = (Arn: Json): JsonObject => ({
  Type: "AWS::Events::Rule",
  Properties: { Name: "nightly", ScheduleExpression: "rate(1 day)", Targets: [{ Id: "Greeter", Arn }] },
});
const Rule = rule({ Ref: "Live" });
const said = (variants: Record<string, JsonObject>) => saidOfEach("invocation-permission", variants);

test("the permission itself", async () => {
  const onAlias = { FunctionName: { Ref: "Live" } };
  expect(
    await said({
      "on the alias that is invoked": { Rule, Let: permission(onAlias) },
      "on the function": { Rule, Let: permission({}) },
      "of an action that a parameter gives": { Rule, Let: permission({ Action: { Ref: "Open" } }) },
      "of another action": { Rule, Let: permission({ Action: "lambda:GetFunction" }) },
      "for a service that a parameter names": { Rule, Let: permission({ Principal: { Ref: "Open" } }) },
      "for an account": { Rule, Let: permission({ Principal: "111122223333" }) },
      "for nobody": { Rule, Let: permission({ Principal: { Ref: "AWS::NoValue" } }) },
      "on a function that a parameter names": { Rule, Let: permission({ FunctionName: { Ref: "Open" } }) },
      "on a qualifier that a parameter names": { Rule, Let: permission({ FunctionName: { "Fn::Sub": "greeter:${Open}" } }) },
      "beside one on the alias": { Rule, Let: permission({}), LetAlias: permission(onAlias) },
      "beside one on a function that a parameter names": {
        Rule,
        Let: permission({}),
        LetOpen: permission({ FunctionName: { Ref: "Open" } }),
      },
      "beside one of another service on a function that a parameter names": {
        Rule,
        Let: permission({}),
        LetOpen: permission({ FunctionName: { Ref: "Open" }, Principal: "sns.amazonaws.com" }),
      },
      "beside one on the alias in production": {
        Rule,
        Let: permission({}),
        LetAlias: { ...permission(onAlias), Condition: "IsProd" },
      },
      "refused to two": { Rule, Other: rule({ Ref: "Live" }), Let: permission({}) },
    }),
  ).toMatchInlineSnapshot(`
    {
      "beside one of another service on a function that a parameter names": [
        "fail Let: is on the function itself, and Greeter of Rule invokes alias live: this is denied",
      ],
      "beside one on a function that a parameter names": [
        "unknown Let: is on the function itself, and it is unknown whether it allows Greeter of Rule; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "beside one on the alias": [
        "pass LetAlias: is on alias live, which Greeter of Rule invokes",
      ],
      "beside one on the alias in production": [
        "unknown Let: is on the function itself, and it is unknown whether it allows Greeter of Rule; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=…",
        "pass LetAlias: is on alias live, which Greeter of Rule invokes",
      ],
      "for a service that a parameter names": [
        "unknown Let: is on the function itself, and it is unknown whether it allows Greeter of Rule; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "for an account": [],
      "for nobody": [],
      "of an action that a parameter gives": [
        "unknown Let: is on the function itself, and it is unknown whether it allows Greeter of Rule; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of another action": [],
      "on a function that a parameter names": [],
      "on a qualifier that a parameter names": [
        "unknown Let: is on an unknown qualifier, and it is unknown whether it allows Greeter of Rule; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "on the alias that is invoked": [
        "pass Let: is on alias live, which Greeter of Rule invokes",
      ],
      "on the function": [
        "fail Let: is on the function itself, and Greeter of Rule invokes alias live: this is denied",
      ],
      "refused to two": [
        "fail Let: is on the function itself, and Greeter of Other invokes alias live (and 1 more): this is denied",
      ],
    }
  `);
});

test("the source that it names", async () => {
  const arn = (SourceArn: Json): JsonObject => ({ Rule, Let: permission({ SourceArn }) });
  expect(
    await said({
      "the rule": arn({ "Fn::GetAtt": ["Rule", "Arn"] }),
      "every rule": arn("arn:aws:events:eu-west-1:111122223333:rule/*"),
      "another rule of the template": {
        ...arn({ "Fn::GetAtt": ["Weekly", "Arn"] }),
        Weekly: rule({ "Fn::GetAtt": ["Other", "Arn"] }),
      },
      "what a parameter gives": arn({ Ref: "Open" }),
      "what a condition decides": arn({ "Fn::If": ["IsProd", { "Fn::GetAtt": ["Rule", "Arn"] }, { Ref: "AWS::NoValue" }] }),
      "a rule by a name": arn("arn:aws:events:eu-west-1:111122223333:rule/weekly"),
    }),
  ).toMatchInlineSnapshot(`
    {
      "a rule by a name": [
        "unknown Let: is on the function itself, and it is unknown whether it allows Greeter of Rule; has the source pattern rule/weekly",
      ],
      "another rule of the template": [],
      "every rule": [
        "fail Let: is on the function itself, and Greeter of Rule invokes alias live: this is denied",
      ],
      "the rule": [
        "fail Let: is on the function itself, and Greeter of Rule invokes alias live: this is denied",
      ],
      "what a condition decides": [
        "fail Let: is on the function itself, and Greeter of Rule invokes alias live: this is denied",
      ],
      "what a parameter gives": [
        "unknown Let: is on the function itself, and it is unknown whether it allows Greeter of Rule; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
    }
  `);
});

test("the source of other services", async () => {
  const Topic = { Type: "AWS::SNS::Topic", Properties: {} };
  const subscription = (TopicArn: Json): JsonObject => ({
    Type: "AWS::SNS::Subscription",
    Properties: { TopicArn, Protocol: "lambda", Endpoint: { Ref: "Live" } },
  });
  const forTopic = (SourceArn: Json): JsonObject => permission({ Principal: "sns.amazonaws.com", SourceArn });
  const Api = { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "greetings", ProtocolType: "HTTP" } };
  const integration = (ApiId: Json): JsonObject => ({
    Type: "AWS::ApiGatewayV2::Integration",
    Properties: { ApiId, IntegrationType: "AWS_PROXY", IntegrationUri: { Ref: "Live" }, PayloadFormatVersion: "2.0" },
  });
  const route = (ApiId: Json): JsonObject => ({
    Type: "AWS::ApiGatewayV2::Route",
    Properties: { ApiId, RouteKey: "GET /greet", Target: { "Fn::Sub": "integrations/${Integration}" } },
  });
  const api = (SourceArn: Json, ApiId: Json = { Ref: "Api" }): JsonObject => ({
    Api,
    Integration: integration(ApiId),
    Route: route(ApiId),
    Let: permission({ Principal: "apigateway.amazonaws.com", SourceArn }),
  });
  expect(
    await said({
      "the topic": { Topic, Sub: subscription({ Ref: "Topic" }), Let: forTopic({ Ref: "Topic" }) },
      "the same topic elsewhere": {
        Sub: subscription("arn:aws:sns:eu-west-1:111122223333:elsewhere"),
        Let: forTopic("arn:aws:sns:eu-west-1:111122223333:elsewhere"),
      },
      "a topic elsewhere, and another": {
        Sub: subscription("arn:aws:sns:eu-west-1:111122223333:elsewhere"),
        Let: forTopic("arn:aws:sns:eu-west-1:111122223333:another"),
      },
      "a topic that a parameter gives": {
        Sub: subscription({ Ref: "Open" }),
        Let: forTopic("arn:aws:sns:eu-west-1:111122223333:another"),
      },
      "a topic that both name by a parameter": { Sub: subscription({ Ref: "Open" }), Let: forTopic({ Ref: "Open" }) },
      "a route": api({ "Fn::Sub": "arn:aws:execute-api:eu-west-1:111122223333:${Api}/*/GET/greet" }),
      "another route": api({ "Fn::Sub": "arn:aws:execute-api:eu-west-1:111122223333:${Api}/*/GET/leave" }),
      "a route that a parameter gives": api({ "Fn::Sub": "arn:aws:execute-api:eu-west-1:111122223333:${Api}/*/GET/${Open}" }),
      "the console's tests": api({ "Fn::Sub": "arn:aws:execute-api:eu-west-1:111122223333:${Api}/test-invoke-stage/GET/greet" }),
      "an API by its id": api("arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/*/GET/greet"),
      "an API that a parameter gives": api("arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/*/GET/greet", { Ref: "Open" }),
      "an API elsewhere": api("arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/*/GET/greet", "d4e5f6"),
    }),
  ).toMatchInlineSnapshot(`
    {
      "a route": [
        "fail Let: is on the function itself, and GET /greet of Integration invokes alias live: this is denied",
      ],
      "a route that a parameter gives": [
        "unknown Let: is on the function itself, and it is unknown whether it allows GET /greet of Integration; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a topic elsewhere, and another": [
        "unknown Let: is on the function itself, and it is unknown whether it allows Sub; has a source outside the audited stacks (arn:aws:sns:eu-west-1:111122223333:another)",
      ],
      "a topic that a parameter gives": [
        "unknown Let: is on the function itself, and it is unknown whether it allows Sub; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a topic that both name by a parameter": [
        "fail Let: is on the function itself, and Sub invokes alias live: this is denied",
      ],
      "an API by its id": [
        "unknown Let: is on the function itself, and it is unknown whether it allows GET /greet of Integration; has the source pattern a1b2c3/*/GET/greet",
      ],
      "an API elsewhere": [
        "unknown Let: is on the function itself, and it is unknown whether it allows GET /greet of Integration; has a source outside the audited stacks (arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/*/GET/greet)",
      ],
      "an API that a parameter gives": [
        "unknown Let: is on the function itself, and it is unknown whether it allows GET /greet of Integration; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "another route": [],
      "the console's tests": [],
      "the same topic elsewhere": [
        "fail Let: is on the function itself, and Sub invokes alias live: this is denied",
      ],
      "the topic": [
        "fail Let: is on the function itself, and Sub invokes alias live: this is denied",
      ],
    }
  `);
});

test("a stage that invokes an alias of its own", async () => {
  const stage = (StageName: string, alias: string): JsonObject => ({
    Type: "AWS::ApiGateway::Stage",
    Properties: { RestApiId: { Ref: "Api" }, StageName, Variables: { alias } },
  });
  const Uri = {
    "Fn::Sub":
      "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${Greeter.Arn}:${!stageVariables.alias}/invocations",
  };
  const Integration = { Type: "AWS_PROXY", IntegrationHttpMethod: "POST", Uri };
  const api: JsonObject = {
    Api: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: "greetings" } },
    Get: {
      Type: "AWS::ApiGateway::Method",
      Properties: {
        RestApiId: { Ref: "Api" },
        ResourceId: { "Fn::GetAtt": ["Api", "RootResourceId"] },
        HttpMethod: "GET",
        Integration,
      },
    },
    Prod: stage("prod", "live"),
    Dev: stage("dev", "$LATEST"),
  };
  const letIn = (qualifier: string, stages: string): JsonObject =>
    permission({
      FunctionName: { "Fn::Sub": `\${Greeter}${qualifier}` },
      Principal: "apigateway.amazonaws.com",
      SourceArn: { "Fn::Sub": `arn:aws:execute-api:eu-west-1:111122223333:\${Api}/${stages}/GET/` },
    });
  expect(
    await said({
      "each with its permission": { ...api, OnAlias: letIn(":live", "prod"), OnFunction: letIn("", "dev") },
      "one with the other's": { ...api, OnAlias: letIn(":live", "prod"), OnFunction: letIn("", "prod") },
      "both with one": { ...api, OnAlias: letIn(":live", "*") },
    }),
  ).toMatchInlineSnapshot(`
    {
      "both with one": [
        "fail OnAlias: is on alias live, and GET / (stage dev) of Get invokes $LATEST: this is denied",
      ],
      "each with its permission": [
        "pass OnAlias: is on alias live, which GET / (stage prod) of Get invokes",
        "pass OnFunction: is on the function itself, which GET / (stage dev) of Get invokes",
      ],
      "one with the other's": [
        "pass OnAlias: is on alias live, which GET / (stage prod) of Get invokes",
      ],
    }
  `);
});

test("what a resource policy lets in", async () => {
  const policy = (statement: JsonObject, ResourceArn: Json = { Ref: "Live" }): JsonObject => ({
    Type: "AWS::Lambda::ResourcePolicy",
    Properties: {
      ResourceArn,
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "lambda:InvokeFunction",
            Resource: ResourceArn,
            ...statement,
          },
        ],
      },
    },
  });
  const source = (arn: Json): JsonObject => ({ Condition: { ArnLike: { "aws:SourceArn": arn } } });
  const old = permission({});
  const beside = (Policy: JsonObject): JsonObject => ({ Rule, Old: old, Policy });
  const text = JSON.stringify({
    Statement: { Effect: "Allow", Principal: "*", Action: "lambda:*", Resource: "arn:aws:lambda:*:*:function:greeter:live" },
  });
  expect(
    await said({
      "the service": beside(policy({})),
      "the service of a list": beside(policy({ Principal: { Service: ["sns.amazonaws.com", "events.amazonaws.com"] } })),
      "anybody, as JSON text": {
        Rule,
        Policy: { Type: "AWS::Lambda::ResourcePolicy", Properties: { ResourceArn: { Ref: "Live" }, PolicyDocument: text } },
      },
      "another service": beside(policy({ Principal: { Service: "sns.amazonaws.com" } })),
      "a role": beside(policy({ Principal: { AWS: "arn:aws:iam::111122223333:role/caller" } })),
      "another action": beside(policy({ Action: "lambda:GetFunction" })),
      "on the function": { Rule, Policy: policy({}, { "Fn::GetAtt": ["Greeter", "Arn"] }) },
      "with a Resource that names the function": beside(policy({ Resource: { "Fn::GetAtt": ["Greeter", "Arn"] } })),
      "with a Resource that names all aliases": beside(policy({ Resource: { "Fn::Sub": "${Greeter.Arn}:*" } })),
      "from the rule": beside(policy(source({ "Fn::GetAtt": ["Rule", "Arn"] }))),
      "from another rule": beside(policy(source("arn:aws:events:eu-west-1:111122223333:rule/weekly"))),
      "from one of two rules": beside(policy(source(["arn:aws:events:*:*:rule/weekly", "arn:aws:events:*:*:rule/night*"]))),
      "from its account": beside(policy({ Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } } })),
      "from an organization": beside(policy({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } })),
      "by a document that a parameter gives": beside({
        Type: "AWS::Lambda::ResourcePolicy",
        Properties: { ResourceArn: { Ref: "Live" }, PolicyDocument: { Ref: "Open" } },
      }),
      "what a permission lets in too": { Rule, Let: permission({ FunctionName: { Ref: "Live" } }), Policy: policy({}) },
      "beside another policy": { Rule, Policy: policy({}), Second: policy({ Action: "lambda:GetFunction" }) },
    }),
  ).toMatchInlineSnapshot(`
    {
      "a role": [
        "fail Old: is on the function itself, and Greeter of Rule invokes alias live: this is denied",
      ],
      "another action": [
        "fail Old: is on the function itself, and Greeter of Rule invokes alias live: this is denied",
      ],
      "another service": [
        "fail Old: is on the function itself, and Greeter of Rule invokes alias live: this is denied",
      ],
      "anybody, as JSON text": [
        "pass Policy: is on alias live, which Greeter of Rule invokes",
      ],
      "beside another policy": [
        "fail Policy: is on alias live, and so is Second: each overwrites the other",
        "fail Second: is on alias live, and so is Policy: each overwrites the other",
      ],
      "by a document that a parameter gives": [
        "unknown Old: is on the function itself, and it is unknown whether it allows Greeter of Rule; depends on parameter Open, which has no value; pass --parameter Open=…",
        "unknown Policy: is on alias live, and it is unknown whether it allows Greeter of Rule; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "from an organization": [
        "unknown Old: is on the function itself, and it is unknown whether it allows Greeter of Rule; allows it under a condition on aws:principalorgid",
        "unknown Policy: is on alias live, and it is unknown whether it allows Greeter of Rule; allows it under a condition on aws:principalorgid",
      ],
      "from another rule": [
        "unknown Old: is on the function itself, and it is unknown whether it allows Greeter of Rule; has the source pattern rule/weekly",
        "pass Policy: is on alias live, which Greeter of Rule invokes",
      ],
      "from its account": [
        "pass Policy: is on alias live, which Greeter of Rule invokes",
      ],
      "from one of two rules": [
        "unknown Old: is on the function itself, and it is unknown whether it allows Greeter of Rule; has the source pattern rule/weekly",
        "pass Policy: is on alias live, which Greeter of Rule invokes",
      ],
      "from the rule": [
        "pass Policy: is on alias live, which Greeter of Rule invokes",
      ],
      "on the function": [
        "fail Policy: is on the function itself, and Greeter of Rule invokes alias live: this is denied",
      ],
      "the service": [
        "pass Policy: is on alias live, which Greeter of Rule invokes",
      ],
      "the service of a list": [
        "pass Policy: is on alias live, which Greeter of Rule invokes",
      ],
      "what a permission lets in too": [
        "fail Let: is on alias live, and so is Policy: each overwrites the other",
        "fail Policy: is on alias live, and so is Let: each overwrites the other",
      ],
      "with a Resource that names all aliases": [
        "pass Policy: is on alias live, which Greeter of Rule invokes",
      ],
      "with a Resource that names the function": [
        "fail Old: is on the function itself, and Greeter of Rule invokes alias live: this is denied",
      ],
    }
  `);
});
