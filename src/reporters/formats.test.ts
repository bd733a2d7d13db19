// The formats of other tools, compared with their own schemas, parsers and libraries.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { installed } from "../../test/parsers.ts";
import { golden, goldenNames, hostileReport } from "../../test/reports.ts";
import type { Report } from "../audit/report.ts";
import azure from "./azure.ts";
import emf from "./emf.ts";
import github from "./github.ts";
import gitlab from "./gitlab.ts";
import sarif from "./sarif.ts";

const reports = [...goldenNames.map(golden), ...fc.sample(hostileReport, { numRuns: 60, seed: 11 })];
const required = createRequire(import.meta.url);

function jsonSchema(file: string): (value: unknown) => string[] {
  const { Validator } = required(installed("node_modules", "jsonschema", "lib", "index.js") ?? "");
  const schema = JSON.parse(readFileSync(file, "utf8"));
  return (value) => new Validator().validate(value, schema).errors.map(String);
}

/** One report with so many open failures. */
function huge(count: number): Report {
  const report = golden("many");
  const failures = report.assessments.filter(({ verdict }) => verdict === "fail");
  const assessments = Array.from({ length: count }, (_each, index) => {
    const gating = index === count - 1;
    return { ...failures[index % failures.length]!, gating, severity: gating ? ("error" as const) : ("warning" as const) };
  });
  return { ...report, assessments };
}

describe("SARIF", () => {
  const schema = installed("node_modules", "@microsoft", "jest-sarif", "lib", "schemas", "sarif-2.1.0-rtm.5.json");

  test.skipIf(schema === null)("is valid by the published schema", () => {
    const errors = jsonSchema(schema!);
    for (const report of reports) expect(errors(JSON.parse(sarif(report)))).toEqual([]);
    expect(errors({ version: "2.1.0" })).not.toEqual([]);
  });

  test("keeps what code scanning keeps, the worst first", () => {
    const { results } = JSON.parse(sarif(huge(6_000))).runs[0];
    expect([results.length, results[0].level, results[1].level]).toEqual([5_000, "error", "warning"]);
  });

  test("points at the CDK source, and at the page of the check", () => {
    const report = golden("degraded");
    const checks = report.checks.map((check) => ({ ...check, documentation: `https://example.com/${check.id}.md` }));
    const [run] = JSON.parse(sarif({ ...report, checks })).runs;
    const [first] = run.results;
    expect(first.locations[0].physicalLocation.artifactLocation.uri).toBe("lib/stateless.ts");
    const rule = run.tool.driver.rules[first.ruleIndex];
    expect([rule.id, rule.helpUri]).toEqual([first.ruleId, `https://example.com/${first.ruleId}.md`]);
  });
});

describe("annotations of GitHub", () => {
  const core = installed("node_modules", "@actions", "core", "lib", "command.js");

  /** What GitHub's own library makes of the same: by the rules with which the runner reads it. */
  function unescaped(text: string): string {
    return text
      .replaceAll("%3A", ":")
      .replaceAll("%2C", ",")
      .replaceAll("%0D", "\r")
      .replaceAll("%0A", "\n")
      .replaceAll("%25", "%");
  }

  test.skipIf(core === null)("are what GitHub's own library writes of the same properties and text", () => {
    const lines = reports.flatMap((report) =>
      github(report)
        .split("\n")
        .filter((line) => line.startsWith("::")),
    );
    expect(lines.length).toBeGreaterThan(50);
    const commands = lines.map((line) => {
      const [, kind = "", file = "", at = "", col = "", title = "", message = ""] =
        /^::(\w+) file=(.*?),line=(\d+),col=(\d+),title=(.*?)::(.*)$/.exec(line) ?? [];
      const properties = { file: unescaped(file), line: at, col, title: unescaped(title) };
      return { kind, properties, message: unescaped(message) };
    });
    const script = `
      import { issueCommand } from ${JSON.stringify(pathToFileURL(core!).href)};
      let text = "";
      process.stdin.on("data", (chunk) => (text += chunk)).on("end", () => {
        for (const { kind, properties, message } of JSON.parse(text)) issueCommand(kind, properties, message);
      });`;
    const run = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      input: JSON.stringify(commands),
      encoding: "utf8",
    });
    expect(run.stderr).toBe("");
    expect(run.stdout.trimEnd().split(/\r?\n/)).toEqual(lines);
  });

  test("are ten of a kind, the worst first, with the verdict in the end", () => {
    const lines = github(huge(100)).trimEnd().split("\n");
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["::error", ...Array(10).fill("::warning"), "fitness:"]);
    expect(lines.at(-1)).toContain("89 more are not annotated");
  });
});

