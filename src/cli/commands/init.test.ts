import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { folder } from "../../../test/folder.ts";
import type { Report } from "../../audit/report.ts";
import { builtInChecks } from "../../checks/index.ts";
import { loadConfig } from "../../config/load.ts";
import { main } from "../main.ts";

const FILE = "fitness.config.json";
const fixtures = path.resolve(import.meta.dirname, "../../../fixtures");

async function fitness(cwd: string, ...args: readonly string[]) {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
  const exitCode = await main(args, {
    cwd,
    env: {},
    platform: "linux",
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    readStandardInput: () => Promise.reject(new Error("not to be read")),
  });
  return { exitCode, ...written };
}

const configIn = (cwd: string): string => readFileSync(path.join(cwd, FILE), "utf8");
const load = (cwd: string) => loadConfig({ cwd, checks: builtInChecks });

function cdkFolder(): string {
  const cwd = folder({ "cdk.json": { app: "node app.js" }, "package.json": {} });
  cpSync(path.join(fixtures, "ev-charging", "cdk.out"), path.join(cwd, "cdk.out"), { recursive: true });
  return cwd;
}

const tagged = { Type: "AWS::SNS::Topic", Properties: { Tags: [{ Key: "owner", Value: "shop" }] } };
const plain = { Type: "AWS::SNS::Topic" };
const sam = {
  Transform: "AWS::Serverless-2016-10-31",
  Parameters: { Stage: { Type: "String" }, Alias: { Type: "String" }, Size: { Type: "Number", Default: 128 } },
  Resources: {
    Place: {
      Type: "AWS::Serverless::Function",
      Properties: { Runtime: "nodejs22.x", Handler: "a.b", InlineCode: "x", AutoPublishAlias: { Ref: "Alias" } },
    },
  },
};
const service = "service: shop\nprovider: { name: aws }\n";

describe("of a CDK application", () => {
  test("the config is loaded as it is, and the check after it finds what its comments say", async () => {
    const cwd = cdkFolder();
    const { exitCode, stderr } = await fitness(cwd, "init");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining("the CDK application of cdk.json") });
    expect(await load(cwd)).toMatchObject({ file: FILE, target: { names: ["cdk.out"] } });

    const { stdout } = await fitness(cwd, "check", "--reporter", "json");
    const report = JSON.parse(stdout) as Report;
    const open = report.checks.filter(({ summary }) => summary.fail + summary.unknown > 0).map(({ id }) => id);
    const named = [...configIn(cwd).matchAll(/^ {4}\/\/ "([a-z-]+)": .*(?:fail|unknown)/gm)].map(([, id]) => id);
    expect([...named, "required-tags"].sort()).toEqual(open.sort());
    expect(configIn(cwd)).toMatch(
      /"progressive-traffic": "warning", +\/\/ 2 of 2 fail: EVStateless\/StartCharging, EVStateless\/StopCharging/,
    );
    expect(configIn(cwd)).toMatch(/Today 3 of 25 fail: EVStateless\/StartChargingLogs, EVStateless\/StopChargingLogs and 1 more/);
  });

  test("the tags that most resources have are required of resources", async () => {
    const cwd = cdkFolder();
    await fitness(cwd, "init");
    const options = (await load(cwd)).baseSettings.get("required-tags")?.options;
    const tags = { "cost-centre": true, "data-classification": true, environment: true, owner: true, service: true };
    expect(options).toEqual({ tags, on: "resources" });
  });

  test("everything that is commented out is valid when it no longer is, and does what it says", async () => {
    const cwd = cdkFolder();
    await fitness(cwd, "init");
    writeFileSync(path.join(cwd, FILE), configIn(cwd).replace(/^( *)\/\/ (?=\s*["{\]])/gm, "$1"));
    const config = await load(cwd);
    expect(config.waivers).toMatchObject([{ check: "progressive-traffic", subject: "EVStateless/StartCharging" }]);
    expect(config.baseSettings.get("progressive-traffic")?.severity).toBe("warning");
    expect((await fitness(cwd, "check", "--reporter", "json")).stdout).toContain('"status": "used"');
  });

  test("kinds of evidence that are missing are offered, with the file that is there", async () => {
    const cwd = cdkFolder();
    writeFileSync(path.join(cwd, "cdk.out", "AwsSolutions-EVStateless-NagReport.csv"), "");
    writeFileSync(path.join(cwd, "lcov.info"), "");
    await fitness(cwd, "init");
    const text = configIn(cwd);
    expect(text).toContain("// Kinds of fitness functions that are still missing: holistic continual (needs --stack).");
    expect(text).toContain('// "compliance-report": "error", // found AwsSolutions-EVStateless-NagReport.csv');
    expect(text).toMatch(/\/\/ "code-coverage": .*"path": "lcov.info".* \/\/ found lcov.info/);
    expect(text).toMatch(/\/\/ "load-test": .*"path": "reports\/k6-summary.json".* \/\/ made by k6/);
    writeFileSync(path.join(cwd, FILE), text.replace(/^( *)\/\/ (?="function-cost")/gm, "$1"));
    const { stdout } = await fitness(cwd, "check", "--check", "function-cost", "--region", "eu-west-1", "--reporter", "json");
    expect((JSON.parse(stdout) as Report).summary).toMatchObject({ pass: 2, fail: 0, unknown: 0 });
  });

  test("that was not synthesized, the config says so; the folder is that of cdk.json", async () => {
    const cwd = folder({ "cdk.json": { app: "node app.js", output: "build/cdk" } });
    const { exitCode, stderr } = await fitness(cwd, "init");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining("Run `npx cdk synth --quiet`, then") });
    expect(configIn(cwd)).toContain("// Not audited: build/cdk: does not exist");
    expect((await load(cwd)).target).toEqual({ kind: "template", names: ["build/cdk"] });
  });
});

