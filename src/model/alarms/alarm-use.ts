// What uses an alarm's state without an alarm action: rollbacks, composite alarms, experiments, and EventBridge rules.

import type { WithDeployments } from "../deployments/deployment-group.ts";
import { rollbackSettingsOf } from "../deployments/rollback.ts";
import type { WithStackRollbacks } from "../deployments/rollback-triggers.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import { itemsOf, type TemplateNode } from "../resolve/node.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import { type Known, known, orDefault, type Unresolved } from "../value.ts";
import type { WithAlarms } from "./alarm.ts";
import { type AlarmNode, namesInRule, withoutNames } from "./alarm.ts";
import { type AlarmRuleIndex, linkAlarmRules } from "./alarm-rule.ts";

/** The parts of the model that say what uses an alarm. */
export type AlarmUseSources = WithAlarms & WithDeployments & WithStackRollbacks & WithSystem;

export type AlarmUse =
  /** `what` completes "the alarm …". `by` is null for the stack itself. */
  | { readonly kind: "used"; readonly what: string; readonly by: Resource | null }
  | { readonly kind: "unresolved"; readonly doubt: Unresolved; readonly by: Resource };

/** Where a resource names alarms, by name or ARN, and what it does when one enters ALARM. */
interface Consumer {
  readonly type: string;
  readonly what: string;
  /** Unresolved for a list that is open. */
  alarms(resource: Resource): readonly (TemplateNode | Unresolved)[];
  /** Where a setting decides whether it uses them; default: always. */
  isUsing?(resource: Resource): Known<boolean> | Unresolved;
}

const CONSUMERS: readonly Consumer[] = [
  {
    type: "AWS::CloudWatch::CompositeAlarm",
    what: "suppresses the actions of composite alarm",
    alarms: (resource) => [resource.property("ActionsSuppressor")],
  },
  {
    type: "AWS::StepFunctions::StateMachineAlias",
    what: "rolls back the deployments of",
    alarms: (resource) => listed(resource.property("DeploymentPreference", "Alarms")),
  },
  {
    type: "AWS::AppConfig::Environment",
    what: "rolls back the configurations of",
    alarms: (resource) => listed(resource.property("Monitors"), "AlarmArn"),
  },
  {
    type: "AWS::ECS::Service",
    what: "rolls back the deployments of",
    alarms: (resource) => listed(resource.property("DeploymentConfiguration", "Alarms", "AlarmNames")),
    isUsing: (resource) => orDefault(resource.property("DeploymentConfiguration", "Alarms", "Enable").boolean(), true),
  },
  {
    type: "AWS::FIS::ExperimentTemplate",
    what: "stops the experiment",
    alarms: (resource) => listed(resource.property("StopConditions"), "Value"),
  },
  {
    type: "AWS::Route53::HealthCheck",
    what: "decides the health check",
    alarms: (resource) => [resource.property("HealthCheckConfig", "AlarmIdentifier", "Name")],
  },
];

/** The items of a list, or what they have by that name. */
function listed(list: TemplateNode, key?: string): readonly (TemplateNode | Unresolved)[] {
  const items = list.items();
  if (items.state === "unresolved") return [items];
  return itemsOf(list).map((item) => (key === undefined ? item : item.at(key)));
}

export interface AlarmUseIndex {
  of(alarm: AlarmNode): readonly AlarmUse[];
}

export function linkAlarmUses(model: AlarmUseSources): AlarmUseIndex {
  const rules = linkAlarmRules(model);
  const named = new Map<AlarmNode, AlarmUse[]>();
  const use = (alarm: AlarmNode, one: AlarmUse): void => {
    named.set(alarm, [...(named.get(alarm) ?? []), one]);
  };
  for (const { stack, triggers } of model.stackRollbacks) {
    const what = `rolls back the operations on stack ${stack.name}`;
    for (const { alarm } of triggers) if (alarm.state === "known") use(alarm.value, { kind: "used", what, by: null });
  }
  const open = [...rollbacks(model, use)];
  open.push(...consumers(model, use));
  const compositeAlarms = model.alarmIndex.alarms.filter(({ kind }) => kind === "composite");
  return {
    of: (alarm) => [
      ...ruleUses(alarm, rules),
      ...(named.get(alarm) ?? []),
      ...composites(alarm, compositeAlarms, model),
      ...open,
    ],
  };
}

type Use = (alarm: AlarmNode, use: AlarmUse) => void;