describe("issues of Azure Pipelines", () => {
  const library = installed("node_modules", "azure-pipelines-task-lib", "taskcommand.js");

  test.skipIf(library === null)("are read by Azure's own library as what they say", () => {
    const { commandFromString } = required(library!);
    for (const report of reports) {
      const lines = azure(report)
        .split("\n")
        .filter((line) => line.startsWith("##vso"));
      for (const line of lines) {
        const { command, properties, message } = commandFromString(line);
        expect(command).toBe("task.logissue");
        expect(Object.keys(properties)).toEqual(["type", "sourcepath", "linenumber", "columnnumber", "code"]);
        expect(properties.linenumber).toMatch(/^\d+$/);
        expect(message).not.toBe("");
      }
    }
  });

  test("are errors only where the exit code is 1", () => {
    for (const report of goldenNames.map(golden).filter(({ exitCode }) => exitCode === 0))
      expect(azure(report) + github(report)).not.toMatch(/type=error|^::error/m);
  });
});

describe("Code Quality of GitLab", () => {
  const types = installed("node_modules", "codeclimate-types", "index.d.ts");

  test.skipIf(types === null)(
    "has the types that Code Climate's issues have, by the TypeScript compiler",
    { timeout: 90_000 },
    async () => {
      const { default: ts } = await import("typescript");
      const issues = goldenNames.map((name) => gitlab(golden(name)));
      const text = `import type { Issue } from "codeclimate-types";\n${issues.map((json, index) => `export const issues${index}: Issue[] = ${json}`).join(";\n")}`;
      const file = path.join(path.dirname(types!), "issues.ts");
      const options = {
        noEmit: true,
        strict: true,
        skipLibCheck: true,
        module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        types: [],
        lib: ["lib.es2020.d.ts"],
      };
      const host = ts.createCompilerHost(options);
      const { getSourceFile, fileExists } = host;
      host.fileExists = (name) => name === file || fileExists(name);
      host.getSourceFile = (name, target) =>
        name === file ? ts.createSourceFile(name, text, target) : getSourceFile.call(host, name, target);
      const found = ts.getPreEmitDiagnostics(ts.createProgram([file], options, host));
      expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
    },
  );

  test("has a path that is relative, a line, and a fingerprint of its own for each", () => {
    const report = golden("many");
    const issues = JSON.parse(gitlab(report)) as { fingerprint: string; location: { path: string; lines: { begin: number } } }[];
    expect(issues).toHaveLength(29);
    for (const { location } of issues) expect([location.path.startsWith("/"), location.lines.begin > 0]).toEqual([false, true]);
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(29);
  });

  test("keeps 5,000, the worst first", () => {
    const issues = JSON.parse(gitlab(huge(6_000))) as { severity: string }[];
    expect([issues.length, issues[0]?.severity, issues[1]?.severity]).toEqual([5_000, "critical", "minor"]);
  });
});

describe("embedded metrics of CloudWatch", () => {
  const schema = installed("emf.schema.json");
  const documents = (report: Report) =>
    emf(report)
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));

  test.skipIf(schema === null)("are valid by AWS's schema, a line each", () => {
    const errors = jsonSchema(schema!);
    for (const report of reports) for (const document of documents(report)) expect(errors(document)).toEqual([]);
    expect(errors({ _aws: {} })).not.toEqual([]);
  });

  test("have a score and counts for each stack, and what a check measured, at most 100 values a line", () => {
    const report = golden("many");
    const [shop] = documents(report);
    expect(shop).toMatchObject({ Stack: "Shop", Failures: 29, Unknown: 0, Passes: 31, Score: 34.4 });
    const measurement = { value: 7, unit: "ms", comparator: "<=", threshold: 5 } as const;
    const assessments = Array.from({ length: 250 }, () => ({ ...report.assessments[0]!, measurement }));
    const measured = documents({ ...report, assessments }).slice(1);
    expect(measured.map(({ Measurement }) => Measurement.length)).toEqual([100, 100, 50]);
    expect(measured[0]._aws.CloudWatchMetrics[0]).toMatchObject({
      Dimensions: [["Stack", "Check"]],
      Metrics: [{ Name: "Measurement", Unit: "Milliseconds" }],
    });
  });
});
