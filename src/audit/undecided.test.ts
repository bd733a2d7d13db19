// What the input leaves open, asked through real templates and real checks.
import { describe, expect, it } from "vitest";
import { type Asked, audited, reportOn } from "../../test/audited.ts";
import { alias, atOnce, canary, group, linear, open, ref, type Shifted, shifted, stages } from "../../test/shifted.ts";
import type { Json, JsonObject } from "../model/json.ts";

const traffic: Asked = { checks: ["progressive-traffic"] };
const rollback: Asked = { checks: ["rollback-alarm"] };
const allOf: Asked = { checks: ["function-alias", "deployment-group", "progressive-traffic", "rollback-alarm"] };

const says = (template: Shifted, asked: Asked): Promise<string[]> => audited({ "shop.json": shifted(template) }, asked);
const verdict = async (template: Shifted, asked: Asked): Promise<string> =>
  (await says(template, asked)).map((line) => line.split(" ")[0]).join(" ");

const parameters = (more: JsonObject = {}): JsonObject => ({ Shift: { Type: "String", ...more } });

/** The same question in each language: the shift is what parameter Shift says. */
const languages: Readonly<
  Record<string, (more: JsonObject) => { readonly templates: Record<string, object | string>; readonly name: string }>
> = {
  "raw CloudFormation": (more) => ({
    templates: {
      "shop.json": shifted({ by: { "Fn::Sub": "CodeDeployDefault.Lambda${Shift}" }, with: { Parameters: parameters(more) } }),
    },
    name: "Hello",
  }),
  SAM: (more) => ({
    templates: {
      "shop.json": {
        Transform: "AWS::Serverless-2016-10-31",
        Parameters: parameters(more),
        Resources: {
          Hello: {
            Type: "AWS::Serverless::Function",
            Properties: {
              Runtime: "nodejs22.x",
              Handler: "a.b",
              CodeUri: ".",
              AutoPublishAlias: "live",
              DeploymentPreference: { Type: ref("Shift") },
            },
          },
        },
      },
    },
    name: "Hello",
  }),
  "the CDK": (more) => ({
    templates: {
      "out/manifest.json": {
        version: "36.0.0",
        artifacts: {
          Shop: {
            type: "aws:cloudformation:stack",
            environment: "aws://unknown-account/unknown-region",
            properties: { templateFile: "Shop.template.json" },
          },
        },
      },
      "out/Shop.template.json": shifted({
        by: { "Fn::Sub": "CodeDeployDefault.Lambda${Shift}" },
        with: { Parameters: parameters(more) },
      }),
    },
    name: "Hello",
  }),
};

describe.each(Object.entries(languages))("a parameter that decides over the shift, in %s", (_language, write) => {
  const ask = async (more: JsonObject, given: Record<string, string> = {}) => {
    const { templates } = write(more);
    const paths = "shop.json" in templates ? ["shop.json"] : ["out"];
    const { assessments, exitCode } = await reportOn(templates, { ...traffic, parameters: given, request: { paths } });
    return { exitCode, said: assessments.map(({ verdict: is, message, reason }) => `${is}: ${reason ?? message}`) };
  };

  it("is named where it has no value, and the audit is inconclusive", async () => {
    expect(await ask({})).toEqual({
      exitCode: 3,
      said: ["unknown: depends on parameter Shift, which has no value; pass --parameter Shift=…"],
    });
  });

  it("does not matter where all of its values are progressive", async () => {
    const progressive = { AllowedValues: ["Canary10Percent5Minutes", "Linear10PercentEvery1Minute"] };
    expect((await ask(progressive)).exitCode).toBe(0);
  });

  it("names the verdict of each value where they differ", async () => {
    const { exitCode, said } = await ask({ AllowedValues: ["Canary10Percent5Minutes", "AllAtOnce"] });
    expect(exitCode).toBe(3);
    expect(said[0]).toMatch(
      /pass --parameter Shift=Canary.* \(parameter Shift: passes with Canary10Percent5Minutes, fails with AllAtOnce\)$/,
    );
  });

  it("counts as what it is given", async () => {
    expect((await ask({}, { Shift: "AllAtOnce" })).exitCode).toBe(1);
    expect((await ask({}, { Shift: "Canary10Percent5Minutes" })).exitCode).toBe(0);
  });

  it("is said to be a default where it is one", async () => {
    expect(await ask({ Default: "AllAtOnce" })).toEqual({
      exitCode: 1,
      said: ["fail: shifts all traffic at once (CodeDeployDefault.LambdaAllAtOnce, the default of parameter Shift)"],
    });
  });
});

