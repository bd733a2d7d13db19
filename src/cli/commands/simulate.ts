// fitness simulate: plays the deployment of a broken version against the alarms that are to stop it, and shows what becomes of it.
import type { Simulation } from "../../audit/report.ts";
import { textsWithout } from "../../audit/secrets.ts";
import type { ResolvedConfig } from "../../config/load.ts";
import type { Naming } from "../../drawings/shift/words.ts";
import { UsageError } from "../../errors.ts";
import { link } from "../../model/link.ts";
import { SIMULATION_DEFAULTS, type SimulationSettings } from "../../simulation/simulate.ts";
import { configForSystem, noteTo } from "../config.ts";
import { backtestWindow } from "../duration.ts";
import { paragraph } from "../failure.ts";
import { fileEnvironment, type Io, streamEnvironment } from "../io.ts";
import { observing } from "../observe.ts";
import { type SourceOptions, sourceLayer } from "../options.ts";
import { type Backtested, questionsOfSimulation, type Sought, simulateSystem } from "../simulation.ts";
import { readSystem } from "../system.ts";
import { writeAtomically } from "../write-file.ts";

export interface SimulateOptions extends SourceOptions {
  readonly select?: string[];
  readonly requestsPerMinute?: string;
  readonly errorRate?: string;
  readonly baselineErrorRate?: string;
  readonly slowdown?: string;
  readonly durationMs?: string;
  readonly metricDelay?: string;
  readonly minimumProbability?: string;
  readonly recommend?: true;
  readonly sweep?: true;
  readonly backtest?: string;
  readonly format: "human" | "json" | "html";
  readonly output?: string;
  readonly quiet?: true;
  /** false with --no-color. */
  readonly color: boolean;
}

/** @returns the exit code: 0 all are rolled back, 1 one is not, 3 one is undetermined or there are no deployments, 2 where not all could be read */
export async function simulate(options: SimulateOptions, io: Io): Promise<number> {
  const note = noteTo(io, options.quiet);
  const settings = settingsOf(options);
  const config = await configForSystem(options, io, {
    ...sourceLayer(options),
    ...(options.select === undefined ? {} : { select: options.select }),
  });
  const backtested = backtestedBy(options, config);
  const observe = observing(questionsOfSimulation(settings, config.includeInfrastructure, backtested));
  const facts = await readSystem(config, io, note, { quiet: options.quiet === true, observe });
  const model = link(facts, { includeInfrastructure: config.includeInfrastructure });
  const sought = { ...soughtBy(options), ...(backtested === null ? {} : { windowSeconds: backtested.windowSeconds }) };
  const { simulation: whole, naming } = simulateSystem(model, settings, config.select, sought);
  const simulation = textsWithout(whole, facts.secrets);
  if (simulation.deployments.length === 0) note(whyNothing(simulation, config.select.length > 0));
  const look = options.output === undefined ? streamEnvironment(io.stdout, io, options.color) : fileEnvironment;
  const text = await show(simulation, naming, options.format, facts.locator, look);
  if (options.output === undefined) io.stdout.write(text);
  else writeAtomically(options.output, text, io.cwd, "simulation");
  for (const { file, message } of facts.unread) io.stderr.write(paragraph({ file }, message, null));
  return facts.unread.length > 0 ? 2 : exitCodeOf(simulation);
}

function settingsOf(options: SimulateOptions): SimulationSettings {
  const { errorRate, baselineErrorRate, slowdown, metricDelay, minimumProbability } = options;
  const given = {
    requestsPerMinute: numberOf("--requests-per-minute", lowestOf(options), RATE),
    // A version that is slow fails nothing, unless it is said to.
    errorRate: numberOf("--error-rate", errorRate ?? (slowdown === undefined ? undefined : "0"), SHARE),
    slowdown: numberOf("--slowdown", slowdown, FACTOR),
    givenDurations: durationsOf(options),
    baselineErrorRate: numberOf("--baseline-error-rate", baselineErrorRate, SHARE),
    metricDelaySeconds: numberOf("--metric-delay", metricDelay, DELAY),
    minimumProbability: numberOf("--minimum-probability", minimumProbability, SHARE),
  };
  const named = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...SIMULATION_DEFAULTS, ...Object.fromEntries(named) };
}

/** Milliseconds in which half of the requests and 99 % of them are done. */
function durationsOf({ durationMs, slowdown }: SimulateOptions): readonly [number, number] | undefined {
  if (durationMs === undefined) return undefined;
  if (slowdown === undefined)
    throw new UsageError("--duration-ms only applies to a slower version", {
      remedy: "also pass --slowdown, for example --slowdown 3",
    });
  const [half = 0, most = 0, ...others] = durationMs.split(",").map((each) => (each.trim() === "" ? Number.NaN : Number(each)));
  if (others.length === 0 && half > 0 && most > half && most <= 900_000) return [half, most];
  throw new UsageError(`--duration-ms ${JSON.stringify(durationMs)} must be two percentiles, p50 and p99, in milliseconds`, {
    remedy: "for example --duration-ms 120,800",
  });
}

