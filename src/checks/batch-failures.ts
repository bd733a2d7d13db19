// batch-failures: one bad message brings back the whole batch, and what had succeeded is done again.
import type { Remedy } from "../assessment.ts";
import { type Batch, batchOf, type Retries, retriesOf } from "../model/messages/batch.ts";
import { type EventSource, type EventSourceKind, isInUse } from "../model/messages/event-source.ts";
import type { Model } from "../model/model.ts";
import { type SamOrigin, samOriginOf } from "../model/sam-origin.ts";
import type { Unresolved } from "../model/value.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "batch-failures",
  title: "one failed message does not cause a retry of its entire batch",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "event source mapping of a queue or stream with more than one message in a batch",
  severity: "off",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    for (const source of model.eventSources.filter((each) => isSubject(each) && isInUse(each, model))) {
      const { resource } = source;
      const origin = samOriginOf(resource, model.system);
      const { resource: named, detail } = origin ?? { resource, detail: null };
      const subject = { stack: resource.stack, resource: named, detail };
      const { message, fits, because } = judge(source, batchOf(source));
      const finding = { message, evidence: [resource] };
      const remains = { remedy: remedyFor(source, isOfTopic(origin, model)), at: { resource, path: ["Properties"] } };
      if (because !== null) yield unknown(subject, { ...finding, ...remains, because });
      else yield fits ? pass(subject, finding) : fail(subject, { ...finding, ...remains });
    }
  },
});

/** Of Amazon MQ and Amazon DocumentDB Lambda can only give a whole batch again. */
const KINDS: readonly EventSourceKind[] = ["queue", "kinesis", "dynamodb", "kafka"];

function isSubject(source: EventSource): boolean {
  const { kind } = source;
  const { size } = batchOf(source);
  const isSingle = size.state === "known" && size.value <= 1;
  return !isSingle && (kind.state === "unresolved" || (kind.state === "known" && KINDS.includes(kind.value)));
}

function isQueue({ kind, isStream }: EventSource): boolean {
  return kind.state === "known" ? kind.value === "queue" : !isStream;
}

interface Judgement {
  readonly message: string;
  readonly fits: boolean;
  readonly because: Unresolved | null;
}

function judge(source: EventSource, batch: Batch): Judgement {
  const retries: Retries = isQueue(source) ? { kind: "unlimited", isWritten: false } : retriesOf(source);
  const relief = reliefOf(source, batch, retries);
  if (relief !== null) return { message: relief, fits: true, because: null };
  const of = batch.size.state === "known" ? `of up to ${batch.size.value} ` : "";
  const message = isQueue(source)
    ? `all messages of a batch ${of}return to the queue if one of them fails`
    : `the entire batch ${of}is retried until its records expire if one of them fails`;
  const values = [source.kind, batch.size, batch.reportsFailures, ...(isQueue(source) ? [] : [batch.bisects])];
  const open = values.find(isUnresolved) ?? (retries.kind === "unresolved" ? retries.doubt : null);
  return { message: open === null ? message : UNKNOWN, fits: false, because: open };
}

const UNKNOWN = "it is unknown whether one failed message causes a retry of its entire batch";

/** What keeps a message that fails from bringing back the others; null where nothing certainly does. */
function reliefOf(source: EventSource, { reportsFailures, bisects }: Batch, retries: Retries): string | null {
  if (reportsFailures.state === "known" && reportsFailures.value)
    return isQueue(source)
      ? "only messages that the function reports as failed are retried (ReportBatchItemFailures)"
      : "only the records from the first reported failure on are retried (ReportBatchItemFailures)";
  if (!isQueue(source) && bisects.state === "known" && bisects.value)
    return "a failed batch is split in two (BisectBatchOnFunctionError)";
  return retries.kind === "bounded" ? `retries of a failed batch are limited (${retries.by})` : null;
}

function isUnresolved(value: { readonly state: string }): value is Unresolved {
  return value.state === "unresolved";
}

function remedyFor(source: EventSource, isOfSamTopic: boolean): Remedy {
  if (!isQueue(source)) return source.kind.state === "known" && source.kind.value === "kafka" ? ofKafka : ofStream;
  return isOfSamTopic ? { ...ofQueue, sam: ofTopicInSam } : ofQueue;
}

/** SAM makes the mapping and the subscription of one SNS event, and takes no FunctionResponseTypes for it. */
function isOfTopic(origin: SamOrigin | null, { system }: Model): boolean {
  return (
    origin !== null &&
    system.resourcesOf("AWS::SNS::Subscription").some((subscription) => {
      const own = samOriginOf(subscription, system);
      return own?.resource === origin.resource && own.detail === origin.detail;
    })
  );
}

const ofTopicInSam =
  "subscribe the queue to the topic with an AWS::SNS::Subscription, and give the function an event of type SQS with FunctionResponseTypes: [ReportBatchItemFailures]";

const ofQueue: Remedy = {
  cdk: "set reportBatchItemFailures: true on the SqsEventSource, and return the ids of the messages that failed",
  sam: "set FunctionResponseTypes: [ReportBatchItemFailures] on the event, and return the ids of the messages that failed",
  cloudformation:
    "set FunctionResponseTypes: [ReportBatchItemFailures] on the mapping, and return the ids of the messages that failed",
};

const ofStream: Remedy = {
  cdk: "set reportBatchItemFailures or bisectBatchOnError on the event source, and limit retryAttempts",
  sam: "set FunctionResponseTypes: [ReportBatchItemFailures] or BisectBatchOnFunctionError on the event, and MaximumRetryAttempts",
  cloudformation:
    "set FunctionResponseTypes: [ReportBatchItemFailures] or BisectBatchOnFunctionError on the mapping, and MaximumRetryAttempts",
};

/** https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html */
const ofKafka: Remedy = {
  cdk: `${ofStream.cdk}, in provisioned mode (provisionedPollerConfig)`,
  sam: `${ofStream.sam}, in provisioned mode (ProvisionedPollerConfig)`,
  cloudformation: `${ofStream.cloudformation}, in provisioned mode (ProvisionedPollerConfig)`,
};
