// rollback-alarm: without an alarm a canary only delays a broken version.
import * as z from "zod";
import type { Assessment, Evidence, Finding, Remedy, Subject } from "../assessment.ts";
import type { RollbackAlarm } from "../model/alarms/alarm.ts";
import { growsOrNamesAlarms } from "../model/deployments/configuration-environment.ts";
import { flawsOfGroup, MOST_ALARMS } from "../model/deployments/group-flaws.ts";
import { remedyFor } from "../model/deployments/list-remedies.ts";
import { flawsOfEnvironment, rolesOf } from "../model/deployments/monitor-flaws.ts";
import { MONITOR_REMEDIES } from "../model/deployments/monitor-remedies.ts";
import { rollbackSettingsOf, watchedAlarms } from "../model/deployments/rollback.ts";
import { type ListFlaw, listInWords } from "../model/deployments/rollback-list.ts";
import { flawsOfTriggers, soundTriggersOver, triggersInWords } from "../model/deployments/rollback-triggers.ts";
import { flawsOfRollout, shiftsOrNamesAlarms } from "../model/deployments/rollout-alarms.ts";
import type { Resource } from "../model/resource.ts";
import { known, type Value } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "rollback-alarm",
  title: "an alarm rolls back a deployment",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["deployment-group", "alarm"],
  subjects:
    "function with a deployment group, state machine alias with a DeploymentPreference, AppConfig environment, live stack with rollback triggers",
  severity: "error",
  options: z.strictObject({
    minimumAlarms: z.int().min(1).max(MOST_ALARMS).default(1).describe("Minimum number of alarms on each deployment group."),
  }),
  *assess({ model, options, pass, fail, unknown }) {
    const { minimumAlarms } = options;
    for (const { group, subject, chain } of model.shiftedAliases) {
      if (group.state === "unresolved") {
        const message = "the deployment group that shifts its traffic is unknown";
        yield unknown(subject, { message, because: group, evidence: chain, remedy: remedies.alarms });
        continue;
      }
      const { resource } = group.value;
      const watched = model.alarmIndex.rollbackAlarmsOf(group.value);
      const found = flawsOfGroup(watched, minimumAlarms, rollbackSettingsOf(group.value));
      const flaws = found.map(({ about, ...flaw }) => ({ ...flaw, remedy: remedies[about] }));
      yield judged(subject, { flaws, watched, resource, walked: [...chain, resource] });
    }
    // Where nothing shifts and no alarms are required, progressive-traffic reports everything.
    for (const rollout of model.gradualRollouts.filter(shiftsOrNamesAlarms)) {
      const { subject, chain, resource, alarms: watched } = rollout;
      const about = { remedy: remedies.ofStateMachine, property: "DeploymentPreference.Alarms" };
      const flaws = flawsOfRollout(rollout, minimumAlarms).map((flaw) => ({ ...flaw, ...about }));
      yield judged(subject, { flaws, watched, resource, walked: chain });
    }
    for (const environment of model.configurationEnvironments.filter(growsOrNamesAlarms)) {
      const { subject, resource, deployments, monitors: watched } = environment;
      const found = flawsOfEnvironment(environment, minimumAlarms, model);
      const flaws = found.map(({ about, ...flaw }) => ({ ...flaw, remedy: MONITOR_REMEDIES[about], property: "Monitors" }));
      const walked = [resource, ...deployments.map((each) => each.resource), ...rolesOf(environment)];
      yield judged(subject, {
        flaws,
        watched,
        resource,
        walked,
        words: listInWords(entriesOf(watched), "ALARM or INSUFFICIENT_DATA"),
      });
    }

    for (const rollback of model.stackRollbacks) {
      const { stack, triggers } = rollback;
      const about = { remedy: remedies.ofStack, property: null };
      const flaws = flawsOfTriggers(rollback, model).map((flaw) => ({ ...flaw, ...about }));
      const watched = known(triggers);
      const words = triggersInWords(rollback);
      yield judged({ stack, resource: null, detail: null }, { flaws, watched, resource: null, walked: [], words });
    }

    function judged(subject: Subject, { flaws, watched, resource, walked, words }: Judged): Assessment {
      const entries = entriesOf(watched);
      const evidence = [...walked, ...watchedAlarms(entries).present];
      const faults = flaws.filter(({ because }) => because === null);
      const [flaw] = faults.length > 0 ? faults : flaws;
      if (flaw === undefined) return pass(subject, { message: words ?? listInWords(entries), evidence });
      const { because, property } = flaw;
      const remedy = remedyFor(flaw);
      const at = resource === null || property === null ? {} : { at: { resource, path: ["Properties", ...property.split(".")] } };
      const finding = { ...at, evidence, remedy, ...inWords(faults.length > 0 ? faults : [flaw], subject) };
      return because === null ? fail(subject, finding) : unknown(subject, { ...finding, because });
    }

    /** Where an entry names no alarm, one that CloudFormation watches may still roll the stack back. */
    function inWords(flaws: Judged["flaws"], { of, stack }: Subject): Pick<Finding, "message" | "lacks"> {
      const over = flaws.some(({ isEmpty }) => isEmpty === true) ? soundTriggersOver((of ?? { stack }).stack, model) : null;
      const own = over === null ? null : `has no alarms of its own; ${triggersInWords(over)}`;
      const message = flaws.map((flaw) => (flaw.isEmpty === true && own !== null ? own : flaw.message)).join("; ");
      const [lacks] = over === null ? flaws.map((flaw) => flaw.lacks) : [];
      return lacks === undefined ? { message } : { message, lacks };
    }
  },
});