/** null without --backtest. */
function backtestedBy({ backtest }: SimulateOptions, { target, select }: ResolvedConfig): Backtested | null {
  if (backtest === undefined) return null;
  const windowSeconds = backtestWindow(backtest);
  if (target?.kind === "stack" || target?.kind === "snapshot") return { windowSeconds, select };
  throw new UsageError("--backtest needs recorded metrics, which templates do not have", {
    remedy: "pass --stack, or a --snapshot that was recorded with --backtest",
  });
}

const RANGE = /^\s*([^\s.]+(?:\.\d+)?)\s*\.\.\s*(\S+)\s*$/;

/** What is played where a range is given, for a recommendation or a sweep: its lower end. */
function lowestOf({ requestsPerMinute, recommend, sweep }: SimulateOptions): string | undefined {
  return recommend === true || sweep === true
    ? (RANGE.exec(requestsPerMinute ?? "")?.[1] ?? requestsPerMinute)
    : requestsPerMinute;
}

/** Both ends of a range, and the values between them in equal ratios. */
function soughtBy({ requestsPerMinute, recommend, sweep, slowdown }: SimulateOptions): Sought {
  if (sweep === true && slowdown !== undefined)
    throw new UsageError("--sweep varies error rates and cannot be combined with --slowdown", {
      remedy: "remove one of them",
    });
  const sought = { isRecommended: recommend === true, isSwept: sweep === true };
  const [, from, to] = sought.isRecommended || sought.isSwept ? (RANGE.exec(requestsPerMinute ?? "") ?? []) : [];
  if (from === undefined) return { ...sought, rates: null };
  const [lowest = 0, highest = 0] = [from, to].map((text) => numberOf("--requests-per-minute", text, RATE));
  if (lowest >= highest)
    throw new UsageError(`--requests-per-minute ${requestsPerMinute} is not a valid range`, { remedy: "for example 5..500" });
  return { ...sought, rates: [lowest, Number(Math.sqrt(lowest * highest).toPrecision(3)), highest] };
}

interface Bounds {
  readonly what: string;
  readonly example: string;
  isWithin(value: number): boolean;
}

const SHARE: Bounds = { what: "a share from 0 to 1", example: "0.5", isWithin: (value) => value >= 0 && value <= 1 };
const RATE: Bounds = {
  what: "a number above 0 and at most a billion",
  example: "120",
  isWithin: (value) => value > 0 && value <= 1e9,
};
const FACTOR: Bounds = {
  what: "a number from 1 to 1000",
  example: "3",
  isWithin: (value) => value >= 1 && value <= 1000,
};
const DELAY: Bounds = {
  what: "a number of seconds from 0 to 86400",
  example: "60",
  isWithin: (value) => value >= 0 && value <= 86_400,
};

function numberOf(option: string, text: string | undefined, { what, example, isWithin }: Bounds): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (isWithin(value)) return value;
  throw new UsageError(`${option} ${JSON.stringify(text)} must be ${what}`, { remedy: `for example ${option} ${example}` });
}

function whyNothing({ notSimulated }: Simulation, isSelected: boolean): string {
  if (notSimulated.length > 0) return "no deployment can be simulated; the output gives the reason for each";
  if (isSelected) return "no deployment matches --select; name deployments by their function, e.g. Stack/LogicalId";
  return "there is nothing to simulate: no deployment group and no state machine alias shifts traffic";
}

async function show(
  simulation: Simulation,
  naming: Naming,
  format: SimulateOptions["format"],
  locator: string,
  look: ReturnType<typeof streamEnvironment>,
): Promise<string> {
  switch (format) {
    case "human":
      return (await import("../../drawings/terminal.ts")).drawTerminal(simulation, naming, look);
    case "json":
      return `${JSON.stringify(simulation, null, 2)}\n`;
    case "html":
      return (await import("../../drawings/simulation.ts")).drawSimulation(simulation, naming, locator);
  }
}

/** A gate without a simulated deployment is not green; one that is not rolled back counts more than one that is undetermined. */
function exitCodeOf({ deployments }: Simulation): number {
  if (deployments.some(({ stopped }) => stopped === false)) return 1;
  const isOpen = deployments.some(({ stopped, backtest }) => stopped === null || (backtest !== null && backtest.reason !== null));
  return deployments.length === 0 || isOpen ? 3 : 0;
}
