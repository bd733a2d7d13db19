// The help tells the truth about what there is.
import { describe, expect, test } from "vitest";
import { run as runIn } from "../../test/commands.ts";
import { folder } from "../../test/folder.ts";
import { reporters } from "../reporters/index.ts";

const run = (...args: readonly string[]) => runIn(import.meta.dirname, args);

test("check --help names every reporter", async () => {
  const { exitCode, stdout, stderr } = await run("check", "--help");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const told = stdout.replace(/\s+/g, " ");
  for (const name of Object.keys(reporters)) expect(told).toMatch(new RegExp(`--reporter.*\\b${name}\\b`));
});

test("every command has a help of its own", async () => {
  const { stdout } = await run("--help");
  for (const command of ["check", "simulate", "list", "explain", "graph", "init", "schema"]) {
    expect(stdout).toContain(`\n  ${command} `);
    expect((await run(command, "--help")).stdout).toContain(`Usage: fitness ${command}`);
  }
});

describe("paths without an option before them are templates", () => {
  const topic = { Resources: { T: { Type: "AWS::SNS::Topic" } } };
  const audited = async (...args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await runIn(folder({ "shop.json": topic, "out/other.json": topic }), args);
    return {
      exitCode,
      stderr,
      stacks: stdout === "" ? [] : JSON.parse(stdout).source.stacks.map(({ name }: { name: string }) => name),
    };
  };

  test.each([
    [["check", "shop.json", "--reporter", "json"], ["shop"]],
    [["check", "--format", "json", "shop.json"], ["shop"]],
    [["check", "--reporter", "json", "--check", "function-alias", "./shop.json"], ["shop"]],
    [
      ["check", "--template", "shop.json", "--format", "json", "out/other.json"],
      ["shop", "other"],
    ],
    [
      ["check", "shop.json", "out", "--format", "json", "--fail-on", "none"],
      ["shop", "other"],
    ],
  ])("%j", async (args, stacks) => {
    expect(await audited(...args)).toMatchObject({ stacks, stderr: "" });
  });

  test("and no live stacks beside them", async () => {
    expect((await audited("check", "--stack", "prod", "shop.json")).stderr).toContain(
      "--template and --stack cannot be combined",
    );
  });

  test("of other commands, too", async () => {
    const cwd = folder({ "shop.json": { Resources: { Fn: { Type: "AWS::Lambda::Function", Properties: {} } } } });
    expect((await runIn(cwd, ["graph", "shop.json"])).stdout).toContain("flowchart");
  });
});

test.each([
  [["chekc"], "did you mean check?"],
  [["sim"], "did you mean simulate?"],
  [["audit"], "the commands are check, simulate, "],
  [["check", "--temp", "x"], "did you mean --template?"],
  [["check", "--templte", "x"], "did you mean --template?"],
  [["check", "--repoter", "x"], "did you mean --reporter?"],
  [["check", "--xyz"], "see `fitness check --help`"],
])("%j is answered by what was meant", async (args, remedy) => {
  const { exitCode, stderr } = await run(...args);
  expect({ exitCode, stderr: stderr.toLowerCase() }).toEqual({ exitCode: 2, stderr: expect.stringContaining(remedy) });
});

describe("an environment", () => {
  const Resources = { T: { Type: "AWS::SNS::Topic" } };
  const template = { Parameters: { Stage: { Type: "String", Default: "dev" } }, Resources };
  const samconfig = '[prod.deploy.parameters]\nparameter_overrides = "Stage=prod"\nstack_name = "shop-prod"\n';
  const config = { environments: { beta: { parameters: { Stage: "beta" } } } };
  const files = { "template.json": template, "samconfig.toml": samconfig, "fitness.config.json": config };
  const notes = async (...args: readonly string[]) => {
    const { stdout, stderr } = await runIn(folder(files), ["check", "template.json", "--format", "json", ...args]);
    return stdout === "" ? stderr : JSON.parse(stdout).notes;
  };

  test("is one of the config, else one of samconfig", async () => {
    expect(await notes("-e", "prod")).toEqual(["samconfig.toml, environment prod: Stage=prod; stack name shop-prod"]);
    expect(await notes("-e", "beta")).toEqual(["samconfig.toml has no environment beta and was ignored; it has prod (-e)"]);
  });

  test("that neither has is refused with the nearest of both", async () => {
    expect(await notes("-e", "prd")).toBe(
      'fitness: fitness.config.json: neither the config nor samconfig.toml has an environment "prd". Did you mean "prod"?\n',
    );
    expect((await runIn(folder({ "template.json": template }), ["check", "-e", "prod"])).stderr).toContain(
      'the config has no environment "prod"',
    );
    expect((await runIn(folder(files), ["list", "-e", "prod"])).stderr).toContain('the config has no environment "prod"');
    expect((await runIn(folder(files), ["check", "--stack", "x", "-e", "prod"])).stderr).toContain('has no environment "prod"');
  });
});
