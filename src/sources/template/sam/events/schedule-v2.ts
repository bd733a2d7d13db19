// ScheduleV2 events: an EventBridge Scheduler schedule, and the role with which it invokes its target.
import { isObject, type Json } from "../../../../model/json.ts";
import { type Generated, pick } from "../draft.ts";
import { getAtt, truthy } from "../intrinsics.ts";
import { inlinePolicy, roleFor } from "../role.ts";
import { eventResource, type SamEvent } from "./event.ts";

const kept = [
  "ScheduleExpression",
  "State",
  "Description",
  "StartDate",
  "EndDate",
  "ScheduleExpressionTimezone",
  "GroupName",
  "KmsKeyArn",
];

/** For functions and state machines alike. */
export function expandScheduleV2Event(event: SamEvent): readonly Generated[] {
  const { properties, id } = event;
  const { RoleArn, FlexibleTimeWindow, OmitName, Name } = properties;
  const queue = deadLetterQueue(event);
  const role = truthy(RoleArn) ? null : invocationRole(event, queue?.arn ?? null);
  const name = truthy(Name) ? Name : id;
  const schedule = eventResource(event, "AWS::Scheduler::Schedule", id, {
    ...pick(properties, kept),
    Name: truthy(OmitName) ? undefined : name,
    FlexibleTimeWindow: truthy(FlexibleTimeWindow) ? FlexibleTimeWindow : { Mode: "OFF" },
    Target: {
      Arn: event.target.arn,
      RoleArn: role === null ? RoleArn : getAtt(role.id, "Arn"),
      ...pick(properties, ["Input", "RetryPolicy"]),
      ...(queue !== null && { DeadLetterConfig: { Arn: queue.arn } }),
    },
  });
  return [schedule, queue?.resource ?? null, role].filter((resource) => resource !== null);
}

/** The author's queue, or one that SAM adds. */
function deadLetterQueue(event: SamEvent): { readonly arn: Json; readonly resource: Generated | null } | null {
  const config = event.properties["DeadLetterConfig"];
  if (!isObject(config)) return null;
  const { Arn, QueueLogicalId } = config;
  if (Arn !== undefined && Arn !== null) return { arn: Arn, resource: null };
  const id = typeof QueueLogicalId === "string" ? QueueLogicalId : `${event.id}Queue`;
  return { arn: getAtt(id, "Arn"), resource: eventResource(event, "AWS::SQS::Queue", id, {}) };
}

function invocationRole(event: SamEvent, deadLetter: Json): Generated {
  const isFunction = event.macro.body["Type"] === "AWS::Serverless::Function";
  const [suffix, action] = isFunction
    ? ["LambdaPolicy", "lambda:InvokeFunction"]
    : ["StartExecutionPolicy", "states:StartExecution"];
  const policies = [inlinePolicy(`${event.id}${suffix}`, action, event.target.arn)];
  if (truthy(deadLetter)) policies.push(inlinePolicy(`${event.id}SQSPolicy`, "sqs:SendMessage", deadLetter));
  return roleFor({
    id: `${event.id}Role`,
    service: "scheduler.amazonaws.com",
    shared: event.macro.shared,
    path: event.path,
    policies,
    properties: { PermissionsBoundary: event.properties["PermissionsBoundary"] },
  });
}
