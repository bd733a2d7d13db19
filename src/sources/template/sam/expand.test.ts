import { describe, expect, test } from "vitest";
import { at, type Json, type JsonObject, type Path } from "../../../model/json.ts";
import { expandSam, type SamExpansion } from "./expand.ts";

const code = { Runtime: "nodejs20.x", Handler: "index.handler", CodeUri: "s3://bucket/key.zip" };

function fn(properties: JsonObject = {}, attributes: JsonObject = {}): JsonObject {
  return { Type: "AWS::Serverless::Function", Properties: { ...code, ...properties }, ...attributes };
}

function expand(resources: JsonObject, rest: JsonObject = {}, parameters: Record<string, Json> = {}): SamExpansion {
  return expandSam({ Resources: resources, ...rest }, { parameters: new Map(Object.entries(parameters)) });
}

function body(expansion: SamExpansion, id: string): JsonObject {
  const resource = expansion.resources.get(id);
  if (resource === undefined) throw new Error(`${id} is missing; there are ${[...expansion.resources.keys()].join(", ")}`);
  return resource.body;
}

function propertyOf(expansion: SamExpansion, id: string, ...path: Path): Json | undefined {
  return at(body(expansion, id), ["Properties", ...path]);
}

const shifted = { AutoPublishAlias: "live", DeploymentPreference: { Type: "Canary10Percent5Minutes" } };

describe("alias and version", () => {
  test("the alias follows a version, whose id changes with the code and not with the timeout", () => {
    const first = expand({ Fn: fn({ AutoPublishAlias: "live" }) });
    const version = [...first.resources.keys()].find((id) => id.startsWith("FnVersion"));
    expect(body(first, "FnAliaslive")).toMatchObject({
      Type: "AWS::Lambda::Alias",
      Properties: { Name: "live", FunctionName: { Ref: "Fn" }, FunctionVersion: { "Fn::GetAtt": [version, "Version"] } },
    });
    expect(body(first, String(version))["DeletionPolicy"]).toBe("Retain");
    expect(expand({ Fn: fn({ AutoPublishAlias: "live", Timeout: 9 }) }).resources.has(String(version))).toBe(true);
    expect(expand({ Fn: fn({ AutoPublishAlias: "live", MemorySize: 512 }) }).resources.has(String(version))).toBe(false);
    const all = { AutoPublishAlias: "live", AutoPublishAliasAllProperties: true };
    const ids = [9, 10].map((Timeout) => [...expand({ Fn: fn({ ...all, Timeout }) }).resources.keys()][1]);
    expect(ids[0]).not.toBe(ids[1]);
  });

  test("the version remembers whether all properties are published", () => {
    for (const allProperties of [true, false]) {
      const expansion = expand({ Fn: fn({ AutoPublishAlias: "live", AutoPublishAliasAllProperties: allProperties }) });
      const version = [...expansion.resources.values()].find(({ body }) => body["Type"] === "AWS::Lambda::Version");
      expect(version?.body["Metadata"]).toEqual({ "serverless-fitness": { unpublishedLayers: [], allProperties } });
    }
  });

  test("a parameter names the alias symbolically; dashes and underscores are spelled in its logical id", () => {
    const resources = { Fn: fn({ AutoPublishAlias: { Ref: "Name" } }) };
    const parameters = { Parameters: { Name: { Type: "String", Default: "my-live_one" } } };
    expect(propertyOf(expand(resources, parameters), "FnAliasmyDliveUone", "Name")).toEqual({ Ref: "Name" });
    expect(expand(resources, parameters, { Name: "prod" }).resources.has("FnAliasprod")).toBe(true);
    const open = expand(resources, { Parameters: { Name: { Type: "String" } } });
    expect(propertyOf(open, "FnAliasName", "Name")).toEqual({ Ref: "Name" });
  });

  test("an empty name beats the alias of Globals", () => {
    const globals = { Globals: { Function: { AutoPublishAlias: "live" } } };
    expect(expand({ Fn: fn() }, globals).resources.has("FnAliaslive")).toBe(true);
    const types = [...expand({ Fn: fn({ AutoPublishAlias: "" }) }, globals).resources.values()].map(({ body }) => body["Type"]);
    expect(types).toEqual(["AWS::Lambda::Function", "AWS::IAM::Role"]);
  });

  test.each([
    [{ "Fn::Sub": "x" }],
    [{ "Fn::If": ["C", "a", "b"] }],
    [{ "Fn::FindInMap": ["M", "a", { Ref: "AWS::Region" }] }],
    [{ Ref: "AWS::NoValue" }],
    [{ Ref: "SomeTopic" }],
  ])("a name that is %j is refused as the transform does", (name) => {
    const act = () => expand({ Shop: fn({ AutoPublishAlias: name }), SomeTopic: { Type: "AWS::SNS::Topic" } });
    expect(act).toThrow(/^Shop: AutoPublishAlias is an/);
  });
});

