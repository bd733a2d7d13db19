// The built command line in a process of its own: exit codes, streams, colours, pipes and signals.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const launcher = path.join(root, "bin", "fitness.js");
const fixtures = path.join(root, "fixtures");
const degraded = path.join(fixtures, "ev-charging", "cdk.out");
const fit = path.join(fixtures, "ev-charging", "cdk.out-fit");
const stage = (name: string): string => path.join(fixtures, "greeter", `${name}.yaml`);

interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs with an environment of which the tests know everything. */
function fitness(args: readonly string[], { cwd = root, env = {}, input }: Surroundings = {}) {
  const surroundings = { PATH: process.env["PATH"] ?? "", LANG: "C.UTF-8", ...env };
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], {
    cwd,
    env: surroundings,
    input,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "fitness-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("what the README shows is what the tool says", () => {
  const withoutTime = (text: string): string => text.replace(/in \d+ ms/, "in N ms");
  const readme = readFileSync(path.join(root, "README.md"), "utf8");
  const shown = [...readme.matchAll(/```text\n\$ npx fitness ((?:check|simulate) [^\n]*)\n([\s\S]*?)\n```/g)];
  expect(shown.length).toBe(4);
  for (const [, command = "", output = ""] of shown) {
    const { status, stdout } = fitness(command.split(" "));
    expect(withoutTime(stdout.trimEnd())).toBe(withoutTime(output));
    expect(status).toBe(output.startsWith(" FIT ") ? 0 : 1);
  }
});

