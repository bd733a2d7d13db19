import { describe, expect, it } from "vitest";
import { factsOf, stack, type Template } from "../../../test/facts.ts";
import type { ResourceFacts } from "../facts.ts";
import type { Json, JsonObject } from "../json.ts";
import { link } from "../link.ts";
import type { Invocation } from "./invocation.ts";

const aliasOf = (name: string): JsonObject => ({
  [name]: { Type: "AWS::Lambda::Function", Properties: {} },
  [`${name}Version`]: { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: name } } },
  [`${name}Live`]: {
    Type: "AWS::Lambda::Alias",
    Properties: {
      FunctionName: { Ref: name },
      FunctionVersion: { "Fn::GetAtt": [`${name}Version`, "Version"] },
      Name: "live",
    },
  },
});
const stage = {
  Parameters: { Stage: { Type: "String" } },
  Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] } },
};
const prod = new Map([["Shop parameter Stage", "prod"]]);

function invocationsOf(Resources: JsonObject, template: Template = {}): readonly Invocation[] {
  const facts = factsOf(stack("Shop", { ...template, Resources: { ...aliasOf("Pay"), ...aliasOf("Ship"), ...Resources } }));
  return link(facts).invocations;
}

/** `GET /x → Pay alias`, one line an invocation. */
function lines(found: readonly Invocation[]): readonly string[] {
  return found.map(({ detail, target }) => `${detail} → ${shownTarget(target)}`);
}

function shownTarget(target: Invocation["target"]): string {
  if (target.state === "unresolved") return `? ${target.reason}`;
  if (target.state !== "known") return target.state;
  return `${target.value.function.resource.logicalId} ${target.value.qualifier.kind}`;
}

const integration = (target: string): JsonObject => ({
  type: "aws_proxy",
  uri: { "Fn::Sub": `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/${target}/invocations` },
});
const operation = (target: string): JsonObject => ({ "x-amazon-apigateway-integration": integration(target) });
const api = (Body: Json): JsonObject => ({ Api: { Type: "AWS::ApiGateway::RestApi", Properties: { Body } } });

