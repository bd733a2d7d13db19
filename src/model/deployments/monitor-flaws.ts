// What is wrong with the alarms of an AppConfig environment: whether AppConfig can read them, and ever watches them.
// https://docs.aws.amazon.com/appconfig/latest/userguide/monitoring-deployments.html
// https://docs.aws.amazon.com/appconfig/latest/userguide/setting-up-appconfig.html: the role that it needs for that

import type { AlarmNode } from "../alarms/alarm.ts";
import { allowsAction } from "../functions/allowed-action.ts";
import { trusts } from "../functions/trust.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import type { Unresolved } from "../value.ts";
import { inMinutes } from "./configuration-deployment.ts";
import type { ConfigurationEnvironment, Monitor } from "./configuration-environment.ts";
import { flawsOfList, type ListFlaw, NO_ALARM } from "./rollback-list.ts";

/** https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_CreateEnvironment.html */
const MOST_MONITORS = 5;
const READ = "cloudwatch:DescribeAlarms";
const APPCONFIG = "appconfig.amazonaws.com";

export interface MonitorFlaw extends ListFlaw {
  readonly about: "alarms" | "ARN" | "actions" | "role" | "time";
}

export function flawsOfEnvironment(
  environment: ConfigurationEnvironment,
  minimum: number,
  model: WithSystem,
): readonly MonitorFlaw[] {
  const { monitors } = environment;
  const about = "alarms";
  if (monitors.state === "unresolved")
    return [{ message: "which alarms stop a deployment is unknown", because: monitors, about }];
  if (monitors.state === "absent" || monitors.value.length === 0)
    return [{ ...NO_ALARM, because: whyNoneIsNeeded(environment), about }];
  const ofList = flawsOfList(monitors.value, { minimum, most: MOST_MONITORS, service: "AppConfig" });
  return [
    ...ofList.map((flaw) => ({ ...flaw, about }) as const),
    ...monitors.value.flatMap((monitor) => flawsOf(monitor, model)),
    ...neverWatched(environment),
    ...neverInTime(environment),
  ];
}

/** Without a deployment in the audited stacks: it may give all targets the configuration at once. */
function whyNoneIsNeeded({ deployments, doubt }: ConfigurationEnvironment): Unresolved | string | null {
  return deployments.length > 0 ? null : (doubt ?? NOT_DEPLOYED);
}

const NOT_DEPLOYED = "nothing in the audited stacks deploys to it, so it is unknown whether its deployments need an alarm";

function neverWatched({ deployments }: ConfigurationEnvironment): readonly MonitorFlaw[] {
  const isNever = ({ strategy }: ConfigurationEnvironment["deployments"][number]): boolean =>
    strategy.state === "known" && strategy.value.durationMinutes + strategy.value.finalBakeMinutes === 0;
  if (deployments.length === 0 || !deployments.every(isNever)) return [];
  const message = "its deployments take no time and have no bake time, so AppConfig never watches its alarms";
  return [{ message, because: null, about: "time" }];
}

/** Whatever the configuration breaks: an alarm that needs more data than there is time for rolls nothing back. */
function neverInTime({ deployments, monitors }: ConfigurationEnvironment): readonly MonitorFlaw[] {
  const soonest = Math.min(...(monitors.state === "known" ? monitors.value : []).map(({ alarm }) => soonestIn(alarm)));
  return deployments.flatMap(({ resource, strategy }): readonly MonitorFlaw[] => {
    if (strategy.state !== "known") return [];
    const watched = strategy.value.durationMinutes + strategy.value.finalBakeMinutes;
    if (watched === 0 || soonest < watched) return [];
    const message = `AppConfig watches its alarms for only ${inMinutes(watched)} in deployment ${resource.label}`;
    const needed = `they need more than ${inMinutes(soonest)} of data to enter ALARM`;
    return [{ message: `${message}, and ${needed}`, because: null, about: "time" }];
  });
}

/** Minutes after which an alarm whose data was fine until then can have enough that is not; 0 where that is unknown. */
function soonestIn(alarm: Monitor["alarm"]): number {
  if (alarm.state !== "known" || alarm.value.kind !== "metric") return 0;
  const { resource, series } = alarm.value;
  const [all, needed] = [resource.property("EvaluationPeriods").number(), resource.property("DatapointsToAlarm").number()];
  const points = needed.state === "absent" ? all : needed;
  const periods = (series.state === "known" ? series.value : []).map(({ periodSeconds }) =>
    periodSeconds.state === "known" ? periodSeconds.value : 0,
  );
  return points.state === "known" && periods.length > 0 ? ((points.value - 1) * Math.min(...periods)) / 60 : 0;
}

