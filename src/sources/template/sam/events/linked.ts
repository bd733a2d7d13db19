// Events that are written into the resource they come from: bucket notifications and user pool triggers.
import { SAM_EVENT } from "../../../../model/invocations/sam-event.ts";
import { isObject, type Json, type JsonObject, property } from "../../../../model/json.ts";
import { type Generated, type Mutable, mapUnder, propertiesOf } from "../draft.ts";
import { getAtt, ref, truthy, underCondition } from "../intrinsics.ts";
import { tagList } from "../tags.ts";
import { permission, type SamEvent } from "./event.ts";

export function expandBucketEvent(event: SamEvent): readonly Generated[] {
  const granted = permission(event, { principal: "s3.amazonaws.com", sourceAccount: ref("AWS::AccountId") });
  const bucket = linkedResource(event, "Bucket");
  if (bucket === null) return [granted];
  waitForPermission(bucket, granted, event.macro.condition);
  propagateToBucket(event);
  const notifications = mapUnder(propertiesOf(bucket), "NotificationConfiguration");
  const present = listOf(notifications["LambdaConfigurations"]);
  const known = new Set(present.map(withoutMark));
  const added = listOf(event.properties["Events"])
    .map((type) => notification(event, type))
    .filter((item) => !known.has(withoutMark(item)));
  notifications["LambdaConfigurations"] = [...present, ...added];
  return [granted];
}

/** The model learns from which event it is. */
function notification(event: SamEvent, type: Json): Json {
  const filter = event.properties["Filter"];
  const configuration: JsonObject = {
    Function: event.target.arn,
    ...(filter === undefined || filter === null ? {} : { Filter: filter }),
    Event: type,
    [SAM_EVENT]: markOf(event),
  };
  return underCondition(event.macro.condition, configuration);
}

function markOf(event: SamEvent): JsonObject {
  return { function: event.macro.id, event: event.name };
}

/** For SAM two notifications are the same whichever events they are from. */
function withoutMark(notification: Json): string {
  return JSON.stringify(notification, (key, value) => (key === SAM_EVENT ? undefined : value));
}

/** PropagateTags reaches the author's bucket too; of several functions with events on it the last one decides. */
function propagateToBucket(event: SamEvent): void {
  const { Tags, PropagateTags } = event.macro.properties;
  const bucketId = property(event.properties["Bucket"], "Ref");
  if (typeof bucketId !== "string") return;
  event.draft.bucketTags.set(bucketId, truthy(PropagateTags) && truthy(Tags) ? tagList(Tags) : null);
}

/** S3 checks the permission when it sets the notification; DependsOn cannot be conditional, so a tag creates the dependency. */
function waitForPermission(bucket: Mutable, granted: Generated, condition: string | null): void {
  if (condition === null) {
    bucket["DependsOn"] = [...new Set([...listOf(bucket["DependsOn"]), granted.id])];
    return;
  }
  const properties = propertiesOf(bucket);
  const value = { "Fn::If": [condition, ref(granted.id), "no dependency"] };
  properties["Tags"] = [...listOf(properties["Tags"]), { Key: `sam:ConditionalDependsOn:${granted.id}`, Value: value }];
}

export function expandUserPoolEvent(event: SamEvent): readonly Generated[] {
  const pool = event.properties["UserPool"];
  const poolId = isObject(pool) ? pool["Ref"] : null;
  const sourceArn = typeof poolId === "string" ? getAtt(poolId, "Arn") : undefined;
  const granted = permission(event, { principal: "cognito-idp.amazonaws.com", sourceArn, prefix: `${event.target.id}Cognito` });
  const resource = linkedResource(event, "UserPool");
  if (resource === null) return [granted];
  const triggers = mapUnder(propertiesOf(resource), "LambdaConfig");
  for (const trigger of listOf(event.properties["Trigger"])) {
    if (typeof trigger !== "string" || Object.hasOwn(triggers, trigger)) continue;
    triggers[trigger] = event.target.arn;
    mapUnder(triggers, SAM_EVENT)[trigger] = markOf(event);
  }
  return [granted];
}

/** The resource of the same template that the event names. */
function linkedResource(event: SamEvent, name: string): Mutable | null {
  const reference = event.properties[name];
  const id = isObject(reference) ? reference["Ref"] : null;
  const resource = typeof id === "string" ? event.draft.resources.get(id) : undefined;
  if (resource !== undefined) return resource;
  event.draft.notes.push(
    `${event.macro.id}: event ${event.name} does not reference a ${name} of this template, so the SAM transform rejects it; only its permission was read`,
  );
  return null;
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
