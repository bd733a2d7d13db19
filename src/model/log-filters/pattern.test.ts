// Filter patterns as CloudWatch's guide writes them, parsed.
import { expect, test } from "vitest";
import type { Condition } from "./condition.ts";
import { parsePattern } from "./pattern.ts";
import { isEqual, type PatternValue, readValue } from "./pattern-value.ts";

function shown(condition: Condition | null): string {
  if (condition === null) return "anything";
  switch (condition.kind) {
    case "comparison":
      return `${condition.field} ${condition.operator} ${written(condition.value)}`;
    case "state":
      return `${condition.field} ${condition.state}`;
    default:
      return `(${condition.of.map(shown).join(condition.kind === "all" ? " && " : " || ")})`;
  }
}

const written = (value: PatternValue): string => `${value.kind}:${value.text}`;

function read(text: string): string {
  const pattern = parsePattern(text);
  if (pattern === null) return "none";
  if (pattern.kind === "everything") return "everything";
  if (pattern.kind !== "terms") return `${pattern.kind} ${shown(pattern.condition)}`;
  const list = (values: readonly PatternValue[]): string => values.map(written).join(",");
  return `terms +[${list(pattern.included)}] ?[${list(pattern.optional)}] -[${list(pattern.excluded)}]`;
}

test.each([
  ["", "everything"],
  ["  ", "everything"],
  ["ERROR", "terms +[text:ERROR] ?[] -[]"],
  ["ERROR ARGUMENTS", "terms +[text:ERROR,text:ARGUMENTS] ?[] -[]"],
  ['"INTERNAL SERVER ERROR"', "terms +[text:INTERNAL SERVER ERROR] ?[] -[]"],
  ['"say \\"hi\\""', 'terms +[text:say "hi"] ?[] -[]'],
  ["?ERROR ?WARN", "terms +[] ?[text:ERROR,text:WARN] -[]"],
  ['ERROR -"known issue" -DEBUG', "terms +[text:ERROR] ?[] -[text:known issue,text:DEBUG]"],
  ["%[45]\\d\\d%", "terms +[regex:[45]\\d\\d] ?[] -[]"],
  ['{ $.eventType = "UpdateTrail" }', "json $.eventType = text:UpdateTrail"],
  ["{$.status>=500}", "json $.status >= number:500"],
  ["{ $.ip != 123.123.* }", "json $.ip != text:123.123.*"],
  ["{ $.ratio = 1.5e-3 }", "json $.ratio = number:1.5e-3"],
  ['{ $.arrayKey[0] = "value" }', "json $.arrayKey[0] = text:value"],
  ["{ $.['cluster.name'] = \"c\" }", "json $.['cluster.name'] = text:c"],
  ["{ $.items[*].id = 2 }", "json $.items[*].id = number:2"],
  ["{ $.error IS NULL }", "json $.error IS NULL"],
  ["{ $.error NOT EXISTS }", "json $.error NOT EXISTS"],
  ["{ $.error EXISTS }", "json $.error EXISTS"],
  ["{ $.failed IS TRUE }", "json $.failed IS TRUE"],
  ["{ $.failed is false }", "json $.failed IS FALSE"],
  ["{ $.path = %^/v1/orders% }", "json $.path = regex:^/v1/orders"],
  ['{ ($.a = 1) && ($.b = "x" || $.c = 3) }', "json ($.a = number:1 && ($.b = text:x || $.c = number:3))"],
  ["{ $.a = 1 || $.b = 2 && $.c = 3 }", "json ($.a = number:1 || ($.b = number:2 && $.c = number:3))"],
  ['{ $.text = "a && b" }', "json $.text = text:a && b"],
  ["{ $.a = 1", "none"],
  ["{ $.a = }", "none"],
  ["{ $.a }", "none"],
  ["{ $.a = 1 && }", "none"],
  ["{ ($.a = 1 }", "none"],
  ["[ip, user, timestamp, request, status_code, bytes]", "fields anything"],
  ["[..., status_code = 5*, bytes]", "fields (status_code = text:5*)"],
  [
    '[ip, request = "*.html, all", status_code = 4* || status_code = 5*]',
    "fields (request = text:*.html, all && (status_code = text:4* || status_code = text:5*))",
  ],
  ["[w1 = ERROR, w2, latency > 1000]", "fields (w1 = text:ERROR && latency > number:1000)"],
  ["[w1 = ERROR", "none"],
])("%s", (text, expected) => {
  expect(read(text)).toBe(expected);
});

test("values and what they equal", () => {
  expect(isEqual(readValue("5*"), 502)).toBe(true);
  expect(isEqual(readValue('"50*"'), "404")).toBe(false);
  expect(isEqual(readValue("500"), 500)).toBe(true);
  expect(isEqual(readValue("%5[0-9]{2}%"), 503)).toBe(true);
  expect(isEqual(readValue("%[%"), "[")).toBe(false);
  expect(isEqual(readValue('"a.b"'), "axb")).toBe(false);
});
