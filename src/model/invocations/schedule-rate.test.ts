// How often schedules fire on average, by their expressions.
import { expect, test } from "vitest";
import { firesByTheHour, firingsPerMinute } from "./schedule-rate.ts";

const perDay = (times: number): number => times / 1440;

test.each<[string, number | null]>([
  ["rate(1 minute)", 1],
  ["rate(5 minutes)", 0.2],
  ["rate(1 hour)", 1 / 60],
  ["rate(2 days)", perDay(0.5)],
  ["rate(0 minutes)", null],
  ["cron(0 8 * * ? *)", perDay(1)],
  ["cron(0/15 * * * ? *)", perDay(96)],
  ["cron(0,30 9-17 ? * MON-FRI *)", perDay((18 * 5) / 7)],
  ["cron(*/10 8-9 ? * 1,7 2026)", perDay((12 * 2) / 7)],
  ["cron(0 12 1 JAN ? *)", perDay(1 / 365.25)],
  ["cron(15 10 L * ? *)", perDay(12 / 365.25)],
  ["cron(15 10 ? * 6#3 *)", perDay(12 / 365.25)],
  ["cron(0 0 31 2 ? *)", null],
  ["cron(0 8 1 * MON *)", null],
  ["cron(61 8 * * ? *)", null],
  ["cron(0 8 0 * ? *)", null],
  ["cron(0 8 ? * 0 *)", null],
  ["cron(0 8 1.5 * ? *)", null],
  ["cron(0 8 * *)", null],
  ["at(2026-11-30T10:00:00)", null],
  ["every day", null],
])("%s", (expression, rate) => {
  const found = firingsPerMinute(expression);
  if (rate === null || found === null) expect(found).toBe(rate);
  else expect(found).toBeCloseTo(rate, 4);
});

test.each<[string, boolean]>([
  ["rate(1 minute)", false],
  ["cron(* * * * ? *)", false],
  ["cron(0/5 8-18 ? * MON-FRI *)", true],
  ["cron(0/5 8-18 * * ? *)", true],
  ["cron(* * ? * MON-FRI *)", true],
  ["cron(0/5 0-22 * * ? *)", false],
  ["cron(0,10 * * * ? *)", false],
  ["cron(0 8-18 ? * MON-FRI *)", false],
  ["cron(0 8 * * ? *)", false],
  ["cron(* * 31 2 ? *)", false],
])("%s fires often at some hours only: %s", (expression, expected) => {
  expect(firesByTheHour(expression)).toBe(expected);
});
