// DeploymentPreference: the CodeDeploy application, role and groups, and the alias's UpdatePolicy.
import { emptyObject, isObject, type Json, type JsonObject, property } from "../../../model/json.ts";
import { combineConditions } from "./conditions.ts";
import { alarmConfiguration, deploymentConfigName } from "./deployment-group.ts";
import { add, type Draft, type Generated, generated, type Macro, type Mutable } from "./draft.ts";
import { getAtt, isIntrinsic, ref, truthy, underCondition } from "./intrinsics.ts";
import { refuse } from "./refusal.ts";
import { managedPolicyArn, roleFor } from "./role.ts";
import { tagList } from "./tags.ts";
import { resolveEarly } from "./values.ts";

const applicationId = "ServerlessDeploymentApplication";
const serviceRoleId = "CodeDeployServiceRole";
const aggregateCondition = "ServerlessCodeDeployCondition";
const path = ["Properties", "DeploymentPreference"];

export interface DeploymentPreference {
  readonly settings: JsonObject;
  /** Under which its group exists: PassthroughCondition propagates that of the function. */
  readonly condition: string | null;
  /** Says whether it is enabled, where that depends on a parameter without a value. */
  readonly switch: string | null;
  readonly tags: JsonObject | null;
}

/** Remembers an enabled preference and shifts the alias's traffic by it. */
export function registerDeployment(draft: Draft, macro: Macro, alias: Generated | null): void {
  const settings = macro.properties["DeploymentPreference"];
  if (!isObject(settings) || !truthy(settings) || !isEnabled(draft, settings)) return;
  requireComplete(macro, settings, alias);
  const { Tags, PropagateTags } = macro.properties;
  const preference: DeploymentPreference = {
    settings,
    condition: passedCondition(draft, macro, settings),
    switch: undecidedSwitch(draft, macro, settings),
    tags: truthy(PropagateTags) && isObject(Tags) && truthy(Tags) ? Tags : null,
  };
  draft.deployments.set(macro.id, preference);
  if (alias !== null) alias.attributes["UpdatePolicy"] = underCondition(preference.switch, updatePolicy(macro.id, settings));
}

function requireComplete(macro: Macro, settings: JsonObject, alias: Generated | null): void {
  if (!Object.hasOwn(settings, "Type")) {
    refuse(
      macro.id,
      "its DeploymentPreference is enabled without a Type, so the SAM transform rejects it",
      "name a Type such as Canary10Percent5Minutes, or set Enabled: false",
    );
  }
  if (alias !== null) return;
  refuse(
    macro.id,
    "its DeploymentPreference is enabled without an AutoPublishAlias, so the SAM transform rejects it",
    "name an AutoPublishAlias: a deployment shifts the traffic of an alias",
  );
}

/** On unless falsy or the text false; an `Fn::If` is never looked into, so it is on whatever it says. */
function isEnabled(draft: Draft, settings: JsonObject): boolean {
  if (!Object.hasOwn(settings, "Enabled")) return true;
  const enabled = resolveEarly(settings["Enabled"] ?? null, draft.values);
  return truthy(enabled) && enabled !== "false" && enabled !== "False";
}

/** The function's condition, where PassthroughCondition is true; both cases in one where it is a parameter without a value. */
function passedCondition(draft: Draft, macro: Macro, settings: JsonObject): string | null {
  if (macro.condition === null) return null;
  const value = resolveEarly(settings["PassthroughCondition"] ?? false, draft.values);
  if (value === true || value === "true" || value === "True") return macro.condition;
  const parameter = undecidedParameter(draft, value);
  if (parameter === null) return null;
  const name = `${macro.id}DeploymentPreferencePassthrough`;
  const passes = ["true", "True"].map((text) => ({ "Fn::Equals": [ref(parameter), text] }));
  draft.conditions[name] = { "Fn::Or": [{ "Fn::Not": [{ "Fn::Or": passes }] }, { Condition: macro.condition }] };
  return name;
}

/** The transform always has the parameter's value; a reader may not have it. */
function undecidedSwitch(draft: Draft, macro: Macro, settings: JsonObject): string | null {
  const enabled = resolveEarly(settings["Enabled"] ?? null, draft.values);
  const parameter = undecidedParameter(draft, enabled);
  if (parameter === null) return null;
  const name = `${macro.id}DeploymentPreferenceEnabled`;
  const off = ["false", "False"].map((text) => ({ "Fn::Equals": [ref(parameter), text] }));
  draft.conditions[name] = { "Fn::Not": [{ "Fn::Or": off }] };
  return name;
}

