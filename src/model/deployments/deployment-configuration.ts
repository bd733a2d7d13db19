// Deployment configurations: predefined by AWS, a resource, or created by a custom resource's API call.
import { asText, type Json, property } from "../json.ts";
import { nearest } from "../names/nearest.ts";
import type { Resource, Stack } from "../resource.ts";
import type { System, Target } from "../system.ts";
import { known, type Unresolved, unresolved, type Value } from "../value.ts";

export type ShiftKind = "canary" | "linear" | "all-at-once";

export interface DeploymentConfiguration {
  readonly name: string;
  readonly kind: ShiftKind;
  /** Percent of the traffic in the first step; 100 for all at once. */
  readonly firstStepPercent: number;
  /** Minutes from the first step to the last. */
  readonly bakeMinutes: number;
  /** null where it is one of AWS's predefined ones. */
  readonly resource: Resource | null;
}

const CONFIGURATION = ["AWS::CodeDeploy::DeploymentConfig"];
/** https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html: other names with this prefix do not exist. */
const PREDEFINED =
  /^CodeDeployDefault\.Lambda(?:AllAtOnce|(Canary)(10)Percent(5|10|15|30)Minutes|(Linear)(10)PercentEvery(1(?=Minute$)|(?:2|3|10)(?=Minutes$))Minutes?)$/;

/** The configuration that a deployment group names. */
export function configurationOf(group: Resource, system: System): Target<DeploymentConfiguration> {
  const name = group.property("DeploymentConfigName").symbol();
  if (name.state !== "known") return name;
  const predefined = predefinedConfiguration(name.value) ?? shortTypeOfSam(group, name.value);
  if (predefined !== null) return known(predefined, name.origin);
  const custom = system.find(name, group.stack, CONFIGURATION);
  const created = custom.state === "external" ? createdByCall(name.value, group.stack, system) : null;
  if (created !== null) return known(created, name.origin);
  if (custom.state !== "known") return custom;
  const resolved = customConfiguration(custom.value, system);
  return resolved.state === "known" ? known(resolved.value, name.origin ?? resolved.origin) : resolved;
}

/** SAM spells its own short types out at deployment, whatever the parameter that gives one. */
function shortTypeOfSam({ facts }: Resource, name: string): DeploymentConfiguration | null {
  const isSams = facts.generatedFrom?.path.includes("DeploymentPreference") ?? false;
  return isSams ? predefinedConfiguration(`CodeDeployDefault.Lambda${name}`) : null;
}

/** Whether AWS defines it, so that its behavior is known without a lookup. */
export function isPredefinedConfiguration(name: string): boolean {
  return PREDEFINED.test(name);
}

function predefinedConfiguration(name: string): DeploymentConfiguration | null {
  const match = PREDEFINED.exec(name);
  if (match === null) return null;
  const [, canary, canaryPercent, canaryMinutes, linear, linearPercent, linearMinutes] = match;
  if (canary !== undefined) return configuration(name, "canary", Number(canaryPercent), Number(canaryMinutes), null);
  if (linear !== undefined) return configuration(name, "linear", Number(linearPercent), Number(linearMinutes), null);
  return configuration(name, "all-at-once", 100, 0, null);
}

/** Of a shift that is written where it is used. */
export function shiftOf(name: string, kind: ShiftKind, percent: number, interval: number): DeploymentConfiguration {
  return configuration(name, kind, percent, interval, null);
}

/** Bake time, by the API reference's definition of the interval: a canary's one; a linear shift's intervals between its steps. */
function configuration(
  name: string,
  kind: ShiftKind,
  percent: number,
  interval: number,
  resource: Resource | null,
): DeploymentConfiguration {
  const steps = kind === "linear" ? Math.ceil(100 / percent) - 1 : 1;
  return { name, kind, firstStepPercent: percent, bakeMinutes: kind === "all-at-once" ? 0 : interval * steps, resource };
}

const KINDS: ReadonlyMap<string, readonly [ShiftKind, string, string, string]> = new Map([
  ["TimeBasedCanary", ["canary", "TimeBasedCanary", "CanaryPercentage", "CanaryInterval"]],
  ["TimeBasedLinear", ["linear", "TimeBasedLinear", "LinearPercentage", "LinearInterval"]],
]);

function customConfiguration(resource: Resource, system: System): Value<DeploymentConfiguration> {
  const routing = resource.property("TrafficRoutingConfig");
  const name = system.symbols.display(system.nameOf(resource)).replace(/^\$\{(.*)\}$/, "$1");
  const type = routing.at("Type").text("AllAtOnce", ...KINDS.keys());
  if (type.state === "unresolved") return type;
  const shape = type.state === "known" ? KINDS.get(type.value) : undefined;
  if (shape === undefined) {
    const isAllAtOnce = type.state === "absent" || type.value === "AllAtOnce";
    return isAllAtOnce
      ? known(configuration(name, "all-at-once", 100, 0, resource))
      : unresolved(`${name} has the unknown type ${type.value}`);
  }
  const [kind, key, percentage, interval] = shape;
  const [percent, minutes] = [routing.at(key, percentage).number(), routing.at(key, interval).number()];
  const doubt = doubtOf(percent) ?? doubtOf(minutes);
  if (doubt !== null) return doubt;
  if (percent.state !== "known" || minutes.state !== "known" || percent.value <= 0)
    return unresolved(`${name} has no ${percentage} or ${interval}`);
  return known(configuration(name, kind, percent.value, minutes.value, resource), percent.origin ?? minutes.origin);
}

/** The CDK's older CustomLambdaDeploymentConfig has a custom resource make the API call. */
function createdByCall(name: string, from: Stack, system: System): DeploymentConfiguration | null {
  const created = system.resourcesOf("Custom::AWS").flatMap((resource) => {
    const call = callOf(resource);
    const isCreation = property(call, "action") === "createDeploymentConfig";
    const parameters = isCreation ? property(call, "parameters") : undefined;
    const given = property(parameters, "deploymentConfigName");
    const isNamed = typeof given === "string" && system.concrete(given) === system.concrete(name);
    const configured = isNamed ? calledConfiguration(name, property(parameters, "trafficRoutingConfig"), resource) : null;
    return configured === null ? [] : [{ configured, resource }];
  });
  return nearest(created, ({ resource }) => resource.stack, from)[0]?.configured ?? null;
}

function callOf(resource: Resource): Json | undefined {
  const text = resource.property("Create").symbol();
  try {
    return text.state === "known" ? (JSON.parse(text.value) as Json) : undefined;
  } catch {
    return undefined;
  }
}

function calledConfiguration(name: string, routing: Json | undefined, resource: Resource): DeploymentConfiguration | null {
  const type = property(routing, "type");
  const shape = KINDS.get(asText(type));
  if (shape === undefined) return type === "AllAtOnce" ? configuration(name, "all-at-once", 100, 0, resource) : null;
  const [kind, ...keys] = shape;
  const [key, percentage, interval] = keys.map((each) => `${each.charAt(0).toLowerCase()}${each.slice(1)}`);
  const numberAt = (below = ""): number => Number(asText(property(property(routing, key ?? ""), below)));
  const [percent, minutes] = [numberAt(percentage), numberAt(interval)];
  return percent > 0 && minutes > 0 ? configuration(name, kind, percent, minutes, resource) : null;
}

function doubtOf(value: Value<unknown>): Unresolved | null {
  return value.state === "unresolved" ? value : null;
}