type Watched = Value<readonly Pick<RollbackAlarm, "name" | "alarm">[]>;

function entriesOf(watched: Watched) {
  return watched.state === "known" ? watched.value : [];
}

interface Judged {
  readonly flaws: readonly (ListFlaw & { readonly remedy: Remedy; readonly property: string | null; readonly lacks?: string })[];
  readonly watched: Watched;
  /** What names the alarms; null for a stack, which no template does. */
  readonly resource: Resource | null;
  readonly walked: readonly (Resource | Evidence)[];
  /** What a list without a flaw does. */
  readonly words?: string;
}

const remedies = {
  ofStack: {
    cdk: "set rollback triggers that exist on the stack: aws cloudformation update-stack --rollback-configuration; cdk deploy keeps them",
    sam: "set rollback triggers that exist on the stack: aws cloudformation update-stack --rollback-configuration; sam deploy keeps them",
    cloudformation: "set rollback triggers that exist on the stack: aws cloudformation update-stack --rollback-configuration",
  },
  ofStateMachine: {
    cdk: "add the name of an alarm on the state machine's metricFailed() to the deploymentPreference of the CfnStateMachineAlias: alarms: [alarm.alarmName]",
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
    cdk: "do not set ignoreAlarmConfiguration on the LambdaDeploymentGroup",
    sam: "list the alarms in the function's DeploymentPreference, which enables them",
    cloudformation: "set AlarmConfiguration.Enabled of the deployment group to true",
  },
  ignoresPollFailure: {
    cdk: "do not set ignorePollAlarmsFailure on the LambdaDeploymentGroup",
    sam: "remove IgnorePollAlarmFailure from the deployment group's AlarmConfiguration",
    cloudformation: "remove IgnorePollAlarmFailure from the deployment group's AlarmConfiguration",
  },
  rollsBackOnAlarm: {
    cdk: "set autoRollback: { deploymentInAlarm: true } on the LambdaDeploymentGroup",
    sam: "use the function's DeploymentPreference, whose groups always roll back on an alarm",
    cloudformation: "enable the deployment group's AutoRollbackConfiguration, with DEPLOYMENT_STOP_ON_ALARM among its Events",
  },
} satisfies Record<string, Remedy>;
