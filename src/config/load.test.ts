// What a config means and how it is rejected, on files in a temporary folder.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import type { CheckSettings, Severity } from "../audit/policy.ts";
import { type Check, defineCheck } from "../checks/define-check.ts";
import type { FitnessError } from "../errors.ts";
import { type ConfigRequest, loadConfig } from "./load.ts";

const declared = {
  characteristic: "cost",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "function",
} as const;

function check(id: string, severity: Severity, options: z.ZodType, requires?: string[]): Check {
  const judged = requires === undefined ? {} : { requires };
  return defineCheck<unknown>({ ...declared, id, title: `Title of ${id}`, severity, options, ...judged, *assess() {} });
}

const latency = check(
  "api-latency",
  "error",
  z.strictObject({ maximum: z.int().min(1).default(200), statistic: z.string().default("p99") }),
);
const retention = check("log-retention", "warning", z.strictObject({}));
const cost = check("function-cost", "off", z.strictObject({}));
const tags = check(
  "required-tags",
  "error",
  z.strictObject({ tags: z.record(z.string(), z.boolean()), on: z.string().optional() }),
  ["tags"],
);
const checks = [latency, retention, cost, tags];

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), "fitness-config-"));
});
afterEach(() => rm(cwd, { recursive: true }));

async function write(file: string, content: unknown): Promise<void> {
  await mkdir(path.dirname(path.join(cwd, file)), { recursive: true });
  await writeFile(path.join(cwd, file), typeof content === "string" ? content : JSON.stringify(content, null, 2));
}

const load = (request: Partial<ConfigRequest> = {}) => loadConfig({ cwd, checks, ...request });

async function refused(request: Partial<ConfigRequest> = {}) {
  const error = await load(request).then(
    () => expect.fail("the config was accepted"),
    (thrown: FitnessError) => thrown,
  );
  const { place } = error;
  return {
    message: error.message,
    remedy: error.remedy,
    place: [place?.file, place?.line, place?.column].filter((part) => part !== undefined).join(":"),
  };
}

const nothing = () => false;
const severities = (all: ReadonlyMap<string, CheckSettings>) =>
  Object.fromEntries([...all].map(([id, { severity }]) => [id, severity]));

describe("presets", () => {
  test("without a config it is recommended", async () => {
    const config = await load();
    expect(config.file).toBeNull();
    expect(severities(config.baseSettings)).toEqual({
      "api-latency": "error",
      "log-retention": "warning",
      "function-cost": "off",
      "required-tags": "error",
    });
    expect(config.settingsOf(latency, nothing).options).toEqual({ maximum: 200, statistic: "p99" });
  });

  test.each([
    ["recommended", "warning", "off", false],
    ["strict", "error", "off", true],
    ["all", "warning", "warning", false],
    ["off", "off", "off", false],
    [["all", "strict"], "error", "error", true],
  ])("%s", async (preset, warned, off, strictWaivers) => {
    await write("fitness.config.json", { extends: preset });
    const config = await load();
    const found = severities(config.baseSettings);
    expect([found["log-retention"], found["function-cost"], config.strictWaivers]).toEqual([warned, off, strictWaivers]);
  });
});

describe("options of a preset", () => {
  const alarm = check("api-latency-alarm", "error", z.strictObject({ maximumMilliseconds: z.number().optional() }));
  const optionsIn = async (config: object): Promise<unknown> => {
    await write("fitness.config.json", config);
    const found = await load({ checks: [alarm] });
    return found.settingsOf(alarm, nothing).options;
  };

  test("hold until a config gives others", async () => {
    expect(await optionsIn({ extends: "recommended" })).toEqual({});
    expect(await optionsIn({ extends: "strict" })).toEqual({ maximumMilliseconds: 200 });
    const own = { checks: { "api-latency-alarm": { options: { maximumMilliseconds: 900 } } } };
    expect(await optionsIn({ extends: "strict", ...own })).toEqual({ maximumMilliseconds: 900 });
  });
});

