// The guide to plug-ins, followed to the letter in an empty folder; and the larger example, installed from its tarball.
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { blocksOf, followGuide } from "../scripts/guide.ts";
import { folder } from "./folder.ts";
import { packInto } from "./packed.ts";

const root = path.resolve(import.meta.dirname, "..");
const guide = path.join(root, "docs", "plugins.md");
const example = path.join(root, "examples", "plugin-queue-concurrency");

describe("docs/plugins.md", () => {
  test("leads to a check that is tested, explained, run and packed", { timeout: 120_000 }, () => {
    const empty = folder({});
    followGuide(guide, empty, { "--save-dev serverless-fitness": `--save-dev ${packInto(empty)}` });
    const plugin = path.join(empty, "fitness-plugin-architecture");
    const schema = JSON.parse(readFileSync(path.join(plugin, "fitness.config.schema.json"), "utf8"));
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    const withOptions = (options: object) => ({ checks: { "function-architecture": { options } } });
    expect(validate(withOptions({ architecture: "x86_64" }))).toBe(true);
    expect(validate(withOptions({ architecture: "mips" }))).toBe(false);
    expect(validate({ checks: { "function-architectures": "error" } })).toBe(false);
  });

  test("has a block of each kind, so that following it is no empty promise", () => {
    const blocks = blocksOf(readFileSync(guide, "utf8"));
    expect(blocks.filter(({ language }) => language === "sh").length).toBeGreaterThan(4);
    expect(blocks.filter(({ language }) => language === "text").length).toBeGreaterThan(1);
    expect(blocks.filter(({ attributes }) => attributes["exit"] === "1").length).toBeGreaterThan(0);
  });
});

const queue = {
  Resources: {
    Worker: { Type: "AWS::Lambda::Function", Properties: {} },
    Jobs: { Type: "AWS::SQS::Queue" },
    Read: {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: { FunctionName: { Ref: "Worker" }, EventSourceArn: { "Fn::GetAtt": ["Jobs", "Arn"] } },
    },
  },
};

test("the example's tests pass, and a project that installs it gets its check and its reporter", { timeout: 120_000 }, () => {
  const project = folder({
    "package.json": { private: true },
    "template.json": queue,
    "fitness.config.json": {
      extends: ["off"],
      plugins: ["fitness-plugin-queue-concurrency"],
      checks: { "queue-concurrency": "warning" },
    },
  });
  cpSync(example, path.join(project, "plugin"), { recursive: true });
  const run = (cwd: string, ...command: readonly [string, ...string[]]): string =>
    execFileSync(command[0], command.slice(1), { cwd, encoding: "utf8" });
  run(path.join(project, "plugin"), "npm", "pack", "--pack-destination", project);
  const tarballs = [packInto(project), path.join(project, "fitness-plugin-queue-concurrency-1.0.0.tgz")];
  run(project, "npm", "install", "--no-audit", "--no-fund", "--prefer-offline", ...tarballs);
  expect(run(path.join(project, "plugin"), process.execPath, "--test", "--test-reporter=tap")).toMatch(/^# fail 0$/m);
  const csv = run(project, "npx", "fitness", "check", "template.json", "--reporter", "csv", "--quiet");
  expect(parse(csv, { columns: true })).toMatchObject([
    { check: "queue-concurrency", verdict: "fail", subject: "Read", file: "template.json" },
  ]);
});
