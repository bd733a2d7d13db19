// What every check has to have: a registration, prose, a test of its own, and fixtures for each verdict.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { builtInChecks } from "../src/checks/index.ts";
import { fixturesOf } from "./check-fixtures.ts";

const folder = path.join(import.meta.dirname, "..", "src", "checks");
const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));

test("every file of a check is registered, under its own id", () => {
  const ids = files.map((file) => path.basename(file, ".ts")).filter((name) => name !== "index" && name !== "define-check");
  expect(builtInChecks.map(({ id }) => id).sort()).toEqual(ids.sort());
});

describe.each(builtInChecks.map((check) => [check.id, check] as const))("%s", (id, check) => {
  test("has a test of its own", () => {
    expect(existsSync(path.join(folder, `${id}.test.ts`))).toBe(true);
  });

  test("has prose: why, how it decides, a bad and a good example, how to fix it", () => {
    const prose = readFileSync(path.join(folder, `${id}.md`), "utf8");
    expect(prose.match(/^## .+$/gm)).toEqual(["## Why", "## How it decides", "## Bad", "## Good", "## Fix", "## Sources"]);
    expect(prose.match(/^```/gm)?.length ?? 0).toBeGreaterThanOrEqual(4);
  });

  test("names the pages that its claims rest on, AWS's where they are about AWS", () => {
    const prose = readFileSync(path.join(folder, `${id}.md`), "utf8");
    const sources = prose.slice(prose.indexOf("## Sources")).trim().split("\n").slice(2);
    expect(sources.length).toBeGreaterThan(0);
    for (const line of sources) expect(line).toMatch(/^- \[[^\]]+\]\(https:\/\/[^\s)]+\)$/);
    // What other tools report is described by them.
    const isOfOtherTools = ["code-coverage", "compliance-report", "load-test", "sarif-report", "test-report"].includes(id);
    if (!isOfOtherTools) expect(sources.join("\n")).toMatch(/https:\/\/(?:docs\.)?aws\.amazon\.com\//);
  });

  test("has fixtures that pass, fail and are unknown", () => {
    expect([...new Set(fixturesOf(id).values())]).toEqual(expect.arrayContaining(["pass", "fail", "unknown"]));
  });

  test("has options that are strict, described, and complete without being given", () => {
    const schema = z.toJSONSchema(check.options, { io: "input" });
    expect(schema).toMatchObject({ type: "object", additionalProperties: false });
    for (const [name, option] of Object.entries(schema.properties ?? {})) {
      expect({ name, description: (option as { description?: string }).description }).toEqual({
        name,
        description: expect.stringMatching(/\.$/),
      });
    }
    const given = (check.requires ?? []).length > 0;
    expect(check.options.safeParse({}).success || given).toBe(true);
  });
});
