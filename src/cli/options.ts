// The options that commands share, and what they mean in the config's own keys.
import { type Command, Option } from "commander";
import type { Config } from "../config/schema.ts";
import { UsageError } from "../errors.ts";

export interface ConfigOptions {
  readonly config?: string;
  readonly environment?: string;
}

export interface SourceOptions extends ConfigOptions {
  readonly template?: readonly string[];
  readonly parameter?: readonly string[];
  readonly parameterFile?: string[];
  readonly includeFile?: readonly string[];
  readonly stackName?: string;
  readonly stackTag?: readonly string[];
  readonly region?: string;
}

export interface CheckOptions extends SourceOptions {
  readonly check?: readonly string[];
  readonly skip?: readonly string[];
  readonly select?: string[];
  readonly reporter?: string[];
  readonly failOn?: "error" | "warning" | "info" | "none";
  readonly allowUnknown?: true;
  readonly verbose?: true;
  readonly quiet?: true;
  /** false with --no-color. */
  readonly color: boolean;
}

export function addConfigOptions(command: Command): Command {
  return command
    .option("-c, --config <file>", "the config; by default the nearest fitness.config.* upwards")
    .option("-e, --environment <name>", "applies that entry of the config's environments");
}

export function addSourceOptions(command: Command): Command {
  return addConfigOptions(
    command.option(
      "--template <path...>",
      "CDK assemblies, CloudFormation or SAM templates, directories of them, or - for standard input; together they are one system",
    ),
  )
    .option("--parameter <Key=Value...>", "values of template parameters, pseudo parameters included")
    .option("--parameter-file <file...>", "files of parameter values; the later wins")
    .option("--include-file <Location=file...>", "stands in for an AWS::Include location that is not on this disk")
    .option("--stack-name <name>", "the stack's name, and AWS::StackName, of a single template")
    .option("--stack-tag <Key=Value...>", "tags given at deployment")
    .option("--region <region>", "AWS::Region, where the source does not tell it");
}

export function addCheckOptions(command: Command): Command {
  return addSourceOptions(command)
    .option("--check <id...>", "only these checks, also one that is off")
    .option("--skip <id...>", "without these checks")
    .option("--select <glob...>", "only subjects that match; everything else is still read")
    .option("--reporter <name=file...>", "human (the default), json, junit or junit-strict; one at most goes without a file")
    .addOption(
      new Option("--fail-on <severity>", "what decides the exit code (default: error)").choices([
        "error",
        "warning",
        "info",
        "none",
      ]),
    )
    .option("--allow-unknown", "unknown assessments are reported and do not gate")
    .option("--verbose", "shows everything that is otherwise folded into counts")
    .option("--quiet", "no notes on standard error")
    .option("--no-color", "no colours");
}

/** The source options as the strongest layer of the config. */
export function sourceLayer(options: SourceOptions): Config {
  return defined({
    target: options.template && { template: options.template.map(named) },
    parameters: pairs("--parameter", options.parameter, "first"),
    parameterFiles: options.parameterFile,
    includeFiles: pairs("--include-file", options.includeFile, "last"),
    stackName: options.stackName,
    stackTags: pairs("--stack-tag", options.stackTag, "first"),
    region: options.region,
  });
}

/** All options of `fitness check` as the strongest layer of the config. */
export function checkLayer(options: CheckOptions): Config {
  return {
    ...sourceLayer(options),
    ...defined({
      select: options.select,
      reporters: options.reporter,
      failOn: options.failOn,
      unknown: options.allowUnknown && ("report" as const),
    }),
  };
}

/** An empty name would be the working directory: where a variable was not set, that is not what was meant. */
function named(path: string): string {
  if (path !== "") return path;
  throw new UsageError("--template names nothing: the path is empty", {
    remedy: "name a template, or . for the folder you are in",
  });
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
