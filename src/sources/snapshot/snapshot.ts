// Recorded systems as files: several are audited as one system.
import { existsSync } from "node:fs";
import path from "node:path";
import { SourceError, UsageError } from "../../errors.ts";
import type { SystemFacts } from "../../model/facts.ts";
import { type Answer, keyOf } from "../../model/observed/ask.ts";
import { questionIn } from "../../model/observed/observations.ts";
import { unreadNested } from "../nested-stacks.ts";
import { systemOf } from "../recorded-system.ts";
import type { RecordedStack, Recording } from "../recording.ts";
import type { Limits } from "../source.ts";
import { displayPath, readBytes } from "../template/files.ts";
import { parseSnapshot } from "./parse.ts";
import { type Hidden, type Redaction, redacted } from "./redact.ts";

export interface SnapshotRequest {
  /** As the user named them. */
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly limits: Limits;
}

/** @throws SourceError for a file that cannot be read, is damaged or of another version */
export async function readSnapshots({ paths, cwd, limits }: SnapshotRequest): Promise<SystemFacts> {
  const recordings = paths.map((given) => {
    const [whole, shown] = [path.resolve(cwd, given), displayPath(path.resolve(cwd, given), cwd)];
    if (!existsSync(whole))
      throw new SourceError("does not exist", { place: { file: shown }, remedy: `check the path; ${RECORD}` });
    return { file: shown, recording: parseSnapshot(readBytes(whole, shown, limits), shown, limits) };
  });
  const whole = joined(recordings);
  const facts = await systemOf(whole, { kind: "snapshot", locator: paths.join(", ") });
  return { ...facts, unread: [...facts.unread, ...unreadNested(whole.stacks)] };
}

const RECORD = "a live system is recorded with fitness snapshot --stack … -o FILE";

/** The text of a snapshot's file, and what it does not show. */
export async function snapshotText(recording: Recording, redaction: Redaction): Promise<{ text: string; hidden: Hidden }> {
  const { recording: shown, hidden } = await redacted(recording, redaction);
  return { text: `${JSON.stringify(shown, null, 2)}\n`, hidden };
}

interface Read {
  readonly file: string;
  readonly recording: Recording;
}

/** As one recording, of the latest time; stacks of one name get the names that a live run would give them. */
function joined(read: readonly Read[]): Recording {
  const [first, ...others] = read;
  if (first === undefined) throw new UsageError("no snapshot was given", { remedy: "name a file that fitness snapshot wrote" });
  return others.reduce((all, { file, recording }) => join(all, recording, file), first.recording);
}

function join(one: Recording, other: Recording, file: string): Recording {
  const taken = new Set(one.stacks.map(({ name }) => name));
  const names = new Map<string, string>();
  for (const stack of other.stacks) {
    if (one.stacks.some(({ id }) => id === stack.id)) {
      throw new UsageError(`stack ${stack.name} is in more than one snapshot`, {
        place: { file },
        remedy: "name snapshots of different stacks",
      });
    }
    const name = freeName(stack, taken);
    taken.add(name);
    names.set(stack.name, name);
  }
  const { stacks, answers } = renamed(other, names);
  return {
    ...one,
    takenAt: [one.takenAt, other.takenAt].sort().at(-1) ?? one.takenAt,
    stacks: [...one.stacks, ...stacks],
    answers: { ...one.answers, ...answers },
    notes: [...new Set([...one.notes, ...other.notes])],
  };
}

function freeName({ name, region, account }: RecordedStack, taken: ReadonlySet<string>): string {
  const free = [name, `${name}.${region}`, `${name}.${region}.${account}`].find((candidate) => !taken.has(candidate));
  return free ?? `${name}.${taken.size}`;
}

function renamed(recording: Recording, names: ReadonlyMap<string, string>): Pick<Recording, "stacks" | "answers"> {
  const nameOf = (name: string): string => names.get(name) ?? name;
  const answers = Object.entries(recording.answers).map(([key, answer]): [string, Answer] => {
    const ask = questionIn(key);
    return [ask === null ? key : keyOf({ ...ask, stack: nameOf(ask.stack) }), answer];
  });
  return {
    answers: Object.fromEntries(answers),
    stacks: recording.stacks.map((stack) => ({
      ...stack,
      name: nameOf(stack.name),
      parent: stack.parent === null ? null : { ...stack.parent, stack: nameOf(stack.parent.stack) },
    })),
  };
}
