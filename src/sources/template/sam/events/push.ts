// CloudWatchLogs and IoTRule events.
import { type Generated, pick } from "../draft.ts";
import { ref, sub, truthy } from "../intrinsics.ts";
import { eventResource, permission, type SamEvent } from "./event.ts";

export function expandLogsEvent(event: SamEvent): readonly Generated[] {
  const { LogGroupName } = event.properties;
  const arn = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${__LogGroupName__}:*";
  const sourceArn = sub(arn, { __LogGroupName__: LogGroupName });
  const granted = permission(event, { principal: "logs.amazonaws.com", sourceArn });
  const filter = { ...pick(event.properties, ["LogGroupName", "FilterPattern"]), DestinationArn: event.target.arn };
  return [granted, eventResource(event, "AWS::Logs::SubscriptionFilter", event.id, filter, [granted.id])];
}

export function expandIotEvent(event: SamEvent): readonly Generated[] {
  const { Sql, AwsIotSqlVersion } = event.properties;
  const arn = "arn:${AWS::Partition}:iot:${AWS::Region}:${AWS::AccountId}:rule/${RuleName}";
  const granted = permission(event, {
    principal: "iot.amazonaws.com",
    sourceArn: sub(arn, { RuleName: ref(event.id) }),
    sourceAccount: sub("${AWS::AccountId}"),
  });
  const payload = {
    Sql,
    RuleDisabled: false,
    Actions: [{ Lambda: { FunctionArn: event.target.arn } }],
    ...(truthy(AwsIotSqlVersion) && { AwsIotSqlVersion }),
  };
  return [granted, eventResource(event, "AWS::IoT::TopicRule", event.id, { TopicRulePayload: payload })];
}
