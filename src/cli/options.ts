// The options that commands share, and how they map to the config's keys.
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
    .option("-c, --config <file>", "the config file (default: the nearest fitness.config.* in this folder or above)")
    .option("-e, --environment <name>", "an environment of the config, otherwise of samconfig.toml");
}

export function withTemplates(command: Command): Command {
  return command.argument("[paths...]", "same as --template");
}

export function addSourceOptions(command: Command): Command {
  addConfigOptions(
    command.option(
      "--template <path...>",
      "CDK assemblies, CloudFormation or SAM templates, directories of them, or - for standard input; audited together as one system",
    ),
  );
  return addLiveOptions(command)
    .option("--snapshot <file...>", "files written by fitness snapshot; audited together as one system")
    .option("--parameter <Key=Value...>", "values of template parameters and pseudo parameters")
    .option("--parameter-file <file...>", "files of parameter values; later files win")
    .option("--include-file <Location=file...>", "local file that replaces an AWS::Include location")
    .option("--stack-name <name>", "the stack name (and AWS::StackName) of a single template")
    .option("--stack-tag <Key=Value...>", "stack tags set at deployment");
}

export function addLiveOptions(command: Command): Command {
  return command
    .option("--stack <name...>", "live stacks by name or ARN, including their nested stacks; audited together as one system")
    .option("--region <region>", "the region of the live stacks; for templates, AWS::Region if it is not set")
    .option("--profile <name>", "the AWS profile for reading live stacks")
    .option("--timeout <seconds>", "time limit for reading live stacks (default: 120, more for large systems)", seconds);
}

export function addCheckOptions(command: Command): Command {
  return addSourceOptions(command)
    .option("--check <id...>", "only these checks, including checks that are off")
    .option("--skip <id...>", "skips these checks")
    .option("--select <glob...>", "only matching subjects; the entire system is still read")
    .option(
      "--format, --reporter <name=file...>",
      "human (the default), json, junit, junit-strict, sarif, github, gitlab, azure, markdown, html or emf; at most one without a file",
    )
    .addOption(
      new Option("--fail-on <severity>", "lowest severity that fails the run (default: error)").choices([
        "error",
        "warning",
        "info",
        "none",
      ]),
    )
    .option("--baseline <file>", "accepts the failures in a file written by fitness baseline or --reporter json")
    .option("--update-baseline", "removes fixed failures from the baseline; never adds any")
    .option(
      "--against <name>",
      "also shows what changed since a report, another assembly or template, or a git revision; does not affect the verdict",
    )
    .option("--history <dir>", "stores the report of each run in a folder or in s3://bucket/prefix, for trends")
    .option("--allow-unknown", "reports unknown assessments without failing the run")
    .option("--verbose", "lists everything that is otherwise only counted")
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
    throw new UsageError(`--${kind} and --${second} cannot be combined: a run audits one kind of source`, {
      remedy: "use only one of them, or run twice",
    });
  }
  const [ofTemplates] = kind === "template" ? [] : templateOptions.filter(([key]) => others[key] !== undefined);
  if (ofTemplates !== undefined) {
    throw new UsageError(`${ofTemplates[1]} cannot be combined with --${kind}: its value comes from the deployed stack`, {
      remedy: `remove ${ofTemplates[1]}`,
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
  throw new InvalidArgumentError(`Expected a number of seconds above 0 and at most ${longestTimeout}.`);
}

/** A day: longer than any audit, and within the range of timers. */
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

/** An empty path would mean the working directory; usually it comes from an unset shell variable. */
const whatToName = {
  template: ["path", "name a template, or . for the current folder"],
  stack: ["name", "name a stack, or give its ARN"],
  snapshot: ["path", "name a file that fitness snapshot wrote"],
} as const;

function named(kind: keyof typeof whatToName, name: string): string {
  const [what, remedy] = whatToName[kind];
  if (name !== "") return name;
  throw new UsageError(`--${kind}: the ${what} is empty`, { remedy });
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/** @param at which `=` separates key and value: include locations can contain `=`, as URLs do */
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
