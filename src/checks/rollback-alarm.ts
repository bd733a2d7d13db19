// rollback-alarm: a canary that nobody watches only delays a broken version; an alarm has to stop it and bring the old one back.
import * as z from "zod";
import type { Assessment, Evidence, Remedy, Subject } from "../assessment.ts";
import type { RollbackAlarm } from "../model/alarms/alarm.ts";
import type { ConfigurationEnvironment } from "../model/deployments/configuration-environment.ts";
import { flawsOfGroup, MOST_ALARMS } from "../model/deployments/group-flaws.ts";
import { flawsOfEnvironment, rolesOf } from "../model/deployments/monitor-flaws.ts";
import { rollbackSettingsOf, watchedAlarms } from "../model/deployments/rollback.ts";
import { type ListFlaw, listInWords } from "../model/deployments/rollback-list.ts";
import { flawsOfRollout } from "../model/deployments/rollout-alarms.ts";
import type { Resource } from "../model/resource.ts";
import type { Value } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "rollback-alarm",
  title: "an alarm stops a deployment and rolls it back",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["deployment-group", "alarm"],
  subjects: "function with a deployment group, state machine alias with a DeploymentPreference, AppConfig environment",
  severity: "error",
  options: z.strictObject({
    minimumAlarms: z.int().min(1).max(MOST_ALARMS).default(1).describe("Minimum number of alarms on each deployment group."),
  }),
  *assess({ model, options, pass, fail, unknown }) {
    const { minimumAlarms } = options;
    for (const { group, subject, chain } of model.shiftedAliases) {
      if (group.state === "unresolved") {
        const message = "the deployment group that shifts its traffic is not known";
        yield unknown(subject, { message, because: group, evidence: chain, remedy: remedies.alarms });
        continue;
      }
      const { resource } = group.value;
      const watched = model.alarmIndex.rollbackAlarmsOf(group.value);
      const found = flawsOfGroup(watched, minimumAlarms, rollbackSettingsOf(group.value));
      const flaws = found.map(({ about, ...flaw }) => ({ ...flaw, remedy: remedies[about] }));
      yield judged(subject, { flaws, watched, resource, walked: [...chain, resource] });
    }
    for (const rollout of model.gradualRollouts) {
      const { subject, chain, resource, alarms: watched, configuration } = rollout;
      // Where nothing shifts and nobody asks for alarms, progressive-traffic says all there is to say.
      const isAtOnce = configuration.state === "known" && configuration.value.kind === "all-at-once";
      if (isAtOnce && watched.state === "absent") continue;
      const about = { remedy: remedies.ofStateMachine, property: "DeploymentPreference.Alarms" };
      const flaws = flawsOfRollout(rollout, minimumAlarms).map((flaw) => ({ ...flaw, ...about }));
      yield judged(subject, { flaws, watched, resource, walked: chain });
    }
    for (const environment of model.configurationEnvironments) {
      const { subject, resource, deployments, monitors: watched } = environment;
      if (isAllAtOnce(environment) && watched.state === "absent") continue;
      const found = flawsOfEnvironment(environment, minimumAlarms, model);
      const flaws = found.map(({ about, ...flaw }) => ({ ...flaw, remedy: ofEnvironment[about], property: "Monitors" }));
      const walked = [resource, ...deployments.map((each) => each.resource), ...rolesOf(environment)];
      yield judged(subject, { flaws, watched, resource, walked, states: "ALARM or INSUFFICIENT_DATA" });
    }

    function judged(subject: Subject, { flaws, watched, resource, walked, states }: Judged): Assessment {
      const entries = watched.state === "known" ? watched.value : [];
      const evidence = [...walked, ...watchedAlarms(entries).present];
      const faults = flaws.filter(({ because }) => because === null);
      const [flaw] = faults.length > 0 ? faults : flaws;
      if (flaw === undefined) return pass(subject, { message: listInWords(entries, states), evidence });
      const { because, property, ...said } = flaw;
      const finding = { ...said, evidence, at: { resource, path: ["Properties", ...property.split(".")] } };
      if (because !== null) return unknown(subject, { ...finding, because });
      return fail(subject, { ...finding, message: faults.map(({ message }) => message).join("; ") });
    }
  },
});

