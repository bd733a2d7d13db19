// The stack of an internal error of the built command line, whose own names and lines say nothing.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { sourceStack } from "../src/cli/source-stack.ts";
import { folder } from "./folder.ts";

test("an internal error of the built command line names places in the sources", () => {
  const broken = 'Date.prototype.toISOString = () => { throw new TypeError("no time"); };';
  const top = folder({ "broken.cjs": broken, "template.json": '{"Resources": {}}' });
  const { status, stderr } = spawnSync(
    process.execPath,
    ["-r", path.join(top, "broken.cjs"), path.resolve("bin/fitness.js"), "check", "--template", "template.json"],
    { cwd: top, encoding: "utf8" },
  );
  expect(stderr).toContain("fitness: internal error: no time. This is a bug in fitness");
  expect(stderr).toMatch(/\n {4}at .*broken\.cjs:1:\d+\)?\n/);
  expect(stderr).toMatch(/\n {4}at src\/[\w/-]+\.ts:\d+:\d+\n/);
  expect(stderr).not.toContain("cli.cjs");
  expect(status).toBe(2);
});

test("frames of files without a source map stay as they are", () => {
  const stack = "TypeError: no time\n    at judge (/app/other.cjs:1:20)\n    at node:internal/main:1:2";
  expect(sourceStack(stack)).toBe(stack);
});
