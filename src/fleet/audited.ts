// One target after its audit: what `fitness fleet` writes about it, and the part that the merged report keeps.
import * as z from "zod";
import { severityRank } from "./ranks.ts";

/** What a file of results says of itself: whose report it is, and what made it, so that a later run can tell whether it still holds. */
export const provenanceSchema = z.strictObject({
  target: z.string(),
  /** Of the target, its config and the tool's version. */
  digest: z.string(),
  auditedAt: z.iso.datetime(),
});
export type Provenance = z.infer<typeof provenanceSchema>;

/** What the merge reads of a report: the rest of it is not kept. */
const reportSchema = z.looseObject({
  schemaVersion: z.literal(1),
  verdict: z.enum(["fit", "degraded", "inconclusive"]).nullable(),
  exitCode: z.int().min(0).max(3),
  startedAt: z.string(),
  score: z.looseObject({ value: z.number().nullable(), characteristics: z.record(z.string(), z.number().nullable()) }),
  checks: z.array(
    z.looseObject({
      id: z.string(),
      title: z.string(),
      characteristic: z.string(),
      severity: z.string(),
      status: z.string(),
      summary: z.looseObject({ pass: z.number(), fail: z.number(), unknown: z.number() }),
    }),
  ),
  assessments: z.array(z.looseObject({ verdict: z.string(), gating: z.boolean() })),
  unread: z.array(z.looseObject({ file: z.string(), message: z.string() })).default([]),
  fleet: provenanceSchema.optional(),
});

/** What is written for a target that could not be audited at all. */
const failureSchema = z.looseObject({
  verdict: z.null(),
  exitCode: z.literal(2),
  error: z.string(),
  fleet: provenanceSchema.optional(),
});

export interface CheckOutcome {
  readonly id: string;
  readonly title: string;
  readonly characteristic: string;
  readonly failing: boolean;
  readonly unknown: boolean;
}

/** A target's result, reduced to what the fleet report keeps. */
export interface Audited {
  readonly verdict: "fit" | "degraded" | "inconclusive" | null;
  readonly exitCode: 0 | 1 | 2 | 3;
  readonly auditedAt: string | null;
  readonly score: number | null;
  readonly characteristics: Readonly<Record<string, number | null>>;
  /** Those that looked at something. */
  readonly checks: readonly CheckOutcome[];
  /** Assessments that gate. */
  readonly failures: number;
  readonly unknowns: number;
  /** Why there is no verdict; null where there is one. */
  readonly error: string | null;
  readonly provenance: Provenance | null;
}

/** @throws an error in a person's words for what is no report of this tool */
export function parseAudited(content: string): Audited {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw new Error("it is not valid JSON; it may be truncated");
  }
  const failure = failureSchema.safeParse(value);
  if (failure.success) return failed(failure.data.error, failure.data.fleet ?? null);
  const report = reportSchema.safeParse(value);
  if (!report.success) throw new Error("it is not a fitness report (version 1)");
  return reduced(report.data);
}

function failed(error: string, provenance: Provenance | null): Audited {
  const auditedAt = provenance?.auditedAt ?? null;
  const nothing = { score: null, characteristics: {}, checks: [], failures: 0, unknowns: 0 };
  return { verdict: null, exitCode: 2, auditedAt, ...nothing, error, provenance };
}

function reduced(report: z.infer<typeof reportSchema>): Audited {
  const gating = report.assessments.filter((assessment) => assessment.gating);
  const [unread] = report.unread;
  return {
    verdict: report.verdict,
    exitCode: report.exitCode as Audited["exitCode"],
    auditedAt: report.startedAt,
    score: report.score.value,
    characteristics: report.score.characteristics,
    checks: report.checks
      .filter(({ status, severity }) => status === "assessed" && severityRank(severity) > 0)
      .map(({ id, title, characteristic, summary }) => ({
        id,
        title,
        characteristic,
        failing: summary.fail > 0,
        unknown: summary.unknown > 0,
      })),
    failures: gating.filter(({ verdict }) => verdict === "fail").length,
    unknowns: gating.filter(({ verdict }) => verdict === "unknown").length,
    error:
      report.verdict === null
        ? unread === undefined
          ? "it could not be read completely"
          : `${unread.file}: ${unread.message}`
        : null,
    provenance: report.fleet ?? null,
  };
}
