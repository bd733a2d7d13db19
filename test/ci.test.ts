// What runs in other people's pipelines: the shell of the action against stand-ins for GitHub, and the commands of every example.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { blocksOf } from "../scripts/guide.ts";
import { main } from "../src/cli/main.ts";
import { folder } from "./folder.ts";

const root = path.resolve(import.meta.dirname, "..");
const text = (...file: readonly string[]): string => readFileSync(path.join(root, ...file), "utf8");

interface Step {
  readonly id?: string;
  readonly name: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const action = parse(text("action.yml")) as { inputs: object; runs: { steps: readonly Step[] } };
const stepNamed = (name: string): Step & { run: string } => {
  const step = action.runs.steps.find((each) => each.name === name);
  if (step?.run === undefined) throw new Error(`action.yml has no step ${name} that runs a command`);
  return { ...step, run: step.run };
};

/** A machine with stand-ins for the programs that a step calls; each writes its arguments, and answers as told. */
function machine(programs: Readonly<Record<string, string>>) {
  const made = folder({
    output: "",
    ...Object.fromEntries(
      Object.entries(programs).map(([name, script]) => [
        path.join("bin", name),
        `#!/usr/bin/env bash\nprintf '%s\\n' "$*" >>"$CALLS"\n${script}\n`,
      ]),
    ),
  });
  for (const name of Object.keys(programs)) chmodSync(path.join(made, "bin", name), 0o755);
  const env = {
    PATH: `${path.join(made, "bin")}:${process.env["PATH"]}`,
    CALLS: path.join(made, "calls"),
    GITHUB_OUTPUT: path.join(made, "output"),
    GITHUB_REPOSITORY: "acme/shop",
    RUNNER_TEMP: made,
  };
  return {
    folder: made,
    run: (name: string, more: Readonly<Record<string, string>>) =>
      spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", stepNamed(name).run], {
        cwd: made,
        env: { ...env, ...more },
        encoding: "utf8",
      }),
    outputs: () => readFileSync(path.join(made, "output"), "utf8"),
    calls: () => (existsSync(env.CALLS) ? readFileSync(env.CALLS, "utf8").trim().split("\n") : []),
  };
}

const reporting = (status: number, writes = true): string =>
  `${writes ? 'for each in "$@"; do case "$each" in json=*|markdown=*) echo "# report" >"${each#*=}";; esac; done' : ""}\nexit ${status}`;
const audit = { TEMPLATE: "", ARGUMENTS: "", VERSION: "1.2.3", BASELINE: "" };

describe("action.yml", () => {
  test("audits with every report, and hands the exit code on", () => {
    const { run, calls, outputs, folder: made } = machine({ npx: reporting(1) });
    const { status } = run("Audit", {
      ...audit,
      TEMPLATE: "a.yaml b.yaml",
      ARGUMENTS: "--fail-on warning",
      BASELINE: "old.json",
    });
    expect(status).toBe(0);
    const reports = ["json=", "junit=", "sarif=", "markdown="].map((each) => `${each}${made}/fitness/fitness`);
    expect(calls()).toEqual([
      `--yes --package=serverless-fitness@1.2.3 fitness check --fail-on warning --template a.yaml b.yaml --baseline old.json --reporter github ${reports[0]}.json ${reports[1]}.xml ${reports[2]}.sarif ${reports[3]}.md`,
    ]);
    expect(outputs()).toBe(`exit-code=1\nreport=${made}/fitness\n`);
  });

  test("takes the version that the project has, and shell in an input for text", () => {
    const { run, calls, folder: made } = machine({ "../node_modules/.bin/fitness": reporting(0), npx: "exit 9" });
    run("Audit", { ...audit, TEMPLATE: '$(touch "pwned") `touch pwned`; touch pwned' });
    expect(calls()[0]).toMatch(/^check --template \$\(touch "pwned"\) `touch pwned`; touch pwned --reporter github /);
    expect(existsSync(path.join(made, "pwned"))).toBe(false);
  });

  test("says that there is no report where the audit wrote none, and ends with the exit code of the audit", () => {
    const { run, outputs } = machine({ npx: reporting(2, false) });
    run("Audit", audit);
    expect(outputs()).toBe("exit-code=2\n");
    for (const [STATUS, status] of [
      ["0", 0],
      ["1", 1],
      ["3", 3],
      ["", 2],
    ] as const)
      expect(run("Verdict", { STATUS }).status).toBe(status);
  });

  test("takes the latest report of the base branch for the baseline, and does without one", () => {
    const env = { NAME: "fitness-report", BRANCH: "main", GH_TOKEN: "t" };
    const found = machine({ gh: 'case "$1" in api) echo 42;; esac' });
    expect(found.run("Read the baseline of the base branch", env).status).toBe(0);
    expect(found.calls()[1]).toBe(
      `run download 42 --repo acme/shop --name fitness-report --dir ${found.folder}/fitness-baseline`,
    );
    expect(found.outputs()).toBe(`file=${found.folder}/fitness-baseline/fitness.json\n`);
    const none = machine({ gh: "" });
    const { status, stdout } = none.run("Read the baseline of the base branch", env);
    expect({ status, outputs: none.outputs() }).toEqual({ status: 0, outputs: "" });
    expect(stdout).toContain("branch main has no artifact fitness-report yet");
  });

  test("writes one comment, and updates it", () => {
    const env = { GH_TOKEN: "t", NUMBER: "7", KEY: "." };
    const comment = (gh: string) => {
      const one = machine({ gh, "../report/fitness.md": "# DEGRADED" });
      const { status } = one.run("Comment on the pull request", { ...env, REPORT: path.join(one.folder, "report") });
      expect(status).toBe(0);
      return { last: one.calls().at(-1), body: readFileSync(path.join(one.folder, "report", "comment.md"), "utf8") };
    };
    const first = comment("");
    expect(first.last).toMatch(/--method POST repos\/acme\/shop\/issues\/7\/comments -F body=@/);
    expect(first.body).toMatch(/^<!-- serverless-fitness \. -->\n/);
    const later = comment('case "$*" in *--jq*) echo 99; echo 100;; esac');
    expect(later.last).toMatch(/--method PATCH repos\/acme\/shop\/issues\/comments\/99 -F body=@/);
  });

  test("uses no input in a command but through the environment", () => {
    for (const { run } of action.runs.steps) expect(run ?? "").not.toContain("${{");
  });
});

