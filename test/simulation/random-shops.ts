// Random templates with one function that shifts, and alarms on its errors: most of them wrong in one way or another.
import fc from "fast-check";
import { composite, errors, expression, ofFunction, ofVersion, type Shop, shiftOf, shop } from "./shop.ts";

const windows = {
  Period: fc.constantFrom(60, 60, 300, 600),
  EvaluationPeriods: fc.constantFrom(1, 1, 2, 3, 5, 15),
  TreatMissingData: fc.constantFrom("missing", "notBreaching", "notBreaching", "breaching", "ignore"),
};

const counts = fc
  .record({
    ...windows,
    Threshold: fc.constantFrom(0, 1, 1, 5, 50, 200),
    Statistic: fc.constantFrom("Sum", "Sum", "Maximum", "Average", "Minimum"),
  })
  .chain((properties) =>
    fc
      .constantFrom({}, { Dimensions: ofFunction }, { Dimensions: ofVersion })
      .map((level) => errors({ ...properties, ...level })),
  );

const rates = fc
  .record({
    text: fc.constantFrom(
      "100 * e / i",
      "IF(100 * e / i > 20, 1, 0)",
      "IF(i > 10, 100 * e / i)",
      "100 - 100 * e / i",
      "e / PERIOD(e)",
    ),
    dimensions: fc.constantFrom(ofFunction, ofVersion),
    EvaluationPeriods: fc.constantFrom(1, 2, 3, 5),
    Threshold: fc.constantFrom(0.5, 1, 5, 20, 50, 95),
    ComparisonOperator: fc.constantFrom("GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold"),
  })
  .map(({ text, dimensions, ...properties }) => expression(text, dimensions, properties));

const alarms = fc
  .array(fc.oneof({ weight: 3, arbitrary: counts }, { weight: 2, arbitrary: rates }), { maxLength: 2 })
  .chain((some) => {
    const named = Object.fromEntries(some.map((each, index) => [`Alarm${index}`, each]));
    const rule = "ALARM(${Alarm0}) AND ALARM(${Alarm1})";
    return fc.constantFrom(named, ...(some.length === 2 ? [{ ...named, Both: composite(rule) }] : []));
  });

const predefined = ["AllAtOnce", "Canary10Percent5Minutes", "Canary10Percent30Minutes", "Linear10PercentEvery1Minute"];
const shifts: fc.Arbitrary<Pick<Shop, "configuration" | "others">> = fc.oneof(
  fc.constantFrom(...predefined).map((name) => ({ configuration: `CodeDeployDefault.Lambda${name}` })),
  fc
    .record({
      kind: fc.constantFrom("Canary" as const, "Linear" as const),
      percent: fc.constantFrom(1, 10, 50),
      minutes: fc.integer({ min: 1, max: 10 }),
    })
    .map(({ kind, percent, minutes }) => shiftOf(kind, percent, minutes)),
);

export const shops = fc.record({ alarms, shift: shifts }).map(({ alarms: some, shift }) => shop({ alarms: some, ...shift }));

/** With an alarm on errors, and one that fires when nobody calls: silence is no fault of a deployment. */
export const watchedTraffic = fc
  .record({
    errorsAlarm: counts,
    threshold: fc.constantFrom(1, 5),
    TreatMissingData: fc.constantFrom("breaching", "missing"),
    shift: shifts,
  })
  .map(({ errorsAlarm, threshold: Threshold, TreatMissingData, shift }) => {
    const ComparisonOperator = "LessThanThreshold";
    const silence = errors({ MetricName: "Invocations", ComparisonOperator, Threshold, TreatMissingData });
    return shop({ alarms: { Errors: errorsAlarm, Silence: silence }, ...shift });
  });
