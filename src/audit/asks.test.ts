import { describe, expect, it } from "vitest";
import * as z from "zod";
import { factsOf, stack } from "../../test/facts.ts";
import { type Check, defineCheck } from "../checks/define-check.ts";
import type { Ask } from "../model/observed/ask.ts";
import {
  type AsksPolicy,
  asksOf,
  evidenceAsksOf,
  observedKinds,
  optionsOf,
  optionsToReadWith,
  refuseUndeclared,
} from "./asks.ts";
import { audit } from "./audit.ts";
import type { CheckSettings } from "./policy.ts";

const settings: CheckSettings = {
  severity: "error",
  options: {},
  included: true,
  unknown: "gate",
  weight: 3,
  mandatory: false,
  missing: [],
};

function check(more: Partial<Check>): Check {
  return defineCheck({
    id: "queue-depth",
    title: "queues are empty",
    characteristic: "reliability",
    scope: "holistic",
    cadence: "continual",
    needs: "observation",
    subjects: "queue",
    severity: "error",
    options: z.strictObject({}),
    *assess() {},
    ...more,
  });
}

function policy(checks: readonly Check[], more: Partial<AsksPolicy> = {}): AsksPolicy {
  return { checks, settingsOf: () => settings, isEnabled: () => true, includeInfrastructure: false, ...more };
}

const facts = {
  ...factsOf(stack("Shop", { Resources: { Fn: { Type: "AWS::Lambda::Function" }, Queue: { Type: "AWS::SQS::Queue" } } })),
  kind: "stack" as const,
};
const [{ name: stackName } = { name: "" }] = facts.stacks;

function depth(metricName: string): Ask {
  const more = { namespace: "AWS/SQS", dimensions: [], statistic: "Maximum", periodSeconds: 60, windowSeconds: 3600 } as const;
  return { kind: "metric", stack: stackName, metricName, ...more };
}

describe("what the checks ask", () => {
  it("is each thing once, of enabled checks only", () => {
    const asking = (id: string, ...names: string[]) =>
      check({ id, observes: ["metric", "account-settings"], asks: () => names.map(depth) });
    const checks = [asking("one", "A", "B"), asking("two", "B"), asking("off", "C")];
    const { asks } = asksOf(facts, policy(checks, { isEnabled: ({ id }) => id !== "off" }));
    expect(asks).toEqual([{ kind: "account-settings", stack: stackName }, depth("A"), depth("B")]);
  });

  it("is nothing for a check that lacks the options it requires", () => {
    const wanting = check({ observes: ["account-settings"], asks: () => [] });
    const without = policy([wanting], { settingsOf: () => ({ ...settings, missing: ["tags"] }) });
    expect(asksOf(facts, without).asks).toEqual([]);
    expect(observedKinds(without)).toEqual([]);
    expect(observedKinds(policy([wanting]))).toEqual(["account-settings"]);
  });

  it("is asked with every set of options that holds for some subject", () => {
    const slow: CheckSettings = { ...settings, options: { name: "Slow" } };
    const asking = check({
      observes: ["metric"],
      asks: ({ options }) => [depth((options as { name?: string }).name ?? "Plain")],
    });
    const byGlob = policy([asking], { settingsOf: (_check, matches) => (matches(`${stackName}/Queue`) ? slow : settings) });
    expect(asksOf(facts, byGlob).asks).toEqual([depth("Plain"), depth("Slow")]);
  });

  it("is not asked with options of excluded subjects", () => {
    const left: CheckSettings = { ...settings, options: { name: "Left" }, included: false };
    const asking = check({
      observes: ["metric"],
      asks: ({ options }) => [depth((options as { name?: string }).name ?? "Plain")],
    });
    const byGlob = policy([asking], { settingsOf: (_check, matches) => (matches(`${stackName}/Queue`) ? left : settings) });
    expect(asksOf(facts, byGlob).asks).toEqual([depth("Plain")]);
  });
});