/** The arguments of each `fitness` command of a YAML example. */
function commandsIn(example: string): string[][] {
  return [...example.matchAll(/(?:npx |--package=\S+ )fitness (check .*)$/gm)].map(([, command = ""]) => command.split(/\s+/));
}

const examples = blocksOf(text("docs", "ci.md")).filter(({ language }) => language === "yaml");
const component = text("templates", "fitness", "template.yml");

const actionlint = path.join(
  process.env["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache"),
  ...["serverless-fitness", "go", "actionlint"],
);
/** `.ci/cdk` installs it where Go is there. */
const missing = (program: "actionlint"): boolean => program === "actionlint" && !existsSync(actionlint);

test.skipIf(missing("actionlint"))("actionlint finds nothing wrong with the workflow", () => {
  const [{ text: workflow } = { text: "" }] = examples;
  const { status, stdout } = spawnSync(actionlint, ["-no-color", "-"], { input: workflow, encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
});

describe("docs/ci.md", () => {
  test.each(examples.map(({ attributes, text: example }) => [attributes["title"] ?? "", example]))(
    "%s is YAML, and its commands run",
    async (_, example) => {
      expect(parse(example)).toBeTypeOf("object");
      for (const command of commandsIn(example)) expect(await runs(command)).toBe(0);
    },
  );

  test("gives the action and the component only inputs that they have", () => {
    const [workflow, gitlab] = examples.map((example) => parse(example.text));
    const used = workflow.jobs.fitness.steps.find(({ uses = "" }: { uses?: string }) => uses.startsWith("serverless-fitness/"));
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(used.with)));
    const [spec] = parseAllDocuments(component).map((document) => document.toJS());
    expect(Object.keys(spec.spec.inputs)).toEqual(expect.arrayContaining(Object.keys(gitlab.include[0].inputs)));
  });

  test("the component's command runs with its inputs", async () => {
    const filled = component
      .replaceAll("$[[ inputs.template ]]", "cdk.out")
      .replaceAll(/ ?\$\[\[ inputs\.arguments \]\]/g, "")
      .replaceAll("$[[ inputs.version ]]", "latest");
    const commands = commandsIn(filled);
    expect(commands).toHaveLength(1);
    for (const command of commands) expect(await runs(command)).toBe(0);
  });

  test("the hook of pre-commit runs the command line with what it takes", () => {
    const [hook] = parse(text(".pre-commit-hooks.yaml")) as [{ id: string; entry: string; files: string }];
    expect(hook.entry).toBe("fitness check --quiet");
    const files = new RegExp(hook.files);
    expect(["template.yaml", "infra/template.yml", "cdk.json", "a/shop.template.json"].every((file) => files.test(file))).toBe(
      true,
    );
    expect(["README.md", "src/index.ts"].some((file) => files.test(file))).toBe(false);
  });
});

/** In a project whose assembly is fit. @returns the exit code */
async function runs(args: readonly string[]): Promise<number> {
  const cwd = folder({});
  const fit = path.join(root, "fixtures", "ev-charging", "cdk.out-fit");
  const silent = { write: () => true, isTTY: false };
  const readStandardInput = async () => Buffer.alloc(0);
  const io = { cwd, env: {}, platform: "linux", stdout: silent, stderr: silent, readStandardInput } as const;
  return main(
    args.map((each) => (each === "cdk.out" ? fit : each)),
    io,
  );
}
