// Every input with which `npm run fuzz` ever failed, made small: none of them leads there again.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import type { FuzzCase } from "../scripts/fuzz/case.ts";
import { runCase } from "../scripts/fuzz/run-case.ts";

const folder = path.resolve(import.meta.dirname, "../fixtures/fuzz");

it.each(readdirSync(folder).filter((file) => file.endsWith(".json")))("%s", { timeout: 120_000 }, async (file) => {
  const input = JSON.parse(readFileSync(path.join(folder, file), "utf8")) as FuzzCase;
  const { problems, exitCodes } = await runCase(input, () => undefined);
  expect(problems).toEqual([]);
  expect(exitCodes).toHaveLength(input.commands.length);
});
