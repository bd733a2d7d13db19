// Whether a role allows one action on one resource, over all of its policies.

import { below, items, type Place, placesAt } from "../invocations/place.ts";
import { mapOrText } from "../resolve/token-json.ts";
import type { Resource } from "../resource.ts";
import type { System, WithSystem } from "../system.ts";
import { type Unresolved, unresolved } from "../value.ts";
import { findNamed } from "./execution-role.ts";
import { type ActionTarget, takesIn } from "./policy-resource.ts";
import { attachedDocuments } from "./role-grants.ts";

/** Yes, no, or why it is unknown; and the policy that says so. */
export interface Allowed {
  readonly answer: boolean | Unresolved;
  readonly by: Resource | null;
  /** It is the role's permissions boundary that says so. */
  readonly isBoundary?: true;
}

/** An action, and what it is done to; null where that is unknown, so that no policy's Resource counts. */
export interface Act {
  readonly action: string;
  readonly target: ActionTarget | null;
}

/** Policies of AWS that allow nearly everything. */
const ALMIGHTY: ReadonlySet<string> = new Set(["AdministratorAccess", "PowerUserAccess"]);
/** Policies of AWS that allow what functions and CodeDeploy itself commonly need, and neither of these services' actions. */
const HARMLESS =
  /^(?:service-role\/)?(?:AWSLambda\w*(?:Execution|Execute)\w*|AWSCodeDeployRoleForLambda(?:Limited)?|AWSX[Rr]ay\w*|CloudWatch\w*|Amazon\w*)$/;

/** Policies of AWS that allow to write traces, and some that functions and state machines commonly have and that do not. */
const WRITING_TRACES =
  /^(?:AWSX[Rr]ay(?:DaemonWriteAccess|WriteOnlyAccess|FullAccess)|AWSLambda_FullAccess|CloudWatchAgentServerPolicy|CloudWatchLambdaApplicationSignalsExecutionRolePolicy)$/;
const WRITING_NO_TRACES =
  /^(?:service-role\/(?:AWSLambda(?:BasicExecutionRole|VPCAccessExecutionRole|SQSQueueExecutionRole|DynamoDBExecutionRole|KinesisExecutionRole|Role)|AmazonAPIGatewayPushToCloudWatchLogs)|AWSLambdaExecute|AWSXrayReadOnlyAccess|CloudWatchLogsFullAccess|Amazon(?:S3|SQS|SNS|DynamoDB)(?:FullAccess|ReadOnlyAccess))$/;

/** Policies of AWS that allow to read alarms, and some that roles commonly have and that do not. */
const READING_ALARMS = /^(?:CloudWatch(?:ReadOnlyAccess|FullAccess(?:V2)?)|ReadOnlyAccess)$/;
const READING_NO_ALARMS =
  /^(?:service-role\/AWSLambda(?:BasicExecutionRole|VPCAccessExecutionRole|Role)|CloudWatchLogs\w*|Amazon(?:S3|SQS|SNS)(?:FullAccess|ReadOnlyAccess))$/;
/** Policies of AWS that allow to invoke all functions, and some that roles commonly have and that do not. */
const INVOKING = /^(?:AWSLambda_?FullAccess|service-role\/AWSLambdaRole)$/;
const INVOKING_NONE =
  /^(?:(?:service-role\/)?(?:AWSLambda\w*(?:Execution|Execute)\w*|AWSCodeDeployRole|AWSX[Rr]ay\w*|CloudWatch\w*|Amazon\w*)|AWSCodeDeployFullAccess|ReadOnlyAccess)$/;
/** By service, those of AWS that allow what is asked of it here, and those that do not; of the others it is unknown. */
const OF_AWS: ReadonlyMap<string, { readonly allowing: RegExp; readonly refusing: RegExp }> = new Map([
  ["codedeploy", { allowing: /^AWSCodeDeployFullAccess$/, refusing: HARMLESS }],
  ["lambda", { allowing: INVOKING, refusing: INVOKING_NONE }],
  ["xray", { allowing: WRITING_TRACES, refusing: WRITING_NO_TRACES }],
  ["cloudwatch", { allowing: READING_ALARMS, refusing: READING_NO_ALARMS }],
]);

/** https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForLambda.html lets a role invoke what is so named, as that for ECS does. */
const HOOKS = /^(?:service-role\/)?AWSCodeDeployRoleFor(?:Lambda|ECS)(?:Limited)?$/;
const HOOK_NAME = "function:CodeDeployHook_";
const ALLOWING_NEITHER = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

/**
 * By its policies, within its permissions boundary. A denial is not looked for: few roles deny what they allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function allowsAction(role: Resource, act: Act, model: WithSystem): Allowed {
  const allowed = byPolicies(role, act, model);
  const boundary = boundaryOn(role, act, model);
  return allowed.answer === false || boundary === null || boundary.answer === true ? allowed : { ...boundary, isBoundary: true };
}

/** What the permissions boundary of a role says of an action; null where it has none. */
export function boundaryOn(role: Resource, act: Act, model: WithSystem): Allowed | null {
  const places = placesAt(role, "PermissionsBoundary");
  const answers = places.map((place) => byManaged(place, act, model));
  const [first] = answers;
  if (first === undefined || answers.every(({ answer }) => answer === true)) return first ?? null;
  // One that only some branch of a condition sets may not be there.
  const doubt = places.find((place) => place.doubt !== null)?.doubt ?? null;
  const open = answers.find(({ answer }) => typeof answer !== "boolean");
  return open ?? (doubt === null ? first : { answer: doubt, by: role });
}

