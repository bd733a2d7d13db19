import { readFileSync } from "node:fs";
// JUnit by its consumers: the published schemas, the counts, the limits, and what each assessment becomes.
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { golden, goldenNames, hostileReport } from "../../test/reports.ts";
import { hasXmllint, publishedSchema, xmllint } from "../../test/xmllint.ts";
import type { Report } from "../audit/report.ts";
import plainReporter from "./junit.ts";
import strictReporter from "./junit-strict.ts";

const junit = (report: Report): string => plainReporter(report, {});
const junitStrict = (report: Report): string => strictReporter(report, {});
const relaxng = join(import.meta.dirname, "../../test/schemas/junit-strict.rng");
const documents = [...goldenNames.map(golden), ...fc.sample(hostileReport, { numRuns: 100, seed: 3 })].map(junitStrict);

function attribute(element: string, name: string): string {
  return new RegExp(` ${name}="([^"]*)"`).exec(element)?.[1] ?? "";
}

function casesOf(text: string): { name: string; classname: string; element: string }[] {
  return [...text.matchAll(/<testcase [^>]*?(?:\/>|>[\s\S]*?<\/testcase>)/g)].map(([element]) => ({
    name: attribute(element, "name"),
    classname: attribute(element, "classname"),
    element,
  }));
}

function suitesOf(text: string): string[] {
  return [...text.matchAll(/<testsuite [\s\S]*?<\/testsuite>/g)].map(([suite]) => suite);
}

describe.skipIf(!hasXmllint)("the strict form is valid", () => {
  test("by our own statement of what every consumer takes", () => {
    expect(xmllint(documents, { kind: "relaxng", file: relaxng })).toBe("");
  });

  test("and that statement refuses the plain form", () => {
    expect(xmllint([junit(golden("degraded"))], { kind: "relaxng", file: relaxng })).toContain("file");
  });

  const jenkins = publishedSchema("junit-10.xsd");
  test.skipIf(jenkins === null)("by the schema of Jenkins' xUnit plugin", () => {
    expect(xmllint(documents, { kind: "schema", file: jenkins! })).toBe("");
  });

  // The edition that packages carry is older than the one that Azure documents: it knows no skipped cases.
  const ant = publishedSchema("JUnit.xsd");
  test.skipIf(ant === null)("by Ant's schema, its skipped cases aside", () => {
    const knowsSkipped = readFileSync(ant!, "utf8").includes('"skipped"');
    const withoutSkipped = (text: string): string => text.replace(/<skipped [^>]*\/>/g, "").replace(/ skipped="\d+"/g, "");
    const told = knowsSkipped ? documents : documents.map(withoutSkipped);
    expect(xmllint(told, { kind: "schema", file: ant! })).toBe("");
  });
});

test("the plain form differs by the file and line of cases, and by their own output", () => {
  for (const name of goldenNames) {
    const cases = junit(golden(name)).replace(/(<testcase [^>]*?) file="[^"]*" line="\d+"/g, "$1");
    const outputs = /<system-out>[^<]*<\/system-out>\n?|<system-out\/>\n?/g;
    expect(cases.replace(outputs, "")).toBe(junitStrict(golden(name)).replace(outputs, ""));
  }
  expect(junit(golden("degraded"))).toContain(' file="lib/stateless.ts" line="41"');
});

test("what does not gate is skipped under its severity, with all of its text as output; ?all makes it a failure", () => {
  const warning = (text: string): string =>
    casesOf(text).find(({ classname }) => classname === "fitness.EVStateless.required-tags")?.element ?? "";
  expect(warning(junit(golden("degraded")))).toMatchInlineSnapshot(`
    "<testcase name="EVStateless/ChargingTopic" classname="fitness.EVStateless.required-tags" time="0" file="lib/stateless.ts" line="12">
    <skipped message="warning: lacks 2 of 5 tags: cost-centre, owner"/>
    <system-out>lacks 2 of 5 tags: cost-centre, owner
    remedy: Tags.of(topic).add(&quot;cost-centre&quot;, …), and the same for owner
    severity: warning, does not gate
    (lib/stateless.ts:12:5)</system-out>
    </testcase>"
  `);
  const strict = junitStrict(golden("degraded"));
  expect(warning(strict)).not.toContain("system-out");
  expect(strict).toContain("<system-out>EVStateless/ChargingTopic\nlacks 2 of 5 tags: cost-centre, owner\nremedy: ");
  expect(warning(plainReporter(golden("degraded"), { all: true }))).toContain('<failure message="lacks 2 of 5 tags');
});

test("nothing is red unless the exit code is 1, and then something is", () => {
  const isRed = (text: string): boolean => /<(?:failure|error) /.test(text);
  for (const report of [...goldenNames.map(golden), ...fc.sample(hostileReport, { numRuns: 100, seed: 5 })]) {
    for (const reporter of [junit, junitStrict]) if (report.exitCode !== 1) expect(isRed(reporter(report))).toBe(false);
  }
  for (const report of goldenNames.map(golden)) expect(isRed(junit(report)), report.source.locator).toBe(report.exitCode === 1);
  for (const name of ["inconclusive", "partly-read", "empty"])
    expect(isRed(plainReporter(golden(name), { all: true })), name).toBe(true);
});

