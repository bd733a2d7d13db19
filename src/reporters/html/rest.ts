// Details: every check with its result, what was not run or not audited, and notes.
import type { Report, ReportedCheck } from "../../audit/report.ts";
import { element, lines, type Markup } from "../../drawings/page/markup.ts";
import { visible } from "../../drawings/words.ts";
import { addressOf } from "../report/assessments.ts";
import { counted } from "../report/counts.ts";
import type { Part } from "./part.ts";
import { drawShares } from "./shares.ts";

const STATUS = { assessed: "", "not-applicable": "no subject", skipped: "not run", error: "failed to run" };

export function drawRest(report: Report): readonly Part[] {
  const { checks, notSubjects, notes } = report;
  const others = notSubjects.map((subject) => `${addressOf(subject)}: ${subject.reason}`);
  return [
    {
      id: "checks",
      title: "All checks",
      count: checks.length,
      note: null,
      content: [
        ...folded(`results of ${counted(checks.length, "check")}`, drawChecks(report)),
        ...folded(`${counted(others.length, "resource")} not audited`, list(others)),
        ...folded(counted(notes.length, "note"), list(notes)),
      ],
    },
  ];
}

function folded(summary: string, inside: readonly Markup[]): readonly Markup[] {
  return inside.length === 0 ? [] : [element("details", {}, element("summary", {}, summary), ...inside)];
}

function list(texts: readonly string[]): readonly Markup[] {
  const items = texts.map((text) => element("li", {}, text));
  return items.length === 0 ? [] : [element("ul", { class: "said plain" }, lines(items))];
}

function drawChecks({ checks, source }: Report): readonly Markup[] {
  if (checks.length === 0) return [];
  const head = ["check", "kind", "", "passed", "score"].map((name, index) =>
    name === "" ? element("td", {}) : element("th", { scope: "col", class: index > 2 ? "number" : null }, name),
  );
  const rows = checks.map((check) => drawCheck(check, source.kind));
  const table = element("table", {}, element("thead", {}, element("tr", {}, head)), element("tbody", {}, lines(rows)));
  return [element("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": "All checks" }, table)];
}

function drawCheck(check: ReportedCheck, kind: Report["source"]["kind"]): Markup {
  const { id, title, documentation, characteristic, scope, cadence, status, summary, score } = check;
  const name = element("code", {}, visible(id));
  const lack = status === "skipped" && kind === "template" ? "needs a live stack" : STATUS[status];
  return element(
    "tr",
    {},
    element(
      "th",
      { scope: "row" },
      documentation === undefined ? name : element("a", { href: documentation, rel: "noreferrer" }, name),
      element("small", {}, visible(title)),
    ),
    element("td", {}, [characteristic, scope, cadence].map(visible).join(" · ")),
    element("td", { class: "wide" }, lack === "" ? drawShares(summary) : lack),
    element("td", { class: "number" }, lack === "" ? String(summary.pass) : "–"),
    element("td", { class: "number" }, score === null ? "–" : String(score)),
  );
}
