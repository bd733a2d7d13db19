// Verdicts that depend on live state that was not read: none on the template alone, whether access was denied or it was not recorded.
import path from "node:path";
import { describe, expect, test } from "vitest";
import { deployedFrom } from "../../test/deployed.ts";
import { factsOf, stack } from "../../test/facts.ts";
import { recordingOf } from "../../test/recordings.ts";
import type { Assessment } from "../assessment.ts";
import { builtInChecks } from "../checks/index.ts";
import { loadConfig } from "../config/load.ts";
import { link } from "../model/link.ts";
import type { Model } from "../model/model.ts";
import type { AskKind } from "../model/observed/ask.ts";
import { questionIn } from "../model/observed/observations.ts";
import type { Resource } from "../model/resource.ts";
import { type Unresolved, unresolved } from "../model/value.ts";
import { systemOf } from "../sources/recorded-system.ts";
import type { Recording } from "../sources/recording.ts";
import { audit } from "./audit.ts";
import { asSeen } from "./unseen.ts";

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

describe("an assessment whose check relies on live state", () => {
  const template = {
    Resources: {
      Fn: { Type: "AWS::Lambda::Function" },
      Live: { Type: "AWS::Lambda::Alias" },
      Errors: { Type: "AWS::CloudWatch::Alarm" },
    },
  };
  const [fn, live, errors] = link(factsOf(stack("Shop", template))).resources as [Resource, Resource, Resource];
  const denied = (what: string, more: Partial<Unresolved> = {}): Unresolved => ({ ...unresolved(`${what} was denied`), ...more });
  /** `unseen` by logical id and kind; `any` of the alarms. */
  const model = (unseen: Readonly<Record<string, Unresolved>>, any: Unresolved | null = null) =>
    ({
      unseen: ({ logicalId }: Resource, kind: AskKind) => unseen[`${logicalId} ${kind}`] ?? null,
      unseenAnywhere: (kind: AskKind) => (kind === "alarm" ? any : denied(kind)),
    }) as unknown as Model;
  const said = (verdict: Assessment["verdict"], resource: Resource | null, ...evidence: Resource[]): Assessment => ({
    verdict,
    subject: { stack: fn.stack, resource, detail: null },
    finding: { message: "has no alarm", remedy: "add one", because: "nobody says", evidence },
  });
  const observes = ["function", "alarm"] as const satisfies readonly AskKind[];

  test.each([
    ["the subject", said("pass", fn), "Fn function"],
    ["the subject's other state", said("fail", fn), "Fn alarm"],
    ["what was walked", said("pass", fn, live), "Live function"],
    ["what was walked from a stack", said("pass", null, live), "Live alarm"],
  ])("is unknown where %s was not seen", (_what, assessment, key) => {
    const because = denied(key);
    expect(asSeen(assessment, { observes }, model({ [key]: because }))).toEqual({
      verdict: "unknown",
      subject: assessment.subject,
      finding: {
        ...assessment.finding,
        because,
        message: "has no alarm, as far as it could be read",
        remedy: "give the stack's resources names that can be looked up, or see the reason",
      },
    });
  });

  test("advises what the reason does", () => {
    const remedy = "take more time";
    const found = asSeen(said("pass", fn), { observes }, model({ "Fn function": denied("it", { remedy }) }));
    expect(found.finding.remedy).toBe(remedy);
  });

  test("stays as it is where all was seen, where it is unknown anyway, and where the check relies on nothing that is live", () => {
    const hidden = model({ "Fn function": denied("it") }, denied("an alarm"));
    for (const [assessment, check, seen] of [
      [said("pass", fn, live), { observes }, model({ "Errors function": denied("it") })],
      [said("unknown", fn), { observes }, hidden],
      [said("fail", fn), { observes: [] }, hidden],
      [said("fail", fn), {}, hidden],
    ] as const)
      expect(asSeen(assessment, check, seen)).toBe(assessment);
  });

  test("that nothing watches a function is unknown where some alarm was not seen", () => {
    const hidden = model({}, denied("an alarm"));
    expect(asSeen(said("fail", fn), { observes }, hidden).finding.because).toEqual(denied("an alarm"));
    expect(asSeen(said("fail", null), { observes }, hidden).verdict).toBe("unknown");
    for (const assessment of [said("pass", fn), said("fail", errors)])
      expect(asSeen(assessment, { observes }, hidden)).toBe(assessment);
    expect(asSeen(said("fail", fn), { observes: ["function"] }, hidden).verdict).toBe("fail");
    expect(asSeen(said("fail", fn), { observes }, model({})).verdict).toBe("fail");
  });
});
