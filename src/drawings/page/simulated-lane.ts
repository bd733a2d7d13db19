// Below the wiring of a function: what happens to each of its aliases when a deployment is broken.
import type { Graph, GraphLane, Simulation } from "../../audit/report.ts";
import { commonAssumptions, type Naming, shiftOf } from "../shift/words.ts";
import { nameOf, visible } from "../words.ts";
import { element, lines, type Markup } from "./markup.ts";
import { drawDeployment } from "./shift-section.ts";

/** The deployments whose subject is the function, or the alias of a function elsewhere, that the lane is about. */
export function drawSimulated(graph: Graph, lane: GraphLane, simulation: Simulation | null): readonly Markup[] {
  const root = graph.nodes.find(({ id }) => id === lane.id)?.subject;
  if (simulation === null || root === undefined || root === null) return [];
  const naming = namesIn(graph);
  const common = commonAssumptions(simulation.deployments);
  return simulation.deployments.flatMap((deployment, index) => {
    const { stack, logicalId, detail } = deployment.subject;
    if (stack !== root.stack || logicalId !== root.logicalId) return [];
    const said = `A broken version behind alias ${visible(detail)}`;
    const heading = element("h3", {}, said, { html: " " }, element("small", {}, shiftOf(deployment)));
    return [
      element(
        "div",
        { class: "deployment" },
        lines(heading, drawDeployment(deployment, naming, `shift-${index + 1}`, common, simulation.errorRate)),
      ),
    ];
  });
}

/** As the graph calls them. */
function namesIn({ nodes }: Graph): Naming {
  const find = (stack: string, logicalId: string) =>
    nodes.find(({ subject }) => subject?.stack === stack && subject.logicalId === logicalId);
  const named = ({ stack, logicalId }: { readonly stack: string; readonly logicalId: string }): string => {
    const node = find(stack, logicalId);
    return node === undefined ? logicalId : nameOf(node);
  };
  return { address: named, label: named };
}
