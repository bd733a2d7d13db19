// A change as CDK code: the constructs that it is made in, with nothing but what changes.
import { missingSwitches } from "../../model/deployments/rollback.ts";
import type { ReadDeployment } from "../read/deployment.ts";
import { isRollout, type Playable, type ReadRollout } from "../read/rollout.ts";
import type { ThresholdRule } from "../scenario.ts";
import type { AlarmEdits, Change, NamedShift, PreferenceEdits } from "./change.ts";
import { cdkShift } from "./words.ts";

export function cdkCode(changes: readonly Change[], read: Playable): string {
  const shift = isRollout(read) ? preferenceLines(changes) : groupLines(changes, read);
  return [...changes.flatMap((change) => alarmLines(change, read)), ...shift].join("\n");
}

function groupLines(changes: readonly Change[], read: Playable): readonly string[] {
  const lines = changes.flatMap((change) => linesInGroup(change, read));
  return lines.length === 0 ? [] : ["new LambdaDeploymentGroup(this, '…', {", ...indented(lines), "});"];
}

/** Of a state machine alias. */
function preferenceLines(changes: readonly Change[]): readonly string[] {
  const lines = changes.flatMap((change): readonly string[] => {
    if (change.kind === "preference") return editedLines(change.edits);
    return change.kind === "new-alarm" ? ["alarms: [rollbackFailures.alarmName], // beside the existing alarms"] : [];
  });
  if (lines.length === 0) return [];
  return ["new CfnStateMachineAlias(this, '…', {", "  deploymentPreference: {", ...indented(indented(lines)), "  },", "});"];
}

function editedLines(edits: PreferenceEdits): readonly string[] {
  return Object.entries(edits).map(([name, value]) => `${name.toLowerCase()}: ${JSON.stringify(value).replaceAll('"', "'")},`);
}

function switchesOf(read: Playable): readonly string[] {
  const missing = isRollout(read) || read.group === null ? [] : missingSwitches(read.group);
  const lines = { alarms: "ignoreAlarmConfiguration: false,", rollback: "autoRollback: { deploymentInAlarm: true }," };
  return missing.map((each) => lines[each]);
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function linesInGroup(change: Change, read: Playable): readonly string[] {
  switch (change.kind) {
    case "shift":
      return [`deploymentConfig: ${shiftOf(change.shift)},`];
    case "rollback":
      return switchesOf(read);
    case "new-alarm":
      return ["alarms: [rollbackErrors], // beside the existing alarms"];
    case "unwatch":
      return [`alarms: [], // the existing alarms without ${read.scenario.alarms[change.place]?.name ?? "…"}`];
    default:
      return [];
  }
}

function shiftOf({ name, percent, interval }: NamedShift): string {
  if (name !== null) return cdkShift(name);
  const routing = `TrafficRouting.timeBasedCanary({ interval: Duration.minutes(${interval}), percentage: ${percent} })`;
  return `new LambdaDeploymentConfig(this, 'Shift', { trafficRouting: ${routing} })`;
}

function alarmLines(change: Change, read: Playable): readonly string[] {
  if (change.kind === "new-alarm") return isRollout(read) ? newExecutionsAlarm(change, read) : newAlarm(change, read);
  if (change.kind !== "alarm") return [];
  const name = read.scenario.alarms[change.place]?.name ?? "…";
  return [`new Alarm(this, '…', { // ${name}`, ...indented(propertiesOf(change.edits, read)), "});"];
}

function propertiesOf(edits: AlarmEdits, read: Playable): readonly string[] {
  const { level, statistic, periodMinutes, threshold, evaluationPeriods, datapointsToAlarm, missing } = edits;
  const number = (name: string, value: number | undefined): readonly string[] =>
    value === undefined ? [] : [`${name}: ${value},`];
  return [
    ...(level === undefined || isRollout(read) ? [] : [`// each of its metrics with ${dimensionsOf(read)}`]),
    ...(statistic === undefined ? [] : [`// its metric with statistic: "${statistic}"`]),
    ...(periodMinutes === undefined ? [] : [`// each of its metrics with period: Duration.minutes(${periodMinutes})`]),
    ...number("threshold", threshold),
    ...number("evaluationPeriods", evaluationPeriods),
    ...number("datapointsToAlarm", datapointsToAlarm),
    ...(missing === undefined ? [] : ["treatMissingData: TreatMissingData.NOT_BREACHING,"]),
  ];
}

function dimensionsOf({ shifted: { alias } }: ReadDeployment): string {
  const resource = `\`\${fn.functionName}:${alias.label}\``;
  return `dimensionsMap: { FunctionName: fn.functionName, Resource: ${resource}, ExecutedVersion: fn.currentVersion.version }`;
}

type NewAlarm = Change & { readonly kind: "new-alarm" };

function newAlarm({ level, rule }: NewAlarm, read: ReadDeployment): readonly string[] {
  const metric =
    level === "alias"
      ? "alias.metricErrors({ period: Duration.minutes(1) })"
      : `new Metric({ namespace: 'AWS/Lambda', metricName: 'Errors', statistic: 'Average', period: Duration.minutes(1), ${dimensionsOf(read)} })`;
  return constructOf("rollbackErrors", "RollbackErrors", metric, rule);
}

function newExecutionsAlarm({ rule }: NewAlarm, { rollout: { subject } }: ReadRollout): readonly string[] {
  const dimensions = `dimensionsMap: { StateMachineArn: stateMachine.stateMachineArn, Alias: '${subject.detail}' }`;
  const metric = `new Metric({ namespace: 'AWS/States', metricName: 'ExecutionsFailed', statistic: 'Sum', period: Duration.minutes(1), ${dimensions} })`;
  return constructOf("rollbackFailures", "RollbackFailures", metric, rule);
}

function constructOf(variable: string, id: string, metric: string, rule: ThresholdRule): readonly string[] {
  const { threshold, evaluationPeriods, datapointsToAlarm } = rule;
  return [
    `const ${variable} = new Alarm(this, '${id}', {`,
    ...indented([
      `metric: ${metric},`,
      "comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,",
      `threshold: ${threshold},`,
      `evaluationPeriods: ${evaluationPeriods},`,
      `datapointsToAlarm: ${datapointsToAlarm},`,
      "treatMissingData: TreatMissingData.NOT_BREACHING,",
    ]),
    "});",
  ];
}
