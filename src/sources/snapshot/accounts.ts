// Replaces account ids, each consistently by another one.
import type { Recording } from "../recording.ts";
import { changeTexts } from "./texts.ts";

const IN_ARN = /\barn:[\w-]*:[\w.-]*:[\w-]*:(\d{12}):/g;
const IN_QUEUE_URL = /\bsqs\.[\w-]+\.amazonaws\.com(?:\.cn)?\/(\d{12})\//g;

/** The stacks' own accounts, and all others that an ARN or the URL of a queue names. */
export function withoutAccounts(recording: Recording): Recording {
  const text = JSON.stringify(recording);
  const named = [IN_ARN, IN_QUEUE_URL].flatMap((pattern) => [...text.matchAll(pattern)].map(([, id = ""]) => id));
  const ids = [...new Set([...recording.stacks.map(({ account }) => account), ...named])];
  const others = new Map(ids.map((id, index) => [id, String(index + 1).padStart(12, "0")]));
  return changeTexts(recording, (each) => each.replace(/(?<!\d)\d{12}(?!\d)/g, (id) => others.get(id) ?? id));
}
