import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { builtInChecks } from "../../src/checks/index.ts";
import { observerFor } from "../../src/cli/observe.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { Ask } from "../../src/model/observed/ask.ts";
import { folder } from "../../test/folder.ts";
import { answersOf } from "../../test/live/large.ts";
import { stubbed } from "../../test/live/stubbed-clients.ts";
import { recordingOf } from "../../test/recordings.ts";
import { writeTemplate } from "./inputs.ts";
import { leastCalls } from "./least-calls.ts";

it("takes as many calls for a stack of 500 resources as its questions have pages, with every check enabled", async () => {
  const cwd = folder({
    "fitness.config.json": { extends: ["all"], checks: { "required-tags": { options: { tags: { owner: true } } } } },
  });
  const file = path.join(cwd, "500.json");
  writeTemplate(file, 500);
  const config = await loadConfig({ cwd, checks: builtInChecks });
  const template = JSON.parse(readFileSync(file, "utf8"));
  const stub = stubbed(answersOf((milliseconds) => new Date(milliseconds), template));
  const recording = recordingOf({ stacks: [{ template: readFileSync(file, "utf8") }] });
  const live = { clients: stub.clients as never, now: new Date("2026-11-22T10:00:00Z") };

  const { answers } = await observerFor(config).observe(live, recording);

  const asks = Object.keys(answers).map((key) => Object.fromEntries(JSON.parse(key)) as Ask);
  expect(recording.stacks[0]?.resources).toHaveLength(500);
  expect(Object.values(answers).filter(({ state }) => state === "unseen")).toEqual([]);
  const made = new Map<string, number>();
  for (const { action } of stub.made) made.set(action, (made.get(action) ?? 0) + 1);
  const least = [...leastCalls(asks, 500)].filter(([action]) => !/^(?:sts|cloudformation):/.test(action));
  expect(Object.fromEntries(made)).toEqual(Object.fromEntries(least));
  // 62 functions with an alias, a group and an alarm each.
  expect(made.get("lambda:ListAliases")).toBe(62);
  expect(made.get("cloudwatch:DescribeAlarms")).toBe(1);
});
