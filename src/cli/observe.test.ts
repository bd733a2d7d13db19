import { describe, expect, it } from "vitest";
import * as z from "zod";
import { denied, stubbed } from "../../test/live/stubbed-clients.ts";
import { recordingOf } from "../../test/recordings.ts";
import { defineCheck } from "../checks/define-check.ts";
import type { Ask } from "../model/observed/ask.ts";
import { keyOf } from "../model/observed/ask.ts";
import { observerFor } from "./observe.ts";

const now = new Date("2026-11-22T10:00:00Z");
const recording = recordingOf({
  stacks: [{ template: { Resources: { Fn: { Type: "AWS::Lambda::Function", Properties: {} } } } }],
});

const aliases: Ask = { kind: "aliases", stack: "shop", functionName: "Fn" };

function metricOf(version: string): Ask {
  const dimensions = [["ExecutedVersion", version]] as const;
  const more = { namespace: "AWS/Lambda", metricName: "Errors", statistic: "Sum", periodSeconds: 60, windowSeconds: 3600 };
  return { kind: "metric", stack: "shop", dimensions, ...more };
}

/** Asks for the metrics of the versions that it finds. */
const following = defineCheck({
  id: "following",
  title: "versions are alike",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "continual",
  needs: "observation",
  observes: ["aliases", "metric"],
  subjects: "function",
  severity: "error",
  options: z.strictObject({}),
  *asks({ model }) {
    const found = model.observed({ kind: "aliases", stack: "shop", functionName: "Fn" });
    for (const { version } of found.state === "known" ? (found.value ?? []) : []) yield metricOf(version);
  },
  *assess() {},
});

const settings = {
  severity: "error",
  options: {},
  included: true,
  unknown: "gate",
  weight: 1,
  mandatory: false,
  missing: [],
} as const;
const policyOf = (check: typeof following) => ({
  checks: [check],
  settingsOf: () => settings,
  isEnabled: () => true,
  includeInfrastructure: false,
});

const Alias = { Name: "live", FunctionVersion: "7" };
const points = { MetricDataResults: [{ Id: "m0", StatusCode: "Complete", Timestamps: [], Values: [] }] };

describe("the questions", () => {
  it("go on with what the answers raise, until nothing is open, each asked once", async () => {
    const stub = stubbed({ ListAliases: () => ({ Aliases: [Alias] }), GetMetricData: () => points });
    const { observe, broken } = observerFor(policyOf(following));
    const { answers, ...rest } = await observe({ clients: stub.clients as never, now }, recording);
    expect(Object.keys(answers)).toEqual([keyOf(aliases), keyOf(metricOf("7"))]);
    expect(stub.made.map(({ action }) => action)).toEqual(["lambda:ListAliases", "cloudwatch:GetMetricData"]);
    expect({ ...rest, answers: {} }).toEqual(recording);
    expect(broken.size).toBe(0);
  });

  it("are not asked again where they were denied", async () => {
    const stub = stubbed({
      ListAliases: () => {
        throw denied("lambda:ListAliases");
      },
    });
    const { answers } = await observerFor(policyOf(following)).observe({ clients: stub.clients as never, now }, recording);
    expect(answers[keyOf(aliases)]).toMatchObject({ state: "unseen", action: "lambda:ListAliases" });
    expect(stub.made).toHaveLength(1);
  });

  it("end after five rounds, whatever a check still wants to know", async () => {
    const insatiable = {
      ...following,
      *asks({ model }: Parameters<NonNullable<typeof following.asks>>[0]) {
        const size = model.system.facts.observations?.size ?? 0;
        yield metricOf(String(size));
      },
    };
    const stub = stubbed({ ListAliases: () => ({ Aliases: [] }), GetMetricData: () => points });
    await observerFor(policyOf(insatiable)).observe({ clients: stub.clients as never, now }, recording);
    expect(stub.made.filter(({ action }) => action === "cloudwatch:GetMetricData")).toHaveLength(5);
  });

  it("of a check that throws are reported, and not asked", async () => {
    const throwing = {
      ...following,
      asks(): never {
        throw new Error("no idea");
      },
    };
    const stub = stubbed({ ListAliases: () => ({ Aliases: [] }) });
    const { observe, broken } = observerFor(policyOf(throwing));
    await observe({ clients: stub.clients as never, now }, recording);
    expect([...broken]).toEqual([["following", "no idea"]]);
  });
});
