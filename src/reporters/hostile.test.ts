// Whatever the names and messages in a report are, no reporter passes on anything that a terminal, a log or a reader obeys.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { golden, hostileReport } from "../../test/reports.ts";
import { hasXmllint, xmllint } from "../../test/xmllint.ts";
import { reporters } from "./index.ts";
import type { ReporterEnvironment } from "./reporter.ts";

const environment: fc.Arbitrary<ReporterEnvironment> = fc.record({
  colour: fc.constant(0 as const),
  width: fc.integer({ min: 0, max: 300 }),
  unicode: fc.boolean(),
  verbose: fc.boolean(),
});
const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
const misleading = /[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/;
const loneSurrogate = /\p{Surrogate}/u;
const command = /^\s*::|##\[|##vso\[/m;

/** What these write are commands: their own beginning is taken off, and nothing of the rest may be another one. */
const own: Readonly<Record<string, RegExp>> = {
  github: /^::(?:error|warning|notice) file=[^:,\n]*,line=\d+,col=\d+,title=[^:,\n]*::/gm,
  azure: /^##vso\[task\.logissue type=(?:error|warning);sourcepath=[^;\]\n]*;linenumber=\d+;columnnumber=\d+;code=[^;\]\n]*;\]/gm,
};

function textOf(output: string | Record<string, string>): string {
  return typeof output === "string" ? output : Object.values(output).join("\n");
}

describe.each(Object.keys(reporters))("%s", (name) => {
  const reporter = reporters[name]!;

  test("writes no control character, no reversed text and no command of a pipeline", () => {
    fc.assert(
      fc.property(hostileReport, environment, (report, env) => {
        const whole = textOf(reporter(report, env));
        const text = own[name] === undefined ? whole : whole.replace(own[name], "said: ");
        for (const pattern of [control, misleading, loneSurrogate, command]) expect(text).not.toMatch(pattern);
      }),
      { numRuns: 150 },
    );
  });

  test("keeps its colours' escapes the only ones", () => {
    const coloured = textOf(reporter(golden("hostile"), { colour: 3, width: 80, unicode: true, verbose: true }));
    if (own[name] !== undefined) return;
    const escapes = coloured.match(/\u001b.{0,4}/gs) ?? [];
    expect(escapes.filter((sequence) => !/^\u001b\[\d/.test(sequence))).toEqual([]);
    expect(coloured.replace(/\u001b\[[\d;]+m/g, "")).not.toMatch(control);
    expect(coloured.replace(/\u001b\[[\d;]+m/g, "")).not.toMatch(command);
  });
});

test("JSON of hostile text parses to the report", () => {
  fc.assert(
    fc.property(hostileReport, environment, (report, env) => {
      expect(JSON.parse(textOf(reporters["json"]!(report, env)))).toEqual(report);
    }),
    { numRuns: 100 },
  );
});

test("the human report is plain ASCII where the locale is not UTF-8", () => {
  fc.assert(
    fc.property(hostileReport, environment, (report, env) => {
      expect(textOf(reporters["human"]!(report, { ...env, unicode: false }))).toMatch(/^[\x20-\x7e\n]*$/);
    }),
    { numRuns: 100 },
  );
});

test.skipIf(!hasXmllint).each(["junit", "junit-strict"])("%s of hostile text is well-formed XML", (name) => {
  const env: ReporterEnvironment = { colour: 0, width: 80, unicode: true, verbose: false };
  const reports = fc.sample(hostileReport, { numRuns: 200, seed: 7 });
  expect(xmllint(reports.map((report) => textOf(reporters[name]!(report, env))))).toBe("");
});
