// A report as one side of a comparison, of any report version.
import * as z from "zod";
import { graphSchema } from "../audit/graph.ts";
import type { Report, ReportedAssessment } from "../audit/report.ts";
import { simulationSchema } from "../audit/simulation.ts";

/** What is compared of an assessment. */
export type ComparedAssessment = Pick<
  ReportedAssessment,
  "check" | "verdict" | "severity" | "subject" | "message" | "waiver" | "baselined" | "measurement"
>;

export interface Side extends Pick<Report, "source" | "startedAt" | "verdict" | "score" | "graph" | "simulation"> {
  readonly assessments: readonly ComparedAssessment[];
}

const text = z.string();
const place = z.object({ name: text, region: text.nullable(), account: text.nullable() });
const measurement = z.object({
  value: z.number(),
  unit: text,
  comparator: z.enum(["<", "<=", ">", ">=", "=="]),
  threshold: z.number(),
  of: text.optional(),
  floor: z.number().optional(),
  spread: z
    .union([
      z.object({ kind: z.literal("values"), values: z.array(z.number()) }),
      z.object({ kind: z.literal("counts"), failures: z.number(), trials: z.number() }),
    ])
    .optional(),
});

const sideSchema = z.object({
  schemaVersion: z.literal(1),
  startedAt: text,
  source: z.object({ kind: z.enum(["template", "stack", "snapshot"]), locator: text, stacks: z.array(place) }),
  verdict: z.enum(["fit", "degraded", "inconclusive"]).nullable(),
  score: z.object({
    value: z.number().nullable(),
    minimum: z.number().nullable(),
    characteristics: z.record(text, z.number().nullable()),
  }),
  assessments: z.array(
    z.object({
      check: text,
      verdict: z.enum(["pass", "fail", "unknown"]),
      severity: z.enum(["error", "warning", "info", "off"]),
      subject: z.object({
        stack: text,
        logicalId: text.nullable(),
        type: text,
        constructPath: text.nullable(),
        physicalId: text.nullable(),
        detail: text.nullable(),
      }),
      message: text,
      waiver: z.object({ reason: text, expires: text.nullable() }).nullable(),
      baselined: z.boolean(),
      measurement: measurement.nullable(),
    }),
  ),
  // A drawing of another version is ignored: the findings are compared nevertheless.
  graph: graphSchema.nullable().catch(null),
  simulation: simulationSchema.nullable().catch(null),
});

/** @returns the report, or in a sentence what is wrong with it */
export function parseSide(value: unknown): Side | string {
  const parsed = sideSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [{ path, message } = { path: [], message: "it is empty" }] = parsed.error.issues;
  return path.length === 0 ? message : `${path.map(String).join(".")}: ${message}`;
}

/** Whether the parsed JSON means to be a report. */
export function isReport(value: unknown): boolean {
  return typeof value === "object" && value !== null && "schemaVersion" in value && "assessments" in value;
}
