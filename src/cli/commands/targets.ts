// fitness targets: the list of a fleet's targets, one line each: the deployed systems of accounts and regions.
import picomatch from "picomatch";
import { UsageError } from "../../errors.ts";
import { type Stack, systemsOf, targetOf } from "../../fleet/systems.ts";
import { parseTargets } from "../../fleet/target.ts";
import type { FleetRequest, FleetStacks } from "../../sources/live/fleet-stacks.ts";
import { paragraph } from "../failure.ts";
import { Interruption } from "../interruption.ts";
import type { Io } from "../io.ts";
import { progressOn } from "../progress.ts";
import { writeAtomically } from "../write-file.ts";

export interface TargetsOptions {
  readonly region?: readonly string[];
  readonly role?: readonly string[];
  readonly roleName?: string;
  readonly account?: readonly string[];
  readonly organization?: true;
  readonly externalId?: string;
  readonly stack?: readonly string[];
  readonly tag?: readonly string[];
  readonly eachStack?: true;
  readonly profile?: string;
  readonly output?: string;
  readonly quiet?: true;
}

/** @returns the exit code: 0, or 2 where an account or region could not be listed: what is in it is not in the list */
export async function targets(options: TargetsOptions, io: Io): Promise<number> {
  const isChosen = chosenBy(options);
  const { parts, unlisted } = await list(options, io);
  const found = parts.flatMap(({ role, stacks }) => {
    const systems = options.eachStack === true ? stacks.map((stack) => [stack]) : systemsOf(stacks);
    const access = {
      ...(role === null ? {} : { role }),
      ...(options.externalId === undefined || role === null ? {} : { externalId: options.externalId }),
    };
    return systems.filter((system) => system.some(isChosen)).flatMap((system) => targetOf(system, access) ?? []);
  });
  for (const each of unlisted) io.stderr.write(paragraph(null, `not listed: ${each}`, null));
  if (found.length === 0) {
    const remedy = "check whether --region, --stack and --tag match what is deployed there";
    throw new UsageError("no system was found", { place: null, ...(unlisted.length > 0 ? {} : { remedy }) });
  }
  const lines = found.map((target) => `${JSON.stringify(target)}\n`).join("");
  // What is written is what fleet and merge read.
  parseTargets(lines, "the list");
  if (options.output === undefined) io.stdout.write(lines);
  else writeAtomically(options.output, lines, io.cwd, "list of targets");
  return unlisted.length === 0 ? 0 : 2;
}

async function list(options: TargetsOptions, io: Io): Promise<FleetStacks> {
  const interruption = new AbortController();
  const stopListening = io.onInterrupt?.(() => interruption.abort());
  const progress = options.quiet === true ? null : progressOn(io);
  try {
    const { fleetStacks } = await import("../../sources/live/fleet-stacks.ts");
    return await fleetStacks({
      regions: options.region ?? [],
      roles: options.role ?? [],
      inAccounts: accountsOf(options),
      externalId: options.externalId ?? null,
      links: options.eachStack !== true,
      profile: options.profile ?? null,
      env: io.env,
      interruption: interruption.signal,
      progress: (text) => progress?.show(text),
    });
  } catch (error) {
    throw interruption.signal.aborted ? new Interruption() : error;
  } finally {
    progress?.clear();
    stopListening?.();
  }
}

function accountsOf({ roleName, account, organization }: TargetsOptions): FleetRequest["inAccounts"] {
  if (roleName === undefined) {
    if (account === undefined && organization === undefined) return null;
    throw new UsageError(`${account === undefined ? "--organization" : "--account"} needs the role to assume in each account`, {
      place: null,
      remedy: "pass --role-name, for example --role-name serverless-fitness",
    });
  }
  if (organization === true) return { role: roleName, accounts: "organization" };
  if (account !== undefined) return { role: roleName, accounts: account };
  throw new UsageError("--role-name needs the accounts of the role", {
    place: null,
    remedy: "pass --account, or --organization for all accounts of the organization",
  });
}

/** A system belongs to the list where one of its stacks has a name and the tags that were asked for. */
function chosenBy({ stack = [], tag = [] }: TargetsOptions): (stack: Stack) => boolean {
  const isNamed = stack.length === 0 ? () => true : picomatch([...stack]);
  const wanted = tag.map((text) => {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (key === undefined || value === undefined)
      throw new UsageError(`--tag ${text} is not of the form key=value`, { place: null, remedy: "write --tag Key=Value" });
    return [key, value] as const;
  });
  return ({ name, tags }) => isNamed(name) && wanted.every(([key, value]) => tags[key] === value);
}
