// stream-failure-destination: a batch that a function keeps failing on blocks its stream, until it is dropped without a trace.
import { type Retries, retriesOf } from "../model/messages/batch.ts";
import { type FailureDestination, failureDestination } from "../model/messages/dead-letter.ts";
import { type EventSource, type EventSourceKind, isInUse } from "../model/messages/event-source.ts";
import { LAMBDA, typeMismatch } from "../model/messages/queue-type.ts";
import type { Resource } from "../model/resource.ts";
import { samOriginOf } from "../model/sam-origin.ts";
import type { Unresolved, Value } from "../model/value.ts";
import { defineCheck, noOptions } from "./define-check.ts";

const DESTINATION = ["DestinationConfig", "OnFailure", "Destination"];

export default defineCheck({
  id: "stream-failure-destination",
  title: "stream batches that keep failing are recorded",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "event source mapping of a Kinesis or DynamoDB stream or a Kafka topic",
  severity: "warning",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    for (const source of model.eventSources.filter((each) => takesDestination(each) && isInUse(each, model))) {
      const { resource } = source;
      const { resource: named, detail } = samOriginOf(resource, model.system) ?? { resource, detail: null };
      const subject = { stack: resource.stack, resource: named, detail };
      const destination = failureDestination(resource.property(...DESTINATION), resource, model.system);
      const { message, verdict, because, remedy = general } = judge(source, destination);
      const finding = { message, evidence: evidenceOf(resource, destination) };
      const remains = { remedy, at: { resource, path: ["Properties", "DestinationConfig"] } };
      if (because !== null) yield unknown(subject, { ...finding, ...remains, because });
      else yield verdict === "pass" ? pass(subject, finding) : fail(subject, { ...finding, ...remains });
    }
  },
});

function evidenceOf(mapping: Resource, destination: Value<FailureDestination>): readonly Resource[] {
  const to = destination.state === "known" ? destination.value.resource : null;
  return to === null ? [mapping] : [mapping, to];
}

interface Judgement {
  readonly message: string;
  readonly verdict: "pass" | "fail";
  readonly because: Unresolved | null;
  readonly remedy?: string;
}

function judge(source: EventSource, destination: Value<FailureDestination>): Judgement {
  if (destination.state === "known")
    return judgeType(destination.value) ?? judgeRetries(retriesOf(source), destination.value.label);
  if (destination.state === "unresolved") return failing("its on-failure destination is unknown", destination);
  return failing(`a batch of the ${nameOf(source)} that keeps failing is lost: no on-failure destination`);
}

function failing(message: string, because: Unresolved | null = null): Judgement {
  return { message, verdict: "fail", because };
}

function judgeType(destination: FailureDestination): Judgement | null {
  const mismatch = typeMismatch(destination, LAMBDA);
  if (mismatch === null) return null;
  const { why, because } = mismatch;
  return {
    ...failing(`a discarded batch ${because === null ? "is not" : "may not be"} recorded: ${why}`, because),
    remedy: standard,
  };
}

/** Lambda writes the record when it gives a batch up: with unlimited retries that is once the records have expired. */
function judgeRetries(retries: Retries, label: string): Judgement {
  const leaves = `a discarded batch is recorded in ${label}`;
  if (retries.kind === "unresolved")
    return failing(`${leaves}, but it is unknown whether a batch is ever discarded`, retries.doubt);
  if (retries.kind === "unlimited" && retries.isWritten)
    return failing(
      `retries a batch that keeps failing until its records expire (MaximumRetryAttempts: -1), before ${label} receives any`,
    );
  const when =
    retries.kind === "bounded"
      ? ` (${retries.by})`
      : "; without MaximumRetryAttempts, batches are discarded when their records expire";
  return { message: `${leaves}${when}`, verdict: "pass", because: null };
}

/** Queues have a redrive policy instead; Lambda takes no destination for Amazon MQ and Amazon DocumentDB. */
function takesDestination({ kind, isStream }: EventSource): boolean {
  return kind.state === "known" ? NAMES[kind.value] !== undefined : isStream;
}

const NAMES: Readonly<Partial<Record<EventSourceKind, string>>> = {
  kinesis: "Kinesis stream",
  dynamodb: "DynamoDB stream",
  kafka: "Kafka topic",
};

function nameOf({ kind }: EventSource): string {
  return (kind.state === "known" ? NAMES[kind.value] : undefined) ?? "stream";
}

const standard = "set a standard queue or topic as the destination, without FifoQueue or FifoTopic";

const general = {
  cdk: "give the event source onFailure: new SqsDlq(queue), and limit retryAttempts",
  sam: "set DestinationConfig.OnFailure.Destination on the event, and MaximumRetryAttempts",
  cloudformation: "set DestinationConfig.OnFailure.Destination on the mapping, and MaximumRetryAttempts",
};