describe("of other projects", () => {
  test("SAM: the template, and the parameters that neither it nor samconfig gives", async () => {
    const samconfig = '[default.deploy.parameters]\nparameter_overrides = "Alias=live"\n';
    const cwd = folder({ "template.json": sam, "samconfig.toml": samconfig, "packaged.yaml": sam });
    const { stderr } = await fitness(cwd, "init");
    expect(stderr).toContain("the SAM application of template.json");
    expect((await load(cwd)).target?.names).toEqual(["template.json"]);
    expect(configIn(cwd)).toContain('// "parameters": { "Stage": "…" },');
    expect(configIn(cwd)).toContain('// "required-tags"');
    expect(configIn(cwd)).not.toContain("$schema");
  });

  test("Serverless Framework: what it packages", async () => {
    const update = { Resources: { T: tagged } };
    const cwd = folder({ "serverless.yml": service, ".serverless/cloudformation-template-update-stack.json": update });
    expect((await fitness(cwd, "init")).stdout).toContain("- run: npx --yes serverless package\n");
    expect((await load(cwd)).target?.names).toEqual([".serverless"]);
    expect((await fitness(cwd, "check")).exitCode).toBe(0);
  });

  test("CloudFormation: all templates of the folder, and a word on what cannot be read", async () => {
    const cwd = folder({
      "a.yaml": { Resources: { T: tagged } },
      "b.json": { Resources: { T: tagged, U: plain } },
      "c.yaml": "Resources: {{ jinja }}\n",
      "package.json": {},
    });
    expect((await fitness(cwd, "init")).stderr).toMatch(/not included: c\.yaml .*\n/);
    expect((await load(cwd)).target?.names).toEqual(["a.yaml", "b.json"]);
    expect(configIn(cwd)).toContain("most of the 3 resources: owner 2.");
  });

  test("of several, the clearest is taken and the others are named", async () => {
    const cwd = folder({
      "cdk.json": {},
      "serverless.yml": service,
      "template.json": sam,
      "z.json": { Resources: { T: plain } },
    });
    await fitness(cwd, "init");
    expect([...configIn(cwd).matchAll(/Also in this folder, but not included: (.*)/g)].map(([, what]) => what)).toEqual([
      "template.json (SAM application)",
      "serverless.yml (Serverless Framework service)",
      "z.json (CloudFormation system)",
    ]);
  });

  test("a name in a template cannot end its comment", async () => {
    const cwd = folder({ "template.json": { Resources: { T: tagged, "X\n}\u2028": { ...plain }, U: tagged } } });
    await fitness(cwd, "init");
    expect(await load(cwd)).toMatchObject({ file: FILE });
  });
});

describe("refuses", () => {
  test("to overwrite, but for --force", async () => {
    const cwd = folder({ "template.json": sam, [FILE]: "{}" });
    const refused = await fitness(cwd, "init");
    expect(refused).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringContaining("a config already exists. Use --force"),
    });
    expect(configIn(cwd)).toBe("{}");
    expect((await fitness(cwd, "init", "--force")).exitCode).toBe(0);
    expect(configIn(cwd)).toContain('"target"');
  });

  test("to write beside a config of another kind, whatever is said", async () => {
    const cwd = folder({ "template.json": sam, "fitness.config.yaml": "" });
    expect(await fitness(cwd, "init", "--force")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("Remove it first"),
    });
    expect(existsSync(path.join(cwd, FILE))).toBe(false);
  });

  test.each<[string, Record<string, object | string>, string]>([
    ["an empty folder", {}, "run it in the project folder"],
    [
      "a folder above",
      { "apps/shop/cdk.json": {}, "infra/template.yaml": "", "node_modules/x/cdk.json": {} },
      "apps/shop, infra.",
    ],
    [
      "a fragment",
      { "template.json": { Resources: sam.Resources } },
      "template.json has AWS::Serverless resources but no Transform",
    ],
    ["other things", { "package.json": { name: "Resources" }, "data.json": { a: 1 } }, "run it in the project folder"],
  ])("%s, and writes nothing", async (_what, files, remedy) => {
    const cwd = folder(files);
    const before = readdirSync(cwd);
    const { exitCode, stdout, stderr } = await fitness(cwd, "init");
    expect({ exitCode, stdout, stderr: stderr.toLowerCase() }).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringContaining(remedy.toLowerCase()),
    });
    expect(readdirSync(cwd)).toEqual(before);
  });
});

