// The text of a metric's history: short, and every minute comes back.
import { expect, it } from "vitest";
import { historyOf, isHistory, minutesOf } from "./metric-history.ts";

const NONE = Number.NaN;

it("tells runs once, and minutes without data", () => {
  const values = [7, 7, 7, NONE, NONE, 0, 2.5, 0];
  const history = historyOf(60_000, values);
  expect(history).toEqual({ from: 60_000, minutes: 8, values: "3*7 2*- 0 2.5 0" });
  expect([...minutesOf(history)]).toEqual(values);
  expect(isHistory(history)).toBe(true);
});

it("keeps every number", () => {
  const values = [1e21, 1e-7, -3, 0.1 + 0.2, 123456789.5, NONE, 1];
  expect([...minutesOf(historyOf(0, values))]).toEqual(values);
});

it.each([
  ["too few values", { minutes: 3, values: "1 2" }],
  ["too many", { minutes: 1, values: "2*1" }],
  ["what is no number", { minutes: 1, values: "one" }],
  ["nothing", { minutes: 1, values: "" }],
  ["more minutes than CloudWatch keeps", { minutes: 15 * 1440 + 1, values: `${15 * 1440 + 1}*1` }],
  ["a run that is no number", { minutes: 2, values: "x*1 1" }],
])("does not take %s", (_, history) => {
  expect(isHistory({ from: 0, ...history })).toBe(false);
});
