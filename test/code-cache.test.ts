// The launcher keeps compiled code between runs: beside what is installed, and never at the price of a run.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { folder } from "./folder.ts";

const root = path.resolve(import.meta.dirname, "..");

/** The package as it is installed in a folder of packages, or elsewhere. */
function installed(place = "node_modules/serverless-fitness") {
  const top = folder({});
  const home = path.join(top, place);
  mkdirSync(home, { recursive: true });
  for (const each of ["bin", "package.json", "src/checks", "dist/cli.cjs", "dist/aws-sdk.cjs"])
    cpSync(path.join(root, each), path.join(home, each), { recursive: true });
  const cache = path.join(home, "..", ".cache", "serverless-fitness");
  return {
    top,
    home,
    cache,
    kept: (): string[] => (existsSync(cache) ? readdirSync(cache).sort() : []),
    run: (args: readonly string[], env: NodeJS.ProcessEnv = {}): string =>
      execFileSync(process.execPath, [path.join(home, "bin/fitness.js"), ...args], {
        cwd: top,
        stdio: "pipe",
        encoding: "utf8",
        env: { ...process.env, ...env },
      }),
  };
}

test("the first run of a command keeps its code, and the next one takes it", () => {
  const { run, kept, cache } = installed();
  const first = run(["list"]);
  expect(kept()).toEqual([expect.stringMatching(/^list-\d+-[0-9a-f]{16}$/)]);
  const written = statSync(path.join(cache, kept()[0]!)).mtimeMs;
  expect(run(["list"])).toBe(first);
  expect(statSync(path.join(cache, kept()[0]!)).mtimeMs).toBe(written);
  run(["explain", "function-alias"]);
  expect(kept()).toEqual([expect.stringMatching(/^explain-/), expect.stringMatching(/^list-/)]);
});

test("what is no command has one file, whatever it is called", () => {
  const { run, kept } = installed();
  run(["--help"]);
  run(["-h"]);
  expect(kept()).toEqual([expect.stringMatching(/^other-/)]);
});

test.each([
  ["cut", (data: Buffer) => data.subarray(0, data.length / 2)],
  ["of something else", () => Buffer.from("no code")],
  ["empty", () => Buffer.alloc(0)],
])("kept code that is %s is compiled anew", (_, spoil) => {
  const { run, kept, cache } = installed();
  const first = run(["list"]);
  const file = path.join(cache, kept()[0]!);
  const whole = readFileSync(file);
  writeFileSync(file, spoil(whole));
  expect(run(["list"])).toBe(first);
  expect(kept()).toHaveLength(1);
  expect(statSync(path.join(cache, kept()[0]!)).size).toBeGreaterThan(whole.length / 2);
});

test("another bundle of the same size and time has code of its own, and that of the earlier one goes", () => {
  const { run, kept, home } = installed();
  const bundle = path.join(home, "dist/cli.cjs");
  run(["list"]);
  const before = kept();
  const { atime, mtime } = statSync(bundle);
  const other = (text: string): string => text.replace("every function has an alias", "every function has AN ALIAS");
  const [, ...lines] = readFileSync(bundle, "utf8").split("\n");
  writeFileSync(bundle, ["// 0123456789abcdef", ...lines.map(other)].join("\n"));
  utimesSync(bundle, atime, mtime);
  expect(run(["list"])).toContain("AN ALIAS");
  expect(kept()).toHaveLength(1);
  expect(kept()).not.toEqual(before);
});

test("nothing is kept where that is switched off, outside of packages, or where nothing can be written", () => {
  const off = installed();
  off.run(["list"], { NODE_DISABLE_COMPILE_CACHE: "1" });
  expect(off.kept()).toEqual([]);
  const apart = installed("tool");
  expect(apart.run(["list"])).toContain("function-alias");
  expect(readdirSync(apart.top)).toEqual(["tool"]);
  const blocked = installed();
  writeFileSync(path.join(blocked.top, "node_modules", ".cache"), "a file");
  expect(blocked.run(["list"])).toContain("function-alias");
});

test("a checkout that was not built says so", () => {
  const { run, home } = installed();
  rmSync(path.join(home, "dist"), { recursive: true });
  expect(() => run(["list"])).toThrow(/cli\.cjs: does not exist\. Build it/);
});

test("nothing in the bundle is loaded by import(), of which Node warns in code that was kept", () => {
  expect(readFileSync(path.join(root, "dist/cli.cjs"), "latin1")).not.toMatch(/\bimport\(/);
});