describe("merging", () => {
  test("an extended file, the config, its environment and the command line win in that order", async () => {
    await write(
      "base/team.yaml",
      "checks:\n  api-latency: {options: {maximum: 500, statistic: p50}, weight: 5}\nselect: [A]\nfailOn: info\ntarget: {template: out}\n",
    );
    await write("fitness.config.json", {
      extends: ["recommended", "./base/team.yaml"],
      checks: { "api-latency": { options: { maximum: 300 } } },
      failOn: "warning",
      parameters: { Stage: "dev", Size: 1 },
      environments: { prod: { parameters: { Stage: "prod" }, checks: { "api-latency": "info" } } },
    });
    const config = await load({ environment: "prod", commandLine: { failOn: "none", parameters: { Size: "2" } } });
    expect(config.settingsOf(latency, nothing)).toMatchObject({
      severity: "info",
      weight: 5,
      options: { maximum: 300, statistic: "p50" },
    });
    expect([...config.parameters]).toEqual([
      ["Stage", "prod"],
      ["Size", "2"],
    ]);
    expect(config).toMatchObject({ failOn: "none", select: ["A"], environment: "prod", file: "fitness.config.json" });
    expect(config.target).toEqual({ kind: "template", names: [path.join("base", "out")] });
  });

  test("parameter files win over the parameters of weaker layers", async () => {
    await write("fitness.config.json", {
      parameters: { Stage: "dev", Size: "1" },
      environments: { prod: { parameterFiles: ["prod.json"], parameters: { Size: "2" } } },
    });
    const config = await load({ environment: "prod", commandLine: { parameters: { Level: "3" } } });
    expect([[...config.weakParameters], [...config.parameters]]).toEqual([
      [
        ["Stage", "dev"],
        ["Size", "1"],
      ],
      [
        ["Size", "2"],
        ["Level", "3"],
      ],
    ]);
  });

  test("the nearest config upwards counts, and its paths start at its folder", async () => {
    await write(
      "fitness.config.jsonc",
      '{ // why\n "target": { "template": ["cdk.out"] }, "reporters": ["human", "junit=out/report.xml?all"], }',
    );
    await write("packages/shop/package.json", {});
    const config = await load({ cwd: path.join(cwd, "packages", "shop") });
    expect(config.target?.names).toEqual([path.join("..", "..", "cdk.out")]);
    expect(config.reporters).toEqual([
      { name: "human", file: null, all: false },
      { name: "junit", file: path.join("..", "..", "out", "report.xml"), all: true },
    ]);
  });

  test.each(["js", "mjs", "ts"])("a config in .%s is run", async (extension) => {
    const types = extension === "ts" ? "const region: string = 'eu-west-1';" : "const region = 'eu-west-1';";
    await write("package.json", { type: "module" });
    await write(`fitness.config.${extension}`, `${types}\nexport default { region };`);
    expect((await load()).region).toBe("eu-west-1");
  });

  test("__proto__ and constructor are ordinary parameter names", async () => {
    await write("fitness.config.json", '{ "parameters": { "__proto__": "a", "constructor": "b" } }');
    expect([...(await load()).parameters]).toEqual([
      ["__proto__", "a"],
      ["constructor", "b"],
    ]);
  });
});

describe("settings for a subject", () => {
  const reports = (glob: string) => glob === "Reports/**";

  test("the last override that matches wins, the same overrides give the same options", async () => {
    await write("fitness.config.json", {
      checks: { "api-latency": { exclude: ["Reports/**"] } },
      overrides: [
        { subjects: ["**"], checks: { "api-latency": { severity: "info", options: { maximum: 300 } } } },
        { subjects: ["Reports/**"], checks: { "api-latency": { options: { maximum: 500 } }, "function-cost": "warning" } },
      ],
    });
    const config = await load();
    expect(config.settingsOf(latency, () => true)).toMatchObject({
      severity: "info",
      options: { maximum: 500 },
      included: false,
    });
    expect(config.settingsOf(latency, reports)).toMatchObject({ severity: "error", options: { maximum: 500 }, included: false });
    expect(config.settingsOf(latency, nothing)).toMatchObject({ severity: "error", options: { maximum: 200 }, included: true });
    expect(config.settingsOf(latency, reports)).toBe(config.settingsOf(latency, reports));
    expect(config.isEnabled(cost)).toBe(true);
    expect(config.settingsOf(cost, nothing).severity).toBe("off");
  });

  test("include narrows, exclude beats it", async () => {
    await write("fitness.config.json", {
      checks: { "api-latency": { include: ["Reports/**", "Shop/**"], exclude: ["Reports/Old"] } },
    });
    const { settingsOf } = await load();
    expect(settingsOf(latency, nothing).included).toBe(false);
    expect(settingsOf(latency, reports).included).toBe(true);
    expect(settingsOf(latency, (glob) => glob.startsWith("Reports")).included).toBe(false);
  });

  test("missing required options are named", async () => {
    await write("fitness.config.json", { checks: { "api-latency": "warning" } });
    expect((await load()).settingsOf(tags, nothing)).toMatchObject({ missing: ["tags"], options: undefined });
    await write("fitness.config.json", { checks: { "required-tags": { options: { tags: { owner: true } } } } });
    expect((await load()).settingsOf(tags, nothing)).toMatchObject({
      missing: [],
      options: { tags: { owner: true } },
      severity: "error",
    });
  });

  test("unknown: the check's own policy beats the general one, the command line beats both", async () => {
    await write("fitness.config.json", { unknown: "report", checks: { "api-latency": { unknown: "gate" } } });
    const config = await load();
    expect([config.settingsOf(latency, nothing).unknown, config.settingsOf(retention, nothing).unknown]).toEqual([
      "gate",
      "report",
    ]);
    expect((await load({ commandLine: { unknown: "report" } })).settingsOf(latency, nothing).unknown).toBe("report");
  });

  test("a check that is off and named on the command line runs as it declares, else as a warning", async () => {
    expect(severities((await load({ turnOn: ["function-cost", "api-latency"] })).baseSettings)).toMatchObject({
      "function-cost": "warning",
      "api-latency": "error",
    });
    const off = await load({ turnOn: ["function-cost", "api-latency"], commandLine: { extends: ["off"] } });
    expect(severities(off.baseSettings)).toMatchObject({ "function-cost": "warning", "api-latency": "error" });
  });
});

