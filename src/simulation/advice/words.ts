// A change in words, in the language of the source.
import { missingSwitches, type RollbackSwitch } from "../../model/deployments/rollback.ts";
import type { Advice } from "../explain.ts";
import { figure } from "../figure.ts";
import { isRollout, type Playable } from "../read/rollout.ts";
import type { AlarmEdits, Change, NamedShift, PreferenceEdits } from "./change.ts";
import type { Advised, Effect, Search } from "./search.ts";

type Language = keyof Advice;

const LANGUAGES: readonly Language[] = ["cdk", "sam", "cloudformation"];

/** What to do, and what was played with it. @param otherwise where no change was found */
export function adviceOf({ found, tried }: Search, read: Playable, otherwise = noneOf(tried)): Advice {
  return inEach((language) => (found === null ? otherwise : sentenceOf(found, read, language)));
}

function inEach(say: (language: Language) => string): Advice {
  const [cdk = "", sam = "", cloudformation = ""] = LANGUAGES.map(say);
  return { cdk, sam, cloudformation };
}

/** @param minute of the rollback; null where it is not mentioned */
export function shiftAdvice(shift: NamedShift, minute: number | null): Advice {
  const then = minute === null ? "" : `: then a broken version is rolled back at minute ${figure(minute)}`;
  return inEach((language) => `${SHIFT[language](shift)}${then}`);
}

function noneOf(tried: number): string {
  return `none of the ${tried} simulated changes to its alarms and traffic shift is enough`;
}

function sentenceOf({ changes, effect }: Advised, read: Playable, language: Language): string {
  return `${changesInWords(changes, read, language)}: then ${effectInWords(effect)}`;
}

/** `it is rolled back at minute 2` */
export function effectInWords({ minute, probability, healthyRollbacks }: Effect): string {
  if (probability === null) return `it is rolled back at minute ${figure(minute)}`;
  const healthy = healthyRollbacks === null ? "" : `, a healthy one with ${share(healthyRollbacks)}`;
  return `it is rolled back with a probability of ${share(probability)}, mostly at minute ${figure(minute)}${healthy}`;
}

function share(value: number): string {
  return `${figure(value * 100)} %`;
}

export function changesInWords(changes: readonly Change[], read: Playable, language: Language): string {
  return changes.flatMap((change) => changeInWords(change, read, language)).join(", and ");
}

function changeInWords(change: Change, read: Playable, language: Language): string | readonly string[] {
  const { alarms } = read.scenario;
  switch (change.kind) {
    case "alarm":
      return editsInWords(alarms[change.place]?.name ?? "", change.edits, language);
    case "shift":
      return SHIFT[language](change.shift);
    case "preference":
      return preferenceInWords(change.edits, language);
    case "new-alarm":
      return `${change.level === "executions" ? NAMED_ALARM[language] : NEW_ALARM[language]} ${conditionOf(change)}`;
    case "unwatch":
      return `remove ${alarms[change.place]?.name ?? ""} from ${LISTS[language]}`;
    case "rollback":
      return rollbackInWords(read, language);
  }
}

function editsInWords(name: string, { level, ...edits }: AlarmEdits, language: Language): string {
  const set = propertiesOf(edits).map(([property, value]) =>
    language === "cdk"
      ? `${PROPERTIES[property].cdk}: ${cdkValue(property, value)}`
      : `${PROPERTIES[property].cfn}: ${cfnValue(property, value)}`,
  );
  const watch = level === undefined ? [] : [`let ${name} watch the new version only (${DIMENSIONS[language]})`];
  return [...watch, ...(set.length === 0 ? [] : [`set ${set.join(" and ")} on ${name}`])].join(", and ");
}

type Property = Exclude<keyof AlarmEdits, "level">;

const PROPERTIES: Readonly<Record<Property, { readonly cdk: string; readonly cfn: string }>> = {
  statistic: { cdk: "statistic", cfn: "Statistic" },
  threshold: { cdk: "threshold", cfn: "Threshold" },
  periodMinutes: { cdk: "period", cfn: "Period" },
  evaluationPeriods: { cdk: "evaluationPeriods", cfn: "EvaluationPeriods" },
  datapointsToAlarm: { cdk: "datapointsToAlarm", cfn: "DatapointsToAlarm" },
  missing: { cdk: "treatMissingData", cfn: "TreatMissingData" },
};

function propertiesOf(edits: Omit<AlarmEdits, "level">): readonly (readonly [Property, number | string])[] {
  return (Object.keys(PROPERTIES) as Property[]).flatMap((property) => {
    const value = edits[property];
    return value === undefined ? [] : [[property, value] as const];
  });
}

function cdkValue(property: Property, value: number | string): string {
  if (property === "periodMinutes") return `Duration.minutes(${value})`;
  if (property === "statistic") return `"${value}"`;
  return property === "missing" ? "TreatMissingData.NOT_BREACHING" : String(value);
}

function cfnValue(property: Property, value: number | string): string {
  return property === "periodMinutes" ? String(Number(value) * 60) : String(value);
}

