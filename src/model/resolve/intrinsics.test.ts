// Intrinsic functions in odd places, asked through the deployment configuration that they make.
import { describe, expect, it } from "vitest";
import { audited } from "../../../test/audited.ts";
import { atOnce, canary, linear, open, ref, type Shifted, shifted, stages } from "../../../test/shifted.ts";
import type { Json } from "../json.ts";

const asked = { checks: ["progressive-traffic"] };

/** The assessment of a deployment configuration, the verdict first; or only the reason where that is what matters. */
async function shiftedBy(by: Json, more: Shifted["with"] = {}, parameters: Record<string, string> = {}): Promise<string> {
  const [said = ""] = await audited({ "shop.json": shifted({ by, with: more }) }, { ...asked, parameters });
  const reason = said.split("; ").slice(1).join("; ");
  return reason === "" ? said : `unknown: ${reason}`;
}

const open1 = { Parameters: open("A") };
const optional = (value: Json): Json => ({ "Fn::If": ["IsProd", value, ref("AWS::NoValue")] });
const depends =
  "unknown: depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… ";

describe("lists", () => {
  const pick = (index: Json, list: Json): Json => ({ "Fn::Select": [index, list] });

  it.each<[string, Json, RegExp]>([
    ["take a number or its text for an index", pick("1", [atOnce, canary]), /^pass/],
    ["leave out what is not there", pick(1, [ref("AWS::NoValue"), atOnce, canary]), /^pass/],
    ["have no element behind their end", pick(9, [canary]), /^unknown: takes element 9 of a list of 1$/],
    ["have no element before their start", pick(-1, [canary]), /^unknown: takes element -1 of a list of 1$/],
    ["are as long as what is in them", pick({ "Fn::Length": ["x"] }, [atOnce, canary]), /^pass/],
    ["are no text", [canary], /^unknown: is not text$/],
  ])("%s", async (_what, by, says) => {
    expect(await shiftedBy(by)).toMatch(says);
  });

  it("whose elements may be absent are not counted before that is decided", async () => {
    expect(await shiftedBy(pick(1, [optional("x"), canary, atOnce]), stages)).toBe(
      `${depends}(parameter Stage: fails with another value, passes with prod)`,
    );
    expect(await shiftedBy(pick({ "Fn::Length": [optional("x")] }, [atOnce, canary]), stages)).toMatch(
      /fails with another value, passes with prod/,
    );
    expect(await shiftedBy(pick(0, [canary, optional("x")]), stages)).toMatch(/^pass/);
  });

  it("come from a parameter as one text, and its default is named", async () => {
    const Parameters = { Names: { Type: "CommaDelimitedList", Default: `${atOnce}, ${canary}` } };
    expect(await shiftedBy(pick(0, ref("Names")), { Parameters })).toBe(
      `fail Hello (live): shifts all traffic at once (${atOnce}, the default of parameter Names)`,
    );
    expect(await shiftedBy(pick(0, ref("Names")), { Parameters }, { Names: `${canary},x` })).toMatch(/^pass/);
  });

  it("without a value may have any elements, whatever is allowed of each", async () => {
    const Parameters = { Names: { Type: "CommaDelimitedList", AllowedValues: [canary, linear] } };
    expect(await shiftedBy(pick(0, ref("Names")), { Parameters })).toMatch(/^unknown: depends on parameter Names/);
  });
});

