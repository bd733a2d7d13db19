// One finding of the page: subjects, message, examined path, and remedy.
import type { Report, ReportedAssessment } from "../../audit/report.ts";
import { element, lines, type Markup, space } from "../../drawings/page/markup.ts";
import { visible } from "../../drawings/words.ts";
import { addressOf, detailOf, placeOf } from "../report/assessments.ts";
import { commonOf, type Finding, findingInWords } from "../report/fold.ts";
import { remediesInWords } from "../report/remedies.ts";

/** Where the page draws the chain of a function: by `<stack>/<logical id>` the id of the section. */
export type Anchors = ReadonlyMap<string, string>;

/** Members that are shown without opening anything. */
const SHOWN = 5;

/** Where the page tells of an assessment. */
export function anchorOf({ check }: Pick<ReportedAssessment, "check">): string {
  return `check-${visible(check).replace(/[^\p{L}\p{N}-]/gu, (character) => `_${character.codePointAt(0)}`)}`;
}

export function drawFinding(finding: Finding, report: Report, chains: Anchors): Markup {
  const { members, cause } = finding;
  const [first] = members;
  const isAlone = members.length === 1;
  const badge = badgeOf(first);
  const words = commonOf(members, ({ message, reason }) => [message, reason]);
  const isSaid = words === null || (cause?.kind === "lack" && !isAlone);
  const isQuiet = !first.gating && report.verdict !== null;
  return element(
    "li",
    { class: `finding ${badge}`, "data-state": first.verdict, "data-gates": first.gating ? "yes" : "no" },
    lines(
      element(
        "p",
        { class: "whom" },
        element("span", { class: `badge ${badge}` }, badge),
        space,
        ...(isQuiet ? [element("small", {}, "does not gate"), space] : []),
        isAlone ? drawSubject(first, chains) : element("b", {}, visible(findingInWords(finding))),
      ),
      isSaid ? [] : drawWords(first),
      isAlone ? drawPath(first) : drawMembers(members, words === null, chains),
      drawRemedy(members),
    ),
  );
}

function badgeOf({ verdict, severity }: ReportedAssessment): string {
  if (verdict === "unknown") return "unknown";
  return severity === "off" ? "info" : severity;
}

function drawRemedy(members: Finding["members"]): readonly Markup[] {
  return remediesInWords(members).map((remedy) => element("p", { class: "remedy" }, `→ ${remedy}`));
}

function drawSubject(assessment: ReportedAssessment, chains: Anchors): readonly Markup[] {
  const { subject } = assessment;
  const detail = detailOf(assessment);
  const place = placeOf(assessment);
  const chain = chains.get(`${subject.stack}/${subject.logicalId}`);
  const name = visible(addressOf(subject)) || "no name";
  return [
    chain === undefined
      ? element("b", {}, name)
      : element("b", {}, element("a", { href: `#${chain}`, title: "Show its chain" }, name)),
    ...(detail === null ? [] : [element("span", { class: "detail" }, visible(detail))]),
    ...(place === null ? [] : [element("code", { class: "place" }, `${visible(place.file)}:${place.line}`)]),
  ];
}

function drawWords({ message, reason }: ReportedAssessment): readonly Markup[] {
  const why = reason === null || reason === message ? [] : [element("p", { class: "reason" }, reason)];
  return [element("p", {}, message), ...why];
}

/** The nodes that were walked; one alone is the subject itself, and says nothing. */
function drawPath({ evidence }: ReportedAssessment): readonly Markup[] {
  if (evidence.length < 2) return [];
  const nodes = evidence.map(({ label, note, type }) =>
    element("li", { title: [visible(type), ...(note === null ? [] : [visible(note)])].join(": ") }, visible(label) || "no name"),
  );
  return [element("ol", { class: "path", "aria-label": "The examined path" }, lines(nodes))];
}

function drawMembers(members: Finding["members"], areDifferent: boolean, chains: Anchors): readonly Markup[] {
  const items = members.map((member) =>
    element(
      "li",
      {},
      ...drawSubject(member, chains),
      ...(areDifferent ? [element("span", { class: "said" }, member.message)] : []),
    ),
  );
  const list = (some: readonly Markup[]): Markup => element("ul", { class: "members" }, lines(some));
  if (items.length <= SHOWN + 1) return [list(items)];
  const rest = items.slice(SHOWN);
  const more = element("details", {}, element("summary", {}, `${rest.length} more`), list(rest));
  return [list(items.slice(0, SHOWN)), more];
}
