// log-retention: a log group without retention is paid for, month after month, for as long as the account exists.
import * as z from "zod";
import type { Assessment, Observations, Subject } from "../assessment.ts";
import { type OwnedLogGroup, ownedLogGroups, type UncertainLog, uncertainLogs } from "../model/functions/log-retention.ts";
import { defineCheck } from "./define-check.ts";

interface Options {
  readonly maximumDays: number;
}

export default defineCheck<Options>({
  id: "log-retention",
  title: "every log group of a function or an API has a retention period",
  characteristic: "cost",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["function"],
  subjects: "log group of a function or API stage, or function without one",
  severity: "warning",
  options: z.strictObject({
    maximumDays: z.int().min(1).default(365).describe("The longest accepted retention period in days."),
  }),
  *assess(observations) {
    for (const group of ownedLogGroups(observations.model)) {
      const { resource } = group;
      yield judge({ stack: resource.stack, resource, detail: null }, group, observations);
    }
    for (const log of uncertainLogs(observations.model)) yield judgeUncertain(log, observations);
  },
});

function judge(subject: Subject, group: OwnedLogGroup, { options, pass, fail, unknown }: Observations<Options>): Assessment {
  const { resource, owner, content, retentionInDays: retention } = group;
  const maximum = options.maximumDays;
  const evidence = owner === null ? [resource] : [resource, owner];
  const isOfFunction = owner === null || owner.type === "AWS::Lambda::Function";
  const failing = {
    evidence,
    remedy: isOfFunction ? remedy : ofAccessLog,
    at: { resource, path: ["Properties", "RetentionInDays"] },
  };
  if (retention.state === "unresolved")
    return unknown(subject, { message: `the retention of ${content} is unknown`, because: retention, ...failing });
  if (retention.state === "absent")
    return fail(subject, { message: `keeps ${content} forever: it has no RetentionInDays`, lacks: "a retention", ...failing });
  const { value, origin } = retention;
  const measurement = { value, unit: "days", comparator: "<=", threshold: maximum } as const;
  const days = `${value} ${value === 1 ? "day" : "days"}${origin === undefined ? "" : ` (${origin})`}`;
  const message = `keeps ${content} for ${days}`;
  if (value <= maximum) return pass(subject, { message, evidence, measurement });
  return fail(subject, { message: `${message}, above the maximum of ${maximum}`, measurement, ...failing });
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html: Lambda creates the group with the first invocation. */
function judgeUncertain(
  { function: node, group, doubt }: UncertainLog,
  { pass, fail, unknown }: Observations<Options>,
): Assessment {
  const { resource } = node;
  const subject = { stack: resource.stack, resource, detail: null };
  if (group !== null) return pass(subject, { message: `writes to ${group.label}`, evidence: [resource, group] });
  const failing = { evidence: [resource], remedy: withoutGroup, at: { resource, path: ["Properties", "LoggingConfig"] } };
  if (doubt !== null) return unknown(subject, { message: "the retention of its logs is unknown", because: doubt, ...failing });
  return fail(subject, {
    message: "has no log group in the template: Lambda creates one that keeps its logs forever",
    ...failing,
  });
}

const withoutGroup = {
  cdk: "give the function a log group: logGroup: new LogGroup(this, 'Logs', { retention: RetentionDays.THREE_MONTHS })",
  sam: "add an AWS::Logs::LogGroup with RetentionInDays, and set it as the function's LoggingConfig.LogGroup",
  cloudformation: "add an AWS::Logs::LogGroup with RetentionInDays, and set it as the function's LoggingConfig.LogGroup",
};

const ofAccessLog = {
  cdk: "set retention: RetentionDays.THREE_MONTHS on the LogGroup of the access log",
  sam: "set RetentionInDays on the AWS::Logs::LogGroup, e.g. 90",
  cloudformation: "set RetentionInDays on the AWS::Logs::LogGroup, e.g. 90",
};

const remedy = {
  cdk: "set retention: RetentionDays.THREE_MONTHS on the LogGroup, and give it to the function as logGroup",
  sam: "set RetentionInDays on the AWS::Logs::LogGroup, e.g. 90",
  cloudformation: "set RetentionInDays on the AWS::Logs::LogGroup, e.g. 90",
};
