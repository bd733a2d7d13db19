// Compares, pair by pair, what we read from a SAM template with the content of the CloudFormation that AWS makes of it.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { FitnessError } from "../../src/errors.ts";
import type { SystemFacts } from "../../src/model/facts.ts";
import { link } from "../../src/model/link.ts";
import { requestFor } from "../../src/sources/source.ts";
import { readTemplates } from "../../src/sources/template/template.ts";
import { knownDifferences } from "./known-differences.ts";
import { linkedFacts } from "./linked-facts.ts";
import { plainFacts } from "./plain-facts.ts";

export interface Pair {
  readonly name: string;
  /** Facts that only AWS's output has, and those that only we have. */
  readonly missing: readonly string[];
  readonly surplus: readonly string[];
  /** Kind → facts that both have. */
  readonly agreed: ReadonlyMap<string, number>;
  /** Why the input was not read. */
  readonly error: string | null;
  /** Why it differs, where that is known. */
  readonly reason: string | null;
}

/** Whether its facts are equal, or differ exactly as is known and explained. */
export function isSettled(pair: Pair): boolean {
  return isEqual(pair) || pair.reason !== null;
}

export function isEqual({ missing, surplus, error }: Pair): boolean {
  return missing.length + surplus.length === 0 && error === null;
}

/** The parameters that AWS's translator had when it made the outputs. */
const TOLD: Readonly<Record<string, string>> = { param1: "value1", param2: "value2" };
const REGION = "ap-southeast-1";

/** What the deployment tells in addition: with it every condition is decided, on both sides. */
const DEPLOYMENT: Readonly<Record<string, string>> = {
  "AWS::AccountId": "111122223333",
  "AWS::Partition": "aws",
  "AWS::Region": REGION,
  "AWS::StackId": `arn:aws:cloudformation:${REGION}:111122223333:stack/conformance/1`,
  "AWS::StackName": "conformance",
  "AWS::URLSuffix": "amazonaws.com",
};

/** The names of the pairs below a folder: `input/X.yaml` and `expected/X.json`. */
export function pairsIn(folder: string): string[] {
  return readdirSync(path.join(folder, "input"))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.slice(0, -".yaml".length))
    .sort();
}

export async function comparePair(folder: string, name: string): Promise<Pair> {
  const template = JSON.parse(readFileSync(path.join(folder, "expected", `${name}.json`), "utf8"));
  const declared = Object.entries<Record<string, unknown>>(template.Parameters ?? {});
  const told = new Map(declared.flatMap(([key]) => (TOLD[key] === undefined ? [] : [[key, TOLD[key]] as const])));
  const values = Object.fromEntries(
    declared.map(([key, { Default }]) => [key, told.get(key) ?? String(Default ?? `any ${key}`)]),
  );
  Object.assign(values, DEPLOYMENT);
  const expected = canonical(plainFacts(template, values));
  try {
    const facts = await readInput(path.join(folder, "input", `${name}.yaml`), told);
    return explained(differences(name, expected, canonical(linkedFacts(link(deployedWith(facts, values))))));
  } catch (error) {
    const pair = { name, missing: [], surplus: [], agreed: new Map(), reason: null };
    return error instanceof FitnessError
      ? explained({ ...pair, error: error.message })
      : { ...pair, error: `it crashed: ${error instanceof Error ? error.stack : String(error)}` };
  }
}

function explained(pair: Pair): Pair {
  const known = knownDifferences.get(pair.name);
  if (known === undefined) return pair;
  const { missing, reason } = known;
  const isAsKnown = missing === null ? pair.error !== null : pair.error === null && isSame(missing, pair.missing);
  return isAsKnown && pair.surplus.length === 0 ? { ...pair, reason } : pair;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Reads it with the translator's parameters; the deployment's own values override them. */
export async function readInput(file: string, parameters: ReadonlyMap<string, string>): Promise<SystemFacts> {
  const readStandardInput = async (): Promise<Buffer> => withTransform(readFileSync(file));
  return readTemplates(requestFor(path.dirname(file), ["-"], { parameters, region: REGION, readStandardInput }));
}

function deployedWith(facts: SystemFacts, values: Readonly<Record<string, string>>): SystemFacts {
  const parameters = new Map(Object.entries(values).map(([key, value]) => [key, { value, from: "the deployment" }]));
  return { ...facts, stacks: facts.stacks.map((stack) => (stack.parent === null ? { ...stack, parameters } : stack)) };
}

/** The translator's own test inputs mostly lack the transform, since its tests call it directly. */
function withTransform(template: Buffer): Buffer {
  if (/^Transform:/m.test(template.toString())) return template;
  return Buffer.concat([template, Buffer.from("\nTransform: AWS::Serverless-2016-10-31\n")]);
}

/** Ids of versions and deployments end in a digest of their content, which is no fact; any method is any route. */
function canonical(facts: readonly string[]): ReadonlySet<string> {
  const words = facts.map((fact) =>
    fact
      .replace(/(?<=\w)[0-9a-f]{10}\b/g, "#")
      .replace("X-AMAZON-APIGATEWAY-ANY-METHOD", "ANY")
      .replace(/ANY \/?\$default/, "$default"),
  );
  return new Set(words);
}

function differences(name: string, expected: ReadonlySet<string>, ours: ReadonlySet<string>): Pair {
  const agreed = new Map<string, number>();
  for (const fact of expected) {
    if (ours.has(fact)) agreed.set(kindOf(fact), (agreed.get(kindOf(fact)) ?? 0) + 1);
  }
  return {
    name,
    missing: [...expected].filter((fact) => !ours.has(fact)).sort(),
    surplus: [...ours].filter((fact) => !expected.has(fact)).sort(),
    agreed,
    error: null,
    reason: null,
  };
}

function kindOf(fact: string): string {
  return fact.slice(0, fact.indexOf(" "));
}

/** Kind → how many facts of it are equal in all pairs together. */
export function countKinds(pairs: readonly Pair[]): ReadonlyMap<string, number> {
  const totals = new Map<string, number>();
  for (const { agreed } of pairs) {
    for (const [kind, count] of agreed) totals.set(kind, (totals.get(kind) ?? 0) + count);
  }
  return new Map([...totals].sort(([a], [b]) => a.localeCompare(b)));
}
