// The errors that a user sees: what went wrong, where, and what to do. Exit code 2.
import type { Location } from "./model/facts.ts";

export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

export class FitnessError extends Error {
  readonly place: Place | null;
  /** One sentence that can be acted on. */
  readonly remedy: string | null;

  constructor(message: string, options: { place?: Place | Location | null; remedy?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "FitnessError";
    this.place = options.place ?? null;
    this.remedy = options.remedy ?? null;
  }
}

/** The command line or the config asks for something that does not exist. */
export class UsageError extends FitnessError {}

/** A source that could not be read at all. */
export class SourceError extends FitnessError {}

/** A plug-in, or a config in code, that does what it may not. */
export class PluginError extends FitnessError {}
