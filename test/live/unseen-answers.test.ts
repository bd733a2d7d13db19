// A system that is fit, on the wire: each action denied in turn, each list cut, each member of each answer dropped. Nobody may call it fit for what was not seen.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { audit } from "../../src/audit/audit.ts";
import type { Report } from "../../src/audit/report.ts";
import { builtInChecks } from "../../src/checks/index.ts";
import { observerFor } from "../../src/cli/observe.ts";
import { loadConfig, type ResolvedConfig } from "../../src/config/load.ts";
import type { AskKind } from "../../src/model/observed/ask.ts";
import { openLive } from "../../src/sources/live/live.ts";
import { systemOf } from "../../src/sources/recorded-system.ts";
import type { Recording } from "../../src/sources/recording.ts";
import { deployedFrom } from "../deployed.ts";
import { ACCOUNT } from "../recordings.ts";
import { startDeployed } from "./deployed-stub.ts";
import { account, type Change, type Stub } from "./stub.ts";
import { WireError } from "./wire.ts";

const fixtures = path.join(import.meta.dirname, "..", "..", "fixtures");
const KINDS: readonly AskKind[] = [
  ...(["function", "aliases", "versions", "event-invoke-config", "account-settings", "deployment-group"] as const),
  ...(["deployments", "deployment-configuration", "alarm"] as const),
];
/** Runs at a time, each with keys of its own, by which the server tells them apart. */
const AT_ONCE = 8;

let recording: Recording;
let config: ResolvedConfig;
let stub: Stub;
let home: string;
let undisturbed: readonly string[] = [];
const changes = new Map<string, Change>();
/** Action → its answers in an undisturbed run. */
const answers = new Map<string, object[]>();

beforeAll(async () => {
  const deployed = await deployedFrom(fixtures, ["ev-charging/cdk.out-fit"], KINDS);
  recording = JSON.parse(JSON.stringify(deployed).replaceAll(ACCOUNT, account)) as Recording;
  config = await loadConfig({ cwd: fixtures, file: null, checks: builtInChecks, commandLine: {} });
  stub = await startDeployed(recording, (asked, answer) => changes.get(asked.accessKey)?.(asked, answer) ?? answer);
  const profiles = Array.from(
    { length: AT_ONCE },
    (_, index) => `[profile k${index}]\naws_access_key_id = k${index}\naws_secret_access_key = s\n`,
  );
  home = mkdtempSync(path.join(tmpdir(), "fitness-unseen-"));
  writeFileSync(path.join(home, "config"), profiles.join(""));
  writeFileSync(path.join(home, "credentials"), "");
  vi.stubEnv("AWS_CONFIG_FILE", `${home}/config`);
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", `${home}/credentials`);
  vi.stubEnv("AWS_ENDPOINT_URL", stub.endpoint);
  vi.stubEnv("AWS_PROFILE", "");
}, 60_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await stub?.stop();
  rmSync(home, { recursive: true });
});

type Outcome = Report | { readonly refused: string };

/** What a run of all recommended checks says, of answers that are changed on their way. */
async function audited(profile: string, change: Change): Promise<Outcome> {
  changes.set(profile, change);
  const stacks = recording.stacks.map(({ name }) => name);
  const now = new Date("2026-11-22T10:00:00Z");
  const nobody = () => {};
  const request = { stacks, region: "eu-west-1", profile, timeoutSeconds: 60, now, env: process.env };
  const interruption = new AbortController().signal;
  try {
    const live = await openLive({ ...request, interruption, progress: nobody, announce: nobody });
    try {
      const reading = await live.readStacks();
      const facts = await systemOf(await observerFor(config).observe(live, reading.recording), { kind: "stack" });
      const run = { now, tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
      return audit({ ...facts, unread: [...reading.unread, ...facts.unread] }, { ...config, ...run });
    } finally {
      live.close();
    }
  } catch (error) {
    return { refused: (error as Error).message };
  }
}

interface Case {
  readonly name: string;
  readonly change: Change;
}

/** What passes, and in which words. */
function passesOf({ assessments }: Report): readonly string[] {
  const passed = assessments.filter(({ verdict }) => verdict === "pass");
  return passed.map(({ check, subject, message }) =>
    [check, subject.stack, subject.logicalId, subject.detail, message].join(" | "),
  );
}

/** Those after which the report still says of all that it said before that it is fit, as if nothing were missing. */
async function stillFit(cases: readonly Case[]): Promise<readonly string[]> {
  const left = [...cases];
  const fit: string[] = [];
  const work = async (profile: string): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const outcome = await audited(profile, next.change);
      if (!("refused" in outcome) && outcome.exitCode === 0 && isAsBefore(passesOf(outcome))) fit.push(next.name);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => work(`k${index}`)));
  return fit.sort();
}