describe("two undecided parameters behind one condition", () => {
  const both = (yes: string, no: string): Shifted => ({
    by: { "Fn::If": ["Both", yes, no] },
    with: {
      Parameters: open("A", "B"),
      Conditions: { Both: { "Fn::And": [{ "Fn::Equals": [ref("A"), "x"] }, { "Fn::Equals": [ref("B"), "y"] }] } },
    },
  });

  it("give the verdict that they lead to either way", async () => {
    expect(await verdict(both(canary, linear), traffic)).toBe("pass");
    expect(await verdict(both(atOnce, atOnce), traffic)).toBe("fail");
  });

  it("are unknown where it depends on them", async () => {
    expect(await verdict(both(canary, atOnce), traffic)).toBe("unknown");
  });

  it("may be compared with each other", async () => {
    const same = (yes: string, no: string): Shifted => ({
      by: { "Fn::If": ["Same", yes, no] },
      with: { Parameters: open("A", "B"), Conditions: { Same: { "Fn::Equals": [ref("A"), ref("B")] } } },
    });
    expect(await verdict(same(atOnce, atOnce), traffic)).toBe("fail");
    expect(await verdict(same(canary, atOnce), traffic)).toBe("unknown");
  });
});

describe("a mapping with an undecided key", () => {
  const mapped = (dev: string, prod: string, lookup: Json = ["Shifts", ref("Stage"), "by"], more: object = {}): Shifted => ({
    by: { "Fn::FindInMap": lookup },
    with: { Parameters: open("Stage"), Mappings: { Shifts: { dev: { by: dev }, prod: { by: prod } } }, ...more },
  });

  it("has one of its values, or the deployment is refused", async () => {
    expect(await verdict(mapped(canary, linear), traffic)).toBe("pass");
    expect(await says(mapped(canary, atOnce), traffic)).toEqual([
      `unknown Hello (live): may fail: shifts all traffic at once (${atOnce}); depends on parameter Stage, which has no value; pass --parameter Stage=dev (parameter Stage: passes with dev, fails with prod)`,
    ]);
  });

  it("may have its default, where it has one", async () => {
    const withDefault: Json = ["Shifts", ref("Stage"), "by", { DefaultValue: atOnce }];
    expect((await says(mapped(canary, linear, withDefault), traffic))[0]).toMatch(/fails with another value, passes with dev/);
  });

  it("is asked for the pseudo parameters, too, and for keys out of another mapping", async () => {
    const byRegion: Shifted = {
      by: { "Fn::FindInMap": ["Shifts", ref("AWS::Region"), "by"] },
      with: { Mappings: { Shifts: { "eu-west-1": { by: canary }, "us-east-1": { by: linear } } } },
    };
    expect(await verdict(byRegion, traffic)).toBe("pass");
    const byTier = mapped(canary, linear, ["Shifts", { "Fn::FindInMap": ["Tiers", ref("Tier"), "stage"] }, "by"], {
      Parameters: open("Tier"),
      Mappings: {
        Tiers: { low: { stage: "dev" }, high: { stage: "prod" } },
        Shifts: { dev: { by: canary }, prod: { by: linear } },
      },
    });
    expect(await verdict(byTier, traffic)).toBe("pass");
  });

  it("that is guarded by Fn::If restricts nothing", async () => {
    const guarded: Shifted = {
      ...mapped(canary, linear),
      by: { "Fn::If": ["IsProd", { "Fn::FindInMap": ["Shifts", ref("Stage"), "by"] }, atOnce] },
    };
    const template = { ...guarded, with: { ...guarded.with, ...stages } };
    expect(await verdict(template, traffic)).toBe("unknown");
  });
});

