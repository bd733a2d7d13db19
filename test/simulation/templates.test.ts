// Deployments as templates describe them, each with its answer worked out manually: minute of the alarm, exposure, what is said.
import { expect, it } from "vitest";
import { composite, errors, expression, ofFunction, ofVersion, type Shop, shiftOf, shop, simulated } from "./shop.ts";

const one = { Errors: errors() };
const slow = errors({ Period: 300, EvaluationPeriods: 3 });
const never = errors({ Threshold: 10 ** 15 });
const duration = errors({ MetricName: "Duration" });
const wallClock = { EvaluationWindow: { WallClockWindow: {} } };

/** Minutes of full traffic; false: an alarm is too late, or none enters ALARM; null: it cannot be said. */
type Expected = readonly [minute: number | null, exposed: number | false | null];
type Row = readonly [what: string, shop: Shop, ...Expected];

it.each<Row>([
  ["stops a canary of 10 minutes", { alarms: one, configuration: "CodeDeployDefault.LambdaCanary10Percent10Minutes" }, 2, 0.2],
  [
    "meets the second step within two minutes",
    { alarms: one, configuration: "CodeDeployDefault.LambdaLinear10PercentEvery1Minute" },
    2,
    0.3,
  ],
  ["is too late for all at once", { alarms: one, configuration: "CodeDeployDefault.LambdaAllAtOnce" }, 2, false],
  [
    "knows AWS's own configurations, not others by their pattern",
    { alarms: one, configuration: "CodeDeployDefault.LambdaCanary10Percent7Minutes" },
    null,
    null,
  ],
  ["shifts by 33 % in three intervals", { alarms: one, ...shiftOf("Linear", 33, 4) }, 2, 0.66],
  ["shifts by 34 % in two of a minute", { alarms: one, ...shiftOf("Linear", 34, 1) }, 2, false],
  ["is at the end of the shift too late", { alarms: one, ...shiftOf("Canary", 1, 2) }, 2, false],
  ["needs all three windows", { alarms: { Errors: slow } }, 12, false],
  ["needs two of three", { alarms: { Errors: errors({ EvaluationPeriods: 3, DatapointsToAlarm: 2 }) } }, 3, 0.3],
  [
    "averages over five minutes that slide",
    { alarms: { Errors: errors({ Statistic: "Average", Period: 300, Threshold: 0.05 }) } },
    4,
    0.4,
  ],
  ["is always on where nothing is enough", { alarms: { Errors: errors({ Threshold: 0 }) } }, null, false],
  ["is diluted", { alarms: { Errors: expression("100 * e / i", ofFunction) } }, 7, false],
  [
    "reaches what its share is on average almost certainly in half an hour",
    { alarms: { Errors: errors({ Statistic: "Average", Threshold: 0.1 }) }, ...shiftOf("Canary", 10, 30) },
    2,
    0.2,
  ],
  ["waits with the minimum for all of the traffic", { alarms: { Errors: errors({ Statistic: "Minimum" }) } }, 7, false],
  ["has a minimum of the version", { alarms: { Errors: errors({ Statistic: "Minimum", Dimensions: ofVersion }) } }, 2, 0.2],
  ["is not diluted of the version", { alarms: { Errors: expression("100 * e / i", ofVersion) } }, 2, 0.2],
  [
    "is not on where silence is filled",
    { alarms: { Errors: expression("FILL(100 * e / i, 0)", ofVersion, { TreatMissingData: "breaching" }) } },
    2,
    0.2,
  ],
  [
    "asks for enough traffic",
    { alarms: { Errors: expression("IF(i > 10, 100 * e / i, 0)", ofFunction, { Threshold: 5 }) } },
    2,
    0.2,
  ],
  [
    "reaches a quarter with the third step",
    {
      alarms: { Errors: expression("100 * e / i", ofFunction, { Threshold: 25 }) },
      configuration: "CodeDeployDefault.LambdaLinear10PercentEvery3Minutes",
    },
    8,
    1.5,
  ],
  ["waits for the clock", { alarms: { Errors: errors({ ...wallClock, Period: 300 }) }, ...shiftOf("Canary", 10, 15) }, 6, 0.6],
  [
    "waits for the hour with more than a day",
    { alarms: { Errors: errors({ Period: 3600, EvaluationPeriods: 25, DatapointsToAlarm: 1 }) }, ...shiftOf("Canary", 10, 90) },
    61,
    6.1,
  ],
  [
    "looks no further back than CloudWatch, by the clock as else",
    { alarms: { Errors: errors({ ...wallClock, EvaluationPeriods: 10 ** 8 }) } },
    null,
    null,
  ],
  ["stays open beside a late alarm", { alarms: { Errors: slow, Duration: duration } }, 12, null],
  ["is certain beside one in time", { alarms: { Errors: errors(), Duration: duration } }, 2, 0.2],
])("%s", async (_, template, minute, exposed) => {
  const { alarmMinute, exposedMinutes, stopped, reason } = await simulated(shop(template));
  expect({ alarmMinute, stopped }).toEqual({ alarmMinute: minute, stopped: typeof exposed === "number" ? true : exposed });
  expect(exposedMinutes).toEqual(typeof exposed === "number" ? expect.closeTo(exposed) : null);
  expect(reason === null).toBe(stopped === true);
});

