// The check author's whole API: a declaration from which everything else is generated, and a pure function over the model.
import * as z from "zod";
import type { Assessment, Observations } from "../assessment.ts";
import type { EvidenceAsk } from "../model/evidence/evidence.ts";
import type { Ask, AskKind } from "../model/observed/ask.ts";

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

export interface Check<Options = unknown> {
  /** kebab-case noun, equal to the file's name, stable for ever. */
  readonly id: string;
  /** Completes the sentence "the architecture is fit when …". */
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

/** Of a check that cannot be configured. */
export const noOptions = z.strictObject({});

/** Declares a check. The identity function: it only gives the options their type. */
export function defineCheck<Options>(check: Check<Options>): Check<Options> {
  return check;
}
