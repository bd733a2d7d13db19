// A server that tells of stacks what it was given, in AWS's own protocols: for what goes wrong, not for what AWS is like.
import { createServer } from "node:http";
import { listening, stopped } from "./fault-proxy.ts";
import { type Answer, type Asked, answerTo, askedIn, errorTo, WireError } from "./wire.ts";

export interface StubResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string;
  readonly status?: string;
}

export interface StubStack {
  readonly name: string;
  readonly region?: string;
  readonly status?: string;
  readonly template: object | string;
  readonly resources?: readonly StubResource[];
  readonly parameters?: Readonly<Record<string, string>>;
  /** Parameter → what the Parameter Store held. */
  readonly resolved?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** As CloudFormation gives it. */
  readonly rollback?: object;
}

export type Change = (asked: Asked, answer: object) => object;

export interface Stub {
  readonly endpoint: string;
  stop(): Promise<void>;
}

export const account = "123456789012";
export const identityArn = `arn:aws:sts::${account}:assumed-role/auditor/ci`;

export function stackArn({ name, region = "eu-west-1" }: Pick<StubStack, "name" | "region">): string {
  return `arn:aws:cloudformation:${region}:${account}:stack/${name}/51af3dc0-da77-11e4-872e-1234567db123`;
}

/**
 * @param more answers to other actions, or in place of the stub's own
 * @param change what becomes of the stub's own answers
 */
export async function startStub(
  stacks: readonly StubStack[],
  more: Readonly<Record<string, (asked: Asked) => object>> = {},
  change: Change = (_asked, answer) => answer,
): Promise<Stub> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked = askedIn(request, Buffer.concat(chunks).toString());
    const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const { status, headers, body } = answer(asked, region, stacks, more, change);
    response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
  return { endpoint: await listening(server), stop: () => stopped(server) };
}

function answer(
  asked: Asked,
  region: string,
  all: readonly StubStack[],
  more: Parameters<typeof startStub>[1],
  change: Change,
): Answer {
  const own = more?.[asked.action];
  if (own !== undefined) return answerOrError(asked, () => own(asked));
  if (asked.action === "sts:GetCallerIdentity")
    return answerOrError(asked, () => change(asked, { Account: account, Arn: identityArn, UserId: "A:ci" }));
  const { StackName: named } = asked.input;
  const inRegion = all.filter((stack) => (stack.region ?? "eu-west-1") === region);
  if (asked.action === "cloudformation:DescribeStacks" && named === undefined) {
    return answerTo(asked, { Stacks: inRegion.map(description) });
  }
  const stack = inRegion.find((each) => each.name === named || stackArn(each) === named);
  if (!asked.action.startsWith("cloudformation:")) return errorTo(asked, 400, "InvalidAction", `no ${asked.action} here`);
  if (stack === undefined) return errorTo(asked, 400, "ValidationError", `Stack with id ${named} does not exist`);
  return answerOrError(asked, () => change(asked, told(asked, stack)));
}

function answerOrError(asked: Asked, make: () => object): Answer {
  try {
    return answerTo(asked, make());
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return errorTo(asked, error.status, error.code, error.message);
  }
}

function told({ action, input }: Asked, stack: StubStack): object {
  if (action === "cloudformation:DescribeStacks") return { Stacks: [description(stack)] };
  if (action === "cloudformation:ListStackResources") return resourcePage(stack, Number(input["NextToken"] ?? 0));
  const { template } = stack;
  return { TemplateBody: typeof template === "string" ? template : JSON.stringify(template) };
}

const pageSize = 100;

function resourcePage({ resources = [] }: StubStack, from: number): object {
  const until = from + pageSize;
  return {
    StackResourceSummaries: resources.slice(from, until).map(({ logicalId, type, physicalId, status }) => ({
      LogicalResourceId: logicalId,
      PhysicalResourceId: physicalId,
      ResourceType: type,
      ResourceStatus: status ?? "CREATE_COMPLETE",
      LastUpdatedTimestamp: "2026-11-22T10:00:00Z",
    })),
    NextToken: until < resources.length ? String(until) : undefined,
  };
}

function description(stack: StubStack): object {
  const pairs = (record: Readonly<Record<string, string>> | undefined, key: string, value: string): object[] =>
    Object.entries(record ?? {}).map(([name, text]) => ({ [key]: name, [value]: text }));
  return {
    StackId: stackArn(stack),
    StackName: stack.name,
    CreationTime: "2026-11-01T10:00:00Z",
    StackStatus: stack.status ?? "CREATE_COMPLETE",
    Parameters: Object.entries(stack.parameters ?? {}).map(([name, value]) => ({
      ParameterKey: name,
      ParameterValue: value,
      ResolvedValue: stack.resolved?.[name],
    })),
    Outputs: pairs(stack.outputs, "OutputKey", "OutputValue"),
    RollbackConfiguration: stack.rollback ?? {},
    Tags: pairs(stack.tags, "Key", "Value"),
  };
}