describe("existence under an undecided condition", () => {
  const onlyInProd = { Condition: "IsProd" };

  it("of the rollback alarm decides", async () => {
    const template: Shifted = { with: stages, resources: { Alarm: { Type: "AWS::CloudWatch::Alarm", ...onlyInProd } } };
    expect(await says(template, rollback)).toEqual([
      "unknown Hello (live): may fail: watches alarm Alarm, which does not exist; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
    ]);
  });

  it("of all nodes together leaves the verdict as it is: it is about what exists", async () => {
    const everything = JSON.parse(JSON.stringify(shifted({ by: atOnce, with: stages }))) as { Resources: Record<string, object> };
    for (const body of Object.values(everything.Resources)) Object.assign(body, onlyInProd);
    expect(await audited({ "shop.json": everything }, traffic)).toEqual([
      `fail Hello (live): shifts all traffic at once (${atOnce})`,
    ]);
  });

  it("of what has nothing to do with the verdict changes nothing", async () => {
    const Hello = {
      Type: "AWS::Lambda::Function",
      Properties: { MemorySize: ref("Stage"), FunctionName: { "Fn::If": ["IsProd", "hello", ref("AWS::NoValue")] } },
    };
    const Other = { Type: "AWS::CloudWatch::Alarm", ...onlyInProd };
    expect(await verdict({ with: stages, resources: { Hello, Other } }, allOf)).toBe(
      "function-alias deployment-group progressive-traffic rollback-alarm",
    );
    expect((await says({ with: stages, resources: { Hello, Other } }, allOf)).every((line) => line.includes(" pass "))).toBe(
      true,
    );
  });

  it("of alternatives with one name is the existence of one of them", async () => {
    const alarm = (Condition: string) => ({ Type: "AWS::CloudWatch::Alarm", Condition, Properties: { AlarmName: "errors" } });
    const alternatives = { Alarm: null, InProd: alarm("IsProd"), Elsewhere: alarm("IsNotProd") };
    const template: Shifted = { with: stages, alarms: [{ Name: "errors" }], resources: alternatives };
    expect(await verdict(template, rollback)).toBe("pass");
    expect(await verdict({ ...template, resources: { ...alternatives, Elsewhere: null } }, rollback)).toBe("unknown");
  });

  it("of two groups, of which the alias names the one that exists, is fine", async () => {
    const resources = {
      Live: alias({ "Fn::If": ["IsProd", ref("Group"), ref("Other")] }),
      Group: group(canary, [{ Name: ref("Alarm") }], { Condition: "IsProd" }),
      Other: group(linear, [{ Name: ref("Alarm") }], { Condition: "IsNotProd" }),
    };
    const said = await says({ with: stages, resources }, allOf);
    expect(said.filter((line) => !line.includes(" pass "))).toEqual([]);
    expect(said).toHaveLength(4);
  });

  it("of two aliases of one name is no contradiction, but makes a difference where they differ", async () => {
    const { UpdatePolicy: _none, ...unshifted } = alias(ref("Group"), { Condition: "IsNotProd" });
    const asked: Asked = { checks: ["deployment-group"] };
    const Live = alias(ref("Group"), { Condition: "IsProd" });
    expect(await verdict({ with: stages, resources: { Live, Other: { ...Live, Condition: "IsNotProd" } } }, asked)).toBe("pass");
    expect((await says({ with: stages, resources: { Live, Other: unshifted } }, asked))[0]).toMatch(
      /^unknown Hello \(live\): may fail: no deployment group .* \(parameter Stage: fails with another value, passes with prod\)$/,
    );
  });

  it("that depends on an undefined condition is unknown", async () => {
    const Alarm = { Type: "AWS::CloudWatch::Alarm", Condition: "Nowhere" };
    expect((await says({ resources: { Alarm } }, rollback))[0]).toMatch(
      /^unknown .*; depends on condition Nowhere, which the template does not define$/,
    );
  });
});