function flawsOf({ name, alarm, isArn, role }: Monitor, model: WithSystem): readonly MonitorFlaw[] {
  if (alarm.state === "missing" || alarm.state === "absent") return [];
  const label = alarm.state === "known" ? alarm.value.resource.label : name;
  const isNamed = !isArn && alarm.state !== "unresolved";
  return [
    ...(isNamed
      ? [{ message: `refers to alarm ${label} by name, but AppConfig needs its ARN`, because: null, about: "ARN" } as const]
      : []),
    ...(alarm.state === "known" ? withoutActions(alarm.value) : []),
    ...withoutRole(label, role, alarm.state === "known" ? alarm.value : null, model),
  ];
}

function withoutActions({ actionsEnabled, resource }: AlarmNode): readonly MonitorFlaw[] {
  if (actionsEnabled.state === "known" && actionsEnabled.value) return [];
  const isOpen = actionsEnabled.state === "unresolved";
  const message = isOpen
    ? `it is unknown whether the actions of alarm ${resource.label} are enabled`
    : `does not roll back on alarm ${resource.label}, whose actions are disabled`;
  return [{ message, because: isOpen ? actionsEnabled : null, about: "actions" }];
}

function withoutRole(label: string, role: Monitor["role"], alarm: AlarmNode | null, model: WithSystem): readonly MonitorFlaw[] {
  const flaw = (message: string, because: Unresolved | string | null = null): readonly MonitorFlaw[] => [
    { message, because, about: "role" },
  ];
  switch (role.state) {
    case "absent":
      return flaw(`has no AlarmRoleArn for alarm ${label}, and AppConfig needs a role to read it`);
    case "missing":
      return flaw(`reads alarm ${label} with role ${role.name}, which does not exist`);
    case "unresolved":
      return flaw(`the role that reads alarm ${label} is unknown`, role);
    case "external": {
      const because = `role ${role.name} is not defined in the audited stacks; also audit the stack that defines it`;
      return flaw(`it is unknown whether its role may read alarm ${label}`, because);
    }
    case "known":
      return [...untrusting(role.value, model), ...notReading(role.value, alarm, label, model)].flatMap(([message, because]) =>
        flaw(message, because),
      );
  }
}

type Said = readonly [message: string, because: Unresolved | null];

function untrusting(role: Resource, { system }: WithSystem): readonly Said[] {
  const answer = trusts(role, APPCONFIG, system);
  if (answer === true) return [];
  return answer === false
    ? [[`role ${role.label} does not allow ${APPCONFIG} to assume it`, null]]
    : [[`it is unknown whether role ${role.label} allows ${APPCONFIG} to assume it`, answer]];
}

/**
 * A composite alarm is only shown to whom may read all alarms.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
function notReading(role: Resource, alarm: AlarmNode | null, label: string, model: WithSystem): readonly Said[] {
  const name = alarm === null ? null : alarm.kind === "composite" ? "" : `alarm:${model.system.nameOf(alarm.resource)}`;
  const target = name === null ? null : { service: "cloudwatch", name };
  const { answer } = allowsAction(role, { action: READ, target }, model);
  if (answer === true) return [];
  if (answer !== false) return [[`it is unknown whether role ${role.label} may read alarm ${label} (${READ})`, answer]];
  const isNarrow = allowsAction(role, { action: READ, target: null }, model).answer === true;
  const scope = alarm?.kind === "composite" ? ", which for a composite alarm takes Resource: *" : "";
  const what = isNarrow ? `may not call ${READ} for alarm ${label}${scope}` : `may not call ${READ}`;
  return [[`role ${role.label} ${what}`, null]];
}

/** The roles that are known. */
export function rolesOf({ monitors }: ConfigurationEnvironment): readonly Resource[] {
  const roles = monitors.state === "known" ? monitors.value.map(({ role }) => role) : [];
  return [...new Set(roles.flatMap((role) => (role.state === "known" ? [role.value] : [])))];
}
