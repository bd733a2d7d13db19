// The backtest of a simulated deployment: how it would have ended at each recorded hour.
import * as z from "zod";

const text = z.string();
const share = z.number().min(0).max(1);
const time = text.describe("ISO 8601, UTC.");

const hour = z.strictObject({
  day: z.int().min(0).max(6).describe("0 is Monday, UTC."),
  hour: z.int().min(0).max(23),
  starts: z.int().min(0).describe("Deployments that begin in this hour."),
  healthyRollbacks: share.nullable().describe("The share of healthy versions that are blocked or rolled back."),
  stopped: share.nullable().describe("The share of broken versions that are rolled back in time, of the other deployments."),
  minute: z.number().nullable().describe("The median minute of these rollbacks."),
  rating: z
    .enum(["good", "noisy", "unsure", "blind"])
    .nullable()
    .describe(
      "good: broken versions are rolled back with the minimum probability, and at most 5 % of healthy ones; noisy: more healthy ones; unsure: broken ones sometimes; blind: never.",
    ),
});

const alarmPeriod = z.strictObject({ stack: text, logicalId: text, from: time, to: time });

export const backtestSchema = z
  .strictObject({
    reason: text.nullable().describe("Why there is no backtest."),
    from: time.nullable().describe("The start of the first deployment."),
    to: time.nullable(),
    everyMinutes: z.number(),
    starts: z.int().min(0),
    blocked: share.nullable().describe("The share of deployments that begin while an alarm is in ALARM."),
    healthyRollbacks: share.nullable().describe("The share of healthy versions that are blocked or rolled back."),
    stopped: share.nullable().describe("The share of broken versions that are rolled back in time, of the other deployments."),
    minute: z.strictObject({ p50: z.number(), p95: z.number() }).nullable(),
    hours: z.array(hour).readonly().describe("168 hours, starting Monday 00:00 UTC."),
    alarmPeriods: z.array(alarmPeriod).readonly().describe("Periods in which watched alarms were in ALARM: the latest 100."),
    notPlayed: z.array(z.strictObject({ stack: text, logicalId: text, reason: text })).readonly(),
    assumptions: z.array(text).readonly(),
  })
  .describe("The rollback alarms simulated on recorded metrics, with a deployment from every start.");
