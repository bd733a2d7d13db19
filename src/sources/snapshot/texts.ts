// Changes every text of a recording consistently: names in requests, answers and templates stay equal.
import { isObject, type Json, type JsonObject } from "../../model/json.ts";
import { type Answer, type Ask, keyOf } from "../../model/observed/ask.ts";
import { questionIn } from "../../model/observed/observations.ts";
import type { Recording } from "../recording.ts";

export type Change = (text: string) => string;

export function changeTexts(recording: Recording, change: Change): Recording {
  const { stacks, ...rest } = changeIn({ ...recording, answers: {} } as unknown as Json, change) as unknown as Recording;
  return { ...rest, stacks, answers: changeAnswers(recording.answers, change, change) };
}

/** @param ofQuestions for the names in questions, which tell what is asked for */
export function changeAnswers(answers: Recording["answers"], change: Change, ofQuestions: Change): Recording["answers"] {
  const changed = Object.entries(answers).map(([key, answer]): [string, Answer] => {
    const ask = questionIn(key);
    const asked = ask === null ? key : keyOf(changeIn(ask as unknown as Json, ofQuestions) as unknown as Ask);
    return [asked, changeIn(answer as unknown as Json, change) as unknown as Answer];
  });
  return Object.fromEntries(changed);
}

/** Keys stay what they are. */
function changeIn(node: Json, change: Change): Json {
  if (typeof node === "string") return change(node);
  if (Array.isArray(node)) return node.map((item: Json) => changeIn(item, change));
  if (!isObject(node)) return node;
  return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, changeIn(item ?? null, change)])) as JsonObject;
}