it.each([
  ["ALARM(${A}) AND ALARM(${B})", { A: errors(), B: slow }, "goes-off", 12],
  ["ALARM(${A}) AND NOT ALARM(${B})", { A: errors(), B: never }, "goes-off", 2],
  ["AT_LEAST(50%, ALARM, (${A}, ${B}, ${C}))", { A: errors(), B: never, C: never }, "silent", null],
  ["AT_LEAST(1, NOT OK, (${A}, ${B}))", { A: errors(), B: never }, "goes-off", 2],
  ["ALARM(${A}) OR ALARM(${B})", { A: errors(), B: duration }, "goes-off", 2],
  ["ALARM(${A}) AND ALARM(${B})", { A: errors(), B: duration }, "not-simulated", null],
  ["ALARM(${A}) AND ALARM(${B})", { A: never, B: duration }, "silent", null],
  // At minute 12 it is on for certain; before, B may have set it off.
  ["ALARM(${A}) OR ALARM(${B})", { A: slow, B: duration }, "not-simulated", null],
])("composes %s", async (rule, others, state, goesOffMinute) => {
  const { alarms, stopped } = await simulated(shop({ alarms: { Both: composite(rule) }, others }));
  expect(alarms).toMatchObject([{ logicalId: "Both", state, goesOffMinute }]);
  expect(stopped).toBe(state === "not-simulated" ? null : goesOffMinute === 2);
});

it("tries every way in which long windows can lie to the clock in no time", { timeout: 5000 }, async () => {
  const weekly = errors({ ...wallClock, Period: 604_800 });
  const { stopped, alarms } = await simulated(shop({ alarms: { Weekly: weekly }, ...shiftOf("Canary", 10, 2880) }));
  expect(stopped).toBe(false);
  expect(alarms).toMatchObject([{ state: "silent", goesOffMinute: null }]);
});

it.each([
  [
    { Errors: errors({ Statistic: "Average", Threshold: 0.1, ComparisonOperator: "GreaterThanThreshold" }) },
    1,
    "cannot cause a rate above 10 %",
  ],
  [{ Errors: expression("100 * e / i", ofFunction) }, 1, "10 % of the traffic cannot cause a rate of 20 %"],
  [
    { Errors: expression("100 * e / i", ofFunction) },
    0.5,
    "10 % of the traffic, of which 50 % fails, cannot cause a rate of 20 %",
  ],
  [
    { Errors: expression("100 * e / i", ofFunction) },
    0.1,
    "a version that fails 10 % of its requests does not meet its condition",
  ],
  [
    { Errors: errors({ Statistic: "Average", Threshold: 0.1 }) },
    1,
    "only by chance, because 10 % of the traffic causes a rate of about 10 %, and its threshold is 10 %",
  ],
  [
    { Errors: expression("100 - 100 * e / i", ofFunction, { ComparisonOperator: "LessThanOrEqualToThreshold", Threshold: 90 }) },
    1,
    "only by chance, because 10 % of the traffic lowers its value to about 90 %, and its threshold is 90 %",
  ],
  [
    { Errors: expression("IF(100 * e / i >= 10, 1, 0)", ofFunction, { Threshold: 1 }) },
    1,
    "only by chance, because with 10 % of the traffic a comparison in its expression is exactly at its limit",
  ],
  [
    { Errors: errors({ Statistic: "Average", Threshold: 0.05 }) },
    0.5,
    "10 % of the traffic, of which 50 % fails, causes a rate of about 5 %, and its threshold is 5 %",
  ],
  [{ Errors: errors({ Statistic: "Minimum" }) }, 1, "with 10 % of the traffic its value is 0, but its threshold is 1"],
  [{ Errors: errors({ Statistic: "Minimum" }) }, 0.9, "a version that fails 90 % of its requests does not meet its condition"],
  [{ Errors: never }, 1, "even a version that fails every request does not meet its condition"],
  [{ Errors: slow }, 1, "it needs 12 minutes (3 × 5 minutes and the metric delay)"],
])("says why %j is not in time where the version fails a share of %d", async (alarms, errorRate, reason) => {
  expect(await simulated(shop({ alarms }), { errorRate })).toMatchObject({
    stopped: false,
    reason: expect.stringContaining(reason),
  });
});

it.each([
  ["ALARM(${A}) AND ALARM(${B})", { A: errors(), B: slow }, "it needs 12 minutes, but"],
  [
    "ALARM(${A}) AND ALARM(${B})",
    { A: errors(), B: expression("100 * e / i", ofFunction) },
    "for member B 10 % of the traffic cannot",
  ],
  [
    "ALARM(${A}) AND ALARM(${B})",
    { A: errors(), B: errors({ Statistic: "Average", Threshold: 0.1 }) },
    "by chance, because for member B 10 % of the traffic causes",
  ],
  ["ALARM(${A}) AND NOT ALARM(${B})", { A: errors(), B: errors({ Threshold: 0 }) }, "its rule is never true, whatever"],
  [
    "ALARM(${A}) AND ALARM(${B})",
    { A: errors(), B: duration },
    "it depends on B, which is not simulated: it watches Duration of alias live",
  ],
])("says why %s is not in time", async (rule, others, reason) => {
  const { reason: said } = await simulated(shop({ alarms: { Both: composite(rule) }, others }));
  expect(said).toContain(reason);
});
