// Known failures over time: accepted once, gating again when they get worse, removed when they are fixed, never added to in a pipeline.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../../test/commands.ts";
import { folder } from "../../../test/folder.ts";
import type { Report } from "../../audit/report.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const FILE = "fitness.baseline.json";

/** The example app's two assemblies, with its config. */
function example(): string {
  const cwd = folder({});
  cpSync(path.join(root, "fixtures/ev-charging"), cwd, { recursive: true });
  cpSync(path.join(root, "fitness.config.json"), path.join(cwd, "fitness.config.json"));
  return cwd;
}

const read = (cwd: string, file = FILE): string => readFileSync(path.join(cwd, file), "utf8");

interface File {
  sizes: { on: string; accepted: number }[];
  accepted: { check: string; subject: string; since: string; message: string; fingerprint: string; verdict?: string }[];
}
const parsed = (cwd: string): File => JSON.parse(read(cwd)) as File;

/** Changes the text of the template that has the functions. */
function edit(cwd: string, change: (text: string) => string, assembly = "cdk.out"): void {
  const file = path.join(cwd, assembly, "EVStateless.template.json");
  const before = readFileSync(file, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
}

const check = (cwd: string, ...args: string[]) => run(cwd, ["check", "--template", "cdk.out", ...args]);

/** The failures that decide the exit code, and the baseline, of a run compared with the file. */
async function against(cwd: string, ...args: string[]) {
  const { exitCode, stdout } = await check(cwd, "--reporter", "json", "--baseline", FILE, ...args);
  const report = JSON.parse(stdout) as {
    assessments: { check: string; gating: boolean; baselined: boolean; subject: { constructPath: string } }[];
    baseline: Record<string, unknown> & { stale: { check: string; status: string }[] };
  };
  const gating = report.assessments.filter((each) => each.gating).map((each) => `${each.check} ${each.subject.constructPath}`);
  const known = report.assessments.filter(({ baselined }) => baselined).length;
  return { exitCode, gating, known, baseline: report.baseline };
}

describe("today's failures, accepted", () => {
  it("no longer gate, one line each, with nothing else said of the run", async () => {
    const cwd = example();
    const { exitCode, stderr } = await run(cwd, ["baseline", "--template", "cdk.out"]);
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`${FILE} accepts 8 failures and 2 unknowns: 10 added, 0 removed.`);
    const lines = read(cwd).split("\n");
    expect(lines.filter((line) => line.includes('"since"'))).toHaveLength(10);
    expect(parsed(cwd).accepted.map((entry) => `${entry.check} ${entry.subject}`)).toEqual(
      parsed(cwd)
        .accepted.map((entry) => `${entry.check} ${entry.subject}`)
        .sort(),
    );
    expect(await against(cwd)).toMatchObject({ exitCode: 0, gating: [], known: 10 });
  });

  it("written again are the same bytes", async () => {
    const cwd = example();
    await run(cwd, ["baseline", "--template", "cdk.out"]);
    const first = read(cwd);
    await run(cwd, ["baseline", "--template", "cdk.out"]);
    expect(read(cwd)).toBe(first);
  });

  it("leave a new failure alone to gate", async () => {
    const cwd = example();
    await run(cwd, ["baseline", "--template", "cdk.out"]);
    edit(cwd, (text) => text.replace(/"AlarmActions": \[[^\]]*\],?/, ""));
    expect(await against(cwd)).toMatchObject({ exitCode: 1, gating: [expect.stringMatching(/^alarm-action /)], known: 10 });
    const { stdout } = await check(cwd, "--baseline", FILE);
    expect(stdout).toMatch(/^ DEGRADED .*1 error /s);
    expect(stdout).toMatch(/baseline {2}10 accepted since \d{4}-\d\d-\d\d\n/);
  });

  it("that no longer fail are reported, and removed only where that is asked for", async () => {
    const cwd = example();
    await run(cwd, ["baseline", "--template", "cdk.out"]);
    const before = read(cwd);
    const fixed = await run(cwd, ["check", "--template", "cdk.out-fit", "--baseline", FILE]);
    expect(fixed.exitCode).toBe(0);
    expect(fixed.stdout).toContain("10 no longer fail: --update-baseline removes them");
    expect(fixed.stdout).toContain("alarm-action EVStateless/ApiLatency passes: has no action");
    expect(read(cwd)).toBe(before);
    const updated = await run(cwd, ["check", "--template", "cdk.out-fit", "--baseline", FILE, "--update-baseline"]);
    expect(updated.stdout).toContain("10 fixed entries removed");
    expect(parsed(cwd).accepted).toEqual([]);
  });

  it("gate under strict until they are removed, since they would hide the next failure", async () => {
    const cwd = example();
    await run(cwd, ["baseline", "--template", "cdk.out"]);
    const config = JSON.parse(read(cwd, "fitness.config.json")) as object;
    writeFileSync(path.join(cwd, "fitness.config.json"), JSON.stringify({ ...config, extends: "strict" }));
    const args = ["check", "--template", "cdk.out-fit", "--baseline", FILE];
    const stale = await run(cwd, args);
    expect(stale.exitCode).toBe(1);
    expect(stale.stdout).toContain("10 stale baseline entries");
    expect((await run(cwd, [...args, "--reporter", "junit"])).stdout).toContain('type="fitness.baseline"');
    expect((await run(cwd, [...args, "--fail-on", "none"])).exitCode).toBe(0);
    expect((await run(cwd, [...args, "--update-baseline"])).exitCode).toBe(0);
    expect((await run(cwd, args)).exitCode).toBe(0);
  });
});

