// A value as CloudFormation leaves it to a reader: known, absent, or unknown here. Never a guess.

/** A thing the input leaves open, on which values depend: a parameter without a value, a comparison that cannot be made. */
export interface Undecided {
  /** Unique in the system, e.g. `Shop parameter Shift`. */
  readonly id: string;
  /** In the user's words: `parameter Shift`. */
  readonly label: string;
  /** Everything it can turn out to be, where that is a finite list; else null. */
  readonly outcomes: readonly string[] | null;
}

export interface Known<T> {
  readonly state: "known";
  readonly value: T;
  /** Where it was not written down: `the default of parameter Shift`, `by the default of parameter Stage`, `the service's default`. */
  readonly origin?: string;
}

export interface Absent {
  readonly state: "absent";
}

export interface Unresolved {
  readonly state: "unresolved";
  /** In the user's words, ending in what they can do: `depends on parameter Shift, which has no value; pass --parameter Shift=…`. */
  readonly reason: string;
  readonly undecided: readonly Undecided[];
  /** It is there, held by a stack or a store that is not audited: an import, an SSM parameter. */
  readonly elsewhere?: true;
  /** The reason as far as it is the same for all that depends on it, where `reason` says more. */
  readonly shared?: string;
  /** What to do about it, where that has nothing to do with what is judged: longer time for a run that was truncated. */
  readonly remedy?: string;
}

export type Value<T> = Known<T> | Absent | Unresolved;

export const absent: Absent = { state: "absent" };

export function known<T>(value: T, origin?: string): Known<T> {
  return origin === undefined ? { state: "known", value } : { state: "known", value, origin };
}

export function unresolved(reason: string, undecided: readonly Undecided[] = []): Unresolved {
  return { state: "unresolved", reason, undecided };
}

export function heldElsewhere(reason: string): Unresolved {
  return { ...unresolved(reason), elsewhere: true };
}

/** The origin of a value that was written down and chosen by another: `by the default of parameter Stage`. */
export function chosenBy<T extends string | undefined>(origin: T): T | `by ${string}` {
  return origin === undefined || origin.startsWith("by ") ? origin : `by ${origin}`;
}

/** Applies `f` to a known value and keeps its origin; the other states pass through. */
export function mapValue<T, U>(value: Value<T>, f: (value: T) => U): Value<U> {
  return value.state === "known" ? known(f(value.value), value.origin) : value;
}

/** Applies `f` to a value that is known; a doubt passes through. */
export function mapKnown<T, U>(value: Known<T> | Unresolved, f: (value: T) => U): Known<U> | Unresolved {
  return value.state === "known" ? known(f(value.value), value.origin) : value;
}

/** The value, or the service's default where it is certainly not set. */
export function orDefault<T>(value: Value<T>, fallback: T): Known<T> | Unresolved {
  return value.state === "absent" ? known(fallback, "the service's default") : value;
}

/** Everything undecided in several doubts, each once. */
export function unionOf(lists: readonly (readonly Undecided[])[]): readonly Undecided[] {
  return [...new Map(lists.flat().map((undecided) => [undecided.id, undecided])).values()];
}
