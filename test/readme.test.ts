import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const withoutTime = (text: string): string => text.replace(/in \d+ ms/, "in N ms");

it("shows in the README what the tool really says of the example", () => {
  const [, command = "", shown] =
    /```text\n\$ npx fitness ([^\n]*)\n([\s\S]*?)\n```/.exec(readFileSync("README.md", "utf8")) ?? [];
  const run = spawnSync(process.execPath, ["bin/fitness.js", ...command.split(" ")], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  expect(withoutTime(run.stdout.trimEnd())).toBe(withoutTime(shown ?? ""));
  expect(run.status).toBe(1);
});
