// What was seen of a live system, by question. A check asks it as it asks any other value: known, or unresolved with the reason.
import type { Resource } from "../resource.ts";
import { type Known, known, type Unresolved, unresolved } from "../value.ts";
import type { AskKind } from "./ask.ts";
import { type Answer, type Answers, type Ask, keyOf, type Unseen } from "./ask.ts";

/** Question, by its key → answer. */
export type Observations = ReadonlyMap<string, Answer>;

/** The question that has this key; null for an invalid key. */
export function questionIn(key: string): Ask | null {
  const entries = JSON.parse(key) as readonly (readonly [string, unknown])[];
  const ask = Object.fromEntries(entries) as unknown as Ask;
  return keyOf(ask) === key ? ask : null;
}

/** What a question is answered with; unresolved if it could not be read, naming the denied IAM action. */
export function observed<Asked extends Ask>(
  ask: Asked,
  observations: Observations | undefined,
): Known<Answers[Asked["kind"]]> | Unresolved {
  if (observations === undefined) return unresolved("needs a live stack; pass --stack");
  const answer = observations.get(keyOf(ask));
  if (answer === undefined) return { ...unresolved(NOT_RECORDED), remedy: record };
  if (answer.state === "seen") return known(answer.value as Answers[Asked["kind"]]);
  return whyUnseen(answer);
}

const NOT_RECORDED = "was not recorded; record it with the same checks and options";
const record = "record the system again with the checks and options of this run: fitness snapshot --stack … -o FILE";

/** Why it could not be read, with a remedy. @param what goes before the reason */
export function whyUnseen(answer: Unseen, what = ""): Unresolved {
  const { action, remedy = action === null ? undefined : allow } = answer;
  const why = unresolved(`${what}${unseenInWords(answer)}`);
  return remedy === undefined ? why : { ...why, remedy };
}

const allow =
  "allow the run to read it (fitness permissions prints the policy), or record the snapshot with the checks of this run";

/** Why something could not be seen, with the IAM action that was denied. */
function unseenInWords({ reason, action }: Unseen): string {
  return action === null ? reason : `${reason}; allow ${action} (fitness permissions prints the policy)`;
}

export interface WithObservations {
  /** What was seen of the live system; unresolved if it was not requested, or denied. */
  observed<Asked extends Ask>(ask: Asked): Known<Answers[Asked["kind"]]> | Unresolved;
  /** Why a kind of a resource's live state is unknown; null where it was read, or where there is no such state. */
  unseen(node: Resource, kind: AskKind): Unresolved | null;
}
