// What stops a deployment and what happens then: the switches of a deployment group around its alarms.
import type { DeploymentGroupNode } from "./deployment-group.ts";
import type { TemplateNode } from "./resolve/node.ts";
import { type Known, known, orDefault, type Unresolved } from "./value.ts";

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

function rollsBackOnAlarm(configuration: TemplateNode): Switch {
  const enabled = orDefault(configuration.at("Enabled").boolean(), false);
  if (enabled.state === "known" && !enabled.value) return enabled;
  const events = configuration.at("Events").items();
  if (events.state !== "known") return events.state === "absent" ? known(false, "the service's default") : events;
  const names = events.value.map((event) => event.text());
  if (names.some((name) => name.state === "known" && name.value === "DEPLOYMENT_STOP_ON_ALARM")) return enabled;
  return names.find((name) => name.state === "unresolved") ?? known(false, events.origin);
}
