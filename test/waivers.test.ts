// Waivers from end to end: written in a config or in the metadata of a template, used, idle, expired, forbidden or wrong.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { audit } from "../src/audit/audit.ts";
import type { Report } from "../src/audit/report.ts";
import { builtInChecks } from "../src/checks/index.ts";
import { loadConfig } from "../src/config/load.ts";
import type { Config } from "../src/config/schema.ts";
import { withWrittenWaivers } from "../src/config/written-waivers.ts";
import { readTemplates } from "../src/sources/template/template.ts";
import { folder, requestFor } from "./folder.ts";

interface Run {
  readonly config?: Config;
  /** The ids of the checks that are run; else all that are on. */
  readonly only?: readonly string[];
  readonly today?: string;
}

async function report(cwd: string, template: string, { config = {}, only, today = "2026-11-22" }: Run = {}): Promise<Report> {
  const facts = await readTemplates(requestFor(cwd, [template]));
  const loaded = await loadConfig({ cwd, file: null, checks: builtInChecks, commandLine: config });
  const checks = builtInChecks.filter(({ id }) => only?.includes(id) ?? true);
  const run = { now: new Date(`${today}T10:00:00Z`), tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
  return audit(facts, { ...withWrittenWaivers(loaded, facts), checks, ...run });
}

const aliasOnly = { only: ["function-alias"] };

/** `Cancel: on the resource`, and `Place: open` for what no waiver covers. */
function outcomes({ assessments }: Report): string[] {
  return assessments.map(({ subject, waiver }) => {
    const name = subject.constructPath?.split("/").slice(1, -1).join("/") ?? subject.logicalId;
    return `${name}: ${waiver?.reason ?? "open"}`;
  });
}

const statuses = ({ waivers }: Report) => waivers.map(({ subject, status }) => `${subject} ${status}`);

const handler = { Runtime: "nodejs22.x", Handler: "index.handler", InlineCode: "exports.handler = async () => 1" };
const waived = (check: string, more: object = {}) => ({ fitness: { waivers: [{ check, reason: "retired in Q1", ...more }] } });

function sam(metadata: object, more: object = {}): object {
  const Legacy = { Type: "AWS::Serverless::Function", Metadata: metadata, Properties: { ...handler, AutoPublishAlias: "live" } };
  const Other = { Type: "AWS::Serverless::Function", Properties: handler };
  return { Transform: "AWS::Serverless-2016-10-31", Resources: { Legacy, Other }, ...more };
}

function plain(metadata: object, more: object = {}): object {
  const Properties = {
    Code: { ZipFile: "" },
    Handler: "index.handler",
    Runtime: "nodejs22.x",
    Role: "arn:aws:iam::123456789012:role/r",
  };
  return { Resources: { Legacy: { Type: "AWS::Lambda::Function", Metadata: metadata, Properties, ...more } } };
}

describe("in a CDK application", () => {
  const fixtures = path.resolve(import.meta.dirname, "../fixtures/cdk-styles");

  test("a waiver covers what is below its construct, in nested stacks too, and nothing beside it", async () => {
    const found = await report(fixtures, "waivers", aliasOnly);
    expect(outcomes(found).sort()).toEqual([
      "Cancel: on the resource",
      "Job: on the stack",
      "Legacy/Export: on the construct around it",
      "Legacy/Import: on the construct around it",
      "Place: open",
      "Reports/Nightly: on the nested stack",
    ]);
    expect(statuses(found).sort()).toEqual(["Batch used", "Orders/Cancel used", "Orders/Legacy used", "Orders/Reports used"]);
    expect(found.summary).toMatchObject({ fail: 1, waived: 5 });
  });

  test("each says where the application makes what it hangs on", async () => {
    const { waivers } = await report(fixtures, "waivers", aliasOnly);
    expect(waivers.map(({ location }) => location?.file)).toEqual(Array(4).fill("waivers.ts"));
  });
});

test("old versions of the CDK have the metadata of constructs in the manifest", async () => {
  const old = path.resolve(import.meta.dirname, "../fixtures/cdk-styles/old-2.120");
  const cwd = folder(Object.fromEntries(readdirSync(old).map((name) => [name, readFileSync(path.join(old, name))])));
  const manifest = JSON.parse(readFileSync(path.join(cwd, "manifest.json"), "utf8"));
  manifest.artifacts.Small.metadata["/Small/Greet"] = [{ type: "fitness", data: waived("function-alias").fitness }];
  writeFileSync(path.join(cwd, "manifest.json"), JSON.stringify(manifest, null, 1));
  const { waivers } = await report(cwd, ".", aliasOnly);
  expect(waivers).toMatchObject([
    { subject: "Small/Greet", status: "unused", location: { file: expect.stringMatching(/\.ts$|\.json$/) } },
  ]);
});

describe("in a SAM template", () => {
  test("it covers what is generated from the resource", async () => {
    const cwd = folder({ "template.json": sam(waived("deployment-group")) });
    const { assessments, waivers } = await report(cwd, "template.json", { only: ["function-alias", "deployment-group"] });
    expect(assessments.map(({ check, subject, waiver }) => [check, subject.logicalId, waiver?.reason])).toEqual([
      ["function-alias", "Legacy", undefined],
      ["function-alias", "Other", undefined],
      ["deployment-group", "Legacy", "retired in Q1"],
    ]);
    expect(waivers).toMatchObject([{ status: "used", location: { file: "template.json" } }]);
  });

  test("that of the template covers the whole stack", async () => {
    const cwd = folder({ "template.json": sam({}, { Metadata: waived("function-alias") }) });
    expect(outcomes(await report(cwd, "template.json", aliasOnly))).toContain("Other: retired in Q1");
  });
});

describe("what becomes of a waiver", () => {
  const run = (template: object, more: Run = {}) =>
    report(folder({ "shop.json": template }), "shop.json", { ...aliasOnly, ...more });

  test("its day is the last on which it waives; then it says so, and the failure gates again", async () => {
    const until = plain(waived("function-alias", { expires: "2026-11-22" }));
    expect((await run(until)).exitCode).toBe(0);
    const after = await run(until, { today: "2026-11-23" });
    expect({ exitCode: after.exitCode, statuses: statuses(after) }).toEqual({ exitCode: 1, statuses: ["shop/Legacy expired"] });
  });

  test("a mandatory check allows none", async () => {
    const found = await run(plain(waived("function-alias")), {
      config: { checks: { "function-alias": { mandatory: true } } } as Config,
    });
    expect({ exitCode: found.exitCode, statuses: statuses(found) }).toEqual({ exitCode: 1, statuses: ["shop/Legacy forbidden"] });
  });

  const idle = plain(waived("deployment-group"));
  const both = { only: ["function-alias", "deployment-group"] };

  test.each([
    ["recommended", false],
    ["strict", true],
  ])("one that waives nothing is unused, and in %s decides: %s", async (preset, gating) => {
    const cwd = folder({ "shop.json": idle, "fitness.config.json": { extends: preset } });
    const facts = await readTemplates(requestFor(cwd, ["shop.json"]));
    const config = await loadConfig({ cwd, checks: builtInChecks });
    const of = { now: new Date("2026-11-22"), tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
    const found = audit(facts, { ...withWrittenWaivers(config, facts), ...of });
    expect(found.waivers).toMatchObject([{ status: "unused", gating }]);
  });

  test.each<[string, object, Run]>([
    ["whose check was left out", idle, aliasOnly],
    ["whose check is off", idle, { ...both, config: { checks: { "deployment-group": "off" } } }],
    ["whose check lacks its options", plain(waived("required-tags")), { only: ["required-tags"] }],
    ["when only some subjects are looked at", idle, { ...both, config: { select: ["shop/Other"] } }],
    [
      "on what this deployment does not have",
      { Conditions: { Never: { "Fn::Equals": ["a", "b"] } }, ...plain(waived("function-alias"), { Condition: "Never" }) },
      aliasOnly,
    ],
  ])("nobody knows whether one is idle %s", async (_when, template, more) => {
    expect(statuses(await run(template, more))).toEqual(["shop/Legacy not-assessed"]);
  });

  test("one of the config is listed with its place", async () => {
    const waivers = [{ check: "function-alias", subject: "shop/*", reason: "retired" }];
    const cwd = folder({ "shop.json": plain({}), "fitness.config.json": { waivers } });
    const config = await loadConfig({ cwd, checks: builtInChecks });
    expect(config.waivers).toMatchObject([{ location: { file: "fitness.config.json", line: 3, column: 5 } }]);
  });
});

describe("one that is wrong is an error with its place", () => {
  const yaml = (waiver: string): string => `Resources:
  Topic:
    Type: AWS::SNS::Topic
    Metadata:
      fitness:
        waivers:
          - ${waiver}
`;

  test.each([
    [
      "{ check: function-alais, reason: r }",
      7,
      /fitness\.waivers\[0\]\.check is "function-alais"/,
      'did you mean "function-alias"?',
    ],
    ["{ check: function-alias }", 7, /fitness\.waivers\[0\]\.reason is missing/, null],
    ["{ check: function-alias, reason: ' ' }", 7, /reason must not be shorter than 1/, null],
    [
      "{ check: function-alias, reason: r, expires: 31.1.2027 }",
      7,
      /expires is "31\.1\.2027", but must be a date like 2027-01-31/,
      null,
    ],
    ["{ check: function-alias, reason: !Ref Why }", 7, /reason must be a text, not an object/, null],
    [
      "{ check: function-alias, reason: r, expire: 2027-01-31 }",
      7,
      /unknown key "expire" in fitness\.waivers\[0\]/,
      'did you mean "expires"?',
    ],
    ["function-alias", 7, /fitness\.waivers\[0\] must be an object, not a text/, null],
  ])("%s", async (waiver, line, message, remedy) => {
    const cwd = folder({ "template.yaml": yaml(waiver) });
    const failure = report(cwd, "template.yaml");
    await expect(failure).rejects.toMatchObject({
      message: expect.stringMatching(message),
      place: { file: "template.yaml", line },
      ...(remedy === null ? {} : { remedy }),
    });
  });

  test("so is anything but waivers under fitness", async () => {
    const cwd = folder({ "template.json": plain({ fitness: { waiver: [] } }) });
    await expect(report(cwd, "template.json")).rejects.toMatchObject({
      message: expect.stringMatching(/unknown key "waiver" in fitness/),
    });
  });
});
