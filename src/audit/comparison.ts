// The comparison of two reports: what got worse, better, is new or gone, and how the wiring changed.
import * as z from "zod";

const text = z.string();

const side = z.strictObject({
  locator: text,
  startedAt: text,
  verdict: z.enum(["fit", "degraded", "inconclusive"]).nullable(),
  score: z.number().nullable(),
});

const finding = z.strictObject({
  check: text,
  severity: z.enum(["error", "warning", "info", "off"]),
  subject: text.describe("The address that people use."),
  detail: text.nullable(),
  before: text.nullable().describe("`pass`, `fail` or `unknown` with the message; null if there was no assessment."),
  after: text.nullable(),
  message: text.describe("What changed, in one sentence."),
});

const link = z.strictObject({
  change: z.enum(["appeared", "vanished", "rewired"]),
  kind: text.describe("As in the graph: invocation, alias, deployment, …; node if a node was added or removed."),
  subject: text,
  message: text.describe("Completes the subject: `no longer notifies Operations`."),
});

const deployment = z.strictObject({
  subject: text,
  alias: text,
  direction: z.enum(["worse", "better"]),
  message: text,
});

export const comparisonSchema = z
  .strictObject({
    before: side,
    after: side,
    worse: z.array(finding).describe("Assessments that got worse, and measurements beyond tolerance and noise."),
    better: z.array(finding),
    new: z.array(finding).describe("Failures and unknowns of new subjects."),
    gone: z.array(finding).describe("Failures and unknowns of what no longer exists."),
    links: z.array(link).nullable().describe("null if one of the reports has no graph."),
    deployments: z.array(deployment).describe("The deployment of a broken version: now and before."),
    together: z.array(text).describe("Changes that cannot be shifted gradually because they are made together with the code."),
    isWorse: z.boolean(),
  })
  .describe("The differences between two reports.");

export type Comparison = z.infer<typeof comparisonSchema>;
export type ComparedFinding = Comparison["worse"][number];
export type LinkChange = NonNullable<Comparison["links"]>[number];
export type DeploymentChange = Comparison["deployments"][number];
