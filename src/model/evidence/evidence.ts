// Results of other tools in the model: read by a source, judged by a check.
import type { Known, Unresolved } from "../value.ts";

/** What a check wants to read: files of one kind. */
export interface EvidenceAsk {
  readonly kind: keyof EvidenceContents;
  /** A glob, relative to the config; null: what the tool leaves in the assembly. */
  readonly path: string | null;
}

/** A single finding of a linter or a rule pack. */
export interface ToolFinding {
  readonly rule: string;
  /** The construct path, or `file:line`. */
  readonly where: string;
  readonly message: string;
}

/** A finding that was accepted. */
export interface Suppression {
  readonly rule: string;
  readonly reason: string;
}

/** The report of a linter or a rule pack. */
export interface FindingsReport {
  /** `cdk-nag AwsSolutions`, `cfn-lint 1.58.0`. */
  readonly tool: string;
  /** Results that the report lists, passes included; a report of none looked at nothing. */
  readonly examined: number;
  /** What counts against the bound. */
  readonly findings: readonly ToolFinding[];
  /** Reported at a level that does not count: warnings beside errors. */
  readonly minor: readonly ToolFinding[];
  /** Each rule and reason once, however many resources it covers. */
  readonly suppressed: readonly Suppression[];
  /** What the tool could not decide. */
  readonly undetermined: readonly ToolFinding[];
}

export type CoverageMetric = "lines" | "branches" | "functions" | "statements";

export interface CoverageReport {
  readonly tool: string;
  readonly metrics: Partial<Readonly<Record<CoverageMetric, { readonly covered: number; readonly total: number }>>>;
}

export interface TestReport {
  readonly tests: number;
  readonly skipped: number;
  /** Failures and errors, `suite > name`. */
  readonly failed: readonly string[];
}

export interface LoadTestReport {
  readonly tool: string;
  /** By metric and statistic: `http_req_duration.p(95)`. */
  readonly metrics: ReadonlyMap<string, number>;
  /** How many thresholds of its own the report holds; Artillery's holds none. */
  readonly thresholds: number;
  /** Those that were crossed: `http_req_duration p(95)<200`. */
  readonly crossed: readonly string[];
}

/** An AWS FIS experiment, or the JUnit report of another tool's experiment. */
export type ExperimentReport =
  | { readonly source: "fis"; readonly id: string; readonly status: string; readonly reason: string | null }
  | ({ readonly source: "junit" } & TestReport);

export interface EvidenceContents {
  readonly compliance: FindingsReport;
  readonly sarif: SarifReport;
  readonly coverage: CoverageReport;
  readonly tests: TestReport;
  readonly load: LoadTestReport;
  readonly experiment: ExperimentReport;
}

export type SarifLevel = "error" | "warning" | "note" | "none";

export interface SarifReport {
  readonly tool: string;
  readonly findings: readonly (ToolFinding & { readonly level: SarifLevel })[];
  readonly suppressed: readonly Suppression[];
}

export interface EvidenceFile<Kind extends keyof EvidenceContents = keyof EvidenceContents> {
  /** Relative to the working directory if it is below it. */
  readonly file: string;
  /** When the tool wrote it, in milliseconds since the epoch: as the file says, else its modification time. */
  readonly writtenAt: number;
  /** Unresolved where it is not readable or not of a format that is understood, with the reason. */
  readonly content: Known<EvidenceContents[Kind]> | Unresolved;
}

/** Everything that was read, by `evidenceKey`. */
export type EvidenceFacts = ReadonlyMap<string, readonly EvidenceFile[]>;

export function evidenceKey({ kind, path }: EvidenceAsk): string {
  return `${kind} ${path ?? ""}`;
}
