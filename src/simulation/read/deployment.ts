// One deployment as a scenario: its schedule, the alarms that watch it, its rollback settings, and what of that is unknown.
import { invokersOf, reportsPartialBatches } from "../../model/deployments/alias-invokers.ts";
import type { DeploymentConfiguration } from "../../model/deployments/deployment-configuration.ts";
import type { DeploymentGroupNode } from "../../model/deployments/deployment-group.ts";
import { rollbackSettingsOf } from "../../model/deployments/rollback.ts";
import { soundTriggersOver, triggersInWords } from "../../model/deployments/rollback-triggers.ts";
import type { ShiftedAlias } from "../../model/deployments/traffic-alias.ts";
import { linkSeriesExistence } from "../../model/metrics/series-existence.ts";
import type { Model } from "../../model/model.ts";
import type { Resource } from "../../model/resource.ts";
import { missingInWords, type Target } from "../../model/system.ts";
import type { Unresolved } from "../../model/value.ts";
import { scheduleOf, scheduleOfConfiguration } from "../play/schedule.ts";
import type { Scenario, Schedule } from "../scenario.ts";
import { type ReadAlarm, readAlarms } from "./alarms.ts";
import { readingOfFunction } from "./series.ts";

export interface TrafficSettings {
  /** Requests a minute through each alias; null: heavy traffic is assumed. */
  readonly requestsPerMinute: number | null;
  readonly errorRate: number;
  /** The share of their requests that healthy versions fail; default 0. */
  readonly baselineErrorRate?: number;
  readonly metricDelaySeconds: number;
  /** How many times as long requests to the new version take; without it how long they take is not simulated. */
  readonly slowdown?: number;
  /** Milliseconds in which half of the requests and 99 % of them are done, where that was given. */
  readonly givenDurations?: readonly [number, number];
}

/** something unknown, with the input that it depends on where there is one. */
export interface Unknown {
  /** `its deployment configuration` */
  readonly what: string;
  /** A sentence. */
  readonly reason: string;
  readonly doubt: Unresolved | null;
}

/** With what was read of each of its alarms. */
export interface ReadScenario extends Scenario {
  readonly alarms: readonly ReadAlarm[];
}

export interface ReadDeployment {
  readonly shifted: ShiftedAlias;
  readonly group: DeploymentGroupNode | null;
  /** null where it is unknown. */
  readonly schedule: Schedule | null;
  /** In the order of `scenario.alarms`; null where it is unknown which there are. */
  readonly alarms: readonly ReadAlarm[] | null;
  /** null where the schedule or the list of the alarms is unknown. */
  readonly scenario: ReadScenario | null;
  /** Why there is no scenario; empty where there is one. */
  readonly unknowns: readonly Unknown[];
  readonly rollback: Rollback;
  /** An alarm on the errors of the alias sees what fails; not so where all of its invokers report failed items of batches. */
  readonly raisesErrors: boolean;
  readonly assumptions: readonly string[];
  /** The group and its configuration. */
  readonly walked: readonly Resource[];
}

/** Whether what an alarm stops is rolled back. */
export type Rollback =
  | { readonly state: "on" }
  /** `reason`: a sentence. */
  | { readonly state: "off"; readonly reason: string }
  | ({ readonly state: "unknown" } & Unknown);

/** Reads the deployments of one model; what it looks up is linked once. */
export function deploymentReader(model: Model): (shifted: ShiftedAlias, settings: TrafficSettings) => ReadDeployment {
  const existence = linkSeriesExistence(model);
  return (shifted, settings) => {
    const { group } = shifted;
    if (group.state === "unresolved") return withoutGroup(shifted, group);
    const read = alarmsIn(shifted, group.value, model, existence, settings);
    const alarms = "reason" in read ? null : read;
    return {
      ...shiftOf(group.value, alarms, "reason" in read ? [read] : [], settings),
      shifted,
      group: group.value,
      alarms,
      rollback: rollbackOf(group.value),
      raisesErrors: raisesErrors(shifted, model),
      assumptions: assumptionsOf(shifted, alarms ?? [], model),
    };
  };
}

type Shift = Pick<ReadDeployment, "schedule" | "scenario" | "unknowns" | "walked">;

function shiftOf(
  { configuration, resource }: DeploymentGroupNode,
  alarms: readonly ReadAlarm[] | null,
  unknowns: readonly Unknown[],
  settings: TrafficSettings,
): Shift {
  const schedule = scheduleIn(configuration);
  const custom = configuration.state === "known" ? configuration.value.resource : null;
  const walked = [resource, ...(custom === null ? [] : [custom])];
  if ("reason" in schedule) return { schedule: null, scenario: null, unknowns: [schedule, ...unknowns], walked };
  return { schedule, scenario: alarms === null ? null : scenarioOf(schedule, alarms, settings), unknowns, walked };
}

function scenarioOf(schedule: Schedule, alarms: readonly ReadAlarm[], settings: TrafficSettings): ReadScenario {
  const { requestsPerMinute, errorRate, baselineErrorRate = 0, slowdown = 1, metricDelaySeconds } = settings;
  return { schedule, alarms, requestsPerMinute, errorRate, baselineErrorRate, slowdown, metricDelaySeconds };
}

function withoutGroup(shifted: ShiftedAlias, doubt: Unresolved): ReadDeployment {
  const unknown = unknownFor("the deployment group that shifts its traffic", doubt);
  return {
    shifted,
    group: null,
    schedule: null,
    alarms: null,
    scenario: null,
    unknowns: [unknown],
    rollback: { state: "unknown", ...unknown },
    raisesErrors: true,
    assumptions: [],
    walked: [],
  };
}

