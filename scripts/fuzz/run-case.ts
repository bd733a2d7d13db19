// Runs the commands of one case in this process, and looks for what no input may lead to.
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { reportSchema } from "../../src/audit/report.ts";
import type { Io } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";
import type { FuzzCase, Outcome } from "./case.ts";
import { withLiveSystem } from "./live-system.ts";

interface Run {
  readonly args: readonly string[];
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param onCommand called before each command: its duration and how much it needs others have to watch */
export async function runCase(input: FuzzCase, onCommand: (command: string) => void): Promise<Outcome> {
  const cwd = realpathSync(mkdtempSync(path.join(tmpdir(), "fitness-fuzz-")));
  try {
    for (const [name, content] of Object.entries(input.files)) {
      mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
      writeFileSync(path.join(cwd, name), typeof content === "string" ? content : Buffer.from(content.base64, "base64"));
    }
    const open = openHandles();
    let milliseconds = 0;
    const runs: Run[] = [];
    const problems: string[] = [];
    const runAll = async (env: Io["env"]): Promise<void> => {
      for (const args of input.commands) {
        onCommand(args.join(" "));
        const began = performance.now();
        runs.push(await run(args, cwd, env));
        milliseconds = Math.max(milliseconds, performance.now() - began);
      }
    };
    const env = { LANG: "C.UTF-8", CI: "1" };
    if (input.answers === undefined) await runAll(env);
    else await withLiveSystem(input, input.answers, (more) => runAll({ ...env, ...more }));
    problems.push(...runs.flatMap(problemsOf));
    // What a service answers too late is another report, and its connections are kept for a while.
    if (input.answers === undefined || milliseconds < 2000) problems.push(...differences(runs));
    if (input.answers === undefined) problems.push(...(await leftOpen(open)));
    return { problems: [...new Set(problems)], exitCodes: runs.map(({ exitCode }) => exitCode), milliseconds };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

async function run(args: readonly string[], cwd: string, env: Io["env"]): Promise<Run> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const exitCode = await main(args, {
    cwd,
    env,
    platform: "linux",
    stdout: { write: (text) => stdout.push(text) },
    stderr: { write: (text) => stderr.push(text) },
    readStandardInput: () => Promise.resolve(Buffer.from("")),
  });
  return { args, exitCode, stdout: stdout.join(""), stderr: stderr.join("") };
}

const internals =
  /internal error|\n\s+at .+:\d+:\d+|Cannot read propert|is not (?:a function|iterable|defined(?! in the audited))|Maximum call stack|Invalid (?:array|string) length|\[object Object\]|undefined is not|Unexpected token/;
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const annotations = /^\s*(?:::\w|##\[|##vso\[)/m;

/** What makes an output do what a name in the input says, by format. */
const live: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  human: [
    [controls, "control characters"],
    [annotations, "an annotation"],
  ],
  html: [[/<script>alert|<img src=x/, "live HTML"]],
  dot: [[/[^\\]"\];a->b;/, "live DOT"]],
  mermaid: [[/^\s*subgraph x$/m, "live mermaid"]],
};

function problemsOf(run: Run): string[] {
  const { args, exitCode, stdout, stderr } = run;
  const command = args[0] ?? "";
  const format = args[args.findIndex((arg) => arg === "--reporter" || arg === "--format") + 1] ?? "human";
  const internal = internals.exec(stderr) ?? internals.exec(stdout);
  const found: readonly (readonly [boolean, string])[] = [
    [![0, 1, 2, 3].includes(exitCode), `ends with ${exitCode}`],
    [internal !== null, `shows its insides: ${line(stderr + stdout, internal?.[0] ?? "")}`],
    [controls.test(stderr), "writes control characters to standard error"],
    [annotations.test(stderr), "writes an annotation to standard error"],
    [exitCode === 2 && stderr === "" && !args.includes("--quiet"), "ends with 2 and says nothing"],
    ...(live[format] ?? []).map(([pattern, what]) => [pattern.test(stdout), `writes ${what}`] as const),
  ];
  const problems = found.flatMap(([isFound, problem]) => (isFound ? [`${command} ${problem}`] : []));
  return command === "check" && format === "json" ? [...problems, ...reportProblems(stdout, exitCode)] : problems;
}

function reportProblems(stdout: string, exitCode: number): string[] {
  if (stdout === "") return exitCode === 2 ? [] : [`no report and exit code ${exitCode}`];
  const parsed = reportSchema.safeParse(JSON.parse(stdout));
  if (!parsed.success)
    return [`the report is not valid: ${parsed.error.issues[0]?.path.join(".")} ${parsed.error.issues[0]?.message}`];
  const { data: report } = parsed;
  const verdicts: Readonly<Record<number, readonly (string | null)[]>> = {
    0: ["fit", "inconclusive"],
    1: ["degraded"],
    2: [null],
    3: ["inconclusive"],
  };
  const verdict = verdicts[report.exitCode] ?? [];
  return [
    ...(report.exitCode === exitCode ? [] : [`the report says ${report.exitCode}, and the exit code is ${exitCode}`]),
    ...(verdict.includes(report.verdict) ? [] : [`the verdict ${report.verdict} ends with ${report.exitCode}`]),
    ...report.checks.flatMap(({ id, error }) => (error === null ? [] : [`the check ${id} ends in an error: ${error}`])),
  ];
}

function line(text: string, part: string): string {
  return (
    text
      .split("\n")
      .find((each) => each.includes(part.trim()))
      ?.slice(0, 200) ?? part
  );
}

/** The first two commands are the same. */
function differences([first, second]: readonly Run[]): string[] {
  if (first === undefined || second === undefined || first.args.join() !== second.args.join()) return [];
  const isSame = withoutTime(first.stdout) === withoutTime(second.stdout) && first.exitCode === second.exitCode;
  return isSame ? [] : ["the same input does not give the same report"];
}

function withoutTime(text: string): string {
  return text.replace(/"startedAt": "[^"]*"|"durationMs": \d+/g, "");
}

function openHandles(): { readonly files: number; readonly resources: readonly string[] } {
  return { files: readdirSync("/proc/self/fd").length, resources: process.getActiveResourcesInfo() };
}

async function leftOpen(before: ReturnType<typeof openHandles>): Promise<string[]> {
  await new Promise((resolve) => setTimeout(resolve, 1));
  const { files, resources } = openHandles();
  const left = [...resources];
  for (const each of before.resources) if (left.includes(each)) left.splice(left.indexOf(each), 1);
  return [
    ...(files > before.files ? [`${files - before.files} files are left open`] : []),
    ...(left.length === 0 ? [] : [`left open: ${[...new Set(left)].join(", ")}`]),
  ];
}
