// The strict schema of a snapshot file.
import * as z from "zod";
import type { Answers, Ask, AskKind } from "../../model/observed/ask.ts";
import { isHistory } from "../../model/observed/metric-history.ts";

const text = z.string();
const texts = z.record(text, text);

const resource = z.strictObject({ logicalId: text, physicalId: text.nullable(), type: text, status: text });

const stack = z.strictObject({
  name: text.min(1),
  id: text.min(1),
  region: text,
  account: text,
  status: text,
  statusReason: text.nullable(),
  template: text,
  parameters: texts,
  tags: texts,
  outputs: texts,
  resources: z.array(resource),
  rollback: z
    .strictObject({ monitoringMinutes: z.number().min(0), triggers: z.array(z.strictObject({ arn: text, type: text })).min(1) })
    .exactOptional(),
  conditions: z.record(text, z.boolean()).exactOptional(),
  parent: z.strictObject({ stack: text, logicalId: text }).nullable(),
});

const unseen = z.strictObject({
  state: z.literal("unseen"),
  reason: text,
  action: text.nullable(),
  cause: z.enum(["cut-short", "no-answer", "refused"]).exactOptional(),
  remedy: text.exactOptional(),
});

/** The whole but its answers, whose values depend on what is asked. */
export const recordingSchema = z.strictObject({
  version: z.literal(1),
  takenAt: z.iso.datetime(),
  locator: text,
  stacks: z.array(stack).min(1),
  answers: z.record(text, z.union([z.strictObject({ state: z.literal("seen"), value: z.unknown() }), unseen])),
  notes: z.array(text),
});

const settings = z.record(text, z.unknown());

const functionStatus = z.strictObject({
  state: text.nullable(),
  stateReason: text.nullable(),
  lastUpdate: text.nullable(),
  lastUpdateReason: text.nullable(),
});

const functionState = z.strictObject({
  runtime: text.nullable(),
  memoryMegabytes: z.number(),
  timeoutSeconds: z.number(),
  architecture: text,
  tracing: text,
  deadLetterArn: text.nullable(),
  roleArn: text,
  codeSha256: text,
  lastModified: text,
  settings: settings.exactOptional(),
  status: functionStatus.exactOptional(),
});

const aliasState = z.strictObject({
  name: text,
  version: text,
  description: text.nullable().exactOptional(),
  weights: z.record(text, z.number()),
});

const deploymentState = z.strictObject({
  id: text,
  status: text,
  createdAt: text,
  completedAt: text.nullable(),
  configurationName: text.nullable(),
  creator: text.nullable(),
  errorCode: text.nullable(),
  errorMessage: text.nullable(),
  rollback: z.strictObject({ rollbackId: text.nullable(), triggeringId: text.nullable(), message: text.nullable() }).nullable(),
});

const alarmState = z.strictObject({
  kind: z.enum(["metric", "composite", "log"]),
  arn: text,
  state: text,
  stateReason: text.nullable(),
  stateUpdatedAt: text.nullable(),
  evaluationState: text.nullable(),
  actionsEnabled: z.boolean(),
  alarmActions: z.array(text),
  properties: z.record(text, z.unknown()),
});

/** By the kind of the question. */
export const answerSchemas: { readonly [Kind in AskKind]: z.ZodType<Answers[Kind]> } = {
  function: functionState.nullable(),
  aliases: z.array(aliasState).nullable(),
  versions: z.array(z.strictObject({ version: text, lastModified: text, codeSha256: text })).nullable(),
  "event-invoke-config": z
    .strictObject({
      maximumRetryAttempts: z.number().nullable(),
      maximumEventAgeSeconds: z.number().nullable(),
      onFailureArn: text.nullable(),
      onSuccessArn: text.nullable(),
    })
    .nullable(),
  "account-settings": z.strictObject({ concurrentExecutions: z.number(), unreservedConcurrentExecutions: z.number() }),
  "deployment-group": z
    .strictObject({
      configurationName: text,
      alarmsEnabled: z.boolean(),
      ignoresPollFailure: z.boolean(),
      alarmNames: z.array(text),
      rollbackEnabled: z.boolean(),
      rollbackEvents: z.array(text),
      lastAttempted: text.exactOptional(),
      settings: settings.exactOptional(),
    })
    .nullable(),
  deployments: z.array(deploymentState),
  "deployment-configuration": z
    .strictObject({ kind: z.enum(["canary", "linear", "all-at-once"]), percent: z.number(), intervalMinutes: z.number() })
    .nullable(),
  alarm: alarmState.nullable(),
  metric: z.strictObject({ from: z.number(), to: z.number(), times: z.array(z.number()), values: z.array(z.number()) }),
  "metric-history": z
    .strictObject({ from: z.number(), minutes: z.int().positive(), values: text })
    .refine(isHistory, "its values do not match its timestamps"),
  tags: texts.nullable(),
};

const ofStack = { stack: text };
const ofFunction = { ...ofStack, functionName: text };
const ofMetric = {
  ...ofStack,
  namespace: text,
  metricName: text,
  dimensions: z.array(z.tuple([text, text])),
  statistic: text,
  windowSeconds: z.number(),
};
const ofGroup = { ...ofStack, application: text, group: text };

export const askSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("function"), ...ofFunction }),
  z.strictObject({ kind: z.literal("aliases"), ...ofFunction }),
  z.strictObject({ kind: z.literal("versions"), ...ofFunction }),
  z.strictObject({ kind: z.literal("event-invoke-config"), ...ofFunction, qualifier: text }),
  z.strictObject({ kind: z.literal("account-settings"), ...ofStack }),
  z.strictObject({ kind: z.literal("deployment-group"), ...ofGroup }),
  z.strictObject({ kind: z.literal("deployments"), ...ofGroup }),
  z.strictObject({ kind: z.literal("deployment-configuration"), ...ofStack, name: text }),
  z.strictObject({ kind: z.literal("alarm"), ...ofStack, name: text }),
  z.strictObject({ kind: z.literal("metric"), ...ofMetric, periodSeconds: z.number() }),
  z.strictObject({ kind: z.literal("metric-history"), ...ofMetric }),
  z.strictObject({ kind: z.literal("tags"), ...ofStack, arn: text }),
]) satisfies z.ZodType<Ask>;
