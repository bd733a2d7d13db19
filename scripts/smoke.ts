// Tries the package as its users get it: packed, installed elsewhere, run on the fixtures; and from the checkout.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { corpus } from "./corpora.ts";

const root = process.cwd();
const fixtures = path.join(root, "fixtures", "ev-charging");
/** A SAM template whose alias, alarm and shift are right, and little else. */
const greeter = path.join(root, "fixtures", "greeter", "4-rollback-alarm.yaml");
const folder = mkdtempSync(path.join(tmpdir(), "fitness-smoke-"));
let failures = 0;

function expectExit(cwd: string, exitCode: number, ...args: readonly string[]): void {
  expectRun(cwd, exitCode, "npx", "fitness", ...args);
}

function expectRun(cwd: string, exitCode: number, command: string, ...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  const fine = status === exitCode;
  if (!fine) failures += 1;
  const shown = [command === "npx" ? "" : command, ...args].join(" ").trim();
  process.stdout.write(
    `${fine ? "ok  " : "FAIL"} ${shown}: exit ${status}, expected ${exitCode}\n${fine ? "" : `${stdout}${stderr}`}`,
  );
}

/** A plug-in runs against the package, and its author's editor knows the types. */
function tryPlugin(): void {
  const plugin = path.join(folder, "plugin");
  cpSync(path.join(root, "examples", "plugin-queue-concurrency"), plugin, { recursive: true });
  expectRun(plugin, 0, process.execPath, "--test");
  const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");
  const strict = ["--noEmit", "--checkJs", "--skipLibCheck", "--strict", "--noImplicitAny", "false", "--module", "nodenext"];
  expectRun(plugin, 0, process.execPath, tsc, ...strict, "index.js");
  writeFileSync(path.join(plugin, "fitness.config.json"), JSON.stringify({ plugins: ["./index.js"] }));
  expectExit(plugin, 1, "check", "--template", greeter, "--reporter", "csv");
}

try {
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], { encoding: "utf8" }),
  );
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true }));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", path.join(folder, packed.filename)], {
    cwd: folder,
    stdio: "ignore",
  });
  // The folders' own configs decide nothing here but the options of required-tags.
  const config = ["--config", path.join(root, "fitness.config.json")];
  for (const cwd of [root, folder]) {
    expectExit(cwd, 0, "--version");
    expectExit(cwd, 0, "list");
    expectExit(cwd, 0, "explain", "function-alias");
    expectExit(cwd, 0, "schema", "report");
    expectExit(cwd, 1, "check", "--template", path.join(fixtures, "cdk.out"), ...config);
    expectExit(cwd, 0, "check", "--template", path.join(fixtures, "cdk.out-fit"), ...config);
    expectExit(cwd, 1, "check", "--template", greeter, ...config);
    expectExit(cwd, 2, "check", "--template", "there-is-no-such-file.yaml");
    expectExit(cwd, 1, "simulate", "--template", path.join(fixtures, "cdk.out"));
    expectExit(cwd, 0, "simulate", "--template", path.join(fixtures, "cdk.out-fit"), "--format", "html");
  }
  tryPlugin();
  const templates = corpus("templates");
  if (templates === null) process.stdout.write("NOT TRIED, for want of the corpora: a public template\n");
  else expectExit(folder, 1, "check", "--template", path.join(templates, "safe-lambda-deployments", "template.yaml"));
} finally {
  rmSync(folder, { recursive: true });
}
if (failures > 0) process.exitCode = 1;
