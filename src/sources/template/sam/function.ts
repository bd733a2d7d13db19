// AWS::Serverless::Function: the function itself, its role, and everything that its properties generate.
import { isObject, type Json, type JsonObject } from "../../../model/json.ts";
import { publishedAlias } from "./alias.ts";
import { codeFrom } from "./code.ts";
import { registerDeployment } from "./deployment-preference.ts";
import { type Draft, type Generated, generated, type Macro, pick } from "./draft.ts";
import { eventInvokeResources } from "./event-invoke-config.ts";
import { expandFunctionEvents } from "./events/function-events.ts";
import { functionUrlResources } from "./function-url.ts";
import { getAtt, ifArguments, isNoValue, ref, textOf, truthy } from "./intrinsics.ts";
import { executionRole, inlinePolicy, managedPolicyArn } from "./role.ts";
import { propagateTags, tagsCreatedBySam } from "./tags.ts";
import { replaceParameters } from "./values.ts";

const keptProperties = [
  "Description",
  "FunctionName",
  "Handler",
  "MemorySize",
  "Role",
  "Runtime",
  "Timeout",
  "VpcConfig",
  "Environment",
  "KmsKeyArn",
  "Layers",
  "ReservedConcurrentExecutions",
  "FileSystemConfigs",
  "CodeSigningConfigArn",
  "ImageConfig",
  "PackageType",
  "Architectures",
  "SnapStart",
  "EphemeralStorage",
  "RuntimeManagementConfig",
  "LoggingConfig",
  "RecursiveLoop",
  "TenancyConfig",
  "DurableConfig",
  "FunctionScalingConfig",
  "PublishToLatestPublished",
];

export function expandFunction(draft: Draft, macro: Macro): readonly Generated[] {
  const { properties } = macro;
  const fn = lambdaFunction(draft, macro);
  const published = publishedAlias(draft, macro, fn);
  if (published !== null) describeCode(draft, macro, fn);
  registerDeployment(draft, macro, published?.alias ?? null);
  const target =
    published === null
      ? { id: macro.id, name: ref(macro.id), arn: getAtt(macro.id, "Arn") }
      : { id: published.alias.id, name: ref(published.alias.id), arn: ref(published.alias.id) };
  const invoke = eventInvokeResources(draft, macro, published);
  const role = functionRole(draft, macro, invoke.policies);
  const resources = [
    fn,
    ...(published === null ? [] : [published.version, published.alias]),
    ...functionUrlResources(macro, target.name),
    ...invoke.resources,
    ...attachRole(draft, macro, fn, role),
    ...expandFunctionEvents(draft, macro, target, role),
  ];
  propagateTags(resources, properties["Tags"], properties["PropagateTags"]);
  return resources;
}

function lambdaFunction(draft: Draft, macro: Macro): Generated {
  const { properties } = macro;
  const { DeadLetterQueue, CapacityProviderConfig, Tracing } = properties;
  return generated(
    "AWS::Lambda::Function",
    macro.id,
    {
      ...pick(properties, keptProperties),
      Code: codeFrom(properties),
      Tags: tagsCreatedBySam(properties["Tags"]),
      TracingConfig: isTraced(draft, Tracing) ? { Mode: Tracing } : undefined,
      DeadLetterConfig: isObject(DeadLetterQueue) ? pick(DeadLetterQueue, ["TargetArn"]) : undefined,
      CapacityProviderConfig: isObject(CapacityProviderConfig) ? capacityProvider(CapacityProviderConfig) : undefined,
    },
    { attributes: macro.attributes, dependsOn: macro.body["DependsOn"] },
  );
}

/** Without Events that name it, Tracing `Disabled` is equal to no Tracing. */
function isTraced(draft: Draft, tracing: Json | undefined): tracing is Json {
  return truthy(tracing) && replaceParameters(tracing, draft.values) !== "Disabled";
}

function capacityProvider(config: JsonObject): JsonObject {
  const limits = pick(config, ["PerExecutionEnvironmentMaxConcurrency", "ExecutionEnvironmentMemoryGiBPerVCpu"]);
  return { LambdaManagedInstancesCapacityProviderConfig: { CapacityProviderArn: config["Arn"], ...limits } };
}

/** AutoPublishCodeSha256 is written into the description, so that CloudFormation sees the function change. */
function describeCode(draft: Draft, macro: Macro, fn: Generated): void {
  const { AutoPublishCodeSha256, Description } = macro.properties;
  if (!truthy(AutoPublishCodeSha256)) return;
  const sha = replaceParameters(AutoPublishCodeSha256, draft.values);
  const description = replaceParameters(Description ?? "", draft.values);
  if (!truthy(description)) fn.properties["Description"] = sha;
  else if (isObject(description)) fn.properties["Description"] = { "Fn::Join": [" ", [description, sha]] };
  else fn.properties["Description"] = `${textOf(description)} ${textOf(sha)}`;
}

function functionRole(draft: Draft, macro: Macro, policies: readonly Json[]): Generated {
  const { DeadLetterQueue, DurableConfig, Tracing, VpcConfig } = macro.properties;
  const basic = truthy(DurableConfig) ? "AWSLambdaBasicDurableExecutionRolePolicy" : "AWSLambdaBasicExecutionRole";
  const managed = [`service-role/${basic}`];
  if (isTraced(draft, Tracing)) managed.push("AWSXRayDaemonWriteAccess");
  if (truthy(VpcConfig)) managed.push("service-role/AWSLambdaVPCAccessExecutionRole");
  const deadLetter = isObject(DeadLetterQueue) ? [deadLetterPolicy(DeadLetterQueue)] : [];
  return executionRole(macro, "lambda.amazonaws.com", tagsCreatedBySam(macro.properties["Tags"]), {
    managed: managed.map(managedPolicyArn),
    policies: [...deadLetter, ...policies],
  });
}

function deadLetterPolicy(queue: JsonObject): JsonObject {
  const action = queue["Type"] === "SNS" ? "sns:Publish" : "sqs:SendMessage";
  return inlinePolicy("DeadLetterQueuePolicy", action, queue["TargetArn"] ?? "*");
}

/** The generated role where the author gives none, also in only one branch of an `Fn::If`. */
function attachRole(draft: Draft, macro: Macro, fn: Generated, role: Generated): readonly Generated[] {
  const given = macro.properties["Role"];
  const own = getAtt(role.id, "Arn");
  const branches = ifArguments(given);
  if (given === undefined || given === null) {
    fn.properties["Role"] = own;
    return [role];
  }
  if (branches === null) return [];
  const [condition, whenTrue, whenFalse] = branches;
  if (isNoValue(whenTrue) && isNoValue(whenFalse)) {
    fn.properties["Role"] = own;
  } else if (isNoValue(whenTrue)) {
    fn.properties["Role"] = { "Fn::If": [condition, own, whenFalse] };
    role.attributes["Condition"] = condition;
  } else if (isNoValue(whenFalse)) {
    const negated = `NOT${textOf(condition)}`;
    fn.properties["Role"] = { "Fn::If": [condition, whenTrue, own] };
    role.attributes["Condition"] = negated;
    draft.conditions[negated] = { "Fn::Not": [{ Condition: condition }] };
  } else {
    return [];
  }
  return [role];
}
