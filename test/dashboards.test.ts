// What dashboards make of a JUnit report, by three parsers that nobody here wrote: red exactly when the exit code is 1.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { main } from "../src/cli/main.ts";
import { folder } from "./folder.ts";
import { installed, parsers } from "./parsers.ts";

const fixtures = path.resolve(import.meta.dirname, "../fixtures");
const degraded = path.join(fixtures, "ev-charging", "cdk.out");
const fit = path.join(fixtures, "ev-charging", "cdk.out-fit");
const queue = { Resources: { Jobs: { Type: "AWS::SQS::Queue" } } };
const open = {
  Parameters: { Arn: { Type: "String" } },
  Resources: { Slow: { Type: "AWS::CloudWatch::Alarm", Properties: { AlarmActions: [{ Ref: "Arn" }] } } },
};

/** What is audited, by which options; the exit code it ends with. */
const systems: Record<string, { files?: object; args: readonly string[]; exitCode: number }> = {
  "a fit system with warnings": { files: { "queue.json": queue }, args: ["--template", "queue.json"], exitCode: 0 },
  "a fit system": { args: ["--template", fit], exitCode: 0 },
  "a degraded system": { args: ["--template", degraded], exitCode: 1 },
  "an inconclusive system": {
    files: { "open.json": open },
    args: ["--template", "open.json", "--check", "alarm-action"],
    exitCode: 3,
  },
  "a system in which nothing was assessed": {
    files: { "empty.json": { Resources: { Topic: { Type: "AWS::SNS::Topic" } } } },
    args: ["--template", "empty.json", "--check", "function-alias"],
    exitCode: 3,
  },
  "a system of which one template could not be read": {
    files: { "broken.json": "{", "queue.json": queue },
    args: ["--template", degraded, "broken.json"],
    exitCode: 2,
  },
};

async function junitOf(
  reporter: string,
  { files = {}, args }: (typeof systems)[string],
): Promise<{ file: string; exitCode: number }> {
  const cwd = folder(files as Record<string, object>);
  const silent = { write: () => true, isTTY: false };
  const io = {
    cwd,
    env: {},
    platform: "linux",
    stdout: silent,
    stderr: silent,
    readStandardInput: async () => Buffer.alloc(0),
  } as const;
  const exitCode = await main(["check", ...args, "--reporter", reporter.replace("FILE", "report.xml")], io);
  return { file: path.join(cwd, "report.xml"), exitCode };
}

type Red = (file: string) => Promise<boolean> | boolean;

const readers: Record<string, { needs: string | null; isRed: Red }> = {
  junit2json: {
    needs: installed("node_modules", "junit2json", "dist", "esm", "index.js"),
    async isRed(file) {
      const { parse } = await import(pathToFileURL(this.needs ?? "").href);
      const { testsuite } = (await parse(readFileSync(file, "utf8"))) as {
        testsuite: { testcase?: { failure?: unknown[]; error?: unknown[] }[] }[];
      };
      return testsuite.some(({ testcase = [] }) =>
        testcase.some(({ failure = [], error = [] }) => failure.length + error.length > 0),
      );
    },
  } as { needs: string | null; isRed: Red },
  "xunit-viewer": {
    needs: installed("node_modules", "xunit-viewer", "src", "cli", "parse.js"),
    async isRed(file) {
      const { default: parse } = await import(pathToFileURL(this.needs ?? "").href);
      const { suites } = (await parse(readFileSync(file, "utf8"))) as {
        suites: Record<string, { tests: Record<string, { status: string }> }>;
      };
      const statuses = Object.values(suites).flatMap(({ tests }) => Object.values(tests).map(({ status }) => status));
      expect(statuses.length).toBeGreaterThan(0);
      return statuses.some((status) => !["passed", "skipped"].includes(status));
    },
  } as { needs: string | null; isRed: Red },
  junitparser: {
    needs: installed("python", "junitparser"),
    isRed(file) {
      const script =
        "import sys, junitparser\nx = junitparser.JUnitXml.fromfile(sys.argv[1])\nx.update_statistics()\nprint(x.failures + x.errors, x.tests)";
      const env = { PATH: process.env["PATH"], PYTHONPATH: path.join(parsers, "python") };
      const { stdout, stderr } = spawnSync("python3", ["-c", script, file], { encoding: "utf8", env });
      const [red = Number.NaN, all] = stdout.trim().split(" ").map(Number);
      expect(all, stderr).toBeGreaterThan(0);
      return red > 0;
    },
  },
};

describe.each(Object.keys(systems))("%s", (name) => {
  const system = systems[name]!;

  test.each(["junit=FILE", "junit-strict=FILE"])("is red where it ends with 1, by %s", async (reporter) => {
    const { file, exitCode } = await junitOf(reporter, system);
    expect(exitCode).toBe(system.exitCode);
    for (const [reader, each] of Object.entries(readers))
      if (each.needs !== null) expect(await each.isRed(file), reader).toBe(exitCode === 1);
  });

  test("is red with ?all where anything is open", async () => {
    const { file } = await junitOf("junit=FILE?all", system);
    for (const each of Object.values(readers))
      if (each.needs !== null) expect(await each.isRed(file)).toBe(name !== "a fit system");
  });
});

test.skipIf(Object.values(readers).every(({ needs }) => needs === null))("every one of the three parsers was tried", () => {
  expect(Object.values(readers).map(({ needs }) => needs !== null)).toEqual([true, true, true]);
});
