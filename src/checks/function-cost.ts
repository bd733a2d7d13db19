// function-cost: the monthly cost of a function, measured or planned.
import * as z from "zod";
import type { Assessment, Observations } from "../assessment.ts";
import { judgeReading, type Measurable } from "../measuring/judge.ts";
import { maximumOption, secondsIn, windowOptions } from "../measuring/options.ts";
import { countInWords, dollarsInWords, millisecondsInWords } from "../measuring/words.ts";
import { costOf, priceOf, sizeOf } from "../model/functions/cost.ts";
import type { FunctionNode } from "../model/functions/function.ts";
import type { Model } from "../model/model.ts";
import { type Reading, readGauge, type Spread, sumsOf } from "../model/observed/gauge.ts";
import { seriesOfFunction } from "../model/observed/series.ts";
import { type Known, known, mapKnown, type Unresolved, unresolved } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

const amount = z.number().min(0).optional();

const options = z.strictObject({
  maximumPerMonth: maximumOption.describe(
    'The highest cost in USD, a change against the baseline like "+10%", or a list of both.',
  ),
  ...windowOptions("7d"),
  invocationsPerMonth: z
    .number()
    .min(0)
    .optional()
    .describe("Invocations of each function, for templates (a live system is measured)."),
  averageMilliseconds: z
    .number()
    .positive()
    .optional()
    .describe("Average duration of an invocation, for templates (a live system is measured)."),
  prices: z
    .strictObject({ x86_64: amount, arm64: amount, perMillionRequests: amount })
    .default({})
    .describe("Prices in USD that replace the built-in table: a GB-second by architecture, a million requests."),
});
type Options = z.infer<typeof options>;

export default defineCheck<Options>({
  id: "function-cost",
  title: "no function exceeds its monthly cost limit",
  characteristic: "cost",
  scope: "holistic",
  cadence: "triggered",
  needs: "either",
  subjects: "function",
  severity: "off",
  options,
  requires: ["maximumPerMonth"],
  observes: ["metric", "function"],
  *asks({ model, options: { window } }) {
    for (const node of model.functions) {
      const gauge = gaugeOf(node, window);
      if (gauge.state === "known") yield* gauge.value.asks;
    }
  },
  *assess(observations) {
    for (const node of observations.model.functions) yield judge(node, observations);
  },
});

/** AWS counts a month as 730 hours. */
const MONTH = 730 * 3600;

interface Use {
  /** A month. */
  readonly invocations: number;
  readonly milliseconds: number;
  /** What it rests on: invocations that were seen; null where it was given. */
  readonly seen: number | null;
  readonly spread?: Spread;
}

function judge(node: FunctionNode, observations: Observations<Options>): Assessment {
  const { model, options: given } = observations;
  const { resource } = node;
  const subject = { stack: resource.stack, resource, detail: null };
  const [use, size] = [useOf(node, given, model), sizeOf(resource)];
  const price = size.state === "known" ? priceOf(resource.stack, size.value, given.prices, model.system) : size;
  const evidence = [resource];
  const unknown = (because: Unresolved): Assessment =>
    observations.unknown(subject, { message: "its cost is unknown", because, remedy, evidence });
  if (use.state !== "known") return unknown(use);
  if (size.state !== "known") return unknown(size);
  if (price.state !== "known") return unknown(price);
  const { invocations, seen } = use.value;
  const at = `(${size.value.megabytes} MB, ${size.value.architecture}, ${price.value.of})`;
  const average = millisecondsInWords(use.value.milliseconds / invocations);
  const measurable: Measurable = {
    subject,
    evidence,
    quantity: "its cost",
    tell: (value, samples, window) =>
      seen === null
        ? `costs ${dollarsInWords(value)} a month with ${countInWords(invocations, "invocation")} of ${average} ${at}`
        : `costs ${dollarsInWords(value)} a month at the rate of ${countInWords(samples, "invocation")} of ${average} in ${window} ${at}`,
    show: dollarsInWords,
    unit: "USD a month",
    of: "cost",
    remedy,
  };
  const value = seen === 0 ? null : costOf(use.value, size.value, price.value);
  const limits = { ...given, maximum: given.maximumPerMonth, floor: 0, ...(seen === null ? { minimumSamples: 0 } : {}) };
  const spread = value === null ? {} : spreadOf(use.value, value);
  return judgeReading(measurable, { value, samples: seen ?? invocations, ...spread }, limits, observations);
}

/** What each hour costs. */
function spreadOf({ spread, milliseconds }: Use, cost: number): Pick<Reading, "spread"> {
  if (spread?.kind !== "values") return {};
  return { spread: { ...spread, values: spread.values.map((each) => Number(((each / milliseconds) * cost).toPrecision(5))) } };
}

function useOf(node: FunctionNode, given: Options, model: Model): Known<Use> | Unresolved {
  if (model.system.facts.kind === "template") return plannedUse(given);
  const gauge = gaugeOf(node, given.window);
  const reading = gauge.state === "known" ? readGauge(gauge.value, model) : gauge;
  const months = secondsIn(given.window) / MONTH;
  return mapKnown(reading, ({ value, samples, spread }) => ({
    invocations: samples / months,
    milliseconds: (value ?? 0) / months,
    seen: samples,
    ...(spread === undefined ? {} : { spread }),
  }));
}

function plannedUse({ invocationsPerMonth: invocations, averageMilliseconds: average }: Options): Known<Use> | Unresolved {
  if (invocations === undefined || average === undefined)
    return unresolved("its usage is unknown: give invocationsPerMonth and averageMilliseconds, or audit a live stack (--stack)");
  return known({ invocations, milliseconds: invocations * average, seen: null });
}

/** Of the milliseconds that it ran; its samples are the invocations. */
function gaugeOf(node: FunctionNode, window: string) {
  const span = { windowSeconds: secondsIn(window), periodSeconds: 3600 };
  return mapKnown(seriesOfFunction(node), (series) => sumsOf(series, "Duration", "Invocations", span));
}

const remedy = {
  cdk: "reduce the function's memorySize or duration, or set architecture: Architecture.ARM_64",
  sam: "reduce the function's MemorySize or duration, or set Architectures: [arm64]",
  cloudformation: "reduce the function's MemorySize or duration, or set Architectures: [arm64]",
};
