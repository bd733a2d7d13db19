// Why what an alarm compares cannot be worked out: thrown where it is found, caught where the alarm is read.
import type { TemplateNode } from "../../resolve/node.ts";
import type { Unresolved, Value } from "../../value.ts";

export class Refusal extends Error {
  /** Set where it is for an unknown input: with the input it could be. */
  readonly doubt: Unresolved | null;

  constructor(reason: string, doubt: Unresolved | null = null) {
    super(reason);
    this.doubt = doubt;
  }
}

/** @param reason a sentence without its subject, the alarm: `watches Duration, which is not evaluated` */
export function refuse(reason: string): never {
  throw new Refusal(reason);
}

/** @param what the input that is unknown: `its Threshold` */
export function refuseFor(what: string, doubt: Unresolved): never {
  throw new Refusal(`${what} ${doubt.reason}`, doubt);
}

/** The value, or null where it is absent. */
export function read<T>(value: Value<T>, what: string): T | null {
  if (value.state === "unresolved") refuseFor(what, value);
  return value.state === "known" ? value.value : null;
}

/** A property that must not be there. */
export function forbid(node: TemplateNode, name: string): void {
  const head = node.head();
  if (head.state === "unresolved") refuseFor(`its ${name}`, head);
  if (head.state === "known") refuse(`has ${name}, which is not evaluated`);
}

/** What one attempt gives, or why it cannot be evaluated. */
export function attempt<T>(read: () => T): T | Refusal {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
