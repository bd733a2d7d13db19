import { describe, expect, it } from "vitest";
import { factsOf, stack, type Template } from "../../../test/facts.ts";
import type { StackFacts } from "../facts.ts";
import type { Json } from "../json.ts";
import { System } from "../system.ts";
import { ANOTHER_VALUE, baseWorld, type World } from "../world.ts";

function system(stacks: readonly StackFacts[], world: World = baseWorld): System {
  return new System(factsOf(...stacks), world);
}

function shown(value: Json, template: Template = {}, world: World = baseWorld, more: Partial<StackFacts> = {}): unknown {
  const made = system([stack("Shop", template, more)], world);
  const scope = made.stacks[0]?.scope;
  if (scope === undefined) throw new Error("no scope");
  const text = made.resolver.node(value, scope).symbol();
  return text.state === "known" ? made.symbols.display(text.value) : text;
}

function resolved(value: Json, template: Template = {}, world: World = baseWorld): unknown {
  const made = system([stack("Shop", template)], world);
  const scope = made.stacks[0]?.scope;
  if (scope === undefined) throw new Error("no scope");
  const head = made.resolver.node(value, scope).head();
  return head.state === "known" ? head.value.raw : head;
}

const greeter: Template = {
  Resources: {
    Hello: { Type: "AWS::Lambda::Function", Properties: {} },
    Live: { Type: "AWS::Lambda::Alias", Properties: { FunctionName: { Ref: "Hello" }, Name: "live" } },
    Version: { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Hello" } } },
  },
};

describe("text", () => {
  it("names what the template refers to and does not define", () => {
    expect(shown({ "Fn::Sub": "a-${Nowhere}-${Nowhere.Arn}" })).toBe("a-${Nowhere}-${Nowhere.Arn}");
  });

  it("spells an alias out as the ARN it is, so that its parts can be taken", () => {
    const arn = { Ref: "Live" };
    expect(shown(arn, greeter)).toBe("arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${Hello}:live");
    expect(shown({ "Fn::Join": ["", [{ "Fn::Select": [6, { "Fn::Split": [":", arn] }] }, ":live"]] }, greeter)).toBe(
      "${Hello}:live",
    );
    expect(shown({ "Fn::Select": ["7", { "Fn::Split": [":", arn] }] }, greeter)).toBe("live");
  });

  it("takes the region, account and partition from the stack where it has them", () => {
    const placed = { region: "eu-west-1", account: "111122223333" };
    expect(shown({ "Fn::GetAtt": ["Hello", "Arn"] }, greeter, baseWorld, placed)).toBe(
      "arn:aws:lambda:eu-west-1:111122223333:function:${Hello}",
    );
  });

  it("substitutes references, attributes, variables and literals", () => {
    expect(shown({ "Fn::Sub": ["${Hello.Arn}-${who}-${!kept}", { who: "you" }] }, greeter)).toMatch(
      /:function:\$\{Hello\}-you-\$\{kept\}$/,
    );
  });

  it("does not take two different undecided values for one", () => {
    const undecided = (a: string, b: string): Json => ({ "Fn::If": ["Big", a, b] });
    const template: Template = {
      Parameters: { P: { Type: "String" } },
      Conditions: { Big: { "Fn::Equals": [{ Ref: "P" }, "big"] } },
    };
    const made = system([stack("Shop", template)]);
    const scope = made.stacks[0]?.scope;
    if (scope === undefined) throw new Error("no scope");
    const text = (value: Json): unknown => made.resolver.node(value, scope).symbol();
    expect(text(undecided("a", "b"))).toEqual(text(undecided("a", "b")));
    expect(text(undecided("a", "b"))).not.toEqual(text(undecided("c", "d")));
  });
});

describe("parameters", () => {
  const template: Template = {
    Parameters: {
      Shift: { Type: "String", AllowedValues: ["Canary10Percent5Minutes", "AllAtOnce"] },
      Stage: { Type: "String" },
      Names: { Type: "CommaDelimitedList", Default: "a, b" },
      Secret: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/a/b" },
    },
    Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] }, IsNotProd: { "Fn::Not": [{ Condition: "IsProd" }] } },
  };

  it("say by name which value is missing, and what to pass", () => {
    const made = system([stack("Shop", template)]);
    const scope = made.stacks[0]?.scope;
    if (scope === undefined) throw new Error("no scope");
    expect(made.resolver.node({ Ref: "Shift" }, scope).text()).toEqual({
      state: "unresolved",
      reason: "depends on parameter Shift, which has no value; pass --parameter Shift=Canary10Percent5Minutes",
      undecided: [{ id: "Shop parameter Shift", label: "parameter Shift", outcomes: ["Canary10Percent5Minutes", "AllAtOnce"] }],
    });
    expect(made.resolver.node({ Ref: "Secret" }, scope).text()).toMatchObject({ state: "unresolved", undecided: [] });
    expect(made.resolver.node({ Ref: "Names" }, scope).items()).toMatchObject({
      state: "known",
      origin: "the default of parameter Names",
    });
  });

  it("choose what is written down, and the value says by what it was chosen", () => {
    const made = system([
      stack("Shop", {
        Parameters: { Stage: { Type: "String", Default: "dev" } },
        Mappings: { Shifts: { dev: { type: "AllAtOnce" } } },
        Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] }, IsDev: { "Fn::Not": [{ Condition: "IsProd" }] } },
        Resources: {},
      }),
    ]);
    const scope = made.stacks[0]?.scope;
    if (scope === undefined) throw new Error("no scope");
    const shift = { "Fn::FindInMap": ["Shifts", { Ref: "Stage" }, "type"] };
    for (const written of [shift, { "Fn::If": ["IsDev", "AllAtOnce", "Canary"] }, { "Fn::If": ["IsDev", shift, "Canary"] }]) {
      const origin = "by the default of parameter Stage";
      expect(made.resolver.node(written, scope).text()).toEqual({ state: "known", value: "AllAtOnce", origin });
    }
  });

  it("are in each world what the world says", () => {
    const ask = { "Fn::If": ["IsNotProd", "small", "big"] };
    expect(resolved(ask, template)).toMatchObject({ state: "unresolved", undecided: [{ outcomes: [ANOTHER_VALUE, "prod"] }] });
    expect(resolved(ask, template, new Map([["Shop parameter Stage", "prod"]]))).toBe("big");
    expect(resolved(ask, template, new Map([["Shop parameter Stage", ANOTHER_VALUE]]))).toBe("small");
  });
});

