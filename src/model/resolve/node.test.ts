import { describe, expect, it } from "vitest";
import { factsOf, stack, type Template } from "../../../test/facts.ts";
import { ref, stages } from "../../../test/shifted.ts";
import type { StackFacts } from "../facts.ts";
import type { Json } from "../json.ts";
import { System } from "../system.ts";
import { baseWorld } from "../world.ts";
import { itemsOf, type TemplateNode } from "./node.ts";
import { UNREAD_INCLUDE } from "./resolver.ts";

function node(raw: Json | undefined, template: Template = {}, more: Partial<StackFacts> = {}): TemplateNode {
  const { resolver } = new System(factsOf(stack("Shop", template, more)), baseWorld);
  const scope = resolver.scopes.get("Shop");
  if (scope === undefined) throw new Error("no scope");
  return resolver.node(raw, scope);
}

const either = (yes: Json, no: Json): Json => ({ "Fn::If": ["IsProd", yes, no] });
const values = (nodes: readonly TemplateNode[]) => nodes.map((each) => each.head());

describe("a place in a template", () => {
  it("is found through intrinsic functions on the way, and in doubt below an undecided one", () => {
    const raw: Json = { a: { "Fn::If": ["Yes", { b: ["x", { c: "found" }] }, "no"] } };
    const decided = node(raw, { Conditions: { Yes: { "Fn::Equals": ["a", "a"] } } });
    expect(decided.at("a", "b", 1, "c").text()).toEqual({ state: "known", value: "found" });
    expect(decided.at("a", "b", "c").isAbsent).toBe(true);
    expect(decided.at("a", 0).isAbsent).toBe(true);
    expect(decided.at("z", "y").isAbsent).toBe(true);
    const open = node({ a: either({ b: 1 }, { b: 1 }) }, stages).at("a", "b");
    expect(open.text()).toMatchObject({ state: "unresolved", undecided: [{ label: "parameter Stage" }] });
    expect(open.at("deeper").doubt).toMatchObject({ state: "unresolved" });
    expect(open.symbol()).not.toEqual(
      node({ a: either({ c: 1 }, { c: 1 }) }, stages)
        .at("a", "c")
        .symbol(),
    );
  });

  it("below text that is unknown yet is unknown: it may turn out to be a map or a list", () => {
    const parameter = node({ a: ref("Stage") }, stages).at("a");
    expect(parameter.at("b").doubt).toMatchObject({ state: "unresolved" });
    expect(parameter.items()).toMatchObject({ state: "unresolved" });
    expect(parameter.entries()).toMatchObject({ state: "unresolved" });
    expect(itemsOf(parameter)).toEqual([]);
  });

  it("is a list of one where it is a scalar, and no map", () => {
    expect(node("a").items()).toMatchObject({ state: "known", value: [{}] });
    expect(node("a").entries()).toMatchObject({ state: "unresolved", reason: "is not a map" });
    expect(node(undefined).entries()).toEqual({ state: "absent" });
  });

  it("has entries and elements without those that are certainly absent", () => {
    const none = ref("AWS::NoValue");
    const entries = node({ a: 1, b: none, c: either("x", none) }, stages).entries();
    expect(entries.state === "known" && entries.value.map(([key]) => key)).toEqual(["a", "c"]);
    expect(itemsOf(node([1, none, either("x", none)], stages)).map((each) => each.mayBeAbsent)).toEqual([false, true]);
  });

  it("has an alternative for each branch that is still possible", () => {
    const nested = either("a", either("b", { "Fn::If": ["Nowhere", "c", "d"] }));
    expect(
      values(node(nested, stages).alternatives()).map((head) => (head.state === "known" ? head.value.raw : head.state)),
    ).toEqual(["a", "b", "c", "d"]);
    expect(node({ "Fn::If": ["x"] }).alternatives()).toHaveLength(1);
  });

  it.each<[Json, unknown]>([
    ["12", 12],
    [" ", '"" is not a number'],
    ["x", '"x" is not a number'],
    [{ a: 1 }, "is not text"],
  ])("read as a number: %j", (raw, expected) => {
    const number = node(raw).number();
    const said =
      number.state === "known" ? number.value : number.state === "unresolved" ? number.reason.replace(/" +"/, '""') : null;
    expect(said).toBe(expected);
  });

  it.each<[Json, unknown]>([
    ["True", true],
    [false, false],
    ["yes", '"yes" is neither true nor false'],
    [[1], "is not text"],
  ])("read as a boolean: %j", (raw, expected) => {
    const boolean = node(raw).boolean();
    expect(boolean.state === "known" ? boolean.value : boolean.state === "unresolved" ? boolean.reason : null).toBe(expected);
  });

  it("says what a source could not read, and what only a deployment can make", () => {
    expect(node({ [UNREAD_INCLUDE]: "x.yaml is missing" }).text()).toMatchObject({ reason: "x.yaml is missing" });
    expect(node({ "Fn::Transform": { Name: "Macro" } }).text()).toMatchObject({
      reason: "depends on a macro, which is run at deployment",
    });
  });

  it("nested deeper than anybody writes is given up", () => {
    const deep = (levels: number) => Array.from({ length: levels }).reduce<Json>((inner) => ({ "Fn::Join": ["", [inner]] }), "x");
    expect(node(deep(100)).text()).toEqual({ state: "known", value: "x" });
    expect(node(deep(1_000)).text()).toMatchObject({ state: "unresolved", reason: "is nested too deeply" });
  });
});

