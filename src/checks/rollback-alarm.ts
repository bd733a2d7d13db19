// rollback-alarm: a canary that nobody watches only delays a broken version; an alarm has to stop it and bring the old one back.
import * as z from "zod";
import type { Assessment, Evidence, Remedy, Subject } from "../assessment.ts";
import type { RollbackAlarm } from "../model/alarms/alarm.ts";
import { type RollbackSettings, rollbackSettingsOf, watchedAlarms } from "../model/deployments/rollback.ts";
import { flawsOfList, listInWords } from "../model/deployments/rollback-list.ts";
import { flawsOfRollout } from "../model/deployments/rollout-alarms.ts";
import type { Resource } from "../model/resource.ts";
import type { Unresolved, Value } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_AlarmConfiguration.html */
const MOST_ALARMS = 10;

export default defineCheck({
  id: "rollback-alarm",
  title: "an alarm stops a deployment and rolls it back",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["deployment-group", "alarm"],
  subjects: "function with a deployment group, state machine alias with a DeploymentPreference",
  severity: "error",
  options: z.strictObject({
    minimumAlarms: z.int().min(1).max(MOST_ALARMS).default(1).describe("Alarms that each deployment group watches, at least."),
  }),
  *assess({ model, options, pass, fail, unknown }) {
    for (const { group, subject, chain } of model.shiftedAliases) {
      if (group.state === "unresolved") {
        const message = "the deployment group that shifts its traffic is not known";
        yield unknown(subject, { message, because: group, evidence: chain, remedy: remedies.alarms });
        continue;
      }
      const { resource } = group.value;
      const watched = model.alarmIndex.rollbackAlarmsOf(group.value);
      const flaws = flawsOf(watched, options.minimumAlarms, rollbackSettingsOf(group.value));
      yield judged(subject, { flaws, watched, resource, walked: [...chain, resource] });
    }
    for (const rollout of model.gradualRollouts) {
      const { subject, chain, resource, alarms: watched, configuration } = rollout;
      // Where nothing shifts and nobody asks for alarms, progressive-traffic says all there is to say.
      const isAtOnce = configuration.state === "known" && configuration.value.kind === "all-at-once";
      if (isAtOnce && watched.state === "absent") continue;
      const about = { remedy: remedies.ofStateMachine, property: "DeploymentPreference.Alarms" };
      const flaws = flawsOfRollout(rollout, options.minimumAlarms).map((flaw) => ({ ...flaw, ...about }));
      yield judged(subject, { flaws, watched, resource, walked: chain });
    }

    function judged(subject: Subject, { flaws, watched, resource, walked }: Judged): Assessment {
      const entries = watched.state === "known" ? watched.value : [];
      const evidence = [...walked, ...watchedAlarms(entries).present];
      const faults = flaws.filter(({ because }) => because === null);
      const [flaw] = faults.length > 0 ? faults : flaws;
      if (flaw === undefined) return pass(subject, { message: listInWords(entries), evidence });
      const { because, property, ...said } = flaw;
      const finding = { ...said, evidence, at: { resource, path: ["Properties", ...property.split(".")] } };
      if (because !== null) return unknown(subject, { ...finding, because });
      return fail(subject, { ...finding, message: faults.map(({ message }) => message).join("; ") });
    }
  },
});

interface Judged {
  readonly flaws: readonly Flaw[];
  readonly watched: Value<readonly Pick<RollbackAlarm, "name" | "alarm">[]>;
  /** What names the alarms. */
  readonly resource: Resource;
  readonly walked: readonly (Resource | Evidence)[];
}

interface Flaw {
  readonly message: string;
  /** Why unknown whether there is one; null where there certainly is. */
  readonly because: Unresolved | string | null;
  readonly remedy: Remedy;
  /** Of what names the alarms. */
  readonly property: string;
  readonly lacks?: string;
}

function flawsOf(watched: Value<readonly RollbackAlarm[]>, minimum: number, settings: RollbackSettings): readonly Flaw[] {
  const about = { remedy: remedies.alarms, property: "AlarmConfiguration" };
  if (watched.state === "absent" || (watched.state === "known" && watched.value.length === 0))
    return [{ message: "no alarm stops a deployment", lacks: "a rollback alarm", because: null, ...about }];
  const ofList =
    watched.state === "unresolved"
      ? [{ message: "which alarms stop a deployment is not known", because: watched }]
      : flawsOfList(watched.value, { minimum, most: MOST_ALARMS, service: "CodeDeploy" });
  return [...ofList.map((flaw) => ({ ...flaw, ...about })), ...SWITCHES.flatMap((each) => flawOf(settings[each.name], each))];
}

interface Switch {
  readonly name: keyof RollbackSettings;
  readonly wanted: boolean;
  readonly fault: string;
  readonly property: string;
}

function flawOf(setting: RollbackSettings[Switch["name"]], { name, wanted, fault, property }: Switch): readonly Flaw[] {
  const about = { remedy: remedies[name], property };
  if (setting.state === "unresolved") return [{ message: `its ${property} is not known`, because: setting, ...about }];
  return setting.value === wanted ? [] : [{ message: fault, because: null, ...about }];
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

const SWITCHES: readonly Switch[] = [
  { name: "alarmsEnabled", wanted: true, fault: "its alarms are not enabled", property: "AlarmConfiguration.Enabled" },
  {
    name: "ignoresPollFailure",
    wanted: false,
    fault: "a deployment goes on when its alarms cannot be read",
    property: "AlarmConfiguration.IgnorePollAlarmFailure",
  },
  {
    name: "rollsBackOnAlarm",
    wanted: true,
    fault: "what an alarm stops is not rolled back",
    property: "AutoRollbackConfiguration",
  },
];
