// The validation plug-in in real syntheses: the EV app as its team would run it, and small apps on older versions of the CDK.
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { folder } from "./folder.ts";

const root = path.resolve(import.meta.dirname, "..");
const example = path.join(root, "examples", "ev-charging");
const cache = path.join(process.env["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache"), "serverless-fitness", "cdk");
const isInstalled = (name: string): boolean => {
  const there = existsSync(path.join(cache, name, "node_modules", ".complete"));
  if (!there) console.warn(`SKIPPED: ${path.join(cache, name)} is not there; .ci/cdk installs it`);
  return there;
};

/** A project with the packages of that folder, and this one as if it were installed. */
function project(name: string, files: Readonly<Record<string, string | object>>): string {
  const made = folder({ "fitness.config.json": { extends: ["recommended"], history: "history" }, ...files });
  const own = path.join(made, "node_modules");
  mkdirSync(own);
  for (const each of readdirSync(path.join(cache, name, "node_modules")).filter((entry) => !entry.startsWith(".")))
    symlinkSync(path.join(cache, name, "node_modules", each), path.join(own, each));
  symlinkSync(root, path.join(own, "serverless-fitness"));
  return made;
}

interface Run {
  readonly status: number;
  readonly output: string;
}

function run(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const whole = { ...process.env, NO_COLOR: "1", CI: "true", NODE_ENV: "", VITEST: "", ...env };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd, env: whole }, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode ?? -1, output: `${stdout}${stderr}` }),
    );
  });
}

/** The constructs of which the CDK shows that their traffic shifts at once. */
function constructsIn(output: string): (string | undefined)[] {
  return [...output.matchAll(/shifts all traffic at once.*\n +(\S+)/g)].map(([, at]) => at);
}

describe.skipIf(!isInstalled("app"))("cdk synth of the EV app", () => {
  /** @param more statements after those of `bin/validated.ts` */
  async function synth(variant: "fit" | "degraded", more = ""): Promise<Run & { readonly cwd: string }> {
    const cwd = project("app", {});
    for (const each of ["bin", "lib", "functions", "cdk.json", "package.json", "tsconfig.json"])
      cpSync(path.join(example, each), path.join(cwd, each), { recursive: true });
    const app = `${readFileSync(path.join(example, "bin", "validated.ts"), "utf8")}\n${more}`;
    writeFileSync(path.join(cwd, "bin", "validated.ts"), app);
    const tsx = path.join(cache, "app", "node_modules", "tsx", "dist", "cli.mjs");
    const cdk = path.join(cache, "app", "node_modules", "aws-cdk", "bin", "cdk");
    const command = `"${process.execPath}" "${tsx}" bin/validated.ts`;
    const ran = await run(cwd, [cdk, "synth", "--quiet", "--app", command, "--context", `variant=${variant}`]);
    return { ...ran, cwd };
  }
  const stateless = 'app.node.findChild("EVStateless")';
  const acknowledged = (at: string, id: string): string =>
    `Validations.of(${at}).acknowledge({ id: "${id}", reason: "moved in one go until ARCH-112" });`;

  test("passes where it is fit, and leaves no trace in the history", async () => {
    const { status, output, cwd } = await synth("fit");
    expect(output).not.toContain("(serverless-fitness)");
    expect(status).toBe(0);
    expect(existsSync(path.join(cwd, "history"))).toBe(false);
  });

  test("fails where it is degraded, at the constructs and lines that are at fault", async () => {
    const { status, output } = await synth("degraded");
    expect(status).toBe(1);
    expect(output).toMatch(
      /lib\/stateless\.ts:\d+:\d+\nERROR shifts all traffic at once \(CodeDeployDefault\.LambdaAllAtOnce\) \(serverless-fitness\)\n +EVStateless\/StartCharging\/Resource /,
    );
    expect(output).toContain(
      "Suggested fix: set deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES on the LambdaDeploymentGroup",
    );
    expect(output).toContain("Acknowledge with 'serverless-fitness::progressive-traffic'");
  });

  test("takes an acknowledgement for the construct on which it is made, by the CDK and by cdk-nag", async () => {
    const { status, output, cwd } = await synth(
      "degraded",
      `import { NagSuppressions } from "cdk-nag";
       ${acknowledged(`${stateless}.node.findChild("StartCharging")`, "serverless-fitness::progressive-traffic")}
       NagSuppressions.addResourceSuppressions(${stateless}.node.findChild("ApiLatency"),
         [{ id: "serverless-fitness::alarm-action", reason: "nobody is on call yet, ARCH-7" }]);`,
    );
    expect(constructsIn(output)).toEqual(["EVStateless/StopCharging/Resource"]);
    expect(output).not.toContain("has no action");
    expect(status).toBe(1);
    // The same assembly, audited by the command line: the same waivers.
    const launcher = path.join(root, "bin", "fitness.js");
    const { output: json } = await run(cwd, [launcher, "check", "cdk.out", "--quiet", "--reporter", "json"]);
    expect(
      JSON.parse(json).waivers.map(({ check, subject, status: use }: Record<string, string>) => [check, subject, use]),
    ).toEqual([
      ["alarm-action", "EVStateless/ApiLatency", "used"],
      ["progressive-traffic", "EVStateless/StartCharging", "used"],
    ]);
  });

  test("takes one on the application for all of it", async () => {
    const { output } = await synth("degraded", acknowledged("app", "serverless-fitness::progressive-traffic"));
    expect(output).toContain("has no action");
    expect(output).not.toContain("shifts all traffic at once");
  });

  test("refuses one of a check that does not exist", async () => {
    const { status, output } = await synth("degraded", acknowledged(stateless, "serverless-fitness::progressive-trafic"));
    expect(status).toBe(1);
    expect(output).toContain("FATAL the audit could not be run: ");
    expect(output).toMatch(/progressive-trafic\b.*progressive-traffic\b/);
  });
});

