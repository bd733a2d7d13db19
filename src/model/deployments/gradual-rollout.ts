// State machine aliases to which CloudFormation shifts the executions step by step, and the alarms that roll them back.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-stepfunctions-statemachinealias-deploymentpreference.html
import type { AlarmIndex, RollbackAlarm, WithAlarms } from "../alarms/alarm.ts";
import type { TemplateNode } from "../resolve/node.ts";
import type { Resource } from "../resource.ts";
import type { System, Target, WithSystem } from "../system.ts";
import { type Known, known, type Unresolved, unresolved, type Value } from "../value.ts";
import { type DeploymentConfiguration, shiftOf } from "./deployment-configuration.ts";
import type { TrafficAlias } from "./traffic-alias.ts";

/** What shifts traffic to a new version of a state machine, beside what a deployment group does for functions. */
export interface GradualRollout extends Pick<TrafficAlias, "subject" | "chain"> {
  /** The alias. */
  readonly resource: Resource;
  readonly name: Value<string>;
  /** The state machine of the version that it moves to. */
  readonly machine: Target<Resource>;
  readonly configuration: Known<DeploymentConfiguration> | Unresolved;
  /** Unresolved where the list or one of its members is undecided. */
  readonly alarms: Value<readonly RolloutAlarm[]>;
}

export interface RolloutAlarm extends Omit<RollbackAlarm, "group"> {
  /** It is named by its ARN, where a name is needed. */
  readonly isArn: boolean;
}

export interface WithGradualRollouts {
  /** State machine aliases that CloudFormation shifts step by step. */
  readonly gradualRollouts: readonly GradualRollout[];
}

/** Those that say how they shift; an alias with routes alone moves at once, manually. */
export function linkGradualRollouts({ system, alarmIndex }: WithAlarms & WithSystem): readonly GradualRollout[] {
  return system.resourcesOf("AWS::StepFunctions::StateMachineAlias").flatMap((resource): readonly GradualRollout[] => {
    const preference = resource.property("DeploymentPreference");
    if (preference.isAbsent) return [];
    const name = resource.property("Name").symbol();
    const { label, stack } = resource;
    return [
      {
        resource,
        name,
        machine: machineOf(preference, resource, system),
        subject: { stack, resource, detail: name.state === "known" ? system.symbols.display(name.value) : label, of: resource },
        chain: [{ resource, label }],
        configuration: configurationIn(preference),
        alarms: alarmsIn(preference, resource, alarmIndex, system),
      },
    ];
  });
}

function machineOf(preference: TemplateNode, { stack }: Resource, system: System): Target<Resource> {
  const version = system.find(preference.at("StateMachineVersionArn").symbol(), stack, [
    "AWS::StepFunctions::StateMachineVersion",
  ]);
  if (version.state !== "known") return version;
  return system.find(version.value.property("StateMachineArn").symbol(), version.value.stack, [MACHINE]);
}

const MACHINE = "AWS::StepFunctions::StateMachine";

const KINDS = { CANARY: "canary", LINEAR: "linear" } as const;

function configurationIn(preference: TemplateNode): GradualRollout["configuration"] {
  const type = preference.at("Type").text("CANARY", "LINEAR", "ALL_AT_ONCE");
  if (type.state === "unresolved") return type;
  if (type.state === "absent") return unresolved("has no Type");
  if (type.value === "ALL_AT_ONCE") return known(shiftOf("ALL_AT_ONCE", "all-at-once", 100, 0), type.origin);
  const kind = KINDS[type.value as keyof typeof KINDS];
  if (kind === undefined) return unresolved(`has Type ${type.value}, which is not supported`);
  const [percent, interval] = [preference.at("Percentage").number(), preference.at("Interval").number()];
  if (percent.state === "unresolved") return percent;
  if (interval.state === "unresolved") return interval;
  if (percent.state === "absent" || interval.state === "absent")
    return unresolved(`has Type ${type.value} without ${percent.state === "absent" ? "Percentage" : "Interval"}`);
  return known(shiftOf(type.value, kind, percent.value, interval.value), percent.origin ?? interval.origin ?? type.origin);
}

function alarmsIn(preference: TemplateNode, resource: Resource, alarms: AlarmIndex, system: System): GradualRollout["alarms"] {
  const items = preference.at("Alarms").items();
  if (items.state !== "known") return items;
  const found: RolloutAlarm[] = [];
  for (const item of items.value) {
    const name = item.symbol();
    if (name.state === "unresolved") return name;
    if (name.state === "absent") return unresolved("has an entry without a name");
    const alarm = alarms.find(name, resource);
    found.push({ name: system.symbols.display(name.value), alarm, isArn: isAlarmArn(name.value, system) });
  }
  return known(found, items.origin);
}

/** Written as one, or the attribute of an alarm that is one: `Ref` of a composite alarm is. */
export function isAlarmArn(text: string, system: System): boolean {
  const token = system.symbols.sole(text);
  if (token?.kind !== "attribute") return text.startsWith("arn:");
  const isComposite = system.resource(token.stack, token.logicalId)?.type === "AWS::CloudWatch::CompositeAlarm";
  return token.attribute === "Arn" || (token.attribute === "Ref" && isComposite);
}