describe("--update-baseline", () => {
  it("never adds", async () => {
    const cwd = example();
    await run(cwd, ["baseline", "--template", "cdk.out"]);
    const before = read(cwd);
    edit(cwd, (text) => text.replaceAll(/"AlarmActions": \[[^\]]*\],?/g, ""));
    expect(await against(cwd, "--update-baseline")).toMatchObject({ exitCode: 1 });
    expect(read(cwd)).toBe(before);
  });

  it("removes only what the run assessed", async () => {
    const cwd = example();
    await run(cwd, ["baseline", "--template", "cdk.out"]);
    const fixed = (...args: string[]) =>
      run(cwd, ["check", "--template", "cdk.out-fit", "--baseline", FILE, "--update-baseline", ...args]);
    await fixed("--check", "alarm-action");
    expect(parsed(cwd).accepted.map((entry) => entry.check)).not.toContain("alarm-action");
    expect(parsed(cwd).accepted).toHaveLength(9);
    await fixed("--skip", "progressive-traffic");
    expect(new Set(parsed(cwd).accepted.map((entry) => entry.check))).toEqual(new Set(["progressive-traffic"]));
    const elsewhere = await fixed("--select", "EVStateful/**");
    expect(elsewhere.stdout).toContain("2 not assessed in this run");
    await fixed("--select", "EVStateless/StartCharging");
    expect(parsed(cwd).accepted.map((entry) => entry.subject)).toEqual(["EVStateless/StopCharging (prod)"]);
  });

  it("takes for gone what a check no longer meets, unless its stack was not read", async () => {
    const cwd = example();
    await run(cwd, ["baseline", "--template", "cdk.out"]);
    const stateful = path.join("cdk.out", "EVStateful.template.json");
    const other = await run(cwd, ["check", "--template", stateful, "--baseline", FILE, "--update-baseline"]);
    expect(other.stdout).toContain("10 not assessed in this run (stack EVStateless was not read)");
    expect(parsed(cwd).accepted).toHaveLength(10);
    edit(cwd, (text) => {
      const template = JSON.parse(text) as { Resources: Record<string, unknown> };
      delete template.Resources["ApiLatencyE391D2FB"];
      return JSON.stringify(template);
    });
    const { baseline } = await against(cwd);
    expect(baseline.stale.map((entry) => `${entry.check} ${entry.status}`)).toEqual(["alarm-action gone"]);
  });

  it("needs a baseline that can shrink", async () => {
    const cwd = example();
    expect(await check(cwd, "--update-baseline")).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringContaining("--update-baseline needs a baseline"),
    });
    await check(cwd, "--reporter", "json=report.json");
    expect(await check(cwd, "--baseline", "report.json", "--update-baseline")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("cannot change a report"),
    });
  });
});

