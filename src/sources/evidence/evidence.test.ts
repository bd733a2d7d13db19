// Reading results of other tools: what each real file holds, and what becomes of files that are broken, truncated, old or something else.
import { mkdtempSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { EvidenceAsk, EvidenceFile } from "../../model/evidence/evidence.ts";
import { defaultLimits } from "../source.ts";
import { readEvidence } from "./evidence.ts";

const root = path.join(import.meta.dirname, "..", "..", "..");

function read(
  kind: EvidenceAsk["kind"],
  file: string | null,
  { cwd = root, sources = [] as string[] } = {},
): readonly EvidenceFile[] {
  return [...readEvidence({ asks: [{ kind, path: file }], cwd, folder: cwd, sources, limits: defaultLimits }).values()].flat();
}

function written(name: string, content: string | Buffer): string {
  const folder = mkdtempSync(path.join(tmpdir(), "fitness-evidence-"));
  writeFileSync(path.join(folder, name), content);
  return path.join(folder, name);
}

/** Why the content of a file is unknown; null where it is. */
function refusal(kind: EvidenceAsk["kind"], name: string, content: string | Buffer): string | null {
  const [file] = read(kind, written(name, content));
  return file?.content.state === "unresolved" ? file.content.reason : null;
}

const KINDS: Readonly<Record<EvidenceAsk["kind"], readonly string[]>> = {
  compliance: [
    "fixtures/ev-charging/cdk.out-nag-2/AwsSolutions--EVStateless-NagReport.json",
    "fixtures/ev-charging/cdk.out-nag-3/validation-report.json",
  ],
  sarif: ["fixtures/evidence/cfn-lint.sarif", "fixtures/evidence/checkov.sarif", "fixtures/evidence/cfn-guard.sarif"],
  coverage: [
    "fixtures/evidence/istanbul-summary.json",
    "fixtures/evidence/lcov.info",
    "fixtures/evidence/vitest-cobertura.xml",
    "fixtures/evidence/pytest-cobertura.xml",
  ],
  tests: ["fixtures/evidence/vitest-junit.xml", "fixtures/evidence/pytest-junit.xml"],
  load: [
    "fixtures/evidence/k6-handle-summary.json",
    "fixtures/evidence/k6-summary-export.json",
    "fixtures/evidence/artillery.json",
  ],
  experiment: ["fixtures/evidence/fis-stopped.json", "fixtures/evidence/vitest-junit.xml"],
};
const FILES = Object.entries(KINDS).flatMap(([kind, files]) => files.map((file) => [kind as EvidenceAsk["kind"], file] as const));

describe("a file of the real tool", () => {
  it.each(FILES)("%s: %s is read", (kind, file) => {
    expect(read(kind, file)[0]?.content.state).toBe("known");
  });

  it.each(FILES)("%s: %s, cut short anywhere, is never read as a whole one", (kind, file) => {
    const text = readFileSync(path.join(root, file), "utf8").trimEnd();
    for (const share of [0.1, 0.5, 0.9, 0.99])
      expect(refusal(kind, path.basename(file), text.slice(0, Math.floor(text.length * share)))).not.toBeNull();
  });

  it.each(FILES)("%s: %s, emptied, is not read", (kind, file) => {
    expect(refusal(kind, path.basename(file), "")).toBe("the file is empty");
  });

  it.each(FILES)("%s: %s is no result of another kind", (kind, file) => {
    const others = (Object.keys(KINDS) as EvidenceAsk["kind"][]).filter(
      (other) => other !== kind && !(file.includes("junit") && /tests|experiment/.test(other)),
    );
    for (const other of others) expect(read(other, file)[0]?.content.state, `as ${other}`).toBe("unresolved");
  });
});

describe("what else a file can be", () => {
  it("is said", () => {
    expect(refusal("sarif", "a.sarif", Buffer.from([0xff, 0xfe, 0x00]))).toBe("the file is not UTF-8 text");
    expect(refusal("sarif", "a.sarif", '{"version":"2.0.0","runs":[{}]}')).toBe(
      "the file is SARIF 2.0.0; only 2.1.0 is supported",
    );
    expect(refusal("sarif", "a.sarif", '{"version":"2.1.0","runs":[]}')).toBe("the SARIF log has no runs: nothing was scanned");
    expect(refusal("sarif", "a.sarif", '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}}}]}')).toBe(
      "x has no results: its scan did not complete",
    );
    expect(
      refusal(
        "sarif",
        "a.sarif",
        '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[],"invocations":[{"executionSuccessful":false}]}]}',
      ),
    ).toBe("x reports that its run was not successful");
    expect(refusal("tests", "a.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><testsuite>&a;</testsuite>")).toContain(
      "not well-formed XML",
    );
    expect(refusal("coverage", "a.json", '{"total":{"lines":{"total":0,"covered":0,"pct":"Unknown"}}}')).toBe(
      "the report covers no code: every count is 0",
    );
    expect(refusal("load", "a.json", '{"metrics":{}}')).toBe("the k6 summary has no number: nothing ran");
    expect(refusal("experiment", "a.json", '{"experiment":{"id":"EXP1"}}')).toContain("it has no state");
    expect(refusal("compliance", "a-NagReport.csv", 'Rule ID,Resource ID\n"a,b\n')).toBe(
      "the file is not valid CSV; it may be truncated",
    );
    const [folder] = read("sarif", path.join(root, "fixtures"));
    expect(folder?.content).toMatchObject({ state: "unresolved", reason: expect.stringContaining("is a directory") });
  });

  it("is too large", () => {
    const limits = { ...defaultLimits, jsonBytes: 1000, yamlBytes: 1000 };
    const file = written("a.sarif", " ".repeat(2000));
    const [read] = [
      ...readEvidence({ asks: [{ kind: "sarif", path: file }], cwd: root, folder: root, sources: [], limits }).values(),
    ].flat();
    expect(read?.content).toMatchObject({ state: "unresolved", reason: expect.stringContaining("limits.jsonBytes") });
  });

  it("is 50 MB of what it should be", () => {
    const cases = Array.from(
      { length: 420_000 },
      (_, index) =>
        `<testcase classname="orders.checkout" name="case ${index} of many, with a long enough name to fill a line of a report"/>`,
    );
    const file = written("junit.xml", `<testsuite name="all">${cases.join("\n")}</testsuite>`);
    expect(readFileSync(file).length).toBeGreaterThan(45_000_000);
    expect(read("tests", file)[0]?.content).toMatchObject({ state: "known", value: { tests: 420_000, failed: [] } });
  });
});

describe("the levels of SARIF", () => {
  const run = (results: readonly object[], rules: readonly object[] = []) =>
    JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver: { name: "x", rules } }, results }] });
  const levels = (content: string) => {
    const [file] = read("sarif", written("a.sarif", content)) as readonly EvidenceFile<"sarif">[];
    return file?.content.state === "known" ? file.content.value.findings.map(({ level }) => level) : null;
  };

  it("are the result's own, else the rule's default, else warning", () => {
    const rules = [{ id: "A", defaultConfiguration: { level: "error" } }, { id: "B" }];
    expect(
      levels(run([{ ruleId: "A" }, { ruleId: "A", level: "note" }, { ruleId: "B" }, { ruleIndex: 0 }, { ruleId: "Z" }], rules)),
    ).toEqual(["error", "note", "warning", "error", "warning"]);
  });

  it("do not count results that pass, are gone since the baseline, or are suppressed; a rejected suppression counts", () => {
    const suppressed = { level: "error", suppressions: [{ kind: "inSource", justification: "a test key" }] };
    const rejected = { level: "error", suppressions: [{ kind: "external", status: "rejected" }] };
    expect(levels(run([{ kind: "pass" }, { baselineState: "absent" }, suppressed, rejected]))).toEqual(["error"]);
  });
});

