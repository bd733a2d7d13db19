// Durable functions: one execution spans many invocations, and Lambda takes calls of a version or an alias only.
import { type Known, known, type Unresolved, unresolved, type Value } from "../value.ts";
import type { FunctionNode } from "./function.ts";

export interface Durability {
  /** Seconds after which an execution ends, all its invocations together. */
  readonly executionTimeout: Known<number> | Unresolved;
}

/** Absent for a function that is not durable. https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html */
export function durabilityOf({ resource }: FunctionNode): Value<Durability> {
  const config = resource.property("DurableConfig");
  const head = config.head();
  if (head.state !== "known") return head;
  const timeout = config.at("ExecutionTimeout").number();
  return known({ executionTimeout: timeout.state === "absent" ? NO_TIMEOUT : timeout });
}

const NO_TIMEOUT = unresolved("its DurableConfig has no ExecutionTimeout, which Lambda requires");

/** Seconds for which what calls a function synchronously waits for a durable execution, at most. */
export function longestSynchronousExecution({ resource }: FunctionNode): Known<number> | Unresolved {
  const managed = resource.property("CapacityProviderConfig").head();
  if (managed.state === "unresolved") return managed;
  return known(managed.state === "known" ? 5400 : 900);
}
