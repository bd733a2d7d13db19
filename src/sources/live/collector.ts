// The interface of collectors: requests in, answers out; and their shared error handling.
import {
  type Answer,
  type Ask,
  type AskKind,
  keyOf,
  type Settings,
  type Unseen,
  type UnseenCause,
} from "../../model/observed/ask.ts";
import type { Action } from "./actions.ts";
import type { Clients } from "./clients.ts";
import { askTheNetwork, endsRun, LiveFailure } from "./failure.ts";

/** By the key of the question. */
export type Answered = ReadonlyMap<string, Answer>;

export type AskOf<Kind extends AskKind> = Extract<Ask, { readonly kind: Kind }>;

/** Where and when questions are asked: one region of one account, at the time at which the run began. */
export interface Site {
  readonly clients: Pick<Clients, "of">;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface Collector<Kind extends AskKind> {
  /** By kind of question, the IAM actions of all calls that it may take. */
  readonly actions: Readonly<Record<Kind, readonly [Action, ...Action[]]>>;
  /** @throws LiveFailure where the run as a whole is over */
  collect(asks: readonly AskOf<Kind>[], site: Site): Promise<Answered>;
}

/** The service answered, and its answer lacks what it is asked for: a broken proxy, a truncated body. */
class IncompleteAnswer extends Error {}

/** @throws IncompleteAnswer where there is none */
export function given<T>(value: T | null | undefined, what: string): T {
  if (value === undefined || value === null) throw new IncompleteAnswer(`it has no ${what}`);
  return value;
}

/** Properties as plain data, which a recording holds: without what the answer omits. */
export function written(properties: Readonly<Record<string, unknown>>): Settings {
  return JSON.parse(JSON.stringify(properties));
}

/** @throws IncompleteAnswer */
export function incomplete(why: string): never {
  throw new IncompleteAnswer(why);
}

/** What `look` finds, as an answer; or why it found nothing. */
export async function answered<T>(
  action: Action,
  site: Site,
  look: () => Promise<T>,
): Promise<{ readonly state: "seen"; readonly value: T } | Unseen> {
  try {
    return { state: "seen", value: await look() };
  } catch (error) {
    return unseen(error, action, site);
  }
}

/** @throws LiveFailure where the next call would fare no better */
function unseen(error: unknown, action: Action, { region }: Site): Unseen {
  if (error instanceof LiveFailure) {
    if (endsRun(error)) throw error;
    const { message: reason, action: denied, remedy } = error;
    if (denied !== null) return { state: "unseen", reason, action: denied };
    return { state: "unseen", reason, action: null, cause: causeOf(error), ...(remedy === null ? {} : { remedy }) };
  }
  // What JavaScript says of a value of another type says nothing to the user.
  const isOtherForm = error instanceof TypeError || error instanceof RangeError;
  const message = isOtherForm
    ? "it does not have the form that AWS documents"
    : error instanceof Error
      ? error.message
      : String(error);
  const reason = `the answer to ${action} in ${region} cannot be used: ${message}`;
  return { state: "unseen", reason, action: null, cause: "no-answer", remedy: askTheNetwork };
}

function causeOf({ kind }: LiveFailure): UnseenCause {
  if (kind === "time-limit") return "cut-short";
  return kind === "refused" || kind === "not-found" ? "refused" : "no-answer";
}

/** null where the service says, by one of these errors, that there is no such thing. */
export async function orNull<T>(errors: readonly string[], look: () => Promise<T>): Promise<T | null> {
  try {
    return await look();
  } catch (error) {
    const cause = error instanceof LiveFailure ? error.cause : error;
    if (cause instanceof Error && errors.includes(cause.name)) return null;
    throw error;
  }
}

/** @param requestOf equal for questions that one call answers */
export async function eachOnce<Asked extends Ask>(
  asks: readonly Asked[],
  requestOf: (ask: Asked) => string,
  look: (ask: Asked) => Promise<Answer>,
): Promise<Answered> {
  const answers = [...grouped(asks, requestOf).values()].map(async (same) => {
    const [first] = same;
    return first === undefined ? new Map() : spread(same, await look(first));
  });
  return merged(await Promise.all(answers));
}

/** The same answer to all of them. */
export function spread(asks: readonly Ask[], answer: Answer): Answered {
  return new Map(asks.map((ask) => [keyOf(ask), answer]));
}

export function grouped<T>(items: readonly T[], keyOfItem: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

export function inChunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

export function merged(parts: readonly Answered[]): Answered {
  return new Map(parts.flatMap((part) => [...part]));
}

interface Page<T> {
  readonly items: readonly T[];
  /** Empty or undefined on the last page. */
  readonly next: string | undefined;
}

/** @throws IncompleteAnswer where a service sends its reader in a circle */
export async function allPages<T>(turn: (token: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> {
  const found: T[] = [];
  const tokens = new Set<string>();
  let token: string | undefined;
  do {
    const { items, next } = await turn(token);
    found.push(...items);
    token = next || undefined;
    if (token !== undefined && tokens.has(token)) incomplete("its pages form a loop");
    if (token !== undefined) tokens.add(token);
  } while (token !== undefined);
  return found;
}
