// Values from outside: the three forms of files, samconfig.toml, which one wins, and what is rejected.
import { describe, expect, it } from "vitest";
import { folder, requestFor } from "../../../test/folder.ts";
import { SourceError, UsageError } from "../../errors.ts";
import type { TemplateRequest } from "../source.ts";
import { assignments } from "./samconfig.ts";
import { readTemplates } from "./template.ts";

const template = {
  Parameters: {
    Stage: { Type: "String", Default: "dev", AllowedValues: ["dev", "prod"] },
    Names: { Type: "CommaDelimitedList", Default: "", AllowedValues: ["a", "b"] },
    Size: { Type: "Number", Default: 1 },
    Secret: { Type: "String", NoEcho: true, AllowedValues: ["x"], Default: "x" },
  },
  Resources: { T: { Type: "AWS::SNS::Topic" } },
};

async function given(files: Record<string, string | object>, more: Partial<TemplateRequest> = {}) {
  const facts = await readTemplates(requestFor(folder({ "template.json": template, ...files }), ["template.json"], more));
  const [stack] = facts.stacks;
  return {
    stack,
    notes: facts.notes,
    values: Object.fromEntries([...(stack?.parameters ?? [])].map(([name, { value, from }]) => [name, `${value} (${from})`])),
  };
}

it.each([
  [
    "the AWS CLI's list",
    [
      { ParameterKey: "Stage", ParameterValue: "prod" },
      { ParameterKey: "Size", UsePreviousValue: true },
    ],
  ],
  ["a list of assignments", ["Stage=prod"]],
  ["CodePipeline's configuration", { Parameters: { Stage: "prod" }, StackPolicy: {} }],
  ["a plain map", { Stage: "prod" }],
  ["YAML", "Stage: prod\n"],
])("reads %s", async (_, file) => {
  expect((await given({ "p.json": file }, { parameterFiles: ["p.json"] })).values).toEqual({ Stage: "prod (p.json)" });
});

it("keeps numbers, booleans and lists as the text that CloudFormation takes", async () => {
  const { values } = await given({ "p.yaml": "Size: 012\nNames: [a, b]\n" }, { parameterFiles: ["p.yaml"] });
  expect(values).toEqual({ Size: "012 (p.yaml)", Names: "a,b (p.yaml)" });
});

it("takes tags from CodePipeline's form, and those given directly over them", async () => {
  const { stack } = await given(
    { "p.json": { Parameters: {}, Tags: { a: "1", b: "1" } } },
    { parameterFiles: ["p.json"], stackTags: new Map([["b", "2"]]) },
  );
  expect([...(stack?.tags ?? [])]).toEqual([
    ["a", "1"],
    ["b", "2"],
  ]);
});

it("lets --parameter win over files, the later file over the earlier, and files over samconfig.toml", async () => {
  const samconfig =
    '[default.deploy.parameters]\nparameter_overrides = "Stage=prod Size=1 Names=a"\nstack_name = "shop"\nregion = "eu-west-1"\ntags = "owner=me cost=\\"a b\\""\n';
  const { values, stack } = await given(
    { "samconfig.toml": samconfig, "1.json": { Size: 2, Names: "b" }, "2.json": { Size: 3 } },
    { parameterFiles: ["1.json", "2.json"], parameters: new Map([["Size", 4]]) },
  );
  expect(values).toEqual({ Stage: "prod (environment default of samconfig.toml)", Names: "b (1.json)", Size: "4 (--parameter)" });
  expect(stack).toMatchObject({ name: "shop", nameDerived: false, region: "eu-west-1" });
  expect([...(stack?.tags ?? [])]).toEqual([
    ["owner", "me"],
    ["cost", "a b"],
  ]);
});

it("takes the named environment of samconfig, its global settings as well, and says where there is none", async () => {
  const samconfig =
    '[prod.global.parameters]\nstack_name = "shop-prod"\n[prod.deploy.parameters]\nparameter_overrides = ["Stage=prod"]\n';
  expect(await given({ "samconfig.toml": samconfig }, { environment: "prod" })).toMatchObject({
    stack: { name: "shop-prod" },
    values: { Stage: "prod (environment prod of samconfig.toml)" },
  });
  expect((await given({ "samconfig.toml": samconfig }, { environment: "test" })).notes).toEqual([
    "samconfig.toml has no environment test and was ignored; it has prod (-e)",
  ]);
});

describe("what was taken from samconfig.toml", () => {
  const samconfig = [
    "version = 0.1",
    "[default.deploy.parameters]",
    'parameter_overrides = "Stage=prod Secret=x Size=2"',
    'stack_name = "shop"',
    'region = "eu-west-1"',
    'tags = "owner=me"',
    "[beta.deploy.parameters]",
    'parameter_overrides = "Stage=dev"',
  ].join("\n");
  const files = { "samconfig.toml": samconfig };

  it("is a note, without what is hidden and what was overridden", async () => {
    expect((await given(files, { parameters: new Map([["Size", "3"]]) })).notes).toEqual([
      "samconfig.toml, environment default (-e takes beta instead): Stage=prod Secret (not shown); stack name shop; region eu-west-1; tags owner",
    ]);
    expect((await given(files, { environment: "beta" })).notes).toEqual([
      "samconfig.toml, environment beta (-e takes default instead): Stage=dev",
    ]);
  });

  it("is nothing where there is no default environment, with those that there are", async () => {
    expect((await given({ "samconfig.toml": "version = 0.1\n[prod.deploy.parameters]\n" })).notes).toEqual([
      "samconfig.toml has no environment default and was ignored; it has prod (-e)",
    ]);
    expect((await given({ "samconfig.toml": "version = 0.1\n" })).notes).toEqual([]);
  });

  it("is the environment that the config lacks, or there is no such environment", async () => {
    const absentEnvironment = ({ files, names }: { files: readonly string[]; names: readonly string[] }) =>
      new UsageError(`${files} has ${names}`);
    const beta = await given(files, { environment: "beta", absentEnvironment });
    expect(beta.values).toEqual({ Stage: "dev (environment beta of samconfig.toml)" });
    await expect(given(files, { environment: "bta", absentEnvironment })).rejects.toThrow("samconfig.toml has default,beta");
    await expect(given({}, { environment: "beta", absentEnvironment })).rejects.toThrow(" has ");
  });
});

