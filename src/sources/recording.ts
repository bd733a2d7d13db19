// A live system as it was recorded: plain data from which its facts are made, in the run that saw it and in any later one.
import type { StackRollback } from "../model/facts.ts";
import type { Answer } from "../model/observed/ask.ts";

/** What a redaction writes in place of a parameter's value. Not masked in place: how long it is tells too much. */
export const REDACTED = "(redacted)";

export interface RecordedResource {
  readonly logicalId: string;
  readonly physicalId: string | null;
  readonly type: string;
  readonly status: string;
}

export interface RecordedStack {
  /** Its name in AWS, made unique in the recording. */
  readonly name: string;
  readonly id: string;
  readonly region: string;
  readonly account: string;
  readonly status: string;
  readonly statusReason: string | null;
  /** As GetTemplate gives it with stage Processed: JSON, or YAML as text. */
  readonly template: string;
  /** The values that the stack was deployed with, of parameters in the SSM store the value read from it; those of NoEcho parameters are omitted. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly resources: readonly RecordedResource[];
  /** Absent where CloudFormation watches no alarm. */
  readonly rollback?: StackRollback;
  /** Whether its conditions hold, where a value that decides them was taken out of the recording. */
  readonly conditions?: Readonly<Record<string, boolean>>;
  /** For a nested stack: the stack above it and its resource there. */
  readonly parent: { readonly stack: string; readonly logicalId: string } | null;
}

export interface Recording {
  readonly version: 1;
  /** ISO 8601: when the run began; the windows of metrics end there. */
  readonly takenAt: string;
  /** What the user named: `prod`. */
  readonly locator: string;
  readonly stacks: readonly RecordedStack[];
  /** By the key of the question. */
  readonly answers: Readonly<Record<string, Answer>>;
  readonly notes: readonly string[];
}
