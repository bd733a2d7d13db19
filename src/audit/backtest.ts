// The backtest of a simulated deployment: how it would have ended at each recorded hour.
import * as z from "zod";

const text = z.string();
const share = z.number().min(0).max(1);
const time = text.describe("ISO 8601, UTC.");

const hour = z.strictObject({
  day: z.int().min(0).max(6).describe("0 is Monday, UTC."),
  hour: z.int().min(0).max(23),
  starts: z.int().min(0).describe("Deployments that begin in that hour."),
  healthyRollbacks: share.nullable().describe("The share of healthy versions that are blocked or rolled back."),
  stopped: share.nullable().describe("Of the others, the share of broken versions that are rolled back in time."),
  minute: z.number().nullable().describe("Of those rollbacks, the median."),
  rating: z
    .enum(["good", "noisy", "unsure", "blind"])
    .nullable()
    .describe(
      "good: broken versions are rolled back with the minimum probability, and at most 5 % of healthy ones; noisy: more of these; unsure: broken ones at times; blind: never.",
    ),
});

const alarmPeriod = z.strictObject({ stack: text, logicalId: text, from: time, to: time });

export const backtestSchema = z
  .strictObject({
    reason: text.nullable().describe("Why there is no backtest."),
    from: time.nullable().describe("Where the first deployment begins."),
    to: time.nullable(),
    everyMinutes: z.number(),
    starts: z.int().min(0),
    blocked: share.nullable().describe("The share of deployments that begin while an alarm is in ALARM."),
    healthyRollbacks: share.nullable().describe("The share of healthy versions that are blocked or rolled back."),
    stopped: share.nullable().describe("Of the others, the share of broken versions that are rolled back in time."),
    minute: z.strictObject({ p50: z.number(), p95: z.number() }).nullable(),
    hours: z.array(hour).readonly().describe("168, from Monday 00:00 UTC on."),
    alarmPeriods: z.array(alarmPeriod).readonly().describe("While watched alarms were in ALARM: the newest 100."),
    notPlayed: z.array(z.strictObject({ stack: text, logicalId: text, reason: text })).readonly(),
    assumptions: z.array(text).readonly(),
  })
  .describe("The rollback alarms played on recorded series, from every possible start.");