function isAllAtOnce({ deployments }: ConfigurationEnvironment): boolean {
  const all = deployments.map(({ strategy }) => strategy.state === "known" && strategy.value.kind === "all-at-once");
  return all.length > 0 && all.every(Boolean);
}

interface Judged {
  readonly flaws: readonly (ListFlaw & { readonly remedy: Remedy; readonly property: string; readonly lacks?: string })[];
  readonly watched: Value<readonly Pick<RollbackAlarm, "name" | "alarm">[]>;
  /** What names the alarms. */
  readonly resource: Resource;
  readonly walked: readonly (Resource | Evidence)[];
  /** In which an alarm rolls back. */
  readonly states?: string;
}

const remedies = {
  ofStateMachine: {
    cdk: "list the name of an alarm on the state machine's metricFailed() in the deploymentPreference of the CfnStateMachineAlias: alarms: [alarm.alarmName]",
    sam: "list the name of an alarm on the state machine's ExecutionsFailed in its DeploymentPreference's Alarms",
    cloudformation: "list the name of an alarm on the state machine's ExecutionsFailed in DeploymentPreference.Alarms",
  },
  alarms: {
    cdk: "give the LambdaDeploymentGroup alarms: [new Alarm(this, 'Errors', { metric: alias.metricErrors(), threshold: 1, evaluationPeriods: 1 })]",
    sam: "list an alarm on the function's errors in the DeploymentPreference's Alarms",
    cloudformation:
      "list an alarm on the function's errors in the deployment group's AlarmConfiguration.Alarms, with Enabled: true",
  },
  alarmsEnabled: {
    cdk: "leave ignoreAlarmConfiguration of the LambdaDeploymentGroup off",
    sam: "list the alarms in the function's DeploymentPreference, which enables them",
    cloudformation: "set AlarmConfiguration.Enabled of the deployment group to true",
  },
  ignoresPollFailure: {
    cdk: "leave ignorePollAlarmsFailure of the LambdaDeploymentGroup off",
    sam: "take IgnorePollAlarmFailure out of the deployment group's AlarmConfiguration",
    cloudformation: "take IgnorePollAlarmFailure out of the deployment group's AlarmConfiguration",
  },
  rollsBackOnAlarm: {
    cdk: "set autoRollback: { deploymentInAlarm: true } on the LambdaDeploymentGroup",
    sam: "use the function's DeploymentPreference, whose groups always roll back on an alarm",
    cloudformation: "enable the deployment group's AutoRollbackConfiguration, with DEPLOYMENT_STOP_ON_ALARM among its Events",
  },
} satisfies Record<string, Remedy>;

const alike = (text: string): Remedy => ({ cdk: text, sam: text, cloudformation: text });

const ofEnvironment = {
  alarms: {
    cdk: "give the Environment monitors: [Monitor.fromCloudWatchAlarm(alarm)], with an alarm on what reads the configuration",
    sam: "list an alarm on what reads the configuration in the environment's Monitors, with AlarmArn and AlarmRoleArn",
    cloudformation: "list an alarm on what reads the configuration in the environment's Monitors, with AlarmArn and AlarmRoleArn",
  },
  ARN: alike("give AlarmArn of the environment's Monitors the ARN of the alarm: !GetAtt Alarm.Arn"),
  actions: alike(
    "enable the alarm's actions (ActionsEnabled): AppConfig does not roll back on an alarm whose actions are disabled",
  ),
  role: {
    cdk: "leave out the alarmRole of Monitor.fromCloudWatchAlarm: the CDK then creates one that may read the alarm",
    sam: "give the Monitor an AlarmRoleArn: a role that appconfig.amazonaws.com may assume, with cloudwatch:DescribeAlarms on *",
    cloudformation:
      "give the Monitor an AlarmRoleArn: a role that appconfig.amazonaws.com may assume, with cloudwatch:DescribeAlarms on *",
  },
  time: alike("give the deployment strategy a DeploymentDurationInMinutes and a FinalBakeTimeInMinutes above 0"),
} satisfies Record<string, Remedy>;
