// The input and result of a worker: the audit of one target.
import type { Target } from "../../fleet/target.ts";

export interface Job {
  readonly target: Target;
  /** The arguments of `fitness check`, the reporter apart. */
  readonly arguments: readonly string[];
  readonly cwd: string;
  /** Beside the JSON report, the HTML one. */
  readonly html: boolean;
  /** A reporter for standard output. */
  readonly shown?: string;
}

export interface Outcome {
  readonly exitCode: number;
  /** The JSON report; empty where the audit could not be run. */
  readonly report: string;
  readonly html: string | null;
  /** The standard error output: why there is no report. */
  readonly messages: string;
}
