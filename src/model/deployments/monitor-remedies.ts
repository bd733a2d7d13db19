// What helps where an alarm of an AppConfig environment rolls nothing back, in the language that the environment is written in.
import type { MonitorFlaw } from "./monitor-flaws.ts";

const alike = (text: string) => ({ cdk: text, sam: text, cloudformation: text });

export const MONITOR_REMEDIES = {
  alarms: {
    cdk: "give the Environment monitors: [Monitor.fromCloudWatchAlarm(alarm)], with an alarm on the functions that read the configuration",
    sam: "list an alarm on the functions that read the configuration in the environment's Monitors, with AlarmArn and AlarmRoleArn",
    cloudformation:
      "list an alarm on the functions that read the configuration in the environment's Monitors, with AlarmArn and AlarmRoleArn",
  },
  ARN: alike("set AlarmArn in the environment's Monitors to the ARN of the alarm: !GetAtt Alarm.Arn"),
  actions: alike(
    "enable the alarm's actions (ActionsEnabled): AppConfig does not roll back on an alarm whose actions are disabled",
  ),
  role: {
    cdk: "omit the alarmRole of Monitor.fromCloudWatchAlarm: the CDK then creates one that may read the alarm",
    sam: "give the Monitor an AlarmRoleArn: a role that appconfig.amazonaws.com may assume, with cloudwatch:DescribeAlarms on *",
    cloudformation:
      "give the Monitor an AlarmRoleArn: a role that appconfig.amazonaws.com may assume, with cloudwatch:DescribeAlarms on *",
  },
  time: alike("give the deployment strategy a DeploymentDurationInMinutes and a FinalBakeTimeInMinutes above 0"),
} satisfies Record<MonitorFlaw["about"], ReturnType<typeof alike>>;
