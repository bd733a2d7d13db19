// The commands of the fleet and their options.
import { type Command, InvalidArgumentError } from "commander";
import type { FleetOptions } from "../commands/fleet.ts";
import type { MergeCommandOptions } from "../commands/merge.ts";
import type { TargetsOptions } from "../commands/targets.ts";
import type { Io } from "../io.ts";

/** @param end called with the exit code */
export function addFleetCommands(program: Command, io: Io, end: (exitCode: number) => void): void {
  program
    .command("targets")
    .description("lists the deployed systems of accounts and regions, one per line, for fleet and merge")
    .option("--region <region...>", "regions to list (default: from the environment or profile)")
    .option("--role <arn...>", "roles to assume, one per account (default: the account of the credentials)")
    .option("--role-name <name>", "the role to assume in each account")
    .option("--account <id...>", "with --role-name: the accounts")
    .option("--organization", "with --role-name: all active accounts of the organization")
    .option("--external-id <id>", "external id for assuming the roles")
    .option("--stack <glob...>", "only systems with a stack whose name matches")
    .option("--tag <key=value...>", "only systems with a stack that has these tags")
    .option("--each-stack", "treats each stack as its own system, even if stacks import from each other")
    .option("--profile <name>", "the AWS profile")
    .option("-o, --output <file>", "writes to a file instead of standard output")
    .option("--quiet", "no progress on standard error")
    .action(async (options: TargetsOptions) => {
      const { targets } = await import("../commands/targets.ts");
      end(await targets(options, io));
    });

  program
    .command("fleet")
    .description("audits every target of a list on this machine and writes a report for each")
    .requiredOption("--targets <file>", "the list of targets: a file, - for standard input, or s3://bucket/key")
    .requiredOption("-o, --output <folder>", "the folder for reports: <folder>/<name>.json")
    .option("-c, --config <file>", "for targets without their own")
    .option("-e, --environment <name>", "for targets without their own")
    .option("--profile <name>", "the AWS profile for targets without a role")
    .option("--concurrency <number>", "number of targets audited at a time", positive, 8)
    .option("--time-box <seconds>", "time limit per target", positive, 300)
    .option("--shard <i/n>", "only the i-th of n shards; adding or removing targets does not move others between shards")
    .option("--resume", "skips targets that have a recent report from the same target, config and version")
    .option("--maximum-age <hours>", "maximum age of a report for --resume", positive, 24)
    .option("--html", "also writes an HTML report for each target")
    .option("--quiet", "no progress on standard error")
    .action(async (options: FleetOptions) => {
      const { fleet } = await import("../commands/fleet.ts");
      end(await fleet(options, io));
    });

  program
    .command("merge")
    .description("merges the reports of a fleet into one that covers every target of the list")
    .argument("<folder>", "the folder or s3://bucket/prefix/ of the reports")
    .requiredOption("--targets <file>", "the list of targets: a file, - for standard input, or s3://bucket/key")
    .option("--against <file>", "an earlier fleet report (JSON) to compare with")
    .option("--reporter <name=file...>", "human (the default), json, junit, markdown, html or emf")
    .option("--verbose", "does not shorten lists")
    .option("--no-color", "no colours")
    .action(async (location: string, options: MergeCommandOptions) => {
      const { merge } = await import("../commands/merge.ts");
      end(await merge(location, options, io));
    });
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0 && value <= 86_400) return value;
  throw new InvalidArgumentError("Expected a number above 0 and at most 86400.");
}
