// The options that commands share, and what they mean in the config's own keys.
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Config } from "../config/schema.ts";
import { UsageError } from "../errors.ts";

export interface ConfigOptions {
  readonly config?: string;
  readonly environment?: string;
}

export interface SourceOptions extends ConfigOptions {
  readonly template?: readonly string[];
  readonly stack?: readonly string[];
  readonly snapshot?: readonly string[];
  readonly parameter?: readonly string[];
  readonly parameterFile?: string[];
  readonly includeFile?: readonly string[];
  readonly stackName?: string;
  readonly stackTag?: readonly string[];
  readonly region?: string;
  readonly profile?: string;
  /** Seconds. */
  readonly timeout?: number;
}

export interface CheckOptions extends SourceOptions {
  readonly check?: readonly string[];
  readonly skip?: readonly string[];
  readonly select?: string[];
  readonly reporter?: string[];
  readonly failOn?: "error" | "warning" | "info" | "none";
  readonly allowUnknown?: true;
  readonly baseline?: string;
  readonly updateBaseline?: true;
  readonly history?: string;
  readonly against?: string;
  readonly verbose?: true;
  readonly quiet?: true;
  /** false with --no-color. */
  readonly color: boolean;
}

export function addConfigOptions(command: Command): Command {
  return command
    .option("-c, --config <file>", "the config; by default the nearest fitness.config.* upwards")
    .option("-e, --environment <name>", "that of the config's environments, else of samconfig.toml");
}

export function addSourceOptions(command: Command): Command {
  addConfigOptions(
    command.option(
      "--template <path...>",
      "CDK assemblies, CloudFormation or SAM templates, directories of them, or - for standard input; together they are one system",
    ),
  );
  return addLiveOptions(command)
    .option("--snapshot <file...>", "recorded systems, as fitness snapshot wrote them; together they are one system")
    .option("--parameter <Key=Value...>", "values of template parameters, pseudo parameters included")
    .option("--parameter-file <file...>", "files of parameter values; the later wins")
    .option("--include-file <Location=file...>", "stands in for an AWS::Include location that is not on this disk")
    .option("--stack-name <name>", "the stack's name, and AWS::StackName, of a single template")
    .option("--stack-tag <Key=Value...>", "tags given at deployment");
}

export function addLiveOptions(command: Command): Command {
  return command
    .option("--stack <name...>", "live stacks, by name or ARN, with those nested in them; together they are one system")
    .option("--region <region>", "where the live stacks are; AWS::Region of a template that does not tell it")
    .option("--profile <name>", "the AWS profile that live stacks are read with")
    .option(
      "--timeout <seconds>",
      "for reading live stacks as a whole (default: 120, more where many questions need it)",
      seconds,
    );
}

export function addCheckOptions(command: Command): Command {
  return addSourceOptions(command)
    .option("--check <id...>", "only these checks, also one that is off")
    .option("--skip <id...>", "without these checks")
    .option("--select <glob...>", "only subjects that match; everything else is still read")
    .option(
      "--format, --reporter <name=file...>",
      "human (the default), json, junit, junit-strict, sarif, github, gitlab, azure, markdown, html or emf; one at most goes without a file",
    )
    .addOption(
      new Option("--fail-on <severity>", "what decides the exit code (default: error)").choices([
        "error",
        "warning",
        "info",
        "none",
      ]),
    )
    .option("--baseline <file>", "accepts the failures in it, as fitness baseline or --reporter json wrote them")
    .option("--update-baseline", "removes from it what no longer fails; nothing is ever added")
    .option("--against <name>", "compares with a report, another assembly or template, or a git revision; decides nothing")
    .option("--history <dir>", "collects a report of each run in a folder or in s3://bucket/prefix, for trends")
    .option("--allow-unknown", "unknown assessments are reported and do not gate")
    .option("--verbose", "shows everything that is otherwise folded into counts")
    .option("--quiet", "no notes on standard error")
    .option("--no-color", "no colours");
}

/** The source options as the strongest layer of the config. */
export function sourceLayer(options: SourceOptions): Config {
  return defined({
    target: targetOf(options),
    parameters: pairs("--parameter", options.parameter, "first"),
    parameterFiles: options.parameterFile,
    includeFiles: pairs("--include-file", options.includeFile, "last"),
    stackName: options.stackName,
    stackTags: pairs("--stack-tag", options.stackTag, "first"),
    region: options.region,
    profile: options.profile,
    timeout: options.timeout,
  });
}

/** One kind of source a run. */
function targetOf({ template, stack, snapshot, ...others }: SourceOptions): Config["target"] {
  const sources = { template, stack, snapshot };
  const [kind, second] = (["template", "stack", "snapshot"] as const).filter((each) => sources[each] !== undefined);
  if (kind === undefined) return undefined;
  if (second !== undefined) {
    throw new UsageError(`--${kind} and --${second} were both given, and a run audits one kind of source`, {
      remedy: "leave one out, or run twice",
    });
  }
  const [ofTemplates] = kind === "template" ? [] : templateOptions.filter(([key]) => others[key] !== undefined);
  if (ofTemplates !== undefined) {
    throw new UsageError(`${ofTemplates[1]} was given with --${kind}, which has that from what is deployed`, {
      remedy: `leave ${ofTemplates[1]} out`,
    });
  }
  return { [kind]: sources[kind]?.map((name) => named(kind, name)) };
}

const templateOptions = [
  ["parameter", "--parameter"],
  ["parameterFile", "--parameter-file"],
  ["includeFile", "--include-file"],
  ["stackName", "--stack-name"],
  ["stackTag", "--stack-tag"],
] as const;

function seconds(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0 && value <= longestTimeout) return value;
  throw new InvalidArgumentError(`It is a number of seconds, above 0 and at most ${longestTimeout}.`);
}

/** A day: far beyond any audit, and within what a timer can wait for. */
const longestTimeout = 86_400;

/** All options of `fitness check` as the strongest layer of the config. */
export function checkLayer(options: CheckOptions): Config {
  return {
    ...sourceLayer(options),
    ...defined({
      select: options.select,
      reporters: options.reporter,
      failOn: options.failOn,
      baseline: options.baseline,
      history: options.history,
      unknown: options.allowUnknown && ("report" as const),
    }),
  };
}

/** An empty path would be the working directory: where a variable was not set, that is not what was meant. */
const whatToName = {
  template: ["path", "name a template, or . for the folder you are in"],
  stack: ["name", "name a stack, or give its ARN"],
  snapshot: ["path", "name a file that fitness snapshot wrote"],
} as const;

function named(kind: keyof typeof whatToName, name: string): string {
  const [what, remedy] = whatToName[kind];
  if (name !== "") return name;
  throw new UsageError(`--${kind} names nothing: the ${what} is empty`, { remedy });
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/** @param at which `=` separates: the locations of includes may have some of their own, as URLs do */
function pairs(option: string, given: readonly string[] | undefined, at: "first" | "last"): Record<string, string> | undefined {
  if (given === undefined) return undefined;
  const entries = given.map((text): [string, string] => {
    const index = at === "first" ? text.indexOf("=") : text.lastIndexOf("=");
    if (index < 1) {
      const form = at === "first" ? "Key=Value" : "Location=file";
      throw new UsageError(`${option} ${JSON.stringify(text)} is not of the form ${form}`, { remedy: `write ${option} ${form}` });
    }
    return [text.slice(0, index), text.slice(index + 1)];
  });
  return Object.fromEntries(entries);
}
