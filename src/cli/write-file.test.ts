import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { folder } from "../../test/folder.ts";
import type { UsageError } from "../errors.ts";
import { writeAtomically } from "./write-file.ts";

const source = path.join(import.meta.dirname, "write-file.ts");
const loading = `import { createJiti } from ${JSON.stringify(import.meta.resolve("jiti"))};
  const { writeAtomically } = await createJiti(${JSON.stringify(import.meta.url)}).import(${JSON.stringify(source)});`;

function refusal(file: string, cwd: string): string {
  try {
    writeAtomically(file, "new", cwd);
  } catch (error) {
    return (error as UsageError).message;
  }
  return "written";
}

/** Another process that calls writeAtomically; as text, since what it is tried against would block or end this one. */
function writer(statement: string, prefix: readonly string[] = []) {
  const script = `${loading}\n${statement}`;
  const [command = process.execPath, ...args] = [...prefix, process.execPath, "--input-type=module", "-e", script];
  return spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
}

describe("a regular file", () => {
  test("is made, with the folders above it, and nothing is left beside it", () => {
    const cwd = folder({});
    writeAtomically("a/b/report.json", "new", cwd);
    expect(readFileSync(path.join(cwd, "a/b/report.json"), "utf8")).toBe("new");
    expect(readdirSync(path.join(cwd, "a/b"))).toEqual(["report.json"]);
  });

  test("keeps its mode, however long its name is", () => {
    const name = "x".repeat(255);
    const cwd = folder({ [name]: "old" });
    chmodSync(path.join(cwd, name), 0o640);
    writeAtomically(name, "new", cwd);
    expect(readFileSync(path.join(cwd, name), "utf8")).toBe("new");
    expect(statSync(path.join(cwd, name)).mode & 0o777).toBe(0o640);
  });

  test("that links lead to is written where it is, and the links stay", () => {
    const cwd = folder({ "kept/report.json": "old" });
    symlinkSync("kept/report.json", path.join(cwd, "link"));
    symlinkSync("link", path.join(cwd, "second"));
    symlinkSync("kept/later.json", path.join(cwd, "dangling"));
    writeAtomically("second", "new", cwd);
    writeAtomically("dangling", "later", cwd);
    expect(readFileSync(path.join(cwd, "kept/report.json"), "utf8")).toBe("new");
    expect(readFileSync(path.join(cwd, "kept/later.json"), "utf8")).toBe("later");
    expect(["link", "second", "dangling"].map((link) => readlinkSync(path.join(cwd, link)))).toEqual([
      "kept/report.json",
      "link",
      "kept/later.json",
    ]);
  });

  test("is the old one or the new one after kill -9", { timeout: 60_000 }, async () => {
    const cwd = folder({});
    const texts = ["a", "b"].map((letter) => letter.repeat(20_000_000));
    const loop = `for (let i = 0; ; i++) writeAtomically("report", (i % 2 ? "a" : "b").repeat(20_000_000), ${JSON.stringify(cwd)});`;
    for (let round = 0; round < 3; round++) {
      const child = writer(loop);
      await expect.poll(() => existsSync(path.join(cwd, "report")), { timeout: 20_000 }).toBe(true);
      await sleep(20 + 37 * round);
      child.kill("SIGKILL");
      await new Promise((resolve) => child.once("exit", resolve));
      expect(texts.includes(readFileSync(path.join(cwd, "report"), "utf8"))).toBe(true);
    }
  });

  test("stays as it was where the new one has no room", async () => {
    const cwd = folder({ report: "old" });
    // A limit on the size of files, in kilobytes, simulates a full disk.
    const prefix = ["bash", "-c", 'trap "" XFSZ; ulimit -f 64; exec "$@"', "bash"];
    const child = writer(`writeAtomically("report", "x".repeat(1_000_000), ${JSON.stringify(cwd)});`, prefix);
    let stderr = "";
    child.stderr?.on("data", (data) => (stderr += data));
    await new Promise((resolve) => child.once("close", resolve));
    expect(stderr).toContain("the report cannot be written: it would exceed the maximum file size");
    expect(readdirSync(cwd)).toEqual(["report"]);
    expect(readFileSync(path.join(cwd, "report"), "utf8")).toBe("old");
  });
});

describe("what is no regular file", () => {
  test.runIf(existsSync("/dev/full"))("is written to, and stays what it is", () => {
    const cwd = folder({});
    symlinkSync("/dev/full", path.join(cwd, "full"));
    symlinkSync("/dev/null", path.join(cwd, "null"));
    expect(refusal("full", cwd)).toBe("the report cannot be written: the disk is full");
    expect(refusal("null", cwd)).toBe("written");
    expect(lstatSync(path.join(cwd, "full")).isSymbolicLink()).toBe(true);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  test("a pipe is filled as fast as it is read, to the end", async () => {
    const cwd = folder({});
    const pipe = path.join(cwd, "pipe");
    execFileSync("mkfifo", [pipe]);
    const reader = spawn("bash", ["-c", `exec 3<"${pipe}"; sleep 0.3; wc -c <&3`]);
    let counted = "";
    reader.stdout.on("data", (data) => (counted += data));
    const child = writer(`
      const until = Date.now() + 10_000;
      for (;;) try { writeAtomically("pipe", "x".repeat(3_000_000), ${JSON.stringify(cwd)}); break; } catch (error) { if (Date.now() > until) throw error; }`);
    await Promise.all([child, reader].map((each) => new Promise((resolve) => each.once("close", resolve))));
    expect(Number(counted)).toBe(3_000_000);
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  test("a pipe that nothing reads is refused at once", () => {
    const cwd = folder({});
    execFileSync("mkfifo", [path.join(cwd, "pipe")]);
    expect(refusal("pipe", cwd)).toBe("the report cannot be written: it has no reader");
  });
});

test.each<readonly [string, string]>([
  ["folder", "it is a directory"],
  ["file/report", "a part of its path is not a directory"],
  ["/proc/fitness/report", "its folder does not exist and cannot be created"],
  ["circle", "its symbolic links form a loop"],
  [`${"x".repeat(256)}`, "its name is too long"],
  ["a\0b", "its name is not a valid file name"],
])("%j is refused: %s", (file, reason) => {
  const cwd = folder({ file: "text" });
  mkdirSync(path.join(cwd, "folder"));
  symlinkSync("circle", path.join(cwd, "circle"));
  expect(refusal(file, cwd)).toBe(`the report cannot be written: ${reason}`);
  expect(readdirSync(cwd).sort()).toEqual(["circle", "file", "folder"]);
});

test("what this process has open is written on", () => {
  const cwd = folder({ log: "before\n" });
  execFileSync("bash", [
    "-c",
    `exec >>"$1"; exec "$2" --input-type=module -e "$3"`,
    "bash",
    path.join(cwd, "log"),
    process.execPath,
    `${loading} writeAtomically("/dev/stdout", "after\\n", ".");`,
  ]);
  expect(readFileSync(path.join(cwd, "log"), "utf8")).toBe("before\nafter\n");
});
