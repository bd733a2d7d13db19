// The EV example on fakecloud, recorded and audited offline: the same report, without anything that was to stay there.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../src/audit/report.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { deploy, deployable } from "./deploy.ts";
import { fitness, reportOf, towards } from "./fitness.ts";
import { missing, startFakecloud, type TestServer } from "./servers.ts";

const template = (name: string): JsonObject => deployable(`fixtures/ev-charging/cdk.out-fit/${name}.template.json`);
const SECRET = "planted-noecho-value";

/** With a secret in everything that may hold one. */
function planted(template: JsonObject): JsonObject {
  const { Parameters, Resources, Outputs } = template as { [key: string]: JsonObject };
  const variables = { Type: "AWS::Lambda::Function", Properties: { Environment: { Variables: { A: "planted-environment" } } } };
  const functions = Object.entries(Resources ?? {}).map(([id, body]) => {
    const { Type, Properties } = body as unknown as { Type: string; Properties: JsonObject };
    return Type === variables.Type
      ? [id, { ...(body as JsonObject), Properties: { ...Properties, ...variables.Properties } }]
      : [id, body];
  });
  return {
    ...template,
    Parameters: { ...Parameters, Secret: { Type: "String", NoEcho: true } },
    Resources: {
      ...Object.fromEntries(functions),
      Hidden: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::Sub": "jobs-${Secret}" } } },
    },
    Outputs: { ...Outputs, Hidden: { Value: { Ref: "Secret" } } },
  };
}

/** But for the source, the time it took and what is masked. */
function comparable({ source, durationMs: _d, startedAt: _s, ...report }: Report) {
  return { stacks: source.stacks, ...JSON.parse(JSON.stringify(report).replaceAll(SECRET, "x".repeat(SECRET.length))) };
}

describe.skipIf(missing("fakecloud"))("a snapshot", () => {
  let server: TestServer;
  let folder: string;
  const stacks = ["EVStateless", "EVStateful"];
  const live = (args: readonly string[]) => fitness(args, towards(server.endpoint), folder);
  const recorded = (file: string): string => readFileSync(path.join(folder, file), "utf8");

  beforeAll(async () => {
    server = await startFakecloud();
    folder = mkdtempSync(path.join(tmpdir(), "fitness-snapshot-"));
    const { outputs } = await deploy(server.endpoint, { name: "EVStateful", template: template("EVStateful") });
    const stateless = deployable("fixtures/ev-charging/cdk.out-fit/EVStateless.template.json", outputs);
    await deploy(server.endpoint, { name: "EVStateless", template: planted(stateless), parameters: { Secret: SECRET } });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  test("gets the report that the live system got, from the same files and elsewhere", async () => {
    const { status, stderr, stdout } = await live(["snapshot", "--stack", ...stacks, "-o", "recorded.json"]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(stderr).toMatch(/recorded 2 stacks and \d+ of \d+ responses in recorded\.json/);
    const seen = await live(["check", "--stack", ...stacks, "--reporter", "json"]);
    const offline = await fitness(["check", "--snapshot", "recorded.json", "--reporter", "json"], {}, folder);
    expect(reportOf(offline).source).toMatchObject({ kind: "snapshot", locator: "recorded.json" });
    expect(comparable(reportOf(offline))).toEqual(comparable(reportOf(seen)));
    expect(offline.status).toBe(seen.status);
    expect(reportOf(offline).assessments.length).toBeGreaterThan(40);
  });

  test("holds no secret, and with --redact-accounts no account", async () => {
    await live(["snapshot", "--stack", ...stacks, "-o", "redacted.json", "--redact-accounts"]);
    const texts = [recorded("recorded.json"), recorded("redacted.json")];
    const said = await Promise.all(
      ["human", "json", "junit"].map((reporter) =>
        fitness(["check", "--snapshot", "redacted.json", "--reporter", reporter], {}, folder),
      ),
    );
    for (const text of [...texts, ...said.map(({ stdout, stderr }) => stdout + stderr)]) {
      expect(text).not.toMatch(/planted/);
      expect(text).not.toMatch(/exports\.handler/);
    }
    expect(texts[1]).not.toContain("123456789012");
    expect(texts[0]).toContain("123456789012");
  });

  test("is drawn, explained and simulated like any other source", async () => {
    const run = (...args: string[]) => fitness(args, {}, folder);
    const drawn = await run("graph", "--snapshot", "recorded.json");
    expect(drawn.stdout).toMatch(/^flowchart/m);
    const explained = await run("explain", "rollback-alarm", "--snapshot", "recorded.json", "--subject", "**");
    expect(explained.stdout).toMatch(/rolls back a deployment/);
    // Nobody called: how likely it is that a deployment is stopped depends on a rate that somebody has to give.
    const played = await run("simulate", "--snapshot", "recorded.json", "--format", "json");
    expect(played.status).toBe(3);
    expect(played.stdout).toContain("there was no traffic in the last hour; pass --requests-per-minute");
    const given = await run("simulate", "--snapshot", "recorded.json", "--requests-per-minute", "60");
    expect(given.status).toBe(0);
  });

  test("is named by the config as well", async () => {
    writeFileSync(path.join(folder, "fitness.config.json"), JSON.stringify({ target: { snapshot: "recorded.json" } }));
    const { stdout } = await fitness(["check", "--reporter", "json", "--config", "fitness.config.json"], {}, folder);
    expect(JSON.parse(stdout)).toMatchObject({ source: { kind: "snapshot", locator: "recorded.json" } });
    rmSync(path.join(folder, "fitness.config.json"));
  });

  test("of which a stack is missing is not written", async () => {
    const { status, stderr } = await live(["snapshot", "--stack", "EVStateful", "NoSuchStack", "-o", "half.json"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/NoSuchStack.*nothing was recorded/s);
    expect(existsSync(path.join(folder, "half.json"))).toBe(false);
  });

  test("that is damaged is refused with its place", async () => {
    writeFileSync(path.join(folder, "damaged.json"), recorded("recorded.json").replace('"version": 1', '"version": 9'));
    const { status, stdout, stderr } = await fitness(["check", "--snapshot", "damaged.json"], {}, folder);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/damaged\.json:2:3.*version 9/s);
  });
});
