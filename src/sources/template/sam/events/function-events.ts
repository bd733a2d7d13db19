// Which expander serves which type of a function's events.
import type { Draft, Generated, Macro } from "../draft.ts";
import { expandApiEvent } from "./api.ts";
import { type EventExpander, eventsOf, inOrderOfPaths, permission, type Target } from "./event.ts";
import { expandHttpApiEvent } from "./http-api.ts";
import { expandBucketEvent, expandUserPoolEvent } from "./linked.ts";
import { expandMappingEvent } from "./mapping.ts";
import { expandIotEvent, expandLogsEvent } from "./push.ts";
import { functionRule } from "./rule.ts";
import { expandScheduleV2Event } from "./schedule-v2.ts";
import { expandTopicEvent } from "./topic.ts";

const expanders = new Map<string, EventExpander>([
  [
    "AlexaSkill",
    (event) => [permission(event, { principal: "alexa-appkit.amazon.com", eventSourceToken: event.properties["SkillId"] })],
  ],
  ["Api", expandApiEvent],
  ["CloudWatchEvent", functionRule],
  ["CloudWatchLogs", expandLogsEvent],
  ["Cognito", expandUserPoolEvent],
  ["DocumentDB", expandMappingEvent],
  ["DynamoDB", expandMappingEvent],
  ["EventBridgeRule", functionRule],
  ["HttpApi", expandHttpApiEvent],
  ["IoTRule", expandIotEvent],
  ["Kinesis", expandMappingEvent],
  ["MQ", expandMappingEvent],
  ["MSK", expandMappingEvent],
  ["S3", expandBucketEvent],
  ["SNS", expandTopicEvent],
  ["SQS", expandMappingEvent],
  ["Schedule", functionRule],
  ["ScheduleV2", expandScheduleV2Event],
  ["SelfManagedKafka", expandMappingEvent],
]);

export const functionEventTypes: ReadonlySet<string> = new Set(expanders.keys());

export function expandFunctionEvents(draft: Draft, macro: Macro, target: Target, role: Generated): readonly Generated[] {
  return inOrderOfPaths(eventsOf({ draft, macro, target, role })).flatMap((event) => expanders.get(event.type)?.(event) ?? []);
}
