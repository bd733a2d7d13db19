// Values and names across stacks, accounts and regions, asked through what a deployment group watches.
import { describe, expect, it } from "vitest";
import { type Asked, audited } from "../../../test/audited.ts";
import { atOnce, canary, linear, open, ref, type Shifted, shifted } from "../../../test/shifted.ts";
import type { Json, JsonObject } from "../json.ts";

const asked: Asked = { checks: ["rollback-alarm"] };
const watching = (name: Json, more: Shifted = {}): object =>
  shifted({ alarms: [{ Name: name }], resources: { Alarm: null }, ...more });
const alarm = (AlarmName?: string): JsonObject => ({
  Type: "AWS::CloudWatch::Alarm",
  Properties: AlarmName === undefined ? {} : { AlarmName },
});
const exporting = (name: Json, Value: Json = ref("Errors")): object => ({
  Resources: { Errors: alarm() },
  Outputs: { Alarm: { Value, Export: { Name: name } } },
});

interface Deployed {
  readonly template: object;
  /** `111111111111/eu-west-1`. */
  readonly in?: string;
  readonly as?: string;
}

/** Verdict by stack of an assembly. */
async function deployed(stacks: Readonly<Record<string, Deployed>>): Promise<string[]> {
  const artifacts = Object.entries(stacks).map(([id, stack]) => [
    id,
    {
      type: "aws:cloudformation:stack",
      environment: `aws://${stack.in ?? "unknown-account/unknown-region"}`,
      properties: { templateFile: `${id}.template.json`, ...(stack.as === undefined ? {} : { stackName: stack.as }) },
    },
  ]);
  const templates = Object.entries(stacks).map(([id, { template }]) => [`out/${id}.template.json`, template]);
  const files = Object.fromEntries([
    ...templates,
    ["out/manifest.json", { version: "36.0.0", artifacts: Object.fromEntries(artifacts) }],
  ]);
  const said = await audited(files, { ...asked, request: { paths: ["out"] } });
  return said.map((line) => line.replace(" Hello (live)", ""));
}

const ours = "111111111111/eu-west-1";
const rolledBack = "pass: rolls a deployment back when its alarm enters ALARM";
const nowhere = (name: string) =>
  `unknown: watches ${name}; alarm ${name} is not defined in the audited stacks; also audit the stack that defines it`;

describe("a name", () => {
  it("means what has it in the same account and region", async () => {
    const Other = { template: { Resources: { Errors: alarm("errors") } }, in: ours };
    expect(await deployed({ Shop: { template: watching("errors"), in: ours }, Other })).toEqual([rolledBack]);
    const elsewhere = { ...Other, in: "111111111111/us-east-1" };
    expect(await deployed({ Shop: { template: watching("errors"), in: ours }, Other: elsewhere })).toEqual([nowhere("errors")]);
  });

  it("means what the own stack has before what others have", async () => {
    const own = shifted({ alarms: [{ Name: "errors" }], resources: { Alarm: alarm("errors") } });
    expect(await deployed({ Dev: { template: own }, Prod: { template: own } })).toEqual([rolledBack, rolledBack]);
  });
});

describe("an import", () => {
  it("is led to the export of its own account and region", async () => {
    const importing = watching({ "Fn::ImportValue": "errors" });
    expect(
      await deployed({
        Dev: { template: importing, in: ours },
        DevBase: { template: exporting("errors"), in: ours },
        Prod: { template: importing, in: "222222222222/eu-west-1" },
        ProdBase: { template: exporting("errors", "gone"), in: "222222222222/eu-west-1" },
      }),
    ).toEqual([rolledBack, nowhere("gone")]);
  });

  it("is led to the one of two exclusive outputs that exists", async () => {
    const base = {
      Parameters: open("Stage"),
      Conditions: { IsProd: { "Fn::Equals": [ref("Stage"), "prod"] }, IsNotProd: { "Fn::Not": [{ Condition: "IsProd" }] } },
      Resources: { A: { ...alarm(), Condition: "IsProd" }, B: { ...alarm(), Condition: "IsNotProd" } },
      Outputs: {
        A: { Condition: "IsProd", Value: ref("A"), Export: { Name: "errors" } },
        B: { Condition: "IsNotProd", Value: ref("B"), Export: { Name: "errors" } },
      },
    };
    expect(await deployed({ Shop: { template: watching({ "Fn::ImportValue": "errors" }) }, Base: { template: base } })).toEqual([
      rolledBack,
    ]);
  });

  it("that two stacks export under the same name is unknown", async () => {
    const Base = { template: exporting("errors") };
    const [said] = await deployed({ Shop: { template: watching({ "Fn::ImportValue": "errors" }) }, Base, Other: Base });
    expect(said).toMatch(/is imported as errors, which 2 of the audited stacks export$/);
  });

  it("whose name, or the export's, is unknown names the parameter", async () => {
    const importing = watching({ "Fn::ImportValue": { "Fn::Sub": "${Base}-errors" } }, { with: { Parameters: open("Base") } });
    const [said] = await deployed({ Shop: { template: importing }, Base: { template: exporting("base-errors") } });
    expect(said).toMatch(/; depends on parameter Base, which has no value; pass --parameter Base=…$/);
    const [unrelated] = await deployed({ Shop: { template: importing }, Base: { template: exporting("latency") } });
    expect(unrelated).toMatch(/is imported as \$\{Base\}-errors, which no audited stack exports/);
  });

  it("that refers to itself ends", async () => {
    const loop = {
      ...watching({ "Fn::ImportValue": "a" }),
      Outputs: {
        A: { Value: { "Fn::Sub": ["${x}${x}", { x: { "Fn::ImportValue": "b" } }] }, Export: { Name: "a" } },
        B: { Value: { "Fn::Sub": ["${x}${x}", { x: { "Fn::ImportValue": "a" } }] }, Export: { Name: "b" } },
      },
    };
    const [said] = await deployed({ Shop: { template: loop } });
    expect(said).toMatch(/depends on output A, which refers to itself$/);
  });
});

