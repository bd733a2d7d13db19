// Plays the deployments of a system: at the rate that is given, else the one that a live system shows, else in heavy traffic.
import { remedyFor } from "../audit/judge.ts";
import type { SimulatedDeployment, Simulation } from "../audit/report.ts";
import { type Naming, perMinute } from "../drawings/shift/words.ts";
import { isOfFunction, type Shifting, shiftingsOf } from "../model/deployments/shifting.ts";
import type { SystemFacts } from "../model/facts.ts";
import { link } from "../model/link.ts";
import type { Model } from "../model/model.ts";
import { type Ask, type AskKind, keyOf } from "../model/observed/ask.ts";
import { questionsOf } from "../model/observed/questions.ts";
import type { Resource } from "../model/resource.ts";
import { addressOf } from "../reporters/report/assessments.ts";
import { patchesOf } from "../simulation/advice/change-patches.ts";
import { searchChange, WANTED } from "../simulation/advice/search.ts";
import { adviceOf } from "../simulation/advice/words.ts";
import { baselineAsks, baselineOf } from "../simulation/baseline.ts";
import { durationAsks } from "../simulation/measured-durations.ts";
import { notSimulatedIn } from "../simulation/not-simulated.ts";
import { isPlayable, isRollout, subjectOf } from "../simulation/read/rollout.ts";
import { type PlayedDeployment, type SimulationSettings, simulator } from "../simulation/simulate.ts";
import { type Rate, type RateSource, rateAsks, rateOf, requestsIn } from "../simulation/traffic-rate.ts";
import { shareAsks } from "../simulation/traffic-share.ts";
import { backtestAsks, backtests, chosen, selected } from "./backtest.ts";
import { recommend } from "./recommendation.ts";
import { sweeper } from "./sweep.ts";

export interface SystemSimulation {
  readonly simulation: Simulation;
  readonly naming: Naming;
}

interface Run {
  readonly model: Model;
  readonly play: ReturnType<typeof simulator>;
  readonly settings: SimulationSettings;
  readonly options: Sought;
  /** null where it is not sought. */
  readonly sweep: ReturnType<typeof sweeper> | null;
}

function simulateOne(shifting: Shifting, { model, play, settings, options, sweep }: Run): SimulatedDeployment {
  const rate = rateOf(shifting, model, settings.requestsPerMinute ?? undefined);
  const baseline = baselineOf(shifting, model, settings.baselineErrorRate);
  const ofRate = rate?.state === "known" ? { rateSource: rate.source } : {};
  const baselineErrorRate = baseline.state === "known" ? baseline.value : 0;
  const own = { ...settings, ...ofRate, requestsPerMinute: requestsIn(rate), baselineErrorRate };
  const played = play(shifting, own);
  const outcome = withRate(decided(played, model), rate, settings, isOfFunction(shifting) ? "request" : "execution");
  const deployment = { ...outcome, sweep: sweep?.(shifting, played, own) ?? null };
  if (options.isRecommended)
    return { ...deployment, recommendation: recommendationOf(played, settings, options.rates ?? ratesOf(rate)) };
  return deployment.stopped === true ? deployment : { ...deployment, remedy: remedyOf(played, settings, rate) };
}

export interface Sought {
  readonly isRecommended: boolean;
  /** Requests a minute at which a recommendation has to hold, and between which the traffic is swept; null: those of each deployment. */
  readonly rates: readonly number[] | null;
  readonly isSwept?: boolean;
  /** With a backtest: how much of what was recorded it plays. */
  readonly windowSeconds?: number;
}

export interface Backtested {
  readonly windowSeconds: number;
  readonly select: readonly string[];
}

/** What a simulation relies on of a live system. */
const KINDS: readonly AskKind[] = ["deployment-group", "deployment-configuration", "alarm"];

/** What a live run has to ask: the content of the way of a deployment as it is now and, where none is given, the rates. */
export function questionsOfSimulation(
  { requestsPerMinute, baselineErrorRate, slowdown }: SimulationSettings,
  includeInfrastructure: boolean,
  backtested: Backtested | null = null,
) {
  return (facts: SystemFacts): readonly Ask[] => {
    const model = link(facts, { includeInfrastructure });
    const rates = requestsPerMinute === null ? rateAsks(shiftingsOf(model)) : [];
    const baselines = baselineErrorRate === undefined ? baselineAsks(shiftingsOf(model)) : [];
    const durations = slowdown === undefined ? [] : durationAsks(model);
    const shares = shareAsks(model);
    const wiring = KINDS.flatMap((kind) => questionsOf(kind, model));
    // Which series are played is known once the alarms are.
    const isWired = wiring.every((ask) => facts.observations?.has(keyOf(ask)) === true);
    const histories = backtested === null || !isWired ? [] : backtestAsks(model, backtested.windowSeconds, backtested.select);
    return [...wiring, ...rates, ...baselines, ...durations, ...shares, ...histories];
  };
}