describe("parameters", () => {
  it("that the source gives as lists or null are taken as they are", () => {
    const Parameters = { Names: { Type: "CommaDelimitedList" }, Empty: { Type: "String", Default: null } };
    const parameters = new Map([["Names", { value: ["a", "b"], from: "a test" }]]);
    expect(itemsOf(node(ref("Names"), { Parameters }, { parameters })).map((each) => each.symbol())).toEqual([
      { state: "known", value: "a" },
      { state: "known", value: "b" },
    ]);
    expect(node(ref("Empty"), { Parameters }).text()).toMatchObject({ state: "unresolved" });
  });

  it("of the environment follow from the region", () => {
    const inChina = { region: "cn-north-1" };
    expect(node({ "Fn::Sub": "${AWS::Partition} ${AWS::URLSuffix}" }, {}, inChina).text()).toEqual({
      state: "known",
      value: "aws-cn amazonaws.com.cn",
    });
    expect(node(ref("AWS::Partition"), {}, { region: "us-gov-west-1" }).text()).toEqual({ state: "known", value: "aws-us-gov" });
  });

  it("that a nested stack is not passed have their default, and its doubts where what is passed is open", () => {
    const parent = (Parameters: Json) =>
      stack("Shop", { ...stages, Resources: { Nested: { Type: "AWS::CloudFormation::Stack", Properties: { Parameters } } } });
    const child = stack(
      "Child",
      { Parameters: { In: { Type: "String", Default: "d" } } },
      { parent: { stack: "Shop", logicalId: "Nested" } },
    );
    const asked = (passed: Json) => {
      const { resolver } = new System(factsOf(parent(passed), child), baseWorld);
      const scope = resolver.scopes.get("Child");
      if (scope === undefined) throw new Error("no scope");
      return resolver.node(ref("In"), scope).text();
    };
    expect(asked({})).toMatchObject({ value: "d", origin: "the default of parameter In" });
    expect(asked({ In: ref("AWS::NoValue") })).toMatchObject({ value: "d" });
    expect(asked({ In: either("a", "b") })).toMatchObject({ state: "unresolved", undecided: [{ label: "parameter Stage" }] });
    expect(asked({ In: { a: 1 } })).toMatchObject({ reason: "is not text" });
  });

  it("without a value are expected to be what mappings and comparisons have for them, in all stacks together", () => {
    const Mappings = { One: { a: { x: 1 }, b: { x: 1 } }, Two: { b: { x: 1, y: 2 }, c: 5 } };
    const lookups = (first: Json, second: Json) => ({
      T: { Type: "T", Properties: { v: { "Fn::FindInMap": [first, ref("P"), second] } } },
    });
    const outcomes = (Resources: Template["Resources"]) => {
      const doubt = node(ref("P"), {
        Parameters: { P: { Type: "String" }, Q: { Type: "String", Default: "q" } },
        Mappings,
        Resources: Resources ?? {},
      }).doubt;
      return doubt?.undecided[0]?.outcomes ?? null;
    };
    expect(outcomes(lookups("One", "x"))).toEqual(["a", "b"]);
    expect(outcomes({ ...lookups("One", "x"), U: lookups("Two", "x")["T"] })).toEqual(["b"]);
    expect(outcomes(lookups("Three", "x"))).toBeNull();
    expect(outcomes(lookups(ref("Q"), "x"))).toBeNull();
    expect(outcomes({ T: { Type: "T", Properties: { v: { "Fn::FindInMap": ["Two", "b", ref("P")] } } } })).toEqual(["x", "y"]);
    expect(
      outcomes({
        T: {
          Type: "T",
          Properties: { v: { "Fn::Equals": [ref("P"), ref("Q")] }, w: { "Fn::Equals": [ref("P"), { "Fn::Sub": "x" }] } },
        },
      }),
    ).toEqual(["\0another value", "q"]);
  });
});
