// The graph of a report: the chain of safe deployments as nodes and links, each link with what was said of it.
import * as z from "zod";

const text = z.string();

const finding = z
  .strictObject({
    check: text,
    verdict: z.enum(["fail", "unknown"]),
    message: text,
    accepted: z.boolean().describe("Waived, or known from the baseline."),
  })
  .describe("A failed or unknown assessment that is about this node or link.");

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
  label: text.describe("The short name by which a person knows the node; of a gap, what is missing."),
  detail: text.nullable(),
  subject: z.strictObject({ stack: text, logicalId: text, type: text, constructPath: text.nullable() }).nullable(),
  conditional: z.boolean().describe("It exists under a condition that is not decided."),
  findings: z.array(finding).describe("About the node itself, and none of its links."),
  revision: z
    .strictObject({ code: text.nullable(), role: text.nullable(), permissions: text.nullable() })
    .optional()
    .describe("Of a function: digests of its code and of its role's permissions, and the role; null where that is not known."),
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
    .describe("accepted: broken or undecided, and waived or known from the baseline."),
  findings: z.array(finding),
});

const lane = z
  .strictObject({
    id: text,
    kind: z.enum(["function", "alias", "api-stage", "others"]),
    label: text,
    stack: text.nullable(),
    nodes: z.array(text).describe("Ids; what several lanes share is in each of them."),
  })
  .describe("What belongs to one function, or to one stage of an API.");

export const graphSchema = z
  .strictObject({ nodes: z.array(node), edges: z.array(edge), lanes: z.array(lane) })
  .describe("Who invokes which function through what, what shifts its traffic, what stops that, and who is notified.");
