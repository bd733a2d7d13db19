// Mute rules that never let an alarm act, and those that do.
import { expect, test } from "vitest";
import { isMutedAllDay } from "./mute-schedule.ts";

test.each<[string, string, boolean | null]>([
  ["cron(0 0 * * *)", "P1D", true],
  ["cron(0 0 * * *)", "PT24H", true],
  ["cron(30 6 * * *)", "PT23H59M", false],
  ["cron(0 * * * *)", "PT1H", true],
  ["cron(0 * * * *)", "PT45M", false],
  ["cron(0 0,12 * * *)", "PT12H", true],
  ["cron(0 0,8 * * *)", "PT12H", false],
  ["cron(*/30 * * * *)", "PT30M", true],
  ["cron(0 0 * * MON-FRI)", "P1D", false],
  ["cron(0 0 * * MON-FRI)", "P3D", true],
  ["cron(0 0 ? * 0)", "P7D", true],
  ["cron(0 0 * * SUN)", "P1W", true],
  ["cron(0 0 1,15 * ?)", "P15D", false],
  ["cron(0 0 1,15 * ?)", "P17D", true],
  ["cron(0 0 1 JAN *)", "P15D", false],
  ["cron(0 22 * * *)", "PT8H", false],
  ["at(2026-12-24T00:00)", "P15D", false],
  ["cron(0 0 * * *)", "a day", null],
  ["cron(0 0 * * *)", "P", null],
  ["cron(61 0 * * *)", "P1D", null],
  ["cron(0 0 L * ?)", "P1D", null],
  ["rate(1 day)", "P1D", null],
])("%s for %s: %s", (expression, duration, expected) => {
  expect(isMutedAllDay(expression, duration)).toBe(expected);
});
