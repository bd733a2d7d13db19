// An invocation: a resource of the system that invokes a function, and through which qualifier.
import type { FunctionNode, FunctionReference } from "../functions/function.ts";
import type { Path } from "../json.ts";
import type { Resource } from "../resource.ts";
import type { Target } from "../system.ts";
import type { Known, Unresolved, Value } from "../value.ts";

export const invocationKinds = [
  "rest-api",
  "http-api",
  "websocket-api",
  "authorizer",
  "event-source-mapping",
  "rule",
  "event-subscriber",
  "schedule",
  "topic-subscription",
  "bucket-notification",
  "log-subscription",
  "function-url",
  "state-machine",
  "appsync-data-source",
  "cognito-trigger",
  "iot-rule",
  "firehose-processor",
  "target-group",
  "pipe",
  "receipt-rule",
  "bedrock-agent",
  "bedrock-flow",
  "agentcore-gateway",
  "lex-bot",
  "config-rule",
  "iot-authorizer",
  "iot-provisioning",
  "object-lambda",
  "transfer-server",
  "connect-integration",
  "alarm-action",
  "destination",
] as const;

export type InvocationKind = (typeof invocationKinds)[number];

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html: the services that invoke asynchronously, unless their resource says otherwise. */
export const asynchronousKinds: ReadonlySet<InvocationKind> = new Set([
  "rule",
  "schedule",
  "topic-subscription",
  "bucket-notification",
  "log-subscription",
  "iot-rule",
  "receipt-rule",
  "config-rule",
  "alarm-action",
  "destination",
]);

/** Those that a function of SAM can declare in its Events. */
export const samEventKinds: ReadonlySet<InvocationKind> = new Set([
  "rest-api",
  "http-api",
  "event-source-mapping",
  "rule",
  "schedule",
  "topic-subscription",
  "bucket-notification",
  "log-subscription",
  "iot-rule",
  "cognito-trigger",
]);

/** Whether the invoker shifts traffic from version to version itself, as a state machine with a gradual deployment does. */
export type InvokerShift =
  | { readonly kind: "none" }
  | { readonly kind: "own" }
  /** It does, but not for what `by` starts. */
  | { readonly kind: "bypassed"; readonly by: Resource }
  | { readonly kind: "unresolved"; readonly doubt: Unresolved };

export interface Invocation {
  readonly kind: InvocationKind;
  /** The resource that invokes: the method, the mapping, the rule, the API whose body names the function. */
  readonly resource: Resource;
  /** The route, the event, the trigger: `POST /hello`, `s3:ObjectCreated:*`; null where the resource says it all. */
  readonly detail: string | null;
  /** The SAM event that it was generated from, where it was: the function's logical id and the event's name. */
  readonly samEvent: { readonly function: string; readonly event: string } | null;
  readonly target: Target<FunctionReference>;
  /** A mapping, rule or schedule can be switched off. */
  readonly enabled: Value<boolean>;
  /** Lambda queues the event itself, and the caller does not wait for an answer. */
  readonly asynchronous: Known<boolean> | Unresolved;
  readonly shift: InvokerShift;
  /** Where it names the function, below the resource's body. */
  readonly path: Path;
  /** Of an API whose stages invoke different things, the names of those that invoke this, as text with tokens; else absent. */
  readonly stages?: readonly string[];
  /** Resources without which it would invoke nothing: the route that leads to an integration. */
  readonly along: readonly Resource[];
}

export interface WithInvocations {
  readonly invocations: readonly Invocation[];
  /** The invocations of one function, through whatever qualifier. */
  invocationsOf(node: FunctionNode): readonly Invocation[];
}