describe("a check whose questions cannot be had", () => {
  const throwing = check({
    id: "throwing",
    observes: ["metric"],
    *asks() {
      yield depth("Half");
      throw new Error("no such queue");
    },
  });
  const stray = check({ id: "stray", observes: ["alarm"], asks: () => [depth("Stray")] });
  const fine = check({ id: "fine", observes: ["metric"], asks: () => [depth("Fine")] });

  it("is broken, and the others ask", () => {
    const { asks, broken } = asksOf(facts, policy([throwing, stray, fine]));
    expect(asks).toEqual([depth("Fine")]);
    expect([...broken]).toEqual([
      ["throwing", "no such queue"],
      ["stray", "it asks for metric, which its `observes` does not declare"],
    ]);
  });

  it("ends in an error, and the rest is reported", () => {
    const { broken } = asksOf(facts, policy([throwing, fine]));
    const report = audit(facts, {
      ...policy([throwing, fine]),
      select: [],
      failOn: "error",
      scoreMinimum: null,
      waivers: [],
      strictWaivers: false,
      now: new Date("2026-11-22T10:00:00Z"),
      tool: { name: "serverless-fitness", version: "0.0.0" },
      elapsedMs: () => 0,
      broken,
    });
    expect(report.checks).toMatchObject([
      { id: "throwing", status: "error", error: "no such queue" },
      { id: "fine", status: "not-applicable", error: null },
    ]);
    expect(report.exitCode).toBe(3);
  });
});

describe("the results of other tools that checks judge", () => {
  const reading = (id: string, paths: (options: unknown) => string): Check =>
    check({ id, reads: (options) => ({ kind: "coverage", path: paths(options) }) });
  const named = (options: unknown): string => (options as { path?: string }).path ?? "plain.json";

  it("are each asked for once, by enabled checks that have their options", () => {
    const checks = [reading("one", named), reading("two", named), reading("off", () => "off.json"), check({ id: "none" })];
    expect(evidenceAsksOf(policy(checks, { isEnabled: ({ id }) => id !== "off" }))).toEqual([
      { kind: "coverage", path: "plain.json" },
    ]);
    expect(evidenceAsksOf(policy(checks, { settingsOf: () => ({ ...settings, missing: ["path"] }) }))).toEqual([]);
  });

  it("are asked for as it holds without overrides and with them, where no option is missing", () => {
    const own = { ...settings, options: { path: "own.json" } };
    const overridden = policy([reading("one", named)], { settingsOf: (_check, matches) => (matches("any") ? own : settings) });
    expect(evidenceAsksOf(overridden).map(({ path }) => path)).toEqual(["plain.json", "own.json"]);
    const wanting = { ...settings, missing: ["path"] };
    const [only] = [reading("one", named)];
    expect(optionsToReadWith(only!, { settingsOf: (_check, matches) => (matches("any") ? own : wanting) })).toEqual([
      own.options,
    ]);
    expect(optionsToReadWith(only!, { settingsOf: (_check, matches) => (matches("any") ? wanting : own) })).toEqual([
      own.options,
    ]);
    expect(optionsToReadWith(only!, { settingsOf: () => wanting })).toEqual([]);
    expect(
      evidenceAsksOf(policy([reading("one", named)], { settingsOf: (_check, matches) => (matches("any") ? own : wanting) })),
    ).toEqual([{ kind: "coverage", path: "own.json" }]);
  });
});

describe("the options that a check is asked with", () => {
  const plain = check({});
  const optionsWhere = (settingsOf: AsksPolicy["settingsOf"]) => optionsOf(plain, facts, { settingsOf });

  it("are those of stacks and resources, each once, without those of what is off, excluded or lacks an option", () => {
    const by = (more: Partial<CheckSettings>) =>
      optionsWhere((_check, matches) => (matches(`${stackName}/Fn`) ? { ...settings, options: "fn", ...more } : settings));
    expect(by({})).toEqual([settings.options, "fn"]);
    for (const more of [{ severity: "off" }, { included: false }, { missing: ["tags"] }] as const)
      expect(by(more)).toEqual([settings.options]);
    const ofStack = optionsWhere((_check, matches) =>
      matches(stackName) && !matches(`${stackName}/*`) ? { ...settings, options: "stack" } : settings,
    );
    expect(ofStack).toEqual(["stack", settings.options]);
  });
});

it("refuses what a check that declares nothing asks for", () => {
  expect(() => refuseUndeclared([depth("A")], {})).toThrow("which its `observes` does not declare");
  expect(() => refuseUndeclared([depth("A")], { observes: ["metric"] })).not.toThrow();
});
