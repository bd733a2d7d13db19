// AWS::Serverless::StateMachine: the state machine, its role, its version and alias, and its events.
import { isObject, type Json, type JsonArray, type JsonObject, property } from "../../../model/json.ts";
import { bucketAndKey } from "./code.ts";
import { type Draft, type Generated, generated, type Macro } from "./draft.ts";
import { expandStateMachineEvents } from "./events/state-machine-events.ts";
import { getAtt, isIntrinsic, ref, textOf, truthy } from "./intrinsics.ts";
import { refuse } from "./refusal.ts";
import { executionRole, managedPolicyArn } from "./role.ts";
import { propagateTags, tagList } from "./tags.ts";

export function expandStateMachine(draft: Draft, macro: Macro): readonly Generated[] {
  const { properties } = macro;
  const tags = [{ Key: "stateMachine:createdBy", Value: "SAM" }, ...tagList(properties["Tags"])];
  const role = truthy(properties["Role"]) ? null : stateMachineRole(macro, tags);
  const machine = generated(
    "AWS::StepFunctions::StateMachine",
    macro.id,
    {
      ...definitionOf(properties),
      RoleArn: role === null ? properties["Role"] : getAtt(role.id, "Arn"),
      StateMachineName: properties["Name"],
      StateMachineType: properties["Type"],
      LoggingConfiguration: properties["Logging"],
      TracingConfiguration: properties["Tracing"],
      Tags: tags,
    },
    { attributes: macro.attributes, dependsOn: macro.body["DependsOn"] },
  );
  const published = publishedAlias(macro);
  const alias = truthy(properties["UseAliasAsEventTarget"]) ? published[1] : undefined;
  const targetId = alias?.id ?? macro.id;
  const target = { id: targetId, name: ref(targetId), arn: ref(targetId) };
  const resources = [machine, ...(role === null ? [] : [role]), ...published, ...expandStateMachineEvents(draft, macro, target)];
  propagateTags(resources, properties["Tags"], properties["PropagateTags"]);
  return resources;
}

function stateMachineRole(macro: Macro, tags: Json): Generated {
  const isTraced = property(macro.properties["Tracing"], "Enabled") === true;
  const managed = isTraced ? [managedPolicyArn("AWSXRayDaemonWriteAccess")] : [];
  return executionRole(macro, "states.amazonaws.com", tags, { managed, policies: [] });
}

function definitionOf(properties: JsonObject): JsonObject {
  const { Definition, DefinitionUri, DefinitionSubstitutions } = properties;
  const given = isObject(DefinitionSubstitutions) ? DefinitionSubstitutions : {};
  const located = bucketAndKey(DefinitionUri);
  const substitutions: { [name: string]: Json } = {};
  const text = isObject(Definition) && truthy(Definition) ? definitionText(Definition, substitutions) : null;
  const all = { ...given, ...substitutions };
  return {
    DefinitionSubstitutions: truthy(all) ? all : undefined,
    DefinitionS3Location: text === null ? (located ?? DefinitionUri) : undefined,
    DefinitionString: text === null ? undefined : { "Fn::Join": ["\n", text.split("\n")] },
  };
}

/** The definition as text; what CloudFormation must resolve becomes a substitution, numbered in the order of sorted keys. */
function definitionText(definition: JsonObject, substitutions: { [name: string]: Json }): string {
  const replaced = (node: Json): Json => {
    if (isIntrinsic(node) || isDynamicReference(node)) {
      const name = `definition_substitution_${Object.keys(substitutions).length + 1}`;
      substitutions[name] = node;
      return `\${${name}}`;
    }
    if (Array.isArray(node)) return (node as JsonArray).map(replaced);
    if (!isObject(node)) return node;
    const keys = Object.keys(node).sort();
    return Object.fromEntries(keys.map((key) => [key, replaced(node[key] ?? null)]));
  };
  return JSON.stringify(replaced(definition), null, 4);
}

function isDynamicReference(node: Json): boolean {
  return typeof node === "string" && /^\{\{resolve:.+\}\}$/.test(node);
}

/** The version and the alias that shifts traffic to it by the state machine's own means. */
function publishedAlias(macro: Macro): readonly Generated[] {
  const { AutoPublishAlias, DeploymentPreference, UseAliasAsEventTarget } = macro.properties;
  if (!truthy(AutoPublishAlias)) {
    const needs = truthy(DeploymentPreference)
      ? "DeploymentPreference"
      : truthy(UseAliasAsEventTarget)
        ? "UseAliasAsEventTarget"
        : null;
    if (needs === null) return [];
    return refuse(
      macro.id,
      `its ${needs} needs an AutoPublishAlias; the SAM transform rejects it otherwise`,
      "name an AutoPublishAlias for the state machine",
    );
  }
  const version = generated(
    "AWS::StepFunctions::StateMachineVersion",
    `${macro.id}Version`,
    { StateMachineArn: ref(macro.id), StateMachineRevisionId: getAtt(macro.id, "StateMachineRevisionId") },
    {
      attributes: { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain", ...macro.shared },
      path: ["Properties", "AutoPublishAlias"],
    },
  );
  const shift = isObject(DeploymentPreference) && truthy(DeploymentPreference) ? DeploymentPreference : { Type: "ALL_AT_ONCE" };
  const alias = generated(
    "AWS::StepFunctions::StateMachineAlias",
    `${macro.id}Alias${textOf(AutoPublishAlias)}`,
    { Name: AutoPublishAlias, DeploymentPreference: { ...shift, StateMachineVersionArn: ref(version.id) } },
    { attributes: macro.shared, path: ["Properties", "AutoPublishAlias"] },
  );
  return [version, alias];
}