/** Two functions whose deployments move all traffic at once. */
const small = (app: string, more = ""): string => `
  import { App, Stack, aws_codedeploy as codedeploy, aws_lambda as lambda ${more.includes("Validations") ? ", Validations" : ""} } from "aws-cdk-lib";
  import { FitnessValidation } from "serverless-fitness/cdk";
  const app = ${app};
  const stack = new Stack(app, "Shop");
  for (const id of ["One", "Two"]) {
    const fn = new lambda.Function(stack, id, { runtime: lambda.Runtime.NODEJS_20_X, handler: "index.handler",
      code: lambda.Code.fromInline("exports.handler = async () => {}") });
    const alias = new lambda.Alias(stack, id + "Live", { aliasName: "live", version: fn.currentVersion });
    new codedeploy.LambdaDeploymentGroup(stack, id + "Group", { alias,
      deploymentConfig: codedeploy.LambdaDeploymentConfig.ALL_AT_ONCE });
  }
  ${more}
  app.synth();
`;
const onlyTraffic = { extends: ["off"], checks: { "progressive-traffic": "error" } };

test.skipIf(!isInstalled("2.264.0"))("before 2.273, an acknowledgement hides no other construct's finding", async () => {
  const more = `Validations.of(app).addPlugins(new FitnessValidation());
    Validations.of(stack.node.findChild("One")).acknowledge({ id: "serverless-fitness::progressive-traffic", reason: "later" });`;
  const cwd = project("2.264.0", { "app.mjs": small("new App()", more), "fitness.config.json": onlyTraffic });
  const { status, output } = await run(cwd, ["app.mjs"], { CDK_OUTDIR: path.join(cwd, "cdk.out") });
  expect(constructsIn(output)).toEqual(["Shop/Two/Resource"]);
  expect(status).toBe(1);
});

test.skipIf(!isInstalled("2.150.0"))("the older interface of the CDK is served, too", async () => {
  const app = "new App({ policyValidationBeta1: [new FitnessValidation()] })";
  const cwd = project("2.150.0", { "app.mjs": small(app), "fitness.config.json": onlyTraffic });
  const { status, output } = await run(cwd, ["app.mjs"], { CDK_OUTDIR: path.join(cwd, "cdk.out") });
  expect(output).toContain("shifts all traffic at once");
  expect(output).toMatch(/Shop\/One/);
  expect(status).toBe(1);
  const waived = { ...onlyTraffic, waivers: [{ check: "progressive-traffic", subject: "Shop/**", reason: "later" }] };
  const fit = project("2.150.0", { "app.mjs": small(app), "fitness.config.json": waived });
  expect(await run(fit, ["app.mjs"], { CDK_OUTDIR: path.join(fit, "cdk.out") })).toMatchObject({ status: 0 });
});

test.skipIf(!isInstalled("jest"))("Jest has the matcher, and its failure is the block of the human report", async () => {
  const cwd = project("jest", {
    "package.json": { type: "module" },
    "jest.config.json": { setupFilesAfterEnv: ["serverless-fitness/jest"], transform: {}, testEnvironment: "node" },
    "shop.test.js": `test("is fit", async () => { await expect(${JSON.stringify(path.join(root, "fixtures/ev-charging/cdk.out"))}).toBeFit({ config: null }); });`,
  });
  const jest = path.join(cache, "jest", "node_modules", "jest", "bin", "jest.js");
  const { status, output } = await run(cwd, ["--experimental-vm-modules", jest, "--config", "jest.config.json"]);
  expect(status).toBe(1);
  expect(output).toContain("expected the system to be fit");
  expect(output).toContain("progressive-traffic · deployments shift traffic step by step");
});
