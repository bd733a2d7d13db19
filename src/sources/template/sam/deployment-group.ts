// The Type and Alarms of a DeploymentPreference on the deployment group.
import { isObject, type Json, type JsonObject, property } from "../../../model/json.ts";
import type { Draft } from "./draft.ts";
import { ifArguments, isIntrinsic, isNoValue, sub, truthy } from "./intrinsics.ts";
import { refuse } from "./refusal.ts";
import { resolveEarly } from "./values.ts";

/** The names that SAM completes to AWS's predefined configurations. */
const predefinedTypes = new Set([
  "Canary10Percent5Minutes",
  "Canary10Percent10Minutes",
  "Canary10Percent15Minutes",
  "Canary10Percent30Minutes",
  "Linear10PercentEvery1Minute",
  "Linear10PercentEvery2Minutes",
  "Linear10PercentEvery3Minutes",
  "Linear10PercentEvery10Minutes",
  "AllAtOnce",
]);

/**
 * The name of the deployment configuration. A short type is completed wherever it is written, also inside an `Fn::If`; a parameter
 * is completed symbolically where the value it has (or every value it may have) is a short type.
 */
export function deploymentConfigName(draft: Draft, type: Json | undefined): Json | undefined {
  if (type === undefined || type === null) return undefined;
  if (isShort(type) || becomesShort(draft, type)) return sub("CodeDeployDefault.Lambda${ConfigName}", { ConfigName: type });
  const branches = ifArguments(type);
  if (branches === null) return type;
  const [condition, ...values] = branches;
  return { "Fn::If": [condition, ...values.map((value) => deploymentConfigName(draft, value) ?? null)] };
}

function isShort(type: Json | undefined): boolean {
  return typeof type === "string" && predefinedTypes.has(type);
}

function becomesShort(draft: Draft, type: Json): boolean {
  if (!isIntrinsic(type) || ifArguments(type) !== null) return false;
  const early = resolveEarly(type, draft.values);
  const decided = isObject(early) && typeof early["Fn::Sub"] === "string" ? early["Fn::Sub"] : early;
  if (!isObject(decided)) return isShort(decided);
  const parameter = decided["Ref"];
  const allowed =
    typeof parameter === "string" ? property(property(draft.parameterDeclarations, parameter), "AllowedValues") : null;
  return Array.isArray(allowed) && allowed.length > 0 && allowed.every((value) => isShort(value as Json));
}

/** `Alarms` as the group watches them: a list, or an `Fn::If` of two lists. */
export function alarmConfiguration(functionId: string, alarms: Json | undefined): Json | undefined {
  if (!truthy(alarms) || isNoValue(alarms)) return undefined;
  const branches = ifArguments(alarms);
  if (branches === null) return watched(functionId, alarms);
  const [condition, ...lists] = branches;
  return { "Fn::If": [condition, ...lists.map((list) => watched(functionId, list))] };
}

function watched(functionId: string, alarms: Json): JsonObject {
  if (!Array.isArray(alarms)) {
    return refuse(
      functionId,
      "the Alarms of its DeploymentPreference are not a list, so the SAM transform rejects it",
      "write the alarms as a list; for no alarms in a branch of Fn::If write a list with a Ref to AWS::NoValue",
    );
  }
  const names = alarms as readonly Json[];
  if (names.length === 0 || isNoValue(names[0])) return {};
  return { Enabled: true, Alarms: names.map((name) => ({ Name: name })) };
}
