// The type of reporters: a pure function from the report to text.
import type { Report } from "../audit/report.ts";

/** What the place that the text goes to can show; a file gets colour 0. */
export interface ReporterEnvironment {
  /** Colours that may be used, as chalk counts them: none, 16, 256, all. */
  readonly colour: 0 | 1 | 2 | 3;
  /** In columns. */
  readonly width: number;
  /** false where the locale is not UTF-8: the text is plain ASCII then. */
  readonly unicode: boolean;
  readonly verbose: boolean;
  /** `junit=FILE?all`: every failure is shown as one, also what does not gate. */
  readonly all?: boolean;
}

/** One text or, where a format has several parts, texts by name; the command line decides where each goes. */
export type Reporter = (report: Report, env: ReporterEnvironment) => string | Record<string, string>;