it("says which file of the config gives a parameter", async () => {
  const parameterOrigins = new Map([["Stage", "fitness.config.json"]]);
  const { values } = await given({}, { parameters: new Map([["Stage", "prod"]]), parameterOrigins });
  expect(values).toEqual({ Stage: "prod (fitness.config.json)" });
});

it("finds the samconfig of a build where the build ran", async () => {
  const cwd = folder({
    "samconfig.yaml": "default: {deploy: {parameters: {stack_name: shop}}}",
    ".aws-sam/build/template.yaml": "Resources: {T: {Type: AWS::SNS::Topic}}",
  });
  expect((await readTemplates(requestFor(cwd, [".aws-sam/build"]))).stacks).toMatchObject([
    { name: "shop", file: ".aws-sam/build/template.yaml" },
  ]);
});

it.each([
  ['A=b C="d e" F=', { A: "b", C: "d e", F: "" }],
  ['ParameterKey=A,ParameterValue=b ParameterKey=C,ParameterValue="d e"', { A: "b", C: "d e" }],
  ['A="say \\"x\\"" B=a\\ b', { A: 'say "x"', B: "a b" }],
  ["Url=https://x/?a=b", { Url: "https://x/?a=b" }],
  [["A=b c", 'D="e f"', "G=h=i"], { A: "b c", D: "e f", G: "h=i" }],
  [
    { A: 1, B: true },
    { A: "1", B: "true" },
  ],
  [undefined, {}],
])("reads the assignments %j", (setting, expected) => {
  expect(Object.fromEntries(assignments(setting))).toEqual(expected);
});

it("says what samconfig gives and the template does not declare", async () => {
  const { notes } = await given(
    { "samconfig.toml": '[default.deploy.parameters]\nparameter_overrides = "Old=1"\n', "p.json": { Older: 1 } },
    { parameterFiles: ["p.json"] },
  );
  expect(notes).toEqual([
    "samconfig.toml gives Old, which template.json does not declare",
    "samconfig.toml, environment default: no parameter values",
    "p.json gives Older, which no template declares",
  ]);
});

it("refuses a parameter that no template declares, with the nearest name", async () => {
  const error = await given({}, { parameters: new Map([["Stag", "prod"]]) }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect(error).toMatchObject({ message: "no template declares the parameter Stag", remedy: 'did you mean "Stage"?' });
});

it("refuses a pseudo parameter that does not exist, and takes those that do", async () => {
  await expect(given({}, { parameters: new Map([["AWS::Regin", "x"]]) })).rejects.toMatchObject({
    remedy: 'did you mean "AWS::Region"?',
  });
  const { stack } = await given(
    {},
    {
      parameters: new Map([
        ["AWS::Region", "eu-west-1"],
        ["AWS::AccountId", "012345678901"],
        ["AWS::StackName", "shop"],
      ]),
    },
  );
  expect(stack).toMatchObject({ region: "eu-west-1", account: "012345678901", name: "shop", nameDerived: false });
});

it("refuses a value that is not allowed, at the place that says so", async () => {
  await expect(given({}, { parameters: new Map([["Stage", "test"]]) })).rejects.toMatchObject({
    message: 'the value "test" that --parameter gives to the parameter Stage is not one of its AllowedValues',
    place: { file: "template.json", line: 6 },
    remedy: "give one of dev, prod",
  });
  await expect(given({}, { parameters: new Map([["Names", "a,c"]]) })).rejects.toThrow(UsageError);
});

it("never names the value of a NoEcho parameter", async () => {
  const error = (await given({}, { parameters: new Map([["Secret", "hunter2"]]) }).catch(
    (thrown: unknown) => thrown,
  )) as UsageError;
  expect(error).toBeInstanceOf(UsageError);
  expect(JSON.stringify([error.message, error.remedy])).not.toContain("hunter2");
});

it.each([
  ["a text", '"x"', 1],
  ["an entry without a key", [{ ParameterKey: "A", ParameterValue: "1" }, { Name: "B" }], 6],
  ["a nested map", { A: { B: 1 } }, 2],
])("refuses %s as a parameter file, with the place", async (_, file, line) => {
  const error = await given({ "p.json": file }, { parameterFiles: ["p.json"] }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SourceError);
  expect(error).toMatchObject({ place: { file: "p.json", line } });
});

it("refuses broken TOML with the place", async () => {
  await expect(given({ "samconfig.toml": "[default\n" })).rejects.toMatchObject({ place: { file: "samconfig.toml", line: 1 } });
});
