// One input with the commands that are tried on it: plain data, so that one that ever failed can be kept as a file.

export const kinds = ["template", "conditions", "assembly", "config", "snapshot", "live"] as const;
export type Kind = (typeof kinds)[number];

export interface FuzzCase {
  readonly kind: Kind;
  /** By path below the working directory: the text, or the bytes in base64 where they are not text. */
  readonly files: Readonly<Record<string, string | { readonly base64: string }>>;
  /** Arguments of the command line; what they write to the working directory later ones may read. */
  readonly commands: readonly (readonly string[])[];
  /** For a live system, how the answers of its services are changed. */
  readonly answers?: number;
}

export interface Outcome {
  /** What no input may lead to; empty where all is well. */
  readonly problems: readonly string[];
  /** By command. */
  readonly exitCodes: readonly number[];
  /** Of the longest command. */
  readonly milliseconds: number;
}

export const limits = { milliseconds: 20_000, bytes: 1.5 * 2 ** 30 };
