// The drawings of one graph with everything in it, and of graphs in which every text tries to be something else.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawingFile, goldenGraph, hostileGraph } from "../../test/graphs.ts";
import type { Graph } from "../audit/report.ts";
import { drawDot } from "./dot.ts";
import { drawHtml } from "./html.ts";
import { drawMermaid } from "./mermaid.ts";
import { wrapped } from "./page/box.ts";

const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/u;

describe("the golden graph", () => {
  const graph = goldenGraph();

  it("has links in every state, so that each is drawn", () => {
    expect(new Set(graph.edges.map(({ state }) => state)).size).toBe(5);
    expect(graph.nodes.some(({ conditional }) => conditional)).toBe(true);
  });

  it.each([
    ["shop.mmd", drawMermaid(graph)],
    ["shop.dot", drawDot(graph)],
    ["shop.html", drawHtml(graph, "shop.json")],
  ])("%s", async (name, drawn) => {
    await expect(drawn).toMatchFileSnapshot(drawingFile(name));
  });
});

describe("hostile names, messages and checks", () => {
  const runs = { numRuns: 150 };

  it("leave a flowchart of nothing but boxes, links and styles", () => {
    const plain = String.raw`[^"\n<>\x60{}%$\\*_~|@^=[\]&]*`;
    const label = `"${plain}(?:<br/>${plain})?"`;
    const box = String.raw`n\d+(?:\[|>|\(\[|\[\[|\{\{|\[/|\[\()${label}(?:\]|\]\)|\]\]|\}\}|/\]|\)\])(?::::\w+)?`;
    const link = String.raw`n\d+ (?:-->|-\.->)(?:\|${label}\|)? n\d+`;
    const frame = String.raw`subgraph l\d+\[${label}\]|direction LR|end|class [l\d,]+ lane|classDef \w+ [\w:#,. -]+|linkStyle \d+ [\w:#,-]+`;
    const line = new RegExp(`^(?:flowchart LR| +(?:${box}|${link}|${frame}))$`, "u");
    fc.assert(
      fc.property(hostileGraph, (graph) => {
        for (const each of drawMermaid(graph).trimEnd().split("\n")) {
          expect(each).toMatch(line);
          expect(each).not.toMatch(control);
        }
      }),
      runs,
    );
  });

  it("leave a graph of nothing but statements with quoted attributes", () => {
    const text = String.raw`"(?:[^"\\\n]|\\\\|\\"|\\n)*"`;
    const attributes = String.raw`\[\w+=${text}(?:, \w+=${text})*\]`;
    const line = new RegExp(
      `^(?:digraph fitness \\{| *\\}| +subgraph cluster_\\d+ \\{| +(?:graph|node|edge|n\\d+|n\\d+ -> n\\d+) ${attributes};)$`,
      "u",
    );
    fc.assert(
      fc.property(hostileGraph, (graph) => {
        for (const each of drawDot(graph).trimEnd().split("\n")) {
          expect(each).toMatch(line);
          expect(each).not.toMatch(control);
        }
      }),
      runs,
    );
  });

  it("leave a page with the same elements, none of which can run or fetch anything", () => {
    const elementsOf = (page: string): string[] => (page.match(/<\/?[a-z][a-z0-9]*/g) ?? []).sort();
    const plain = new Set(elementsOf(drawHtml(goldenGraph(), "shop.json")));
    fc.assert(
      fc.property(hostileGraph, fc.string(), (graph, locator) => {
        const page = drawHtml(graph, locator);
        const inside = page.replace(/<style>[\s\S]*?<\/style>/, "");
        expect(elementsOf(inside).filter((name) => !plain.has(name))).toEqual([]);
        expect(inside.replace(/<[!/]?[a-zA-Z](?:[^<>"]|"[^"<>]*")*>/g, "")).not.toMatch(/[<>]/);
        expect(inside.replace(/"[^"]*"/g, "")).not.toMatch(/<[^>]* (?:on\w+|style)=/);
        expect(inside.match(/(?:href|src)="[^"]*"/g)?.every((link) => /^href="(?:#lane-\d+|data:,)"$/.test(link))).toBe(true);
        expect(inside).not.toMatch(control);
      }),
      runs,
    );
  }, 60_000);
});

/** So many functions in a row, each with one link; the first few of them broken. */
function row(count: number, broken: number): Graph {
  const ids = Array.from({ length: count }, (_, index) => String(index));
  const node = { detail: null, subject: null, conditional: false, findings: [] };
  const finding = { check: "function-alias", verdict: "fail", message: "has no alias", accepted: false } as const;
  return {
    nodes: ids.flatMap((id) => [
      { ...node, id: `f${id}`, kind: "function", label: `Function${id}` } as const,
      { ...node, id: `a${id}`, kind: "alias", label: "live" } as const,
    ]),
    edges: ids.map((id, index) => ({
      from: `f${id}`,
      to: `a${id}`,
      kind: "alias",
      state: index < broken ? "broken" : "fine",
      findings: index < broken ? [finding] : [],
    })),
    lanes: ids.map((id) => ({ id, kind: "function", label: `Function${id}`, stack: "Shop", nodes: [`f${id}`, `a${id}`] })),
  };
}

const linksIn = (drawn: string): number => drawn.match(/-->/g)?.length ?? 0;

describe("a flowchart of a large system", () => {
  it("shows everything as long as that makes a picture", () => {
    expect(linksIn(drawMermaid(row(150, 3)))).toBe(150);
  });

  it("then shows what is broken, and counts the rest", () => {
    const drawn = drawMermaid(row(400, 3));
    expect(linksIn(drawn)).toBe(3);
    expect(drawn).toContain('rest["397 more: all 397 links are intact"]');
  });

  it("shows the first few where nothing is broken", () => {
    expect(linksIn(drawMermaid(row(400, 0)))).toBe(150);
  });

  it("never goes beyond what mermaid takes, and says how much is broken in what it leaves out", () => {
    const drawn = drawMermaid(row(2000, 1000));
    expect(linksIn(drawn)).toBeLessThanOrEqual(480);
    expect(drawn.length).toBeLessThan(50_000);
    expect(drawn).toMatch(/rest\["\d+ more: \d+ broken"\]/);
  });
});

describe("the page", () => {
  it("keeps its style from being changed: the policy allows these bytes and nothing else", async () => {
    const page = drawHtml(goldenGraph(), "shop.json");
    const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style));
    expect(page).toContain(`default-src &#39;none&#39;; style-src &#39;sha256-${Buffer.from(digest).toString("base64")}&#39;`);
  });

  it("tells every link twice: in the drawing, and in a table", () => {
    const graph = goldenGraph();
    const page = drawHtml(graph, "shop.json");
    const perLane = graph.lanes.map(({ nodes }) =>
      graph.edges.filter(({ from, to }) => nodes.includes(from) && nodes.includes(to)),
    );
    expect(page.match(/<g class="link (?:\w+)"><title>/g)).toHaveLength(perLane.flat().length);
    expect(page.match(/<tr class=/g)).toHaveLength(perLane.flat().length);
  });

  it("draws no two boxes over each other", () => {
    const page = drawHtml(row(3, 1), "row");
    const places = [...page.matchAll(/<g class="node [^"]*" transform="translate\(([\d.]+) ([\d.]+)\)">/g)].map(([, x]) =>
      Number(x),
    );
    expect(new Set(places).size).toBe(2);
    const [left = 0, right = 0] = [...new Set(places)].sort((a, b) => a - b);
    expect(right - left).toBeGreaterThan(150);
  });
});

it.each([
  ["StartChargingStatus500Alarm", ["StartCharging", "Status500Alarm"]],
  ["charging-operations@example.com", ["charging-", "operations@", "example.com"]],
  ["A".repeat(80), ["A".repeat(17), "A".repeat(17), `${"A".repeat(16)}…`]],
  ["漢字漢字漢字漢字漢字", ["漢字漢字漢字漢字", "漢字"]],
  ["", [""]],
])("wraps %j to the width of a box", (text, expected) => {
  expect(wrapped(text, 17, 3)).toEqual(expected);
});
