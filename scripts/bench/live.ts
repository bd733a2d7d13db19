// Measures a live run of a large stack, behind a server that takes 50 ms for each answer: calls and time, beside the least there can be.
import { readFileSync } from "node:fs";
import path from "node:path";
import { builtInChecks } from "../../src/checks/index.ts";
import { observerFor } from "../../src/cli/observe.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { Json } from "../../src/model/json.ts";
import type { Ask } from "../../src/model/observed/ask.ts";
import { rateOf } from "../../src/sources/live/actions.ts";
import { openLive } from "../../src/sources/live/live.ts";
import { startFaultProxy } from "../../test/live/fault-proxy.ts";
import { answersOf, deployedAs } from "../../test/live/large.ts";
import { startStub } from "../../test/live/stub.ts";
import { writeTemplate } from "./inputs.ts";
import { leastCalls } from "./least-calls.ts";

export interface MeasuredRun {
  readonly resources: number;
  readonly calls: number;
  readonly leastCalls: number;
  readonly milliseconds: number;
  /** What the rates of the services allow. */
  readonly leastMilliseconds: number;
}

const ANSWER_MILLISECONDS = 50;

/** @param folder for what it has to write */
export async function measureLive(folder: string, resources: number): Promise<MeasuredRun> {
  const file = path.join(folder, "live.json");
  writeTemplate(file, resources);
  const template = JSON.parse(readFileSync(file, "utf8"));
  const stack = deployedAs("bench", template);
  const stub = await startStub([stack], byAction(template));
  const proxy = await startFaultProxy(stub.endpoint);
  proxy.inject("*", { kind: "delay", milliseconds: ANSWER_MILLISECONDS });
  const config = await loadConfig({ cwd: folder, file: null, checks: builtInChecks });
  const env = { AWS_ENDPOINT_URL: proxy.endpoint, AWS_ACCESS_KEY_ID: "bench", AWS_SECRET_ACCESS_KEY: "bench" };
  Object.assign(process.env, env);
  const start = performance.now();
  const live = await openLive({
    stacks: [stack.name],
    region: "eu-west-1",
    profile: null,
    timeoutSeconds: null,
    now: new Date(),
    env: process.env,
    interruption: new AbortController().signal,
    progress: () => {},
    announce: () => {},
  });
  try {
    const { recording } = await live.readStacks();
    const { answers } = await observerFor(config).observe(live, recording);
    const milliseconds = performance.now() - start;
    const asks = Object.keys(answers).map((key) => Object.fromEntries(JSON.parse(key)) as Ask);
    const least = leastCalls(asks, resources);
    const unseen = Object.values(answers).find(({ state }) => state === "unseen");
    if (unseen?.state === "unseen") throw new Error(`the stub did not answer: ${unseen.reason}`);
    return {
      resources,
      calls: sum([...proxy.seen.values()]),
      leastCalls: sum([...least.values()]),
      milliseconds,
      leastMilliseconds: leastTime(least),
    };
  } finally {
    live.close();
    await proxy.stop();
    await stub.stop();
  }
}

function byAction(template: Json): Parameters<typeof startStub>[1] {
  const prefixes: Readonly<Record<string, string>> = {
    DescribeAlarms: "cloudwatch",
    GetMetricData: "cloudwatch",
    GetResources: "tag",
  };
  const answers = answersOf((milliseconds) => milliseconds / 1000, template);
  return Object.fromEntries(
    Object.entries(answers).map(([command, answer]) => {
      const prefix = prefixes[command] ?? (/Deploy/.test(command) ? "codedeploy" : "lambda");
      return [`${prefix}:${command}`, ({ input }) => answer(input)];
    }),
  );
}

/** The slowest service decides: the others are asked meanwhile. */
function leastTime(calls: ReturnType<typeof leastCalls>): number {
  const groups = new Map<string, number>();
  for (const [action, count] of calls) {
    const { group, perSecond } = rateOf(action);
    groups.set(group, (groups.get(group) ?? 0) + (count / perSecond) * 1000);
  }
  return Math.max(...groups.values());
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
