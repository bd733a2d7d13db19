import { describe, expect, test } from "vitest";
import { type AlarmState, canSetOff, evaluate, membersOf, parseComposition } from "./composition.ts";

function parsed(text: string) {
  const rule = parseComposition(text);
  if (rule === null) throw new Error(`${text} is no rule`);
  return rule;
}

const states: Record<string, AlarmState> = {
  a: "ALARM",
  b: "OK",
  c: "INSUFFICIENT_DATA",
  "arn:aws:cloudwatch:x:1:alarm:a b": "ALARM",
};

test.each([
  ["ALARM(a)", true],
  ["ALARM(b)", false],
  ["NOT OK(c)", true],
  ["INSUFFICIENT_DATA(c)", true],
  ["ALARM(a) AND ALARM(b) OR TRUE", true],
  ["ALARM(a) OR ALARM(b) AND FALSE", true],
  ["(ALARM(a) OR ALARM(b)) AND FALSE", false],
  ["NOT (ALARM(b) OR NOT ALARM('a'))", true],
  ['ALARM("arn:aws:cloudwatch:x:1:alarm:a b")', true],
  ["AT_LEAST(2, ALARM, (a, b, c))", false],
  ["AT_LEAST(2, NOT OK, (a, b, c))", true],
  ["AT_LEAST(66%, NOT OK, (a, b, c))", true],
  ["AT_LEAST(67%, NOT OK, (a, b, c))", false],
])("%s is %s", (text, value) => {
  expect(evaluate(parsed(text), (name) => states[name] ?? "OK")).toBe(value);
});

test.each([
  "",
  "a",
  "ALARM(a",
  "ALARM(a))",
  "ALARM(a) ALARM(b)",
  "ALARM(a) AND",
  "AT_LEAST(x, ALARM, (a))",
  "AT_LEAST(1, ALARM, a)",
  "SOMETIMES(a)",
])("«%s» is no rule", (text) => {
  expect(parseComposition(text)).toBeNull();
});

describe("who can set it off", () => {
  test.each<[string, string[]]>([
    ["ALARM(a) AND NOT ALARM(b)", ["a"]],
    ["ALARM(a) AND OK(b)", ["a"]],
    ["NOT OK(a)", ["a"]],
    ["ALARM(a) OR TRUE", []],
    ["ALARM(a) AND (FALSE AND ALARM(b))", []],
    ["ALARM(a) AND NOT ALARM(a)", []],
    ["AT_LEAST(3, ALARM, (a, b))", []],
    ["AT_LEAST(50%, ALARM, (a, b)) AND NOT ALARM(c)", ["a", "b"]],
  ])("%s", (text, expected) => {
    const rule = parsed(text);
    expect(membersOf(rule).filter((member) => canSetOff(rule, member))).toEqual(expected);
  });

  test("of more members than can be tried, each may", () => {
    const names = "abcdefghijk".split("");
    const rule = parsed(names.map((name) => `ALARM(${name})`).join(" OR "));
    expect(names.every((name) => canSetOff(rule, name))).toBe(true);
  });
});
