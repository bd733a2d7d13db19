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
  label: text.describe("The short name by which a person knows the node."),
  note: text.nullable(),
});

const spread = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("values"), values: z.array(z.number()).readonly() }),
    z.strictObject({ kind: z.literal("counts"), failures: count, trials: count }),
  ])
  .describe("They distinguish a change from noise: the values of periods, or counts of which a share is the quotient.");

const measurement = z.strictObject({
  value: z.number(),
  unit: text,
  comparator: z.enum(["<", "<=", ">", ">=", "=="]),
  threshold: z.number(),
  of: text.optional().describe("What is measured, e.g. p95 Latency."),
  floor: z.number().optional().describe("Changes below it are ignored."),
  spread: spread.optional(),
  withinNoise: z.boolean().optional().describe("Beyond a bound against the baseline, and no more than chance explains."),
});

const cause = z
  .strictObject({
    kind: z.enum(["lack", "resource", "input", "pattern"]),
    key: text.describe("The same for all assessments with this cause: those of one check or, of an open input, of all checks."),
    text: text.describe(
      'lack: what completes "has …" and is not there; resource: the name of the one at fault; input: what it leaves open and what can be done; pattern: the message without names and numbers.',
    ),
  })
  .describe("What many assessments may have in common, so that a reader reads it once.");

const assessment = z.strictObject({
  check: text,
  verdict: z.enum(["pass", "fail", "unknown"]),
  severity,
  gating: z.boolean().describe("As it stands, this assessment decides the exit code."),
  subject,
  message: text.describe("The observed fact, with its numbers."),
  reason: text.nullable().describe("Why it is unknown, ending in what can be done."),
  remedy: text.nullable().describe("One sentence that can be acted on, in the source's language."),
  location: place.nullable().describe("In the template; passes carry none."),
  sourceLocation: place.nullable().describe("In the CDK source."),
  evidence: z.array(evidence).describe("The nodes that were walked, in order."),
  measurement: measurement.nullable(),
  waiver: z.strictObject({ reason: text, expires: text.nullable() }).nullable(),
  baselined: z.boolean(),
  fingerprint: text,
  cause: cause.nullable().describe("null for a pass."),
});

const checkResult = z.strictObject({
  id: text,
  title: text,
  documentation: text.optional().describe("The address of its page; absent for the checks of plug-ins that name none."),
  characteristic: text,
  scope: z.enum(["atomic", "holistic"]),
  cadence: z.enum(["triggered", "continual"]),
  subjects: text.describe("What the check looks at."),
  severity,
  gating: z.boolean().describe("Failures of this severity decide the exit code, and so does an error of the check itself."),
  weight: z.number().min(0).describe("In the mean that is the score."),
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
    .describe("unused: it waives nothing; not-assessed: what it is about was not looked at in this run."),
  gating: z.boolean().describe("It decides the exit code: unused, and strict takes that for an error."),
  expiresInDays: z
    .int()
    .nullable()
    .optional()
    .describe("Days from this run to the last on which it waives; negative once it is past."),
  expiring: z.boolean().optional().describe("It waives something, and not for much longer."),
  location: place.nullable().describe("In the config, or in the template whose metadata carries it."),
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
    verdict: z.enum(["fit", "degraded", "inconclusive"]).nullable().describe("null: the audit could not be run as a whole."),
    exitCode: z.int().min(0).max(3),
    score: z.strictObject({
      value: z.number().nullable(),
      minimum: z.number().nullable(),
      characteristics: z.record(text, z.number().nullable()),
      minimums: z.record(text, z.number()).optional().describe("By characteristic; absent where the config has none."),
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
        "What a live run got no answer to, since its time was over or a service kept silent: the verdict is inconclusive at best.",
      ),
    baseline: baselineSchema.nullable(),
    history: z.array(historyEntrySchema).nullable().describe("The earlier runs, the oldest first; null without a history."),
    graph: graphSchema.nullable(),
    simulation: simulationSchema.nullable(),
    comparison: comparisonSchema
      .nullable()
      .optional()
      .describe("With what the run was compared (--against); absent or null: nothing."),
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