describe("conditions", () => {
  const conditions = (expression: Json): Template => ({ Parameters: { P: { Type: "String" } }, Conditions: { C: expression } });
  const ask = { "Fn::If": ["C", "yes", "no"] };
  const open = { "Fn::Equals": [{ Ref: "P" }, "x"] };

  it.each<[string, Json, unknown]>([
    ["equal literals", { "Fn::Equals": ["a", "a"] }, "yes"],
    ["a number and its text", { "Fn::Equals": [1, "1"] }, "yes"],
    ["the same parameter twice", { "Fn::Equals": [{ Ref: "P" }, { Ref: "P" }] }, "yes"],
    ["or with one that is true", { "Fn::Or": [open, { "Fn::Equals": ["a", "a"] }] }, "yes"],
    ["and with one that is false", { "Fn::And": [open, { "Fn::Equals": ["a", "b"] }] }, "no"],
    ["equal lists", { "Fn::Equals": [["a"], ["a"]] }, "yes"],
  ])("decide %s", (_what, expression, answer) => {
    expect(resolved(ask, conditions(expression))).toBe(answer);
  });

  it("that refer to themselves end", () => {
    expect(resolved(ask, conditions({ "Fn::Not": [{ Condition: "C" }] }))).toMatchObject({ state: "unresolved" });
  });

  it("that the template does not define are said to be missing", () => {
    expect(resolved({ "Fn::If": ["Nope", 1, 2] })).toMatchObject({ state: "unresolved" });
  });
});

describe("values that stand elsewhere", () => {
  it("are followed over exports and nested stacks", () => {
    const producer = stack("Base", {
      Resources: { Topic: { Type: "AWS::SNS::Topic" } },
      Outputs: { T: { Value: { Ref: "Topic" }, Export: { Name: { "Fn::Sub": "${AWS::StackName}-topic" } } } },
    });
    const child = stack(
      "Child",
      { Parameters: { In: { Type: "String" } }, Outputs: { Out: { Value: { Ref: "In" } } } },
      { parent: { stack: "Shop", logicalId: "Nested" } },
    );
    const parent = stack("Shop", {
      Resources: {
        Nested: { Type: "AWS::CloudFormation::Stack", Properties: { Parameters: { In: { "Fn::ImportValue": "Base-topic" } } } },
      },
    });
    const made = system([producer, child, parent]);
    const scope = made.stacks.find(({ name }) => name === "Shop")?.scope;
    if (scope === undefined) throw new Error("no scope");
    const text = made.resolver.node({ "Fn::GetAtt": ["Nested", "Outputs.Out"] }, scope).symbol();
    expect(text.state === "known" && made.symbols.sole(text.value)).toMatchObject({
      stack: "Base",
      logicalId: "Topic",
      attribute: "Ref",
    });
  });

  it("are looked up in mappings, with a default", () => {
    const template: Template = { Mappings: { M: { a: { b: "c" } } } };
    expect(resolved({ "Fn::FindInMap": ["M", "a", "b"] }, template)).toBe("c");
    expect(resolved({ "Fn::FindInMap": ["M", "a", "x", { DefaultValue: "d" }] }, template)).toBe("d");
    expect(resolved({ "Fn::FindInMap": ["M", "a", "x"] }, template)).toMatchObject({ state: "unresolved" });
    const open = { ...template, Parameters: { P: { Type: "String" } } };
    expect(resolved({ "Fn::FindInMap": ["M", "a", { Ref: "P" }, { DefaultValue: "d" }] }, open)).toMatchObject({
      state: "unresolved",
    });
  });

  it("that lead in a circle end", () => {
    const loop: Template = { Outputs: { O: { Value: { "Fn::ImportValue": "loop" }, Export: { Name: "loop" } } } };
    expect(resolved({ "Fn::ImportValue": "loop" }, loop)).toMatchObject({ state: "unresolved" });
  });
});
