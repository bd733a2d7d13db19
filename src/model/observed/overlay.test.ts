// The live state over the templates: without drift nothing changes, with drift what is live is assessed and the difference is named.
import path from "node:path";
import { describe, expect, test } from "vitest";
import { deployedFrom, templateFacts } from "../../../test/deployed.ts";
import { audit } from "../../audit/audit.ts";
import { builtInChecks } from "../../checks/index.ts";
import { loadConfig } from "../../config/load.ts";
import { systemOf } from "../../sources/recorded-system.ts";
import type { Recording } from "../../sources/recording.ts";
import type { SystemFacts } from "../facts.ts";
import { link } from "../link.ts";
import type { Answer, AskKind } from "./ask.ts";
import { questionIn } from "./observations.ts";

const fixtures = path.join(import.meta.dirname, "..", "..", "..", "fixtures");
const KINDS: readonly AskKind[] = [
  "function",
  "aliases",
  "event-invoke-config",
  "deployment-group",
  "deployment-configuration",
  "alarm",
];
const live = (recording: Recording) => systemOf(recording, { kind: "stack" });

async function verdicts(facts: SystemFacts): Promise<string[]> {
  const checks = builtInChecks.filter(({ needs }) => needs === "configuration");
  const config = await loadConfig({ cwd: fixtures, file: null, checks, turnOn: checks.map(({ id }) => id), commandLine: {} });
  const run = { now: new Date("2026-11-22T10:00:00Z"), tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
  return audit(facts, { ...config, ...run }).assessments.map(
    ({ check, subject, verdict }) => `${check} ${subject.stack}/${subject.logicalId} (${subject.detail}): ${verdict}`,
  );
}

describe.each([
  ["ev-charging/cdk.out", ["ev-charging/cdk.out"]],
  ["ev-charging/cdk.out-fit", ["ev-charging/cdk.out-fit"]],
  ["orders", ["orders/template.yaml"]],
])("%s, deployed as it is written", (_name, paths) => {
  test("gets the verdicts of its template", async () => {
    const facts = await live(await deployedFrom(fixtures, paths, KINDS));
    expect(await verdicts(facts)).toEqual(await verdicts(await templateFacts(fixtures, paths)));
  }, 60_000);

  test("has not drifted, and its facts are those of its templates", async () => {
    const recording = await deployedFrom(fixtures, paths, KINDS);
    expect(Object.keys(recording.answers).length).toBeGreaterThan(5);
    const facts = await live(recording);
    const model = link(facts, {});
    expect(model.drift.map(({ resource, ...rest }) => ({ id: resource.id, ...rest }))).toEqual([]);
    const bare = await live({ ...recording, answers: {} });
    for (const stack of facts.stacks)
      for (const [id, resource] of stack.resources)
        expect(resource.body).toEqual(bare.stacks.find(({ name }) => name === stack.name)?.resources.get(id)?.body);
  }, 60_000);
});

describe("what was changed by hand", () => {
  const paths = ["ev-charging/cdk.out-fit"];
  const recording = deployedFrom(fixtures, paths, KINDS);

  /** The system after the answers of one kind were changed. */
  async function changed(kind: AskKind, change: (value: Record<string, unknown>) => unknown) {
    const { answers, ...rest } = await recording;
    const edited = Object.entries(answers).map(([key, answer]): [string, Answer] => {
      if (questionIn(key)?.kind !== kind || answer.state !== "seen" || answer.value === null) return [key, answer];
      return [key, { state: "seen", value: change(structuredClone(answer.value) as Record<string, unknown>) as never }];
    });
    return live({ ...rest, answers: Object.fromEntries(edited) });
  }

  const driftOf = (facts: SystemFacts) =>
    link(facts, {}).drift.map(({ resource, property, declared, live: seen }) => [
      resource.label.replace(/^AWS.*/, ""),
      property,
      declared,
      seen,
    ]);
  const failing = async (facts: SystemFacts, id: string) => (await verdicts(facts)).filter((line) => line.startsWith(`${id} `));

  test("an alarm's threshold is assessed and named", async () => {
    const facts = await changed("alarm", (alarm) => {
      const properties = alarm["properties"] as Record<string, unknown>;
      return properties["MetricName"] === "Latency" ? { ...alarm, properties: { ...properties, Threshold: 9000 } } : alarm;
    });
    const drift = driftOf(facts);
    expect(drift).toEqual([[expect.stringMatching(/Latency/), "Threshold", expect.stringMatching(/^\d+$/), "9000"]]);
    expect((await failing(facts, "api-latency-alarm")).join()).toMatch(/: fail$/);
  });
});