describe("a weak reference", () => {
  const weak = (more: JsonObject = {}) => watching({ "Fn::GetStackOutput": { StackName: "base", OutputName: "Alarm", ...more } });
  const base = (place: string, value?: Json): Deployed => ({ template: exporting("x", value), in: place, as: "base" });

  it("is led to the stack of that name, in the region that it names", async () => {
    const stacks = { Base: base(ours), BaseInUs: base("111111111111/us-east-1", "gone") };
    expect(await deployed({ Shop: { template: weak(), in: ours }, ...stacks })).toEqual([rolledBack]);
    expect(await deployed({ Shop: { template: weak({ Region: "us-east-1" }), in: ours }, ...stacks })).toEqual([nowhere("gone")]);
  });

  it("is unknown where there are two such stacks or no such stack, or its name is unknown", async () => {
    const [two] = await deployed({ Shop: { template: weak() }, Base: base(ours), Other: base("222222222222/eu-west-1") });
    expect(two).toMatch(/is an output of stack base, of which there are 2$/);
    const [none] = await deployed({ Shop: { template: weak() } });
    expect(none).toMatch(/is output Alarm of stack base, which is not among the audited stacks/);
    const [missing] = await deployed({ Shop: { template: weak({ OutputName: "Nope" }) }, Base: base(ours) });
    expect(missing).toMatch(/depends on output Nope, which has no value$/);
    const [unnamed] = await deployed({ Shop: { template: weak({ OutputName: { Ref: "AWS::NoValue" } }) } });
    expect(unnamed).toMatch(/has a malformed Fn::GetStackOutput$/);
    const [open] = await deployed({ Shop: { template: weak({ StackName: ref("AWS::AccountId") }) } });
    expect(open).toMatch(/depends on AWS::AccountId/);
  });
});

describe("a value carried over regions", () => {
  const reader = (key: string) =>
    watching(
      { "Fn::GetAtt": ["Reader", key] },
      { resources: { Alarm: null, Reader: { Type: "Custom::CrossRegionExportReader" } } },
    );
  const writer = {
    Resources: {
      Errors: alarm(),
      Broken: { Type: "Custom::CrossRegionExportWriter", Properties: {} },
      Writer: {
        Type: "Custom::CrossRegionExportWriter",
        Properties: { WriterProps: { exports: { "/cdk/exports/Shop/Errors": ref("Errors") } } },
      },
    },
  };

  it("is what the writer exports under its key", async () => {
    const Base = { template: writer, in: "111111111111/us-east-1" };
    expect(await deployed({ Shop: { template: reader("/cdk/exports/Shop/Errors"), in: ours }, Base })).toEqual([rolledBack]);
    const [said] = await deployed({ Shop: { template: reader("/cdk/exports/Shop/Gone"), in: ours }, Base });
    expect(said).toMatch(/is read from \/cdk\/exports\/Shop\/Gone, which no audited stack writes$/);
  });
});