function isAsBefore(passes: readonly string[]): boolean {
  const now = new Set(passes);
  return undisturbed.every((pass) => now.has(pass));
}

type Json = { readonly [key: string]: unknown };

/** `deploymentsInfo.*.status`, whatever stands there. */
function membersOf(node: unknown, at = ""): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((item) => membersOf(item, `${at}.*`));
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node as Json).flatMap(([key, value]) =>
    value === undefined ? [] : [`${at}.${key}`, ...membersOf(value, `${at}.${key}`)],
  );
}

function isListAt(node: unknown, keys: readonly string[]): boolean {
  const [key, ...rest] = keys;
  if (key === undefined) return Array.isArray(node) && node.length > 0;
  if (key === "*") return Array.isArray(node) && node.some((item) => isListAt(item, rest));
  return typeof node === "object" && node !== null && isListAt((node as Json)[key], rest);
}

/** @param change undefined drops it */
function changedAt(node: unknown, keys: readonly string[], change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return change(node);
  if (key === "*") return Array.isArray(node) ? node.map((item) => changedAt(item, rest, change)) : node;
  if (typeof node !== "object" || node === null || !(key in node)) return node;
  const value = changedAt((node as Json)[key], rest, change);
  const { [key]: _, ...others } = node as Json;
  return value === undefined ? others : { ...others, [key]: value };
}

function casesOn(
  change: (value: unknown) => unknown,
  fits: (answer: object, keys: readonly string[]) => boolean,
): readonly Case[] {
  return [...answers].flatMap(([action, given]) => {
    const members = [...new Set(given.flatMap((answer) => membersOf(answer)))];
    return members.flatMap((member): readonly Case[] => {
      const keys = member.slice(1).split(".");
      if (!given.some((answer) => fits(answer, keys))) return [];
      return [
        {
          name: `${action} ${member.slice(1)}`,
          change: (asked, answer) => (asked.action === action ? (changedAt(answer, keys, change) as object) : answer),
        },
      ];
    });
  });
}

test("undisturbed it is fit", async () => {
  const outcome = await audited("k0", ({ action }, answer) => {
    answers.set(action, [...(answers.get(action) ?? []), answer]);
    return answer;
  });
  expect(outcome).toMatchObject({ verdict: "fit", exitCode: 0, unread: [] });
  expect(
    (outcome as Report).assessments.filter(({ verdict }) => verdict !== "pass").map((each) => [each.check, each.message]),
  ).toEqual([]);
  expect(answers.size).toBeGreaterThan(12);
  undisturbed = passesOf(outcome as Report);
  expect(undisturbed.length).toBeGreaterThan(50);
}, 60_000);

