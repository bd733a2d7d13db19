// What a function is there for: traffic, or only the CDK, a deployment or an edge. Only those with traffic are subjects.

import type { WithInvocations } from "../invocations/invocation.ts";
import { itemsOf, type TemplateNode } from "../resolve/node.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import type { FunctionNode, WithFunctions } from "./function.ts";

export type Role =
  | { readonly kind: "traffic" }
  | { readonly kind: "hook" | "custom-resource" | "edge" | "rotation" | "infrastructure"; readonly reason: string };

export interface Roles {
  of(node: FunctionNode): Role;
}

const TRAFFIC: Role = { kind: "traffic" };

export interface WithSubjects {
  /** The functions that serve traffic: the subjects. */
  readonly functions: readonly FunctionNode[];
  isSubject(node: FunctionNode): boolean;
}

export function linkRoles(model: WithFunctions & WithInvocations & WithSystem): Roles {
  const roles = new Map<string, Role>();
  const mark = (text: TemplateNode, from: Resource, role: Role): void => {
    const target = model.functionIndex.find(text.symbol(), from.stack);
    if (target.state === "known" && !roles.has(target.value.function.resource.id))
      roles.set(target.value.function.resource.id, role);
  };
  markHooks(model, mark);
  markCustomResourceHandlers(model, mark);
  markProviderHandlers(model, roles, mark);
  markEdgeFunctions(model, mark);
  markRotations(model, mark);
  for (const node of model.functionIndex.functions) {
    const own = ownRole(node, model);
    if (own !== null && !roles.has(node.resource.id)) roles.set(node.resource.id, own);
  }
  for (const { target } of model.invocations) {
    if (target.state !== "known") continue;
    const { resource } = target.value.function;
    // A handler that the system also invokes serves traffic; the CDK's own never do, whatever schedules them.
    const role = roles.get(resource.id);
    if (role !== undefined && role.kind !== "infrastructure" && role.kind !== "edge") roles.delete(resource.id);
  }
  return { of: (node) => roles.get(node.resource.id) ?? TRAFFIC };
}

type Mark = (text: TemplateNode, from: Resource, role: Role) => void;

function markHooks(model: WithFunctions, mark: Mark): void {
  for (const { resource } of model.aliases) {
    const policy = resource.at("UpdatePolicy", "CodeDeployLambdaAliasUpdate");
    const role: Role = { kind: "hook", reason: `is a lifecycle hook of the deployment of ${resource.logicalId}` };
    mark(policy.at("BeforeAllowTrafficHook"), resource, role);
    mark(policy.at("AfterAllowTrafficHook"), resource, role);
  }
}

function markCustomResourceHandlers(model: WithSystem, mark: Mark): void {
  for (const resource of model.system.resources) {
    const isCustom = resource.type.startsWith("Custom::") || resource.type === "AWS::CloudFormation::CustomResource";
    if (!isCustom) continue;
    const role: Role = { kind: "custom-resource", reason: `serves the custom resource ${resource.logicalId}` };
    mark(resource.property("ServiceToken"), resource, role);
    // The CDK's Trigger has a handler of its own invoke the author's function at deployment.
    if (resource.type === "Custom::Trigger") mark(resource.property("HandlerArn"), resource, role);
  }
}

/** The CDK's provider framework calls the author's handlers by the content of its environment. */
function markProviderHandlers(model: WithFunctions, roles: Map<string, Role>, mark: Mark): void {
  for (const { resource } of model.functionIndex.functions) {
    const variables = resource.property("Environment", "Variables");
    for (const name of ["USER_ON_EVENT_FUNCTION_ARN", "USER_IS_COMPLETE_FUNCTION_ARN"]) {
      const handler = variables.at(name);
      // The CDK writes it in plain text: unknown variables here do not belong to the framework.
      if (handler.head().state !== "known") continue;
      roles.set(resource.id, { kind: "infrastructure", reason: "is the CDK's provider framework" });
      mark(handler, resource, { kind: "custom-resource", reason: `serves a custom resource through ${resource.logicalId}` });
    }
  }
}

