// Reads the text of a snapshot: one that is damaged, or that another version wrote, is rejected with the place.
import type * as z from "zod";
import { SourceError } from "../../errors.ts";
import { type Path, property } from "../../model/json.ts";
import { type Answer, type Ask, keyOf } from "../../model/observed/ask.ts";
import type { Recording } from "../recording.ts";
import type { Limits } from "../source.ts";
import { readDocument, type TemplateDocument } from "../template/read.ts";
import { answerSchemas, askSchema, recordingSchema } from "./schema.ts";

/** @throws SourceError */
export function parseSnapshot(bytes: Buffer, file: string, limits: Limits): Recording {
  const document = readDocument(bytes, file, limits);
  const version = property(document.root, "version");
  if (version !== undefined && version !== 1) {
    throw refusal(document, ["version"], `is a snapshot of version ${JSON.stringify(version)}, which this version cannot read`, {
      remedy: "audit it with the version of the tool that recorded it, or record the system again",
    });
  }
  const parsed = recordingSchema.safeParse(document.root);
  if (!parsed.success) throw complaint(document, parsed.error, []);
  const { answers, ...rest }: Omit<Recording, "answers"> & { readonly answers: object } = parsed.data;
  for (const [key, answer] of Object.entries(parsed.data.answers)) checkAnswer(document, key, answer);
  refuseStrangers(document, rest.stacks);
  return { ...rest, answers: answers as Readonly<Record<string, Answer>> };
}

function checkAnswer(
  document: TemplateDocument,
  key: string,
  answer: { readonly state: string; readonly value?: unknown },
): void {
  const ask = askOf(key);
  if (ask === null) throw refusal(document, ["answers", key], "has an answer to an unknown request", { remedy });
  if (answer.state !== "seen") return;
  const parsed = answerSchemas[ask.kind].safeParse(answer.value);
  if (!parsed.success) throw complaint(document, parsed.error, ["answers", key, "value"]);
}

function askOf(key: string): Ask | null {
  try {
    const ask = askSchema.safeParse(Object.fromEntries(JSON.parse(key) as [string, unknown][]));
    return ask.success && keyOf(ask.data) === key ? ask.data : null;
  } catch {
    return null;
  }
}

/** Names are unique, and what a nested stack hangs on is there. */
function refuseStrangers(document: TemplateDocument, stacks: Recording["stacks"]): void {
  const names = stacks.map(({ name }) => name);
  for (const [index, { name, parent }] of stacks.entries()) {
    const at = ["stacks", index];
    if (names.indexOf(name) !== index) throw refusal(document, [...at, "name"], `has two stacks named ${name}`, { remedy });
    if (parent !== null && !names.includes(parent.stack))
      throw refusal(document, [...at, "parent"], `has no stack ${parent.stack}, the parent of ${name}`, { remedy });
  }
}

const remedy = "record the system again: fitness snapshot --stack … -o FILE";

function complaint(document: TemplateDocument, { issues: [issue] }: z.ZodError, above: Path): SourceError {
  const path = [...above, ...((issue?.path ?? []) as Path)];
  const where = path.length === 0 ? "" : ` at ${path.filter((key) => typeof key === "number" || !key.startsWith("[")).join(".")}`;
  return refusal(document, path, `is not a snapshot, or is damaged${where}: ${issue?.message ?? "its structure differs"}`, {
    remedy,
  });
}

function refusal(document: TemplateDocument, path: Path, message: string, options: { readonly remedy: string }): SourceError {
  return new SourceError(message, { place: document.locate(path), ...options });
}
