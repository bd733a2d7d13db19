// What rests on live state that nobody saw: no verdict on the template alone, whether it was denied or never recorded.
import path from "node:path";
import { describe, expect, test } from "vitest";
import { deployedFrom } from "../../test/deployed.ts";
import { recordingOf } from "../../test/recordings.ts";
import { builtInChecks } from "../checks/index.ts";
import { loadConfig } from "../config/load.ts";
import type { AskKind } from "../model/observed/ask.ts";
import { questionIn } from "../model/observed/observations.ts";
import { systemOf } from "../sources/recorded-system.ts";
import type { Recording } from "../sources/recording.ts";
import { audit } from "./audit.ts";

const fixtures = path.join(import.meta.dirname, "..", "..", "fixtures");
const KINDS = [
  "function",
  "aliases",
  "versions",
  "event-invoke-config",
  "deployment-group",
  "deployment-configuration",
  "alarm",
] as const satisfies readonly AskKind[];
const configuration = builtInChecks.filter(({ needs }) => needs === "configuration");
const notObserved = "was not recorded; record it with the same checks and options";

async function assessed(recording: Recording) {
  const config = await loadConfig({
    cwd: fixtures,
    file: null,
    checks: configuration,
    turnOn: configuration.map(({ id }) => id),
    commandLine: {},
  });
  const run = { now: new Date("2026-11-22T10:00:00Z"), tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
  return audit(await systemOf(recording, { kind: "snapshot" }), { ...config, ...run }).assessments;
}

const without = (recording: Recording, kind: AskKind): Recording => ({
  ...recording,
  answers: Object.fromEntries(Object.entries(recording.answers).filter(([key]) => questionIn(key)?.kind !== kind)),
});

describe("a system that was recorded with other checks", () => {
  test.each(KINDS)(
    "is not judged by its template where %s was to be seen",
    async (kind) => {
      const whole = await deployedFrom(fixtures, ["ev-charging/cdk.out-fit", "orders/template.yaml"], KINDS);
      const [before, after] = [await assessed(whole), await assessed(without(whole, kind))];
      const relying = new Set(configuration.flatMap(({ id, observes }) => (observes?.includes(kind) ? [id] : [])));
      expect(after.filter(({ check }) => !relying.has(check))).toEqual(before.filter(({ check }) => !relying.has(check)));
      const changed = after.filter(({ verdict, reason }) => verdict === "unknown" && reason === notObserved);
      const isThere = Object.keys(whole.answers).some((key) => questionIn(key)?.kind === kind);
      expect(changed.length > 0).toBe(isThere);
      expect(before.filter(({ reason }) => reason === notObserved)).toEqual([]);
    },
    60_000,
  );

  test("of which nothing was asked has no verdict on what is live", async () => {
    const { answers: _, ...bare } = await deployedFrom(fixtures, ["ev-charging/cdk.out-fit"], KINDS);
    const relying = ["progressive-traffic", "rollback-alarm", "rollback-alarm-scope", "deployment-group", "function-alias"];
    const found = (await assessed({ ...bare, answers: {} })).filter(({ check }) => relying.includes(check));
    expect(found.length).toBeGreaterThan(4);
    expect([...new Set(found.map(({ verdict, reason }) => `${verdict}: ${reason}`))]).toEqual([`unknown: ${notObserved}`]);
  }, 60_000);
});

test("What has no name by which it could be asked for was not seen either", async () => {
  const alarm = {
    Type: "AWS::CloudWatch::Alarm",
    Properties: { Namespace: "AWS/Lambda", MetricName: "Errors", AlarmActions: ["arn:aws:sns:eu-west-1:111111111111:ops"] },
  };
  const stack = { template: { Resources: { Errors: alarm } }, resources: { Errors: null } };
  const found = await assessed(recordingOf({ stacks: [stack] }));
  expect(found.map(({ check, verdict }) => [check, verdict])).toContainEqual(["alarm-action", "unknown"]);
  expect(found.find(({ check }) => check === "alarm-action")?.reason).toMatch(/^cannot be looked up/);
});
