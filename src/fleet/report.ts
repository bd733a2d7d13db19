// The fleet report, version 1: the verdict on many systems. It only ever gains fields.
import * as z from "zod";

const text = z.string();
const count = z.int().min(0);
const score = z.number().nullable();

const verdicts = z
  .strictObject({ fit: count, degraded: count, inconclusive: count, notAudited: count, missing: count })
  .describe("How many systems, by verdict; missing: a target without a report.");

const system = z.strictObject({
  name: text,
  verdict: z.enum(["fit", "degraded", "inconclusive", "not-audited", "missing"]),
  exitCode: z.int().min(0).max(3),
  score,
  failures: count.describe("Failures that gate."),
  unknowns: count.describe("Unknown assessments that gate."),
  reason: text.nullable().describe("Why there is no verdict."),
  auditedAt: text.nullable(),
  account: text.nullable(),
  region: text.nullable(),
  tags: z.record(text, text),
  page: text.nullable().describe("Its own HTML report, beside this one."),
});

const group = z.strictObject({ value: text, systems: count, verdicts, score });

const check = z.strictObject({
  id: text,
  title: text,
  characteristic: text,
  assessed: count.describe("Systems in which it assessed something."),
  failing: count.describe("Systems in which it fails at least once."),
  unknown: count,
});

const change = z.strictObject({ name: text, from: text, to: text, scoreFrom: score, scoreTo: score });

export const fleetReportSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    kind: z.literal("fleet"),
    tool: z.strictObject({ name: text, version: text, homepage: text.optional() }),
    mergedAt: z.iso.datetime(),
    verdict: z
      .enum(["fit", "degraded", "inconclusive"])
      .nullable()
      .describe("null: a system is missing or could not be audited."),
    exitCode: z.int().min(0).max(3).describe("The worst of all systems: 2, 1, 3, 0."),
    systems: count,
    verdicts,
    score: z.strictObject({
      median: score,
      deciles: z.array(z.number()).describe("The nine, from the lowest; empty without a score."),
    }),
    unaccounted: z
      .array(z.strictObject({ name: text, reason: text }))
      .describe("Targets without a verdict, each with the reason: missing, denied, timed out, not readable."),
    unlisted: z.array(text).describe("Reports of systems that are not in the list of targets."),
    checks: z.array(check).describe("By the number of failing systems."),
    characteristics: z.record(text, score).describe("The median score of each."),
    groups: z.record(text, z.array(group)).describe("By account, by region and by each tag of the targets."),
    worst: z.array(text).describe("The systems with a verdict that need attention first."),
    all: z.array(system).describe("Every target, in the order of the list."),
    change: z
      .strictObject({
        since: text,
        scoreFrom: score,
        scoreTo: score,
        worse: z.array(change),
        better: z.array(change),
        added: z.array(text),
        removed: z.array(text),
      })
      .nullable()
      .describe("Against an earlier fleet report."),
  })
  .describe("The report of serverless-fitness over a fleet of systems, version 1.");

export type FleetReport = z.infer<typeof fleetReportSchema>;
export type FleetSystem = FleetReport["all"][number];
export type FleetVerdicts = FleetReport["verdicts"];