/** What no claim on this system rests on, and why. */
const UNREAD: Readonly<Record<string, readonly string[]>> = {
  "nobody reads it": [
    "cloudformation:DescribeStacks Stacks.*.CreationTime",
    "cloudformation:ListStackResources StackResourceSummaries.*.LastUpdatedTimestamp",
    "codedeploy:BatchGetDeploymentGroups deploymentGroupsInfo.*.applicationName",
    "codedeploy:BatchGetDeploymentGroups deploymentGroupsInfo.*.lastAttemptedDeployment.status",
    "sts:GetCallerIdentity UserId",
  ],
  "it is only shown": [
    "codedeploy:BatchGetDeployments deploymentsInfo.*.completeTime",
    "sts:GetCallerIdentity Account",
    "sts:GetCallerIdentity Arn",
  ],
  "the stack's id has it": ["cloudformation:DescribeStacks Stacks.*.StackName"],
  "nothing of this system depends on a parameter, a tag or an output": [
    "cloudformation:DescribeStacks Stacks.*.Outputs",
    "cloudformation:DescribeStacks Stacks.*.Parameters",
    "cloudformation:DescribeStacks Stacks.*.Parameters.*.ParameterKey",
    "cloudformation:DescribeStacks Stacks.*.Parameters.*.ParameterValue",
    "cloudformation:DescribeStacks Stacks.*.Tags",
    "cloudformation:DescribeStacks Stacks.*.Tags.*.Key",
    "cloudformation:DescribeStacks Stacks.*.Tags.*.Value",
  ],
  "this system has none": [
    "cloudformation:DescribeStacks Stacks.*.RollbackConfiguration",
    "cloudwatch:DescribeAlarms CompositeAlarms",
    "cloudwatch:DescribeAlarms LogAlarms",
  ],
  "the list of deployments is held against it where it is there": [
    "codedeploy:BatchGetDeploymentGroups deploymentGroupsInfo.*.lastAttemptedDeployment",
    "codedeploy:BatchGetDeploymentGroups deploymentGroupsInfo.*.lastAttemptedDeployment.deploymentId",
  ],
  "what is not set is the default, and so is this": [
    "codedeploy:BatchGetDeploymentGroups deploymentGroupsInfo.*.alarmConfiguration.ignorePollAlarmFailure",
    "lambda:GetFunctionConfiguration EphemeralStorage",
    "lambda:GetFunctionConfiguration EphemeralStorage.Size",
    "lambda:GetFunctionConfiguration LoggingConfig.LogFormat",
    "lambda:GetFunctionConfiguration PackageType",
    "lambda:GetFunctionConfiguration SnapStart",
    "lambda:GetFunctionConfiguration SnapStart.ApplyOn",
    "lambda:GetFunctionEventInvokeConfig MaximumRetryAttempts",
  ],
};

test("with each action denied in turn it is not", async () => {
  const cases = [...answers.keys()].map(
    (action): Case => ({
      name: action,
      change: (asked, answer) => {
        if (asked.action === action) throw new WireError(403, "AccessDenied", `not authorized to perform: ${action}`);
        return answer;
      },
    }),
  );
  expect(cases.length).toBe(14);
  // Who asks decides nothing.
  expect(await stillFit(cases)).toEqual(["sts:GetCallerIdentity"]);
}, 300_000);

test("with each list cut it is not", async () => {
  const cases = [
    ...casesOn((list) => (list as unknown[]).slice(0, -1), isListAt).map((each) => ({ ...each, name: `${each.name}, the last` })),
    ...casesOn(() => [], isListAt).map((each) => ({ ...each, name: `${each.name}, all` })),
  ];
  expect(cases.length).toBe(36);
  const unread = ["Parameters", "Tags"].flatMap((name) =>
    ["all", "the last"].map((cut) => `cloudformation:DescribeStacks Stacks.*.${name}, ${cut}`),
  );
  expect(await stillFit(cases)).toEqual(unread.sort());
}, 600_000);

test("with each member dropped it is not", async () => {
  const cases = casesOn(
    () => undefined,
    () => true,
  );
  expect(cases.length).toBe(113);
  expect(await stillFit(cases)).toEqual(Object.values(UNREAD).flat().sort());
}, 600_000);
