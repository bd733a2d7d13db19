// How many executions of a function may run at a time: what is reserved for it, else what the account has left for all others.

import type { FunctionNode } from "../functions/function.ts";
import { type Known, known, mapKnown, type Unresolved, unresolved } from "../value.ts";
import type { WithObservations } from "./observations.ts";

export interface ConcurrencyLimit {
  readonly executions: number;
  /** For a person: `its reserved concurrency of 50`. */
  readonly label: string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export function concurrencyLimitOf({ resource }: FunctionNode, model: WithObservations): Known<ConcurrencyLimit> | Unresolved {
  const reserved = resource.property("ReservedConcurrentExecutions").number();
  if (reserved.state === "unresolved") return reserved;
  if (reserved.state === "known")
    return known({ executions: reserved.value, label: `its reserved concurrency of ${reserved.value}` });
  const account = model.observed({ kind: "account-settings", stack: resource.stack.name });
  if (account.state === "known" && account.value.unreservedConcurrentExecutions === 0)
    return unresolved("all of the account's concurrency is reserved for other functions");
  return mapKnown(account, ({ unreservedConcurrentExecutions: executions, concurrentExecutions: all }) => ({
    executions,
    label: `the account's ${executions.toLocaleString("en-US")} unreserved executions (of ${all.toLocaleString("en-US")})`,
  }));
}
