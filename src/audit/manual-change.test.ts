// What is advised, but the template says the right thing already, and where nobody could see what is live.
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { type LooseRecording, recordingOf } from "../../test/recordings.ts";
import { builtInChecks } from "../checks/index.ts";
import { loadConfig } from "../config/load.ts";
import { systemOf } from "../sources/recorded-system.ts";
import { audit } from "./audit.ts";

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

test("What nobody saw is to be seen", async () => {
  expect(await advised("progressive-traffic/denied.unknown.live.json", "progressive-traffic")).toMatch(
    /^allow the run to read it/,
  );
  expect(await advised("api-latency/few.unknown.live.json", "api-latency")).toMatch(/^increase the option window/);
});
