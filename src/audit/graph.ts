// The graph of a report: the deployment chain as nodes and links, each link with its findings.
import * as z from "zod";

const text = z.string();

const finding = z
  .strictObject({
    check: text,
    verdict: z.enum(["fail", "unknown"]),
    message: text,
    accepted: z.boolean().describe("Waived or accepted by the baseline."),
  })
  .describe("A failed or unknown assessment of this node or link.");

const node = z.strictObject({
  id: text.describe("Unique in the graph."),
  kind: z.enum([
    "invocation",
    "function",
    "api-stage",
    "alias",
    "deployment-group",
    "configuration",
    "hook",
    "alarm",
    "metric",
    "topic",
    "subscriber",
    "gap",
  ]),
  label: text.describe("The short name of the node; for a gap, what is missing."),
  detail: text.nullable(),
  subject: z.strictObject({ stack: text, logicalId: text, type: text, constructPath: text.nullable() }).nullable(),
  conditional: z.boolean().describe("Its condition is undecided."),
  findings: z.array(finding).describe("About the node itself, not about a link."),
  revision: z
    .strictObject({ code: text.nullable(), role: text.nullable(), permissions: text.nullable() })
    .optional()
    .describe("For a function: hashes of its code and of its role's permissions, and the role; null if unknown."),
});

const edge = z.strictObject({
  from: text,
  to: text,
  kind: z.enum([
    "invocation",
    "alias",
    "deployment",
    "configuration",
    "hook",
    "rollback",
    "watch",
    "member",
    "metric",
    "action",
    "subscription",
    "failure",
  ]),
  state: z
    .enum(["fine", "broken", "undecided", "missing", "accepted"])
    .describe("accepted: broken or undecided, but waived or accepted by the baseline."),
  findings: z.array(finding),
});

const lane = z
  .strictObject({
    id: text,
    kind: z.enum(["function", "alias", "api-stage", "others"]),
    label: text,
    stack: text.nullable(),
    nodes: z.array(text).describe("Ids; shared nodes are in every lane that uses them."),
  })
  .describe("The nodes of one function or one API stage.");

export const graphSchema = z
  .strictObject({ nodes: z.array(node), edges: z.array(edge), lanes: z.array(lane) })
  .describe("What invokes each function and how, what shifts its traffic, which alarms stop that, and whom they notify.");
