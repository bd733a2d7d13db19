// The shift of a state machine alias as a scenario: its steps, and the alarms that CloudFormation watches meanwhile.
import type { AlarmNode, MetricSeries } from "../../model/alarms/alarm.ts";
import { read, refuse, refuseFor } from "../../model/alarms/math/refusal.ts";
import type { GradualRollout } from "../../model/deployments/gradual-rollout.ts";
import { isOfFunction, type Shifting } from "../../model/deployments/shifting.ts";
import { coverageOfExecutions } from "../../model/deployments/state-machine-coverage.ts";
import type { Model } from "../../model/model.ts";
import { scheduleOfConfiguration } from "../play/schedule.ts";
import type { Feed, Schedule } from "../scenario.ts";
import { readAlarms } from "./alarms.ts";
import { deploymentReader, type ReadDeployment, type ReadScenario, type TrafficSettings, type Unknown } from "./deployment.ts";
import type { Findings, Reading } from "./reading.ts";

export interface ReadRollout extends Omit<ReadDeployment, "shifted" | "group" | "raisesErrors"> {
  readonly rollout: GradualRollout;
}

export type ReadShift = ReadDeployment | ReadRollout;

/** With something to play. */
export type Playable<Read extends ReadShift = ReadShift> = Read & { readonly scenario: ReadScenario };

export function isPlayable<Read extends ReadShift>(read: Read): read is Playable<Read> {
  return read.scenario !== null;
}

export function isRollout(read: ReadShift): read is ReadRollout {
  return "rollout" in read;
}

export function subjectOf(read: ReadShift): GradualRollout["subject"] {
  return isRollout(read) ? read.rollout.subject : read.shifted.subject;
}

/** Reads whatever shifts traffic in one model. */
export function shiftReader(model: Model): (shifting: Shifting, settings: TrafficSettings) => ReadShift {
  const readDeployment = deploymentReader(model);
  return (shifting, settings) =>
    isOfFunction(shifting) ? readDeployment(shifting, settings) : readRollout(shifting, model, settings);
}

const UNDOCUMENTED = [
  "the first step of the shift is at its beginning, and CloudFormation watches the alarms until the last step (AWS documents neither)",
  "a failed execution counts in the minute in which it fails, so failures of long executions are detected later",
];

function readRollout(rollout: GradualRollout, model: Model, settings: TrafficSettings): ReadRollout {
  const { alarms: named } = rollout;
  const schedule = scheduleIn(rollout);
  const entries = named.state === "known" ? named.value.filter(({ isArn }) => !isArn) : [];
  const alarms =
    named.state === "unresolved" ? null : readAlarms(entries, readingOfRollout(rollout, model, settings.requestsPerMinute));
  const unknowns: readonly Unknown[] = [
    ...("reason" in schedule ? [schedule] : []),
    ...(named.state === "unresolved"
      ? [{ what: "the list of its alarms", reason: `the list of its alarms ${named.reason}`, doubt: named }]
      : []),
  ];
  const known = "reason" in schedule ? null : schedule;
  const { requestsPerMinute, errorRate, baselineErrorRate = 0, slowdown = 1, metricDelaySeconds } = settings;
  const traffic = { requestsPerMinute, errorRate, baselineErrorRate, slowdown, metricDelaySeconds };
  return {
    rollout,
    schedule: known,
    alarms,
    scenario: known === null || alarms === null ? null : { schedule: known, alarms, ...traffic },
    unknowns,
    rollback:
      alarms?.length === 0 ? { state: "off", reason: "its DeploymentPreference has no alarm that exists" } : { state: "on" },
    assumptions: [...new Set([...(alarms ?? []).flatMap(({ assumptions }) => assumptions), ...UNDOCUMENTED])],
    walked: [],
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-stepfunctions-statemachinealias-deploymentpreference.html */
const MOST = { percent: 99, interval: 2100 };

function scheduleIn({ configuration }: GradualRollout): Schedule | Unknown {
  const what = "its DeploymentPreference";
  if (configuration.state === "unresolved") return { what, reason: `${what} ${configuration.reason}`, doubt: configuration };
  const { kind, firstStepPercent: percent, bakeMinutes } = configuration.value;
  const steps = kind === "linear" ? Math.ceil(100 / percent) - 1 : 1;
  const isTaken = Number.isInteger(percent) && percent >= 1 && percent <= MOST.percent && Number.isInteger(bakeMinutes);
  if (kind !== "all-at-once" && !(isTaken && bakeMinutes >= 1 && bakeMinutes <= MOST.interval * steps))
    return { what, reason: `${what} has a Percentage or an Interval that CloudFormation rejects`, doubt: null };
  return scheduleOfConfiguration(configuration.value);
}

/** Reads the alarms of a state machine alias. */
export function readingOfRollout(
  rollout: GradualRollout,
  model: Model,
  requestsPerMinute: number | null,
  isRecorded = false,
): Reading {
  const coverageOf = (series: MetricSeries) => coverageOfExecutions(series, rollout, model);
  return {
    model,
    requestsPerMinute,
    slowness: null,
    coverageOf,
    feedOf: (series, alarm, findings) =>
      feedOfExecutions(series, alarm, coverageOf(series), { rollout, model, findings, isRecorded }),
  };
}

interface Context {
  readonly rollout: GradualRollout;
  readonly model: Model;
  readonly findings: Findings;
  /** Whether there is data while nothing fails is recorded, then. */
  readonly isRecorded: boolean;
}

/** Executions that fail are counted; whether there is data while none fails AWS does not document. @throws Refusal */
function feedOfExecutions(
  series: MetricSeries,
  alarm: AlarmNode,
  { level, what, because }: ReturnType<typeof coverageOfExecutions>,
  { rollout, model, findings, isRecorded }: Context,
): Feed {
  if (because !== null && typeof because !== "string") refuseFor(`${what};`, because);
  const metric = series.metricName.state === "known" ? model.system.concrete(series.metricName.value) : "";
  if (level === "nothing") return taken({ kind: "healthy" }, what, findings);
  if (level === "account" || metric !== "ExecutionsFailed") refuse(`${what}, which is not simulated`);
  const statistic = read(series.statistic, "its Statistic");
  if (statistic !== "Sum" && statistic !== "Maximum")
    refuse(
      `has Statistic ${statistic ?? "unset"} of ${metric}, which is not simulated: AWS does not document whether successful executions count in it`,
    );
  if (!isRecorded) requireNoData(alarm, metric);
  findings.assumptions.add("a broken version fails its executions; errors that the definition catches are not counted");
  if (level === "function")
    findings.assumptions.add(`no execution fails that is not started through alias ${rollout.resource.label}`);
  return taken({ kind: "matches", value: 1, otherwise: null }, what, findings);
}

/** What it does while nothing fails must not depend on whether there is data then. @throws Refusal */
function requireNoData({ resource }: AlarmNode, metric: string): void {
  const missing = read(resource.property("TreatMissingData").text("breaching"), "its TreatMissingData");
  if (missing === "breaching")
    refuse(`treats missing data as breaching, but AWS does not document whether ${metric} has data while nothing fails`);
}

function taken(feed: Feed, what: string, { watched }: Findings): Feed {
  watched.push({ feed, what });
  return feed;
}
