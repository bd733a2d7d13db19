// Simulations for the tests of what shows them: every kind of shift, every way to end, and hostile text in every place.
import fc from "fast-check";
import type { SimulatedAlarm, SimulatedDeployment, Simulation } from "../src/audit/report.ts";
import { simulationSchema } from "../src/audit/simulation.ts";
import type { Naming } from "../src/drawings/shift/words.ts";
import { hostileText } from "./reports.ts";

/** Names as they stand in the simulation. */
export const plainNames: Naming = {
  address: ({ stack, logicalId }) => `${stack}/${logicalId}`,
  label: ({ logicalId }) => logicalId,
};

function alarm(logicalId: string, goesOffMinute: number | null, more: Partial<SimulatedAlarm> = {}): SimulatedAlarm {
  return {
    logicalId,
    stack: "Shop",
    goesOffMinute,
    state: goesOffMinute === null ? "silent" : "goes-off",
    reason: null,
    ...more,
  };
}

const canary = (minutes: number): Pick<SimulatedDeployment, "kind" | "schedule" | "endMinute"> => ({
  kind: "canary",
  schedule: [
    { minute: 0, percent: 10 },
    { minute: minutes, percent: 100 },
  ],
  endMinute: minutes,
});
const linear = (interval: number): Pick<SimulatedDeployment, "kind" | "schedule" | "endMinute"> => ({
  kind: "linear",
  schedule: Array.from({ length: 10 }, (_, index) => ({ minute: index * interval, percent: (index + 1) * 10 })),
  endMinute: interval * 9,
});

function deployment(logicalId: string, more: Partial<SimulatedDeployment>): SimulatedDeployment {
  return {
    subject: { stack: "Shop", logicalId, detail: "live" },
    ...canary(5),
    reason: null,
    stopped: true,
    alarmMinute: null,
    exposedMinutes: null,
    exposedRequests: null,
    probabilityStopped: null,
    percentiles: null,
    rate: null,
    backtest: null,
    holdsFrom: null,
    healthyRollbacks: null,
    remedy:
      logicalId === "PlaceOrder"
        ? { text: "set EvaluationPeriods: 1 on PlaceOrderErrors: then it is rolled back at minute 2", effect: null, changes: [] }
        : null,
    recommendation: null,
    sweep: null,
    assumptions: [],
    alarms: [],
    ...more,
  };
}

const evaluationRange =
  "CloudWatch looks at 2 data points more than an alarm's evaluation periods when some are missing (AWS publishes no formula)";
const oneAlias = "all traffic of the API ShopApi goes to the alias live";

function simulation(requestsPerMinute: number | null, deployments: SimulatedDeployment[]): Simulation {
  return simulationSchema.parse({ schemaVersion: 1, requestsPerMinute, errorRate: 1, metricDelaySeconds: 60, deployments });
}

/** Heavy traffic: each kind of shift and alarm. */
export const heavy = simulation(null, [
  deployment("StartCharging", {
    alarmMinute: 2,
    exposedMinutes: 0.2,
    assumptions: [evaluationRange],
    alarms: [alarm("StartErrors", 2), alarm("StartErrRate", 3)],
  }),
  deployment("PlaceOrder", {
    stopped: false,
    alarmMinute: 17,
    reason:
      "PlaceOrderErrors goes off at minute 17 and the shift ends at minute 5, because 3 periods of 5 minutes have to end first",
    assumptions: [evaluationRange, oneAlias],
    alarms: [
      alarm("PlaceOrderErrors", 17),
      alarm("PlaceOrderErrorsOfALongNameThatNobodyShortened", 75),
      alarm("Latency", null, {
        state: "not-simulated",
        reason: "it watches Duration, and how long requests to a broken version take is unknown",
      }),
      alarm("ErrorRate", null),
    ],
  }),
  deployment("PayOrder", {
    ...canary(30),
    alarmMinute: 6,
    exposedMinutes: 0.6,
    assumptions: [evaluationRange],
    alarms: [alarm("PayErrors", 6)],
  }),
  deployment("Ship", {
    ...linear(1),
    alarmMinute: 3,
    exposedMinutes: 0.6,
    assumptions: [evaluationRange],
    alarms: [alarm("ShipErrors", 3), alarm("ShipRate", 9)],
  }),
  deployment("Bill", {
    ...linear(10),
    alarmMinute: 2,
    exposedMinutes: 0.2,
    assumptions: [evaluationRange],
    alarms: [alarm("BillErrorRate", 32), alarm("BillErrors", 2)],
  }),
  deployment("Notify", {
    kind: "all-at-once",
    schedule: [{ minute: 0, percent: 100 }],
    endMinute: 0,
    stopped: false,
    alarmMinute: 2,
    reason: "all traffic shifts at once: NotifyErrors goes off at minute 2, when nothing is left to stop",
    assumptions: [evaluationRange],
    alarms: [alarm("NotifyErrors", 2)],
  }),
  deployment("Archive", {
    ...canary(1440),
    alarmMinute: 61,
    exposedMinutes: 6.1,
    assumptions: [evaluationRange],
    alarms: [alarm("ArchiveErrors", 61), alarm("ArchiveDaily", 1441)],
  }),
  deployment("Search", {
    stopped: false,
    reason: "SearchTraffic is in ALARM on healthy traffic, and blocks every deployment",
    assumptions: [evaluationRange],
    alarms: [
      alarm("SearchTraffic", 0, {
        state: "always-on",
        reason: "treats missing data as breaching, and there is none before the deployment",
      }),
    ],
  }),
  deployment("Import", {
    kind: "unresolved",
    schedule: [],
    endMinute: null,
    stopped: null,
    reason: "depends on parameter Shift; pass --parameter Shift=Canary10Percent5Minutes",
    assumptions: [evaluationRange],
    alarms: [alarm("ImportErrors", null, { state: "not-simulated", reason: "the shift is unknown" })],
  }),
]);

