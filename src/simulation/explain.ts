// Why a deployment is not stopped, in words, and what to do about it in the language of its source.
import type { Unresolved } from "../model/value.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { asSentence, bareReason } from "./reason.ts";

/** Of one deployment. */
export type Why =
  | Diagnosis
  | { readonly kind: "no-alarm" }
  | { readonly kind: "all-at-once" }
  /** `reason` is a sentence without its subject, the group. */
  | { readonly kind: "not-rolled-back"; readonly reason: string }
  /** Too few of the requests meet it before the shift ends. */
  | { readonly kind: "sparse"; readonly requestsPerMinute: number; readonly requestsMet: number }
  /** A healthy version is rolled back by the same alarms, with this probability. */
  | { readonly kind: "healthy-as-well"; readonly healthyRollbacks: number; readonly byMissingData: string | null }
  | { readonly kind: "unknown"; readonly reason: string; readonly doubt: Unresolved | null };

/** What to do, by the language of the source. */
export interface Advice {
  readonly cdk: string;
  readonly sam: string;
  readonly cloudformation: string;
}

/** Completes «not rolled back: …». @param endMinute where the shift ends */
export function explain(why: Why, endMinute: number | null): string {
  switch (why.kind) {
    case "no-alarm":
      return "its deployment group watches no alarm";
    case "all-at-once":
      return "all of the traffic shifts at once, before any alarm can fire";
    case "not-rolled-back":
      return why.reason;
    case "sparse":
      return `at ${number(why.requestsPerMinute)} requests a minute about ${number(why.requestsMet)} of them meet it before the shift ends, which is too few for its alarms`;
    case "healthy-as-well":
      return healthyAsWell(why);
    case "unknown":
      return why.reason;
    case "always-on":
      return `${why.alarm} is in ALARM on healthy traffic and blocks every deployment, because ${
        why.byMissingData ? "it treats missing data as breaching" : "its condition holds without a failure"
      }`;
    case "not-simulated":
      return `${why.alarm} is not simulated: ${asSentence(bareReason(why.reason))}`;
    default:
      return `${why.alarm} ${moment(why)}, because ${cause(why, endMinute)}`;
  }
}

type Late = Extract<Diagnosis, { readonly kind: "too-long" | "diluted" | "unreachable" | "elsewhere" }>;

function healthyAsWell({ healthyRollbacks, byMissingData }: Why & { readonly kind: "healthy-as-well" }): string {
  const because = byMissingData === null ? "" : `, because ${byMissingData} treats missing data as breaching`;
  return `its alarms roll back ${number(healthyRollbacks * 100)} % of healthy versions as well${because}`;
}

function moment(why: Late): string {
  const minute = "minute" in why ? why.minute : null;
  return minute === null ? "never enters ALARM" : `enters ALARM only at minute ${minute}`;
}

function cause(why: Late, endMinute: number | null): string {
  switch (why.kind) {
    case "too-long":
      return slowness(why, endMinute ?? 0);
    case "diluted":
      return `${why.member === null ? "" : `for member ${why.member} `}${dilution(why)}${alsoSlow(why, endMinute ?? 0)}`;
    case "unreachable":
      return unreachable(why);
    case "elsewhere":
      return `it ${why.what}`;
  }
}

function unreachable({ errorRate, isComposite, atRate }: Why & { readonly kind: "unreachable" }): string {
  if (isComposite) return "its rule does not hold, whatever a broken version does";
  if (atRate !== null) {
    const { requestsPerMinute, reached, threshold, periodMinutes } = atRate;
    return `${number(requestsPerMinute)} requests a minute make ${number(reached)} in ${minutes(periodMinutes)} even with all of the traffic, and its threshold is ${number(threshold)}`;
  }
  return errorRate === 1
    ? "not even a version that fails every request meets its condition"
    : `a version that fails ${number(errorRate * 100)} % of its requests does not meet its condition, not even with all of the traffic`;
}

