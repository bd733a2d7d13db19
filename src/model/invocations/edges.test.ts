import { describe, expect, it } from "vitest";
import { factsOf, stack } from "../../../test/facts.ts";
import type { Json, JsonObject } from "../json.ts";
import { link } from "../link.ts";

const worker: JsonObject = {
  Worker: { Type: "AWS::Lambda::Function", Properties: {} },
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
const Parameters = { Given: { Type: "String" } };
const Conditions = { IsProd: { "Fn::Equals": [{ Ref: "Given" }, "prod"] } };
const of = (Type: string, Properties: Json): JsonObject => ({ Type, Properties });

/** `kind detail → function qualifier`, one line an invocation. */
function lines(resources: JsonObject): readonly string[] {
  const { invocations } = link(factsOf(stack("Shop", { Parameters, Conditions, Resources: { ...worker, ...resources } })));
  return invocations.map(({ kind, detail, target }) => {
    const to =
      target.state === "known"
        ? `${target.value.function.resource.logicalId} ${target.value.qualifier.kind}`
        : target.state === "unresolved"
          ? `? ${target.reason}`
          : `${target.state} ${"name" in target ? target.name : ""}`;
    return `${kind} ${detail} → ${to}`;
  });
}

const open = "depends on parameter Given, which has no value; pass --parameter Given=…";

describe("what a place names", () => {
  const mapping = (FunctionName: Json) => lines({ Mapping: of("AWS::Lambda::EventSourceMapping", { FunctionName }) });
  const target = (Arn: Json, more: JsonObject = {}) =>
    lines({ Rule: of("AWS::Events::Rule", { Targets: [{ Id: "1", Arn }] }), ...more });

  it("is a name, with or without the qualifier", () => {
    expect(mapping({ Ref: "Worker" })).toEqual(["event-source-mapping null → Worker none"]);
    expect(mapping({ "Fn::Join": [":", [{ Ref: "Worker" }, "live"]] })).toEqual(["event-source-mapping null → Worker alias"]);
    expect(mapping("somebody-elses")).toEqual(["event-source-mapping null → external somebody-elses"]);
  });

  it("is not text at all", () => {
    expect(mapping({ a: 1 })).toEqual(["event-source-mapping null → ? is not text"]);
    expect(target({ a: 1 })).toEqual([]);
  });

  it("is a function of another system", () => {
    expect(target("arn:aws:lambda:eu-west-1:111122223333:function:theirs:live")).toEqual(["rule 1 → external theirs"]);
  });

  it("is of an unknown service, or of another one", () => {
    expect(target({ "Fn::Sub": "arn:aws:${Given}:eu-west-1:111122223333:function:x" })).toEqual([]);
    expect(target("arn:aws:sqs:eu-west-1:111122223333:jobs")).toEqual([]);
    expect(target("arn:aws:lambda:eu-west-1:111122223333:layer:tools")).toEqual([]);
  });

  it("is the answer of a custom resource, which may be anything", () => {
    const Custom = of("Custom::Deployer", { ServiceToken: "arn" });
    const arn = { "Fn::GetAtt": ["Custom", "Arn"] };
    expect(target(arn, { Custom })).toEqual([]);
    expect(lines({ Custom, Mapping: of("AWS::Lambda::EventSourceMapping", { FunctionName: arn }) })).toEqual([
      "event-source-mapping null → ? Custom is a Custom::Deployer, whose Arn is only known after deployment",
    ]);
  });

  it("is a function that certainly does not exist", () => {
    const facts = stack("Shop", {
      Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
      Resources: {
        Gone: { Type: "AWS::Lambda::Function", Condition: "Never", Properties: {} },
        Rule: of("AWS::Events::Rule", { Targets: [{ Id: "1", Arn: { "Fn::GetAtt": ["Gone", "Arn"] } }] }),
      },
    });
    expect(link(factsOf(facts)).invocations[0]?.target).toEqual({ state: "missing", name: "Gone" });
  });
});

describe("function URLs", () => {
  const url = (Qualifier: Json) =>
    lines({ Url: of("AWS::Lambda::Url", { TargetFunctionArn: { "Fn::GetAtt": ["Worker", "Arn"] }, Qualifier }) });

  it("have the qualifier beside the function", () => {
    expect(url("live")).toEqual(["function-url null → Worker alias"]);
    expect(url({ "Fn::Select": [7, { "Fn::Split": [":", { Ref: "Live" }] }] })).toEqual(["function-url null → Worker alias"]);
    expect(url({ Ref: "AWS::NoValue" })).toEqual(["function-url null → Worker none"]);
    expect(url({ Ref: "Given" })).toEqual(["function-url null → Worker unresolved"]);
    expect(url(["live"])).toEqual(["function-url null → ? is not text"]);
  });
});

describe("lists that a condition decides", () => {
  it("are followed into both branches", () => {
    const entry = (Id: string, Arn: Json) => ({ Id, Arn });
    const Targets = { "Fn::If": ["IsProd", [entry("a", { Ref: "Live" })], [entry("b", { "Fn::GetAtt": ["Worker", "Arn"] })]] };
    expect(lines({ Rule: of("AWS::Events::Rule", { Targets }) })).toEqual(["rule a → Worker alias", "rule b → Worker none"]);
    expect(lines({ Rule: of("AWS::Events::Rule", { Targets: { Ref: "Given" } }) })).toEqual([]);
  });

  it("are followed through conditions within conditions, where one of them is decided", () => {
    const Arn = { "Fn::If": ["IsProd", { "Fn::If": ["Missing", { Ref: "Live" }, { Ref: "Version" }] }, { Ref: "Live" }] };
    const [line] = lines({ Rule: of("AWS::Events::Rule", { Targets: [{ Id: "1", Arn }] }) });
    expect(line).toContain("rule 1 → ? depends on condition IsProd");
  });
});

describe("AppSync", () => {
  const LambdaAuthorizerConfig = { AuthorizerUri: { Ref: "Live" } };

  it("authorizes by a function, for GraphQL and for events", () => {
    expect(lines({ Api: of("AWS::AppSync::GraphQLApi", { LambdaAuthorizerConfig }) })).toEqual([
      "authorizer null → Worker alias",
    ]);
    const EventConfig = { AuthProviders: [{ AuthType: "API_KEY" }, { LambdaAuthorizerConfig }] };
    expect(lines({ Api: of("AWS::AppSync::Api", { EventConfig }) })).toEqual(["authorizer null → Worker alias"]);
  });
});

describe("unknown details", () => {
  it("of notifications, authorizers and data sources without a name", () => {
    const LambdaConfigurations = [{ Function: { Ref: "Live" } }];
    const uri = { "Fn::Sub": "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Live}/invocations" };
    expect(
      lines({
        Bucket: of("AWS::S3::Bucket", { NotificationConfiguration: { LambdaConfigurations } }),
        Source: of("AWS::AppSync::DataSource", { LambdaConfig: { LambdaFunctionArn: { Ref: "Live" } } }),
        Guard: of("AWS::ApiGateway::Authorizer", { AuthorizerUri: uri }),
        Named: of("AWS::ApiGateway::Authorizer", { Name: { Ref: "Given" }, AuthorizerUri: uri }),
      }),
    ).toEqual([
      "authorizer null → Worker alias",
      "authorizer ${Given} → Worker alias",
      "bucket-notification null → Worker alias",
      "appsync-data-source null → Worker alias",
    ]);
  });

  it("of notifications that go to functions elsewhere", () => {
    const arn = (name: string) => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
    const LambdaConfigurations = ["a", "b"].map((name) => ({ Event: { a: 1 }, Function: arn(name) }));
    expect(lines({ Bucket: of("AWS::S3::Bucket", { NotificationConfiguration: { LambdaConfigurations } }) })).toEqual([
      `bucket-notification ${arn("a")} → external a`,
      `bucket-notification ${arn("b")} → external b`,
    ]);
    const urls = ["a", "b"].map((name) => ({ Event: "e", Function: { [name]: 1 } }));
    expect(lines({ Bucket: of("AWS::S3::Bucket", { NotificationConfiguration: { LambdaConfigurations: urls } }) })).toEqual([
      "bucket-notification e → ? is not text",
    ]);
  });
});

describe("methods", () => {
  const uri = { "Fn::Sub": "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Live}/invocations" };
  const method = (more: JsonObject) => of("AWS::ApiGateway::Method", { Integration: { Type: "AWS", Uri: uri }, ...more });

  it("have a path as far as the resources tell", () => {
    const part = (PathPart: Json, ParentId: Json) => of("AWS::ApiGateway::Resource", { PathPart, ParentId });
    expect(
      lines({
        Api: of("AWS::ApiGateway::RestApi", {}),
        Root: part("orders", { "Fn::GetAtt": ["Api", "RootResourceId"] }),
        Item: part({ Ref: "Given" }, { Ref: "Root" }),
        Odd: part(["a"], { Ref: "Root" }),
        Loop: part("loop", { Ref: "Loop" }),
        Orphan: part("orphan", ["a"]),
        A: method({ HttpMethod: "ANY", ResourceId: { Ref: "Item" } }),
        B: method({ HttpMethod: "PUT", ResourceId: { Ref: "Odd" } }),
        C: method({ HttpMethod: "PUT", ResourceId: { Ref: "Loop" } }),
        D: method({ HttpMethod: "PUT", ResourceId: { Ref: "Nowhere" } }),
        E: method({ HttpMethod: ["GET"], ResourceId: { Ref: "Orphan" } }),
      }).map((line) => line.split(" → ")[0]),
    ).toEqual([
      "rest-api ANY /orders/${Given}",
      "rest-api PUT /orders/…",
      "rest-api PUT …/loop",
      "rest-api PUT …",
      "rest-api ANY …/orphan",
    ]);
  });
});

describe("integrations of APIs that stand elsewhere", () => {
  const integration = of("AWS::ApiGatewayV2::Integration", {
    ApiId: { Ref: "Given" },
    IntegrationType: "AWS_PROXY",
    IntegrationUri: { Ref: "Live" },
  });
  const route = (RouteKey: Json, Target: Json = { "Fn::Sub": "integrations/${Integration}" }) =>
    of("AWS::ApiGatewayV2::Route", { RouteKey, Target });

  it("are distinguished by their routes", () => {
    const Routes = { A: route("GET /a"), B: route("$connect"), C: route(["x"]), D: route("GET /d", ["x"]) };
    expect(lines({ Integration: integration, ...Routes })).toEqual([
      "http-api GET /a → Worker alias",
      "websocket-api $connect → Worker alias",
      "http-api $default → Worker alias",
    ]);
  });

  it("are not those that a parameter names", () => {
    expect(lines({ Integration: integration, A: route("GET /a", { "Fn::Sub": "integrations/${Given}" }) })).toEqual([]);
  });
});

describe("definitions elsewhere", () => {
  it("stand at what an author wrote", () => {
    const reason = (at: string) =>
      `depends on the definition at ${at}, which is not a local file; supply it with --include-file '${at}=<file>'`;
    expect(
      lines({
        A: of("AWS::ApiGateway::RestApi", { BodyS3Location: "api.yaml" }),
        B: of("AWS::StepFunctions::StateMachine", { DefinitionS3Location: { Bucket: { Ref: "Given" } } }),
      }),
    ).toEqual([`rest-api null → ? ${reason("api.yaml")}`, `state-machine null → ? ${reason("s3://${Given}/…")}`]);
  });
});

describe("state machines", () => {
  const machine = (properties: JsonObject) => lines({ Machine: of("AWS::StepFunctions::StateMachine", properties) });

  it("have a definition that is not text, or not known as a whole", () => {
    expect(machine({ DefinitionString: ["{}"] })).toEqual(["state-machine null → ? is not text"]);
    expect(machine({ Definition: { Ref: "Given" } })).toEqual([`state-machine null → ? ${open}`]);
    expect(machine({ Definition: { "Fn::GetAZs": "" } })).toEqual([
      "state-machine null → ? depends on the availability zones, which are only known at deployment",
    ]);
  });

  it("are given values for what is written in them, as far as those are text", () => {
    const task = (name: string) =>
      `"${name}":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"\${${name}}"}}`;
    const DefinitionString = `{"States":{${task("A")},${task("B")},${task("C")}}}`;
    expect(machine({ DefinitionString, DefinitionSubstitutions: { A: { Ref: "Live" }, B: ["x"] } })).toEqual([
      "state-machine A → Worker alias",
      "state-machine B → ? depends on ${B}, which DefinitionSubstitutions does not contain",
      "state-machine C → ? depends on ${C}, which DefinitionSubstitutions does not contain",
    ]);
  });

  it("have an alias that leads to no version of this system", () => {
    const States = { A: { Type: "Task", Resource: { Ref: "Version" } } };
    const preference = (StateMachineVersionArn: Json) => ({ DeploymentPreference: { Type: "CANARY", StateMachineVersionArn } });
    const facts = stack("Shop", {
      Resources: {
        ...worker,
        Machine: of("AWS::StepFunctions::StateMachine", { Definition: { States } }),
        Elsewhere: of("AWS::StepFunctions::StateMachineAlias", preference("arn:aws:states:eu-west-1:1:stateMachine:m:1")),
        Nowhere: of("AWS::StepFunctions::StateMachineAlias", preference({ a: 1 })),
        Orphan: of("AWS::StepFunctions::StateMachineAlias", preference({ Ref: "MachineVersion" })),
        MachineVersion: of("AWS::StepFunctions::StateMachineVersion", { StateMachineArn: "arn" }),
      },
    });
    expect(link(factsOf(facts)).invocations.map(({ shift }) => shift.kind)).toEqual(["none"]);
  });
});
