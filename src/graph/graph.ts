// Builds the report's graph from a linked system and its assessments. Pure: drawings only read the result.
import type { Graph, GraphEdge, GraphNode, ReportedAssessment } from "../audit/report.ts";
import type { Model } from "../model/model.ts";
import type { Resource } from "../model/resource.ts";
import { drawAlarms, linkAlarms } from "./alarms.ts";
import { drawDeployments } from "./deployments.ts";
import { Draft, type DraftEdge, type DraftNode } from "./draft.ts";
import { drawFailures } from "./failures.ts";
import { drawInvocations } from "./invocations.ts";
import { drawLanes } from "./lanes.ts";
import { markGraph } from "./marks.ts";
import { revisionOf } from "./revisions.ts";

interface GraphOptions {
  /** Whether the lane of this function, stage or alarm is wanted. */
  isSelected?(resource: Resource): boolean;
  /** A short text for a long one, another one for another. */
  digest?(text: string): string;
}

/** Draws the wiring as it is in the base world; a link that some world lacks is there, and carries the doubt. */
export function graphOf(
  model: Model,
  assessments: readonly ReportedAssessment[],
  { isSelected = () => true, digest = (text) => text }: GraphOptions = {},
): Graph {
  const draft = new Draft();
  drawStages(draft, model);
  drawAlarms(draft, model);
  drawDeployments(draft, model);
  linkAlarms(draft, model);
  dropRedundantWatches(draft);
  drawFailures(draft, model);
  const invocations = drawInvocations(draft, model);
  markGraph(draft, assessments, invocations);
  const lanes = drawLanes(draft, ({ resource }) => resource !== null && isSelected(resource));
  const shown = new Set(lanes.flatMap(({ nodes }) => [...nodes]));
  const revisions = revisionsOf(model, digest);
  return {
    nodes: [...shown].map((node) => finishNode(node, revisions)),
    edges: [...draft.edges.values()].filter(({ from, to }) => shown.has(from) && shown.has(to)).map(finishEdge),
    lanes: lanes.map((lane) => ({ ...lane, nodes: [...lane.nodes].map(({ id }) => id) })),
  };
}

function drawStages(draft: Draft, { apis, system }: Model): void {
  for (const { resource, api, name } of apis.stages) {
    const label = api.state === "known" ? api.value.resource.label : resource.label;
    const detail = name.state === "known" ? `stage ${system.symbols.display(name.value)}` : "a stage";
    draft.node({ id: `stage ${resource.id}`, kind: "api-stage", label, detail, resource });
  }
}

/** Of an alarm that stops a function's deployments it goes without saying that it watches the function. */
function dropRedundantWatches(draft: Draft): void {
  for (const edge of [...draft.edges.values()]) {
    if (edge.kind !== "watch" || edge.from.kind === "api-stage") continue;
    const onWay = draft.walk([edge.from], ["alias", "deployment", "rollback", "member"]);
    if ([...onWay].some(({ to }) => to === edge.to)) draft.remove(edge);
  }
}

type Revisions = ReadonlyMap<Resource, NonNullable<GraphNode["revision"]>>;

function revisionsOf(model: Model, digest: (text: string) => string): Revisions {
  const short = (text: string | null): string | null => (text === null ? null : digest(text));
  return new Map(
    model.functions.map((node) => {
      const { code, role, permissions } = revisionOf(node, model);
      return [node.resource, { code: short(code), role, permissions: short(permissions) }];
    }),
  );
}

function finishNode({ id, kind, label, detail, resource, findings }: DraftNode, revisions: Revisions): GraphNode {
  const conditional = resource?.presence.state === "unresolved";
  const made = { id, kind, label, detail, conditional, findings };
  if (resource === null) return { ...made, subject: null };
  const { stack, logicalId, type, facts } = resource;
  const subject = { stack: stack.name, logicalId, type, constructPath: facts.constructPath };
  const revision = kind === "function" ? revisions.get(resource) : undefined;
  return { ...made, subject, ...(revision === undefined ? {} : { revision }) };
}

function finishEdge({ from, to, kind, findings }: DraftEdge): GraphEdge {
  return { from: from.id, to: to.id, kind, state: stateOf(findings, to.kind === "gap" || from.kind === "gap"), findings };
}

function stateOf(findings: GraphEdge["findings"], isGap: boolean): GraphEdge["state"] {
  const open = findings.filter(({ accepted }) => !accepted);
  if (open.some(({ verdict }) => verdict === "fail")) return isGap ? "missing" : "broken";
  if (open.length > 0) return "undecided";
  return findings.length > 0 ? "accepted" : "fine";
}