function slowness({ needed, window }: Why & { readonly kind: "too-long" }, endMinute: number): string {
  const shift = `the shift takes ${minutes(endMinute)}`;
  if (needed === null)
    return `its window${window === null ? "" : ` (${window})`} is not full before days have passed, and ${shift}`;
  return `it needs ${minutes(needed)}${window === null ? "" : ` (${window} and the delay of its metric)`}, and ${shift}`;
}

function dilution(why: Why & { readonly kind: "diluted" }): string {
  const { percent, reached, threshold, isRate, isDownward, isStepwise, errorRate, requestsPerMinute } = why;
  const of = requestsPerMinute === null ? "the traffic" : `${number(requestsPerMinute)} requests a minute`;
  const share = `${number(percent)} % of ${of}`;
  const unit = isRate && !isStepwise ? " %" : "";
  const made = errorRate === 1 ? share : `${share}, of which ${number(errorRate * 100)} % fails,`;
  if (isStepwise) return `with ${share} its expression comes to ${number(reached)}, and its threshold is ${number(threshold)}`;
  if (isDownward)
    return `${made} only brings its value down to ${number(reached)}${unit}, and its threshold is ${number(threshold)}${unit}`;
  if (!isRate) return `${made} makes ${number(reached)}, and its threshold is ${number(threshold)}`;
  return `${made} cannot make a rate ${number(reached) === number(threshold) ? "above" : "of"} ${number(threshold)} %`;
}

function alsoSlow({ needed }: Why & { readonly kind: "diluted" }, endMinute: number): string {
  return needed === null
    ? ""
    : `; even all of the traffic would need ${minutes(needed)}, and the shift takes ${minutes(endMinute)}`;
}

/** What to do about it. */
export function advice(why: Why): Advice {
  switch (why.kind) {
    case "too-long":
      return tooLong(why);
    case "diluted":
      return diluted(why);
    case "always-on":
      return why.byMissingData
        ? missingData(why.alarm)
        : same(`give ${why.alarm} a threshold that healthy traffic does not meet`);
    case "elsewhere":
      return watchErrors(why.alarm);
    case "unreachable":
      return why.isComposite
        ? same(`write the AlarmRule of ${why.alarm} so that an alarm on the errors of the alias sets it off by itself`)
        : same(`lower the threshold of ${why.alarm} to what such a version reaches`);
    case "not-simulated":
      return same(
        `watch the errors of the alias with a plain alarm besides ${why.alarm}: AWS/Lambda Errors, Sum over one minute, 1 or more`,
      );
    case "sparse":
      return SPARSE;
    case "all-at-once":
      return ALL_AT_ONCE;
    case "not-rolled-back":
      return NOT_ROLLED_BACK;
    default:
      return NO_ALARM;
  }
}

function same(text: string): Advice {
  return { cdk: text, sam: text, cloudformation: text };
}

/** AWS's own canaries, by their minutes. */
const CANARIES = [5, 10, 15, 30];

function tooLong({ alarm, needed, isComposite }: Extract<Why, { readonly kind: "too-long" }>): Advice {
  const enough = CANARIES.find((each) => needed !== null && each > needed);
  const longer = (named: (minutes: number) => string, own: string): string =>
    `or shift for ${needed === null ? "longer" : `more than ${minutes(needed)}`}${enough === undefined ? ` by ${own}` : ` (${named(enough)})`}`;
  const slow = isComposite ? `the alarms that ${alarm} is composed of` : alarm;
  return {
    cdk: `shorten ${slow} to evaluationPeriods: 1 and a period of one minute, ${longer(
      (each) => `LambdaDeploymentConfig.CANARY_10PERCENT_${each}MINUTES`,
      "a LambdaDeploymentConfig of your own",
    )}`,
    sam: `shorten ${slow} to EvaluationPeriods: 1 and Period: 60, ${longer(
      (each) => `Type: Canary10Percent${each}Minutes`,
      "an AWS::CodeDeploy::DeploymentConfig of your own",
    )}`,
    cloudformation: `shorten ${slow} to EvaluationPeriods: 1 and Period: 60, ${longer(
      (each) => `CodeDeployDefault.LambdaCanary10Percent${each}Minutes`,
      "an AWS::CodeDeploy::DeploymentConfig of your own",
    )}`,
  };
}

