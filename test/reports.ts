// The golden reports of `test/reports`, and reports in which every text is hostile.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type Report, reportSchema } from "../src/audit/report.ts";

const folder = join(import.meta.dirname, "reports");

export const goldenNames = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.slice(0, -".json".length));

/** A golden report, validated against the schema. */
export function golden(name: string): Report {
  return reportSchema.parse(JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")));
}

/** The file snapshot of one reporter's output for a golden report. */
export function snapshotFile(name: string): string {
  return join(folder, "expected", name);
}

const nasty = [
  "\u001b[31mred\u001b[0m",
  "\u001b]0;title\u0007",
  "\u009b2J",
  "\n::error::pwned",
  "  ::set-output name=x::y",
  "\r\n##[error]pwned",
  "##vso[task.complete result=Succeeded;]",
  "<script>alert(1)</script>",
  "]]>",
  "\u0000",
  "\ud800",
  "\udc00",
  "\ufffe",
  "\u202egnp.exe",
  "\u200b",
  "&#27;",
  "漢字",
  "👩‍👩‍👧‍👦",
  "__proto__",
  "%0A",
  "|`@team`|",
];

/** Text that no terminal, log, XML reader or browser should be given as it is. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...nasty),
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 }).map((codes) => String.fromCharCode(...codes)),
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(""));

const fixed = new Set(["verdict", "severity", "status", "scope", "cadence", "comparator", "kind", "startedAt", "since", "on"]);

/** The report with every free text replaced, equal texts by equal ones. */
function withTexts(node: unknown, key: string, replacement: (text: string) => string): unknown {
  if (typeof node === "string") return fixed.has(key) ? node : replacement(node);
  if (Array.isArray(node)) return node.map((item) => withTexts(item, key, replacement));
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, withTexts(value, name, replacement)]));
}

/** Golden reports in which every free text is hostile. */
export const hostileReport: fc.Arbitrary<Report> = fc
  .tuple(fc.constantFrom(...goldenNames), fc.array(hostileText, { minLength: 12, maxLength: 60 }))
  .map(([name, texts]) => {
    const given = new Map<string, string>();
    const replacement = (text: string): string => {
      const known = given.get(text) ?? texts[given.size % texts.length] ?? "";
      given.set(text, known);
      return known;
    };
    return reportSchema.parse(withTexts(golden(name), "", replacement));
  });
