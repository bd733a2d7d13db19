// What was seen of a live system, by question. A check asks it as it asks any other value: known, or unresolved with the reason.
import { type Known, known, type Unresolved, unresolved } from "../value.ts";
import { type Answer, type Answers, type Ask, keyOf } from "./ask.ts";

/** Question, by its key → answer. */
export type Observations = ReadonlyMap<string, Answer>;

/** The question that has this key; null for what is none. */
export function questionIn(key: string): Ask | null {
  const entries = JSON.parse(key) as readonly (readonly [string, unknown])[];
  const ask = Object.fromEntries(entries) as unknown as Ask;
  return keyOf(ask) === key ? ask : null;
}

/** What a question is answered with; unresolved where nobody could see it, naming the IAM action that was denied. */
export function observed<Asked extends Ask>(
  ask: Asked,
  observations: Observations | undefined,
): Known<Answers[Asked["kind"]]> | Unresolved {
  if (observations === undefined) return unresolved("needs a live stack; pass --stack");
  const answer = observations.get(keyOf(ask));
  if (answer === undefined) return unresolved("was not observed; record it with the same checks and options");
  if (answer.state === "seen") return known(answer.value as Answers[Asked["kind"]]);
  return unresolved(unseenInWords(answer));
}

/** Why something could not be seen, with the IAM action that was denied. */
export function unseenInWords({ reason, action }: Extract<Answer, { readonly state: "unseen" }>): string {
  return action === null ? reason : `${reason}; allow ${action} (fitness permissions prints the policy)`;
}