describe("definitions of APIs", () => {
  it("have any method, a default route and keys that are no methods", () => {
    const paths = {
      "/pay": { "x-amazon-apigateway-any-method": operation("${PayLive}"), summary: { "Fn::Sub": "for ${Stage}" } },
      $default: { "x-amazon-apigateway-any-method": operation("${Ship.Arn}") },
    };
    expect(lines(invocationsOf(api({ paths }), stage))).toEqual(["ANY /pay → Pay alias", "$default → Ship none"]);
  });

  it("refer to integrations that are written once", () => {
    const Body = {
      components: { "x-amazon-apigateway-integrations": { pay: integration("${PayLive}") } },
      paths: {
        "/pay": {
          post: { "x-amazon-apigateway-integration": { $ref: "#/components/x-amazon-apigateway-integrations/pay" } },
        },
      },
    };
    expect(lines(invocationsOf(api(Body)))).toEqual(["POST /pay → Pay alias"]);
  });

  it("call other services, which is no invocation", () => {
    const uri = "arn:aws:apigateway:eu-west-1:sqs:path/111122223333/queue";
    const integrations = [{ type: "mock" }, { type: "aws", uri }, { type: "http_proxy", uri: "https://example.com" }];
    const paths = Object.fromEntries(
      integrations.map((each, index) => [`/${index}`, { get: { "x-amazon-apigateway-integration": each } }]),
    );
    expect(invocationsOf(api({ paths }))).toEqual([]);
  });

  it("keep a path that exists under a condition, with the function that it calls if it does", () => {
    const paths = { "/pay": { "Fn::If": ["IsProd", { get: operation("${PayLive}") }, { Ref: "AWS::NoValue" }] } };
    expect(lines(invocationsOf(api({ paths }), stage))).toEqual(["GET /pay → Pay alias"]);
  });

  it("leave open which of two functions a route calls, until the condition is decided", () => {
    const paths = {
      "/pay": { "Fn::If": ["IsProd", { get: operation("${PayLive}") }, { get: operation("${Ship.Arn}") }] },
    };
    const facts = factsOf(stack("Shop", { ...stage, Resources: { ...aliasOf("Pay"), ...aliasOf("Ship"), ...api({ paths }) } }));
    const [found] = link(facts).invocations;
    expect(found?.detail).toBe("GET /pay");
    expect(found?.target).toMatchObject({ state: "unresolved", undecided: [{ label: "parameter Stage" }] });
    expect(lines(link(facts, { world: prod }).invocations)).toEqual(["GET /pay → Pay alias"]);
  });

  it("agree on a route whatever the condition says", () => {
    const either = ["IsProd", { get: operation("${PayLive}") }, { get: operation("${Pay.Arn}:live") }];
    expect(lines(invocationsOf(api({ paths: { "/pay": { "Fn::If": either } } }), stage))).toEqual(["GET /pay → Pay alias"]);
  });

  it("stand in S3, where they may name any function", () => {
    const Properties = { BodyS3Location: { Bucket: { Ref: "Stage" }, Key: "api.yaml" } };
    const found = invocationsOf({ Api: { Type: "AWS::ApiGateway::RestApi", Properties } }, stage);
    expect(lines(found)).toEqual([
      "null → ? depends on the definition at s3://${Stage}/api.yaml, which is not a local file; supply it with --include-file 's3://${Stage}/api.yaml=<file>'",
    ]);
  });

  it("could not be read in parts", () => {
    const unread = { "Fitness::UnreadInclude": "its location is s3://b/paths.yaml" };
    expect(lines(invocationsOf(api({ paths: unread })))).toEqual(["null → ? its location is s3://b/paths.yaml"]);
    expect(lines(invocationsOf(api({ paths: { "/pay": unread } })))).toEqual(["/pay → ? its location is s3://b/paths.yaml"]);
    expect(lines(invocationsOf(api(unread)))).toEqual(["null → ? its location is s3://b/paths.yaml"]);
  });

  describe("name the alias by a stage variable", () => {
    const stageOf = (name: string, alias: string | null, more: JsonObject = {}): JsonObject => ({
      [name]: {
        Type: "AWS::ApiGateway::Stage",
        Properties: { RestApiId: { Ref: "Api" }, StageName: name, ...(alias === null ? {} : { Variables: { alias } }), ...more },
      },
    });
    const body = api({ paths: { "/pay": { get: operation("${Pay.Arn}:${!stageVariables.alias}") } } });
    const said = (...stages: readonly JsonObject[]) => lines(invocationsOf(Object.assign({}, body, ...stages)));

    it("to which all stages give the same value", () => {
      expect(said(stageOf("blue", "live"))).toEqual(["GET /pay → Pay alias"]);
      expect(said(stageOf("blue", "live"), stageOf("green", "live"))).toEqual(["GET /pay → Pay alias"]);
    });

    it("to which each stage gives another one", () => {
      expect(said(stageOf("blue", "live"), stageOf("green", "next"), stageOf("red", "live"), stageOf("old", ""))).toEqual([
        "GET /pay (stages blue, red) → Pay alias",
        "GET /pay (stage green) → Pay unknown alias",
        "GET /pay (stage old) → Pay none",
      ]);
    });

    it("which only the stage of another API has", () => {
      const other = {
        OtherStage: {
          Type: "AWS::ApiGateway::Stage",
          Properties: { RestApiId: "other", StageName: "live", Variables: { alias: "next" } },
        },
        SecondApi: { Type: "AWS::ApiGateway::RestApi" },
        SecondStage: {
          Type: "AWS::ApiGateway::Stage",
          Properties: { RestApiId: { Ref: "SecondApi" }, StageName: "live", Variables: { alias: "next" } },
        },
      };
      expect(said(stageOf("blue", "live"), other)).toEqual(["GET /pay → Pay alias"]);
    });

    it("which the canary of a stage has for itself", () => {
      const canary = { CanarySetting: { PercentTraffic: 10, StageVariableOverrides: { alias: "$LATEST" } } };
      expect(said(stageOf("blue", "live", canary))).toEqual([
        "GET /pay (stage blue) → Pay alias",
        "GET /pay (stage blue, canary) → Pay latest",
      ]);
    });

    it("which a stage does not set, or of which there is no stage", () => {
      const missing = "depends on stage variable alias, which stage green does not set";
      expect(said(stageOf("green", null))).toEqual([`GET /pay → ? ${missing}`]);
      expect(said(stageOf("blue", "live"), stageOf("green", null))).toEqual([
        "GET /pay (stage blue) → Pay alias",
        `GET /pay (stage green) → ? ${missing}`,
      ]);
      expect(said()).toEqual([
        "GET /pay → ? depends on stage variable alias of an API whose stages are not in the audited stacks",
      ]);
    });
  });
});