describe("the snippets", () => {
  const snippets = async (files: Record<string, object | string>) => {
    const { stdout } = await fitness(folder({ "template.json": sam, ...files }), "init");
    return stdout.split(/\n(?=# )/);
  };

  test.each([
    [".github/workflows/ci.yml", "# GitHub Actions"],
    [".gitlab-ci.yml", "# GitLab CI"],
    ["buildspec.yml", "# CodeBuild"],
  ])("with %s it is the one of %s", async (file, title) => {
    const found = await snippets({ [file]: "" });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(title);
  });

  test("else there are three, each YAML that runs the audit", async () => {
    const found = await snippets({});
    expect(found).toHaveLength(3);
    for (const text of found) {
      expect(() => parse(text)).not.toThrow();
      expect(text).toMatch(/- (?:run: )?npx --yes serverless-fitness@\d+\.\d+ check --reporter human junit=fitness\.xml\n/);
    }
  });

  test.each([
    ["package-lock.json", "npm ci"],
    ["yarn.lock", "corepack enable && yarn install --immutable"],
    ["pnpm-lock.yaml", "corepack enable && pnpm install --frozen-lockfile"],
    ["README.md", "npm install"],
  ])("with %s they install by: %s", async (lock, install) => {
    for (const text of await snippets({ "package.json": {}, [lock]: "" })) {
      expect(text).toContain(`- ${text.startsWith("# GitHub") ? "run: " : ""}${install}\n`);
      expect(text).toContain("npx fitness check");
    }
  });

  const cdkIn = (app: string, more: Record<string, object | string> = {}) => ({ "cdk.json": { app }, ...more });

  test.each([
    ["python3 app.py", { "requirements.txt": "" }, "actions/setup-python@v5", "python3 -m pip install -r requirements.txt"],
    ["uv run python app.py", { "uv.lock": "" }, "actions/setup-python@v5", "uv sync --frozen"],
    ["mvn -e -q compile exec:java", { "pom.xml": "" }, "actions/setup-java@v4", "java-version: 21"],
    ["./gradlew run", {}, "actions/setup-java@v4", "java-version: 21"],
    ["go mod download && go run app.go", { "go.mod": "" }, "actions/setup-go@v5", "go-version: stable"],
    ["dotnet run --project src/App/App.csproj", {}, "actions/setup-dotnet@v4", "dotnet-version: 8.x"],
  ])("for the CDK app that %s runs they install its language", async (app, files, setup, step) => {
    const { stdout } = await fitness(folder({ ...cdkIn(app, files), ".github/workflows/ci.yml": "" }), "init");
    expect(() => parse(stdout)).not.toThrow();
    expect(stdout).toContain(`- uses: ${setup}`);
    expect(stdout).toContain(step);
    expect(stdout).toContain("- run: npx --yes aws-cdk@2 synth --quiet");
    expect(stdout).toMatch(/- run: npx --yes serverless-fitness@/);
  });

  test("with Bun they install and run by Bun", async () => {
    const files = cdkIn("bun run bin/app.ts", { "package.json": {}, "bun.lock": "" });
    const { stdout } = await fitness(folder(files), "init");
    for (const command of ["bun install --frozen-lockfile", "bunx cdk synth --quiet", "bunx fitness check"])
      expect(stdout).toContain(command);
  });

  test("in a subfolder they start at the root of the repository", async () => {
    const root = folder({ ".git/HEAD": "", ".github/workflows/ci.yml": "", "services/orders/template.json": sam });
    const { stdout } = await fitness(path.join(root, "services", "orders"), "init");
    expect(stdout).toContain("working-directory: services/orders");
    expect(stdout).toContain("path: services/orders/fitness.xml");
    expect(stdout.match(/^# /gm)).toHaveLength(1);
  });

  test("with several environments in samconfig.toml each is audited", async () => {
    const text = '[dev.deploy.parameters]\nstack_name = "dev"\n[prod.deploy.parameters]\nstack_name = "prod"\n';
    for (const snippet of await snippets({ "samconfig.toml": text })) {
      expect(() => parse(snippet)).not.toThrow();
      expect(snippet).toContain("check --environment dev --reporter human junit=fitness-dev.xml");
      expect(snippet).toContain("check --environment prod --reporter human junit=fitness-prod.xml");
    }
  });
});

test("the namespaces of Powertools are proposed for rollback alarms, and the config is valid with them", async () => {
  const Greeter = {
    Type: "AWS::Lambda::Function",
    Properties: { Environment: { Variables: { POWERTOOLS_METRICS_NAMESPACE: "shop" } } },
  };
  const cwd = folder({ "template.json": { Resources: { Greeter } } });
  await fitness(cwd, "init");
  const text = configIn(cwd);
  expect(text).toContain('// "rollback-alarm-scope": { "options": { "customNamespaces": [ "shop" ] } },');
  writeFileSync(path.join(cwd, FILE), text.replace(/^( *)\/\/ (?="rollback-alarm-scope")/gm, "$1"));
  const config = await load(cwd);
  expect(config.baseSettings.get("rollback-alarm-scope")?.options).toMatchObject({ customNamespaces: ["shop"] });
});