const DIMENSIONS: Readonly<Record<Language, string>> = {
  cdk: "dimensionsMap with FunctionName, Resource (name:alias) and ExecutedVersion: version.version",
  sam: "dimensions FunctionName, Resource (name:alias) and ExecutedVersion: !GetAtt <Function>.Version.Version",
  cloudformation: "dimensions FunctionName, Resource (name:alias) and ExecutedVersion: !GetAtt <Version>.Version",
};

const SHIFT: Readonly<Record<Language, (shift: NamedShift) => string>> = {
  cdk: (shift) =>
    shift.name === null
      ? `give the LambdaDeploymentGroup a custom LambdaDeploymentConfig: ${own(shift)}`
      : `set deploymentConfig: ${cdkShift(shift.name)} on the LambdaDeploymentGroup`,
  sam: (shift) =>
    shift.name === null
      ? `set the DeploymentPreference's Type to a custom AWS::CodeDeploy::DeploymentConfig: ${own(shift)}`
      : `set the DeploymentPreference's Type: ${shift.name}`,
  cloudformation: (shift) =>
    shift.name === null
      ? `set the group's DeploymentConfigName to a custom AWS::CodeDeploy::DeploymentConfig: ${own(shift)}`
      : `set the group's DeploymentConfigName: CodeDeployDefault.Lambda${shift.name}`,
};

function own({ percent, interval }: NamedShift): string {
  return `a canary of ${percent} % for ${interval} minutes`;
}

/** `Canary10Percent5Minutes` → `LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES` */
export function cdkShift(name: string): string {
  const words = name.replace(/^(Canary|Linear)(10Percent)(Every)?(\d+Minutes?)$/, (_, kind, percent, every, minutes) =>
    [kind, percent, every, minutes].filter(Boolean).join("_"),
  );
  return `LambdaDeploymentConfig.${words.toUpperCase()}`;
}

/** `set Interval: 5 in the DeploymentPreference` */
function preferenceInWords(edits: PreferenceEdits, language: Language): string {
  const set = Object.entries(edits).map(([property, value]) =>
    language === "cdk" ? `${property.toLowerCase()}: ${JSON.stringify(value)}` : `${property}: ${value}`,
  );
  const place = language === "cdk" ? "deploymentPreference of the CfnStateMachineAlias" : "DeploymentPreference";
  return `set ${set.join(" and ")} in the ${place}`;
}

const NAMED_ALARM: Readonly<Record<Language, string>> = {
  cdk: "add one alarm to the alarms of the CfnStateMachineAlias's deploymentPreference, on",
  sam: "add one alarm to the DeploymentPreference's Alarms, on",
  cloudformation: "add one alarm to the DeploymentPreference's Alarms, on",
};

const LISTS: Readonly<Record<Language, string>> = {
  cdk: "the LambdaDeploymentGroup's alarms",
  sam: "the DeploymentPreference's Alarms",
  cloudformation: "the group's AlarmConfiguration.Alarms",
};

const NEW_ALARM: Readonly<Record<Language, string>> = {
  cdk: "add to the LambdaDeploymentGroup's alarms an alarm on",
  sam: "add to the DeploymentPreference's Alarms an alarm on",
  cloudformation: "add to the group's AlarmConfiguration.Alarms an alarm on",
};

const MEASURES: Readonly<Record<(Change & { readonly kind: "new-alarm" })["level"], string>> = {
  alias: "the Sum of AWS/Lambda Errors of the alias",
  version: "the Average of Errors of the new version",
  executions: "the Sum of AWS/States ExecutionsFailed of the alias",
};

function conditionOf({ level, rule }: Change & { readonly kind: "new-alarm" }): string {
  const { threshold, evaluationPeriods, datapointsToAlarm } = rule;
  const measure = MEASURES[level];
  const windows = evaluationPeriods === 1 ? "one minute" : `${datapointsToAlarm} of ${evaluationPeriods} minutes`;
  return `${measure} in ${windows}, ${threshold} or more`;
}

/** SAM's groups always roll back on an alarm; they and those of the CDK watch their alarms once there are any. */
function rollbackInWords(read: Playable, language: Language): readonly string[] {
  if (isRollout(read) || read.group === null || read.group.resource.facts.generatedFrom !== null) return [];
  const isSwitchedOff = (each: RollbackSwitch): boolean =>
    each === "rollback" || language !== "cdk" || read.scenario.alarms.length > 0;
  return missingSwitches(read.group)
    .filter(isSwitchedOff)
    .map((each) => SWITCHES[language === "cdk" ? "cdk" : "cloudformation"][each]);
}

const SWITCHES: Readonly<Record<"cdk" | "cloudformation", Readonly<Record<RollbackSwitch, string>>>> = {
  cdk: {
    alarms: "set ignoreAlarmConfiguration: false on the LambdaDeploymentGroup",
    rollback: "set autoRollback: { deploymentInAlarm: true } on the LambdaDeploymentGroup",
  },
  cloudformation: {
    alarms: "set AlarmConfiguration.Enabled: true on the deployment group",
    rollback: "enable the deployment group's AutoRollbackConfiguration with DEPLOYMENT_STOP_ON_ALARM among its Events",
  },
};
