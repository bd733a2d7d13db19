// rollback-alarm: a canary that nobody watches only delays a broken version; an alarm has to stop it and bring the old one back.
import * as z from "zod";
import type { RollbackAlarm } from "../model/alarm.ts";
import type { DeploymentGroupNode } from "../model/deployment-group.ts";
import { rollbackSettingsOf } from "../model/rollback.ts";
import type { Unresolved, Value } from "../model/value.ts";
import { defineCheck, type Remedy } from "./define-check.ts";

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_AlarmConfiguration.html */
const MOST_ALARMS = 10;

export default defineCheck({
  id: "rollback-alarm",
  title: "an alarm stops a deployment and rolls it back",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "function with a deployment group",
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
      const watched = model.alarmIndex.rollbackAlarmsOf(group.value);
      const entries = watched.state === "known" ? watched.value : [];
      const evidence = [...chain, group.value.resource, ...new Set(entries.flatMap(resourceOf))];
      const flaws = flawsOf(group.value, watched, options.minimumAlarms);
      const faults = flaws.filter(({ because }) => because === null);
      const [flaw] = faults.length > 0 ? faults : flaws;
      if (flaw === undefined) {
        yield pass(subject, { message: praise(entries), evidence });
        continue;
      }
      const { message, because, remedy, key } = flaw;
      const at = { resource: group.value.resource, path: ["Properties", key] };
      if (because === null)
        yield fail(subject, { message: faults.map((fault) => fault.message).join("; "), evidence, remedy, at });
      else yield unknown(subject, { message, because, evidence, remedy, at });
    }
  },
});

interface Flaw {
  readonly message: string;
  /** Why it cannot be told whether there is one; null where there certainly is. */
  readonly because: Unresolved | string | null;
  readonly remedy: Remedy;
  /** The property of the deployment group. */
  readonly key: string;
}

function flawsOf(group: DeploymentGroupNode, watched: Value<readonly RollbackAlarm[]>, minimum: number): readonly Flaw[] {
  const [inAlarms, inRollback] = [{ key: "AlarmConfiguration" }, { key: "AutoRollbackConfiguration" }];
  const ofAlarms = { remedy: remedies.alarms, ...inAlarms };
  const { alarmsEnabled, ignoresPollFailure, rollsBackOnAlarm } = rollbackSettingsOf(group);
  if (watched.state === "absent" || (watched.state === "known" && watched.value.length === 0))
    return [{ message: "no alarm stops a deployment", because: null, ...ofAlarms }];
  return [
    ...(watched.state === "unresolved"
      ? [{ message: "which alarms stop a deployment is not known", because: watched, ...ofAlarms }]
      : flawsOfList(watched.value, minimum).map((flaw) => ({ ...flaw, ...ofAlarms }))),
    ...flawOf(alarmsEnabled, true, "its alarms are not enabled", { remedy: remedies.enabled, ...inAlarms }),
    ...flawOf(ignoresPollFailure, false, "a deployment goes on when the state of its alarms cannot be read", {
      remedy: remedies.polling,
      ...inAlarms,
    }),
    ...flawOf(rollsBackOnAlarm, true, "what an alarm stops is not rolled back", { remedy: remedies.rollback, ...inRollback }),
  ];
}

function flawOf(setting: Value<boolean>, wanted: boolean, message: string, about: Pick<Flaw, "remedy" | "key">): readonly Flaw[] {
  if (setting.state === "unresolved") return [{ message: `it is not known whether ${message}`, because: setting, ...about }];
  return setting.state === "known" && setting.value === wanted ? [] : [{ message, because: null, ...about }];
}

/** Alarms that stand elsewhere or cannot be told from here count neither as missing nor as right. */
function flawsOfList(entries: readonly RollbackAlarm[], minimum: number): readonly Pick<Flaw, "message" | "because">[] {
  const missing = entries.flatMap(({ alarm }) => (alarm.state === "missing" ? [alarm.name] : []));
  const flaws: Pick<Flaw, "message" | "because">[] = missing.map((name) => ({
    message: `watches alarm ${name}, which does not exist`,
    because: null,
  }));
  if (entries.length > MOST_ALARMS)
    flaws.push({ message: `watches ${entries.length} alarms, where CodeDeploy allows ${MOST_ALARMS}`, because: null });
  const { size } = new Set(entries.flatMap(resourceOf));
  if (size + missing.length >= minimum) return flaws;
  const [elsewhere] = entries.filter(isElsewhere);
  const message =
    elsewhere === undefined ? `watches ${counted(size)}, where ${minimum} are required` : `watches ${namesOf(entries)}`;
  return [...flaws, { message, because: elsewhere === undefined ? null : doubtAbout(elsewhere) }];
}

const resourceOf = ({ alarm }: RollbackAlarm) => (alarm.state === "known" ? [alarm.value.resource] : []);
const isElsewhere = ({ alarm }: RollbackAlarm) => alarm.state === "external" || alarm.state === "unresolved";
const namesOf = (entries: readonly RollbackAlarm[]) =>
  entries
    .filter(isElsewhere)
    .map(({ name }) => name)
    .join(", ");
const counted = (count: number) => (count === 1 ? "1 alarm" : `${count} alarms`);

function doubtAbout({ alarm, name }: RollbackAlarm): Unresolved | string {
  if (alarm.state === "unresolved") return alarm;
  return `alarm ${name} is defined in none of the audited stacks; audit the stack that defines it together with these`;
}

function praise(entries: readonly RollbackAlarm[]): string {
  const { size } = new Set(entries.flatMap(resourceOf));
  const message =
    size === 1 ? "1 alarm stops a deployment and rolls it back" : `${size} alarms stop a deployment and roll it back`;
  return entries.some(isElsewhere) ? `${message}; defined in none of the audited stacks: ${namesOf(entries)}` : message;
}

const remedies = {
  alarms: {
    cdk: "give the LambdaDeploymentGroup alarms: [new Alarm(this, 'Errors', { metric: alias.metricErrors(), threshold: 1, evaluationPeriods: 1 })]",
    sam: "list an alarm on the function's errors in the DeploymentPreference's Alarms",
    cloudformation:
      "list an alarm on the function's errors in the deployment group's AlarmConfiguration.Alarms, with Enabled: true",
  },
  enabled: {
    cdk: "leave ignoreAlarmConfiguration of the LambdaDeploymentGroup off",
    sam: "list the alarms in the function's DeploymentPreference, which enables them",
    cloudformation: "set AlarmConfiguration.Enabled of the deployment group to true",
  },
  polling: {
    cdk: "leave ignorePollAlarmsFailure of the LambdaDeploymentGroup off",
    sam: "take IgnorePollAlarmFailure out of the deployment group's AlarmConfiguration",
    cloudformation: "take IgnorePollAlarmFailure out of the deployment group's AlarmConfiguration",
  },
  rollback: {
    cdk: "set autoRollback: { deploymentInAlarm: true } on the LambdaDeploymentGroup",
    sam: "use the function's DeploymentPreference, whose groups always roll back on an alarm",
    cloudformation: "enable the deployment group's AutoRollbackConfiguration, with DEPLOYMENT_STOP_ON_ALARM among its Events",
  },
} satisfies Record<string, Remedy>;
