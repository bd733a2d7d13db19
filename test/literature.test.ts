// The example's config has one fitness function for each of the eight examples of the literature, and every one of them looks at something.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, it } from "vitest";
import type { Report } from "../src/audit/report.ts";

const root = path.resolve(import.meta.dirname, "..");

function fitness(args: readonly string[], cwd = root) {
  return spawnSync(process.execPath, [path.join(root, "bin", "fitness.js"), ...args], { cwd, encoding: "utf8" });
}

/** By example, the checks that stand for it. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  cost: ["function-cost"],
  "response time": ["api-latency-alarm"],
  "error rate": ["function-error-alarm", "api-error-alarm"],
  "security compliance": ["compliance-report"],
  "code quality": ["test-report", "code-coverage"],
  "load testing": ["load-test"],
  tagging: ["required-tags"],
  "fault tolerance": ["experiment-report"],
};

const assembly = path.join(root, "fixtures", "ev-charging", "cdk.out-nag-2");
let report: Report;

beforeAll(() => {
  const cwd = path.join(root, "examples", "ev-charging");
  const { status, stdout } = fitness(["check", "--template", assembly, "--reporter", "json"], cwd);
  expect(status).toBe(0);
  report = JSON.parse(stdout) as Report;
});

it.each(Object.entries(EXAMPLES))("%s is assessed and passes", (_example, checks) => {
  for (const id of checks) {
    const { status, severity, summary } = report.checks.find((check) => check.id === id) ?? {};
    expect({ id, status, severity: severity === "off" }).toEqual({ id, status: "assessed", severity: false });
    expect(summary).toMatchObject({ fail: 0, unknown: 0 });
    expect(summary?.pass).toBeGreaterThan(0);
  }
});

it("counts eight suppressions of the whole stack, with their reasons; a bound of five fails", () => {
  const found = report.assessments.find(
    ({ check, message }) => check === "compliance-report" && message.startsWith("8 suppressions"),
  );
  const accepted = readFileSync(path.join(root, "examples", "ev-charging", "lib", "nag.ts"), "utf8").matchAll(
    /"(AwsSolutions-\w+)": "(.+)"/g,
  );
  for (const [, rule = "", reason = ""] of accepted) expect(found?.message).toContain(`${rule} (${reason})`);
  const strict = [
    "check",
    "--template",
    assembly,
    "--check",
    "compliance-report",
    "--reporter",
    "json",
    "--config",
    path.join(root, "fixtures", "evidence", "five-suppressions.json"),
  ];
  const { status, stdout } = fitness(strict);
  expect(status).toBe(1);
  expect(stdout).toContain("above the maximum of 5 suppressions");
});
