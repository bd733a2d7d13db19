// What keeps the alarms of a deployment group from stopping a deployment and rolling it back.
import type { RollbackAlarm } from "../alarms/alarm.ts";
import type { Value } from "../value.ts";
import type { RollbackSettings } from "./rollback.ts";
import { flawsOfList, type ListFlaw, NO_ALARM } from "./rollback-list.ts";

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_AlarmConfiguration.html */
export const MOST_ALARMS = 10;

export interface GroupFlaw extends ListFlaw {
  readonly about: "alarms" | keyof RollbackSettings;
  /** Of the deployment group. */
  readonly property: string;
  /** What it lacks, completing "has …". */
  readonly lacks?: string;
}

export function flawsOfGroup(
  watched: Value<readonly RollbackAlarm[]>,
  minimum: number,
  settings: RollbackSettings,
): readonly GroupFlaw[] {
  const about = { about: "alarms", property: "AlarmConfiguration" } as const;
  if (watched.state === "absent" || (watched.state === "known" && watched.value.length === 0))
    return [{ ...NO_ALARM, lacks: "a rollback alarm", because: null, ...about }];
  const ofList =
    watched.state === "unresolved"
      ? [{ message: "which alarms stop a deployment is unknown", because: watched }]
      : flawsOfList(watched.value, { minimum, most: MOST_ALARMS, service: "CodeDeploy" });
  return [...ofList.map((flaw) => ({ ...flaw, ...about })), ...SWITCHES.flatMap((each) => flawOf(settings[each.about], each))];
}

interface Switch {
  readonly about: keyof RollbackSettings;
  readonly wanted: boolean;
  readonly fault: string;
  readonly property: string;
}

const SWITCHES: readonly Switch[] = [
  { about: "alarmsEnabled", wanted: true, fault: "its alarms are not enabled", property: "AlarmConfiguration.Enabled" },
  {
    about: "ignoresPollFailure",
    wanted: false,
    fault: "a deployment continues if its alarms cannot be read",
    property: "AlarmConfiguration.IgnorePollAlarmFailure",
  },
  {
    about: "rollsBackOnAlarm",
    wanted: true,
    fault: "a deployment that an alarm stops is not rolled back",
    property: "AutoRollbackConfiguration",
  },
];

function flawOf(setting: RollbackSettings[Switch["about"]], { about, wanted, fault, property }: Switch): readonly GroupFlaw[] {
  if (setting.state === "unresolved") return [{ message: `its ${property} is unknown`, because: setting, about, property }];
  return setting.value === wanted ? [] : [{ message: fault, because: null, about, property }];
}
