// The alarms that a deployment group watches, including members of composite alarms: what a live run requests about them.
import type { AlarmNode } from "../model/alarms/alarm.ts";
import { membersOf, parseComposition } from "../model/alarms/composition.ts";
import type { ShiftedAlias } from "../model/deployments/traffic-alias.ts";
import type { Model } from "../model/model.ts";
import { known } from "../model/value.ts";

/** As far as they are known. */
export function watchedAlarmsOf({ group }: ShiftedAlias, model: Model): readonly AlarmNode[] {
  const entries = group.state === "known" ? model.alarmIndex.rollbackAlarmsOf(group.value) : group;
  const named =
    entries.state === "known" ? entries.value.flatMap(({ alarm }) => (alarm.state === "known" ? [alarm.value] : [])) : [];
  const found = new Set(named);
  for (const alarm of found) for (const member of membersIn(alarm, model)) found.add(member);
  return [...found];
}

function membersIn({ composition, resource }: AlarmNode, model: Model): readonly AlarmNode[] {
  const rule = composition.state === "known" ? parseComposition(composition.value) : null;
  const targets = (rule === null ? [] : membersOf(rule)).map((member) => model.alarmIndex.find(known(member), resource));
  return targets.flatMap((target) => (target.state === "known" ? [target.value] : []));
}