function ruleUses(alarm: AlarmNode, rules: AlarmRuleIndex): readonly AlarmUse[] {
  return rules.on(alarm).map(({ rule: by, match }): AlarmUse => {
    if (match !== true) return { kind: "unresolved", doubt: match, by };
    return { kind: "used", what: `triggers rule ${by.label}`, by };
  });
}

/** Gives the groups of which unknown which alarms they watch. */
function rollbacks(model: WithAlarms & WithDeployments, use: Use): readonly AlarmUse[] {
  return model.deployments.groups.flatMap((group): readonly AlarmUse[] => {
    const by = group.resource;
    const { alarmsEnabled } = rollbackSettingsOf(group);
    if (alarmsEnabled.state === "known" && !alarmsEnabled.value) return [];
    const alarms = model.alarmIndex.rollbackAlarmsOf(group);
    const targets = alarms.state === "known" ? alarms.value.map(({ alarm }) => alarm) : [];
    const one: AlarmUse =
      alarmsEnabled.state === "unresolved"
        ? { kind: "unresolved", doubt: alarmsEnabled, by }
        : { kind: "used", what: `stops the deployments of ${by.label}`, by };
    for (const target of targets) if (target.state === "known") use(target.value, one);
    const doubts = [alarms, ...targets].flatMap((each) => (each.state === "unresolved" ? [each] : []));
    return doubts.slice(0, 1).map((doubt) => ({ kind: "unresolved", doubt, by }));
  });
}

function composites(alarm: AlarmNode, all: readonly AlarmNode[], model: WithAlarms & WithSystem): readonly AlarmUse[] {
  const above = model.alarmIndex.compositesOver(alarm);
  // Composite alarms in a circle only look at each other.
  const outside = above.filter((composite) => composite !== alarm && !allOver(composite, model).has(alarm));
  const certain = outside.map(
    ({ resource: by }): AlarmUse => ({ kind: "used", what: `is part of composite alarm ${by.label}`, by }),
  );
  const open = all.flatMap((composite): readonly AlarmUse[] => {
    const doubt = above.includes(composite) ? null : mayBePartOf(alarm, composite, model);
    return doubt === null ? [] : [{ kind: "unresolved", doubt, by: composite.resource }];
  });
  return [...certain, ...open];
}

/** The composite alarms over a composite alarm, however many steps up. */
function allOver(composite: AlarmNode, model: WithAlarms): ReadonlySet<AlarmNode> {
  const found = new Set<AlarmNode>();
  const pending = [composite];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const above = model.alarmIndex.compositesOver(next).filter((each) => !found.has(each));
    for (const each of above) found.add(each);
    pending.push(...above);
  }
  return found;
}

/** Why a composite alarm may name it, by text that is unknown; null where it certainly does not. */
function mayBePartOf({ name }: AlarmNode, { composition }: AlarmNode, { system }: WithSystem): Unresolved | null {
  if (composition.state !== "known") return null;
  const { resolver, symbols } = system;
  const alike = namesInRule(composition.value)
    .map((text) => system.concrete(text.slice(text.lastIndexOf(":") + 1)))
    .find((text) => mayBeEqual(text, name, symbols) && resolver.unknownIn(text) !== null);
  return resolver.unknownIn(alike ?? withoutNames(composition.value));
}

/** Gives what may use any alarm: its alarms are unknown. */
function consumers(model: WithAlarms & WithSystem, use: Use): readonly AlarmUse[] {
  return CONSUMERS.flatMap((consumer) =>
    model.system.resourcesOf(consumer.type).flatMap((by) => consume(consumer, by, model, use)),
  );
}

function consume({ what, alarms, isUsing }: Consumer, by: Resource, model: WithAlarms, use: Use): readonly AlarmUse[] {
  const using = isUsing?.(by) ?? known(true);
  if (using.state === "known" && !using.value) return [];
  const targets = alarms(by).map((node) => ("state" in node ? node : model.alarmIndex.find(node.symbol(), by)));
  const named = new Set(targets.flatMap((target) => (target.state === "known" ? [target.value] : [])));
  const one: AlarmUse =
    using.state === "known" ? { kind: "used", what: `${what} ${by.label}`, by } : { kind: "unresolved", doubt: using, by };
  for (const alarm of named) use(alarm, one);
  const open = targets.find((target) => target.state === "unresolved" && target.elsewhere !== true);
  return open?.state === "unresolved" ? [{ kind: "unresolved", doubt: open, by }] : [];
}