describe("routes of HTTP APIs", () => {
  const Http = { Type: "AWS::ApiGatewayV2::Api", Properties: { ProtocolType: "HTTP" } };
  const Integration = {
    Type: "AWS::ApiGatewayV2::Integration",
    Properties: { ApiId: { Ref: "Http" }, IntegrationType: "AWS_PROXY", IntegrationUri: { Ref: "PayLive" } },
  };
  const route = (RouteKey: string): JsonObject => ({
    Type: "AWS::ApiGatewayV2::Route",
    Properties: { ApiId: { Ref: "Http" }, RouteKey, Target: { "Fn::Sub": "integrations/${Integration}" } },
  });

  it("share an integration: each is an invocation, along the route", () => {
    const found = invocationsOf({ Http, Integration, Get: route("GET /pay"), Rest: route("$default") });
    expect(lines(found)).toEqual(["GET /pay → Pay alias", "$default → Pay alias"]);
    expect(found.map(({ along }) => along.map(({ logicalId }) => logicalId))).toEqual([["Get"], ["Rest"]]);
  });

  it("are what an integration needs to serve anything", () => {
    expect(invocationsOf({ Http, Integration })).toEqual([]);
  });

  it("lead to actions of other services", () => {
    const Properties = { ApiId: { Ref: "Http" }, IntegrationType: "AWS_PROXY", IntegrationSubtype: "SQS-SendMessage" };
    expect(invocationsOf({ Http, Integration: { ...Integration, Properties }, Get: route("GET /pay") })).toEqual([]);
  });
});

