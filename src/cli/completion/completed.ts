// What a shell completes of a command and of an option.

/** What can be completed for one option: the words of its value, or files for an option without such words. */
export interface CompletedOption {
  /** `--check`, `-c`. */
  readonly names: readonly string[];
  readonly description: string;
  /** null: it takes no value; empty: it takes a file or anything else. */
  readonly values: readonly string[] | null;
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** What its argument may be; empty: files. */
  readonly words: readonly string[];
}
