// Deploys templates to a test server through CloudFormation, as far as the server can, and with the few changes that it needs.
import { readFileSync } from "node:fs";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { CloudWatchClient, PutCompositeAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { CodeDeployClient, CreateDeploymentConfigCommand } from "@aws-sdk/client-codedeploy";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import { defaultLimits } from "../../src/sources/source.ts";
import { readDocument } from "../../src/sources/template/read.ts";

export const region = "eu-west-1";

/** What every client of a test server is made with. */
export function connection(endpoint: string) {
  return { endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
}

export interface Deployed {
  readonly id: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** By logical id. */
  readonly physicalIds: ReadonlyMap<string, string>;
}

export interface Deployment {
  readonly name: string;
  readonly template: JsonObject;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/** @throws with the server's reason where the stack is not complete in the end */
export async function deploy(endpoint: string, deployment: Deployment, update = false): Promise<Deployed> {
  const client = new CloudFormationClient(connection(endpoint));
  const { name, template, parameters = {}, tags = {} } = deployment;
  const input = {
    StackName: name,
    TemplateBody: JSON.stringify(template),
    Capabilities: ["CAPABILITY_IAM" as const, "CAPABILITY_NAMED_IAM" as const, "CAPABILITY_AUTO_EXPAND" as const],
    Parameters: Object.entries(parameters).map(([key, value]) => ({ ParameterKey: key, ParameterValue: value })),
    Tags: Object.entries(tags).map(([key, value]) => ({ Key: key, Value: value })),
  };
  await (update ? client.send(new UpdateStackCommand(input)) : client.send(new CreateStackCommand(input)));
  const stack = await settled(client, name);
  const listed = await client.send(new ListStackResourcesCommand({ StackName: name }));
  return {
    id: stack.StackId ?? "",
    outputs: Object.fromEntries((stack.Outputs ?? []).map((output) => [output.OutputKey ?? "", output.OutputValue ?? ""])),
    physicalIds: new Map(
      (listed.StackResourceSummaries ?? []).map((summary) => [summary.LogicalResourceId ?? "", summary.PhysicalResourceId ?? ""]),
    ),
  };
}

/** The orders template; what fakecloud makes from no template, the composite alarm and the configuration of deployments, by the services' own calls. */
export async function deployOrders(endpoint: string): Promise<Deployed> {
  const orders = await deploy(endpoint, { name: "orders", template: deployable("fixtures/orders/template.yaml") });
  const physical = (logicalId: string): string => orders.physicalIds.get(logicalId) ?? "";
  await new CloudWatchClient(connection(endpoint)).send(
    new PutCompositeAlarmCommand({
      AlarmName: physical("PlaceOrderUnhealthy"),
      AlarmDescription: "Orders cannot be placed",
      AlarmRule: `ALARM("${alarmArn(physical("PlaceOrderErrors"))}") OR ALARM("${physical("ApiServerErrors")}")`,
      AlarmActions: [physical("Operations")],
    }),
  );
  await new CodeDeployClient(connection(endpoint)).send(
    new CreateDeploymentConfigCommand({
      deploymentConfigName: physical("StepByStep"),
      computePlatform: "Lambda",
      trafficRoutingConfig: {
        type: "TimeBasedLinear",
        timeBasedLinear: { linearPercentage: 20, linearInterval: 2 },
      },
    }),
  );
  return orders;
}

/**
 * Without the types of CodeDeploy, for a server that does not know them.
 * @param named alias → the group that shifts its traffic and is made elsewhere; null where none does
 */
export function withoutDeployments(template: JsonObject, named: (alias: string) => DeploymentGroup | null): JsonObject {
  const { Resources: resources } = template;
  const kept = Object.entries(isObject(resources) ? resources : {}).flatMap(([id, resource]): [string, Json][] => {
    if (!isObject(resource) || String(resource["Type"]).startsWith("AWS::CodeDeploy::")) return [];
    const { UpdatePolicy: policy, ...others } = resource;
    const group = policy === undefined ? null : named(id);
    if (group === null) return [[id, others]];
    const update = { ApplicationName: group.application, DeploymentGroupName: group.name };
    return [[id, { ...others, UpdatePolicy: { CodeDeployLambdaAliasUpdate: update } }]];
  });
  return { ...template, Resources: Object.fromEntries(kept) };
}

export interface DeploymentGroup {
  readonly application: string;
  readonly name: string;
}

function alarmArn(name: string): string {
  return `arn:aws:cloudwatch:${region}:123456789012:alarm:${name}`;
}

async function settled(client: CloudFormationClient, name: string) {
  for (let attempt = 0; attempt < 240; attempt += 1) {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    const status = stack?.StackStatus ?? "";
    if (stack !== undefined && /^(CREATE|UPDATE)_COMPLETE$/.test(status)) return stack;
    if (!/_IN_PROGRESS$/.test(status)) throw new Error(`${name} is ${status}: ${stack?.StackStatusReason}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`${name} takes too long`);
}

/**
 * The template in a file as a test server takes it: code inline instead of from a bucket that is not there, outputs of other
 * stacks as the texts they are, and nothing of the CDK's bootstrap.
 */
export function deployable(file: string, outputs: Readonly<Record<string, string>> = {}): JsonObject {
  const { root: value } = readDocument(readFileSync(file), file, defaultLimits);
  if (!isObject(value)) throw new Error(`${file} is no template`);
  const { Rules: _rules, Parameters: parameters, Resources: resources, ...rest } = value;
  const { BootstrapVersion: _bootstrap, ...asked } = isObject(parameters) ? parameters : {};
  const withoutCode = Object.entries(isObject(resources) ? resources : {}).map(([id, resource]) => [
    id,
    withInlineCode(resource),
  ]);
  return withOutputs({ ...rest, Parameters: asked, Resources: Object.fromEntries(withoutCode) }, outputs) as JsonObject;
}

const INLINE = "exports.handler = async () => ({ statusCode: 200 });";

function withInlineCode(resource: Json | undefined): Json | undefined {
  if (!isObject(resource) || !isObject(resource["Properties"])) return resource;
  const { Type: type, Properties: properties } = resource;
  if (type === "AWS::Lambda::Function") return { ...resource, Properties: { ...properties, Code: { ZipFile: INLINE } } };
  if (type !== "AWS::Serverless::Function") return resource;
  const { CodeUri: _code, ...others } = properties;
  return { ...resource, Properties: { ...others, InlineCode: INLINE } };
}

function withOutputs(node: Json | undefined, outputs: Readonly<Record<string, string>>): Json | undefined {
  if (Array.isArray(node)) return node.map((each: Json) => withOutputs(each, outputs) ?? null);
  if (!isObject(node)) return node;
  const { "Fn::GetStackOutput": output } = node;
  if (isObject(output)) return outputs[String(output["OutputName"])] ?? "";
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withOutputs(value, outputs)]));
}
