// Schedule, CloudWatchEvent and EventBridgeRule events: a rule, its target, and its dead-letter queue.
import { emptyObject, isObject, type Json, type JsonObject, property } from "../../../../model/json.ts";
import type { Generated, Mutable } from "../draft.ts";
import { getAtt, ref, truthy } from "../intrinsics.ts";
import { eventResource, permission, type SamEvent } from "./event.ts";

/** EventBridge accepts target ids of this length. */
const longestTargetId = 64;

export function functionRule(event: SamEvent): readonly Generated[] {
  return [
    ...ruleResources(event, "LambdaTarget", {}),
    permission(event, { principal: "events.amazonaws.com", sourceArn: getAtt(event.id, "Arn") }),
  ];
}

/** The rule with its dead-letter queue; `further` goes into the target beside its ARN. */
export function ruleResources(event: SamEvent, suffix: string, further: JsonObject): readonly Generated[] {
  const { properties, id } = event;
  const queue = deadLetterQueue(event);
  const target: Mutable = emptyObject();
  target["Arn"] = event.target.arn;
  target["Id"] = property(properties["Target"], "Id") ?? `${id.slice(0, longestTargetId - suffix.length)}${suffix}`;
  Object.assign(target, further);
  for (const key of ["Input", "InputPath", "RetryPolicy", "InputTransformer"]) {
    if (properties[key] !== undefined && properties[key] !== null) target[key] = properties[key];
  }
  if (queue !== null) target["DeadLetterConfig"] = { Arn: queue.arn };
  const isSchedule = event.type === "Schedule";
  const rule = eventResource(event, "AWS::Events::Rule", id, {
    Description: properties["Description"],
    EventBusName: isSchedule ? undefined : properties["EventBusName"],
    EventPattern: isSchedule ? undefined : properties["Pattern"],
    Name: isSchedule ? properties["Name"] : properties["RuleName"],
    ScheduleExpression: isSchedule ? properties["Schedule"] : undefined,
    State: stateOf(properties),
    Targets: [target],
  });
  return [rule, ...(queue?.resources ?? [])];
}

function stateOf({ State, Enabled }: JsonObject): Json | undefined {
  if (Enabled === undefined || Enabled === null) return truthy(State) ? State : undefined;
  return truthy(Enabled) ? "ENABLED" : "DISABLED";
}

interface DeadLetterQueue {
  readonly arn: Json;
  readonly resources: readonly Generated[];
}

/** The author's queue, or one that SAM adds together with a policy that lets the rule write into it. */
function deadLetterQueue(event: SamEvent): DeadLetterQueue | null {
  const config = event.properties["DeadLetterConfig"];
  if (!isObject(config)) return null;
  if (config["Arn"] !== undefined && config["Arn"] !== null) return { arn: config["Arn"], resources: [] };
  const id = typeof config["QueueLogicalId"] === "string" ? config["QueueLogicalId"] : `${event.id}Queue`;
  const statement = {
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: getAtt(id, "Arn"),
    Condition: { ArnEquals: { "aws:SourceArn": getAtt(event.id, "Arn") } },
  };
  return {
    arn: getAtt(id, "Arn"),
    resources: [
      eventResource(event, "AWS::SQS::Queue", id, {}),
      eventResource(event, "AWS::SQS::QueuePolicy", `${event.id}QueuePolicy`, {
        PolicyDocument: { Version: "2012-10-17", Statement: [statement] },
        Queues: [ref(id)],
      }),
    ],
  };
}
