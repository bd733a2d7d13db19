// The command line: which commands and options there are. What they do is loaded only when they are called.
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
} from "./options.ts";
import { withPaths } from "./paths.ts";

/** @param end told the exit code of a command that has one */
export function createProgram(io: Io, end: (exitCode: number) => void): Command {
  const program = new Command("fitness")
    .description("Audits the architectural fitness functions of AWS serverless systems.")
    .version(toolIdentity().version)
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // Usage errors are thrown and told by the caller, as every other error is.
      outputError: () => {},
    })
    .exitOverride()
    .addHelpText("after", exitCodes);

  addCheckOptions(withTemplates(program.command("check")).description("audits a source and reports")).action(
    async (paths: readonly string[], options: CheckOptions) => {
      const { check } = await import("./commands/check.ts");
      end(await check(withPaths(options, paths), io));
    },
  );

  addSourceOptions(
    withTemplates(program.command("simulate")).description(
      "plays the deployment of a broken version: when is it rolled back, and what does it cost?",
    ),
  )
    .option("--select <glob...>", "only the deployments of functions that match")
    .option(
      "--requests-per-minute <number>",
      "through each alias; without it the traffic is taken as heavy; with --recommend or --sweep also a range such as 5..500",
    )
    .option("--error-rate <share>", "of its requests that the new version fails, 0 to 1 (default: 1)")
    .option(
      "--baseline-error-rate <share>",
      "of their requests that healthy versions fail, 0 to 1 (default: as measured, else 0)",
    )
    .option("--slowdown <times>", "how many times slower the new version is, for alarms on durations and latencies")
    .option("--duration-ms <p50,p99>", "how long requests take, for --slowdown (default: as measured)")
    .option("--recommend", "finds the smallest change that rolls broken versions back and healthy ones hardly ever, as code")
    .option("--sweep", "maps the probability of a rollback over error rates and traffic")
    .option(
      "--backtest <duration>",
      "plays the alarms on recorded metrics of up to 15 days, e.g. 14d: at which hours is a deployment safe?",
    )
    .option("--metric-delay <seconds>", "until CloudWatch has the data of a minute (default: 60)")
    .option("--minimum-probability <share>", "how often a deployment has to be rolled back at a rate (default: 0.95)")
    .addOption(new Option("--format <format>").choices(["human", "json", "html"]).default("human"))
    .option("-o, --output <file>", "instead of standard output")
    .option("--quiet", "no notes on standard error")
    .option("--no-color", "no colours")
    .action(async (paths: readonly string[], options: SimulateOptions) => {
      const { simulate } = await import("./commands/simulate.ts");
      end(await simulate(withPaths(options, paths), io));
    });

  addConfigOptions(program.command("list").description("lists the checks, with their severity in the current config"))
    .addOption(new Option("--format <format>").choices(["human", "json", "markdown"]).default("human"))
    .addOption(new Option("--grid", "atomic and holistic against triggered and continual").conflicts("lens"))
    .option("--lens", "by the questions of the AWS Serverless Applications Lens, with what no check covers")
    .option("--no-color", "no colours")
    .action(async (options: ListOptions) => {
      const { list } = await import("./commands/list.ts");
      io.stdout.write(await list(options, io));
    });

  addSourceOptions(
    program.command("explain").description("tells why a check exists, how it decides and how to fix what it finds"),
  )
    .argument("<check>")
    .option("--subject <glob>", "the walk for these subjects of a source, and why they are unknown or no subjects")
    .option("--no-color", "no colours")
    .action(async (id: string, options: ExplainOptions) => {
      const { explain } = await import("./commands/explain.ts");
      io.stdout.write(await explain(id, options, io));
    });

  program
    .command("init")
    .description("writes a first config for the project in this folder, and shows the step for its CI")
    .option("--force", "in place of the config that is there")
    .option("--baseline", "accepts what fails today in fitness.baseline.json, so that only what gets worse gates")
    .action(async (options: InitOptions) => {
      const { init } = await import("./commands/init.ts");
      io.stdout.write(await init(options, io));
    });

  addSourceOptions(withTemplates(program.command("graph")).description("draws how the system is wired, broken links in red"))
    .option("--select <glob...>", "only the functions, APIs and alarms that match, each with what belongs to it")
    .addOption(
      new Option("--format <format>", "a flowchart for comments, Graphviz, or a page")
        .choices(["mermaid", "dot", "html"])
        .default("mermaid"),
    )
    .option("-o, --output <file>", "instead of standard output")
    .option("--quiet", "no notes on standard error")
    .action(async (paths: readonly string[], options: GraphOptions) => {
      const { graph } = await import("./commands/graph.ts");
      end(await graph(withPaths(options, paths), io));
    });

  addSourceOptions(
    withTemplates(program.command("baseline")).description(
      "accepts what fails today, so that from now on only what gets worse gates",
    ),
  )
    .option("-o, --output <file>", "where to (default: the config's baseline, else fitness.baseline.json)")
    .option("--check <id...>", "only what these checks find; what others found stays as it is")
    .option("--skip <id...>", "without what these checks find")
    .option("--select <glob...>", "only subjects that match")
    .option("--quiet", "no notes on standard error")
    .action(async (paths: readonly string[], options: BaselineOptions) => {
      const { baseline } = await import("./commands/baseline.ts");
      end(await baseline(withPaths(options, paths), io));
    });

  addSourceOptions(
    program
      .command("compare")
      .description("says what changed between two reports or systems: what got worse, and which links were rewired"),
  )
    .argument("[names...]", "OLD and NEW: reports, assemblies, templates, snapshots, or git revisions")
    .option("--against <name>", "what the system is compared with: as OLD")
    .option("--select <glob...>", "only subjects that match")
    .addOption(new Option("--format <format>").choices(["human", "json", "markdown"]).default("human"))
    .option("-o, --output <file>", "instead of standard output")
    .option("--verbose", "every change, and every subject by name")
    .option("--quiet", "no notes on standard error")
    .option("--no-color", "no colours")
    .action(async (names: readonly string[], options: CompareOptions) => {
      const { compare } = await import("./commands/compare.ts");
      end(await compare(names, options, io));
    });

  addConfigOptions(program.command("trend").description("shows score, failures and measurements over the reports of a history"))
    .argument("[history]", "a folder or s3://bucket/prefix (default: the config's history)")
    .option("--region <region>", "where the bucket is")
    .option("--profile <name>", "the AWS profile that a bucket is read with")
    .addOption(new Option("--format <format>").choices(["human", "html", "json"]).default("human"))
    .option("-o, --output <file>", "instead of standard output")
    .option("--verbose", "also the measurements that did not change")
    .option("--quiet", "no notes on standard error")
    .option("--no-color", "no colours")
    .action(async (history: string | undefined, options: TrendOptions) => {
      const { trend } = await import("./commands/trend.ts");
      await trend(history, options, io);
    });

  addLiveOptions(
    addConfigOptions(program.command("snapshot").description("records live stacks, without secrets, to audit them offline")),
  )
    .requiredOption("-o, --output <file>", "where to")
    .option("--redact-accounts", "account ids are replaced, each by the same other one everywhere")
    .option("--check <id...>", "with what only these checks ask for, also one that is off")
    .option("--skip <id...>", "without what these checks ask for")
    .option("--backtest <duration>", "with what fitness simulate --backtest plays: up to 15 days of metrics by the minute")
    .option("--quiet", "no notes on standard error")
    .action(async (options: SnapshotOptions) => {
      const { snapshot } = await import("./commands/snapshot.ts");
      end(await snapshot(options, io));
    });

  addConfigOptions(program.command("permissions").description("prints the IAM policy that a live run of the checks needs"))
    .option("--check <id...>", "only for these checks, also one that is off")
    .option("--skip <id...>", "without these checks")
    .addOption(
      new Option("--for <what>", "a live check, the list of a fleet's targets, or a handler of serverless-fitness/lambda")
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
      .description("prints a JSON schema; that of the config has the options of the plug-ins that the project's config names"),
  )
    .addArgument(new Argument("[name]", "which schema").choices(["config", "report", "fleet"]).default("config"))
    .action(async (name: SchemaName, options: ConfigOptions) => {
      const { schema } = await import("./commands/schema.ts");
      io.stdout.write(await schema(name, options, io));
    });

  program
    .command("completion")
    .description("prints a script that completes commands, options, checks and reporters in a shell")
    .addArgument(new Argument("<shell>").choices(["bash", "zsh", "fish"]))
    .action(async (shell: Shell) => {
      const { completion } = await import("./commands/completion.ts");
      io.stdout.write(completion(shell, program));
    });

  return program;
}

function withTemplates(command: Command): Command {
  return command.argument("[paths...]", "as --template");
}

const exitCodes = `
Exit codes of check:
  0  fit           every gating assessment passes
  1  degraded      a gating failure, or a score under its minimum
  2                the audit could not be run, or not as a whole
  3  inconclusive  nothing failed, but something that gates is unknown, or nothing was assessed

Exit codes of compare:
  0  nothing got worse
  1  something did
  2  one of the two could not be read

Exit codes of simulate:
  0  every broken deployment is rolled back in time
  1  one is not
  2  the system could not be read, or not as a whole
  3  one is unknown, or there is none
`;
