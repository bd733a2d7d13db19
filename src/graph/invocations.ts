// Who invokes the functions, and through what.
import type { Invocation, InvocationKind } from "../model/invocations/invocation.ts";
import type { Model } from "../model/model.ts";
import type { Resource } from "../model/resource.ts";
import { drawAlias, drawFunction } from "./deployments.ts";
import type { Draft, DraftNode } from "./draft.ts";

const WORDS: Readonly<Record<InvocationKind, string>> = {
  "rest-api": "REST API",
  "http-api": "HTTP API",
  "websocket-api": "WebSocket API",
  authorizer: "authorizer",
  "event-source-mapping": "event source mapping",
  rule: "rule",
  schedule: "schedule",
  "topic-subscription": "topic",
  "bucket-notification": "bucket",
  "log-subscription": "log subscription",
  "function-url": "function URL",
  "state-machine": "state machine",
  "appsync-data-source": "AppSync data source",
  "cognito-trigger": "Cognito trigger",
  "iot-rule": "IoT rule",
  "firehose-processor": "Firehose",
  "target-group": "target group",
  "event-subscriber": "event bus subscriber",
  pipe: "pipe",
  "receipt-rule": "SES receipt rule",
  "bedrock-agent": "Bedrock agent",
  "bedrock-flow": "Bedrock flow",
  "agentcore-gateway": "AgentCore gateway",
  "lex-bot": "Lex bot",
  "config-rule": "Config rule",
  "iot-authorizer": "IoT authorizer",
  "iot-provisioning": "IoT provisioning template",
  "object-lambda": "S3 Object Lambda",
  "transfer-server": "Transfer Family",
  "connect-integration": "Connect integration",
  "alarm-action": "alarm",
  destination: "destination",
};

/** Kinds whose detail says more than the resource's name. */
const DETAILED: readonly InvocationKind[] = ["rest-api", "http-api", "websocket-api", "cognito-trigger"];

/** By the subject that is assessed: a SAM event is named as its function's, anything else as itself. */
export type InvocationNodes = ReadonlyMap<string, readonly DraftNode[]>;

export function invocationKey(stack: string, logicalId: string | null, detail: string | null): string {
  return JSON.stringify([stack, logicalId, detail]);
}

export function drawInvocations(draft: Draft, model: Model): InvocationNodes {
  const nodes = new Map<string, DraftNode[]>();
  for (const invocation of model.invocations) {
    const isOff = invocation.enabled.state === "known" && !invocation.enabled.value;
    const to = isOff ? null : targetOf(draft, invocation, model);
    if (to === null) continue;
    const from = drawInvocation(draft, invocation, model);
    draft.link(from, to, "invocation");
    const { resource, detail, samEvent } = invocation;
    const isOfFunction = samEvent !== null && model.system.resource(resource.stack.name, samEvent.function) !== undefined;
    const key = isOfFunction
      ? invocationKey(resource.stack.name, samEvent.function, samEvent.event)
      : invocationKey(resource.stack.name, resource.logicalId, detail);
    nodes.set(key, [...(nodes.get(key) ?? []), from]);
  }
  return nodes;
}

function targetOf(draft: Draft, { resource, target }: Invocation, model: Model): DraftNode | null {
  if (target.state === "unresolved" && target.elsewhere !== true && model.trafficAliases.length > 0) {
    const made = { kind: "function", label: "unknown", detail: null, resource: null } as const;
    return draft.node({ id: `function of ${resource.id}`, ...made });
  }
  if (target.state !== "known" || !model.isSubject(target.value.function)) return null;
  const { function: node, qualifier } = target.value;
  return qualifier.kind === "alias" ? drawAlias(draft, qualifier.alias) : drawFunction(draft, node);
}

function drawInvocation(draft: Draft, { kind, resource, detail, samEvent }: Invocation, model: Model): DraftNode {
  const id = `invocation ${JSON.stringify([resource.id, kind, detail])}`;
  const label = (DETAILED.includes(kind) ? detail : null) ?? sourceOf(kind, resource, model) ?? samEvent?.event ?? resource.label;
  return draft.node({ id, kind: "invocation", label, detail: WORDS[kind], resource });
}

/** The source that a mapping reads from, where the system defines it. */
function sourceOf(kind: InvocationKind, resource: Resource, { system }: Model): string | null {
  if (kind !== "event-source-mapping") return null;
  const text = resource.property("EventSourceArn").symbol();
  const token = text.state === "known" ? system.symbols.sole(text.value) : null;
  return token?.kind === "attribute" ? (system.resource(token.stack, token.logicalId)?.label ?? null) : null;
}
