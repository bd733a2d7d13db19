// The environments of AWS AppConfig, and the alarms on which it rolls a configuration back.
// https://docs.aws.amazon.com/appconfig/latest/userguide/monitoring-deployments.html
import type { RollbackAlarm, WithAlarms } from "../alarms/alarm.ts";
import { findNamed } from "../functions/execution-role.ts";
import type { Resource, Stack } from "../resource.ts";
import type { Target, WithSystem } from "../system.ts";
import { known, type Unresolved, unresolved, type Value } from "../value.ts";
import type { ConfigurationDeployment, WithConfigurationDeployments } from "./configuration-deployment.ts";
import { isAlarmArn } from "./gradual-rollout.ts";

export interface ConfigurationEnvironment {
  readonly resource: Resource;
  readonly subject: { readonly stack: Stack; readonly resource: Resource; readonly detail: null };
  /** Those of the audited stacks. */
  readonly deployments: readonly ConfigurationDeployment[];
  /** Why a deployment of the audited stacks may be to it; null where none may. */
  readonly doubt: Unresolved | null;
  /** Unresolved where the list or one of its members is undecided. */
  readonly monitors: Value<readonly Monitor[]>;
}

export interface Monitor extends Omit<RollbackAlarm, "group"> {
  /** It is named by its ARN, as AppConfig needs it. */
  readonly isArn: boolean;
  /** The role with which AppConfig reads the alarm. */
  readonly role: Target<Resource>;
}

const ROLE = ["AWS::IAM::Role"];

export interface WithConfigurationEnvironments {
  /** Environments of AWS AppConfig. */
  readonly configurationEnvironments: readonly ConfigurationEnvironment[];
}

export function linkConfigurationEnvironments(
  model: WithAlarms & WithConfigurationDeployments & WithSystem,
): readonly ConfigurationEnvironment[] {
  const { system, configurationDeployments: all } = model;
  const open = all.flatMap(({ environment }) =>
    environment.state === "unresolved" && environment.elsewhere !== true ? [environment] : [],
  );
  return system.resourcesOf("AWS::AppConfig::Environment").map((resource) => ({
    resource,
    subject: { stack: resource.stack, resource, detail: null },
    deployments: all.filter(({ environment }) => environment.state === "known" && environment.value === resource),
    doubt: open[0] ?? null,
    monitors: monitorsOf(resource, model),
  }));
}

function monitorsOf(environment: Resource, { system, alarmIndex }: WithAlarms & WithSystem): Value<readonly Monitor[]> {
  const items = environment.property("Monitors").items();
  if (items.state !== "known") return items;
  const found: Monitor[] = [];
  for (const item of items.value) {
    if (item.doubt !== null) return item.doubt;
    const text = item.at("AlarmArn").symbol();
    if (text.state === "unresolved") return text;
    if (text.state === "absent") return unresolved("has an entry without an AlarmArn");
    const name = system.symbols.display(text.value);
    const role = findNamed(item.at("AlarmRoleArn").symbol(), environment, ROLE, system);
    found.push({ name, alarm: alarmIndex.find(text, environment), isArn: isAlarmArn(text.value, system), role });
  }
  return known(found, items.origin);
}

/** Not every deployment to it, of the audited stacks, gives all targets the configuration at once, or it has monitors. */
export function growsOrNamesAlarms({ deployments, monitors }: ConfigurationEnvironment): boolean {
  const all = deployments.map(({ strategy }) => strategy.state === "known" && strategy.value.kind === "all-at-once");
  return monitors.state !== "absent" || all.length === 0 || !all.every(Boolean);
}
