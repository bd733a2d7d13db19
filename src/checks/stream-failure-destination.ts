// stream-failure-destination: a batch that a function keeps failing on blocks its stream, until it is dropped without a trace.
import * as z from "zod";
import { failureDestination } from "../model/messages/dead-letter.ts";
import { type EventSource, type EventSourceKind, isInUse } from "../model/messages/event-source.ts";
import { samOriginOf } from "../model/sam-origin.ts";
import { defineCheck } from "./define-check.ts";

const DESTINATION = ["DestinationConfig", "OnFailure", "Destination"];

export default defineCheck({
  id: "stream-failure-destination",
  title: "batches of a stream that keep failing leave a record",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "event source mapping of a Kinesis or DynamoDB stream or a Kafka topic",
  severity: "warning",
  options: z.strictObject({}),
  *assess({ model, pass, fail, unknown }) {
    for (const source of model.eventSources.filter((each) => takesDestination(each) && isInUse(each, model))) {
      const { resource } = source;
      const { resource: named, detail } = samOriginOf(resource, model.system) ?? { resource, detail: null };
      const subject = { stack: resource.stack, resource: named, detail };
      const destination = failureDestination(resource.property(...DESTINATION), resource, model.system);
      const remains = { remedy, at: { resource, path: ["Properties", "DestinationConfig"] } };
      if (destination.state === "known") {
        const { label, resource: to } = destination.value;
        yield pass(subject, {
          message: `a batch that keeps failing leaves a record in ${label}`,
          evidence: to === null ? [resource] : [resource, to],
        });
      } else if (destination.state === "unresolved") {
        const message = "its on-failure destination is not known";
        yield unknown(subject, { message, because: destination, evidence: [resource], ...remains });
      } else {
        const message = `a batch of the ${nameOf(source)} that keeps failing is lost: no on-failure destination`;
        yield fail(subject, { message, lacks: "an on-failure destination", evidence: [resource], ...remains });
      }
    }
  },
});

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

const remedy = {
  cdk: "give the event source onFailure: new SqsDlq(queue), and bound retryAttempts",
  sam: "set DestinationConfig.OnFailure.Destination on the event, and MaximumRetryAttempts",
  cloudformation: "set DestinationConfig.OnFailure.Destination on the mapping, and MaximumRetryAttempts",
};