function diluted({ alarm, member, reached, percent, isRate, isDownward }: Extract<Why, { readonly kind: "diluted" }>): Advice {
  const name = member ?? alarm;
  const lower = `or set its threshold ${isDownward ? "above" : "below"} ${number(reached)}${isRate ? " %" : ""}, which ${number(percent)} % of the traffic makes`;
  const dimensions = "FunctionName, Resource (name:alias) and ExecutedVersion";
  return {
    cdk: `have ${name} watch the new version alone (dimensionsMap with ${dimensions}: version.version), ${lower}`,
    sam: `have ${name} watch the new version alone (dimensions ${dimensions}: !GetAtt <Function>.Version.Version), ${lower}`,
    cloudformation: `have ${name} watch the new version alone (dimensions ${dimensions}: !GetAtt <Version>.Version), ${lower}`,
  };
}

function missingData(alarm: string): Advice {
  return {
    cdk: `set treatMissingData: TreatMissingData.NOT_BREACHING on ${alarm}`,
    sam: `set TreatMissingData: notBreaching on ${alarm}`,
    cloudformation: `set TreatMissingData: notBreaching on ${alarm}`,
  };
}

function watchErrors(alarm: string): Advice {
  const dimensions = "FunctionName (the function's name) and Resource (name:alias)";
  return {
    cdk: `have ${alarm} watch alias.metricErrors()`,
    sam: `have ${alarm} watch AWS/Lambda Errors with the dimensions ${dimensions}`,
    cloudformation: `have ${alarm} watch AWS/Lambda Errors with the dimensions ${dimensions}`,
  };
}

const SPARSE: Advice = {
  cdk: "shift for longer or step by step (LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_10MINUTES), or send synthetic requests through the alias while it shifts",
  sam: "shift for longer or step by step (Type: Linear10PercentEvery10Minutes), or send synthetic requests through the alias while it shifts",
  cloudformation:
    "shift for longer or step by step (CodeDeployDefault.LambdaLinear10PercentEvery10Minutes), or send synthetic requests through the alias while it shifts",
};

const ALL_AT_ONCE: Advice = {
  cdk: "give the LambdaDeploymentGroup a canary or linear configuration: deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES",
  sam: "set the DeploymentPreference's Type to a canary or linear one such as Canary10Percent5Minutes",
  cloudformation:
    "set the deployment group's DeploymentConfigName to a canary or linear one such as CodeDeployDefault.LambdaCanary10Percent5Minutes",
};

const NOT_ROLLED_BACK: Advice = {
  cdk: "set autoRollback: { deploymentInAlarm: true } on the LambdaDeploymentGroup and leave ignoreAlarmConfiguration off",
  sam: "list the alarms in the function's DeploymentPreference, whose groups always roll back on an alarm",
  cloudformation:
    "set AlarmConfiguration.Enabled of the deployment group, and enable its AutoRollbackConfiguration with DEPLOYMENT_STOP_ON_ALARM among its Events",
};

const NO_ALARM: Advice = {
  cdk: "give the LambdaDeploymentGroup alarms: [new Alarm(this, 'Errors', { metric: alias.metricErrors(), threshold: 1, evaluationPeriods: 1 })]",
  sam: "list an alarm on the function's errors in the DeploymentPreference's Alarms",
  cloudformation:
    "list an alarm on the function's errors in the deployment group's AlarmConfiguration.Alarms, with Enabled: true",
};

function minutes(value: number): string {
  return `${number(value)} ${value === 1 ? "minute" : "minutes"}`;
}

/** Three digits tell what there is to be told. */
function number(value: number): string {
  return String(value >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}
