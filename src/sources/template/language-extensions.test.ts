// Loops over keys and values: what they expand to, the places of the results, and what is rejected.
import { expect, it } from "vitest";
import { folder, requestFor } from "../../../test/folder.ts";
import type { Json } from "../../model/json.ts";
import { readTemplates } from "./template.ts";

const HEAD = "Transform: AWS::LanguageExtensions\n";
const read = (text: string, parameters: Record<string, Json> = {}) =>
  readTemplates(requestFor(folder({ "t.yaml": text }), ["t.yaml"], { parameters: new Map(Object.entries(parameters)) }));

async function resourcesOf(text: string, parameters: Record<string, Json> = {}) {
  const { stacks } = await read(HEAD + text, parameters);
  return Object.fromEntries([...(stacks[0]?.resources ?? [])].map(([id, { body }]) => [id, body["Properties"]]));
}

const topics = (collection: string): string =>
  `Resources:\n  Fn::ForEach::Topics:\n    - Name\n    - ${collection}\n    - Topic\${Name}:\n        Type: AWS::SNS::Topic\n        Properties: {TopicName: !Sub "x-\${Name}", DisplayName: !Ref Name}\n`;

it.each([
  ["a list", "[A, B]", ""],
  ["a parameter given", "!Ref Names", "Parameters: {Names: {Type: CommaDelimitedList}}\n"],
  [
    "a parameter's default",
    "!Ref Defaults",
    'Parameters: {Names: {Type: CommaDelimitedList}, Defaults: {Type: CommaDelimitedList, Default: "A, B"}}\n',
  ],
  ["a map", "!FindInMap [M, x, names]", "Parameters: {Names: {Type: CommaDelimitedList}}\nMappings: {M: {x: {names: [A, B]}}}\n"],
  ["a text that is split", '!Split ["-", "A-B"]', "Parameters: {Names: {Type: CommaDelimitedList}}\n"],
  [
    "a list with a parameter in it",
    "[A, !Ref Last]",
    "Parameters: {Names: {Type: CommaDelimitedList}, Last: {Type: String, Default: B}}\n",
  ],
])("unrolls a loop over %s", async (_, collection, parameters) => {
  expect(await resourcesOf(parameters + topics(collection), parameters === "" ? {} : { Names: "A,B" })).toEqual({
    TopicA: { TopicName: { "Fn::Sub": "x-A" }, DisplayName: "A" },
    TopicB: { TopicName: { "Fn::Sub": "x-B" }, DisplayName: "B" },
  });
});

it("unrolls nested loops, in properties, outputs and conditions too, and leaves escaped variables", async () => {
  const { stacks } = await read(`${HEAD}Conditions:
  Fn::ForEach::C: [X, [a], {"Is\${X}": !Equals [!Ref X, a]}]
Resources:
  Fn::ForEach::Outer:
    - X
    - [a, b]
    - Fn::ForEach::Inner:
        - Y
        - ["1.0", "2"]
        - "T\${X}&{Y}":
            Type: AWS::SNS::Topic
            Properties: {DisplayName: "\${X}\${Y}\${Z}\${!X}", Fn::ForEach::P: [K, [m, n], {"\${K}Key": !Ref Y}]}
Outputs:
  Fn::ForEach::O: [X, [a], {"\${X}Out": {Value: !GetAtt "T\${X}2.Arn"}}]
`);
  const [stack] = stacks;
  expect([...(stack?.resources.keys() ?? [])]).toEqual(["Ta10", "Ta2", "Tb10", "Tb2"]);
  expect(stack?.resources.get("Ta10")?.body["Properties"]).toEqual({ DisplayName: "a1.0${Z}${!X}", mKey: "1.0", nKey: "1.0" });
  expect(stack?.template.Conditions).toEqual({ Isa: { "Fn::Equals": ["a", "a"] } });
  expect(stack?.template.Outputs).toEqual({ aOut: { Value: { "Fn::GetAtt": ["Ta2", "Arn"] } } });
});

it("places what a loop made where the loop writes it", async () => {
  const { stacks } = await read(HEAD + topics("[A]"));
  expect(stacks[0]?.resources.get("TopicA")?.locate(["Properties", "DisplayName"])).toEqual({
    file: "t.yaml",
    line: 8,
    column: 51,
  });
});

it("is not whole where the collection is unknown", async () => {
  const facts = await read(
    `${HEAD}Parameters: {Names: {Type: CommaDelimitedList}}\n${topics("!Ref Names")}  Other: {Type: AWS::SNS::Topic}\n`,
  );
  expect([...(facts.stacks[0]?.resources.keys() ?? [])]).toEqual(["Other"]);
  expect(facts.unread).toEqual([
    {
      file: "t.yaml",
      message:
        "line 4: its output is unknown: Fn::ForEach::Topics runs over parameter Names, which has no value; pass --parameter Names=…",
    },
  ]);
});

it.each([
  ["a key without the variable", topics("[A, B]").replaceAll("Topic${Name}", "Topic"), "twice in one map by Fn::ForEach"],
  ["a loop that is no list", "Resources:\n  Fn::ForEach::X: {a: 1}\n", "is not a list of a name, a collection and a map"],
  [
    "loops that never end",
    `Resources:\n  Fn::ForEach::A:\n    - A\n    - &n [${Array.from({ length: 60 }, (_, n) => `n${n}`)}]\n    - Fn::ForEach::B:\n        - B\n        - *n\n        - Fn::ForEach::C: [C, *n, {"\${A}\${B}\${C}": {Type: AWS::SNS::Topic}}]\n`,
    "more than 10000 entries",
  ],
])("refuses %s", async (_, text, message) => {
  await expect(read(HEAD + text)).rejects.toMatchObject({ message: expect.stringContaining(message), place: { file: "t.yaml" } });
});

it("does not unroll what the template does not ask for", async () => {
  await expect(read(topics("[A]"))).rejects.toMatchObject({ message: expect.stringContaining("Fn::ForEach::Topics") });
});
