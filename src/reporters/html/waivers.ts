// Waivers with the days that they have left: lapsed ones first, then those that expire soon.
import type { Report } from "../../audit/report.ts";
import { element, lines, type Markup } from "../../drawings/page/markup.ts";
import { visible } from "../../drawings/words.ts";
import type { Part } from "./part.ts";

type Waiver = Report["waivers"][number];

const IDLE = {
  unused: "is unused",
  expired: "has expired",
  forbidden: "not allowed: the check is mandatory",
  "not-assessed": "not assessed in this run",
} as const;

export function drawWaivers({ waivers }: Report): readonly Part[] {
  if (waivers.length === 0) return [];
  const soon = waivers.filter(({ expiring }) => expiring === true).length;
  const lapsed = waivers.filter(({ status }) => status === "expired").length;
  const notes = [...(lapsed === 0 ? [] : [`${lapsed} lapsed`]), ...(soon === 0 ? [] : [`${soon} expiring soon`])];
  const head = ["check", "subject", "reason", "until", ""].map((name) =>
    name === "" ? element("td", {}) : element("th", { scope: "col" }, name),
  );
  const rows = [...waivers].sort((a, b) => order(a) - order(b)).map(drawWaiver);
  return [
    {
      id: "waivers",
      title: "Waivers",
      count: waivers.length,
      note: notes.length === 0 ? null : notes.join(", "),
      content: [
        scrolling(
          "Waivers",
          element("table", {}, element("thead", {}, element("tr", {}, head)), element("tbody", {}, lines(rows))),
        ),
      ],
    },
  ];
}

/** Lapsed ones first, then by the days that are left; those without an end last. */
function order({ status, expiresInDays }: Waiver): number {
  return status === "expired" ? Number.NEGATIVE_INFINITY : (expiresInDays ?? Number.MAX_SAFE_INTEGER);
}

function drawWaiver(waiver: Waiver): Markup {
  const { check, subject, reason, expires, status, location } = waiver;
  const place = location === null ? [] : [element("code", { class: "place" }, `${visible(location.file)}:${location.line}`)];
  const [tone, said] = stateOfWaiver(waiver);
  return element(
    "tr",
    { class: tone === "" ? null : tone },
    element("td", {}, element("code", {}, visible(check))),
    element("td", {}, visible(subject)),
    element("td", {}, reason, ...place),
    element("td", {}, expires === null ? "no expiry" : visible(expires)),
    element("td", {}, status === "used" && tone === "" ? said : element("b", { class: tone }, said)),
  );
}

function stateOfWaiver({ status, expiring, expiresInDays }: Waiver): readonly [string, string] {
  if (status === "expired" || status === "forbidden") return ["bad", IDLE[status]];
  if (expiring === true) return ["doubt", daysLeft(expiresInDays ?? 0)];
  if (status === "unused") return ["doubt", IDLE.unused];
  if (status === "not-assessed") return ["", IDLE["not-assessed"]];
  return ["", expiresInDays === null || expiresInDays === undefined ? "in use" : daysLeft(expiresInDays)];
}

function daysLeft(days: number): string {
  return days === 0 ? "expires today" : days === 1 ? "expires tomorrow" : `${days} days left`;
}

function scrolling(label: string, table: Markup): Markup {
  return element("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": label }, table);
}
