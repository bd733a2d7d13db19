// async-failure-destination: an event that a function fails to process is discarded after two retries.
import type { Failure, Finding } from "../assessment.ts";
import type { Qualifier } from "../model/functions/function.ts";
import type { InvocationKind } from "../model/invocations/invocation.ts";
import { type AsynchronousEntry, asynchronousEntries } from "../model/messages/asynchronous.ts";
import type { Resource } from "../model/resource.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "async-failure-destination",
  title: "events that a function fails to process are kept",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["event-invoke-config", "function"],
  subjects: "function that is invoked asynchronously",
  severity: "warning",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    for (const node of model.functions) {
      const { resource } = node;
      const subject = { stack: resource.stack, resource, detail: null };
      const entries = asynchronousEntries(node, model);
      const bad = entries.find(({ failures }) => failures.kind === "none");
      const refused = entries.find(({ failures }) => failures.kind === "refused");
      const open = entries.find(({ failures }) => failures.kind === "unresolved");
      if (bad?.failures.kind === "none") {
        yield fail(subject, { ...lossOf(bad, bad.failures, resource), remedy: bad.failures.isDurable ? durable : remedy });
      } else if (refused?.failures.kind === "refused") {
        yield fail(subject, refusalOf(refused, refused.failures, resource));
      } else if (open?.failures.kind === "unresolved") {
        const { doubt, from } = open.failures;
        const message = `it is unknown whether failed events from ${invokersOf(open)} are kept`;
        yield unknown(subject, { message, because: doubt, remedy, evidence: [...walkOf(open, resource), from] });
      } else if (entries.length > 0) yield pass(subject, placesOf(entries, resource));
    }
  },
});

type Loss = Extract<AsynchronousEntry["failures"], { readonly kind: "none" }>;

function lossOf(entry: AsynchronousEntry, loss: Loss, resource: Resource): Finding {
  const { elsewhere } = loss;
  return {
    message: `loses failed events from ${invokersOf(entry)}: ${loss.isDurable ? durableLoss(loss) : plainLoss(entry, loss)}`,
    evidence: [...walkOf(entry, resource), ...(elsewhere === null ? [] : [elsewhere.resource])],
    lacks: "an on-failure destination",
  };
}

function plainLoss({ qualifier }: AsynchronousEntry, { elsewhere }: Loss): string {
  const past = elsewhere === null ? "" : `; the destination ${placeOf(elsewhere.qualifier)} does not apply there`;
  return `no on-failure destination ${placeOf(qualifier)}, no dead-letter queue${past}`;
}

function durableLoss({ elsewhere }: Loss): string {
  const past = elsewhere === null ? "" : `; the on-failure destination ${placeOf(elsewhere.qualifier)} does not apply to it`;
  return `a durable function without a dead-letter queue${past}`;
}

type Refused = Extract<AsynchronousEntry["failures"], { readonly kind: "refused" }>;

function refusalOf(entry: AsynchronousEntry, { from, to, why }: Refused, resource: Resource): Failure {
  return {
    message: `loses failed events from ${invokersOf(entry)}: ${why}`,
    evidence: [...walkOf(entry, resource), from, ...(to.resource === null ? [] : [to.resource])],
    remedy: standard,
  };
}

function placesOf(entries: readonly AsynchronousEntry[], resource: Resource): Finding {
  const places = entries.flatMap(({ failures, qualifier }) => {
    if (failures.kind !== "destination") return [];
    const { from, to, isQueueOfFunction } = failures;
    const how = isQueueOfFunction ? "its dead-letter queue" : `the on-failure destination ${placeOf(qualifier)}`;
    return [{ said: `${to.label}, ${how}`, walked: to.resource === null ? [from] : [from, to.resource] }];
  });
  const said = [...new Set(places.map((place) => place.said))];
  return {
    message: `failed events go to ${said.join("; and to ")}`,
    evidence: [...new Set([resource, ...places.flatMap(({ walked }) => walked)])],
  };
}

const INVOKERS: Readonly<Partial<Record<InvocationKind, string>>> = {
  rule: "a rule",
  "event-subscriber": "a subscriber of an event bus",
  schedule: "a schedule",
  "topic-subscription": "a topic",
  "bucket-notification": "a bucket",
  "log-subscription": "a log group",
  "iot-rule": "an IoT rule",
  "receipt-rule": "incoming mail",
  "config-rule": "a Config rule",
  "alarm-action": "an alarm",
  destination: "another function's destination",
  pipe: "a pipe",
};

function invokersOf({ invocations }: AsynchronousEntry): string {
  return [...new Set(invocations.map(({ kind }) => INVOKERS[kind] ?? kind))].sort().join(" and ");
}

function placeOf(qualifier: Qualifier): string {
  if (qualifier.kind === "alias") return `on alias ${qualifier.alias.label}`;
  if (qualifier.kind === "version") return "on the version that is invoked";
  if (qualifier.kind === "unknown alias") return `on alias ${qualifier.name}`;
  return qualifier.kind === "unresolved" ? "on the qualifier that is invoked" : "on $LATEST";
}

function walkOf({ invocations, qualifier }: AsynchronousEntry, resource: Resource): readonly Resource[] {
  const alias = qualifier.kind === "alias" ? [qualifier.alias.resource] : [];
  return [invocations[0].resource, ...invocations[0].along, ...alias, resource];
}

const remedy = {
  cdk: "call configureAsyncInvoke({ onFailure: new SqsDestination(queue) }) on the invoked qualifier (the alias, if there is one)",
  sam: "set EventInvokeConfig.DestinationConfig.OnFailure on the function",
  cloudformation: "add an AWS::Lambda::EventInvokeConfig with OnFailure for the qualifier that is invoked, or a DeadLetterConfig",
};

const standard = "set a standard queue or topic as the destination, without FifoQueue or FifoTopic";

const durable = {
  cdk: "set deadLetterQueue on the function: durable functions have no on-failure destinations",
  sam: "set DeadLetterQueue on the function: durable functions have no on-failure destinations",
  cloudformation: "set DeadLetterConfig on the function: durable functions have no on-failure destinations",
};
