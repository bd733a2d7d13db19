// Reading one file: the result of every notation, the places of all values, and what is rejected.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { SourceError } from "../../errors.ts";
import { at, type Json, type Path } from "../../model/json.ts";
import { defaultLimits, type Limits } from "../source.ts";
import { readDocument } from "./read.ts";

const read = (text: string | Buffer, file = "t.yaml", limits: Limits = defaultLimits) =>
  readDocument(Buffer.from(text), file, limits);
const rootOf = (text: string): Json => JSON.parse(JSON.stringify(read(text).root)) as Json;

function refusal(text: string | Buffer, file = "t.yaml", limits?: Partial<Limits>): SourceError {
  try {
    read(text, file, { ...defaultLimits, ...limits });
  } catch (error) {
    expect(error).toBeInstanceOf(SourceError);
    return error as SourceError;
  }
  throw new Error("it was read");
}

describe("YAML", () => {
  it.each([
    ["!Ref A", { Ref: "A" }],
    ["!Condition A", { Condition: "A" }],
    ["!GetAtt A.B", { "Fn::GetAtt": ["A", "B"] }],
    ["!GetAtt A.Outputs.B", { "Fn::GetAtt": ["A", "Outputs.B"] }],
    ["!GetAtt [A, B]", { "Fn::GetAtt": ["A", "B"] }],
    ['!Sub "${A}-x"', { "Fn::Sub": "${A}-x" }],
    ["!Sub [x, {A: !Ref B}]", { "Fn::Sub": ["x", { A: { Ref: "B" } }] }],
    ["!If [C, yes, !Ref AWS::NoValue]", { "Fn::If": ["C", true, { Ref: "AWS::NoValue" }] }],
    ['!GetAZs ""', { "Fn::GetAZs": "" }],
    ["!Select [0, !Split [',', 'a,b']]", { "Fn::Select": [0, { "Fn::Split": [",", "a,b"] }] }],
    ["!Transform {Name: X}", { "Fn::Transform": { Name: "X" } }],
    ["!ToJsonString {a: 1}", { "Fn::ToJsonString": { a: 1 } }],
    ["!Length [a]", { "Fn::Length": ["a"] }],
    ["!ForEach [a]", { "Fn::ForEach": ["a"] }],
    ["!Unheard of", { "Fn::Unheard": "of" }],
    ["!Ref yes", { Ref: "yes" }],
    ["!!str 5", "5"],
  ])("reads %s as its long form", (text, expected) => {
    expect(rootOf(`A: ${text}`)).toEqual({ A: expected });
  });

  it.each([
    ["no", false],
    ["Yes", true],
    ["off", false],
    ['"no"', "no"],
    ["2012-10-17", "2012-10-17"],
    ["010", "010"],
    ["012345670123", "012345670123"],
    ["0x1F", "0x1F"],
    ["12:30:45", "12:30:45"],
    ["1_000", "1_000"],
    ["42", 42],
    ["-1.5", -1.5],
    ["12345678901234567890", "12345678901234567890"],
    [".inf", ".inf"],
    ["~", null],
    ["", null],
  ])("takes the plain scalar %j for %j", (text, expected) => {
    expect(rootOf(`A: ${text}`)).toEqual({ A: expected });
  });

  it("keeps keys text, whatever they look like", () => {
    expect(Object.keys(read("200: a\nyes: b\n010: c\n__proto__: d\nconstructor: e").root as object)).toEqual([
      "200",
      "yes",
      "010",
      "__proto__",
      "constructor",
    ]);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it("resolves anchors and merge keys; what is written wins, then the first of several", () => {
    expect(rootOf("a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], x: 3}\nd: *a")).toEqual({
      a: { x: 1, y: 1 },
      b: { y: 2, z: 2 },
      c: { x: 3, y: 1, z: 2 },
      d: { x: 1, y: 1 },
    });
  });

  it("takes a quoted text whose further lines are not indented, as CloudFormation does", () => {
    expect(rootOf('A:\n  B: "one\n  two"\n  C: 1')).toEqual({ A: { B: "one two", C: 1 } });
  });

  it("takes a flow collection whose further lines are not indented, as CloudFormation does", () => {
    expect(rootOf("A:\n  B: !If [C, {\n    D: 1,\n    E: [2]\n  }, !Ref F]\n  G: [\n  1\n]\nH: 3")).toEqual({
      A: { B: { "Fn::If": ["C", { D: 1, E: [2] }, { Ref: "F" }] }, G: [1] },
      H: 3,
    });
    expect(refusal("A: [1\nB: 2").message).toContain("is not valid YAML");
  });
});

describe("JSON", () => {
  it("reads it whatever the file is called, with a byte order mark and white space before it", () => {
    expect(rootOf('\uFEFF \n{"A": "no"}')).toEqual({ A: "no" });
    expect(read('{"A": "no"}', "t.json").root).toEqual({ A: "no" });
  });

  it("reads YAML's flow style, which begins like it", () => {
    expect(rootOf("{A: no}")).toEqual({ A: false });
    expect(refusal("{A: no}", "t.json").message).toContain("is not valid JSON");
  });

  it("keeps __proto__ an ordinary key", () => {
    expect(Object.keys(read('{"__proto__": {"x": 1}}').root as object)).toEqual(["__proto__"]);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe("places", () => {
  const yaml = [
    "Resources:",
    "  Fn:",
    "    Type: X",
    "    Properties:",
    "      Role: !GetAtt Role.Arn",
    "      Layers:",
    "        - !Sub",
    "          - a",
    "          - b: 1",
    "      Env: &env",
    "        K: v",
    "  Other:",
    "    <<: *env",
  ].join("\n");
  const json = '{\n  "Resources": {\n    "F\\"n": {"Type": "X", "L": [1, {"a": "}"}, "x"]}\n  }\n}';

  it.each([
    [["Resources"], 1, 1],
    [["Resources", "Fn", "Type"], 3, 5],
    [["Resources", "Fn", "Properties", "Role", "Fn::GetAtt", 1], 5, 7],
    [["Resources", "Fn", "Properties", "Layers", 0, "Fn::Sub", 1, "b"], 9, 13],
    [["Resources", "Fn", "Properties", "Missing", "deeper"], 4, 5],
    [["Nothing"], 1, 1],
  ] as [Path, number, number][])("finds %j in YAML", (path, line, column) => {
    expect(read(yaml).locate(path)).toEqual({ file: "t.yaml", line, column });
  });

  it("finds what a merge key brought", () => {
    expect(read(yaml.replace("&env", "&env ")).locate(["Resources", "Other", "K"])).toEqual({
      file: "t.yaml",
      line: 11,
      column: 9,
    });
  });

  it.each([
    [[], 1, 1],
    [["Resources", 'F"n'], 3, 5],
    [["Resources", 'F"n', "L", 0], 3, 33],
    [["Resources", 'F"n', "L", 1, "a"], 3, 37],
    [["Resources", 'F"n', "L", 2], 3, 48],
    [["Resources", 'F"n', "L", 7], 3, 27],
  ] as [Path, number, number][])("finds %j in JSON", (path, line, column) => {
    expect(read(json, "t.json").locate(path)).toEqual({ file: "t.json", line, column });
  });
});

describe("refuses, with the place", () => {
  it.each([
    ["a duplicate key in YAML", "A:\n  B: 1\n  B: 2", 3, 3, 'has the key "B" twice'],
    ["a duplicate key in JSON", '{"A": {"B": 1,\n "B": 2}}', 2, 2, 'has the key "B" twice'],
    ["a duplicate key that is written differently", '{"A": 1,\n"\\u0041": 2}', 2, 1, 'has the key "A" twice'],
    ["broken YAML", "A: [1\nB: 2", 2, 1, "is not valid YAML"],
    ["a comma too many", '{"A": 1,}', 1, 9, "a key in double quotes is expected"],
    ["a missing comma", '{"A": 1\n"B": 2}', 2, 1, "a comma or a closing bracket is expected"],
    ["JSON that ends early", '{"A": [1', 1, 9, "ends early"],
    ["text after the end", "{}\n{}", 2, 1, "nothing more is expected"],
    ["a text without an end", '{"A": "x\n}', 1, 7, "this text does not end"],
    ["several documents", "A: 1\n---\nB: 2", 2, 1, "several YAML documents"],
    ["an anchor within itself", "A: &a\n  B: *a", 2, 6, "contains itself"],
    ["an alias to nothing", "A: *a", 1, 4, "not defined above"],
    ["a merge of a text", "A:\n  <<: x", 2, 3, "not a map"],
    ["a map as a key", "{A: 1}: 2", 1, 1, "as a key"],
  ])("%s", (_, text, line, column, message) => {
    const error = refusal(text, text.startsWith("{") && !text.includes("}:") ? "t.json" : "t.yaml");
    expect(error.message).toContain(message);
    expect(error.place).toMatchObject({ line, column });
    expect(error.remedy).not.toBeNull();
  });

  it("does not repeat a text of the file, which may be a secret", () => {
    expect(refusal('{"A" "hunter2"}', "t.json").message).not.toContain("hunter2");
  });

  it.each([
    ["brackets in YAML", `A: ${"[".repeat(10_000)}`, "t.yaml"],
    ["brackets in JSON", `${"[".repeat(10_000)}${"]".repeat(10_000)}`, "t.json"],
    ["maps in JSON", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`, "t.json"],
    ["indentation", Array.from({ length: 3_000 }, (_, level) => `${" ".repeat(level)}a:`).join("\n"), "t.yaml"],
    ["dashes on one line", `${"- ".repeat(10_000)}a`, "t.yaml"],
    ["explicit keys", `${"? ".repeat(10_000)}a`, "t.yaml"],
  ])("deep nesting by %s", (_, text, file) => {
    expect(refusal(text, file).message).toContain("more than 200 levels deep (limits.depth)");
  });

  it("an alias bomb", () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) =>
        `a${level}: &a${level} [${Array(9)
          .fill(level === 0 ? "x" : `*a${level - 1}`)
          .join(",")}]`,
    );
    expect(refusal(levels.join("\n")).message).toContain("limits.aliasCount");
  });

  it("what is too large, naming the limit", () => {
    expect(refusal("A: 12345", "t.yaml", { yamlBytes: 5 }).message).toContain("limits.yamlBytes");
    expect(refusal('{"A": 1}', "t.json", { jsonBytes: 5 }).message).toContain("limits.jsonBytes");
  });

  it("what is not text", () => {
    expect(refusal(Buffer.from([0x41, 0, 0x42])).message).toContain("binary");
    expect(refusal(Buffer.concat([Buffer.from("A: 1\nB: "), Buffer.from([0xe4])])).place).toMatchObject({ line: 2, column: 4 });
    expect(refusal("").message).toContain("is empty");
    expect(refusal(" \n").message).toContain("is empty");
    expect(refusal("# only a comment").message).toContain("is empty");
  });

  it("nothing of ordinary depth", () => {
    const levels = Array.from({ length: 90 }, (_, level) => `${" ".repeat(level)}a:`).join("\n");
    expect(() => read(levels)).not.toThrow();
  });
});

describe("for any data", () => {
  const key = fc.oneof(
    fc.string(),
    fc.constantFrom("__proto__", "constructor", "a", "200", "yes", "<<x", "Fn::Sub", "\u2028", "\ud800"),
  );
  const { node } = fc.letrec<{ node: Json }>((tie) => ({
    node: fc.oneof(
      { depthSize: "small" },
      fc.string({ unit: "binary" }),
      fc.constantFrom("no", "010", "2012-10-17", "a: b", "# c", "- d", "\\", '"'),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("node"), { maxLength: 4 }),
      fc.dictionary(key, tie("node"), { maxKeys: 4, noNullPrototype: true }) as fc.Arbitrary<Json>,
    ),
  }));
  const template = fc.dictionary(fc.string({ minLength: 1 }), node, {
    minKeys: 1,
    maxKeys: 4,
    noNullPrototype: true,
  }) as fc.Arbitrary<Json>;
  const paths = (value: Json, above: Path = []): Path[] =>
    typeof value !== "object" || value === null
      ? [above]
      : [
          above,
          ...Object.keys(value).flatMap((name) =>
            paths((value as Record<string, Json>)[name] ?? null, [...above, Array.isArray(value) ? Number(name) : name]),
          ),
        ];

  it("JSON reads as JSON.parse has it, and every path has the place of its key", () => {
    fc.assert(
      fc.property(template, fc.constantFrom(0, 1, 2), (data, indent) => {
        const text = JSON.stringify(data, null, indent);
        // Lone surrogates do not survive UTF-8.
        const bytes = Buffer.from(text);
        const document = readDocument(bytes, "t.json", defaultLimits);
        expect(document.root).toEqual(JSON.parse(bytes.toString()));
        const lines = bytes.toString().split("\n");
        for (const path of paths(document.root).slice(1)) {
          const { line, column } = document.locate(path);
          const last = path.at(-1);
          const expected = typeof last === "string" ? JSON.stringify(last) : JSON.stringify(at(document.root, path)).charAt(0);
          expect((lines[line - 1] ?? "").slice(column - 1).startsWith(expected)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("YAML that a YAML 1.1 writer quotes as needed reads as the same data", () => {
    fc.assert(
      fc.property(template, (data) => {
        const bytes = Buffer.from(
          stringify(data, { version: "1.1", defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "QUOTE_DOUBLE" }),
        );
        const wellFormed = JSON.parse(Buffer.from(JSON.stringify(data)).toString()) as Json;
        fc.pre(JSON.stringify(wellFormed) === JSON.stringify(data) && !bytes.includes(0));
        const document = readDocument(bytes, "t.yaml", defaultLimits);
        expect(JSON.stringify(document.root)).toBe(JSON.stringify(data));
        for (const path of paths(document.root)) expect(document.locate(path).line).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  it("any bytes are read or refused with a SourceError", () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc
        .string({
          unit: fc.constantFrom(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            '"',
            "\\",
            " ",
            "\n",
            "-",
            "?",
            "!",
            "&a",
            "*a",
            "<<",
            "|",
            "#",
            "a",
            "1",
            "\t",
          ),
        })
        .map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(noise, fc.constantFrom("t.json", "t.yaml"), (bytes, file) => {
        try {
          const document = readDocument(bytes, file, defaultLimits);
          document.locate(["a", 0, "b"]);
        } catch (error) {
          expect(error).toBeInstanceOf(SourceError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
