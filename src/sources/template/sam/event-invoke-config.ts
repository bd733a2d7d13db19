// EventInvokeConfig: retries and destinations of asynchronous invocations, with the queue or topic that SAM adds for them.
import { isObject, type Json, type JsonObject, property } from "../../../model/json.ts";
import type { PublishedAlias } from "./alias.ts";
import { type Draft, type Generated, generated, type Macro } from "./draft.ts";
import { getAtt, ifArguments, isNoValue, ref, textOf, truthy } from "./intrinsics.ts";
import { digest } from "./logical-id.ts";
import { inlinePolicy } from "./role.ts";

interface EventInvoke {
  readonly resources: readonly Generated[];
  /** What the function's role must be allowed to reach its destinations. */
  readonly policies: readonly JsonObject[];
}

const actions: { readonly [type: string]: readonly [suffix: string, action: string] } = {
  SQS: ["SQSPolicy", "sqs:SendMessage"],
  SNS: ["SNSPolicy", "sns:publish"],
  EventBridge: ["EventBridgePolicy", "events:PutEvents"],
  Lambda: ["LambdaPolicy", "lambda:InvokeFunction"],
  S3Bucket: ["S3Policy", "s3:PutObject"],
};

export function eventInvokeResources(draft: Draft, macro: Macro, published: PublishedAlias | null): EventInvoke {
  const config = macro.properties["EventInvokeConfig"];
  if (!isObject(config) || !truthy(config)) return { resources: [], policies: [] };
  const id = `${macro.id}EventInvokeConfig`;
  const path = ["Properties", "EventInvokeConfig"];
  const wanted = config["DestinationConfig"];
  const found = ["OnSuccess", "OnFailure"].flatMap((event) => {
    const destination = property(wanted, event);
    return isObject(destination) ? [{ event, ...destinationOf(draft, macro, destination, `${id}${event}`) }] : [];
  });
  const invoke = generated(
    "AWS::Lambda::EventInvokeConfig",
    id,
    {
      DestinationConfig: Object.fromEntries(found.map(({ event, destination }) => [event, { Destination: destination }])),
      FunctionName: ref(macro.id),
      MaximumEventAgeInSeconds: config["MaximumEventAgeInSeconds"],
      MaximumRetryAttempts: config["MaximumRetryAttempts"],
      Qualifier: published?.name ?? "$LATEST",
    },
    { attributes: macro.attributes, path, dependsOn: published === null ? undefined : [published.alias.id] },
  );
  const added = found.map(({ resource }) => resource).filter((resource) => resource !== null);
  return { resources: [...added, invoke], policies: found.flatMap(({ policies }) => policies) };
}

interface Destination {
  readonly destination: Json;
  readonly resource: Generated | null;
  readonly policies: readonly JsonObject[];
}

/** The author's destination, or the queue or topic that SAM adds where there is none, also in one branch of an `Fn::If`. */
function destinationOf(draft: Draft, macro: Macro, wanted: JsonObject, id: string): Destination {
  const { destination, resource } = addedDestination(draft, macro, wanted, id) ?? {
    destination: wanted["Destination"] ?? null,
    resource: null,
  };
  const [suffix, action] = actions[textOf(wanted["Type"])] ?? [];
  const policies = suffix === undefined || action === undefined ? [] : [inlinePolicy(`${id}${suffix}`, action, destination)];
  return { destination, resource, policies };
}

function addedDestination(
  draft: Draft,
  macro: Macro,
  wanted: JsonObject,
  id: string,
): { readonly destination: Json; readonly resource: Generated } | null {
  const given = wanted["Destination"];
  const { condition, other } = whereMissing(draft, macro, given);
  const isMissing = given === undefined || given === null || condition !== null;
  const isQueue = wanted["Type"] === "SQS";
  if (!isMissing || (!isQueue && wanted["Type"] !== "SNS")) return null;
  const both = bothConditions(draft, macro, condition);
  const attributes = both === null ? macro.shared : { ...macro.shared, Condition: both };
  const options = { attributes, path: ["Properties", "EventInvokeConfig", "DestinationConfig"] };
  const resource = isQueue
    ? generated("AWS::SQS::Queue", `${id}Queue`, {}, options)
    : generated("AWS::SNS::Topic", `${id}Topic`, {}, options);
  const own = isQueue ? getAtt(resource.id, "Arn") : ref(resource.id);
  return { destination: condition === null ? own : { "Fn::If": [condition, own, other] }, resource };
}

/** The condition under which a destination is missing, and what it is else. */
function whereMissing(draft: Draft, macro: Macro, given: Json | undefined): { condition: string | null; other: Json } {
  const branches = ifArguments(given);
  const [condition, whenTrue, whenFalse] = branches ?? [null, null, null];
  if (typeof condition !== "string" || isNoValue(whenTrue) === isNoValue(whenFalse)) return { condition: null, other: null };
  if (isNoValue(whenTrue)) return { condition, other: whenFalse };
  const negated = `NOT${condition}${digest(`${macro.id}EventInvokeConfig`)}`;
  draft.conditions[negated] = { "Fn::Not": [{ Condition: condition }] };
  return { condition: negated, other: whenTrue };
}

function bothConditions(draft: Draft, macro: Macro, condition: string | null): string | null {
  if (condition === null || macro.condition === null) return condition ?? macro.condition;
  const name = `${macro.condition}AND${condition}${digest(macro.id)}`;
  draft.conditions[name] = { "Fn::And": [{ Condition: macro.condition }, { Condition: condition }] };
  return name;
}
