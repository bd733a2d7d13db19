// The user guide's tables as test vectors: missing data in alarms, comparisons and IF in metric math.
import { describe, expect, it } from "vitest";
import { count, emptyCounters } from "../../src/simulation/play/counters.ts";
import { stateFrom } from "../../src/simulation/play/evaluation.ts";
import { dataPointOf } from "../../src/simulation/play/formula.ts";
import type { AlarmState, Bucket, Formula, MissingData } from "../../src/simulation/scenario.ts";
import { evaluatePoints, type Point } from "./brute-force.ts";
import { dataPoint } from "./brute-force-math.ts";

const STATES: readonly AlarmState[] = ["ALARM", "OK", "INSUFFICIENT_DATA"];
const TREATMENTS: readonly MissingData[] = ["missing", "ignore", "breaching", "notBreaching"];

type Row = readonly [points: string, ...states: string[]];

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html, in the columns of TREATMENTS.
const TABLES: readonly { readonly toAlarm: number; readonly rows: readonly Row[] }[] = [
  {
    toAlarm: 3,
    rows: [
      ["0 - X - X", "OK", "OK", "OK", "OK"],
      ["0 - - - -", "OK", "OK", "OK", "OK"],
      ["- - - - -", "INSUFFICIENT_DATA", "retained", "ALARM", "OK"],
      ["0 X X - X", "ALARM", "ALARM", "ALARM", "ALARM"],
      ["- - X - -", "ALARM", "retained", "ALARM", "OK"],
    ],
  },
  {
    toAlarm: 2,
    rows: [
      ["0 - X - X", "ALARM", "ALARM", "ALARM", "ALARM"],
      ["0 0 X 0 X", "ALARM", "ALARM", "ALARM", "ALARM"],
      ["0 - X - -", "OK", "OK", "ALARM", "OK"],
      ["- - - - 0", "OK", "OK", "ALARM", "OK"],
      ["- - - X -", "ALARM", "retained", "ALARM", "OK"],
    ],
  },
];

/** The simulator's own evaluation, given values for the guide's letters. */
function played(
  points: readonly Point[],
  periods: number,
  toAlarm: number,
  missing: MissingData,
  before: AlarmState,
): AlarmState {
  const values: Readonly<Record<Point, number>> = { X: 1, "0": 0, "-": Number.NaN };
  const rule = { evaluationPeriods: periods, datapointsToAlarm: toAlarm, missing, threshold: 1 };
  const newestFirst = [...points].reverse().map((each) => values[each]);
  const state = stateFrom({ ...rule, comparison: "GreaterThanOrEqualToThreshold" }, (age) => newestFirst[age] ?? Number.NaN);
  return state ?? before;
}

const evaluations = [
  ["the simulator", played],
  ["the brute force", evaluatePoints],
] as const;

