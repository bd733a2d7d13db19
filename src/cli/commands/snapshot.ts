// fitness snapshot: records live stacks, with what the enabled checks ask of them and without secrets, to be audited offline.
import { SourceError, UsageError } from "../../errors.ts";
import { SIMULATION_DEFAULTS } from "../../simulation/simulate.ts";
import type { Hidden } from "../../sources/snapshot/redact.ts";
import { schemasOf } from "../../sources/snapshot/secret-places.ts";
import { snapshotText } from "../../sources/snapshot/snapshot.ts";
import { chooseChecks } from "../choose-checks.ts";
import { configFor, noteTo } from "../config.ts";
import { backtestWindow } from "../duration.ts";
import type { Io } from "../io.ts";
import { recordLive } from "../live.ts";
import { type Observer, observerFor, observing } from "../observe.ts";
import { type ConfigOptions, type SourceOptions, sourceLayer } from "../options.ts";
import { questionsOfSimulation } from "../simulation.ts";
import { writeAtomically } from "../write-file.ts";

export interface SnapshotOptions extends ConfigOptions, Pick<SourceOptions, "stack" | "region" | "profile" | "timeout"> {
  readonly output: string;
  readonly check?: readonly string[];
  readonly skip?: readonly string[];
  readonly redactAccounts?: true;
  readonly backtest?: string;
  readonly quiet?: true;
}

/**
 * @returns the exit code: 3 where something that was asked was not answered, since no audit of the snapshot can know it
 * @throws where not all of the stacks can be read: half a system would pass for the whole
 */
export async function snapshot(options: SnapshotOptions, io: Io): Promise<number> {
  const note = noteTo(io, options.quiet);
  const config = await configFor(options, io, sourceLayer(options), options.check ?? []);
  if (config.target?.kind !== "stack")
    throw new UsageError("no live stack was given", { remedy: "pass --stack, or name one in the config's target" });
  const { observe: observeChecks, broken } = observerFor({
    ...config,
    checks: chooseChecks(config.checks, options.check, options.skip),
  });
  const observeBacktest =
    options.backtest === undefined ? null : backtestObserver(options.backtest, config.includeInfrastructure);
  const observe: typeof observeChecks = async (live, recording) => {
    const observed = await observeChecks(live, recording);
    return (await observeBacktest?.(live, observed)) ?? observed;
  };
  const run = { now: new Date(), quiet: options.quiet === true, stacks: config.target.names, note, observe };
  const { recording, unread } = await recordLive(config, io, run);
  const [missing] = unread;
  if (missing !== undefined)
    throw new SourceError(`could not be read, so nothing was recorded: ${missing.message}`, { place: { file: missing.file } });
  for (const [id, message] of broken) note(`the data for ${id} was not recorded: ${message}`);
  const { text, hidden } = await snapshotText(recording, { accounts: options.redactAccounts === true });
  writeAtomically(options.output, text, io.cwd, "snapshot");
  const answers = Object.values(recording.answers);
  const unseen = answers.filter((answer) => answer.state === "unseen");
  const stacks = `${recording.stacks.length} ${recording.stacks.length === 1 ? "stack" : "stacks"}`;
  const seen = `${answers.length - unseen.length} of ${answers.length} responses`;
  note(`recorded ${stacks} and ${seen} in ${options.output}; audit it with --snapshot`);
  note(hiddenInWords(hidden));
  for (const why of new Set(unseen.map(({ reason }) => reason))) note(`not recorded: ${why}`);
  return unseen.length === 0 ? 0 : 3;
}

/** With all that a simulation asks, so that it plays offline what it would play live. */
function backtestObserver(duration: string, includeInfrastructure: boolean): Observer["observe"] {
  const backtested = { windowSeconds: backtestWindow(duration), select: [] };
  return observing(questionsOfSimulation(SIMULATION_DEFAULTS, includeInfrastructure, backtested));
}

function hiddenInWords({ values, parameters }: Hidden): string {
  const names = parameters.length === 0 ? "no parameter" : `parameters ${parameters.join(", ")}`;
  return `masked: ${values} values of environment variables, code and write-only properties (CloudFormation schemas of ${schemasOf}); ${names}`;
}
