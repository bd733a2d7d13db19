// How an event source mapping treats a batch of which a part fails: what is reported, split, and how often it is tried.

import { itemsOf } from "../resolve/node.ts";
import type { Resource } from "../resource.ts";
import { type Known, known, orDefault, type Unresolved, type Value } from "../value.ts";
import type { EventSource } from "./event-source.ts";

export interface Batch {
  /** Messages or records in one batch, at most. */
  readonly size: Known<number> | Unresolved;
  /** The function says which of them failed. */
  readonly reportsFailures: Known<boolean> | Unresolved;
  /** Lambda halves a batch that fails. */
  readonly bisects: Known<boolean> | Unresolved;
}

const DEFAULT_SIZE = 100;
const DEFAULT_SIZE_OF_QUEUE = 10;

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export function batchOf({ resource, kind }: EventSource): Batch {
  const size = resource.property("BatchSize").number();
  const fallback = kind.state === "known" && kind.value === "queue" ? DEFAULT_SIZE_OF_QUEUE : DEFAULT_SIZE;
  return {
    size: size.state === "absent" && kind.state === "unresolved" ? kind : orDefault(size, fallback),
    reportsFailures: reportsFailures(resource),
    bisects: orDefault(resource.property("BisectBatchOnFunctionError").boolean(), false),
  };
}

function reportsFailures(mapping: Resource): Known<boolean> | Unresolved {
  const types = mapping.property("FunctionResponseTypes");
  const values = itemsOf(types).map((node) => node.text());
  if (values.some((value) => value.state === "known" && value.value === "ReportBatchItemFailures")) return known(true);
  const open = values.find((value) => value.state === "unresolved");
  return open?.state === "unresolved" ? open : (types.doubt ?? known(false));
}

/** How long a batch of a stream is tried that keeps failing. */
export type Retries =
  /** `by` is `MaximumRetryAttempts: 3`. */
  | { readonly kind: "bounded"; readonly by: string }
  /** `isWritten`: the mapping says so, where others leave it to the default of the service. */
  | { readonly kind: "unlimited"; readonly isWritten: boolean }
  | { readonly kind: "unresolved"; readonly doubt: Unresolved };

const ON_FAILURE = ["DestinationConfig", "OnFailure", "Destination"] as const;
const ATTEMPTS = "MaximumRetryAttempts";
const AGE = "MaximumRecordAgeInSeconds";

/** https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html */
const ATTEMPTS_OF_KAFKA = 10;

export function retriesOf({ resource: mapping, kind }: Pick<EventSource, "resource" | "kind">): Retries {
  const limits = [ATTEMPTS, AGE].map((name) => ({ name, value: mapping.property(name).number() as Value<number> }));
  for (const { name, value } of limits)
    if (value.state === "known" && value.value >= 0) return { kind: "bounded", by: `${name}: ${value.value}` };
  const open = limits.find(({ value }) => value.state === "unresolved");
  if (open?.value.state === "unresolved") return { kind: "unresolved", doubt: open.value };
  const destination = mapping.property(...ON_FAILURE).head();
  if (kind.state === "known" && kind.value === "kafka" && destination.state !== "absent")
    return destination.state === "known"
      ? { kind: "bounded", by: `${ATTEMPTS_OF_KAFKA} attempts, which Lambda applies to Kafka with a destination` }
      : { kind: "unresolved", doubt: destination };
  return { kind: "unlimited", isWritten: limits.some(({ name, value }) => name === ATTEMPTS && value.state === "known") };
}
