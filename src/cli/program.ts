// The command line: its commands and options. The code of a command is loaded only when it runs.
import { Argument, Command, Option } from "commander";
import { toolIdentity } from "../package-root.ts";
import type { BaselineOptions } from "./commands/baseline.ts";
import type { CompareOptions } from "./commands/compare.ts";
import type { Shell } from "./commands/completion.ts";
import type { ExplainOptions } from "./commands/explain.ts";
import type { GraphOptions } from "./commands/graph.ts";
import type { InitOptions } from "./commands/init.ts";
import type { ListOptions } from "./commands/list.ts";
import type { PermissionsOptions } from "./commands/permissions.ts";
import type { SchemaName } from "./commands/schema.ts";
import type { SimulateOptions } from "./commands/simulate.ts";
import type { SnapshotOptions } from "./commands/snapshot.ts";
import type { TrendOptions } from "./commands/trend.ts";
import { addFleetCommands } from "./fleet/commands.ts";
import type { Io } from "./io.ts";
import {
  addCheckOptions,
  addConfigOptions,
  addLiveOptions,
  addSourceOptions,
  type CheckOptions,
  type ConfigOptions,
  withTemplates,
} from "./options.ts";
import { withPaths } from "./paths.ts";

/** @param end called with the exit code of a command that has one */
export function createProgram(io: Io, end: (exitCode: number) => void): Command {
  const program = new Command("fitness")
    .description("Audits the architectural fitness functions of AWS serverless systems.")
    .version(toolIdentity().version)
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // Usage errors are thrown; the caller prints them, like every other error.
      outputError: () => {},
    })
    .exitOverride()
    .addHelpText("after", exitCodes);

  addCheckOptions(withTemplates(program.command("check")).description("audits a system and reports the findings")).action(
    async (paths: readonly string[], options: CheckOptions) => {
      const { check } = await import("./commands/check.ts");
      end(await check(withPaths(options, paths), io));
    },
  );

  addSourceOptions(
    withTemplates(program.command("simulate")).description(
      "simulates the deployment of a broken version: when is it rolled back, and how many requests fail?",
    ),
  )
    .option("--select <glob...>", "only deployments of matching functions")
    .option(
      "--requests-per-minute <number>",
      "requests through each alias (default: heavy traffic); with --recommend or --sweep also a range such as 5..500",
    )
    .option("--error-rate <share>", "share of requests that fail on the new version, 0 to 1 (default: 1)")
    .option(
      "--baseline-error-rate <share>",
      "share of requests that fail on a healthy version, 0 to 1 (default: as measured, otherwise 0)",
    )
    .option("--slowdown <times>", "how many times slower the new version is, for alarms on durations and latencies")
    .option("--duration-ms <p50,p99>", "request durations at p50 and p99, for --slowdown (default: as measured)")
    .option("--recommend", "finds the smallest change that rolls back broken versions and rarely healthy ones, as code")
    .option("--sweep", "maps the rollback probability over error rates and traffic")
    .option(
      "--backtest <duration>",
      "evaluates the alarms on recorded metrics of up to 15 days, e.g. 14d: at which hours is a deployment safe?",
    )
    .option("--metric-delay <seconds>", "seconds until the metrics of a minute are in CloudWatch (default: 60)")
    .option("--minimum-probability <share>", "minimum probability of a rollback at a given request rate (default: 0.95)")
    .addOption(new Option("--format <format>").choices(["human", "json", "html"]).default("human"))
    .option("-o, --output <file>", "writes to a file instead of standard output")
    .option("--quiet", "no notes on standard error")
    .option("--no-color", "no colours")
    .action(async (paths: readonly string[], options: SimulateOptions) => {
      const { simulate } = await import("./commands/simulate.ts");
      end(await simulate(withPaths(options, paths), io));
    });

  addConfigOptions(program.command("list").description("lists the checks and their severity in the current config"))
    .addOption(new Option("--format <format>").choices(["human", "json", "markdown"]).default("human"))
    .addOption(new Option("--grid", "as a grid: atomic and holistic by triggered and continual").conflicts("lens"))
    .option("--lens", "by the questions of the AWS Serverless Applications Lens, including questions without a check")
    .option("--no-color", "no colours")
    .action(async (options: ListOptions) => {
      const { list } = await import("./commands/list.ts");
      io.stdout.write(await list(options, io));
    });

  addSourceOptions(
    program.command("explain").description("explains why a check exists, how it decides and how to fix its findings"),
  )
    .argument("<check>")
    .option(
      "--subject <glob>",
      "explains the result for these subjects of a system: evidence, reasons, or why they are not assessed",
    )
    .option("--no-color", "no colours")
    .action(async (id: string, options: ExplainOptions) => {
      const { explain } = await import("./commands/explain.ts");
      io.stdout.write(await explain(id, options, io));
    });

  program
    .command("init")
    .description("writes a first config for the project in this folder and shows the step for its CI pipeline")
    .option("--force", "replaces an existing config")
    .option("--baseline", "records current failures in fitness.baseline.json, so that only new or worse failures gate")
    .action(async (options: InitOptions) => {
      const { init } = await import("./commands/init.ts");
      io.stdout.write(await init(options, io));
    });

  addSourceOptions(
    withTemplates(program.command("graph")).description("draws the wiring of the system, with broken links in red"),
  )
    .option("--select <glob...>", "only matching functions, APIs and alarms, each with its related resources")
    .addOption(
      new Option("--format <format>", "a flowchart for comments, Graphviz, or an HTML page")
        .choices(["mermaid", "dot", "html"])
        .default("mermaid"),
    )
    .option("-o, --output <file>", "writes to a file instead of standard output")
    .option("--quiet", "no notes on standard error")
    .action(async (paths: readonly string[], options: GraphOptions) => {
      const { graph } = await import("./commands/graph.ts");
      end(await graph(withPaths(options, paths), io));
    });

  addSourceOptions(
    withTemplates(program.command("baseline")).description(
      "records current failures, so that from now on only new or worse failures gate",
    ),
  )
    .option("-o, --output <file>", "the baseline file (default: the config's baseline, otherwise fitness.baseline.json)")
    .option("--check <id...>", "updates only these checks; recorded failures of other checks are kept")
    .option("--skip <id...>", "does not update these checks")
    .option("--select <glob...>", "only matching subjects")
    .option("--quiet", "no notes on standard error")
    .action(async (paths: readonly string[], options: BaselineOptions) => {
      const { baseline } = await import("./commands/baseline.ts");
      end(await baseline(withPaths(options, paths), io));
    });

  addSourceOptions(
    program.command("compare").description("compares two reports or systems: what got worse, and which links changed"),
  )
    .argument("[names...]", "OLD and NEW: reports, assemblies, templates, snapshots, or git revisions")
    .option("--against <name>", "the system or report to compare with (OLD)")
    .option("--select <glob...>", "only matching subjects")
    .addOption(new Option("--format <format>").choices(["human", "json", "markdown"]).default("human"))
    .option("-o, --output <file>", "writes to a file instead of standard output")
    .option("--verbose", "lists every change, and every subject by name")
    .option("--quiet", "no notes on standard error")
    .option("--no-color", "no colours")
    .action(async (names: readonly string[], options: CompareOptions) => {
      const { compare } = await import("./commands/compare.ts");
      end(await compare(names, options, io));
    });

  addConfigOptions(program.command("trend").description("shows score, failures and measurements over a history of reports"))
    .argument("[history]", "a folder or s3://bucket/prefix (default: the config's history)")
    .option("--region <region>", "the region of the bucket")
    .option("--profile <name>", "the AWS profile for reading the bucket")
    .addOption(new Option("--format <format>").choices(["human", "html", "json"]).default("human"))
    .option("-o, --output <file>", "writes to a file instead of standard output")
    .option("--verbose", "also shows unchanged measurements")
    .option("--quiet", "no notes on standard error")
    .option("--no-color", "no colours")
    .action(async (history: string | undefined, options: TrendOptions) => {
      const { trend } = await import("./commands/trend.ts");
      await trend(history, options, io);
    });

  addLiveOptions(
    addConfigOptions(program.command("snapshot").description("records live stacks without their secrets, for offline audits")),
  )
    .requiredOption("-o, --output <file>", "the file to write")
    .option("--redact-accounts", "replaces account ids, each consistently with the same fake id")
    .option("--check <id...>", "records only what these checks need, including checks that are off")
    .option("--skip <id...>", "does not record what only these checks need")
    .option("--backtest <duration>", "also records the metrics for fitness simulate --backtest: up to 15 days, by the minute")
    .option("--quiet", "no notes on standard error")
    .action(async (options: SnapshotOptions) => {
      const { snapshot } = await import("./commands/snapshot.ts");
      end(await snapshot(options, io));
    });

  addConfigOptions(program.command("permissions").description("prints the IAM policy for live runs"))
    .option("--check <id...>", "only for these checks, including checks that are off")
    .option("--skip <id...>", "skips these checks")
    .addOption(
      new Option("--for <what>", "a live check, the listing of a fleet's targets, or a handler of serverless-fitness/lambda")
        .choices(["check", "targets", "hook", "pipeline"])
        .default("check"),
    )
    .action(async (options: PermissionsOptions) => {
      const { permissions } = await import("./commands/permissions.ts");
      io.stdout.write(await permissions(options, io));
    });

  addFleetCommands(program, io, end);

  addConfigOptions(
    program
      .command("schema")
      .description("prints a JSON schema; the config schema includes the options of the project's plug-ins"),
  )
    .addArgument(new Argument("[name]", "which schema").choices(["config", "report", "fleet"]).default("config"))
    .action(async (name: SchemaName, options: ConfigOptions) => {
      const { schema } = await import("./commands/schema.ts");
      io.stdout.write(await schema(name, options, io));
    });

  program
    .command("completion")
    .description("prints a shell completion script for commands, options, checks and reporters")
    .addArgument(new Argument("<shell>").choices(["bash", "zsh", "fish"]))
    .action(async (shell: Shell) => {
      const { completion } = await import("./commands/completion.ts");
      io.stdout.write(completion(shell, program));
    });

  return program;
}

const exitCodes = `
Exit codes of check:
  0  fit           every gating assessment passes
  1  degraded      a gating assessment fails, or a score is below its minimum
  2                the audit could not be run, or not completely
  3  inconclusive  nothing failed, but something that gates is unknown, or nothing was assessed

Exit codes of compare:
  0  nothing got worse
  1  something got worse
  2  OLD or NEW could not be read

Exit codes of simulate:
  0  every broken deployment is rolled back in time
  1  at least one is not
  2  the system could not be read, or not completely
  3  at least one is unknown, or there are no deployments
`;
