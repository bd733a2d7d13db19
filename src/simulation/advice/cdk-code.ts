// A change as CDK code: the constructs that it is made in, with nothing but what changes.
import type { ReadDeployment, ReadScenario } from "../read/deployment.ts";
import type { AlarmEdits, Change, NamedShift } from "./change.ts";
import { cdkShift } from "./words.ts";

type Readable = ReadDeployment & { readonly scenario: ReadScenario };

export function cdkCode(changes: readonly Change[], read: Readable): string {
  const ofGroup = changes.flatMap((change) => groupLines(change, read));
  const group = ofGroup.length === 0 ? [] : ["new LambdaDeploymentGroup(this, '…', {", ...indented(ofGroup), "});"];
  return [...changes.flatMap((change) => alarmLines(change, read)), ...group].join("\n");
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function groupLines(change: Change, read: Readable): readonly string[] {
  switch (change.kind) {
    case "shift":
      return [`deploymentConfig: ${shiftOf(change.shift)},`];
    case "rollback":
      return ["ignoreAlarmConfiguration: false,", "autoRollback: { deploymentInAlarm: true },"];
    case "new-alarm":
      return ["alarms: [rollbackErrors], // besides those that are there"];
    case "unwatch":
      return [`alarms: [], // those that are there, without ${read.scenario.alarms[change.place]?.name ?? "…"}`];
    case "alarm":
      return [];
  }
}

function shiftOf({ name, percent, interval }: NamedShift): string {
  if (name !== null) return cdkShift(name);
  const routing = `TrafficRouting.timeBasedCanary({ interval: Duration.minutes(${interval}), percentage: ${percent} })`;
  return `new LambdaDeploymentConfig(this, 'Shift', { trafficRouting: ${routing} })`;
}

function alarmLines(change: Change, read: Readable): readonly string[] {
  if (change.kind === "new-alarm") return newAlarm(change, read);
  if (change.kind !== "alarm") return [];
  const name = read.scenario.alarms[change.place]?.name ?? "…";
  return [`new Alarm(this, '…', { // ${name}`, ...indented(propertiesOf(change.edits, read)), "});"];
}

function propertiesOf(edits: AlarmEdits, read: Readable): readonly string[] {
  const { level, periodMinutes, threshold, evaluationPeriods, datapointsToAlarm, missing } = edits;
  const number = (name: string, value: number | undefined): readonly string[] =>
    value === undefined ? [] : [`${name}: ${value},`];
  return [
    ...(level === undefined ? [] : [`// each of its metrics with ${dimensionsOf(read)}`]),
    ...(periodMinutes === undefined ? [] : [`// each of its metrics with period: Duration.minutes(${periodMinutes})`]),
    ...number("threshold", threshold),
    ...number("evaluationPeriods", evaluationPeriods),
    ...number("datapointsToAlarm", datapointsToAlarm),
    ...(missing === undefined ? [] : ["treatMissingData: TreatMissingData.NOT_BREACHING,"]),
  ];
}

function dimensionsOf({ shifted: { alias } }: Readable): string {
  const resource = `\`\${fn.functionName}:${alias.label}\``;
  return `dimensionsMap: { FunctionName: fn.functionName, Resource: ${resource}, ExecutedVersion: fn.currentVersion.version }`;
}

function newAlarm({ level, rule }: Change & { readonly kind: "new-alarm" }, read: Readable): readonly string[] {
  const { threshold, evaluationPeriods, datapointsToAlarm } = rule;
  const metric =
    level === "alias"
      ? "alias.metricErrors({ period: Duration.minutes(1) })"
      : `new Metric({ namespace: 'AWS/Lambda', metricName: 'Errors', statistic: 'Average', period: Duration.minutes(1), ${dimensionsOf(read)} })`;
  return [
    "const rollbackErrors = new Alarm(this, 'RollbackErrors', {",
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
