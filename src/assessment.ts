// What a check says of a subject, and what it is given to say it: the words that checks, measuring and the audit share.
import type { Path } from "./model/json.ts";
import type { Model } from "./model/model.ts";
import type { Spread } from "./model/observed/gauge.ts";
import type { Resource, Stack } from "./model/resource.ts";
import type { Unresolved } from "./model/value.ts";

/** What a check looks at: a resource or, where `resource` is null, the stack itself, or a file where there is one. */
export interface Subject {
  readonly stack: Stack;
  readonly resource: Resource | null;
  /** The alias's name, the route or the event; null where the resource says it all. */
  readonly detail: string | null;
  /** The alias that the detail names: the same one in every world, also where its name is not. */
  readonly of?: Resource;
  /** The result of another tool that the subject is, relative to the working directory. */
  readonly file?: string;
}

/** A node that was walked to reach the verdict. A node that may not exist makes the verdict depend on its condition. */
export interface Evidence {
  readonly resource: Resource;
  /** Short name for a person; the logical id where none is given. */
  readonly label?: string;
  readonly note?: string;
}

export interface Measurement {
  readonly value: number;
  readonly unit: string;
  readonly comparator: "<" | "<=" | ">" | ">=" | "==";
  readonly threshold: number;
  /** What is measured, `p95 Latency`: only measurements of the same thing are compared over time. */
  readonly of?: string;
  /** Changes below it, in the same unit, are ignored. */
  readonly floor?: number;
  /** What it rests on; absent where nothing varies, as in a template. */
  readonly spread?: Spread;
  /** Beyond a limit relative to the baseline, but within noise. */
  readonly withinNoise?: boolean;
}

/** A measurement of an earlier run. */
export type MeasuredBefore = Pick<Measurement, "value" | "unit" | "comparator" | "of" | "spread">;

/** One sentence that can be acted on, in the language the subject is written in. */
export interface Remedy {
  readonly cdk: string;
  readonly sam: string;
  readonly cloudformation: string;
}

export interface Finding {
  /** The observed fact, with its numbers. */
  readonly message: string;
  readonly evidence?: readonly (Resource | Evidence)[];
  readonly measurement?: Measurement;
  /** Of a failure: what the subject lacks, completing "has …" (`an alias`). Where many lack it, a report says so in one sentence. */
  readonly lacks?: string;
  /** Of a failure: the resource at fault, where that is not the subject. What many subjects fail for is reported once. */
  readonly culprit?: Resource;
}

export interface Failure extends Finding {
  readonly remedy: Remedy | string;
  /** The property at fault, below the body of `location`'s resource (default: the subject's). */
  readonly at?: { readonly resource: Resource; readonly path: Path };
  /** What failed, where one subject can fail on several targets; part of the fingerprint. */
  readonly target?: string;
}

export interface Doubt extends Failure {
  /** Why it is unknown: from the value that is unresolved, or in the check's own words. */
  readonly because: Unresolved | string;
}

export interface Assessment {
  readonly verdict: "pass" | "fail" | "unknown";
  readonly subject: Subject;
  readonly finding: Finding & Partial<Doubt>;
}

export interface Observations<Options> {
  readonly model: Model;
  readonly options: Options;
  /** The time of the run, in milliseconds since the epoch: a check has no clock of its own. */
  readonly now: number;
  /** What the baseline measured of the subject; null, or no such function, where there is none to compare with. */
  measuredBefore?(subject: Subject): MeasuredBefore | null;
  pass(subject: Subject, finding: Finding): Assessment;
  fail(subject: Subject, failure: Failure): Assessment;
  unknown(subject: Subject, doubt: Doubt): Assessment;
}