describe("text", () => {
  const last = (text: Json, separator = "-"): Json => ({ "Fn::Select": [1, { "Fn::Split": [separator, text] }] });

  it("is not taken apart where what is unknown may have the separator in it", async () => {
    const text = { "Fn::Sub": `\${A}-${canary}` };
    expect(await shiftedBy(last(text), open1)).toMatch(/^unknown: depends on parameter A/);
    const allowed = (...AllowedValues: string[]) => ({ Parameters: { A: { Type: "String", AllowedValues } } });
    expect(await shiftedBy(last(text), allowed("a", "bc"))).toMatch(/^pass/);
    expect(await shiftedBy(last(text), allowed("a", "b-c"))).toMatch(/^unknown/);
    expect(await shiftedBy(last({ "Fn::Sub": `\${AWS::Region}/${canary}` }, "/"))).toMatch(/^pass/);
    expect(await shiftedBy(last({ "Fn::Sub": `\${AWS::Region}-${canary}` }))).toMatch(/^unknown: depends on AWS::Region/);
    expect(await shiftedBy(last({ "Fn::Sub": `\${Hello}|${canary}` }, "|"))).toMatch(/^pass/);
    expect(await shiftedBy({ "Fn::Select": [0, { "Fn::Split": ["-", ref("Hello")] }] })).toMatch(
      /is only known after deployment$/,
    );
    expect(await shiftedBy(last({ "Fn::ImportValue": "names" }, ","))).toMatch(/is imported as names, which no audited stack/);
  });

  it("of Fn::Sub prefers its own variables, and is undecided with one of them", async () => {
    const by: Json = { "Fn::Sub": ["CodeDeployDefault.Lambda${Shift}", { Shift: "Canary10Percent5Minutes" }] };
    expect(await shiftedBy(by, { Parameters: { Shift: { Type: "String", Default: "AllAtOnce" } } })).toMatch(/^pass/);
    expect(
      await shiftedBy(
        { "Fn::Sub": `${atOnce}\${Names}` },
        { Parameters: { Names: { Type: "CommaDelimitedList", Default: "a" } } },
      ),
    ).toBe("unknown: is not text");
    expect(await shiftedBy({ "Fn::Sub": "${Nowhere}" })).toBe(
      "fail Hello (live): uses deployment configuration Nowhere, which the template does not define",
    );
  });

  it("of Fn::Join is made of what is there", async () => {
    const joined = (...parts: Json[]): Json => ({ "Fn::Join": ["", ["CodeDeployDefault.Lambda", ...parts]] });
    expect(await shiftedBy(joined(ref("AWS::NoValue"), "Canary10Percent5Minutes"))).toMatch(/^pass/);
    expect(
      await shiftedBy(joined({ "Fn::If": ["IsProd", "Canary10Percent5Minutes", "Linear10PercentEvery1Minute"] }), stages),
    ).toMatch(/^pass/);
  });

  it.each<[string, Json]>([
    ["is written down", "{{resolve:ssm:/shift}}"],
    ["is made by Fn::Sub", { "Fn::Sub": "{{resolve:ssm:/shift${x}}}" }],
    ["is put together", { "Fn::Join": ["", ["{{resolve:ssm:/shift", "}}"]] }],
  ])("that is read from a store at deployment %s", async (_how, by) => {
    const written = JSON.parse(JSON.stringify(by).replace("${x}", "")) as Json;
    expect(await shiftedBy(written)).toBe("unknown: depends on {{resolve:ssm:/shift}}, which is read at deployment");
  });

  it("that is read from two places of a store is not taken for one text", async () => {
    const same = (other: string): Json => ({ "Fn::Equals": ["{{resolve:ssm:/shift}}", `{{resolve:ssm:${other}}}`] });
    const by = { "Fn::If": ["Same", canary, atOnce] };
    expect(await shiftedBy(by, { Conditions: { Same: same("/shift") } })).toMatch(/^pass/);
    expect(await shiftedBy(by, { Conditions: { Same: same("/other") } })).toMatch(/^unknown/);
  });

  it("that is read from a store at deployment is the parameter's, too", async () => {
    const Default = "{{resolve:ssm:/shift}}";
    expect(await shiftedBy(ref("A"), { Parameters: { A: { Type: "String", Default } } })).toMatch(
      /^unknown: depends on \{\{resolve:ssm:/,
    );
    const stored = { A: { Type: "AWS::SSM::Parameter::Value<String>", Default: canary, AllowedValues: [canary] } };
    expect(await shiftedBy(ref("A"), { Parameters: stored })).toBe(
      "unknown: depends on parameter A, which is read from the SSM parameter store at deployment",
    );
  });

  it("cannot pretend to be a reference", async () => {
    expect(await shiftedBy("\uE0000\uE001")).toMatch(/^unknown/);
    expect(await shiftedBy({ "Fn::Sub": "\uE000x.0\uE001" })).toMatch(/^unknown/);
  });

  it("of Fn::Base64 and Fn::ToJsonString is what it is, with its doubts", async () => {
    expect(await shiftedBy({ "Fn::Base64": "shift" })).toMatch(/c2hpZnQ=/);
    expect(await shiftedBy({ "Fn::Base64": ref("A") }, open1)).toMatch(/depends on parameter A/);
    expect(
      await shiftedBy(
        { "Fn::ToJsonString": { a: [1, ref("A"), ref("AWS::NoValue")] } },
        { Parameters: { A: { Type: "String", Default: "x" } } },
      ),
    ).toMatch(/\{"a":\[1,"x"\]\}/);
  });
});

describe("what CloudFormation would refuse is unknown, and says what is wrong", () => {
  it.each<[Json, string]>([
    [{ Ref: ["A"] }, "has a malformed Ref"],
    [{ "Fn::GetAtt": "Hello" }, "has a malformed Fn::GetAtt"],
    [{ "Fn::Sub": "from-${Nowhere.Arn}" }, "refers to Nowhere, which the template does not define"],
    [{ "Fn::Sub": 5 }, "has a malformed Fn::Sub"],
    [{ "Fn::Join": ["-"] }, "has a malformed Fn::Join"],
    [{ "Fn::Join": [1, ["a"]] }, "has a malformed Fn::Join"],
    [{ "Fn::Base64": ref("AWS::NoValue") }, "has a malformed Fn::Base64"],
    [{ "Fn::Select": [0, ref("AWS::NoValue")] }, "has a malformed Fn::Select"],
    [{ "Fn::Split": ["-", ref("AWS::NoValue")] }, "has a malformed Fn::Split"],
    [{ "Fn::Length": ref("AWS::NoValue") }, "has a malformed Fn::Length"],
    [{ "Fn::Split": "-" }, "has a malformed Fn::Split"],
    [{ "Fn::Select": 1 }, "has a malformed Fn::Select"],
    [{ "Fn::If": ["IsProd", canary] }, "has a malformed Fn::If"],
    [{ "Fn::If": ["Nowhere", canary, linear] }, "depends on condition Nowhere, which the template does not define"],
    [{ "Fn::FindInMap": ["Map"] }, "has a malformed Fn::FindInMap"],
    [{ "Fn::FindInMap": ["Map", "a", "b"] }, "depends on a mapping that does not exist: Map"],
    [{ "Fn::FindInMap": [ref("AWS::NoValue"), "a", "b"] }, "has a mapping without a key"],
    [{ "Fn::Cidr": ["10.0.0.0/16", 1] }, "depends on Fn::Cidr, which is computed at deployment"],
  ])("%j", async (by, reason) => {
    expect(await shiftedBy(by, { Mappings: { Shifts: { a: { b: canary } } } })).toBe(`unknown: ${reason}`);
  });
});

describe("attributes", () => {
  it("are named in one text or in a list, by a parameter, too", async () => {
    const named = (attribute: Json) => shiftedBy({ "Fn::Select": [5, { "Fn::Split": [":", attribute] }] });
    expect(await named({ "Fn::GetAtt": "Hello.Arn" })).toMatch(/function is not a predefined/);
    expect(await named({ "Fn::GetAtt": ["Hello", "Arn"] })).toMatch(/function is not a predefined/);
    expect(await shiftedBy({ "Fn::GetAtt": ["Hello", ref("A")] }, open1)).toMatch(/depends on parameter A/);
  });

  it("of an alias that is named by itself end", async () => {
    const Live = {
      Type: "AWS::Lambda::Alias",
      Properties: { FunctionName: ref("Live"), Name: ref("Live"), FunctionVersion: "1" },
    };
    const said = await audited({ "shop.json": shifted({ resources: { Live } }) }, { checks: ["function-alias"] });
    expect(said[0]).toMatch(/^unknown .*depends on Live\.Ref, which refers to itself$/);
  });
});

describe("conditions", () => {
  const either = { "Fn::If": ["C", canary, atOnce] };
  const when = (expression: Json, Parameters = {}) => shiftedBy(either, { Parameters, Conditions: { C: expression } });
  const list = (Default?: string) => ({ Names: { Type: "CommaDelimitedList", ...(Default === undefined ? {} : { Default }) } });
  const equal = (left: Json, right: Json): Json => ({ "Fn::Equals": [left, right] });

  it("compare lists, joined or as they are", async () => {
    expect(await when(equal({ "Fn::Join": [",", ref("Names")] }, "a,b"), list("a,b"))).toMatch(/^pass/);
    expect(await when(equal(ref("Names"), ["a", "b"]), list("a, b"))).toMatch(/^pass/);
    expect(await when(equal([ref("A")], ["x"]), { A: { Type: "String", Default: "x" } })).toMatch(/^pass/);
    expect(await when(equal([ref("A")], ["x"]), open("A"))).toMatch(/^unknown/);
    expect(await when({ "Fn::Not": [equal({ "Fn::Join": ["", ref("Names")] }, "")] }, list())).toMatch(
      /whether \$\{…\} equals the empty text: fails with true, passes with false/,
    );
  });

  it("compare with what is not there", async () => {
    expect(await when(equal(ref("AWS::NoValue"), ref("AWS::NoValue")))).toMatch(/^pass/);
    expect(await when(equal(ref("AWS::NoValue"), "x"))).toMatch(/^fail/);
  });

  it("on pseudo parameters are tried like any other", async () => {
    const inUs = equal(ref("AWS::Region"), "us-east-1");
    expect(await when(inUs)).toMatch(
      /pass --parameter AWS::Region=… \(AWS::Region: fails with another value, passes with us-east-1\)$/,
    );
    expect(await shiftedBy(either, { Conditions: { C: inUs } }, { "AWS::Region": "us-east-1" })).toMatch(/^pass/);
  });

  it("of one parameter exclude each other, wherever it is compared", async () => {
    const by = { "Fn::If": ["IsA", canary, { "Fn::If": ["IsB", linear, { "Fn::If": ["IsNeither", canary, atOnce] }] }] };
    const Conditions = {
      IsA: equal(ref("A"), "a"),
      IsB: equal(ref("A"), "b"),
      IsNeither: { "Fn::And": [{ "Fn::Not": [{ Condition: "IsA" }] }, { "Fn::Not": [equal("b", ref("A"))] }] },
    };
    expect(await shiftedBy(by, { ...open1, Conditions })).toMatch(/^pass/);
  });

  it("on text of several parameters are one comparison, the same wherever it is written", async () => {
    const Conditions = {
      C: equal({ "Fn::Sub": "${A}-${B}" }, "x-y"),
      D: equal({ "Fn::Join": ["-", [ref("A"), ref("B")]] }, "x-y"),
    };
    const by = { "Fn::If": ["C", canary, { "Fn::If": ["D", atOnce, linear] }] };
    expect(await shiftedBy(by, { Parameters: open("A", "B"), Conditions })).toMatch(/^pass/);
  });

  it.each<[string, Json, RegExp]>([
    ["uses no condition function", { Ref: ["x"] }, /uses Ref, which is not a condition function$/],
    ["has no operands", { "Fn::And": "x" }, /has a malformed Fn::And$/],
    ["is empty", {}, /has a malformed condition$/],
    ["is some text", "perhaps", /has a malformed condition$/],
    ["names one that does not exist", { Condition: "Nowhere" }, /names condition Nowhere, which does not exist$/],
    ["is a boolean", true, /^pass/],
    ["may be true by one operand", { "Fn::Or": [equal(ref("A"), "x"), equal("a", "a")] }, /^pass/],
    ["is false by one operand", { "Fn::And": [equal(ref("A"), "x"), equal("a", "b")] }, /^fail/],
  ])("that %s", async (_what, expression, says) => {
    expect(await when(expression, open("A"))).toMatch(says);
  });

  it("in a chain of thousands are worked out one after the other", async () => {
    const chain = (length: number) =>
      Object.fromEntries([
        ["C0", equal("a", "a")],
        ...Array.from({ length }, (_, index) => [`C${index + 1}`, { "Fn::Not": [{ Condition: `C${index}` }] }] as const),
      ]);
    const by = (length: number) => shiftedBy({ "Fn::If": [`C${length}`, canary, atOnce] }, { Conditions: chain(length) });
    expect(await by(9_000)).toMatch(/^pass/);
  });

  it("that refer to each other end", async () => {
    const Conditions = { C: { "Fn::Not": [{ Condition: "D" }] }, D: { "Fn::Or": [{ Condition: "C" }, equal("a", "b")] } };
    expect(await shiftedBy(either, { Conditions })).toBe("unknown: depends on condition C, which refers to itself");
  });
});