describe("errors have a place and a remedy", () => {
  const cases: [string, string, Awaited<ReturnType<typeof refused>>][] = [
    [
      "unknown check",
      '{\n  "checks": {\n    "api-latencies": "error"\n  }\n}',
      {
        message: 'unknown check "api-latencies" in checks',
        place: "fitness.config.json:3:5",
        remedy: 'did you mean "api-latency"?',
      },
    ],
    [
      "unknown key",
      '{\n  "failon": "error"\n}',
      { message: 'unknown key "failon"', place: "fitness.config.json:2:3", remedy: 'did you mean "failOn"?' },
    ],
    [
      "unknown option",
      '{ "checks": { "api-latency": { "options": { "maximun": 3 } } } }',
      {
        message: 'unknown key "maximun" in checks.api-latency.options',
        place: "fitness.config.json:1:45",
        remedy: 'did you mean "maximum"?',
      },
    ],
    [
      "wrong severity",
      '{ "checks": { "api-latency": "eror" } }',
      {
        message: 'checks.api-latency is "eror", but must be one of error, warning, info, off',
        place: "fitness.config.json:1:30",
        remedy: 'did you mean "error"?',
      },
    ],
    [
      "wrong type of an option",
      '{ "checks": { "api-latency": { "options": { "maximum": "3" } } } }',
      {
        message: "checks.api-latency.options.maximum must be a number, not a text",
        place: "fitness.config.json:1:56",
        remedy: "correct the value; `fitness schema config` lists every key",
      },
    ],
    [
      "a waiver without a reason",
      '{ "waivers": [{ "check": "api-latency", "subject": "A" }] }',
      {
        message: "waivers[0].reason is missing",
        place: "fitness.config.json:1:15",
        remedy: "correct the value; `fitness schema config` lists every key",
      },
    ],
    [
      "a waiver for no check",
      '{ "waivers": [{ "check": "api-latncy", "subject": "A", "reason": "r" }] }',
      {
        message: 'waivers[0].check is "api-latncy", but must be one of api-latency, log-retention, function-cost, required-tags',
        place: "fitness.config.json:1:26",
        remedy: 'did you mean "api-latency"?',
      },
    ],
    [
      "broken JSON",
      '{\n  "checks": {\n',
      {
        message: "the config is not valid JSON: close brace expected",
        place: "fitness.config.json:3:1",
        remedy: "correct the JSON; comments and trailing commas are allowed",
      },
    ],
    [
      "a key given twice",
      '{ "region": "a",\n "region": "b" }',
      { message: 'the config has the key "region" twice', place: "fitness.config.json:2:2", remedy: "keep one" },
    ],
    [
      "not an object",
      "[]",
      {
        message: "the config must be an object, not a list",
        place: "fitness.config.json:1:1",
        remedy: "correct the value; `fitness schema config` lists every key",
      },
    ],
    [
      "two targets",
      '{ "target": { "template": "a", "stack": "b" } }',
      {
        message: "target must name exactly one of template, stack and snapshot",
        place: "fitness.config.json:1:13",
        remedy: "correct the value; `fitness schema config` lists every key",
      },
    ],
    [
      "an unknown preset",
      '{ "extends": ["recomended"] }',
      {
        message: 'extends names "recomended", which is not a preset or an installed package',
        place: "fitness.config.json:1:15",
        remedy: 'did you mean "recommended"?',
      },
    ],
  ];

  test.each(cases)("%s", async (_, text, expected) => {
    await write("fitness.config.json", text);
    expect(await refused()).toEqual(expected);
  });

  test("errors in YAML have positions, too, and all are reported at once", async () => {
    await write(
      "fitness.config.yaml",
      "checks:\n  api-latency:\n    severty: error\n    options:\n      maximum: 0\nunknwn: gate\n",
    );
    expect(await refused()).toEqual({
      message:
        'unknown key "severty" in checks.api-latency; also unknown key "unknwn" (line 6); also checks.api-latency.options.maximum must not be less than 1 (line 5)',
      place: "fitness.config.yaml:3:5",
      remedy: 'did you mean "severity"?',
    });
  });

  test("in an environment that is not used, and in an override", async () => {
    await write("fitness.config.json", { environments: { prod: { checks: { "api-latancy": "off" } } } });
    expect((await refused()).message).toBe('unknown check "api-latancy" in environments.prod.checks');
    await write("fitness.config.json", { overrides: [{ subjects: ["A"], checks: { "api-latency": { weight: 3 } } }] });
    expect((await refused()).message).toBe('unknown key "weight" in overrides[0].checks.api-latency');
  });

  test("an environment that does not exist", async () => {
    await write("fitness.config.json", { environments: { prod: {} } });
    expect(await refused({ environment: "prd" })).toMatchObject({
      message: 'the config has no environment "prd"',
      remedy: 'did you mean "prod"?',
    });
  });

  test("files that extend each other", async () => {
    await write("fitness.config.json", { extends: "./other.json" });
    await write("other.json", { extends: ["./fitness.config.json"] });
    expect(await refused()).toMatchObject({
      message: "extends is circular: other.json extends ./fitness.config.json again",
      place: "other.json:3:5",
    });
  });

  test("two configs in one folder, and one that does not exist", async () => {
    await write("fitness.config.json", {});
    await write("fitness.config.yaml", "{}");
    expect((await refused()).message).toBe("there are two configs, fitness.config.json and fitness.config.yaml");
    expect(await refused({ file: "none.json" })).toMatchObject({ message: "the config does not exist", place: "none.json" });
  });
});

