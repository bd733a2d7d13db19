import { readdirSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readInput } from "../scripts/conformance/compare.ts";
import { corpus } from "../scripts/corpora.ts";
import { audit } from "../src/audit/audit.ts";
import type { AuditPolicy } from "../src/audit/policy.ts";
import { builtInChecks } from "../src/checks/index.ts";
import { loadConfig } from "../src/config/load.ts";
import { SourceError } from "../src/errors.ts";
import type { SystemFacts } from "../src/model/facts.ts";
import { readTemplates } from "../src/sources/template/template.ts";
import { requestFor } from "./folder.ts";

const templates = corpus("templates");
const inputs = corpus("sam/input");
if (templates === null) console.warn("SKIPPED: the corpora are not here; set FITNESS_CORPORA to their folder");

/** The templates that are rejected, and why. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  // Sources of a preprocessor, whose modules stand in place of a type.
  "cloudformation-templates/Solutions__GitLabAndVSCode__GitLabAndVSCode.json": /a resource "Network" whose Type is not a string/,
  "cloudformation-templates/CloudFormation__StackSets__common-resources.json": /a resource "Storage" whose Type is not a string/,
  "serverless-patterns/apigw-custom-domain-edge__template.yaml": /is not valid YAML: Implicit keys/,
  "serverless-patterns/vpc-lattice-lambda__template.yaml": /has the key "VLFunctionPrimary" twice/,
  "serverless-patterns/apigw-mutualtls-lambda__template.yaml": /has AWS::Serverless resources but no Transform/,
};

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
}

/** Every check turned on, those that ask for options too. */
async function everything(): Promise<AuditPolicy> {
  const turnOn = builtInChecks.map(({ id }) => id);
  const commandLine = { checks: { "required-tags": { severity: "error" as const, options: { tags: { owner: true } } } } };
  const config = await loadConfig({ cwd: import.meta.dirname, file: null, checks: builtInChecks, turnOn, commandLine });
  return { ...config, now: new Date("2026-11-22T10:00:00Z"), tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
}

/** `audited`, why the template was refused, or what went wrong. */
async function outcome(read: () => Promise<SystemFacts>, policy: AuditPolicy): Promise<string> {
  try {
    const { scanned, checks } = audit(await read(), policy);
    const errors = checks.flatMap(({ id, status, error }) => (status === "error" ? [`${id} ended in an error: ${error}`] : []));
    if (scanned.stacks === 0) return "nothing was read";
    return errors.length === 0 ? "audited" : errors.join("\n");
  } catch (error) {
    if (error instanceof SourceError) return `refused: ${error.message}`;
    return `crashed: ${error instanceof Error ? error.stack : String(error)}`;
  }
}

describe.skipIf(templates === null)("public templates", () => {
  const outcomes = new Map<string, string>();

  beforeAll(async () => {
    const policy = await everything();
    for (const file of filesIn(templates ?? "")) {
      const request = requestFor(path.join(templates ?? "", path.dirname(file)), [path.basename(file)]);
      outcomes.set(file, await outcome(() => readTemplates(request), policy));
    }
  }, 60_000);

  it("are many", () => {
    expect(outcomes.size).toBeGreaterThanOrEqual(111);
  });

  it.each(Object.entries(REFUSED))("are refused where they are none: %s", (file, reason) => {
    expect(outcomes.get(file)).toMatch(/^refused: /);
    expect(outcomes.get(file)).toMatch(reason);
  });

  it("are read and audited without a crash or a check that ends in an error, all others", () => {
    const others = [...outcomes].filter(([file]) => !Object.hasOwn(REFUSED, file));
    expect(others.filter(([, result]) => result !== "audited")).toEqual([]);
  });

  it("of AWS's translator are audited too", async () => {
    const policy = await everything();
    const wrong: string[] = [];
    for (const file of filesIn(inputs ?? "")) {
      const result = await outcome(() => readInput(path.join(inputs ?? "", file), new Map()), policy);
      if (result !== "audited") wrong.push(`${file}: ${result}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);
});
