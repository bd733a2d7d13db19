// The smallest template in which a deployment group shifts the traffic of a function's alias and an alarm takes it back.
import type { Json, JsonObject } from "../src/model/json.ts";
import type { Template } from "./facts.ts";

export const canary = "CodeDeployDefault.LambdaCanary10Percent5Minutes";
export const linear = "CodeDeployDefault.LambdaLinear10PercentEvery1Minute";
export const atOnce = "CodeDeployDefault.LambdaAllAtOnce";

export const ref = (name: string): JsonObject => ({ Ref: name });

/** Parameters without a value. */
export function open(...names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, { Type: "String" }]));
}

/** `IsProd` and its opposite, on parameter Stage. */
export const stages = {
  Parameters: open("Stage"),
  Conditions: { IsProd: { "Fn::Equals": [ref("Stage"), "prod"] }, IsNotProd: { "Fn::Not": [{ Condition: "IsProd" }] } },
};

export interface Shifted {
  /** The deployment configuration's name. */
  readonly by?: Json;
  /** What the deployment group watches. */
  readonly alarms?: Json;
  /** Sections beside the resources. */
  readonly with?: Template;
  /** Resources to add, or to put in place of those that are there; null takes one away. */
  readonly resources?: Readonly<Record<string, JsonObject | null>>;
}

/** Function `Hello`, its `Version` and alias `Live`, the `Group` of `Application` that shifts it, and `Alarm`. */
export function shifted({
  by = canary,
  alarms = [{ Name: ref("Alarm") }],
  with: sections = {},
  resources = {},
}: Shifted): object {
  const all: Record<string, JsonObject | null> = {
    Hello: { Type: "AWS::Lambda::Function", Properties: {} },
    Version: { Type: "AWS::Lambda::Version", Properties: { FunctionName: ref("Hello") } },
    Live: alias(),
    Application: { Type: "AWS::CodeDeploy::Application", Properties: { ComputePlatform: "Lambda" } },
    Group: group(by, alarms),
    Alarm: { Type: "AWS::CloudWatch::Alarm", Properties: {} },
    ...resources,
  };
  return { ...sections, Resources: Object.fromEntries(Object.entries(all).filter(([, body]) => body !== null)) };
}

export function alias(groupName: Json = ref("Group"), more: JsonObject = {}): JsonObject {
  return {
    Type: "AWS::Lambda::Alias",
    Properties: { FunctionName: ref("Hello"), FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] }, Name: "live" },
    UpdatePolicy: { CodeDeployLambdaAliasUpdate: { ApplicationName: ref("Application"), DeploymentGroupName: groupName } },
    ...more,
  };
}

export function group(by: Json, alarms: Json, more: JsonObject = {}): JsonObject {
  return {
    Type: "AWS::CodeDeploy::DeploymentGroup",
    Properties: {
      ApplicationName: ref("Application"),
      DeploymentConfigName: by,
      AlarmConfiguration: { Enabled: true, Alarms: alarms },
      AutoRollbackConfiguration: { Enabled: true, Events: ["DEPLOYMENT_STOP_ON_ALARM"] },
    },
    ...more,
  };
}