const map: SimulatedDeployment["sweep"] = {
  requestsPerMinute: [1, 2, 4, 5, 10, 1e6],
  errorRates: [0.001, 0.1, 1],
  probabilities: [
    [0, 0.001, 0.01, 0.04, 0.06, 1],
    [0.05, 0.06, 0.2, 0.21, 0.5, 1],
    [0.26, 0.45, 0.699, 0.78, 0.9502, 1],
  ],
  healthyRollbacks: [0, 0, 0.001, 0.3, null, 0.9999],
  present: 4,
  minimumProbability: 0.95,
  isLeast: true,
};

/** With a rate: often enough stopped, too seldom, and never. */
export const measured = simulation(4, [
  deployment("Greet", {
    ...canary(30),
    probabilityStopped: 0.9999,
    percentiles: { minute: { p50: 4, p95: 9 }, exposedMinutes: { p50: 0.4, p95: 0.9 }, exposedRequests: { p50: 1.6, p95: 3.6 } },
    alarms: [alarm("GreetErrors", 4)],
  }),
  deployment("Hello", {
    stopped: false,
    reason: "the canary gets 0.4 requests a minute, and three minutes are too short to see one fail",
    probabilityStopped: 0.699,
    sweep: map,
    percentiles: { minute: { p50: 2, p95: 4 }, exposedMinutes: { p50: 0.2, p95: 0.4 }, exposedRequests: { p50: 0.8, p95: 1.6 } },
    alarms: [alarm("HelloErrors", 3)],
  }),
  deployment("Never", { stopped: false, probabilityStopped: 0, reason: "no alarm watches it" }),
]);

/** So many that they are told in a table. */
export const many = simulation(
  null,
  [..."abcdefghijkl"].map((name, index) =>
    deployment(name, index === 7 ? { stopped: false, reason: "no alarm watches it" } : { alarmMinute: 2, exposedMinutes: 0.2 }),
  ),
);

export const nothing = simulation(null, []);

const text = fc
  .array(fc.oneof(hostileText, fc.constantFrom("</svg><script>", "' onload='x", "\n", "&quot;", "::error::", "##[x]")), {
    maxLength: 4,
  })
  .map((parts) => parts.join(""));

/** Heavy or measured, with other names and reasons. */
export const hostileSimulation: fc.Arbitrary<Simulation> = fc
  .tuple(fc.constantFrom(heavy, measured, many), fc.infiniteStream(text))
  .map(([from, texts]) => {
    const next = (): string => texts.next().value as string;
    return {
      ...from,
      deployments: from.deployments.map((each) => ({
        ...each,
        subject: { stack: next(), logicalId: next(), detail: next() },
        reason: each.reason === null ? null : next(),
        assumptions: each.assumptions.map(next),
        alarms: each.alarms.map((one) => ({
          ...one,
          stack: next(),
          logicalId: next(),
          reason: one.reason === null ? null : next(),
        })),
      })),
    };
  });