describe("nested stacks", () => {
  const nested = (Parameters: JsonObject, more: JsonObject = {}): JsonObject => ({
    Type: "AWS::CloudFormation::Stack",
    Properties: { TemplateURL: "./child.json", Parameters },
    ...more,
  });
  const child = (more: Shifted): object => shifted({ ...more, with: { Parameters: open("Shift"), ...more.with } });
  const system = (parent: object, below: object, checks: readonly string[]) =>
    audited({ "shop.json": parent, "child.json": below }, { checks, request: { paths: ["shop.json"] } });

  it("made twice from one template are judged by what each is passed", async () => {
    const parent = {
      Parameters: open("Shift"),
      Resources: {
        A: nested({ Shift: canary }),
        B: nested({ Shift: "CodeDeployDefault.LambdaAllAtOnce" }),
        C: nested({ Shift: ref("Shift") }),
      },
    };
    const said = await system(parent, child({ by: ref("Shift") }), ["progressive-traffic"]);
    expect(said.map((line) => line.split(" ")[0])).toEqual(["pass", "fail", "unknown"]);
  });

  it("hand out what each of them was passed", async () => {
    const by = (name: string) => nested({ Shift: { "Fn::GetAtt": [name, "Outputs.By"] } });
    const Resources = { A: nested({ Shift: canary }), B: nested({ Shift: atOnce }), OfA: by("A"), OfB: by("B") };
    const below = child({ by: ref("Shift"), with: { Outputs: { By: { Value: ref("Shift") } } } });
    const said = await system({ Resources }, below, ["progressive-traffic"]);
    expect(said.map((line) => line.split(" ")[0])).toEqual(["pass", "fail", "pass", "fail"]);
  });

  it("say what a parameter of the stack above may be, by what they compare it with", async () => {
    const below = child({
      by: { "Fn::FindInMap": ["Shifts", ref("Shift"), "by"] },
      with: { Parameters: open("Shift"), Mappings: { Shifts: { dev: { by: canary }, prod: { by: linear } } } },
    });
    const parent = { Parameters: open("Stage"), Resources: { Nested: nested({ Shift: ref("Stage") }) } };
    expect((await system(parent, below, ["progressive-traffic"]))[0]).toMatch(/^pass /);
    const decided = { Parameters: open("Stage"), Resources: { Nested: nested({ Shift: { "Fn::Sub": "${Stage}" } }) } };
    expect((await system(decided, below, ["progressive-traffic"]))[0]).toMatch(/^unknown .*parameter Stage/);
  });

  it("are in the region of the stack above", async () => {
    const below = child({
      by: { "Fn::If": ["InUs", canary, linear] },
      with: { Conditions: { InUs: { "Fn::Equals": [ref("AWS::Region"), "us-east-1"] } } },
    });
    expect((await system({ Resources: { Nested: nested({}) } }, below, ["progressive-traffic"]))[0]).toMatch(/^pass /);
  });

  it("are passed lists as one text", async () => {
    const below = child({
      alarms: [{ Name: { "Fn::Select": [1, ref("Names")] } }],
      resources: { Alarm: null },
      with: { Parameters: { Names: { Type: "CommaDelimitedList" } } },
    });
    const Names = { "Fn::Join": [",", [ref("One"), ref("Two")]] };
    const parent = { Resources: { One: alarm(), Two: alarm(), Nested: nested({ Names }) } };
    expect((await system(parent, below, ["rollback-alarm"]))[0]).toMatch(/^pass /);
  });

  it("that may not be there take what they hand out with them", async () => {
    const parent = watching(
      { "Fn::GetAtt": ["Nested", "Outputs.Errors"] },
      {
        resources: { Alarm: null, Nested: nested({ Shift: canary }, { Condition: "IsProd" }) },
        with: { Parameters: open("Stage"), Conditions: { IsProd: { "Fn::Equals": [ref("Stage"), "prod"] } } },
      },
    );
    const below = child({ with: { Outputs: { Errors: { Value: ref("Alarm") } } } });
    const said = await system(parent, below, ["rollback-alarm"]);
    expect(said[0]).toMatch(/^unknown .*\(parameter Stage: fails with another value, passes with prod\)$/);
  });

  it("whose template is not available hand out what is held elsewhere", async () => {
    const parent = watching(
      { "Fn::GetAtt": ["Nested", "Outputs.Errors"] },
      {
        resources: {
          Alarm: null,
          Nested: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "https://example.com/t.json" } },
        },
      },
    );
    expect((await audited({ "shop.json": parent }, asked))[0]).toMatch(
      /is output Errors of nested stack Nested, whose template is not available$/,
    );
  });
});

describe("an ARN of another account", () => {
  it("names nothing of this system, whatever it is called", async () => {
    const Rule = {
      Type: "AWS::Events::Rule",
      Properties: {
        Targets: [
          { Id: "theirs", Arn: "arn:aws:lambda:eu-west-1:999999999999:function:hello" },
          { Id: "ours", Arn: "arn:aws:lambda:eu-west-1:111111111111:function:hello:live" },
        ],
      },
    };
    const Hello = { Type: "AWS::Lambda::Function", Properties: { FunctionName: "hello" } };
    const given = { "AWS::AccountId": "111111111111", "AWS::Region": "eu-west-1" };
    const said = await audited(
      { "shop.json": shifted({ resources: { Rule, Hello } }) },
      { checks: ["invocation-qualifier"], parameters: given },
    );
    expect(said).toEqual(["pass Rule (ours): goes through alias live"]);
  });
});
