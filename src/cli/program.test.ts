// The help tells the truth about what there is.
import { expect, test } from "vitest";
import { reporters } from "../reporters/index.ts";
import type { Io, OutputStream } from "./io.ts";
import { main } from "./main.ts";

async function run(...args: string[]) {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written): OutputStream => ({
    write(text) {
      written[name] += text;
    },
  });
  const io: Io = {
    cwd: import.meta.dirname,
    env: {},
    platform: "linux",
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    readStandardInput: async () => Buffer.alloc(0),
  };
  return { exitCode: await main(args, io), ...written };
}

test("check --help names every reporter", async () => {
  const { exitCode, stdout, stderr } = await run("check", "--help");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const told = stdout.replace(/\s+/g, " ");
  for (const name of Object.keys(reporters)) expect(told).toMatch(new RegExp(`--reporter.*\\b${name}\\b`));
});

test("every command has a help of its own", async () => {
  const { stdout } = await run("--help");
  for (const command of ["check", "simulate", "list", "explain", "graph", "init", "schema"]) {
    expect(stdout).toContain(`\n  ${command} `);
    expect((await run(command, "--help")).stdout).toContain(`Usage: fitness ${command}`);
  }
});
