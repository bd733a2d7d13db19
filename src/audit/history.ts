// Earlier runs, as a report has them: enough for trends, and little beside a whole report.
import * as z from "zod";

const text = z.string();
const count = z.int().min(0);

const measurement = z.strictObject({
  check: text,
  subject: text,
  of: text.optional(),
  value: z.number(),
  unit: text,
  comparator: z.enum(["<", "<=", ">", ">=", "=="]),
  threshold: z.number(),
  fingerprint: text,
});

export const historyEntrySchema = z.strictObject({
  startedAt: z.iso.datetime(),
  locator: text,
  verdict: z.enum(["fit", "degraded", "inconclusive"]).nullable(),
  score: z.number().nullable(),
  characteristics: z.record(text, z.number().nullable()),
  summary: z.strictObject({ pass: count, fail: count, unknown: count, waived: count, baselined: count }),
  accepted: count.nullable().describe("The size of the baseline; null without a baseline."),
  failing: z.array(text).describe("The fingerprints of failures, accepted or not."),
  measurements: z.array(measurement),
});

export type HistoryEntry = z.infer<typeof historyEntrySchema>;
