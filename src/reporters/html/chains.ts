// Open findings by function: the chain as the graph draws it, and the simulated deployment of a broken version.
import type { Graph, GraphLane, Report } from "../../audit/report.ts";
import { foldInvocations } from "../../drawings/fold.ts";
import { columnsOf } from "../../drawings/page/layout.ts";
import { element, lines, type Markup } from "../../drawings/page/markup.ts";
import { drawSection, type Section } from "../../drawings/page/section.ts";
import { drawAssumptions } from "../../drawings/page/shift-section.ts";
import { drawSimulated } from "../../drawings/page/simulated-lane.ts";
import { commonAssumptions } from "../../drawings/shift/words.ts";
import { edgesAmong, laneLabel, worstOf } from "../../drawings/words.ts";
import { counted } from "../report/counts.ts";
import type { Anchors } from "./finding.ts";
import type { Part } from "./part.ts";

export interface Chains {
  readonly parts: readonly Part[];
  readonly anchors: Anchors;
}

/** Chains that are shown without opening anything. */
const SHOWN = 8;
/** Boxes that the page draws at most: what is open comes first, and `fitness graph` draws everything. */
const BOXES = 700;

export function drawChains({ graph: unfolded, simulation }: Report): Chains {
  if (unfolded === null || unfolded.lanes.length === 0) return { parts: [], anchors: new Map() };
  const graph = foldInvocations(unfolded);
  const ranked = graph.lanes.map((lane) => ({ lane, rank: rankOf(graph, lane) })).sort((a, b) => a.rank - b.rank);
  const drawn = withinBudget(ranked.map(({ lane }) => lane));
  const functions = drawn.filter(({ kind }) => kind === "function" || kind === "alias");
  const shared = columnsOf(graph, functions);
  const sections = drawn.map((lane, index) => {
    const columns = functions.includes(lane) ? shared : columnsOf(graph, [lane]);
    return { lane, ...drawSection(graph, lane, columns, index, drawSimulated(graph, lane, simulation)) };
  });
  const hidden = ranked.slice(drawn.length);
  const open = ranked.filter(({ rank }) => rank < SOUND).length;
  const entries = sections.map(({ id, label, state, summary }) =>
    element("li", {}, element("a", { href: `#${id}`, title: summary }, element("span", { class: `dot ${state}` }), label)),
  );
  const assumptions = drawAssumptions([...commonAssumptions(simulation?.deployments ?? [])]);
  return {
    anchors: new Map(sections.flatMap(({ lane, id }) => rootsOf(graph, lane).map((root) => [root, id] as const))),
    parts: [
      {
        id: "functions",
        title: "By function",
        count: open === 0 ? null : open,
        note: noteOn(ranked.map(({ rank }) => rank)),
        content: [
          element("ol", { class: "overview", "aria-label": "Functions and APIs" }, lines(entries)),
          ...drawShown(sections),
          ...drawHidden(hidden.map(({ lane }) => lane)),
          ...assumptions,
        ],
      },
    ],
  };
}

const RANKS = ["broken", "missing", "undecided", "accepted", "fine"] as const;
const SOUND = RANKS.indexOf("accepted");

function noteOn(ranks: readonly number[]): string {
  const open = ranks.filter((rank) => rank < SOUND).length;
  if (open > 0) return `${open} of ${ranks.length} with open findings, worst first`;
  const accepted = ranks.filter((rank) => rank === SOUND).length;
  return accepted === 0
    ? "all links of all chains are intact"
    : `no open findings; ${accepted} of ${ranks.length} with waived or accepted findings`;
}

function rankOf(graph: Graph, lane: GraphLane): number {
  const members = new Set(lane.nodes);
  return RANKS.indexOf(worstOf(edgesAmong(graph, members)));
}

/** At least one. */
function withinBudget(lanes: readonly GraphLane[]): readonly GraphLane[] {
  let boxes = 0;
  const until = lanes.findIndex(({ nodes }, index) => {
    boxes += nodes.length;
    return index > 0 && boxes > BOXES;
  });
  return until === -1 ? lanes : lanes.slice(0, until);
}

function rootsOf({ nodes }: Graph, { id }: GraphLane): readonly string[] {
  const root = nodes.find((node) => node.id === id)?.subject;
  return root === undefined || root === null ? [] : [`${root.stack}/${root.logicalId}`];
}

function drawShown(sections: readonly Section[]): readonly Markup[] {
  const rest = sections.slice(SHOWN);
  const all = (some: readonly Section[]): Markup => lines(some.map(({ markup }) => markup));
  if (rest.length === 0) return [all(sections)];
  const more = element("details", { class: "more" }, element("summary", {}, counted(rest.length, "more chain")), all(rest));
  return [all(sections.slice(0, SHOWN)), more];
}

function drawHidden(lanes: readonly GraphLane[]): readonly Markup[] {
  if (lanes.length === 0) return [];
  const summary = `${counted(lanes.length, "chain is", "chains are")} not drawn here: fitness graph --format html draws them all`;
  const names = lanes.map((lane) => element("li", {}, laneLabel(lane)));
  return [element("details", {}, element("summary", {}, summary), element("ul", { class: "names" }, lines(names)))];
}
