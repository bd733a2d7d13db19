// An earlier report as a history entry, of any report version; and which reports are about the same system.
import * as z from "zod";
import type { HistoryEntry } from "../audit/history.ts";
import type { Report } from "../audit/report.ts";
import { addressOf } from "../reporters/report/assessments.ts";

const text = z.string();
const count = z.int().min(0);

/** What is needed of a report. */
const reportSchema = z.lazy(() =>
  z.object({
    schemaVersion: z.literal(1),
    startedAt: z.iso.datetime(),
    source: z.object({ kind: text, locator: text, stacks: z.array(z.object({ name: text })) }),
    verdict: z.enum(["fit", "degraded", "inconclusive"]).nullable(),
    score: z.object({ value: z.number().nullable(), characteristics: z.record(text, z.number().nullable()) }),
    summary: z.object({ pass: count, fail: count, unknown: count, waived: count, baselined: count }),
    assessments: z.array(
      z.object({
        check: text,
        verdict: z.enum(["pass", "fail", "unknown"]),
        subject: z.object({ stack: text, logicalId: text.nullable(), constructPath: text.nullable(), detail: text.nullable() }),
        fingerprint: text,
        measurement: z
          .object({
            value: z.number(),
            unit: text,
            comparator: z.enum(["<", "<=", ">", ">=", "=="]),
            threshold: z.number(),
            of: text.optional(),
          })
          .nullable(),
      }),
    ),
    baseline: z.object({ size: count.optional() }).nullable().catch(null),
  }),
);
type PastReport = z.output<typeof reportSchema>;

export interface PastRun {
  readonly entry: HistoryEntry;
  readonly kind: string;
  readonly stacks: readonly string[];
}

/** @returns null for what is no report */
export function pastRunOf(value: unknown): PastRun | null {
  const parsed = reportSchema.safeParse(value);
  if (!parsed.success) return null;
  const { source } = parsed.data;
  return { entry: entryOf(parsed.data), kind: source.kind, stacks: source.stacks.map(({ name }) => name) };
}

function entryOf({ startedAt, source, verdict, score, summary, assessments, baseline }: PastReport): HistoryEntry {
  return {
    startedAt,
    locator: source.locator,
    verdict,
    score: score.value,
    characteristics: score.characteristics,
    summary,
    accepted: baseline?.size ?? null,
    failing: assessments.filter((each) => each.verdict === "fail").map(({ fingerprint }) => fingerprint),
    measurements: assessments.flatMap(({ check, subject, fingerprint, measurement }) => {
      if (measurement === null) return [];
      const { value, unit, comparator, threshold, of } = measurement;
      const address = addressOf(subject);
      const name = subject.detail === null ? address : `${address} (${subject.detail})`;
      return [{ check, subject: name, ...(of === undefined ? {} : { of }), value, unit, comparator, threshold, fingerprint }];
    }),
  };
}

/** A run of today as its successors will see it. */
export function runOf(report: Report): PastRun {
  const { source } = report;
  const entry = entryOf({ ...report, baseline: report.baseline === null ? null : { size: report.baseline.size } });
  return { entry, kind: source.kind, stacks: source.stacks.map(({ name }) => name) };
}

/** Of the same kind, and about a stack that is in both: stacks come and go, and one folder may collect several systems. */
export function isOfOneSystem(one: PastRun, other: PastRun): boolean {
  return one.kind === other.kind && one.stacks.some((name) => other.stacks.includes(name));
}

/** The runs by the systems that they are about, the oldest first. */
export function bySystem(runs: readonly PastRun[]): readonly (readonly PastRun[])[] {
  const systems: PastRun[][] = [];
  for (const run of [...runs].sort((a, b) => order(a.entry.startedAt, b.entry.startedAt))) {
    const own = systems.find((system) => system.some((other) => isOfOneSystem(run, other)));
    if (own === undefined) systems.push([run]);
    else own.push(run);
  }
  return systems;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
