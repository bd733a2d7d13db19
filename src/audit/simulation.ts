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
    .describe("The minute at whose end it changes to ALARM, also past the end of the shift; with a rate the median."),
  state: z.enum(["goes-off", "silent", "always-on", "not-simulated"]),
  reason: text.nullable().describe("Why it is not simulated, or always on."),
});

const effect = z.strictObject({
  minute: minute.describe("Of the first alarm; with a rate the median."),
  exposedMinutes: z.number().min(0),
  probability: z.number().min(0).max(1).nullable().describe("null without a rate."),
  healthyRollbacks: z.number().min(0).max(1).nullable(),
});

const patch = z.strictObject({
  op: z.enum(["set", "append", "add"]).describe("append: to the list there; add: the resource."),
  stack: text,
  logicalId: text,
  path: z
    .array(z.union([text, z.number()]))
    .readonly()
    .describe("Below the resource."),
  value: z.unknown(),
});

const remedy = z.strictObject({
  text: text.describe("The smallest change that was simulated and found to work, or that none was found."),
  effect: effect.nullable().describe("What was simulated with it; null where nothing that was tried works."),
  changes: z.array(patch).readonly().describe("The same as edits of the templates."),
});

const share = z.number().min(0).max(1);

const sweep = z.strictObject({
  requestsPerMinute: z.array(z.number()).readonly(),
  errorRates: z.array(share).readonly(),
  probabilities: z
    .array(z.array(share).readonly())
    .readonly()
    .describe("Of a rollback: a list for each error rate, with a value for each rate of requests."),
  healthyRollbacks: z.array(share.nullable()).readonly().describe("Of healthy versions, for each rate of requests."),
  present: z.number().nullable().describe("Of these rates of requests the given, measured or scheduled one."),
  minimumProbability: share.describe("From here on it counts as rolled back."),
  isLeast: z.boolean().describe("Some of its alarms are not simulated and may make a rollback more probable."),
});

const deployment = z.strictObject({
  subject: z.strictObject({ stack: text, logicalId: text, detail: text.describe("The alias's name.") }),
  kind: z.enum(["canary", "linear", "all-at-once", "unresolved"]),
  reason: text.nullable().describe("Why it is not stopped, or why that cannot be said."),
  schedule: z
    .array(z.strictObject({ minute, percent: z.number().min(0).max(100) }))
    .readonly()
    .describe("From each minute on, the percent of the alias's requests that the new version gets."),
  endMinute: minute.nullable().describe("Where the shift ends: an alarm stops it only before."),
  stopped: z.boolean().nullable().describe("null: it cannot be said."),
  alarmMinute: minute.nullable().describe("Of the first rollback alarm, also when it is too late; null with a rate."),
  exposedMinutes: z.number().min(0).nullable().describe("Minutes of full traffic that met the broken version; null with a rate."),
  exposedRequests: z.number().min(0).nullable(),
  probabilityStopped: z.number().min(0).max(1).nullable().describe("null without a rate."),
  percentiles: z
    .strictObject({ minute: percentiles, exposedMinutes: percentiles, exposedRequests: percentiles })
    .nullable()
    .describe("Over the trials that were stopped, by nearest rank; null without a rate."),
  rate: z
    .strictObject({ requestsPerMinute: z.number(), source: z.enum(["given", "measured", "template"]) })
    .nullable()
    .default(null)
    .describe("null: the traffic is taken as heavy."),
  holdsFrom: z
    .strictObject({
      requestsPerMinute: z.number().nullable().describe("From here on it is rolled back; null: not even in heavy traffic."),
      errorRate: z.number().nullable().describe("The least one that is rolled back, 0: any; null: not even 1, or it is slow."),
      slowdown: z.number().nullable().default(null).describe("Of a version that is slow: how many times slower it has to be."),
    })
    .nullable()
    .default(null)
    .describe("null where there is nothing to play."),
  healthyRollbacks: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .default(null)
    .describe("The share of healthy versions that would be rolled back, or blocked; null where it is not known."),
  remedy: remedy
    .nullable()
    .default(null)
    .describe("null where it is rolled back, and where what is not known has to be known first."),
  recommendation: remedy
    .extend({ code: text.nullable().describe("In the language of the source; null where nothing changes.") })
    .nullable()
    .default(null)
    .describe("With --recommend: the smallest change that also lets healthy versions through."),
  sweep: sweep.nullable().default(null).describe("With --sweep: the probability of a rollback over error rates and traffic."),
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
      .describe("null: none was given; the traffic is taken as heavy, or as it was measured for each function."),
    errorRate: z.number().min(0).max(1),
    slowdown: z.number().min(1).default(1).describe("How many times as long requests to the new version take."),
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
      .describe(
        "What else is deployed step by step, and why it is not simulated: deployments of AppConfig, by their environment.",
      ),
    deployments: z
      .array(deployment)
      .readonly()
      .describe("One an alias whose traffic a deployment group shifts, or a DeploymentPreference that of a state machine."),
  })
  .describe("Deployments of a broken version, minute by minute: when each is stopped, and how much traffic met it.");
