// Usage plans of REST APIs, one for each or one that several share, with their key.
import { emptyObject, isObject, type Json, type JsonObject } from "../../../model/json.ts";
import { type Draft, type Generated, generated, type Macro, type Mutable, pick } from "./draft.ts";
import { ref, textOf, truthy } from "./intrinsics.ts";
import { resolveEarly } from "./values.ts";

/** What the plan that several APIs share has collected so far. */
export interface SharedUsagePlan {
  readonly dependsOn: string[];
  readonly stages: { readonly api: string; readonly stage: string }[];
  readonly conditions: Set<string>;
  /** One of the APIs has no condition, so the plan has none. */
  unconditional: boolean;
  readonly attributes: Mutable;
}

const sharedCondition = "SharedUsagePlanCondition";

export function usagePlanResources(draft: Draft, macro: Macro, stageId: string): readonly Generated[] {
  const auth = macro.properties["Auth"];
  const plan = isObject(auth) ? auth["UsagePlan"] : undefined;
  if (!isObject(plan)) return [];
  const kind = resolveEarly(plan["CreateUsagePlan"] ?? "NONE", draft.values);
  const stage = { api: macro.id, stage: stageId };
  if (kind === "PER_API")
    return planWithKey(macro.id, plan, { dependsOn: [macro.id], stages: [stage], attributes: macro.shared });
  if (kind !== "SHARED") return [];
  const shared = draft.sharedUsagePlan;
  if (!shared.dependsOn.includes(macro.id)) shared.dependsOn.push(macro.id);
  shared.stages.push(stage);
  const attributes = shareAttributes(draft, macro);
  return planWithKey("Serverless", plan, { dependsOn: [...shared.dependsOn], stages: [...shared.stages], attributes });
}

interface PlanShape {
  readonly dependsOn: readonly Json[];
  readonly stages: SharedUsagePlan["stages"];
  readonly attributes: JsonObject;
}

function planWithKey(prefix: string, plan: JsonObject, shape: PlanShape): readonly Generated[] {
  const path = ["Properties", "Auth", "UsagePlan"];
  const planId = `${prefix}UsagePlan`;
  const keyId = `${prefix}ApiKey`;
  const settings = pick(plan, ["UsagePlanName", "Description", "Quota", "Tags", "Throttle"]);
  const { attributes } = shape;
  const apiStages = shape.stages.map(({ api, stage }) => ({ ApiId: ref(api), Stage: ref(stage) }));
  const stageKeys = shape.stages.map(({ api, stage }) => ({ RestApiId: ref(api), StageName: ref(stage) }));
  return [
    generated(
      "AWS::ApiGateway::UsagePlan",
      planId,
      { ApiStages: apiStages, ...settings },
      { attributes, path, dependsOn: shape.dependsOn },
    ),
    generated(
      "AWS::ApiGateway::ApiKey",
      keyId,
      { Enabled: true, StageKeys: stageKeys },
      { attributes, path, dependsOn: [planId] },
    ),
    generated(
      "AWS::ApiGateway::UsagePlanKey",
      `${prefix}UsagePlanKey`,
      { KeyId: ref(keyId), KeyType: "API_KEY", UsagePlanId: ref(planId) },
      { attributes, path, dependsOn: [keyId] },
    ),
  ];
}

/** The shared plan is conditional where all its APIs are, and kept where one of them is. */
function shareAttributes(draft: Draft, macro: Macro): JsonObject {
  const shared = draft.sharedUsagePlan;
  if (macro.condition === null) shared.unconditional = true;
  else shared.conditions.add(macro.condition);
  keepStrictest(shared.attributes, "DeletionPolicy", macro.shared["DeletionPolicy"], ["Retain"]);
  keepStrictest(shared.attributes, "UpdateReplacePolicy", macro.shared["UpdateReplacePolicy"], ["Retain", "Snapshot"]);
  const attributes = emptyObject();
  Object.assign(attributes, shared.attributes);
  delete draft.conditions[sharedCondition];
  const conditions = [...shared.conditions].map((condition) => ({ Condition: condition }));
  if (shared.unconditional || conditions.length === 0) return attributes;
  draft.conditions[sharedCondition] = conditions.length === 1 ? (conditions[0] ?? null) : { "Fn::Or": conditions };
  attributes["Condition"] = sharedCondition;
  return attributes;
}

function keepStrictest(attributes: Mutable, name: string, policy: Json | undefined, strict: readonly string[]): void {
  if (!truthy(policy)) return;
  const rank = (value: Json | undefined) => (strict.includes(textOf(value)) ? strict.length - strict.indexOf(textOf(value)) : 0);
  const present = attributes[name];
  if (present === undefined || rank(policy) > rank(present)) attributes[name] = policy;
}