function markEdgeFunctions(model: WithSystem, mark: Mark): void {
  const role = (by: Resource): Role => ({ kind: "edge", reason: `runs at the edge: ${by.logicalId} names a version of it` });
  for (const distribution of model.system.resourcesOf("AWS::CloudFront::Distribution")) {
    const config = distribution.property("DistributionConfig");
    const behaviors = [config.at("DefaultCacheBehavior"), ...itemsOf(config.at("CacheBehaviors"))];
    const associations = behaviors.flatMap((behavior) => itemsOf(behavior.at("LambdaFunctionAssociations")));
    for (const association of associations) mark(association.at("LambdaFunctionARN"), distribution, role(distribution));
  }
  for (const parameter of model.system.resourcesOf("AWS::SSM::Parameter")) {
    const name = parameter.property("Name").symbol();
    if (name.state === "known" && name.value.includes("/cdk/EdgeFunctionArn/"))
      mark(parameter.property("Value"), parameter, role(parameter));
  }
}

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda.html: only Secrets Manager invokes them. */
function markRotations(model: WithSystem, mark: Mark): void {
  for (const schedule of model.system.resourcesOf("AWS::SecretsManager::RotationSchedule")) {
    const role: Role = { kind: "rotation", reason: `rotates a secret for ${schedule.logicalId}` };
    mark(schedule.property("RotationLambdaARN"), schedule, role);
  }
}

/** `SingletonLambda…` is also what an author's own SingletonFunction is called: those of two ids alone are the CDK's. */
const CDK_NAMES: readonly RegExp[] = [
  /^(?:AWS|BucketNotificationsHandler|CrossRegionAwsSdk|Eval|LogRetention)[0-9a-f]{32}/,
  /^SingletonLambda(?:224e77f9a32e4b4dac32983477abba16|8693BB64968944B69AAFB0CC9EB8757C)/,
  /^Custom\w*CustomResourceProviderHandler[0-9A-F]{8}$/,
];
/** What pipelines and the container instances of a cluster add. */
const CDK_PATH = /\/(?:CDKPipelinesAutoApprove|DrainECSHook\/Function)(?:\/|$)/;
/** What cdk-monitoring-constructs adds for its dashboards and its metrics. */
const LIBRARY_PATH = /\/(?:BitmapRenderingSupport|SecretsManagerMetricsPublisher)\/Lambda(?:\/|$)/;
const LIBRARY_NAME = /(?:BitmapRenderingSupport|SecretsManagerMetricsPublisher)Lambda[0-9A-F]{8}$/;
const PROVIDER_FRAMEWORK = /\/framework-(?:onEvent|isComplete|onTimeout)(?:\/|$)/;

/** What its own name tells, where nothing refers to it. */
function ownRole({ resource, name }: FunctionNode, model: WithSystem): Role | null {
  const constructPath = resource.facts.constructPath ?? "";
  const isNamedByCdk = CDK_NAMES.some((pattern) => pattern.test(resource.logicalId)) || CDK_PATH.test(constructPath);
  if (isNamedByCdk || evaluatesExpressions(resource, model))
    return { kind: "infrastructure", reason: "is a handler of the CDK's own" };
  if (LIBRARY_PATH.test(constructPath) || LIBRARY_NAME.test(resource.logicalId))
    return { kind: "infrastructure", reason: "is a function of cdk-monitoring-constructs" };
  if (PROVIDER_FRAMEWORK.test(constructPath)) return { kind: "infrastructure", reason: "is the CDK's provider framework" };
  // CodeDeploy's managed role may only invoke functions of that name.
  if (name.startsWith("CodeDeployHook_")) return { kind: "hook", reason: "is named as a lifecycle hook of CodeDeploy" };
  return null;
}

/** The CDK's EvaluateExpression task gives each state a function, all with one role. */
function evaluatesExpressions(resource: Resource, { system }: WithSystem): boolean {
  const role = resource.property("Role").symbol();
  const token = role.state === "known" ? system.symbols.sole(role.value) : null;
  return token?.kind === "attribute" && /^EvalServiceRole[0-9a-f]{32}/.test(token.logicalId);
}
