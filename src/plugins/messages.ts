// The messages between the command line and a plug-in's process: plain data, one response per request.
import type * as z from "zod";
import type { Assessment } from "../assessment.ts";
import type { MeasuredEntry } from "../audit/baseline/baseline.ts";
import type { Report } from "../audit/report.ts";
import type { Check } from "../checks/define-check.ts";
import type { EvidenceAsk } from "../model/evidence/evidence.ts";
import type { FitnessMetadata, ResourceFacts, StackFacts, SystemFacts } from "../model/facts.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { Ask } from "../model/observed/ask.ts";
import type { ReporterEnvironment } from "../reporters/reporter.ts";
import type { Rendering } from "./rendering.ts";

/** A resource without what finds its place in a file: the command line does that. */
export type SentResource = Omit<ResourceFacts, "locate" | "sourceLocation">;

export interface SentStack extends Omit<StackFacts, "locate" | "sourceLocation" | "resources" | "outside" | "fitnessMetadata"> {
  readonly resources: readonly SentResource[];
  readonly outside: readonly (readonly [string, SentResource])[] | null;
  readonly fitnessMetadata: readonly Omit<FitnessMetadata, "locate">[];
}

export type SentSystem = Omit<SystemFacts, "stacks">;

/** What a check declares, but its functions and its schema. */
export interface Declaration
  extends Pick<
    Check,
    | "id"
    | "title"
    | "characteristic"
    | "scope"
    | "cadence"
    | "needs"
    | "subjects"
    | "severity"
    | "requires"
    | "observes"
    | "explanation"
    | "documentation"
  > {
  readonly hasAsks: boolean;
  readonly hasReads: boolean;
  /** The JSON schema of its options. */
  readonly options: JsonObject;
}

/** What a reporter declares, but its function. */
export interface DeclaredReporter {
  readonly name: string;
  readonly drawings: boolean;
}

interface SentReference {
  readonly stack: string;
  readonly logicalId: string;
}

type SentFinding = Omit<Assessment["finding"], "evidence" | "at" | "culprit"> & {
  readonly evidence?: readonly (SentReference & { readonly label?: string; readonly note?: string })[];
  readonly at?: SentReference & { readonly path: readonly (string | number)[] };
  readonly culprit?: SentReference;
};

/** An assessment with its resources as names. */
export interface SentAssessment extends Pick<Assessment, "verdict"> {
  readonly subject: Omit<Assessment["subject"], "stack" | "resource" | "of"> & {
    readonly stack: string;
    readonly logicalId: string | null;
    readonly of?: SentReference;
  };
  readonly finding: SentFinding;
}

/** One of a check's ways to look at the system that was sent before. */
export interface CheckRequest {
  readonly check: string;
  /** As the config has them: the process parses them with the check's own schema. */
  readonly options: unknown;
  readonly includeInfrastructure: boolean;
}

export interface AssessRequest extends CheckRequest {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What the baseline measured for this check. */
  readonly measured: readonly MeasuredEntry[];
}

/** What is asked, by name. */
export interface Requests {
  /** The default export of a config in code. */
  readonly config: { readonly file: string };
  readonly plugin: { readonly file: string };
  /** What a check's schema finds wrong with options. */
  readonly issues: Pick<CheckRequest, "check" | "options">;
  /** The system that the next requests are about; its stacks follow one by one. */
  readonly system: SentSystem;
  readonly stack: SentStack;
  readonly asks: CheckRequest;
  readonly reads: Pick<CheckRequest, "check" | "options">;
  readonly assess: AssessRequest;
  readonly render: { readonly reporter: string; readonly report: Report; readonly env: ReporterEnvironment };
  /** Waits until the plug-in has no open handles. */
  readonly rest: Record<string, never>;
}

export interface Replies {
  readonly config: Json;
  readonly plugin: { readonly checks: readonly Declaration[]; readonly reporters: readonly DeclaredReporter[] };
  readonly issues: readonly z.core.$ZodIssue[];
  readonly system: null;
  readonly stack: null;
  readonly asks: readonly Ask[];
  readonly reads: EvidenceAsk;
  /** Assessments are sent in parts before it. */
  readonly assess: null;
  readonly render: Rendering;
  /** What is still open: `Timeout`, `TCPServerWrap`. */
  readonly rest: readonly string[];
}

export type RequestName = keyof Requests;

/** The first message: what marks those of ours from any that the plug-in sends. */
export interface Greeting {
  readonly token: string;
  /** Bytes that the process may take beyond what it was sent. */
  readonly memory: number;
}

export interface RequestMessage<Name extends RequestName = RequestName> {
  readonly name: Name;
  readonly request: Requests[Name];
}

export type ReplyMessage = { readonly token: string } & (
  | { readonly reply: unknown }
  /** A check threw an error: it cannot tell, and the plug-in is in order. */
  | { readonly threw: string }
  | { readonly part: readonly SentAssessment[] }
  /** What the plug-in did that no plug-in may do. */
  | { readonly fault: string }
);