/** @param select globs over the functions and state machine aliases that are deployed; all of them where there is none */
export function simulateSystem(
  model: Model,
  settings: SimulationSettings,
  select: readonly string[],
  options: Sought = { isRecommended: false, rates: null },
): SystemSimulation {
  const play = simulator(model);
  const [from, to] = [options.rates?.at(0), options.rates?.at(-1)];
  const range = from === undefined || to === undefined ? null : ([from, to] as const);
  const sweep = options.isSwept === true ? sweeper(model, range) : null;
  const shiftings = selected(model, select);
  const { windowSeconds } = options;
  const recorded = windowSeconds === undefined ? null : backtests(model, windowSeconds, shiftings, settings);
  const deployments = shiftings.map((shifting) => ({
    ...simulateOne(shifting, { model, play, settings, options, sweep }),
    backtest: recorded?.get(shifting) ?? null,
  }));
  const { requestsPerMinute, errorRate, slowdown = 1, metricDelaySeconds } = settings;
  const notSimulated = notSimulatedIn(model, chosen(model.configurationDeployments, select));
  const given = { requestsPerMinute, errorRate, slowdown, metricDelaySeconds };
  const simulation = { schemaVersion: 1, ...given, deployments, notSimulated } as const;
  return { simulation, naming: namesIn(model) };
}

function recommendationOf({ read }: PlayedDeployment, { minimumProbability }: SimulationSettings, rates: readonly number[]) {
  return isPlayable(read) ? recommend(read, rates, minimumProbability) : null;
}

function ratesOf(rate: Rate): readonly number[] {
  const requests = requestsIn(rate);
  return requests === null ? [] : [requests];
}

/** The smallest change that was simulated and found to work; nothing where what is unknown has to be known first. */
function remedyOf({ read, why }: PlayedDeployment, settings: SimulationSettings, rate: Rate): SimulatedDeployment["remedy"] {
  if (why === null || why.kind === "unknown" || !isPlayable(read)) return null;
  const wanted = { ...WANTED, rates: ratesOf(rate), minimumProbability: settings.minimumProbability };
  const search = searchChange(read, wanted);
  const { found } = search;
  if (found === null && why.kind === "not-simulated") return null;
  return {
    text: remedyFor(adviceOf(search, read), subjectOf(read)),
    effect: found?.effect ?? null,
    changes: found === null ? [] : patchesOf(found.changes, read),
  };
}

/** An alarm that may not be there may not stop it, nor one that may be another by now: without it there would be another end. */
function decided({ outcome, walked, read }: PlayedDeployment, model: Model): SimulatedDeployment {
  if (outcome.stopped === null) return outcome;
  const group = isRollout(read) ? null : read.group;
  const own = new Set([subjectOf(read).of, group?.resource].map((resource) => doubtOf(resource)));
  const open = walked.find((resource) => doubtOf(resource) !== null && !own.has(doubtOf(resource)));
  const [unseen] = [...walked, ...(group === null ? [] : [group.resource])].flatMap((resource) =>
    KINDS.flatMap((kind) => model.unseen(resource, kind) ?? []),
  );
  if (open === undefined && unseen === undefined) return outcome;
  const reason = open === undefined ? (unseen?.reason ?? null) : `${open.label} may not exist: it ${doubtOf(open)}`;
  return { ...outcome, stopped: null, exposedMinutes: null, exposedRequests: null, reason };
}

function doubtOf(resource: Resource | undefined): string | null {
  return resource?.presence.state === "unresolved" ? resource.presence.reason : null;
}

/**
 * A measured rate is listed with the other assumptions. Where none could be measured, heavy traffic shows what cannot be stopped
 * at all; that a deployment is stopped would be a guess.
 */
function withRate(
  deployment: SimulatedDeployment,
  rate: Rate,
  { requestsPerMinute }: SimulationSettings,
  noun: "request" | "execution",
): SimulatedDeployment {
  if (requestsPerMinute !== null || rate === null) return deployment;
  const requests = requestsIn(rate);
  if (requests !== null && rate.state === "known") {
    const assumption = `${perMinute(requests, noun)} arrive, ${SOURCES[rate.source]}`;
    return { ...deployment, assumptions: [...deployment.assumptions, assumption] };
  }
  const why = rate.state === "known" ? "there was no traffic in the last hour" : rate.reason;
  const heavy = { ...deployment, assumptions: [...deployment.assumptions, `heavy traffic is assumed: ${why}`] };
  if (deployment.stopped !== true) return heavy;
  const reason = `it is rolled back under heavy traffic, but its request rate is unknown: ${why}; pass --requests-per-minute`;
  return { ...heavy, stopped: null, exposedMinutes: null, exposedRequests: null, reason };
}

const SOURCES: Readonly<Record<RateSource, string>> = {
  given: "as given",
  measured: "as in the last hour",
  template: "as often as its schedules fire, at random times: the alias has no other invokers",
};

function namesIn({ system }: Model): Naming {
  return {
    address: ({ stack, logicalId }) => {
      const constructPath = system.resource(stack, logicalId)?.facts.constructPath ?? null;
      return addressOf({ stack, logicalId, constructPath });
    },
    label: ({ stack, logicalId }) => system.resource(stack, logicalId)?.label ?? logicalId,
  };
}