describe("state machines", () => {
  const machine = (definition: JsonObject, more: JsonObject = {}): JsonObject => ({
    Machine: { Type: "AWS::StepFunctions::StateMachine", Properties: { Definition: definition, ...more } },
  });
  const task = (Resource: Json, more: JsonObject = {}): JsonObject => ({ Type: "Task", Resource, ...more });
  const invoke = "arn:aws:states:::lambda:invoke";

  it("call functions within Parallel and Map states, old and new", () => {
    const States = {
      Both: {
        Type: "Parallel",
        Branches: [{ States: { Pay: task({ Ref: "PayLive" }) } }, { States: { Ship: task({ "Fn::GetAtt": ["Ship", "Arn"] }) } }],
      },
      Each: { Type: "Map", ItemProcessor: { States: { PayEach: task({ Ref: "PayLive" }) } } },
      Old: { Type: "Map", Iterator: { States: { ShipEach: task({ Ref: "ShipLive" }) } } },
    };
    expect(lines(invocationsOf(machine({ States })))).toEqual([
      "Pay → Pay alias",
      "Ship → Ship none",
      "PayEach → Pay alias",
      "ShipEach → Ship alias",
    ]);
  });

  it("give the qualifier beside the function, in JSONPath and JSONata, by the optimized integration and the SDK's", () => {
    const States = {
      A: task(invoke, { Parameters: { FunctionName: { Ref: "Pay" }, Qualifier: "live" } }),
      B: task(`${invoke}.waitForTaskToken`, { Arguments: { FunctionName: { Ref: "Pay" }, Qualifier: 3 } }),
      C: task("arn:aws:states:::aws-sdk:lambda:invoke", { Parameters: { FunctionName: { "Fn::GetAtt": ["Pay", "Arn"] } } }),
      D: task(invoke, { Parameters: { FunctionName: { Ref: "Pay" }, "Qualifier.$": "$.version" } }),
    };
    expect(lines(invocationsOf(machine({ States })))).toEqual([
      "A → Pay alias",
      "B → Pay version",
      "C → Pay none",
      "D → ? state D computes the qualifier while the state machine runs",
    ]);
  });

  it("compute the function while they run, or call something else", () => {
    const States = {
      A: task(invoke, { Parameters: { "FunctionName.$": "$.function" } }),
      B: task(invoke, { Arguments: { FunctionName: "{% $states.input.function %}" } }),
      C: task("arn:aws:states:::sqs:sendMessage", { Parameters: { QueueUrl: "https://example.com" } }),
      D: task({ Ref: "Activity" }),
      E: { Type: "Pass" },
    };
    const Activity = { Type: "AWS::StepFunctions::Activity", Properties: {} };
    expect(invocationsOf({ ...machine({ States }), Activity })).toEqual([]);
  });

  it("have definitions as text with values that are no text, and name what is not substituted", () => {
    const text = {
      "Fn::Sub": `{"States":{"A":{"Type":"Task","TimeoutSeconds":\${Stage},"Resource":"\${PayLive}"},"B":{"Type":"Task","Resource":"${invoke}","Parameters":{"FunctionName":"\${!ship}"}}}}`,
    };
    const Machine = { Type: "AWS::StepFunctions::StateMachine", Properties: { DefinitionString: text } };
    expect(lines(invocationsOf({ Machine }, stage))).toEqual([
      "A → Pay alias",
      "B → ? depends on ${ship}, which DefinitionSubstitutions does not contain",
    ]);
  });

  it("have definitions that are not here, or no JSON", () => {
    const of = (Properties: JsonObject) =>
      lines(invocationsOf({ Machine: { Type: "AWS::StepFunctions::StateMachine", Properties } }, stage));
    expect(of({ DefinitionString: "{" })).toEqual(["null → ? is a definition that is not JSON"]);
    expect(of({ DefinitionString: { Ref: "Stage" } })).toEqual([
      "null → ? depends on parameter Stage, which has no value; pass --parameter Stage=…",
    ]);
    expect(of({ DefinitionS3Location: { Bucket: "b", Key: "k" } })).toEqual([
      "null → ? depends on the definition at s3://b/k, which is not a local file; supply it with --include-file 's3://b/k=<file>'",
    ]);
  });

  describe("that shift traffic of their own", () => {
    const States = { A: task({ Ref: "PayVersion" }) };
    const version = {
      MachineVersion: {
        Type: "AWS::StepFunctions::StateMachineVersion",
        Properties: { StateMachineArn: { Ref: "Machine" } },
      },
    };
    const alias = (Properties: JsonObject): JsonObject => ({
      ...version,
      MachineAlias: { Type: "AWS::StepFunctions::StateMachineAlias", Properties },
    });
    const preference = (Type: Json): JsonObject =>
      alias({ DeploymentPreference: { StateMachineVersionArn: { Ref: "MachineVersion" }, Type } });
    const through = (TargetArn: Json): JsonObject => ({
      Rule: { Type: "AWS::Events::Rule", Properties: { Targets: [{ Id: "it", Arn: TargetArn }] } },
    });
    const started = through({ Ref: "MachineAlias" });
    const shifts = (resources: JsonObject) =>
      invocationsOf({ ...machine({ States }), ...resources }, stage)
        .filter(({ kind }) => kind === "state-machine")
        .map(({ shift }) => shift.kind);

    it("do so by a deployment preference or by weights", () => {
      const route = (Weight: number) => ({ StateMachineVersionArn: { Ref: "MachineVersion" }, Weight });
      expect(shifts({ ...preference("CANARY"), ...started })).toEqual(["own"]);
      expect(shifts({ ...preference("LINEAR"), ...started })).toEqual(["own"]);
      expect(shifts({ ...preference("ALL_AT_ONCE"), ...started })).toEqual(["none"]);
      expect(shifts({ ...alias({ RoutingConfiguration: [route(100)] }), ...started })).toEqual(["none"]);
      expect(shifts({ ...alias({ RoutingConfiguration: [route(90), route(10)] }), ...started })).toEqual(["own"]);
    });

    it("do so only for what starts them through the alias", () => {
      const started = (more: JsonObject) => shifts({ ...preference("CANARY"), ...more });
      const environment = (ARN: Json): JsonObject => ({
        Caller: { Type: "AWS::Lambda::Function", Properties: { Environment: { Variables: { ARN } } } },
      });
      const method = (text: string): JsonObject => ({
        Start: {
          Type: "AWS::ApiGateway::Method",
          Properties: {
            Integration: { RequestTemplates: { "application/json": { "Fn::Sub": `{"stateMachineArn":"${text}"}` } } },
          },
        },
      });
      const off = {
        Off: { Type: "AWS::Events::Rule", Properties: { State: "DISABLED", Targets: [{ Arn: { Ref: "Machine" } }] } },
      };
      expect(started({})).toEqual(["unresolved"]);
      expect(started(off)).toEqual(["unresolved"]);
      expect(started(through({ Ref: "Machine" }))).toEqual(["bypassed"]);
      expect(started(through({ "Fn::GetAtt": ["Machine", "Arn"] }))).toEqual(["bypassed"]);
      expect(started(through({ "Fn::Sub": "${Machine}:live" }))).toEqual(["own"]);
      expect(started(through({ "Fn::Sub": "${Machine}:3" }))).toEqual(["bypassed"]);
      expect(started(method("${Machine}"))).toEqual(["bypassed"]);
      expect(started(method("${Machine}:live"))).toEqual(["own"]);
      expect(started(method("${MachineAlias}"))).toEqual(["own"]);
      expect(started(environment({ "Fn::Sub": "${Machine}:live" }))).toEqual(["own"]);
      expect(started(environment({ Ref: "Machine" }))).toEqual(["unresolved"]);
      expect(started({ ...through({ Ref: "MachineAlias" }), ...environment({ Ref: "Machine" }) })).toEqual(["unresolved"]);
    });

    it("or may do so, which leaves a pinned version open", () => {
      expect(shifts({ ...preference({ Ref: "Stage" }), ...started })).toEqual(["unresolved"]);
    });
  });
});