function undecidedParameter({ parameterDeclarations }: Draft, value: Json): string | null {
  const parameter = isIntrinsic(value) ? value["Ref"] : null;
  return typeof parameter === "string" && property(parameterDeclarations, parameter) !== undefined ? parameter : null;
}

function updatePolicy(functionId: string, settings: JsonObject): JsonObject {
  const hooks = settings["Hooks"];
  const update: Mutable = emptyObject();
  update["ApplicationName"] = ref(applicationId);
  update["DeploymentGroupName"] = ref(groupId(functionId));
  const before = property(hooks, "PreTraffic");
  const after = property(hooks, "PostTraffic");
  if (truthy(before)) update["BeforeAllowTrafficHook"] = before;
  if (truthy(after)) update["AfterAllowTrafficHook"] = after;
  return { CodeDeployLambdaAliasUpdate: update };
}

function groupId(functionId: string): string {
  return `${functionId}DeploymentGroup`;
}

/** Adds what all enabled preferences share, and a deployment group for each. */
export function addDeploymentResources(draft: Draft): void {
  const [first] = draft.deployments.keys();
  if (first === undefined) return;
  const preferences = [...draft.deployments.values()];
  const condition = sharedCondition(draft, preferences);
  const attributes: JsonObject = condition === null ? {} : { Condition: condition };
  const tags = sharedTags(preferences);
  const application = { ComputePlatform: "Lambda", Tags: tags };
  add(draft, generated("AWS::CodeDeploy::Application", applicationId, application, { attributes, path }), first);
  if (preferences.some(({ settings }) => !truthy(settings["Role"]))) {
    const managed = [managedPolicyArn("service-role/AWSCodeDeployRoleForLambda")];
    const request = { id: serviceRoleId, service: "codedeploy.amazonaws.com", shared: attributes, path, managed };
    add(draft, roleFor({ ...request, properties: { Tags: tags } }), first);
  }
  for (const [functionId, preference] of draft.deployments)
    add(draft, deploymentGroup(draft, functionId, preference), functionId);
}

/** Conditional only where every enabled preference hands its function's condition on. */
function sharedCondition(draft: Draft, preferences: readonly DeploymentPreference[]): string | null {
  const conditions = new Set(preferences.map((preference) => preference.condition));
  return conditions.has(null) ? null : combineConditions(draft, aggregateCondition, [...(conditions as Set<string>)].sort());
}

function sharedTags(preferences: readonly DeploymentPreference[]): Json | undefined {
  const merged = emptyObject();
  for (const { tags } of preferences) Object.assign(merged, tags);
  return truthy(merged) ? tagList(merged) : undefined;
}

function deploymentGroup(draft: Draft, functionId: string, preference: DeploymentPreference): Generated {
  const { settings, tags } = preference;
  const condition = preference.switch ?? preference.condition;
  const attributes: Mutable = emptyObject();
  if (condition !== null) attributes["Condition"] = condition;
  if (ignoresSwitch(draft, preference)) attributes["Metadata"] = { "serverless-fitness": { ignoresSwitch: true } };
  return generated(
    "AWS::CodeDeploy::DeploymentGroup",
    groupId(functionId),
    {
      AlarmConfiguration: alarmConfiguration(functionId, settings["Alarms"]),
      ApplicationName: ref(applicationId),
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
      DeploymentConfigName: deploymentConfigName(draft, settings["Type"]),
      DeploymentStyle: { DeploymentType: "BLUE_GREEN", DeploymentOption: "WITH_TRAFFIC_CONTROL" },
      ServiceRoleArn: truthy(settings["Role"]) ? settings["Role"] : getAtt(serviceRoleId, "Arn"),
      TriggerConfigurations: truthy(settings["TriggerConfigurations"]) ? settings["TriggerConfigurations"] : undefined,
      Tags: tags === null ? undefined : tagList(tags),
    },
    { attributes, path },
  );
}

/** The author means `Enabled` to decide, and the transform takes any function there for true. */
function ignoresSwitch(draft: Draft, preference: DeploymentPreference): boolean {
  return preference.switch === null && isIntrinsic(resolveEarly(preference.settings["Enabled"] ?? null, draft.values));
}