describe("a JUnit report", () => {
  const failed = (content: string) => {
    const [file] = read("tests", written("a.xml", content)) as readonly EvidenceFile<"tests">[];
    return file?.content.state === "known" ? file.content.value : null;
  };

  it("counts its cases: errors are failures, a suite that claims a failure without a case failed", () => {
    expect(
      failed(
        '<testsuites><testsuite><testcase name="a"><error/></testcase><testcase name="b"><skipped/></testcase></testsuite></testsuites>',
      ),
    ).toEqual({ tests: 2, skipped: 1, failed: ["a"] });
    expect(failed('<testsuite errors="1"><testcase name="a"/></testsuite>')).toEqual({
      tests: 1,
      skipped: 0,
      failed: ["an entire suite"],
    });
  });
});

describe("when a result was written", () => {
  it("is what the file says, else its modification time", () => {
    expect(read("tests", "fixtures/evidence/vitest-junit.xml")[0]?.writtenAt).toBe(Date.parse("2026-11-30T07:24:55.553Z"));
    expect(read("coverage", "fixtures/evidence/pytest-cobertura.xml")[0]?.writtenAt).toBe(1_796_023_495_822);
    const file = written("lcov.info", readFileSync(path.join(root, "fixtures/evidence/lcov.info")));
    utimesSync(file, 1_700_000_000, 1_700_000_000);
    expect(read("coverage", file)[0]?.writtenAt).toBe(1_700_000_000_000);
  });
});

describe("which files are meant", () => {
  it("those that match a glob, without node_modules; those of the assembly where no path is given, JSON before CSV", () => {
    const names = (files: readonly EvidenceFile[]) => files.map(({ file }) => path.basename(file));
    expect(names(read("sarif", "./fixtures/evidence/*.sarif"))).toEqual(["cfn-guard.sarif", "cfn-lint.sarif", "checkov.sarif"]);
    expect(read("sarif", "fixtures/**/node_modules/**/*.sarif")).toEqual([]);
    expect(names(read("compliance", null, { sources: ["fixtures/ev-charging/cdk.out-nag-2"] }))).toEqual([
      "AwsSolutions--EVStateful-NagReport.json",
      "AwsSolutions--EVStateless-NagReport.json",
      "validation-report.json",
    ]);
    expect(read("compliance", null, { sources: ["fixtures/greeter"] })).toEqual([]);
  });
});
