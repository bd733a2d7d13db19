// Graphs for the tests: of small templates, of a golden file, and with hostile text in every place.
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { audit } from "../src/audit/audit.ts";
import { graphSchema } from "../src/audit/graph.ts";
import type { Graph } from "../src/audit/report.ts";
import { builtInChecks } from "../src/checks/index.ts";
import { loadConfig } from "../src/config/load.ts";
import { graphOf } from "../src/graph/graph.ts";
import { link } from "../src/model/link.ts";
import { readTemplates } from "../src/sources/template/template.ts";
import { folder, requestFor } from "./folder.ts";
import { hostileText } from "./reports.ts";

export interface Drawn {
  /** Ids of the checks that are run. */
  readonly checks: readonly string[];
  /** Waived for every subject. */
  readonly waived?: readonly string[];
  /** Logical ids of what is selected; everything where it is not given. */
  readonly selected?: readonly string[];
}

/** The graph of one template, validated against its schema. */
export async function graphOn(template: object, { checks: ids, waived = [], selected }: Drawn): Promise<Graph> {
  const cwd = folder({ "shop.json": template });
  const facts = await readTemplates(requestFor(cwd, ["shop.json"]));
  const checks = builtInChecks.filter(({ id }) => ids.includes(id));
  const config = await loadConfig({ cwd, file: null, checks, turnOn: ids, commandLine: {} });
  const waivers = waived.map((check) => ({ check, subject: "**", reason: "known", expires: null }));
  const run = { now: new Date("2026-11-22T10:00:00Z"), tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
  const { assessments } = audit(facts, { ...config, waivers, ...run });
  const model = link(facts, { includeInfrastructure: false });
  return graphSchema.parse(graphOf(model, assessments, { isSelected: ({ logicalId }) => selected?.includes(logicalId) ?? true }));
}

const graphs = path.join(import.meta.dirname, "graphs");

/** The golden graph: every state of a link, every kind of node. */
export function goldenGraph(): Graph {
  return graphSchema.parse(JSON.parse(readFileSync(path.join(graphs, "shop.json"), "utf8")));
}

/** The file snapshot of a drawing of it. */
export function drawingFile(name: string): string {
  return path.join(graphs, "expected", name);
}

/** What the languages of the drawings take for their own. */
const meaningful = fc.constantFrom(
  '"',
  "]",
  "end",
  "-->",
  "subgraph x",
  "%%{init: {}}%%",
  "```",
  "1. ",
  "- ",
  "$$x$$",
  "&quot;",
  "#quot;",
  "#35;",
  "\\",
  "\\N",
  "\n",
  "</svg><script>",
  "' onload='x",
  "**bold**",
  "click n0 href",
);

const text = fc.array(fc.oneof(meaningful, hostileText), { maxLength: 4 }).map((parts) => parts.join(""));

/** The golden graph with other names, messages and ids of checks. */
export const hostileGraph: fc.Arbitrary<Graph> = fc.infiniteStream(text).map((texts) => {
  const next = (): string => texts.next().value as string;
  const { nodes, edges, lanes } = goldenGraph();
  const said = <T extends { findings: Graph["edges"][number]["findings"] }>(about: T): T => ({
    ...about,
    findings: about.findings.map((finding) => ({ ...finding, check: next(), message: next() })),
  });
  return {
    nodes: nodes.map((node) => said({ ...node, label: next(), detail: node.detail === null ? null : next() })),
    edges: edges.map(said),
    lanes: lanes.map((lane) => ({ ...lane, label: next(), stack: lane.stack === null ? null : next() })),
  };
});
