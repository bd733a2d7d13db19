// One lane as inline SVG: boxes, links, and a numbered mark for each finding.
import type { GraphEdge } from "../../audit/report.ts";
import { gapStates, LINK_WORDS, NODE_WORDS, nameOf, STATE_WORDS, visible } from "../words.ts";
import { BOX_WIDTH, CAPTION_Y, DETAIL_LINE, NAME_LINE, NAME_Y } from "./box.ts";
import type { Layout, PlacedEdge, PlacedNode, Point } from "./layout.ts";
import { element, lines, type Markup } from "./markup.ts";

/** The number of the entry below the drawing that tells of a link, for those that have one. */
export type Numbers = ReadonlyMap<GraphEdge, number>;

export interface Caption {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** Wider drawings shrink to fit, and scroll where that would make them too small to read. */
const WIDE = 900;

const URGENCY: readonly GraphEdge["state"][] = ["fine", "accepted", "undecided", "missing", "broken"];

export function drawSvg({ width, height, nodes, edges }: Layout, numbers: Numbers, { id, title, description }: Caption): Markup {
  const [w, h] = [round(width), round(height)];
  const gaps = gapStates(
    nodes.map(({ node }) => node),
    edges.map(({ edge }) => edge),
  );
  // What matters is drawn last, on top.
  const sorted = [...edges].sort((a, b) => URGENCY.indexOf(a.edge.state) - URGENCY.indexOf(b.edge.state));
  const attributes = {
    class: w > WIDE ? "wide" : "small",
    viewBox: `0 0 ${w} ${h}`,
    width: w,
    height: h,
    role: "img",
    "aria-labelledby": `${id}-title ${id}-desc`,
  };
  return element(
    "svg",
    attributes,
    lines(
      element("title", { id: `${id}-title` }, title),
      element("desc", { id: `${id}-desc` }, description),
      sorted.map((placed) => drawEdge(placed, nodes)),
      nodes.map((placed) => drawNode(placed, gaps.get(placed.node.id) ?? null)),
      sorted.flatMap((placed) => {
        const number = numbers.get(placed.edge);
        return number === undefined ? [] : [drawMark(number, placed.edge.state, middleOf(placed))];
      }),
    ),
  );
}

function drawEdge({ edge, stations }: PlacedEdge, nodes: readonly PlacedNode[]): Markup {
  const label = (id: string): string => nodes.flatMap(({ node }) => (node.id === id ? [nameOf(node)] : []))[0] ?? "";
  const [start, ...rest] = stations;
  const path = [`M${at(start?.[1])}`];
  let previous = start?.[1];
  for (const [index, [left, right]] of rest.entries()) {
    path.push(curve(previous, left));
    const isLast = index === rest.length - 1;
    if (!isLast) path.push(`H${round(right.x)}`);
    previous = right;
  }
  const end = rest.at(-1)?.[0];
  const title = `${label(edge.from)} ${LINK_WORDS[edge.kind]} ${label(edge.to)}: ${STATE_WORDS[edge.state]}`;
  return element(
    "g",
    { class: `link ${edge.state}` },
    element("title", {}, title),
    element("path", { class: "line", d: path.join("") }),
    element("path", { class: "head", d: arrow(end) }),
  );
}

/** Leaves and arrives level. */
function curve(from: Point | undefined, to: Point): string {
  const start = from ?? to;
  const reach = Math.max(24, Math.abs(to.x - start.x) / 2);
  return `C${round(start.x + reach)} ${round(start.y)} ${round(to.x - reach)} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
}

function arrow(end: Point | undefined): string {
  return end === undefined ? "" : `M${round(end.x)} ${round(end.y)}l-8 -4v8z`;
}

function drawNode({ node, box, x, y }: PlacedNode, gap: GraphEdge["state"] | null): Markup {
  const { kind, detail, conditional } = node;
  const caption = gap === null ? NODE_WORDS[kind] : STATE_WORDS[gap];
  const full = [caption, nameOf(node), ...(detail === null ? [] : [visible(detail)])].join(": ");
  const [left, top] = [round(x - BOX_WIDTH / 2), round(y - box.height / 2)];
  const row = (text: string, line: number, name: string): Markup => element("text", { class: name, x: 14, y: round(line) }, text);
  const detailY = NAME_Y + (box.name.length - 1) * NAME_LINE;
  return element(
    "g",
    {
      class: ["node", kind, gap ?? "", conditional ? "conditional" : ""].filter((name) => name !== "").join(" "),
      transform: `translate(${left} ${top})`,
    },
    element("title", {}, conditional ? `${full} (under a condition)` : full),
    element("rect", { class: "box", width: BOX_WIDTH, height: box.height, rx: 7 }),
    element("path", { class: "stripe", d: `M7 .5H4.5a4 4 0 0 0-4 4v${box.height - 9}a4 4 0 0 0 4 4H7z` }),
    row(caption, CAPTION_Y, "caption"),
    box.name.map((text, index) => row(text, NAME_Y + index * NAME_LINE, "name")),
    box.detail.map((text, index) => row(text, detailY + (index + 1) * DETAIL_LINE + 1, "detail")),
  );
}

function drawMark(number: number, state: GraphEdge["state"], { x, y }: Point): Markup {
  return element(
    "g",
    { class: `mark ${state}`, transform: `translate(${round(x)} ${round(y)})` },
    element("circle", { r: 9 }),
    element("text", { y: 4 }, String(number)),
  );
}

/** In the last gap that the link crosses, where it is its own. */
function middleOf({ stations }: PlacedEdge): Point {
  const [before, last] = [stations.at(-2)?.[1], stations.at(-1)?.[0]];
  return { x: ((before?.x ?? 0) + (last?.x ?? 0)) / 2, y: ((before?.y ?? 0) + (last?.y ?? 0)) / 2 };
}

function at(point: Point | undefined): string {
  return `${round(point?.x ?? 0)} ${round(point?.y ?? 0)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