describe("deployment preference", () => {
  test("a group, application and role, and an alias that names them", () => {
    const expansion = expand({
      Fn: fn({
        AutoPublishAlias: "live",
        DeploymentPreference: {
          Type: "Linear10PercentEvery1Minute",
          Alarms: [{ Ref: "A" }],
          Hooks: { PreTraffic: { Ref: "H" } },
        },
      }),
    });
    expect(body(expansion, "FnDeploymentGroup")).toMatchObject({
      Properties: {
        ApplicationName: { Ref: "ServerlessDeploymentApplication" },
        AlarmConfiguration: { Enabled: true, Alarms: [{ Name: { Ref: "A" } }] },
        AutoRollbackConfiguration: {
          Enabled: true,
          Events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
        },
        DeploymentConfigName: {
          "Fn::Sub": ["CodeDeployDefault.Lambda${ConfigName}", { ConfigName: "Linear10PercentEvery1Minute" }],
        },
        ServiceRoleArn: { "Fn::GetAtt": ["CodeDeployServiceRole", "Arn"] },
      },
    });
    expect(body(expansion, "FnAliaslive")["UpdatePolicy"]).toEqual({
      CodeDeployLambdaAliasUpdate: {
        ApplicationName: { Ref: "ServerlessDeploymentApplication" },
        DeploymentGroupName: { Ref: "FnDeploymentGroup" },
        BeforeAllowTrafficHook: { Ref: "H" },
      },
    });
    expect(expansion.resources.get("FnDeploymentGroup")?.generatedFrom).toEqual({
      logicalId: "Fn",
      path: ["Properties", "DeploymentPreference"],
    });
  });

  test.each([
    ["false", false],
    ["False", false],
    [false, false],
    [0, false],
    ["", false],
    [null, false],
    ["no", true],
    ["FALSE", true],
    [{ "Fn::If": ["C", true, false] }, true],
    [{ Ref: "SomeResource" }, true],
  ])("Enabled %j: %s", (Enabled, isOn) => {
    const preference = { ...shifted.DeploymentPreference, Enabled };
    const expansion = expand({ Fn: fn({ ...shifted, DeploymentPreference: preference }) });
    expect(expansion.resources.has("FnDeploymentGroup")).toBe(isOn);
    expect(body(expansion, "FnAliaslive")["UpdatePolicy"] !== undefined).toBe(isOn);
  });

  test("Enabled from a parameter: its value decides, and without one both stay possible", () => {
    const resources = { Fn: fn({ ...shifted, DeploymentPreference: { Type: "AllAtOnce", Enabled: { Ref: "On" } } }) };
    const declared = { Parameters: { On: { Type: "String" } } };
    expect(expand(resources, declared, { On: "false" }).resources.has("FnDeploymentGroup")).toBe(false);
    const on = expand(resources, declared, { On: "true" });
    expect(body(on, "FnDeploymentGroup")["Condition"]).toBeUndefined();
    const open = expand(resources, declared);
    expect(body(open, "FnDeploymentGroup")["Condition"]).toBe("FnDeploymentPreferenceEnabled");
    expect(at(body(open, "FnAliaslive"), ["UpdatePolicy", "Fn::If", 0])).toBe("FnDeploymentPreferenceEnabled");
    expect(open.conditions["FnDeploymentPreferenceEnabled"]).toEqual({
      "Fn::Not": [{ "Fn::Or": [{ "Fn::Equals": [{ Ref: "On" }, "false"] }, { "Fn::Equals": [{ Ref: "On" }, "False"] }] }],
    });
  });

  const completed = (name: Json) => ({ "Fn::Sub": ["CodeDeployDefault.Lambda${ConfigName}", { ConfigName: name }] });
  const ref = { Ref: "Shift" };
  test.each<[string, Json, JsonObject, Json]>([
    ["a default", ref, { Default: "AllAtOnce" }, completed(ref)],
    ["allowed values that are all short", ref, { AllowedValues: ["AllAtOnce", "Canary10Percent5Minutes"] }, completed(ref)],
    ["a default that is a full name", ref, { Default: "CodeDeployDefault.LambdaAllAtOnce" }, ref],
    ["no value at all", ref, {}, ref],
    ["a custom name", "Mine", {}, "Mine"],
    ["an If of both", { "Fn::If": ["C", ref, "AllAtOnce"] }, {}, { "Fn::If": ["C", ref, completed("AllAtOnce")] }],
  ])("a Type with %s stays symbolic", (_title, Type, declaration, expected) => {
    const resources = { Fn: fn({ AutoPublishAlias: "live", DeploymentPreference: { Type } }) };
    const expansion = expand(resources, { Parameters: { Shift: { Type: "String", ...declaration } } });
    expect(propertyOf(expansion, "FnDeploymentGroup", "DeploymentConfigName")).toEqual(expected);
  });

  const none = { Ref: "AWS::NoValue" };
  test.each<[string, Json, Json | undefined]>([
    ["an empty list", [], undefined],
    ["NoValue", none, undefined],
    ["a list of NoValue", [none], {}],
    ["an If of lists", { "Fn::If": ["C", ["a"], [none]] }, { "Fn::If": ["C", { Enabled: true, Alarms: [{ Name: "a" }] }, {}] }],
  ])("Alarms as %s", (_title, Alarms, expected) => {
    const expansion = expand({ Fn: fn({ AutoPublishAlias: "live", DeploymentPreference: { Type: "AllAtOnce", Alarms } }) });
    expect(propertyOf(expansion, "FnDeploymentGroup", "AlarmConfiguration")).toEqual(expected);
  });

  test.each<[string, JsonObject]>([
    ["its DeploymentPreference is enabled without a Type", { AutoPublishAlias: "live", DeploymentPreference: { Enabled: true } }],
    ["enabled without an AutoPublishAlias", { DeploymentPreference: { Type: "AllAtOnce" } }],
    ["are not a list", { ...shifted, DeploymentPreference: { Type: "AllAtOnce", Alarms: { Ref: "List" } } }],
  ])("refused where %s", (problem, properties) => {
    const act = () => expand({ Fn: fn(properties) });
    expect(act).toThrow(/^Fn: /);
    expect(act).toThrow(problem);
  });

  test("Globals: alarms are joined, Enabled false survives a local Type, an ignored preference is none", () => {
    const preference = { Enabled: false, Type: "AllAtOnce", Alarms: ["global"] };
    const globals = { Globals: { Function: { AutoPublishAlias: "live", DeploymentPreference: preference } } };
    const off = expand({ Fn: fn({ DeploymentPreference: { Type: "Canary10Percent5Minutes" } }) }, globals);
    expect(off.resources.has("FnDeploymentGroup")).toBe(false);
    const on = expand(
      { Fn: fn({ DeploymentPreference: { Enabled: true, Alarms: ["local"] } }), Own: fn({}, { IgnoreGlobals: "*" }) },
      globals,
    );
    expect(propertyOf(on, "FnDeploymentGroup", "AlarmConfiguration", "Alarms")).toEqual([{ Name: "global" }, { Name: "local" }]);
    expect(on.resources.has("OwnDeploymentGroup")).toBe(false);
    expect(on.resources.get("FnAliaslive")?.generatedFrom).toEqual({ logicalId: "Fn", path: [] });
  });

  test("the group is unconditional unless the condition is passed through", () => {
    const conditional = (PassthroughCondition: Json) =>
      fn({ ...shifted, DeploymentPreference: { Type: "AllAtOnce", PassthroughCondition } }, { Condition: "C" });
    const kept = expand({ Fn: conditional(false) });
    expect([body(kept, "FnDeploymentGroup"), body(kept, "FnAliaslive")].map((resource) => resource["Condition"])).toEqual([
      undefined,
      "C",
    ]);
    const passed = expand({ Fn: conditional("true"), Other: conditional(true) });
    expect(body(passed, "OtherDeploymentGroup")["Condition"]).toBe("C");
    expect(body(passed, "ServerlessDeploymentApplication")["Condition"]).toBe("C");
  });
});