test("every suite counts its cases right, and its cases have distinct names", () => {
  for (const text of documents) {
    for (const [index, suite] of suitesOf(text).entries()) {
      const count = (pattern: RegExp): string => String(suite.match(pattern)?.length ?? 0);
      expect(attribute(suite, "id")).toBe(String(index));
      expect(attribute(suite, "tests")).toBe(count(/<testcase /g));
      expect(attribute(suite, "failures")).toBe(count(/<failure /g));
      expect(attribute(suite, "errors")).toBe(count(/<error /g));
      expect(attribute(suite, "skipped")).toBe(count(/<skipped /g));
      const names = casesOf(suite).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  }
});

test("a failure carries message, remedy, path and place", () => {
  const failure = casesOf(junit(golden("degraded"))).find(
    ({ classname }) => classname === "fitness.EVStateless.progressive-traffic",
  );
  expect(failure?.element).toMatchInlineSnapshot(`
    "<testcase name="EVStateless/StartCharging alias prod" classname="fitness.EVStateless.progressive-traffic" time="0" file="lib/stateless.ts" line="41">
    <failure message="shifts all traffic at once (CodeDeployDefault.LambdaAllAtOnce)" type="fitness.error">shifts all traffic at once (CodeDeployDefault.LambdaAllAtOnce)
    measured: 0 minutes, must be &gt;= 5
    remedy: deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES
    path: StartCharging - prod - StartChargingGroup - LambdaAllAtOnce (predefined by AWS)
    severity: error
    (lib/stateless.ts:41:9)</failure>
    </testcase>"
  `);
});

test("what was waived, is known, did not apply or was not assessed is skipped with its reason; what broke is reported", () => {
  const skipped = (name: string): string[] =>
    [...junit(golden(name)).matchAll(/<skipped message="([^"]*)"/g)].map(([, why]) => why ?? "");
  expect(skipped("waived")).toMatchInlineSnapshot(`
    [
      "the waiver of function-alias for Reports/** has expired: until the rewrite (until 2026-01-31)",
      "the waiver of required-tags for Gone/Topic is unused: no cost centre yet",
      "the waiver of invocation-qualifier for Orders/Rule is not allowed: the check is mandatory: later",
      "waived: retired in Q1, ARCH-112 (no alarm stops its deployments)",
    ]
  `);
  expect(skipped("baselined")).toMatchInlineSnapshot(`
    [
      "alarm-action EVStateless/ApiLatency passes: has no action: nobody is told when it goes off; remove the entry from fitness.baseline.json",
      "accepted by the baseline (no alarm stops its deployments)",
    ]
  `);
  expect(skipped("fit")).toMatchInlineSnapshot(`
    [
      "not applicable: no subject",
      "needs a live stack",
      "needs a live stack",
    ]
  `);
  expect(skipped("broken-check")[0]).toMatch(/^error: the check itself failed: TypeError/);
});

test("an audit that assessed nothing or read only a part says so, and fails with ?all; a score under its minimum fails", () => {
  expect(junit(golden("empty"))).toContain('<skipped message="inconclusive: nothing was assessed');
  expect(junit(golden("partly-read"))).toContain('<skipped message="incomplete: not read: not JSON');
  expect(plainReporter(golden("empty"), { all: true })).toContain('<error message="nothing was assessed');
  expect(plainReporter(golden("partly-read"), { all: true })).toContain('<error message="not read: not JSON');
  expect(junit(golden("under-minimum"))).toContain('<failure message="the score 88.9 is below its minimum of 90"');
});

test("failures come first: some consumers read the first 500 cases only", () => {
  const kinds = casesOf(junit(golden("many"))).map(({ element }) => element.includes("<failure"));
  expect(kinds.slice(0, 15)).not.toContain(false);
});

test("subjects of one name stay apart", () => {
  const report = golden("fit");
  const [first] = report.assessments;
  const text = junit({ ...report, assessments: [first!, first!, { ...first!, subject: { ...first!.subject, detail: "" } }] });
  expect(
    casesOf(text)
      .slice(0, 3)
      .map(({ name }) => name)
      .toSorted(),
  ).toMatchInlineSnapshot(`
    [
      "The description of an alarm agrees with its threshold",
      "The last deployment of every function succeeded",
      "The latency of every API stage stays within its bound",
    ]
  `);
});

describe("a file stays within what consumers take", () => {
  function huge(count: number, message: string): Report {
    const report = golden("many");
    const assessments = Array.from({ length: count }, (_, index) => {
      const of = report.assessments[index % report.assessments.length]!;
      return { ...of, subject: { ...of.subject, constructPath: `Shop/${index}` }, message, remedy: message, reason: null };
    });
    return { ...report, assessments };
  }

  test("5,000 results, passes dropped first, and it says how many", () => {
    const report = huge(6_000, "text");
    const failures = report.assessments.filter(({ verdict }) => verdict === "fail").length;
    const text = junit(report);
    expect(casesOf(text)).toHaveLength(5_000);
    expect(text.match(/<failure /g)).toHaveLength(failures);
    expect(text).toContain("1000 cases are not shown");
  });

  test("30 MB", () => {
    expect(Buffer.byteLength(junit(huge(6_000, "long ".repeat(10_000))))).toBeLessThan(30_000_000);
  });
});
