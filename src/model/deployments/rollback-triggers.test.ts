// What CloudFormation's rollback triggers mean for the alarms they name and for what a stack deploys.
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { type LooseRecording, recordingOf } from "../../../test/recordings.ts";
import { audit } from "../../audit/audit.ts";
import { builtInChecks } from "../../checks/index.ts";
import { simulateSystem } from "../../cli/simulation.ts";
import { loadConfig } from "../../config/load.ts";
import { SIMULATION_DEFAULTS } from "../../simulation/simulate.ts";
import { systemOf } from "../../sources/recorded-system.ts";
import { parseSnapshot } from "../../sources/snapshot/parse.ts";
import { snapshotText } from "../../sources/snapshot/snapshot.ts";
import { defaultLimits } from "../../sources/source.ts";
import { link } from "../link.ts";
import { questionsOf } from "../observed/questions.ts";

const fixtures = path.resolve(import.meta.dirname, "../../../fixtures/checks/rollback-alarm");
const written = (name: string): LooseRecording => JSON.parse(readFileSync(path.join(fixtures, name), "utf8"));
const systemIn = (name: string) => systemOf(recordingOf(written(name)), { kind: "snapshot" });

async function said(check: string, name: string): Promise<readonly string[]> {
  const facts = await systemIn(name);
  const checks = builtInChecks.filter(({ id }) => id === check);
  const config = await loadConfig({ cwd: fixtures, file: null, checks, turnOn: [check], commandLine: {} });
  const run = { now: new Date("2026-11-22T10:00:00Z"), tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
  return audit(facts, { ...config, ...run }).assessments.map(({ verdict, message }) => `${verdict}: ${message}`);
}

test("an alarm that a stack's operations are rolled back on has a use", async () => {
  expect(await said("alarm-action", "triggers-alone.fail.live.json")).toEqual(["pass: rolls back the operations on stack shop"]);
});

test("alarms of other stacks are asked about", async () => {
  const model = link(await systemIn("triggers-elsewhere.unknown.live.json"), { includeInfrastructure: false });
  const names = (name: string) => questionsOf("alarm", model).some((ask) => ask.kind === "alarm" && ask.name === name);
  expect([names("errors"), names("platform")]).toEqual([true, false]);
  const denied = link(await systemIn("triggers-denied.unknown.live.json"), { includeInfrastructure: false });
  expect(denied.stackRollbacks[0]?.triggers[0]?.alarm.state).toBe("unresolved");
});

test("a simulation says that it does not play them", async () => {
  const model = link(await systemIn("triggers.pass.live.json"), { includeInfrastructure: false });
  const { simulation } = simulateSystem(model, { ...SIMULATION_DEFAULTS, requestsPerMinute: 60 }, []);
  expect(simulation.deployments[0]?.assumptions).toContain(
    "CloudFormation's own rollback is not simulated: an operation on the stack is rolled back when rollback trigger Errors enters ALARM, watched until 10 minutes after the operation",
  );
  const blind = link(await systemIn("triggers-blind.fail.live.json"), { includeInfrastructure: false });
  const [deployment] = simulateSystem(blind, { ...SIMULATION_DEFAULTS, requestsPerMinute: 60 }, []).simulation.deployments;
  expect(deployment?.assumptions.join()).not.toMatch(/CloudFormation/);
});

test("what is nested in a stack is rolled back with it", async () => {
  const own = written("triggers-alone.fail.live.json");
  const [inner] = own.stacks;
  if (inner === undefined) throw new Error("no stack");
  const { rollback, ...below } = inner;
  const outer = {
    name: "outer",
    template: {
      Resources: { Inner: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "https://example.com/t" } } },
    },
    ...(rollback === undefined ? {} : { rollback }),
  };
  const stacks = [outer, { ...below, parent: { stack: "outer", logicalId: "Inner" } }];
  const facts = await systemOf(recordingOf({ ...own, stacks }), { kind: "snapshot" });
  const model = link(facts, { includeInfrastructure: false });
  const checks = builtInChecks.filter(({ id }) => id === "rollback-alarm");
  const config = await loadConfig({ cwd: fixtures, file: null, checks, turnOn: [], commandLine: {} });
  const run = { now: new Date("2026-11-22T10:00:00Z"), tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
  expect(model.stackRollbacks.map(({ stack }) => stack.name)).toEqual(["outer"]);
  expect(audit(facts, { ...config, ...run }).assessments.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^has no alarms of its own; an operation on the stack is rolled back/),
  );
});

test("a snapshot keeps them", async () => {
  const recording = recordingOf(written("triggers.pass.live.json"));
  const { text } = await snapshotText(recording, { accounts: true });
  const [stack] = parseSnapshot(Buffer.from(text), "a.json", defaultLimits).stacks;
  const arn = "arn:aws:cloudwatch:eu-west-1:000000000001:alarm:errors";
  expect(stack?.rollback).toEqual({ monitoringMinutes: 10, triggers: [{ arn, type: "AWS::CloudWatch::Alarm" }] });
});