function byPolicies(role: Resource, act: Act, model: WithSystem): Allowed {
  const inline = placesAt(role, "Policies")
    .flatMap(items)
    .flatMap((policy) => below(policy, "PolicyDocument"));
  const managed = placesAt(role, "ManagedPolicyArns").flatMap(items);
  const lists = ["Policies", "ManagedPolicyArns"].flatMap((name) => placesAt(role, name));
  const answers: readonly Allowed[] = [
    ...[...inline, ...attachedDocuments(role, model)].map((document) => byDocument(document, act, model.system)),
    ...managed.map((place) => perhaps(place, byManaged(place, act, model))),
    ...lists.flatMap(({ node }) => (node.doubt === null ? [] : [{ answer: node.doubt, by: role }])),
  ];
  return bestOf(answers);
}

function bestOf(answers: readonly Allowed[]): Allowed {
  const yes = answers.filter(({ answer }) => answer === true);
  const certain = yes.find(({ by }) => by === null || by.presence.state === "known") ?? yes[0];
  return certain ?? answers.find(({ answer }) => answer !== false) ?? { answer: false, by: null };
}

/** What a policy allows counts where the list takes it in. */
function perhaps({ doubt, resource }: Place, allowed: Allowed): Allowed {
  return allowed.answer === true && doubt !== null ? { answer: doubt, by: resource } : allowed;
}

function byManaged(place: Place, act: Act, model: WithSystem): Allowed {
  const text = place.node.symbol(ALLOWING_NEITHER);
  if (text.state !== "known") return { answer: text.state === "unresolved" ? text : false, by: place.resource };
  const [, , , , account, path] = text.value.split(":");
  if (account === "aws" && path !== undefined)
    return { answer: ofAws(path.replace(/^policy\//, ""), act, model.system), by: place.resource };
  const target = findNamed(text, place.resource, ["AWS::IAM::ManagedPolicy"], model.system);
  if (target.state === "known") {
    const documents = placesAt(target.value, "PolicyDocument");
    return { by: target.value, answer: bestOf(documents.map((document) => byDocument(document, act, model.system))).answer };
  }
  if (target.state === "unresolved") return { answer: target, by: place.resource };
  const shown = model.system.symbols.display(text.value);
  return {
    answer: unresolved(`policy ${shown} is not defined in the audited stacks, so its permissions are unknown`),
    by: place.resource,
  };
}

function ofAws(path: string, { action, target }: Act, { resolver, symbols }: System): boolean | Unresolved {
  const doubt = resolver.literal(path);
  if (doubt !== null) return doubt;
  const [service = ""] = action.split(":");
  if (HOOKS.test(path) && action === "lambda:InvokeFunction") return target?.name.startsWith(HOOK_NAME) ?? true;
  if (ALMIGHTY.has(path)) return true;
  const known = OF_AWS.get(service);
  if (known?.allowing.test(path) === true) return true;
  return (known?.refusing ?? HARMLESS).test(path)
    ? false
    : unresolved(`the permissions of AWS's policy ${symbols.display(path)} are unknown`);
}

function byDocument(written: Place, act: Act, system: System): Allowed {
  const by = written.resource;
  const node = mapOrText(written.node, system.resolver);
  if (node.doubt !== null) return { answer: node.doubt, by };
  const statements = below({ ...written, node }, "Statement");
  const open = statements.map((place) => place.node.doubt).find((doubt) => doubt !== null);
  return bestOf([
    ...statements.flatMap(items).map((statement) => ({ answer: byStatement(statement, act, system), by })),
    ...(open == null ? [] : [{ answer: open, by }]),
  ]);
}

function byStatement(statement: Place, { action, target }: Act, system: System): boolean | Unresolved {
  const effect = statement.node.at("Effect").text("Allow", "Deny");
  if (effect.state === "known" && effect.value.toLowerCase() !== "allow") return false;
  const on = target === null ? true : byResource(statement, target, system);
  const answer = on === false ? false : byAction(statement, action);
  if (answer !== true) return answer;
  return on === true ? (statement.doubt ?? (effect.state === "unresolved" ? effect : true)) : on;
}

/** Whether a statement's Action or NotAction takes in an action. */
export function byAction(statement: Place, action: string): boolean | Unresolved {
  const isExcepting = !statement.node.at("NotAction").isAbsent;
  return isExcepting ? not(matchAny(below(statement, "NotAction"), action)) : matchAny(below(statement, "Action"), action);
}

function byResource(statement: Place, target: ActionTarget, system: System): boolean | Unresolved {
  const isExcepting = !statement.node.at("NotResource").isAbsent;
  if (isExcepting) return not(takesIn(below(statement, "NotResource"), target, system));
  return statement.node.at("Resource").isAbsent || takesIn(below(statement, "Resource"), target, system);
}

function not(answer: boolean | Unresolved): boolean | Unresolved {
  return typeof answer === "boolean" ? !answer : answer;
}

function matchAny(lists: readonly Place[], action: string): boolean | Unresolved {
  const answers = lists.flatMap(items).map(({ node, doubt }): boolean | Unresolved => {
    const text = node.text();
    if (text.state !== "known") return text.state === "unresolved" ? text : false;
    return matches(text.value, action) && (doubt ?? true);
  });
  const open = lists.map(({ node }) => node.doubt).find((doubt) => doubt !== null) ?? null;
  return answers.includes(true) || (answers.find((answer) => answer !== false) ?? open ?? false);
}

/** `codedeploy:Put*`, whatever the case. */
function matches(pattern: string, action: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`, "i").test(action);
}