describe("a baseline", () => {
  it("may be the report of an earlier run", async () => {
    const cwd = example();
    await check(cwd, "--reporter", "json=report.json");
    const { exitCode, stdout } = await check(cwd, "--baseline", "report.json");
    expect({ exitCode, head: stdout.split("\n")[0] }).toEqual({
      exitCode: 0,
      head: expect.stringMatching(/^ FIT .* 10 baselined/),
    });
  });

  it("is named in the config, from where the drawing has it too", async () => {
    const cwd = example();
    await run(cwd, ["baseline", "--template", "cdk.out", "-o", "known/accepted.json"]);
    const config = JSON.parse(read(cwd, "fitness.config.json")) as object;
    writeFileSync(path.join(cwd, "fitness.config.json"), JSON.stringify({ ...config, baseline: "known/accepted.json" }));
    expect((await check(cwd)).exitCode).toBe(0);
    expect((await run(cwd, ["graph", "--template", "cdk.out"])).stdout).not.toContain("missing");
    const bare = await run(cwd, ["graph", "--template", "cdk.out", "--config", path.join(root, "fitness.config.json")]);
    expect(bare.stdout).toContain("missing");
    edit(cwd, (text) => text.replace(/"AlarmActions": \[[^\]]*\],?/, ""));
    await run(cwd, ["baseline", "--template", "cdk.out"]);
    expect(JSON.parse(read(cwd, "known/accepted.json"))).toMatchObject({ accepted: { length: 11 } });
  });

  it("keeps the day of what was accepted before, and what other runs look at", async () => {
    const cwd = example();
    await run(cwd, ["baseline", "--template", "cdk.out"]);
    const file = read(cwd).replaceAll(/"(since|on)": "[^"]*"/g, '"$1": "2026-01-31"');
    writeFileSync(path.join(cwd, FILE), file);
    edit(cwd, (text) => text.replace(/"AlarmActions": \[[^\]]*\],?/, ""));
    const { stderr } = await run(cwd, ["baseline", "--template", "cdk.out", "--check", "alarm-action"]);
    expect(stderr).toContain("1 added, 0 removed");
    const { accepted, sizes } = parsed(cwd);
    expect(accepted.filter(({ since }) => since === "2026-01-31")).toHaveLength(10);
    expect(accepted).toHaveLength(11);
    expect(sizes).toEqual([
      { on: "2026-01-31", accepted: 10 },
      { on: expect.not.stringMatching("2026-01-31"), accepted: 11 },
    ]);
    expect((await check(cwd, "--baseline", FILE)).stdout).toContain("11 accepted since 2026-01-31, 1 more than last week");
  });

  it("is never added to in a pipeline", async () => {
    const cwd = example();
    await run(cwd, ["baseline", "--template", "cdk.out"]);
    const before = read(cwd);
    edit(cwd, (text) => text.replace(/"AlarmActions": \[[^\]]*\],?/, ""));
    const pipeline = await run(cwd, ["baseline", "--template", "cdk.out"], { env: { CI: "true" } });
    expect(pipeline).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("a pipeline does not add findings to a baseline"),
    });
    expect(read(cwd)).toBe(before);
    const fit = await run(cwd, ["baseline", "--template", "cdk.out-fit"], { env: { CI: "true" } });
    expect(fit).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("0 added, 10 removed") });
    expect(parsed(cwd).accepted).toEqual([]);
  });

  it("does not accept what is mandatory", async () => {
    const cwd = example();
    const config = JSON.parse(read(cwd, "fitness.config.json")) as { checks: object };
    const checks = { ...config.checks, "progressive-traffic": { mandatory: true } };
    writeFileSync(path.join(cwd, "fitness.config.json"), JSON.stringify({ ...config, checks }));
    await run(cwd, ["baseline", "--template", "cdk.out"]);
    expect(parsed(cwd).accepted.map((entry) => entry.check)).not.toContain("progressive-traffic");
    expect(await against(cwd)).toMatchObject({ exitCode: 1, gating: { length: 2 } });
  });

  it.each([
    ["none.json", null, /^fitness: none\.json: the baseline does not exist\. Create it with fitness baseline/],
    ["broken.json", "{", /^fitness: broken\.json: is not valid JSON: /],
    ["list.json", "[]", /^fitness: list\.json: is not a baseline: /],
    ["newer.json", '{ "schemaVersion": 2, "accepted": [] }', /is not a baseline: schemaVersion: /],
    [
      "entry.json",
      '{"schemaVersion":1,"score":null,"sizes":[],"accepted":[{}],"measured":[]}',
      /is not a baseline: accepted\.0\.check: /,
    ],
    ["report.json", '{ "schemaVersion": 1, "assessments": [{}] }', /is not a baseline: startedAt: /],
  ])("that is not right ends the run: %s", async (name, content, message) => {
    const cwd = example();
    if (content !== null) writeFileSync(path.join(cwd, name), content);
    expect(await check(cwd, "--baseline", name)).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringMatching(message),
    });
  });

  it("is not written of half a system", async () => {
    const cwd = example();
    writeFileSync(path.join(cwd, "broken.yaml"), "Resources: [");
    const { exitCode, stderr } = await run(cwd, ["baseline", "--template", "cdk.out", "broken.yaml"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining("is not written") });
    expect(() => read(cwd)).toThrow();
  });
});

