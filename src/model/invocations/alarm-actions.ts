// Alarms that invoke a function when they change their state.
import { orDefault } from "../value.ts";
import type { Candidate, Family } from "./candidate.ts";
import { EACH, placesAlong } from "./place.ts";

const LISTS = ["AlarmActions", "OKActions", "InsufficientDataActions"];

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html */
export const alarmActions: Family = ({ system }) =>
  system.resourcesOf("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm").flatMap((alarm) => {
    const enabled = orDefault(alarm.property("ActionsEnabled").boolean(), true);
    return LISTS.flatMap((list) => placesAlong(alarm, [list, EACH])).map(
      (place): Candidate => ({ kind: "alarm-action", detail: null, place, certain: false, enabled }),
    );
  });
