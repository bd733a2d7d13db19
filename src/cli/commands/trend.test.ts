// Runs that are collected, and what they show: degraded, fit, degraded.

import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type Bucket, openBucket } from "../../../test/bucket.ts";
import { run } from "../../../test/commands.ts";
import { folder } from "../../../test/folder.ts";
import type { HistoryEntry } from "../../audit/history.ts";
import { type Report, reportSchema } from "../../audit/report.ts";
import { drawTrends } from "../../drawings/trend.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const DIR = "reports";

function example(): string {
  const cwd = folder({});
  cpSync(path.join(root, "fixtures/ev-charging"), cwd, { recursive: true });
  cpSync(path.join(root, "fitness.config.json"), path.join(cwd, "fitness.config.json"));
  return cwd;
}

const check = (cwd: string, template: string, ...args: string[]) =>
  run(cwd, ["check", "--template", template, "--history", DIR, ...args]);

async function sixRuns(cwd: string): Promise<void> {
  for (const template of ["cdk.out", "cdk.out", "cdk.out-fit", "cdk.out-fit", "cdk.out", "cdk.out"]) await check(cwd, template);
}

describe("six runs: degraded, fit, degraded", () => {
  it("are a report each, and the trend of one system", async () => {
    const cwd = example();
    await sixRuns(cwd);
    const files = readdirSync(path.join(cwd, DIR)).sort();
    expect(files).toHaveLength(6);
    const report = reportSchema.parse(JSON.parse(readFileSync(path.join(cwd, DIR, files[0]!), "utf8")));
    expect(report).toMatchObject({ exitCode: 1, history: null });
    const { exitCode, stdout } = await run(cwd, ["trend", DIR]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ cdk\.out +6 runs, \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d\n/);
    expect(stdout).toContain("verdict          ✗✗✓✓✗✗\n");
    expect(stdout).toMatch(/score +▁▁██▁▁ {2}\d+(\.\d)?\n/);
    expect(stdout).toMatch(/failures +██▁▁██ {2}\d+\n/);
    expect(stdout).toMatch(/changed +degraded since .*, fit before\n +fit since .*, degraded before\n/);
    expect(stdout).toMatch(/now +degraded · score /);
  });

  it("are listed in the report of the last, and in the comparison of any two", async () => {
    const cwd = example();
    await sixRuns(cwd);
    const { stdout } = await check(cwd, "cdk.out-fit", "--reporter", "json");
    const { history } = JSON.parse(stdout) as Report;
    expect(history?.map(({ verdict }) => verdict)).toEqual(["degraded", "degraded", "fit", "fit", "degraded", "degraded"]);
    expect(history?.[0]).toMatchObject({ locator: "cdk.out", accepted: null, summary: { fail: 8 } });
    expect(history?.[0]?.measurements[0]).toMatchObject({ check: expect.any(String), value: expect.any(Number) });
    const [first, , third] = readdirSync(path.join(cwd, DIR))
      .sort()
      .map((name) => path.join(DIR, name));
    expect((await run(cwd, ["compare", third!, first!])).stdout).toContain("alarm ApiLatency no longer notifies Operations");
  });

  it("are a page, without a script and with everything in words", async () => {
    const cwd = example();
    await sixRuns(cwd);
    await run(cwd, ["trend", DIR, "--format", "html", "-o", "trend.html"]);
    const page = readFileSync(path.join(cwd, "trend.html"), "utf8");
    expect(page.match(/<li class="(bad|good)"/g)).toEqual(
      ["bad", "bad", "good", "good", "bad", "bad"].map((tone) => `<li class="${tone}"`),
    );
    expect(page).toMatch(/aria-label="score: \d+(\.\d)?, over 6 runs"/);
    expect(page).toContain("The 6 runs as a table");
    expect(page).not.toContain("<script");
  });
});