describe("what changes no fingerprint", () => {
  const refactorings: [string, (text: string) => string][] = [
    ["lines that move", (text) => JSON.stringify(JSON.parse(text))],
    [
      "the digests of another CDK version",
      (text) =>
        text.replaceAll(/(?<=[A-Za-z])[0-9A-F]{8}(?=")/g, (digest) =>
          digest.split("").reverse().join("").replace(/^\d*$/, "ABCDEF01"),
        ),
    ],
    ["another construct's name", (text) => text.replaceAll("UndeliveredEvents", "LostEvents")],
  ];

  it.each(refactorings)("%s", async (_name, change) => {
    const cwd = example();
    await run(cwd, ["baseline", "--template", "cdk.out"]);
    edit(cwd, change);
    const { exitCode, gating, known } = await against(cwd);
    expect({ exitCode, gating, known }).toEqual({ exitCode: 0, gating: [], known: 10 });
  });

  it("the folder of a single template", async () => {
    const template = readFileSync(path.join(root, "fixtures/greeter/1-bare.yaml"), "utf8");
    const cwd = folder({ "here/template.yaml": template, "there/template.yaml": template });
    await run(cwd, ["baseline", "--template", "here"]);
    expect(parsed(cwd).accepted.length).toBeGreaterThan(0);
    const moved = await run(cwd, ["check", "--template", "there", "--baseline", FILE]);
    expect(moved).toMatchObject({ exitCode: 0, stdout: expect.not.stringContaining("not assessed") });
  });
});

describe("fitness init", () => {
  function project(): string {
    const template = readFileSync(path.join(root, "fixtures/greeter/1-bare.yaml"), "utf8");
    return folder({ "template.yaml": template });
  }

  it("--baseline accepts today's failures and names the file in the config", async () => {
    const cwd = project();
    expect((await run(cwd, ["check"])).exitCode).toBe(1);
    const { exitCode, stderr } = await run(cwd, ["init", "--baseline"]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringContaining(`${FILE} accepts the current failures`),
    });
    expect(read(cwd, "fitness.config.json")).toContain(`"baseline": "${FILE}",`);
    expect(await run(cwd, ["check"])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(" FIT ") });
  });

  it.each([
    ["y", true],
    ["Yes ", true],
    ["", false],
    ["no", false],
  ])("asks at a terminal: %j", async (answer, isWritten) => {
    const cwd = project();
    const asked: string[] = [];
    const ask = async (question: string): Promise<string> => {
      asked.push(question);
      return answer;
    };
    await run(cwd, ["init"], { ask });
    expect(asked).toEqual([expect.stringMatching(/failed.*Accept these failures in fitness\.baseline\.json/)]);
    expect(read(cwd, "fitness.config.json").includes('"baseline"')).toBe(isWritten);
  });

  it("accepts nothing where nothing fails or nothing can be read", async () => {
    const cwd = folder({ "template.yaml": "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n" });
    await run(cwd, ["init", "--baseline"], { ask: () => Promise.reject(new Error("asked")) });
    expect(read(cwd, "fitness.config.json")).not.toContain('"baseline"');
    const broken = folder({ "template.yaml": "Resources: [" });
    await run(broken, ["init", "--baseline"]);
    expect(() => read(broken)).toThrow();
  });
});

