// Template properties that no API call returns, so that they cannot be compared with the live state.
import { isObject } from "../json.ts";
import type { Resource } from "../resource.ts";
import { NOT_READ } from "./ask.ts";

/** By type, the properties by which it is found: what was seen is of that name. */
const NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ["AWS::CloudWatch::Alarm", ["AlarmName"]],
  ["AWS::CloudWatch::CompositeAlarm", ["AlarmName"]],
  ["AWS::CloudWatch::LogAlarm", ["AlarmName"]],
  ["AWS::CodeDeploy::DeploymentConfig", ["DeploymentConfigName"]],
  ["AWS::CodeDeploy::DeploymentGroup", ["ApplicationName", "DeploymentGroupName"]],
  ["AWS::Lambda::Alias", ["FunctionName", "Name"]],
  ["AWS::Lambda::EventInvokeConfig", ["FunctionName", "Qualifier"]],
  ["AWS::Lambda::Function", ["FunctionName"]],
]);

/** Names of properties, and `values of Environment.Variables` where only their names were read. */
export function uncomparedIn(resource: Resource): readonly string[] {
  const { logicalId, body, declaredBody, seenProperties } = resource.facts;
  // What no template declares is as it was seen.
  if (!resource.stack.facts.resources.has(logicalId)) return [];
  const properties = (declaredBody ?? body)["Properties"];
  const names = isObject(properties) ? Object.keys(properties) : [];
  const isCompared = (name: string): boolean =>
    seenProperties?.has(name) === true || NAMES.get(resource.type)?.includes(name) === true;
  const isSet = (name: string): boolean => resource.property(name).head().state !== "absent";
  const unread = seenProperties?.has("Environment") === true && hasVariables(resource) ? [`values of ${VARIABLES}`] : [];
  return [...names.filter((name) => !isCompared(name) && isSet(name)), ...unread];
}

const VARIABLES = "Environment.Variables";

function hasVariables(resource: Resource): boolean {
  const variables = resource.property("Environment", "Variables").entries();
  return variables.state !== "known"
    ? variables.state === "unresolved"
    : variables.value.some(([, node]) => !isUnread(node.head()));
}

/** Only the live function has it. */
function isUnread(head: { readonly state: string; readonly value?: { readonly raw: unknown } }): boolean {
  return head.value?.raw === NOT_READ;
}
