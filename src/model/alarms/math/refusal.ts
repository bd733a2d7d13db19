// Why what an alarm compares cannot be worked out: thrown where it is found, caught where the alarm is read.
import type { Unresolved, Value } from "../../value.ts";

export class Refusal extends Error {
  /** Set where it is for an input that is not known: with the input it could be. */
  readonly doubt: Unresolved | null;

  constructor(reason: string, doubt: Unresolved | null = null) {
    super(reason);
    this.doubt = doubt;
  }
}

/** @param reason a sentence without its subject, the alarm: `watches Duration, which is not simulated` */
export function refuse(reason: string): never {
  throw new Refusal(reason);
}

/** @param what the input that is not known: `its Threshold` */
export function refuseFor(what: string, doubt: Unresolved): never {
  throw new Refusal(`${what} ${doubt.reason}`, doubt);
}

/** The value, or null where it is absent. */
export function read<T>(value: Value<T>, what: string): T | null {
  if (value.state === "unresolved") refuseFor(what, value);
  return value.state === "known" ? value.value : null;
}

/** What one attempt gives, or why it cannot be simulated. */
export function attempt<T>(read: () => T): T | Refusal {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
