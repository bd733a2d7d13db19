// Search and filters for open findings; the script shows them, because they do not work without it.
import type { Report, ReportedAssessment } from "../../audit/report.ts";
import { element, lines, type Markup, single } from "../../drawings/page/markup.ts";
import { visible } from "../../drawings/words.ts";

export function drawFilter({ checks }: Report, open: readonly ReportedAssessment[]): Markup {
  const characteristics = [
    ...new Set(checks.filter(({ id }) => open.some(({ check }) => check === id)).map(({ characteristic }) => characteristic)),
  ];
  return element(
    "form",
    { class: "filter", hidden: "", role: "search", "aria-label": "Filter open findings" },
    lines(
      element(
        "label",
        {},
        "Search",
        single("input", { type: "search", name: "text", placeholder: "function, check, words …", autocomplete: "off" }),
      ),
      drawChoice("Show", "show", [
        ["", "everything"],
        ["gates", "gating findings"],
        ["fail", "failures"],
        ["unknown", "unknown"],
      ]),
      drawChoice("Of", "of", [["", "all characteristics"], ...characteristics.map((name): [string, string] => [name, name])]),
      element("output", { "aria-live": "polite" }),
    ),
  );
}

function drawChoice(label: string, name: string, choices: readonly (readonly [string, string])[]): Markup {
  const options = choices.map(([value, text]) => element("option", { value }, visible(text)));
  return element("label", {}, label, element("select", { name }, lines(options)));
}
