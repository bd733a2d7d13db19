// The simulation of a report: what would happen if a deployment were broken, alarm by alarm.
import * as z from "zod";
import { backtestSchema } from "./backtest.ts";

const text = z.string();
const minute = z.number().min(0);

const percentiles = z.strictObject({ p50: z.number(), p95: z.number() });

const alarm = z.strictObject({
  logicalId: text,
  stack: text,
  goesOffMinute: minute
    .nullable()
    .describe("The minute in which it enters ALARM, also after the end of the shift; with a request rate the median."),
  state: z.enum(["goes-off", "silent", "always-on", "not-simulated"]),
  reason: text.nullable().describe("Why it is not simulated, or always in ALARM."),
});

const effect = z.strictObject({
  minute: minute.describe("The minute of the first alarm; with a request rate the median."),
  exposedMinutes: z.number().min(0),
  probability: z.number().min(0).max(1).nullable().describe("null without a request rate."),
  healthyRollbacks: z.number().min(0).max(1).nullable(),
});

const patch = z.strictObject({
  op: z.enum(["set", "append", "add"]).describe("append: to the existing list; add: a new resource."),
  stack: text,
  logicalId: text,
  path: z
    .array(z.union([text, z.number()]))
    .readonly()
    .describe("The path of the property below the resource."),
  value: z.unknown(),
});

const remedy = z.strictObject({
  text: text.describe("The smallest change that worked in the simulation, or the statement that none did."),
  effect: effect.nullable().describe("The simulated result with this change; null if no change works."),
  changes: z.array(patch).readonly().describe("The same change as edits of the templates."),
});

const share = z.number().min(0).max(1);

const sweep = z.strictObject({
  requestsPerMinute: z.array(z.number()).readonly(),
  errorRates: z.array(share).readonly(),
  probabilities: z
    .array(z.array(share).readonly())
    .readonly()
    .describe("Rollback probabilities: one list per error rate, with one value per request rate."),
  healthyRollbacks: z
    .array(share.nullable())
    .readonly()
    .describe("Rollback probabilities of healthy versions, one per request rate."),
  present: z.number().nullable().describe("The given, measured or scheduled request rate among these."),
  minimumProbability: share.describe("From this probability on it counts as rolled back."),
  isLeast: z.boolean().describe("Some of its alarms are not simulated, so the actual probability may be higher."),
});

const deployment = z.strictObject({
  subject: z.strictObject({ stack: text, logicalId: text, detail: text.describe("The alias's name.") }),
  kind: z.enum(["canary", "linear", "all-at-once", "unresolved"]),
  reason: text.nullable().describe("Why it is not rolled back, or why that is unknown."),
  schedule: z
    .array(z.strictObject({ minute, percent: z.number().min(0).max(100) }))
    .readonly()
    .describe("The new version's percentage of the alias's requests, from each minute on."),
  endMinute: minute.nullable().describe("The end of the shift: only alarms before it count."),
  stopped: z.boolean().nullable().describe("null: unknown."),
  alarmMinute: minute
    .nullable()
    .describe("The minute of the first rollback alarm, even if it is too late; null with a request rate."),
  exposedMinutes: z
    .number()
    .min(0)
    .nullable()
    .describe("Minutes of full traffic that reached the broken version; null with a request rate."),
  exposedRequests: z.number().min(0).nullable(),
  probabilityStopped: z.number().min(0).max(1).nullable().describe("null without a request rate."),
  percentiles: z
    .strictObject({ minute: percentiles, exposedMinutes: percentiles, exposedRequests: percentiles })
    .nullable()
    .describe("Over the simulated deployments that were rolled back, by nearest rank; null without a request rate."),
  rate: z
    .strictObject({ requestsPerMinute: z.number(), source: z.enum(["given", "measured", "template"]) })
    .nullable()
    .default(null)
    .describe("null: heavy traffic is assumed."),
  holdsFrom: z
    .strictObject({
      requestsPerMinute: z
        .number()
        .nullable()
        .describe("The lowest request rate from which it is rolled back; null: not even with heavy traffic."),
      errorRate: z
        .number()
        .nullable()
        .describe("The lowest error rate that is rolled back; 0: any; null: not even 1, or the version is slow."),
      slowdown: z.number().nullable().default(null).describe("For a slow version: the smallest slowdown that is rolled back."),
    })
    .nullable()
    .default(null)
    .describe("null if there is nothing to simulate."),
  healthyRollbacks: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .default(null)
    .describe("The share of healthy versions that would be rolled back or blocked; null if unknown."),
  remedy: remedy.nullable().default(null).describe("null if it is rolled back, or if an unknown value must be known first."),
  recommendation: remedy
    .extend({ code: text.nullable().describe("In the language of the source; null if nothing changes.") })
    .nullable()
    .default(null)
    .describe("With --recommend: the smallest change that rolls back broken versions and rarely healthy ones."),
  sweep: sweep.nullable().default(null).describe("With --sweep: rollback probabilities by error rate and traffic."),
  backtest: backtestSchema.nullable().default(null).describe("With --backtest."),
  assumptions: z.array(text).readonly(),
  alarms: z.array(alarm).readonly(),
});

export const simulationSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    requestsPerMinute: z
      .number()
      .nullable()
      .describe("null: not given; heavy traffic is assumed, or the measured rate of each function is used."),
    errorRate: z.number().min(0).max(1),
    slowdown: z.number().min(1).default(1).describe("How many times slower the new version is."),
    metricDelaySeconds: z.number().min(0),
    notSimulated: z
      .array(
        z.strictObject({
          subject: z.strictObject({
            stack: text,
            logicalId: text,
            detail: text.nullable().describe("The deployment's logical id."),
          }),
          reason: text,
        }),
      )
      .readonly()
      .default([])
      .describe("Deployments that are not simulated, with the reason: those of AppConfig, by environment."),
    deployments: z
      .array(deployment)
      .readonly()
      .describe("One per alias with gradual deployments, of functions and state machines."),
  })
  .describe(
    "Simulated deployments of broken versions: when each is rolled back and how much traffic the broken version receives.",
  );
