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
  subject: text.describe("As a person addresses it."),
  detail: text.nullable(),
  before: text.nullable().describe("`pass`, `fail` or `unknown`, and the message; null where there was none."),
  after: text.nullable(),
  message: text.describe("What changed, in one sentence."),
});

const link = z.strictObject({
  change: z.enum(["appeared", "vanished", "rewired"]),
  kind: text.describe("As in the graph: invocation, alias, deployment, …; node where a node came or went."),
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
    worse: z
      .array(finding)
      .describe("What passed or was undecided and no longer is, and measurements beyond tolerance and noise."),
    better: z.array(finding),
    new: z.array(finding).describe("Failures and unknowns of what was not there before."),
    gone: z.array(finding).describe("Failures and unknowns of what is not there any more."),
    links: z.array(link).nullable().describe("null where one of the reports has no graph."),
    deployments: z.array(deployment).describe("Of a broken version: what stops it now, and what did before."),
    together: z.array(text).describe("What cannot be shifted gradually, since it changes together with the code."),
    isWorse: z.boolean(),
  })
  .describe("What changed between two reports.");

export type Comparison = z.infer<typeof comparisonSchema>;
export type ComparedFinding = Comparison["worse"][number];
export type LinkChange = NonNullable<Comparison["links"]>[number];
export type DeploymentChange = Comparison["deployments"][number];
