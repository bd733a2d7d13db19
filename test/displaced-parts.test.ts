// Templates in which something else stands in place of one part: they are rejected or audited, and no check ends in an error.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, it } from "vitest";
import { audit } from "../src/audit/audit.ts";
import type { AuditPolicy } from "../src/audit/policy.ts";
import { builtInChecks } from "../src/checks/index.ts";
import { loadConfig } from "../src/config/load.ts";
import { FitnessError } from "../src/errors.ts";
import type { Json } from "../src/model/json.ts";
import { defaultLimits } from "../src/sources/source.ts";
import { readDocument } from "../src/sources/template/read.ts";
import { readTemplates } from "../src/sources/template/template.ts";
import { requestFor } from "./folder.ts";

const folder = path.join(import.meta.dirname, "../fixtures/checks");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /[.](?:cfn|sam)[.]yaml$/.test(file));

const substitutes: readonly Json[] = [
  { "Fn::Sub": "x-${AWS::Region}" },
  { a: { b: 1 } },
  [{ a: 1 }],
  [],
  [[1]],
  null,
  "",
  7,
  true,
  { Ref: "AWS::NoValue" },
  { Ref: { a: 1 } },
  { "Fn::If": ["Nope", "a", { b: 1 }] },
  { "Fn::GetAtt": [["a"], { b: 1 }] },
  { "Fn::Join": [{ a: 1 }, ["x"]] },
];

type Place = readonly [parent: Record<string, Json>, key: string];

function placesIn(node: Json): readonly Place[] {
  if (typeof node !== "object" || node === null) return [];
  const parent = node as Record<string, Json>;
  return Object.keys(parent).flatMap((key): Place[] => [[parent, key], ...placesIn(parent[key] ?? null)]);
}

let policy: AuditPolicy;

beforeAll(async () => {
  const turnOn = builtInChecks.map(({ id }) => id);
  const commandLine = { checks: { "required-tags": { severity: "error" as const, options: { tags: { owner: true } } } } };
  const config = await loadConfig({ cwd: import.meta.dirname, file: null, checks: builtInChecks, turnOn, commandLine });
  policy = { ...config, now: new Date("2026-11-22T10:00:00Z"), tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
});

/** What went wrong, if anything. */
async function outcomeOf(text: string): Promise<readonly string[]> {
  const standardInput = async () => Buffer.from(`# read as YAML, whose maps have no prototype\n${text}`);
  try {
    const facts = await readTemplates({ ...requestFor(folder, ["-"]), readStandardInput: standardInput });
    return audit(facts, policy).checks.flatMap(({ id, error }) => (error === null ? [] : [`${id}: ${error}`]));
  } catch (error) {
    return error instanceof FitnessError ? [] : [error instanceof Error ? String(error.stack) : String(error)];
  }
}

it("are many", () => {
  expect(files.length).toBeGreaterThan(500);
});

it("end no check in an error", async () => {
  const wrong: string[] = [];
  for (const [index, file] of files.entries()) {
    // Every second one: in a few seconds.
    if (index % 2 === 1) continue;
    const { root } = readDocument(readFileSync(path.join(folder, file)), file, defaultLimits);
    const copy = JSON.parse(JSON.stringify(root)) as Json;
    const places = placesIn(copy);
    // Another part and another substitute for each file, the same ones in every run.
    const [parent, key] = places[(index * 7919) % places.length] ?? [{}, ""];
    parent[key] = substitutes[index % substitutes.length] ?? null;
    const outcome = await outcomeOf(JSON.stringify(copy));
    wrong.push(...outcome.map((each) => `${file}, ${key}: ${each}`));
  }
  expect(wrong).toEqual([]);
}, 120_000);

it.each(["Description", "StageName", "RestApiId"])("end no check in an error: %s of a deployment of an API", async (name) => {
  const deployment = {
    Type: "AWS::ApiGateway::Deployment",
    Properties: { StageName: "Stage", RestApiId: "a1", [name]: substitutes[0] ?? null },
  };
  expect(await outcomeOf(JSON.stringify({ Resources: { Deployment: deployment } }))).toEqual([]);
});

it.each(["Type", "Default", "AllowedValues", "NoEcho"])("end no check in an error: %s of a parameter", async (name) => {
  const Memory = { Type: "Number", [name]: substitutes[0] ?? null };
  const Fn = { Type: "AWS::Lambda::Function", Properties: { MemorySize: { Ref: "Memory" } } };
  expect(await outcomeOf(JSON.stringify({ Parameters: { Memory }, Resources: { Fn } }))).toEqual([]);
});
