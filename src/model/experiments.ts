// AWS FIS experiment templates and the alarms that stop them.
import type { AlarmNode, WithAlarms } from "./alarms/alarm.ts";
import type { TemplateNode } from "./resolve/node.ts";
import type { Resource } from "./resource.ts";
import type { Target, WithSystem } from "./system.ts";
import { type Known, known, type Unresolved } from "./value.ts";

export interface ExperimentTemplate {
  readonly resource: Resource;
  readonly alarms: Known<StopAlarms> | Unresolved;
}

export interface StopAlarms {
  readonly defined: readonly Resource[];
  /** By name: alarms that no audited stack defines. */
  readonly external: readonly string[];
  readonly missing: readonly string[];
}

export function linkExperiments(model: WithAlarms & WithSystem): readonly ExperimentTemplate[] {
  return model.system
    .resourcesOf("AWS::FIS::ExperimentTemplate")
    .map((resource) => ({ resource, alarms: stopAlarmsOf(resource, model) }));
}

/** https://docs.aws.amazon.com/fis/latest/userguide/stop-conditions.html */
function stopAlarmsOf(resource: Resource, model: WithAlarms): ExperimentTemplate["alarms"] {
  const conditions = resource.property("StopConditions").items();
  if (conditions.state === "unresolved") return conditions;
  const alarms = (conditions.state === "known" ? conditions.value : []).flatMap((node) => stopAlarmOf(node, resource, model));
  const doubt = alarms.find((alarm) => alarm.state === "unresolved");
  if (doubt?.state === "unresolved") return doubt;
  return known({
    defined: alarms.flatMap((alarm) => (alarm.state === "known" ? [alarm.value.resource] : [])),
    external: alarms.flatMap((alarm) => (alarm.state === "external" ? [alarm.name] : [])),
    missing: alarms.flatMap((alarm) => (alarm.state === "missing" ? [alarm.name] : [])),
  });
}

/** Empty for a condition that is no alarm: `none`. */
function stopAlarmOf(condition: TemplateNode, from: Resource, { alarmIndex }: WithAlarms): readonly Target<AlarmNode>[] {
  const source = condition.at("Source").text();
  if (source.state === "unresolved") return [source];
  if (source.state === "absent" || source.value !== "aws:cloudwatch:alarm") return [];
  return [alarmIndex.find(condition.at("Value").symbol(), from)];
}