describe.each(evaluations)("missing data, by %s", (_name, evaluate) => {
  const rows = TABLES.flatMap(({ toAlarm, rows: each }) => each.map(([text, ...expected]) => ({ toAlarm, text, expected })));
  it.each(rows)("$toAlarm of 3: $text", ({ toAlarm, text, expected }) => {
    const points = text.split(" ") as Point[];
    for (const [column, missing] of TREATMENTS.entries())
      for (const before of STATES) {
        const state = expected[column] === "retained" ? before : expected[column];
        expect([missing, before, evaluate(points, 3, toAlarm, missing, before)]).toEqual([missing, before, state]);
      }
  });

  // "the alarm does not go immediately into ALARM state when the data is either - - - - X or - - - X - and Datapoints to Alarm is 3."
  it.each(["- - - - X", "- - - X -"])("is not premature at %s", (text) => {
    for (const missing of ["missing", "ignore"] as const)
      for (const before of ["OK", "INSUFFICIENT_DATA"] as const)
        expect(evaluate(text.split(" ") as Point[], 3, 3, missing, before)).not.toBe("ALARM");
  });
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
const BUCKET: Bucket = { newRequests: 1, failures: 1, oldRequests: 0 };
const number = (value: number): Formula => ({ kind: "number", value });
const point = (value: number | null): Formula => ({
  kind: "series",
  feed: value === null ? { kind: "never" } : { kind: "matches", value, otherwise: null },
  statistic: "Sum",
});
const compare = (left: Formula, operator: "<" | ">=" | ">" | "AND", right: Formula): Formula => ({
  kind: "operation",
  operator,
  left,
  right,
});

function computed(formula: Formula): number | null {
  const counters = emptyCounters(0, 1);
  count(counters, 0, BUCKET);
  const value = dataPointOf(formula)(counters, 0, 1);
  return Number.isNaN(value) ? null : value;
}

const mathematics = [
  ["the simulator", computed],
  ["the brute force", (formula: Formula) => dataPoint(formula, [BUCKET])],
] as const;

describe.each(mathematics)("metric math, by %s", (_name, result) => {
  it("compares [30, 20, 0, 0] with [20, -, 20, -] as the guide does", () => {
    const pairs = [
      [30, 20],
      [20, null],
      [0, 20],
      [0, null],
    ] as const;
    const each = (of: (first: Formula, second: Formula) => Formula): readonly (number | null)[] =>
      pairs.map(([first, second]) => result(of(point(first), point(second))));
    expect(each((first, second) => compare(first, "<", second))).toEqual([0, 0, 1, 0]);
    expect(each((first) => compare(first, ">=", number(30)))).toEqual([1, 0, 0, 0]);
    const both = (first: Formula, second: Formula): Formula =>
      compare(compare(first, ">", number(15)), "AND", compare(second, ">", number(15)));
    expect(each(both)).toEqual([1, 0, 0, 0]);
  });

  it("chooses by IF as the guide does", () => {
    const metric1 = [1, 1, 0, 0, null].map(point);
    const metric2 = [30, null, 0, 0, 30].map(point);
    const metric3 = [0, 0, 20, null, 20].map(point);
    const choose = (whenTrue: readonly Formula[] | number, whenFalse: readonly Formula[] | number): readonly (number | null)[] =>
      metric1.map((condition, place) => {
        const at = (of: readonly Formula[] | number): Formula =>
          typeof of === "number" ? number(of) : (of[place] ?? point(null));
        return result({ kind: "call", name: "IF", arguments: [condition, at(whenTrue), at(whenFalse)] });
      });
    expect(choose(metric2, metric3)).toEqual([30, 0, 20, null, null]);
    expect(choose(5, metric3)).toEqual([5, 5, 20, null, null]);
    expect(choose(metric2, 5)).toEqual([30, 0, 5, 5, null]);
  });

  it("takes a missing operand for 0, drops a division by zero, and has nothing where no series has anything", () => {
    const of = (operator: "+" | "-" | "*" | "/", left: number | null, right: number | null): number | null =>
      result({ kind: "operation", operator, left: point(left), right: point(right) });
    expect([of("+", 3, null), of("-", null, 3), of("*", 3, null), of("/", null, 3)]).toEqual([3, -3, 0, 0]);
    expect([of("/", 3, null), of("/", 3, 0), of("+", null, null)]).toEqual([null, null, null]);
    expect(result({ kind: "operation", operator: "*", left: point(null), right: number(100) })).toBeNull();
    expect(result({ kind: "call", name: "FILL", arguments: [point(null), number(0)] })).toBe(0);
  });

  it("combines several series into one: for AVG, «missing values are treated as 0»", () => {
    const over = (name: "SUM" | "AVG" | "MIN" | "MAX", ...values: readonly (number | null)[]): number | null =>
      result({ kind: "call", name, arguments: values.map(point) });
    expect((["SUM", "AVG", "MIN", "MAX"] as const).map((name) => over(name, 6, 3, 0))).toEqual([9, 3, 0, 6]);
    expect((["SUM", "AVG", "MIN", "MAX"] as const).map((name) => over(name, 6, null))).toEqual([6, 3, 6, 6]);
    expect((["SUM", "AVG", "MIN", "MAX"] as const).map((name) => over(name, null, null))).toEqual([null, null, null, null]);
  });
});
