// Reads one stack from CloudFormation: its state, its resources, its template.
import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  type Stack,
  type StackResourceSummary,
} from "@aws-sdk/client-cloudformation";
import type { RecordedResource, RecordedStack } from "../recording.ts";
import type { Clients } from "./clients.ts";
import { LiveFailure, unreadable } from "./failure.ts";
import { parseStackArn } from "./region.ts";

/** All of a stack but its place in the system. */
export type DescribedStack = Omit<RecordedStack, "template" | "resources" | "parent">;

/**
 * @param name its name or ARN
 * @returns null where there is no such stack
 */
export async function describeStack(clients: Clients, region: string, name: string): Promise<DescribedStack | null> {
  const client = clients.of(CloudFormationClient, region);
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
    if (Stacks === undefined) throw unreadable("cloudformation:DescribeStacks", region, "no list of stacks");
    return Stacks[0] === undefined ? null : described(Stacks[0], region);
  } catch (error) {
    if (error instanceof LiveFailure && error.kind === "not-found") return null;
    throw error;
  }
}

const pagesOfNames = 10;

/** The names of the stacks there are, of the first thousand; none where they cannot be listed. */
export async function stackNames(clients: Clients, region: string): Promise<readonly string[]> {
  const client = clients.of(CloudFormationClient, region);
  const names: string[] = [];
  let token: string | undefined;
  try {
    for (let page = 0; page < pagesOfNames; page++) {
      const { Stacks = [], NextToken } = await client.send(
        new DescribeStacksCommand(token === undefined ? {} : { NextToken: token }),
      );
      names.push(...Stacks.flatMap(({ StackName }) => StackName ?? []));
      if (!NextToken) break;
      token = NextToken;
    }
  } catch (error) {
    // The policy may allow the one stack only.
    if (!(error instanceof LiveFailure)) throw error;
  }
  return names;
}

export async function listResources(clients: Clients, { region, id }: DescribedStack): Promise<readonly RecordedResource[]> {
  const client = clients.of(CloudFormationClient, region);
  const found: RecordedResource[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  for (;;) {
    const { StackResourceSummaries, NextToken } = await client.send(
      new ListStackResourcesCommand({ StackName: id, NextToken: token }),
    );
    if (StackResourceSummaries === undefined) {
      throw unreadable("cloudformation:ListStackResources", region, "no list of resources");
    }
    found.push(...StackResourceSummaries.flatMap(recorded));
    if (!NextToken) return found;
    if (seen.has(NextToken)) throw unreadable("cloudformation:ListStackResources", region, "pages in an endless loop");
    seen.add(NextToken);
    token = NextToken;
  }
}

/** As deployed, macros and SAM expanded; where there is no such form, as it was written. */
export async function deployedTemplate(clients: Clients, { region, id }: DescribedStack): Promise<string> {
  const client = clients.of(CloudFormationClient, region);
  const get = async (stage: "Processed" | "Original"): Promise<string | null> => {
    const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName: id, TemplateStage: stage }));
    return TemplateBody || null;
  };
  const processed = await get("Processed").catch((error: unknown) => {
    if (error instanceof LiveFailure && error.kind === "refused") return null;
    throw error;
  });
  const template = processed ?? (await get("Original"));
  if (template === null) throw unreadable("cloudformation:GetTemplate", region, "no template");
  return template;
}

function described(stack: Stack, region: string): DescribedStack {
  const id = stack.StackId;
  const arn = id === undefined ? null : parseStackArn(id);
  if (id === undefined || arn === null || stack.StackStatus === undefined) {
    throw unreadable("cloudformation:DescribeStacks", region, "a stack without its id and status");
  }
  return {
    name: stack.StackName ?? arn.name,
    id,
    region: arn.region,
    account: arn.account,
    status: stack.StackStatus,
    statusReason: stack.StackStatusReason || null,
    parameters: parametersOf(stack),
    tags: pairs(stack.Tags, ({ Key, Value }) => [Key, Value]),
    outputs: pairs(stack.Outputs, ({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
    ...rollbackOf(stack),
  };
}

/** What CloudFormation saves of an operation and applies to all later ones, unless they say otherwise. */
function rollbackOf({ RollbackConfiguration: given }: Stack): Pick<DescribedStack, "rollback"> {
  const triggers = (given?.RollbackTriggers ?? []).flatMap(({ Arn: arn, Type: type }) =>
    arn === undefined || type === undefined ? [] : [{ arn, type }],
  );
  return triggers.length === 0 ? {} : { rollback: { monitoringMinutes: given?.MonitoringTimeInMinutes ?? 0, triggers } };
}

/** What CloudFormation shows of a NoEcho parameter. */
const masked = /^\*+$/;

function parametersOf({ Parameters }: Stack): Record<string, string> {
  const open = (Parameters ?? []).filter(({ ParameterValue }) => !masked.test(ParameterValue ?? ""));
  // What a parameter of the Parameter Store stood for when it was deployed.
  return pairs(open, ({ ParameterKey, ParameterValue, ResolvedValue }) => [ParameterKey, ResolvedValue ?? ParameterValue]);
}

function pairs<T>(
  items: readonly T[] | undefined,
  pair: (item: T) => [string | undefined, string | undefined],
): Record<string, string> {
  const whole = (items ?? []).flatMap((item): [string, string][] => {
    const [key, value] = pair(item);
    return key === undefined || value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(whole);
}

function recorded(summary: StackResourceSummary): RecordedResource[] {
  const { LogicalResourceId: logicalId, PhysicalResourceId: physicalId, ResourceType: type, ResourceStatus: status } = summary;
  if (logicalId === undefined || type === undefined || status === undefined) return [];
  return [{ logicalId, physicalId: physicalId || null, type, status }];
}
