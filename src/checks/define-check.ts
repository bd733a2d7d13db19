// The check author's whole API: a declaration from which everything else is generated, and a pure function over the model.
import * as z from "zod";
import type { EvidenceAsk } from "../model/evidence/evidence.ts";
import type { Path } from "../model/json.ts";
import type { Model } from "../model/model.ts";
import type { Ask, AskKind } from "../model/observed/ask.ts";
import type { Spread } from "../model/observed/gauge.ts";
import type { Resource, Stack } from "../model/resource.ts";
import type { Unresolved } from "../model/value.ts";

// Of what is declared here, a run parses each schema once or twice: to compile it first would take longer.
z.config({ jitless: true });

export const characteristics = [
  "deployability",
  "observability",
  "cost",
  "performance",
  "reliability",
  "security",
  "code quality",
] as const;
export type Characteristic = (typeof characteristics)[number];

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
  /** Beyond a bound against the baseline, and no more than chance explains. */
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
  /** Why it cannot be told: from the value that is unresolved, or in the check's own words. */
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

export interface Check<Options = unknown> {
  /** kebab-case noun, equal to the file's name, stable for ever. */
  readonly id: string;
  /** Completes the sentence «the architecture is fit when …». */
  readonly title: string;
  readonly characteristic: Characteristic;
  readonly scope: "atomic" | "holistic";
  readonly cadence: "triggered" | "continual";
  /** configuration: any source; observation: a live stack or a snapshot of one; either: any, and more on a live one. */
  readonly needs: "configuration" | "observation" | "either";
  readonly subjects: string;
  /** Severity in the preset `recommended`; `off` until configured. */
  readonly severity: "error" | "warning" | "info" | "off";
  readonly options: z.ZodType<Options>;
  /** Of a check in a plug-in: why it exists, how it decides and how to fix what it finds, in Markdown. `fitness explain` shows it. */
  readonly explanation?: string;
  /** Of a check in a plug-in: the https address of its page, which reports link to. */
  readonly documentation?: string;
  /** Without these options the check has nothing to judge: it is not applicable. */
  readonly requires?: readonly string[];
  /** The kinds of live state that it relies on: a live run asks for nothing else, and the IAM policy allows it. */
  readonly observes?: readonly AskKind[];
  /**
   * What a live run has to ask beyond the state of the system's own resources, metrics above all. It is called again with the
   * answers in the model until it asks for nothing new.
   */
  asks?(asking: Pick<Observations<Options>, "model" | "options">): Iterable<Ask>;
  /** The results of other tools that it judges. */
  reads?(options: Options): EvidenceAsk;
  assess(observations: Observations<Options>): Iterable<Assessment>;
}

/** Declares a check. The identity function: it only gives the options their type. */
export function defineCheck<Options>(check: Check<Options>): Check<Options> {
  return check;
}
