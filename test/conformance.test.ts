import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { comparePair, countKinds, isSettled, type Pair, pairsIn } from "../scripts/conformance/compare.ts";
import { knownDifferences } from "../scripts/conformance/known-differences.ts";
import { corpus } from "../scripts/corpora.ts";
import { folder } from "./folder.ts";

const pairs = corpus("sam");
if (pairs === null) console.warn("SKIPPED: the SAM corpus is not here; set FITNESS_CORPORA to the folder of the corpora");

/** Kind → how many facts are equal in the input and in what AWS makes of it, at least. */
const FLOORS: Readonly<Record<string, number>> = {
  alarm: 5,
  alias: 31,
  condition: 165,
  definition: 72,
  group: 20,
  hook: 4,
  invokes: 269,
  permission: 140,
  resource: 1572,
  rollback: 60,
  shift: 36,
  tag: 680,
  version: 31,
};

describe.skipIf(pairs === null)("what we read from SAM templates and what AWS's translator makes of them", () => {
  const compared: Pair[] = [];

  beforeAll(async () => {
    const from = pairs ?? "";
    for (const name of pairsIn(from)) compared.push(await comparePair(from, name));
  }, 60_000);

  it("is the same in every pair", () => {
    expect(compared.length).toBeGreaterThanOrEqual(215);
    expect(compared.filter((pair) => !isSettled(pair))).toEqual([]);
  });

  it.each(Object.entries(FLOORS))("is enough of the kind %s", (kind, floor) => {
    expect(countKinds(compared).get(kind)).toBeGreaterThanOrEqual(floor);
  });

  it("differs for a known reason only where it still differs", () => {
    const stale = compared.filter(({ name, reason }) => knownDifferences.has(name) && reason === null);
    expect(stale.map(({ name }) => name)).toEqual([]);
  });
});

const input = `
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      InlineCode: " "
      AutoPublishAlias: live
`;
const alias = (name: string): object => ({
  Resources: {
    Hello: { Type: "AWS::Lambda::Function", Properties: { Tags: [{ Key: "lambda:createdBy", Value: "SAM" }] } },
    HelloRole: { Type: "AWS::IAM::Role", Properties: { Tags: [{ Key: "lambda:createdBy", Value: "SAM" }] } },
    HelloVersion0123456789: { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Hello" } } },
    HelloAliaslive: {
      Type: "AWS::Lambda::Alias",
      Properties: {
        FunctionName: { Ref: "Hello" },
        FunctionVersion: { "Fn::GetAtt": ["HelloVersion0123456789", "Version"] },
        Name: name,
      },
    },
  },
});

describe("a pair", () => {
  const compare = (expected: object, template = input): Promise<Pair> =>
    comparePair(folder({ "input/hello.yaml": template, "expected/hello.json": expected }), "hello");

  it("is equal but for the digests in logical ids", async () => {
    const pair = await compare(alias("live"));
    expect(pair).toMatchObject({ missing: [], surplus: [], error: null });
    expect(Object.fromEntries(pair.agreed)).toEqual({ alias: 1, resource: 4, tag: 2, version: 1 });
  });

  it("differs with the facts of either side", async () => {
    const pair = await compare(alias("prod"));
    expect(pair.missing).toEqual(["alias HelloAliaslive Hello:prod → Hello:version"]);
    expect(pair.surplus).toEqual(["alias HelloAliaslive Hello:live → Hello:version"]);
    expect(isSettled(pair)).toBe(false);
  });

  it("says why its input is refused", async () => {
    const pair = await compare(alias("live"), `${input}      DeploymentPreference: {Enabled: true}\n`);
    expect(pair.error).toMatch(/Type/);
    expect(isSettled(pair)).toBe(false);
  });
});

describe("the reader of plain CloudFormation", () => {
  const source = readFileSync(path.resolve(import.meta.dirname, "../scripts/conformance/plain-facts.ts"), "utf8");

  it("has nothing from the linker, and is small enough to be believed", () => {
    expect(source).not.toMatch(/\bimport\b/);
    expect(source.trimEnd().split("\n").length).toBeLessThanOrEqual(100);
  });
});