describe("invocations that are switched off, or may be", () => {
  it.each([
    ["AWS::Lambda::EventSourceMapping", { FunctionName: { Ref: "PayLive" }, Enabled: "False" }],
    ["AWS::Events::Rule", { Targets: [{ Id: "1", Arn: { Ref: "PayLive" } }], State: "DISABLED" }],
    ["AWS::Scheduler::Schedule", { Target: { Arn: { Ref: "PayLive" } }, State: "DISABLED" }],
    [
      "AWS::IoT::TopicRule",
      { TopicRulePayload: { RuleDisabled: true, Actions: [{ Lambda: { FunctionArn: { Ref: "PayLive" } } }] } },
    ],
    ["AWS::Pipes::Pipe", { Target: { Ref: "PayLive" }, DesiredState: "STOPPED" }],
    ["AWS::SES::ReceiptRule", { Rule: { Actions: [{ LambdaAction: { FunctionArn: { Ref: "PayLive" } } }] } }],
  ])("%s", (Type, Properties) => {
    expect(invocationsOf({ Invoker: { Type, Properties } as JsonObject }).map(({ enabled }) => enabled)).toEqual([
      expect.objectContaining({ state: "known", value: false }),
    ]);
  });

  it("stay open where a parameter decides", () => {
    const Properties = { Targets: [{ Id: "1", Arn: { Ref: "PayLive" } }], State: { Ref: "Stage" } };
    expect(invocationsOf({ Rule: { Type: "AWS::Events::Rule", Properties } }, stage)[0]?.enabled.state).toBe("unresolved");
  });
});