describe("unknown names as a whole", () => {
  const named = (AlarmName: Json, watched: Json, more: Shifted["with"] = {}): Shifted => ({
    with: more,
    alarms: [{ Name: watched }],
    resources: { Alarm: { Type: "AWS::CloudWatch::Alarm", Properties: { AlarmName } } },
  });

  it("are the same where the same text makes them", async () => {
    const joined = { "Fn::Join": ["-", ["errors", ref("AWS::StackName")]] };
    expect(await verdict(named({ "Fn::Sub": "errors-${AWS::StackName}" }, joined), rollback)).toBe("pass");
  });

  it("may be the name that is meant, and the parameter that decides is named", async () => {
    const name = { "Fn::Sub": "errors-${Stage}" };
    expect((await says(named(name, "errors-prod", { Parameters: open("Stage") }), rollback))[0]).toMatch(
      /; may name Alarm, whose name depends on parameter Stage, which has no value; pass --parameter Stage=…$/,
    );
    const onlyProd = { Parameters: { Stage: { Type: "String", AllowedValues: ["prod"] } } };
    expect(await verdict(named(name, "errors-prod", onlyProd), rollback)).toBe("pass");
    expect((await says(named(name, "latency-prod", { Parameters: open("Stage") }), rollback))[0]).toMatch(
      /not defined in the audited stacks/,
    );
  });
});

describe("too many cases", () => {
  const conditions = (count: number): JsonObject =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`C${index}`, { "Fn::Equals": [ref(`P${index}`), "x"] }]));
  const names = (count: number) => Array.from({ length: count }, (_, index) => `P${index}`);

  it("end in unknown, and say so", async () => {
    const alarms: Json[] = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((index) => ({
      "Fn::If": [`C${index}`, { Name: ref(`Alarm${index}`) }, ref("AWS::NoValue")],
    }));
    const resources = Object.fromEntries(
      alarms.map((_, index) => [`Alarm${index}`, { Type: "AWS::CloudWatch::Alarm", Condition: `C${index}` }]),
    );
    const template: Shifted = {
      alarms: [{ Name: ref("Alarm") }, ...alarms],
      resources,
      with: { Parameters: open(...names(9)), Conditions: conditions(9) },
    };
    expect((await says(template, rollback))[0]).toMatch(/^unknown .*pass --parameter P0=…; there are too many cases to try all$/);
  });

  it("are not many where one after the other decides", async () => {
    const nested = names(60).reduce<Json>((inner, _, index) => ({ "Fn::If": [`C${index}`, inner, linear] }), canary);
    const template: Shifted = { by: nested, with: { Parameters: open(...names(60)), Conditions: conditions(60) } };
    expect(await verdict(template, traffic)).toBe("pass");
  });

  it("are few where the many allowed values are compared with one", async () => {
    const AllowedValues = Array.from({ length: 5_000 }, (_, index) => `size-${index}`);
    const template: Shifted = {
      by: { "Fn::If": ["IsSmall", canary, linear] },
      with: {
        Parameters: { Size: { Type: "String", AllowedValues } },
        Conditions: { IsSmall: { "Fn::Equals": [ref("Size"), "size-7"] } },
      },
    };
    expect(await verdict(template, traffic)).toBe("pass");
    expect(await verdict({ ...template, by: ref("Size") }, traffic)).toBe("unknown");
  });
});

describe("names that objects have by nature", () => {
  it("are ordinary names of parameters, conditions, mappings and resources", async () => {
    const text = JSON.stringify(
      shifted({
        by: { "Fn::If": ["toString", { "Fn::FindInMap": ["__proto__", "constructor", "valueOf"] }, linear] },
        with: {
          Parameters: { constructor: { Type: "String" } },
          Conditions: { toString: { "Fn::Equals": [ref("constructor"), "x"] } },
          Mappings: { MAP: { constructor: { valueOf: canary } } },
        },
      }),
    )
      .replaceAll('"MAP"', '"__proto__"')
      .replaceAll('"Alarm"', '"hasOwnProperty"');
    expect((await audited({ "shop.json": text }, allOf)).map((line) => line.split(" ")[1])).toEqual([
      "pass",
      "pass",
      "pass",
      "pass",
    ]);
  });
});