const CONFIGURATION = "its deployment configuration";

function unknownFor(what: string, doubt: Unresolved): Unknown {
  return { what, reason: `${what} ${doubt.reason}`, doubt };
}

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html: minutes between the first and the last shift. */
const LONGEST_SHIFT = 2880;

function scheduleIn(configuration: Target<DeploymentConfiguration>): Schedule | Unknown {
  switch (configuration.state) {
    case "known":
      return scheduleOfKnown(configuration.value);
    case "absent":
      // AWS calls it the default for functions.
      return scheduleOf("all-at-once", 100, 0);
    case "unresolved":
      return unknownFor(CONFIGURATION, configuration);
    case "external":
      return {
        what: CONFIGURATION,
        reason: `deployment configuration ${configuration.name} is not a predefined one of AWS for Lambda and not defined in the audited stacks`,
        doubt: null,
      };
    case "missing":
      return { what: CONFIGURATION, reason: `it uses deployment configuration ${missingInWords(configuration)}`, doubt: null };
  }
}

function scheduleOfKnown(configuration: DeploymentConfiguration): Schedule | Unknown {
  const { name, firstStepPercent: percent, bakeMinutes } = configuration;
  const refused = (what: string): Unknown => ({
    what: CONFIGURATION,
    reason: `${name} ${what}, which CodeDeploy rejects`,
    doubt: null,
  });
  if (!Number.isInteger(percent) || percent < 1 || percent > 100) return refused(`shifts ${percent} % at a time`);
  if (!Number.isInteger(bakeMinutes) || bakeMinutes < 0 || bakeMinutes > LONGEST_SHIFT)
    return refused(`takes ${bakeMinutes} minutes`);
  return scheduleOfConfiguration(configuration);
}

function alarmsIn(
  shifted: ShiftedAlias,
  group: DeploymentGroupNode,
  model: Model,
  existence: ReturnType<typeof linkSeriesExistence>,
  { requestsPerMinute, slowdown, givenDurations }: TrafficSettings,
): readonly ReadAlarm[] | Unknown {
  const entries = model.alarmIndex.rollbackAlarmsOf(group);
  if (entries.state === "unresolved") return unknownFor("the list of its alarms", entries);
  if (entries.state === "absent") return [];
  const { alias } = shifted;
  const { function: owner } = alias;
  const what = `the function of alias ${alias.label}`;
  if (owner.state === "unresolved") return unknownFor(what, owner);
  if (owner.state !== "known") return { what, reason: `${what} is not defined in the audited stacks`, doubt: null };
  const deployed = { function: owner.value, alias };
  const slowness = slowdown === undefined ? null : { slowdown, given: givenDurations ?? null };
  return readAlarms(entries.value, readingOfFunction({ model, existence, requestsPerMinute, slowness, deployed }));
}

function rollbackOf(group: DeploymentGroupNode): Rollback {
  const { alarmsEnabled, rollsBackOnAlarm } = rollbackSettingsOf(group);
  if (alarmsEnabled.state === "known" && !alarmsEnabled.value)
    return { state: "off", reason: "its deployment group does not enable its alarms" };
  if (rollsBackOnAlarm.state === "known" && !rollsBackOnAlarm.value)
    return {
      state: "off",
      reason: "its deployment group does not roll back on DEPLOYMENT_STOP_ON_ALARM and stops the shift where it is",
    };
  if (alarmsEnabled.state === "unresolved")
    return { state: "unknown", ...unknownFor("its AlarmConfiguration.Enabled", alarmsEnabled) };
  if (rollsBackOnAlarm.state === "unresolved")
    return { state: "unknown", ...unknownFor("its AutoRollbackConfiguration", rollsBackOnAlarm) };
  return { state: "on" };
}

function raisesErrors({ alias }: ShiftedAlias, model: Model): boolean {
  if (alias.function.state !== "known") return true;
  const { throughAlias } = invokersOf({ function: alias.function.value, alias }, model);
  return throughAlias.length === 0 || !throughAlias.every(reportsPartialBatches);
}

function assumptionsOf({ alias }: ShiftedAlias, alarms: readonly ReadAlarm[], model: Model): readonly string[] {
  const link = model.deployments.linkOf(alias);
  const triggers = soundTriggersOver(alias.resource.stack, model);
  const hasLastHook = link.state === "known" && link.value.hooks.some(({ when }) => when === "after");
  const missing = alarms.some(({ watched }) => watched.some(({ feed }) => mayLackData(feed)));
  return [
    ...new Set([
      ...alarms.flatMap(({ assumptions }) => assumptions),
      ...(missing ? [RANGE] : []),
      ...(triggers === null ? [] : [`CloudFormation's own rollback is not simulated: ${triggersInWords(triggers)}`]),
      ...(hasLastHook
        ? ["its AfterAllowTraffic hook keeps the deployment open after the shift; this extra time does not count"]
        : []),
    ]),
  ];
}

/** AWS's example of 5 for 3 is all that is published: alarms-and-missing-data.html. */
const RANGE = "if data is missing, CloudWatch evaluates two data points more than EvaluationPeriods";

function mayLackData(feed: ReadAlarm["watched"][number]["feed"]): boolean {
  return (
    feed.kind === "never" ||
    ((feed.kind === "requests" || feed.kind === "durations") && feed.of === "new version") ||
    (feed.kind === "matches" && feed.otherwise === null)
  );
}