describe("a history", () => {
  it("keeps as many reports as the config says, and touches nothing else", async () => {
    const cwd = example();
    const config = JSON.parse(readFileSync(path.join(cwd, "fitness.config.json"), "utf8")) as object;
    writeFileSync(path.join(cwd, "fitness.config.json"), JSON.stringify({ ...config, history: { location: DIR, keep: 2 } }));
    const bare = (template: string) => run(cwd, ["check", "--template", template]);
    await bare("cdk.out");
    writeFileSync(path.join(cwd, DIR, "notes.txt"), "mine");
    writeFileSync(path.join(cwd, DIR, "2020-01-01T00-00-00-000Z.json"), "{");
    const { stderr } = await bare("cdk.out-fit");
    expect(stderr).toContain("2020-01-01T00-00-00-000Z.json in the history is not a report and was ignored");
    await bare("cdk.out");
    const names = readdirSync(path.join(cwd, DIR)).sort();
    expect(names).toEqual([expect.stringMatching(/^\d{4}-.*Z(-\d+)?\.json$/), expect.stringMatching(/\.json$/), "notes.txt"]);
    expect((await run(cwd, ["trend"])).stdout).toContain("verdict          ✓✗\n");
  });

  it("tells systems apart", async () => {
    const cwd = example();
    await check(cwd, "cdk.out");
    writeFileSync(path.join(cwd, "other.yaml"), "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n");
    await check(cwd, "other.yaml");
    const { stdout } = await run(cwd, ["trend", DIR]);
    expect(stdout).toMatch(/^ cdk\.out .*1 run, /m);
    expect(stdout).toMatch(/^ other\.yaml .*1 run, /m);
    const { stdout: json } = await check(cwd, "other.yaml", "--reporter", "json");
    expect((JSON.parse(json) as Report).history).toHaveLength(1);
  });

  it("does not keep a run that is not whole", async () => {
    const cwd = example();
    writeFileSync(path.join(cwd, "broken.yaml"), "Resources: [");
    const ran = await run(cwd, ["check", "--template", "cdk.out", "broken.yaml", "--history", DIR]);
    expect(ran.exitCode).toBe(2);
    expect(readdirSync(path.join(cwd, DIR))).toEqual([]);
  });

  it.each([
    [["trend"], /no history was given/],
    [["trend", "empty"], /empty: the history has no reports/],
    [["trend", "s3://"], /is not of the form s3:\/\/bucket\/prefix/],
    [["trend", "fitness.config.json"], /the history cannot be used/],
    [["check", "--template", "cdk.out", "--history", "fitness.config.json"], /the history cannot be used/],
  ])("that cannot be used ends with 2: %j", async (args, message) => {
    const cwd = folder({ "fitness.config.json": {} });
    expect(await run(cwd, args)).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringMatching(message) });
  });
});

describe("a history in a bucket", () => {
  let bucket: Bucket;
  beforeAll(async () => {
    bucket = await openBucket("shop-reports");
  });
  afterAll(() => bucket.close());
  afterEach(() => vi.unstubAllEnvs());

  function surround(): void {
    vi.stubEnv("AWS_ENDPOINT_URL", bucket.url);
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
    vi.stubEnv("AWS_REGION", "eu-west-1");
  }
  const withEnv = () => ({
    env: { LANG: "C.UTF-8", AWS_ENDPOINT_URL: process.env["AWS_ENDPOINT_URL"], AWS_REGION: "eu-west-1" },
  });

  it("is read, added to and capped as a folder is", async () => {
    surround();
    const cwd = example();
    const config = JSON.parse(readFileSync(path.join(cwd, "fitness.config.json"), "utf8")) as object;
    const history = { location: "s3://shop-reports/prod", keep: 3 };
    writeFileSync(path.join(cwd, "fitness.config.json"), JSON.stringify({ ...config, history }));
    bucket.objects.set("prod/readme.txt", "mine");
    for (const template of ["cdk.out", "cdk.out-fit", "cdk.out-fit", "cdk.out"])
      expect(await run(cwd, ["check", "--template", template], withEnv())).toMatchObject({ stderr: "" });
    expect([...bucket.objects.keys()].filter((key) => key !== "prod/readme.txt")).toHaveLength(3);
    expect(bucket.objects.get("prod/readme.txt")).toBe("mine");
    const { stdout } = await run(cwd, ["trend"], withEnv());
    expect(stdout).toContain("verdict          ✓✓✗\n");
    expect(bucket.requests.filter((request) => request.startsWith("DELETE prod/"))).toHaveLength(1);
  });

  it("that does not exist ends with 2 and what to do", async () => {
    surround();
    const { exitCode, stderr } = await run(example(), ["trend", "s3://elsewhere/x"], withEnv());
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining("fitness: ") });
  });

  it("is in the policy that a run needs", async () => {
    const cwd = folder({ "fitness.config.json": { history: "s3://shop-reports/prod" } });
    const { stdout } = await run(cwd, ["permissions"]);
    expect(JSON.parse(stdout)).toMatchObject({
      Statement: expect.arrayContaining([
        {
          Sid: "ListHistory",
          Effect: "Allow",
          Action: ["s3:ListBucket"],
          Resource: "arn:aws:s3:::shop-reports",
          Condition: { StringLike: { "s3:prefix": "prod/*" } },
        },
        {
          Sid: "KeepHistory",
          Effect: "Allow",
          Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
          Resource: "arn:aws:s3:::shop-reports/prod/*",
        },
      ]),
    });
    expect(existsSync(path.join(cwd, "s3:"))).toBe(false);
  });
});

it("draws what a history may lack: scores, bounds and verdicts", () => {
  const entry: HistoryEntry = {
    startedAt: "2026-11-22T10:00:00.000Z",
    locator: "<b>",
    verdict: null,
    score: null,
    characteristics: { cost: null },
    summary: { pass: 0, fail: 0, unknown: 0, waived: 0, baselined: 0 },
    accepted: 3,
    failing: [],
    measurements: [{ check: "c", subject: "s", value: 0, unit: "", comparator: "==", threshold: 0, fingerprint: "f" }],
  };
  const page = drawTrends([[entry], [entry, { ...entry, verdict: "inconclusive", score: 50 }]], "x");
  expect(page).toContain("How 2 systems changed");
  expect(page).not.toMatch(/NaN|Infinity|undefined|<b>&lt;b/);
});
