// Resource-based permissions: which invocations need one, and which permission is meant for which invocation.

import type { WithApis } from "../apis/api.ts";
import type { FunctionReference, WithFunctions } from "../functions/function.ts";
import type { Invocation, InvocationKind } from "../invocations/invocation.ts";
import type { Resource } from "../resource.ts";
import type { System, Target, WithSystem } from "../system.ts";
import type { Unresolved, Value } from "../value.ts";
import { type Coverage, coversSource } from "./permission-source.ts";

export interface InvokePermission {
  readonly resource: Resource;
  readonly target: Target<FunctionReference>;
  /** Why it may be none of this kind: its principal or its action is unknown. */
  readonly doubt: Unresolved | null;
  /** The service that it allows: `apigateway`; `*` for any principal. */
  readonly principal: string | null;
  readonly isForUrls: boolean;
  /** The source that it names; absent where it lets in every source of the service. */
  readonly sourceArn: Value<string>;
}

/** Those of AWS::Lambda::Permission that let a service invoke a function. */
export function invokePermissions(model: WithFunctions & WithSystem): readonly InvokePermission[] {
  return model.system.resourcesOf("AWS::Lambda::Permission").flatMap((resource): readonly InvokePermission[] => {
    const action = resource.property("Action").text("lambda:InvokeFunction", "lambda:InvokeFunctionUrl", "lambda:*");
    const said = action.state === "known" ? action.value.toLowerCase() : null;
    const { principal, doubt: open } = servicePrincipal(resource.property("Principal").symbol(), model.system);
    const doubt = action.state === "unresolved" ? action : open;
    if ((said !== null && !ACTIONS.has(said)) || (principal === null && doubt === null)) return [];
    const target = model.functionIndex.find(resource.property("FunctionName").symbol(), resource.stack);
    const isForUrls = said === "lambda:invokefunctionurl" || isThroughUrl(resource);
    return [{ resource, target, doubt, principal, isForUrls, sourceArn: resource.property("SourceArn").symbol() }];
  });
}

/** A function URL needs a second permission, which holds for nothing else. */
function isThroughUrl(permission: Resource): boolean {
  const only = permission.property("InvokedViaFunctionUrl").boolean();
  return only.state === "known" && only.value;
}

/** `apigateway` of `apigateway.amazonaws.com`, whatever the partition; an account is no service. */
export function servicePrincipal(text: Value<string>, system: System): Pick<InvokePermission, "principal" | "doubt"> {
  if (text.state !== "known") return { principal: null, doubt: text.state === "unresolved" ? text : null };
  if (text.value === "*") return { principal: "*", doubt: null };
  const principal = /^([a-z0-9-]+)\./.exec(text.value)?.[1] ?? null;
  return { principal, doubt: principal === null ? system.resolver.unknownIn(text.value) : null };
}

const ACTIONS: ReadonlySet<string> = new Set([
  "lambda:invokefunction",
  "lambda:invoke*",
  "lambda:*",
  "*",
  "lambda:invokefunctionurl",
]);

/** The services that are let in by the function's own policy; the others take on a role. */
const PRINCIPALS: Readonly<Partial<Record<InvocationKind, readonly string[]>>> = {
  "rest-api": ["apigateway"],
  "http-api": ["apigateway"],
  "websocket-api": ["apigateway"],
  rule: ["events"],
  "topic-subscription": ["sns"],
  "bucket-notification": ["s3"],
  "log-subscription": ["logs"],
  "cognito-trigger": ["cognito-idp"],
  "iot-rule": ["iot"],
  "target-group": ["elasticloadbalancing", "vpc-lattice"],
  "receipt-rule": ["ses"],
  "bedrock-agent": ["bedrock"],
  "lex-bot": ["lexv2"],
  "config-rule": ["config"],
  "iot-authorizer": ["iot"],
  "iot-provisioning": ["iot"],
  "transfer-server": ["transfer"],
  "connect-integration": ["connect"],
  // lambda.alarms.cloudwatch.amazonaws.com
  "alarm-action": ["lambda"],
  "function-url": ["*"],
};

/** The principals of which one must be let in; null where the invocation needs no such permission. */
export function principalsFor(invocation: Invocation): readonly string[] | null {
  const { kind, resource } = invocation;
  if (kind === "authorizer") {
    if (resource.type.startsWith("AWS::AppSync::")) return ["appsync"];
    return hasRole(invocation) ? null : ["apigateway"];
  }
  if (kind === "function-url") {
    const type = resource.property("AuthType").text("NONE");
    return type.state === "known" && type.value === "NONE" ? ["*"] : null;
  }
  return hasRole(invocation) ? null : (PRINCIPALS[kind] ?? null);
}

const ROLES = [
  "Credentials",
  "CredentialsArn",
  "AuthorizerCredentials",
  "AuthorizerCredentialsArn",
  "credentials",
  "authorizerCredentials",
  "RoleArn",
];

/** Beside the function it names a role to invoke it with. */
function hasRole({ resource, path }: Invocation): boolean {
  const beside = resource.at(...path.slice(0, -1));
  return ROLES.some((name) => beside.at(name).head().state === "known");
}

/** Whether the permission is meant for the invocation, whatever their qualifiers. */
export function coverageOf(permission: InvokePermission, invocation: Invocation, model: WithApis & WithSystem): Coverage {
  const { target } = invocation;
  if (target.state !== "known" || permission.target.state !== "known") return false;
  if (permission.target.value.function !== target.value.function) return false;
  const principals = principalsFor(invocation);
  if (principals === null || permission.isForUrls !== (invocation.kind === "function-url")) return false;
  if (permission.doubt !== null) return permission.doubt;
  const isLetIn = permission.principal === "*" || principals.includes(permission.principal ?? "");
  return isLetIn ? coversSource(permission.sourceArn, invocation, model) : false;
}
