// Unknown inputs that make assessments of several checks unknown: each is shown once.
import { element, lines, type Markup, space } from "../../drawings/page/markup.ts";
import { visible } from "../../drawings/words.ts";
import { type Finding, grouped } from "../report/fold.ts";
import { anchorOf } from "./finding.ts";

/** @param elsewhere checks that have an article of their own */
export function drawShared(findings: readonly Finding[], elsewhere: ReadonlySet<string>): readonly Markup[] {
  const anchored = new Set(elsewhere);
  return findings.map(({ members, cause }) => {
    const checks = [...grouped(members, ({ check }) => check)];
    const counts = checks.map(([check, own]) => `${visible(check)} ${own.length}`);
    const anchors = checks
      .filter(([check]) => !anchored.has(check))
      .map(([, [first]]) => element("span", { id: anchorOf(first) }));
    for (const [check] of checks) anchored.add(check);
    const title = `${members.length} unknown for the same reason`;
    const gates = members.some(({ gating }) => gating) ? "yes" : "no";
    return element(
      "article",
      { class: "check unknown", "aria-label": title },
      lines(
        element("header", {}, element("h3", {}, ...anchors, title)),
        element(
          "ul",
          { class: "found" },
          element(
            "li",
            { class: "finding unknown", "data-state": "unknown", "data-gates": gates },
            element(
              "p",
              {},
              element("span", { class: "badge unknown" }, "unknown"),
              space,
              cause?.text ?? members[0].reason ?? "",
            ),
            element("p", { class: "reason" }, counts.join(" · ")),
          ),
        ),
      ),
    );
  });
}