test("references to what SAM generates are put right everywhere", () => {
  const expansion = expand(
    {
      Fn: fn({
        AutoPublishAlias: "live",
        Layers: [{ Ref: "Layer" }],
        Events: { Get: { Type: "Api", Properties: { Path: "/", Method: "get" } } },
      }),
      Layer: { Type: "AWS::Serverless::LayerVersion", Properties: { ContentUri: "s3://b/l.zip" } },
      Topic: { Type: "AWS::SNS::Subscription", DependsOn: "Layer", Properties: { Endpoint: { Ref: "Fn.Alias" } } },
    },
    {
      Conditions: { C: { "Fn::Equals": [{ Ref: "Fn.Alias" }, "x"] } },
      Outputs: {
        A: { Value: { "Fn::Sub": "${Fn.Alias} ${Fn.Arn} ${ServerlessRestApi.Stage} ${!Fn.Alias}" } },
        V: { Value: { "Fn::GetAtt": ["Fn", "Version.Version"] } },
      },
    },
  );
  const ids = [...expansion.resources.keys()];
  const layer = ids.find((id) => /^Layer[0-9a-f]{10}$/.test(id));
  const version = ids.find((id) => id.startsWith("FnVersion"));
  expect(propertyOf(expansion, "Topic", "Endpoint")).toEqual({ Ref: "FnAliaslive" });
  expect(body(expansion, "Topic")["DependsOn"]).toBe(layer);
  expect(propertyOf(expansion, "Fn", "Layers")).toEqual([{ Ref: layer }]);
  expect(at(expansion.conditions, ["C", "Fn::Equals", 0])).toEqual({ Ref: "FnAliaslive" });
  expect(at(expansion.outputs, ["A", "Value", "Fn::Sub"])).toBe(
    "${FnAliaslive} ${Fn.Arn} ${ServerlessRestApiProdStage} ${!Fn.Alias}",
  );
  expect(at(expansion.outputs, ["V", "Value"])).toEqual({ "Fn::GetAtt": [version, "Version"] });
});

