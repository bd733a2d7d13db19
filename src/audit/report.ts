// The report, version 1: the one shape that every reporter reads and that programs may rely on. It only ever gains fields.
import * as z from "zod";
import { baselineSchema } from "./baseline/reported.ts";
import { comparisonSchema } from "./comparison.ts";
import { graphSchema } from "./graph.ts";
import { historyEntrySchema } from "./history.ts";
import { simulationSchema } from "./simulation.ts";

const severity = z.enum(["error", "warning", "info", "off"]);
const count = z.int().min(0);
const text = z.string();

const place = z
  .strictObject({ file: text, line: z.int().min(1), column: z.int().min(1) })
  .describe("A place in a file, relative to the working directory; line and column start at 1.");

const summary = z
  .strictObject({ pass: count, fail: count, unknown: count, waived: count, baselined: count })
  .describe("Disjoint counts of assessments.");

const subject = z.strictObject({
  stack: text,
  logicalId: text.nullable().describe("null where the stack itself is the subject."),
  type: text,
  constructPath: text.nullable(),
  physicalId: text.nullable(),
  detail: text.nullable().describe("The alias's name, the route or the event."),
});

const evidence = z.strictObject({
  stack: text,
  logicalId: text.nullable(),
  type: text,
  label: text.describe("The short name of the node."),
  note: text.nullable(),
});

const spread = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("values"), values: z.array(z.number()).readonly() }),
    z.strictObject({ kind: z.literal("counts"), failures: count, trials: count }),
  ])
  .describe("Data to distinguish a change from noise: the values of the periods, or the counts of a share.");

const measurement = z.strictObject({
  value: z.number(),
  unit: text,
  comparator: z.enum(["<", "<=", ">", ">=", "=="]),
  threshold: z.number(),
  of: text.optional().describe("What is measured, e.g. p95 Latency."),
  floor: z.number().optional().describe("Changes below it are ignored."),
  spread: spread.optional(),
  withinNoise: z.boolean().optional().describe("Beyond a limit relative to the baseline, but within noise."),
});

const cause = z
  .strictObject({
    kind: z.enum(["lack", "resource", "input", "pattern"]),
    key: text.describe("The same for all assessments with this cause: of one check or, for an unknown input, of all checks."),
    text: text.describe(
      'lack: the missing thing (completes "has …"); resource: the name of the resource at fault; input: the unknown input and what to do; pattern: the message without names and numbers.',
    ),
  })
  .describe("The common cause of several assessments, to show it once.");

const assessment = z.strictObject({
  check: text,
  verdict: z.enum(["pass", "fail", "unknown"]),
  severity,
  gating: z.boolean().describe("This assessment affects the exit code."),
  subject,
  message: text.describe("The observed fact, with its numbers."),
  reason: text.nullable().describe("Why it is unknown and what to do."),
  remedy: text.nullable().describe("One actionable sentence in the language of the source."),
  location: place.nullable().describe("In the template; null for passes."),
  sourceLocation: place.nullable().describe("In the CDK source."),
  evidence: z.array(evidence).describe("The examined nodes, in order."),
  measurement: measurement.nullable(),
  waiver: z.strictObject({ reason: text, expires: text.nullable() }).nullable(),
  baselined: z.boolean(),
  fingerprint: text,
  cause: cause.nullable().describe("null for a pass."),
});

const checkResult = z.strictObject({
  id: text,
  title: text,
  documentation: text.optional().describe("The URL of its page; absent for plug-in checks without one."),
  characteristic: text,
  scope: z.enum(["atomic", "holistic"]),
  cadence: z.enum(["triggered", "continual"]),
  subjects: text.describe("What the check assesses."),
  severity,
  gating: z.boolean().describe("Failures of this severity affect the exit code, and so does an error of the check itself."),
  weight: z.number().min(0).describe("The weight of the check in the score."),
  status: z.enum(["assessed", "not-applicable", "skipped", "error"]),
  error: text.nullable(),
  score: z.number().nullable(),
  summary,
});

const waiver = z.strictObject({
  check: text,
  subject: text,
  reason: text,
  expires: text.nullable(),
  status: z
    .enum(["used", "unused", "expired", "forbidden", "not-assessed"])
    .describe("unused: it waives nothing; not-assessed: its subject was not assessed in this run."),
  gating: z.boolean().describe("It affects the exit code: it is unused, which is an error in the preset strict."),
  expiresInDays: z.int().nullable().optional().describe("Days until its last day; negative afterwards."),
  expiring: z.boolean().optional().describe("It is used and expires soon."),
  location: place.nullable().describe("In the config, or in the metadata of a template."),
});

const notSubject = z.strictObject({ stack: text, logicalId: text, type: text, constructPath: text.nullable(), reason: text });

export const reportSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tool: z.strictObject({ name: text, version: text, homepage: text.optional() }),
    startedAt: z.iso.datetime(),
    durationMs: z.number().min(0),
    source: z.strictObject({
      kind: z.enum(["template", "stack", "snapshot"]),
      locator: text,
      stacks: z.array(z.strictObject({ name: text, region: text.nullable(), account: text.nullable() })),
    }),
    verdict: z.enum(["fit", "degraded", "inconclusive"]).nullable().describe("null: the audit could not be run completely."),
    exitCode: z.int().min(0).max(3),
    score: z.strictObject({
      value: z.number().nullable(),
      minimum: z.number().nullable(),
      characteristics: z.record(text, z.number().nullable()),
      minimums: z.record(text, z.number()).optional().describe("By characteristic; absent if the config has no minimum."),
    }),
    scanned: z.strictObject({ stacks: count, resources: count, subjects: count, checks: count }),
    summary,
    checks: z.array(checkResult),
    assessments: z.array(assessment),
    waivers: z.array(waiver),
    notSubjects: z.array(notSubject),
    notes: z.array(text),
    unread: z.array(z.strictObject({ file: text, message: text })),
    unanswered: z
      .array(z.strictObject({ message: text, remedy: text.nullable(), missing: count, asked: count }))
      .optional()
      .describe(
        "Requests without a usable response, because of the time limit or a service: the verdict is inconclusive at best.",
      ),
    baseline: baselineSchema.nullable(),
    history: z.array(historyEntrySchema).nullable().describe("Earlier runs, oldest first; null without a history."),
    graph: graphSchema.nullable(),
    simulation: simulationSchema.nullable(),
    comparison: comparisonSchema.nullable().optional().describe("The comparison of --against; absent or null without it."),
  })
  .describe("The report of one run of serverless-fitness, version 1.");

export type Report = z.infer<typeof reportSchema>;
export type ReportedAssessment = Report["assessments"][number];
export type ReportedCheck = Report["checks"][number];
export type ReportedSubject = ReportedAssessment["subject"];
export type Graph = z.infer<typeof graphSchema>;
export type GraphNode = Graph["nodes"][number];
export type GraphEdge = Graph["edges"][number];
export type GraphLane = Graph["lanes"][number];
export type GraphFinding = GraphEdge["findings"][number];
export type Simulation = z.infer<typeof simulationSchema>;
export type SimulatedDeployment = Simulation["deployments"][number];
export type SimulatedAlarm = SimulatedDeployment["alarms"][number];
export type Summary = Report["summary"];