describe("the planned cost of a function, against the baseline", () => {
  const template = (size: object): object => ({
    Resources: {
      Resize: {
        Type: "AWS::Lambda::Function",
        Properties: { Runtime: "nodejs24.x", Handler: "a.b", Role: "arn:aws:iam::111122223333:role/r", ...size },
      },
    },
  });
  const options = { maximumPerMonth: "+10%", invocationsPerMonth: 2_000_000, averageMilliseconds: 120 };
  const config = { extends: ["off"], region: "eu-west-1", checks: { "function-cost": { severity: "error", options } } };
  const before = template({ MemorySize: 512, Architectures: ["arm64"] });

  it.each([
    ["the same", {}, 0, /not above \$2\.20, 10 % over the baseline's \$2\.00/],
    ["a little more memory", { MemorySize: 540 }, 0, /540 MB, arm64/],
    [
      "twice the memory",
      { MemorySize: 1024 },
      1,
      /costs \$3\.60 a month .*1024 MB, arm64.* above \$2\.20, 10 % over the baseline's \$2\.00/,
    ],
    ["another architecture", { Architectures: ["x86_64"] }, 1, /512 MB, x86_64.* above \$2\.20/],
  ])("%s", async (_what, size, exitCode, message) => {
    const cwd = folder({ "fitness.config.json": config, "t.json": before });
    await run(cwd, ["baseline", "--template", "t.json"]);
    const after = template({ MemorySize: 512, Architectures: ["arm64"], ...size });
    writeFileSync(path.join(cwd, "t.json"), JSON.stringify(after));
    const ran = await run(cwd, ["check", "t.json", "--baseline", "fitness.baseline.json", "--reporter", "json"]);
    expect(ran.exitCode).toBe(exitCode);
    expect((JSON.parse(ran.stdout) as Report).assessments[0]?.message).toMatch(message);
  });
});

describe("a tolerance", () => {
  const shop = (days: number) => ({
    Resources: {
      Orders: { Type: "AWS::Lambda::Function", Properties: { Handler: "a.b", Runtime: "nodejs22.x" } },
      Logs: {
        Type: "AWS::Logs::LogGroup",
        Properties: { LogGroupName: { "Fn::Sub": "/aws/lambda/${Orders}" }, RetentionInDays: days },
      },
    },
  });
  const config = (tolerance: unknown) => ({ checks: { "log-retention": { severity: "error", tolerance } } });

  it.each<[unknown, number, number]>([
    ["+10%", 60, 0],
    ["+10%", 90, 1],
    ["+60%", 90, 0],
    [{ change: "+10%", floor: 31 }, 90, 0],
    [{ change: "+10%", floor: 30 }, 90, 1],
  ])("of %j is kept or not by %i days after 60: exit %i", async (tolerance, days, exitCode) => {
    const cwd = folder({ "template.json": shop(60), "fitness.config.json": config(tolerance) });
    await run(cwd, ["baseline"]);
    writeFileSync(path.join(cwd, "template.json"), JSON.stringify(shop(days)));
    const ran = await run(cwd, ["check", "--baseline", FILE, "--check", "log-retention"]);
    expect(ran.exitCode).toBe(exitCode);
    if (exitCode === 1)
      expect(ran.stdout.replace(/\s+/g, " ")).toContain("50 % worse than the baseline's 60 days (tolerance 10 %)");
  });

  it("that is not right ends the run with its place", async () => {
    const cwd = folder({ "template.json": shop(60), "fitness.config.json": config("10") });
    expect(await run(cwd, ["check"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^fitness: fitness\.config\.json:\d+:\d+: /),
    });
  });
});