test("names that are properties of every object are ordinary names", () => {
  const events = JSON.parse('{"__proto__": {"Type": "SQS", "Properties": {"Queue": "q"}}}') as JsonObject;
  const tags = JSON.parse('{"__proto__": "x", "constructor": "y"}') as JsonObject;
  const expansion = expand({ constructor: fn({ AutoPublishAlias: "toString", Events: events, Tags: tags }) });
  expect(body(expansion, "constructor__proto__")["Type"]).toBe("AWS::Lambda::EventSourceMapping");
  expect(propertyOf(expansion, "constructor", "Tags")).toEqual([
    { Key: "lambda:createdBy", Value: "SAM" },
    { Key: "__proto__", Value: "x" },
    { Key: "constructor", Value: "y" },
  ]);
});

test("the author's template is not changed, and what is unknown is passed on with a note", () => {
  const unknown = { Type: "AWS::Serverless::Future", Properties: { a: 1 } };
  const template: JsonObject = { Resources: { X: unknown, Fn: fn({}) } };
  const before = JSON.stringify(template);
  const expansion = expandSam(template, { parameters: new Map() });
  expect(JSON.stringify(template)).toBe(before);
  expect(expansion.resources.get("X")).toEqual({ body: unknown, generatedFrom: null });
  expect(expansion.notes).toEqual(["X: AWS::Serverless::Future is not supported and was left unchanged"]);
});
