// Runs that were truncated: inconclusive whatever the severity of what is missing, and the report says what was not looked at.
import { describe, expect, test } from "vitest";
import { type LooseAnswer, recordingOf } from "../../test/recordings.ts";
import { builtInChecks } from "../checks/index.ts";
import { loadConfig } from "../config/load.ts";
import { type Answer, type Ask, keyOf, type Unseen } from "../model/observed/ask.ts";
import type { Observations } from "../model/observed/observations.ts";
import human from "../reporters/human.ts";
import { systemOf } from "../sources/recorded-system.ts";
import { audit } from "./audit.ts";
import { unansweredIn } from "./unanswered.ts";

const properties = {
  ...{ AlarmDescription: "At least 5 errors in 5 minutes", Namespace: "AWS/Lambda", MetricName: "Errors", Statistic: "Sum" },
  ...{ Period: 300, EvaluationPeriods: 1, Threshold: 5, ComparisonOperator: "GreaterThanOrEqualToThreshold" },
};
const template = {
  Resources: {
    A: { Type: "AWS::CloudWatch::Alarm", Properties: { AlarmName: "a", ...properties } },
    B: { Type: "AWS::CloudWatch::Alarm", Properties: { AlarmName: "b", ...properties } },
  },
};
const alarm = (name: string): Ask => ({ kind: "alarm", stack: "shop", name });
const seen = (name: string): LooseAnswer => ({
  ask: alarm(name),
  seen: {
    ...{ kind: "metric", arn: `arn:aws:cloudwatch:eu-west-1:111111111111:alarm:${name}`, state: "OK", stateReason: null },
    ...{ stateUpdatedAt: null, evaluationState: null, actionsEnabled: true, alarmActions: [] },
    properties: { AlarmName: name, ...properties },
  },
});
const cutShort = {
  unseen: "no response within the time limit of 120 s",
  cause: "cut-short",
  remedy: "raise it with --timeout, in seconds",
} as const;
const denied = { unseen: "cloudwatch:DescribeAlarms is denied", action: "cloudwatch:DescribeAlarms" } as const;

/** Of a check whose severity gates nothing. */
async function reportOn(...answers: readonly LooseAnswer[]) {
  const checks = builtInChecks.filter(({ id }) => id === "alarm-text");
  const config = await loadConfig({ cwd: "/", file: null, checks, turnOn: [], commandLine: {} });
  const facts = await systemOf(recordingOf({ stacks: [{ template }], answers }), { kind: "stack" });
  const run = { now: new Date("2026-11-22T10:00:00Z"), tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
  return audit(facts, { ...config, ...run });
}

describe("a run", () => {
  test("that saw everything is fit", async () => {
    const report = await reportOn(seen("a"), seen("b"));
    expect(report).toMatchObject({ verdict: "fit", exitCode: 0 });
    expect(report.unanswered).toBe(undefined);
  });

  test("that was cut short is inconclusive, whatever the severity, and its headline says what is missing", async () => {
    const report = await reportOn(seen("a"), { ask: alarm("b"), ...cutShort });
    expect(report).toMatchObject({ verdict: "inconclusive", exitCode: 3 });
    const message = "1 of 2 alarms was not read: no response within the time limit of 120 s";
    expect(report.unanswered).toEqual([{ message, remedy: cutShort.remedy, missing: 1, asked: 2 }]);
    expect(report.assessments.find(({ verdict }) => verdict === "unknown")?.remedy).toBe(cutShort.remedy);
    const text = human(report, { width: 200, colour: 0, unicode: false, verbose: false } as never);
    const [headline = "", , why = ""] = text.split("\n");
    expect(headline).toMatch(/^ ?INCONCLUSIVE .*cut short/);
    expect(`${why} ${text}`.replace(/\s+/g, " ")).toContain(`${message}; ${cutShort.remedy}`);
  });

  test("that was denied something follows the severity of what needed it, and its remedy is the permission", async () => {
    const report = await reportOn(seen("a"), { ask: alarm("b"), ...denied });
    expect(report).toMatchObject({ verdict: "fit", exitCode: 0 });
    expect(report.assessments.find(({ verdict }) => verdict === "unknown")?.remedy).toMatch(
      /^allow the run to read it \(fitness permissions/,
    );
  });

  test("that saw nothing at all is inconclusive, and says 0 of how many", async () => {
    const report = await reportOn({ ask: alarm("a"), ...denied }, { ask: alarm("b"), ...denied });
    expect(report).toMatchObject({ verdict: "inconclusive", exitCode: 3 });
    expect(report.unanswered?.map(({ message }) => message)).toEqual([
      "0 of 2 requests about the live system were answered: cloudwatch:DescribeAlarms is denied",
    ]);
  });
});

describe("what was not answered", () => {
  const answered = (...all: readonly [Ask, Answer][]) =>
    unansweredIn({ observations: new Map(all.map(([ask, answer]) => [keyOf(ask), answer])) as unknown as Observations });
  const unseen = (more: Partial<Unseen> = {}): Answer => ({ state: "unseen", reason: "is slow", ...more }) as Answer;
  const there = { state: "absent" } as unknown as Answer;
  const limits: Ask = { kind: "account-settings", stack: "shop" };

  test("is reported by kind and cause, in the singular and the plural, and each kind of its own", () => {
    expect(
      answered(
        [alarm("a"), unseen({ cause: "cut-short" })],
        [alarm("b"), unseen({ cause: "no-answer", remedy: "wait" })],
        [alarm("c"), unseen({ cause: "no-answer" })],
        [alarm("d"), unseen()],
        [limits, unseen({ cause: "no-answer" })],
      ),
    ).toEqual([
      { message: "1 of 1 account's limits was not read: is slow", remedy: null, missing: 1, asked: 1 },
      { message: "1 of 4 alarms was not read: is slow", remedy: null, missing: 1, asked: 4 },
      { message: "2 of 4 alarms were not read: is slow", remedy: "wait", missing: 2, asked: 4 },
    ]);
  });

  test("is all of it where each question was refused, for whatever reason, and nothing where one was not", () => {
    const refused = unseen({ remedy: "allow it" });
    expect(answered([alarm("a"), refused], [limits, refused])).toEqual([
      { message: "0 of 2 requests about the live system were answered: is slow", remedy: "allow it", missing: 2, asked: 2 },
    ]);
    expect(answered([alarm("a"), unseen()], [limits, there])).toEqual([]);
    expect(answered([alarm("a"), unseen()])[0]?.remedy).toBe(null);
    expect(answered()).toEqual([]);
    expect(unansweredIn({})).toEqual([]);
  });
});