describe("what is distinguished", () => {
  it("notifications of one event that go to two functions", () => {
    const Properties = {
      NotificationConfiguration: {
        LambdaConfigurations: [
          { Event: "s3:ObjectCreated:*", Function: { Ref: "PayLive" } },
          { Event: "s3:ObjectCreated:*", Function: { Ref: "ShipLive" } },
          { Event: "s3:ObjectCreated:*", Function: { Ref: "ShipLive" } },
        ],
      },
    };
    expect(lines(invocationsOf({ Bucket: { Type: "AWS::S3::Bucket", Properties } }))).toEqual([
      "s3:ObjectCreated:* → Pay → Pay alias",
      "s3:ObjectCreated:* → Ship → Ship alias",
    ]);
  });

  it("subscriptions of other protocols, and targets that may be anything", () => {
    const subscription = (Protocol: Json, Endpoint: Json) => ({
      Type: "AWS::SNS::Subscription",
      Properties: { Protocol, Endpoint },
    });
    const found = invocationsOf(
      {
        Mail: subscription("email", "ops@example.com"),
        Queue: subscription("sqs", { Ref: "Stage" }),
        Unknown: subscription({ Ref: "Stage" }, { Ref: "PayLive" }),
        Rule: { Type: "AWS::Events::Rule", Properties: { Targets: [{ Id: "1", Arn: { Ref: "Stage" } }] } },
        Mapping: { Type: "AWS::Lambda::EventSourceMapping", Properties: { FunctionName: { Ref: "Stage" } } },
      },
      stage,
    );
    expect(found.map(({ resource }) => resource.logicalId)).toEqual(["Mapping", "Unknown"]);
  });

  it("what SAM generated from an event, and the API that carries only its first one", () => {
    const made = stack("Shop", {
      Resources: {
        ...aliasOf("Pay"),
        Rule: { Type: "AWS::Events::Rule", Properties: { Targets: [{ Id: "1", Arn: { Ref: "PayLive" } }] } },
        ...api({
          paths: {
            "/a": { get: { ...operation("${PayLive}"), "x-serverless-fitness-event": { function: "Pay", event: "Get" } } },
            "/b": { get: operation("${PayLive}") },
          },
        }),
      },
    });
    const from = (id: string): [string, ResourceFacts] => [
      id,
      { ...made.resources.get(id)!, generatedFrom: { logicalId: "Pay", path: ["Properties", "Events", "Nightly"] } },
    ];
    const facts = factsOf({ ...made, resources: new Map([...made.resources, from("Rule"), from("Api")]) });
    expect(link(facts).invocations.map(({ detail, samEvent }) => [detail, samEvent])).toEqual([
      ["GET /a", { function: "Pay", event: "Get" }],
      ["GET /b", null],
      ["1", { function: "Pay", event: "Nightly" }],
    ]);
  });

  it("methods whose path begins in another stack", () => {
    const Method = {
      Type: "AWS::ApiGateway::Method",
      Properties: { HttpMethod: "GET", ResourceId: { Ref: "Stage" }, Integration: { Uri: integration("${PayLive}").uri } },
    } as JsonObject;
    expect(lines(invocationsOf({ Method }, stage))).toEqual(["GET … → Pay alias"]);
  });
});