describe("exit codes", () => {
  test("1, and every planted flaw is named", () => {
    const { status, stdout, stderr } = fitness(["check", "--template", degraded]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toMatch(/^ DEGRADED /);
    for (const check of ["progressive-traffic", "alarm-action", "required-tags"]) expect(stdout).toContain(check);
  });

  test("0 for the fit system", () => {
    const { status, stdout, stderr } = fitness(["check", "--template", fit]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^ FIT /);
  });

  test.each([
    ["1-bare", 1, ["function-alias"]],
    ["2-alias", 1, ["deployment-group"]],
    ["3-canary", 1, ["rollback-alarm"]],
    ["4-rollback-alarm", 0, []],
  ])("the greeter's stage %s fails one link further: %i", (name, exitCode, failing) => {
    const chain = ["function-alias", "deployment-group", "progressive-traffic", "rollback-alarm"];
    const { status, stdout } = fitness(["check", "--template", stage(name), "--reporter", "json", "--check", ...chain]);
    const report = JSON.parse(stdout) as { exitCode: number; assessments: { check: string; verdict: string }[] };
    const failed = report.assessments.filter(({ verdict }) => verdict === "fail").map(({ check }) => check);
    expect({ status, reported: report.exitCode, failed }).toEqual({ status: exitCode, reported: exitCode, failed: failing });
  });

  test("3 where nothing was assessed", () => {
    const { status, stderr } = fitness(["check", "--template", fit, "--select", "Nobody/**"]);
    expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringContaining("no subject matches --select") });
    const bare = fitness(["check", "--template", fit, "--check", "required-tags"], { cwd: folder });
    expect(bare).toMatchObject({ status: 3, stderr: expect.stringContaining("until the config sets its options: tags") });
  });

  test("0 with --fail-on none, whatever failed; what looked at nothing is not called fit", () => {
    expect(fitness(["check", "--template", degraded, "--fail-on", "none"]).status).toBe(0);
    const nothing = fitness(["check", "--template", fit, "--fail-on", "none", "--select", "Nobody/**"]);
    expect(nothing).toMatchObject({ status: 0, stdout: expect.stringMatching(/^ INCONCLUSIVE /) });
  });

  test.each([
    [["check", "--template", "there-is-none.yaml"], /^fitness: there-is-none\.yaml: .*exist/],
    [
      ["check", "--template", degraded, "--check", "function-alais"],
      /unknown check "function-alais" in --check\. Did you mean "function-alias"\?$/m,
    ],
    [["check", "--template", degraded, "--skip", "function-alais"], /unknown check "function-alais" in --skip/],
    [["check", "--template", degraded, "--reporter", "jsn"], /unknown reporter "jsn"\. Did you mean "json"\?$/m],
    [["check", "--template", degraded, "--reporter", "json", "human"], /both write to standard output/],
    [["check", "--template", degraded, "--reporter", "json=a.json", "junit=./a.json"], /both write to \.\/a\.json/],
    [["check", "--template", ""], /--template: the path is empty/],
    [
      ["check", "--template", degraded, "--parameter-file", "none.json"],
      /^fitness: none\.json: does not exist\. Check the path of/,
    ],
    [["check", "--template", degraded, "--parameter", "Stage"], /not of the form Key=Value/],
    [["check", "--template", degraded, "--fail-on", "never"], /error, warning, info, none/],
    [["check", "--config", "none.json"], /^fitness: none\.json: the config does not exist/],
    [["check", "--templat", degraded], /unknown option '--templat'\. Did you mean --template\?$/m],
    [["chek"], /unknown command 'chek'\. Did you mean check\?$/m],
    [["explain", "function-alais"], /Did you mean "function-alias"\?$/m],
  ])("2 in one paragraph, with nothing on standard output: %j", (args, message) => {
    const { status, stdout, stderr } = fitness(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  test("2 with the help on standard error where no command is given", () => {
    const { status, stdout, stderr } = fitness([]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("Usage: fitness");
  });
});

describe("streams", () => {
  test("--version is answered by the launcher alone", () => {
    const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { version: string };
    expect(fitness(["--version"])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
    expect(fitness(["--version", "--help"]).stdout).toBe(`${version}\n`);
  });

  test("colours are for those who see them", () => {
    const colour = "\u001b[";
    const args = ["check", "--template", degraded];
    expect(fitness(args).stdout).not.toContain(colour);
    expect(fitness(args, { env: { FORCE_COLOR: "1" } }).stdout).toContain(colour);
    expect(fitness(args, { env: { NO_COLOR: "1" } }).stdout).not.toContain(colour);
    expect(fitness([...args, "--no-color"], { env: { FORCE_COLOR: "3" } }).stdout).not.toContain(colour);
  });

  test("without a UTF-8 locale the report is ASCII", () => {
    expect(fitness(["check", "--template", degraded], { env: { LANG: "C" } }).stdout).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test("a template comes in by standard input", () => {
    const input = readFileSync(stage("1-bare"), "utf8");
    const { status, stdout } = fitness(["check", "--template", "-", "--check", "function-alias"], { input });
    expect(status).toBe(1);
    expect(stdout).toContain("has no alias");
  });

  test("reports go to files, whole, while one goes to standard output", () => {
    const args = [
      "check",
      "--template",
      degraded,
      "--reporter",
      `json=${folder}/deep/report.json`,
      "human",
      `junit=${folder}/junit.xml`,
    ];
    const { status, stdout } = fitness(args, { env: { FORCE_COLOR: "1" } });
    expect(status).toBe(1);
    expect(stdout).toContain("DEGRADED");
    expect(JSON.parse(readFileSync(path.join(folder, "deep", "report.json"), "utf8"))).toMatchObject({
      schemaVersion: 1,
      verdict: "degraded",
    });
    expect(readdirSync(folder).sort()).toEqual(["deep", "junit.xml"]);
  });

  test("a report that cannot be written is an error with its place", () => {
    writeFileSync(path.join(folder, "file"), "");
    const { status, stderr } = fitness(["check", "--template", fit, "--reporter", `json=${folder}/file/report.json`]);
    expect(status).toBe(2);
    expect(stderr).toContain("the report cannot be written");
  });

  test("a reader that leaves early is no error", () => {
    const command = `"${process.execPath}" "${launcher}" check --template "${degraded}" --reporter json | head -1`;
    const { stdout, stderr } = spawnSync("sh", ["-c", command], { cwd: root, encoding: "utf8" });
    expect({ stdout, stderr }).toEqual({ stdout: "{\n", stderr: "" });
  });

  test.runIf(existsSync("/dev/full"))("a report that standard output does not take is no verdict", () => {
    const command = `"${process.execPath}" "${launcher}" check --template "${degraded}" > /dev/full`;
    const { status, stderr } = spawnSync("sh", ["-c", command], { cwd: root, encoding: "utf8" });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/^fitness: cannot write to standard output: .*\n$/),
    });
  });

  test("an interruption ends it at once and leaves nothing behind", async () => {
    const args = [launcher, "check", "--template", "-", "--reporter", `json=${folder}/report.json`];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["pipe", "pipe", "pipe"] });
    let said = "";
    child.stdout.on("data", (data) => {
      said += data;
    });
    // Long enough to be reading standard input, which never ends.
    setTimeout(() => child.kill("SIGINT"), 700);
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
      child.on("exit", (...end) => resolve(end)),
    );
    expect({ ended: code ?? signal, said }).toEqual({ ended: "SIGINT", said: "" });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("without --template", () => {
  test("the working directory's own source is taken, and said", () => {
    cpSync(stage("2-alias"), path.join(folder, "template.yaml"));
    const { status, stderr } = fitness(["check", "--check", "function-alias"], { cwd: folder });
    expect(status).toBe(0);
    expect(stderr).toBe("fitness: auditing template.yaml from the working directory; use --template for another.\n");
    expect(fitness(["check", "--check", "function-alias", "--quiet"], { cwd: folder }).stderr).toBe("");
  });

  test("the config's target is taken silently; a baseline that it names has to be there", () => {
    cpSync(stage("2-alias"), path.join(folder, "greeter.yaml"));
    const config = (content: object) => writeFileSync(path.join(folder, "fitness.config.json"), JSON.stringify(content));
    config({ target: { template: "greeter.yaml" } });
    expect(fitness(["check", "--check", "function-alias"], { cwd: folder })).toMatchObject({ status: 0, stderr: "" });
    config({ target: { stack: "prod" } });
    expect(fitness(["check"], { cwd: folder })).toMatchObject({ status: 2, stdout: "" });
    config({ target: { template: "greeter.yaml" }, baseline: "fitness.baseline.json" });
    expect(fitness(["check"], { cwd: folder }).stderr).toMatch(
      /^fitness: fitness\.baseline\.json: the baseline that fitness\.config\.json names does not exist/,
    );
  });

  test("a config in YAML is read, and its errors have places", () => {
    cpSync(stage("2-alias"), path.join(folder, "greeter.yaml"));
    const config = (text: string) => writeFileSync(path.join(folder, "fitness.config.yaml"), text);
    config("target: {template: greeter.yaml}\n");
    expect(fitness(["check", "--check", "function-alias"], { cwd: folder })).toMatchObject({ status: 0, stderr: "" });
    config("target: {template: greeter.yaml}\nfailon: error\n");
    expect(fitness(["check"], { cwd: folder }).stderr).toBe(
      'fitness: fitness.config.yaml:2:1: unknown key "failon". Did you mean "failOn"?\n',
    );
  });

  test("there may be nothing", () => {
    const { status, stdout, stderr } = fitness(["check"], { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^fitness: nothing to audit/);
  });
});

describe("the other commands", () => {
  test("list: every check, in three formats and as a grid", () => {
    const entries = JSON.parse(fitness(["list", "--format", "json"]).stdout) as { id: string; severity: string }[];
    expect(entries.map(({ id }) => id)).toContain("function-alias");
    for (const args of [
      ["list"],
      ["list", "--grid"],
      ["list", "--format", "markdown"],
      ["list", "--format", "markdown", "--grid"],
    ]) {
      const { status, stdout } = fitness(args);
      expect(status).toBe(0);
      for (const { id } of entries) expect(stdout).toContain(id);
    }
  });

  test("explain: the page of a check, its options and, for a subject, the walk", () => {
    const { status, stdout } = fitness(["explain", "progressive-traffic"]);
    expect(status).toBe(0);
    for (const part of ["progressive-traffic", "deployability", "Options", "minimumBakeMinutes"]) expect(stdout).toContain(part);
    const walk = fitness(["explain", "function-alias", "--template", stage("1-bare"), "--subject", "**"]);
    expect(walk).toMatchObject({ status: 0, stderr: "" });
    expect(walk.stdout).toMatch(/fail: has no alias\n {2}walked:\n {4}GreeterFunction/);
  });

  test("explain tells why something is no subject, and that nothing matches", () => {
    const { stdout } = fitness(["explain", "function-alias", "--template", degraded, "--subject", "EVStateful/**"]);
    expect(stdout).toContain("not assessed: this check assesses:");
    const none = fitness(["explain", "function-alias", "--template", degraded, "--subject", "EVStateles/StartCharging"]);
    expect(none).toMatchObject({ status: 2, stdout: "" });
    expect(none.stderr).toContain('Did you mean "EVStateless/StartCharging"?');
  });

  test.each(["config", "report"])("schema %s: what is committed", (name) => {
    const file = name === "config" ? "fitness.config.schema.json" : "report.schema.json";
    expect(fitness(["schema", name]).stdout).toBe(readFileSync(path.join(root, "schema", file), "utf8"));
    expect(existsSync(path.join(root, "schema", file))).toBe(true);
  });
});