describe("plugins", () => {
  const source = (id: string) =>
    `import * as z from ${JSON.stringify(import.meta.resolve("zod"))};
     export const checks = [{ id: "${id}", title: "T", characteristic: "cost", scope: "atomic", cadence: "triggered",
       needs: "configuration", subjects: "function", severity: "warning", options: z.strictObject({}), *assess() {} }];`;

  test("add checks", async () => {
    await write("checks/mine.mjs", source("my-check"));
    await write("fitness.config.json", { plugins: ["./checks/mine.mjs"] });
    const config = await load();
    expect(config.checks.map(({ id }) => id)).toEqual([...checks.map(({ id }) => id), "my-check"]);
    expect(config.baseSettings.get("my-check")?.severity).toBe("warning");
  });

  test.each([
    [source("api-latency"), "defines the check api-latency, which already exists"],
    ["export default 5", "exports neither a check nor a reporter"],
    ["throw new Error('boom')", "the plug-in could not be loaded: boom (mine.mjs:1)"],
    [source("My_Check"), "exports the check My_Check, whose id is invalid: not in kebab-case"],
    [source("mine").replace("cost", "price"), "exports the check mine, whose characteristic is invalid"],
  ])("are refused where they are wrong", async (text, message) => {
    await write("mine.mjs", text);
    await write("fitness.config.json", { plugins: ["./mine.mjs"] });
    expect((await refused()).message).toContain(message);
  });

  test("that are not installed are named with their place", async () => {
    await write("fitness.config.json", { plugins: ["fitness-plugin-none"] });
    expect(await refused()).toMatchObject({
      message: 'the plugin "fitness-plugin-none" is not installed',
      place: "fitness.config.json:3:5",
    });
  });
});
