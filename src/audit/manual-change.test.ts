// The remedy where the template is right already, and where the live state could not be read.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { factsOf, stack } from "../../test/facts.ts";
import { type LooseRecording, recordingOf } from "../../test/recordings.ts";
import type { Assessment } from "../assessment.ts";
import { builtInChecks } from "../checks/index.ts";
import { loadConfig } from "../config/load.ts";
import type { ResourceFacts, StackFacts } from "../model/facts.ts";
import { link } from "../model/link.ts";
import type { Resource } from "../model/resource.ts";
import { systemOf } from "../sources/recorded-system.ts";
import { audit } from "./audit.ts";
import { adviceOn } from "./manual-change.ts";

const fixtures = path.join(import.meta.dirname, "..", "..", "fixtures", "checks");

/** The remedy of the one assessment that does not pass. */
async function advised(fixture: string, id: string): Promise<string | null | undefined> {
  const loose = JSON.parse(readFileSync(path.join(fixtures, fixture), "utf8")) as LooseRecording;
  const checks = builtInChecks.filter((check) => check.id === id);
  const config = await loadConfig({ cwd: fixtures, file: null, checks, turnOn: [id], commandLine: {} });
  const run = { now: new Date("2026-11-22T10:00:00Z"), tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
  const { assessments } = audit(await systemOf(recordingOf(loose), { kind: "stack" }), { ...config, ...run });
  return assessments.find(({ verdict }) => verdict !== "pass")?.remedy;
}

test("What was changed by hand is set back, not written into a template that says it already", async () => {
  const back = /^revert the change outside CloudFormation .*REVERT_DRIFT$/;
  expect(await advised("deployment-drift/all-at-once.fail.live.json", "progressive-traffic")).toMatch(back);
  expect(await advised("deployment-drift/ignores-alarms.fail.live.json", "rollback-alarm")).toMatch(back);
  expect(await advised("version-publishing/moved.fail.live.json", "version-publishing")).toMatch(back);
});

test("What its template lacks is written into it, whatever else was changed", async () => {
  const advice = await advised("deployment-drift/timeout-edited.fail.live.json", "function-tracing");
  expect(advice).toMatch(/^set the function's TracingConfig.Mode to Active/);
  expect(advice).not.toContain("by hand");
});

test("What could not be read has a remedy that makes it readable", async () => {
  expect(await advised("progressive-traffic/denied.unknown.live.json", "progressive-traffic")).toMatch(
    /^allow the run to read it/,
  );
  expect(await advised("api-latency/few.unknown.live.json", "api-latency")).toMatch(/^increase the option window/);
});

describe("an advice", () => {
  const body = (Timeout: number, MemorySize = 128) => ({ Type: "AWS::Lambda::Function", Properties: { Timeout, MemorySize } });
  const facts = factsOf(stack("Shop", { Resources: { Same: body(3), Edited: body(30) } }));
  const [shop] = facts.stacks;
  const edited = { ...shop?.resources.get("Edited"), declaredBody: body(3) } as ResourceFacts;
  const stacks = [{ ...shop, resources: new Map([...(shop?.resources ?? []), ["Edited", edited]]) } as StackFacts];
  const [same, changed] = link({ ...facts, stacks }).resources as [Resource, Resource];
  const failed = (resource: Resource | null, finding: Partial<Assessment["finding"]> = {}): Assessment => ({
    verdict: "fail",
    subject: { stack: same.stack, resource, detail: null },
    finding: { message: "is slow", remedy: "set it", ...finding },
  });
  const configuration = { needs: "configuration" } as const;
  const hint = "set it; some settings were changed outside CloudFormation: see deployment-drift";

  test.each([
    ["where nothing was changed", failed(same, { evidence: [same] }), "set it"],
    ["on a stack", failed(null), "set it"],
    ["where the subject was changed", failed(changed), hint],
    ["where what was walked was changed", failed(same, { evidence: [{ resource: changed }] }), hint],
    ["on a stack, where what was walked was changed", failed(null, { evidence: [changed] }), hint],
    [
      "on a property that is as the template has it",
      failed(changed, { at: { resource: changed, path: ["Properties", "MemorySize"] } }),
      "set it",
    ],
    [
      "on a property of a resource that was not changed",
      failed(changed, { at: { resource: same, path: ["Properties", "Timeout"] } }),
      "set it",
    ],
  ] as const)("%s", (_where, assessment, expected) => {
    expect(adviceOn(assessment, configuration, "set it")).toBe(expected);
  });

  test("on the property that was changed is to set it back", () => {
    const at = { resource: changed, path: ["Properties", "Timeout"] };
    expect(adviceOn(failed(same, { at }), configuration, "set it")).toMatch(/^revert the change outside CloudFormation/);
    expect(adviceOn(failed(same, { at }), { needs: "either" }, "set it")).toMatch(/^revert the change outside CloudFormation/);
  });

  test("stays as it is for what was measured, and where nothing failed", () => {
    expect(adviceOn(failed(changed), { needs: "observation" }, "set it")).toBe("set it");
    expect(adviceOn({ ...failed(changed), verdict: "unknown" }, configuration, "set it")).toBe("set it");
  });
});
