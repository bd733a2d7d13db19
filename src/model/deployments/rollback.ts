// What stops a deployment and what happens then: the switches of a deployment group around its alarms.
import type { RollbackAlarm } from "../alarms/alarm.ts";
import type { TemplateNode } from "../resolve/node.ts";
import type { Resource } from "../resource.ts";
import type { Missing } from "../system.ts";
import { type Known, known, orDefault, type Unresolved } from "../value.ts";
import type { DeploymentGroupNode } from "./deployment-group.ts";

type Switch = Known<boolean> | Unresolved;

export interface RollbackSettings {
  /** The alarms it lists can stop a deployment. */
  readonly alarmsEnabled: Switch;
  /** A deployment goes on while the state of the alarms cannot be read. */
  readonly ignoresPollFailure: Switch;
  /** What an alarm stops is rolled back. */
  readonly rollsBackOnAlarm: Switch;
}

/** Every switch is off where the template does not set it. */
export function rollbackSettingsOf({ resource }: DeploymentGroupNode): RollbackSettings {
  const alarms = resource.property("AlarmConfiguration");
  return {
    alarmsEnabled: orDefault(alarms.at("Enabled").boolean(), false),
    ignoresPollFailure: orDefault(alarms.at("IgnorePollAlarmFailure").boolean(), false),
    rollsBackOnAlarm: rollsBackOnAlarm(resource.property("AutoRollbackConfiguration")),
  };
}

/** What has to be switched on for alarms to roll a deployment back. */
export type RollbackSwitch = "alarms" | "rollback";

export function missingSwitches(group: DeploymentGroupNode): readonly RollbackSwitch[] {
  const { alarmsEnabled, rollsBackOnAlarm: rollsBack } = rollbackSettingsOf(group);
  const isOn = (each: Switch): boolean => each.state === "known" && each.value;
  return [...(isOn(alarmsEnabled) ? [] : ["alarms" as const]), ...(isOn(rollsBack) ? [] : ["rollback" as const])];
}

function rollsBackOnAlarm(configuration: TemplateNode): Switch {
  const enabled = orDefault(configuration.at("Enabled").boolean(), false);
  if (enabled.state === "known" && !enabled.value) return enabled;
  const events = configuration.at("Events").items();
  if (events.state !== "known") return events.state === "absent" ? known(false, "the service's default") : events;
  const names = events.value.map((event) => event.text("DEPLOYMENT_STOP_ON_ALARM"));
  if (names.some((name) => name.state === "known" && name.value === "DEPLOYMENT_STOP_ON_ALARM")) return enabled;
  return names.find((name) => name.state === "unresolved") ?? known(false, events.origin);
}

/** The alarms that a deployment group watches, by what is known of them. */
export interface WatchedAlarms {
  /** Each once, however often it is listed. */
  readonly present: readonly Resource[];
  readonly missing: readonly Missing[];
  readonly external: readonly string[];
  readonly undetermined: readonly { readonly name: string; readonly doubt: Unresolved }[];
}

export function watchedAlarms(entries: readonly Pick<RollbackAlarm, "name" | "alarm">[]): WatchedAlarms {
  return {
    present: [...new Set(entries.flatMap(({ alarm }) => (alarm.state === "known" ? [alarm.value.resource] : [])))],
    missing: entries.flatMap(({ alarm }) => (alarm.state === "missing" ? [alarm] : [])),
    external: entries.flatMap(({ alarm }) => (alarm.state === "external" ? [alarm.name] : [])),
    undetermined: entries.flatMap(({ alarm, name }) => (alarm.state === "unresolved" ? [{ name, doubt: alarm }] : [])),
  };
}
