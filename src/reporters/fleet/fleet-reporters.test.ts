// What the reporters of a fleet make of a report with everything in it, hostile names included.
import { describe, expect, it } from "vitest";
import { hasXmllint, publishedSchema, xmllint } from "../../../test/xmllint.ts";
import type { FleetReport, FleetSystem } from "../../fleet/report.ts";
import { decilesOf } from "../../fleet/statistics.ts";
import { fleetReporters } from "./index.ts";

const HOSTILE = "</td><script>alert(1)</script>|`@team\u001b[31m::error::";

function system(name: string, over: Partial<FleetSystem> = {}): FleetSystem {
  const place = { account: "111111111111", region: "eu-west-1", tags: { team: "sales" } };
  const counts = { score: 71.5, failures: 3, unknowns: 1, reason: null, auditedAt: null, page: null };
  return { name, verdict: "degraded", exitCode: 1, ...counts, ...place, ...over };
}

const all = [
  system("orders"),
  system("shop", { verdict: "fit", exitCode: 0, score: 100, failures: 0, unknowns: 0, page: "shop.html" }),
  system("search", { verdict: "inconclusive", exitCode: 3, tags: { team: "web" } }),
  system("lost", { verdict: "missing", exitCode: 2, score: null, reason: "its report is missing" }),
  system("denied", { verdict: "not-audited", exitCode: 2, score: null, reason: HOSTILE }),
];
const report: FleetReport = {
  ...{
    schemaVersion: 1,
    kind: "fleet",
    tool: { name: "serverless-fitness", version: "0" },
    mergedAt: "2026-11-30T09:00:00.000Z",
  },
  ...{ verdict: null, exitCode: 2, systems: 5, worst: ["orders", "search"], unlisted: ["stray"], all },
  verdicts: { fit: 1, degraded: 1, inconclusive: 1, notAudited: 1, missing: 1 },
  score: { median: 71.5, deciles: [...decilesOf([71.5, 100])] },
  unaccounted: all.flatMap(({ name, reason }) => (reason === null ? [] : [{ name, reason }])),
  checks: [
    {
      id: "rollback-alarm",
      title: "an alarm stops a deployment",
      characteristic: "deployability",
      assessed: 3,
      failing: 2,
      unknown: 0,
    },
  ],
  characteristics: { deployability: 60 },
  groups: {
    "tag team": [
      { value: "sales", systems: 4, verdicts: { fit: 1, degraded: 1, inconclusive: 0, notAudited: 1, missing: 1 }, score: 85.8 },
      { value: "web", systems: 1, verdicts: { fit: 0, degraded: 0, inconclusive: 1, notAudited: 0, missing: 0 }, score: 71.5 },
    ],
  },
  change: {
    ...{ since: "2026-11-23T09:00:00.000Z", scoreFrom: 90, scoreTo: 71.5, added: ["search"], removed: [] },
    worse: [{ name: "orders", from: "fit", to: "degraded", scoreFrom: 100, scoreTo: 71.5 }],
    better: [],
  },
};
const env = { colour: 0, width: 80, unicode: true, verbose: false } as const;
const said = (name: string): string => fleetReporters[name]?.(report, env) ?? "";

describe("the reporters of a fleet", () => {
  it("tell a person", () => {
    expect(said("human").replace(HOSTILE, "HOSTILE")).toMatchInlineSnapshot(`
      " INCOMPLETE   5 systems: 1 missing, 1 not audited, 1 degraded, 1 inconclusive, 1 fit   median score 71.5

       without a verdict
         ✗ lost  its report is missing
         ✗ denied  </td><script>alert(1)</script>|\`@team\\x1b[31m::error::
       not in the list of targets
         stray  has a report but is not in the list of targets

       since 2026-11-23: 1 worse, 0 better, 1 new, 0 gone, median score 90 → 71.5
         ✗ orders  fit → degraded, score 100 → 71.5

       worst systems
         orders  degraded      score  71.5  3 failures, 1 unknown
         search  inconclusive  score  71.5  3 failures, 1 unknown

       failing checks
         rollback-alarm  █████████████░░░░░░░  2 of 3 systems

       by tag team
         sales  4 systems: 1 missing, 1 not audited, 1 degraded, 1 fit, median score 85.8
         web  1 system: 1 inconclusive, median score 71.5

       incomplete: 1 missing, 1 not audited, 1 degraded, 1 inconclusive, 1 fit; median score 71.5; exit code 2
      "
    `);
  });

  it("write Markdown", () => {
    expect(said("markdown")).toMatchInlineSnapshot(`
      "## Fleet: incomplete

      5 systems: 1 missing, 1 not audited, 1 degraded, 1 inconclusive, 1 fit, median score 71.5

      Since 2026-11-23: 1 worse, 0 better, 1 new, 0 gone.

      | worse | change |
      | --- | --- |
      | orders | fit → degraded, score 100 → 71.5 |

      | without a verdict | reason |
      | --- | --- |
      | lost | its report is missing |
      | denied | \\</td\\>\\<script\\>alert(1)\\</script\\>\\|\\\`@<!-- -->team�\\[31m:<!-- -->:error:<!-- -->: |

      | worst systems | verdict | score | failures | unknown |
      | --- | --- | --- | --- | --- |
      | orders | degraded | 71.5 | 3 | 1 |
      | search | inconclusive | 71.5 | 3 | 1 |

      | check | failing systems |
      | --- | --- |
      | \`rollback-alarm\` | 2 of 3 |
      "
    `);
  });

  it("write JUnit that its schema knows, red where a system is not fit", () => {
    const text = said("junit");
    if (hasXmllint) {
      const file = publishedSchema("JUnit.xsd");
      expect(xmllint([text], file === null ? undefined : { kind: "schema", file })).toBe("");
    }
    expect(text.match(/<failure /g)).toHaveLength(1);
    expect(text.match(/<error /g)).toHaveLength(3);
  });

  it("write one metric line for the fleet and one for each check", () => {
    const lines = said("emf")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ Systems: 5, Missing: 1, NotAudited: 1, MedianScore: 71.5 });
    expect(lines[1]).toMatchObject({ Check: "rollback-alarm", FailingSystems: 2, AssessedSystems: 3 });
  });

  it.each(["human", "markdown", "junit", "html", "emf"])("%s lets no name do anything", (name) => {
    const text = said(name);
    if (name !== "human" && name !== "emf") expect(text).not.toContain("<script>alert");
    expect(text).not.toContain("\u001b");
    expect(text).not.toMatch(/^::error/m);
  });

  it("draw a cell for each system, with a link where it has a page", () => {
    const html = said("html");
    expect(html.match(/<li class="[^"]*" title=/g)).toHaveLength(5);
    expect(html).toContain('href="shop.html"');
    expect(html).toContain("default-src &#39;none&#39;");
  });
});
