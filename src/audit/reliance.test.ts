// What a verdict says of the values it depends on that were not given on the command line.
import { describe, expect, it } from "vitest";
import { audited } from "../../test/audited.ts";
import type { Json, JsonObject } from "../model/json.ts";

const ref = (Ref: string): Json => ({ Ref });
const fn = (more: JsonObject = {}): JsonObject => ({
  Type: "AWS::Lambda::Function",
  Properties: { Runtime: "nodejs22.x", ...more },
});
const errors = (more: JsonObject = {}, Condition?: string): JsonObject => ({
  Type: "AWS::CloudWatch::Alarm",
  ...(Condition === undefined ? {} : { Condition }),
  Properties: {
    Namespace: "AWS/Lambda",
    MetricName: "Errors",
    Dimensions: [{ Name: "FunctionName", Value: ref("Fn") }],
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    ...more,
  },
});

const stage = (more: JsonObject = {}): JsonObject => ({ Stage: { Type: "String", Default: "dev", ...more } });
const isProd = { IsProd: { "Fn::Equals": [ref("Stage"), "prod"] } };
const onlyInProd = (more: JsonObject = {}) => ({
  Parameters: stage(more),
  Conditions: isProd,
  Resources: { Fn: fn(), Errors: errors({}, "IsProd") },
});

interface More {
  readonly files?: Record<string, object | string>;
  readonly parameters?: Record<string, string>;
}

async function said(template: object, { files = {}, parameters = {} }: More = {}, check = "function-error-alarm") {
  return audited({ "shop.json": template, ...files }, { checks: [check], parameters, request: { paths: ["shop.json"] } });
}

const none = "fail Fn: no alarm watches its errors";
const watched = "pass Fn: alarm Errors watches Errors of the function";

describe("what a condition takes away", () => {
  it("is named with the values that bring it, and with who chose this one", async () => {
    expect(await said(onlyInProd({ AllowedValues: ["dev", "beta", "prod"] }))).toEqual([
      `${none}; alarm Errors exists only with Stage=prod, and Stage is dev by its default`,
    ]);
    expect(await said(onlyInProd())).toEqual([
      `${none}; alarm Errors exists only with Stage=prod, and Stage is dev by its default`,
    ]);
    const not = { IsProd: { "Fn::Not": [{ "Fn::Equals": [ref("Stage"), "dev"] }] } };
    expect(await said({ ...onlyInProd(), Conditions: not })).toEqual([
      `${none}; alarm Errors exists only with another Stage, and Stage is dev by its default`,
    ]);
  });

  it("by either of two parameters is named once", async () => {
    const Conditions = { ...isProd, Wanted: { "Fn::Or": [{ Condition: "IsProd" }, { "Fn::Equals": [ref("Alarms"), "yes"] }] } };
    const Parameters = { ...stage(), Alarms: { Type: "String", Default: "no" } };
    expect(await said({ Parameters, Conditions, Resources: { Fn: fn(), Errors: errors({}, "Wanted") } })).toEqual([
      `${none}; alarm Errors exists only with Stage=prod or Alarms=yes, and Stage is dev by its default, Alarms is no by its default`,
    ]);
  });

  it("needs no telling where the command line chose", async () => {
    expect(await said(onlyInProd(), { parameters: { Stage: "dev" } })).toEqual([none]);
  });
});

describe("a value on which the verdict rests", () => {
  it("is named where it passes, too", async () => {
    const prod = onlyInProd({ Default: "prod" });
    expect(await said(prod)).toEqual([`${watched} (Stage is prod by its default)`]);
    expect(await said(prod, { parameters: { Stage: "prod" } })).toEqual([watched]);
  });

  it("is named with those with which it passes", async () => {
    const Properties = { MetricName: { "Fn::If": ["IsProd", "Errors", "Invocations"] } };
    expect(await said({ Parameters: stage(), Conditions: isProd, Resources: { Fn: fn(), Errors: errors(Properties) } })).toEqual([
      `${none} (Stage is dev by its default; it passes with Stage=prod)`,
    ]);
  });

  it("comes from a file", async () => {
    const samconfig = '[default.deploy.parameters]\nparameter_overrides = "Stage=prod"\n';
    expect(await said(onlyInProd(), { files: { "samconfig.toml": samconfig } })).toEqual([
      `${watched} (Stage is prod by environment default of samconfig.toml)`,
    ]);
  });

  it("is not shown where the template hides it", async () => {
    expect(await said(onlyInProd({ Default: "prod", NoEcho: true }))).toEqual([
      `${watched} (Stage has its value by its default)`,
    ]);
  });

  it("is named where there is no list of what else it could be, and where it is long or empty", async () => {
    const named = (Default: string) => ({
      Parameters: { Name: { Type: "String", Default } },
      Resources: {
        Fn: fn(),
        Errors: errors({ Dimensions: [{ Name: "FunctionName", Value: ref("Name") }] }),
        Other: fn({ FunctionName: Default }),
      },
    });
    expect((await said(named("orders"))).at(-1)).toBe(
      "pass Other: alarm Errors watches Errors of the function (Name is orders by its default)",
    );
    const long = "o".repeat(61);
    expect((await said(named(long))).at(-1)).toBe(
      `pass Other: alarm Errors watches Errors of the function (Name is ${"o".repeat(60)}… by its default)`,
    );
  });

  it("is not named again where the message says it, nor where nothing depends on it", async () => {
    const Parameters = { ...stage(), Size: { Type: "Number", Default: 512 } };
    const Resources = { Fn: fn({ MemorySize: ref("Size"), Description: ref("Stage") }) };
    expect(await said({ Parameters, Resources }, {}, "function-memory")).toEqual([
      "pass Fn: has 512 MB of memory (the default of parameter Size)",
    ]);
  });

  it("is that of the stack that chose it, not of one to which it is passed", async () => {
    const child = { ...onlyInProd({ Default: "none" }) };
    const parent = {
      Parameters: stage(),
      Resources: {
        Child: {
          Type: "AWS::CloudFormation::Stack",
          Properties: { TemplateURL: "child.json", Parameters: { Stage: ref("Stage") } },
        },
      },
    };
    expect(await said(parent, { files: { "child.json": child } })).toEqual([
      `${none}; alarm Errors exists only with Stage=prod, and Stage is dev by its default`,
    ]);
  });
});
