// Which alarms are played on recorded values, and what of them a broken version changes.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folder } from "../../../test/folder.ts";
import { folder as fixture, recordedIncidents } from "../../../test/incidents.ts";
import { backtestAsks, backtests, selected } from "../../cli/backtest.ts";
import { link } from "../../model/link.ts";
import { systemOf } from "../../sources/recorded-system.ts";
import { SIMULATION_DEFAULTS } from "../simulate.ts";
import type { Backtest } from "./outcome.ts";

const TWO_WEEKS = 14 * 86_400;
const template = readFileSync(path.join(fixture, "template.yaml"), "utf8");

/** The shop with these changes of its template. */
async function changed(...changes: readonly (readonly [from: string | RegExp, to: string])[]): Promise<Backtest> {
  const text = changes.reduce((all, [from, to]) => {
    expect(all).toMatch(from);
    return all.replace(from, to);
  }, template);
  return backtestOf(await recordedIncidents(folder({ "template.yaml": text })), "Checkout");
}

async function backtestOf(recording: Awaited<ReturnType<typeof recordedIncidents>>, function_: string): Promise<Backtest> {
  const model = link(await systemOf(recording, { kind: "snapshot" }), {});
  const found = [...backtests(model, TWO_WEEKS, selected(model, [`**/${function_}`]), SIMULATION_DEFAULTS).values()];
  return found[0] as Backtest;
}

const monday = ({ hours }: Backtest, hour: number) => hours[hour];
const alarmOf = (...lines: string[]): readonly [RegExp, string] => [
  / {6}Namespace: AWS\/Lambda\n[\s\S]*?Threshold: 1\n/,
  lines.map((line) => `      ${line}\n`).join(""),
];

describe("is played", () => {
  it("an alarm that watches the new version alone, of which nothing is recorded", async () => {
    const version = `        - { Name: Resource, Value: !Sub "\${Checkout}:live" }\n        - { Name: ExecutedVersion, Value: !GetAtt Checkout.Version.Version }\n`;
    const found = await changed([/ {8}- \{ Name: Resource.*\n/, version]);
    expect(found).toMatchObject({ reason: null, notPlayed: [], blocked: 0, alarmPeriods: [] });
    expect(monday(found, 10)).toMatchObject({ stopped: 1, minute: 2, healthyRollbacks: 0 });
    // In the incident a healthy version fails some of its requests as well.
    expect(found.hours[2 * 24 + 14]?.healthyRollbacks).toBeGreaterThan(3 / 24);
  });

  it("an average, a maximum, and a share of requests by metric math", async () => {
    const average = await changed(["Statistic: Sum", "Statistic: Average"], ["Threshold: 1\n", "Threshold: 0.05\n"]);
    expect(monday(average, 10)).toMatchObject({ stopped: 1, minute: 2 });
    const maximum = await changed(["Statistic: Sum", "Statistic: Maximum"]);
    expect(maximum.healthyRollbacks).toBe(15 / maximum.starts);
    const many = await changed(["Threshold: 1\n", "Threshold: 100000\n"]);
    expect(many).toMatchObject({ stopped: 0, healthyRollbacks: 0 });
  });

  it("a composite alarm", async () => {
    const composite = `  Bad:\n    Type: AWS::CloudWatch::CompositeAlarm\n    Properties: { AlarmName: bad, AlarmRule: !Sub "ALARM(\${CheckoutErrors})" }\n`;
    const found = await changed(
      ["Alarms: [!Ref CheckoutErrors]", "Alarms: [!Ref Bad]"],
      ["Resources:\n", `Resources:\n${composite}`],
    );
    expect(found).toMatchObject({ reason: null, notPlayed: [], healthyRollbacks: 15 / found.starts });
    expect(found.alarmPeriods[0]?.logicalId).toBe("Bad");
  });

  it("what a metric filter counts: each failure is a match", async () => {
    const filter = `  Failures:
    Type: AWS::Logs::MetricFilter
    Properties:
      LogGroupName: /aws/lambda/checkout
      FilterPattern: ERROR
      MetricTransformations: [{ MetricNamespace: Shop, MetricName: Failures, MetricValue: "3" }]
`;
    const found = await changed(
      ["Namespace: AWS/Lambda", "Namespace: Shop"],
      ["MetricName: Errors", "MetricName: Failures"],
      [/ {6}Dimensions:\n {8}- .*\n {8}- .*\n/, ""],
      ["Resources:\n", `Resources:\n${filter}`],
    );
    expect(found).toMatchObject({ reason: null, notPlayed: [] });
    expect(found.healthyRollbacks).toBe(15 / found.starts);
    expect(monday(found, 10)).toMatchObject({ stopped: 1, minute: 2 });
  });

  it("an alarm on something that a broken version may not change, as it was recorded", async () => {
    const found = await changed(
      alarmOf(
        "Namespace: Shop",
        "MetricName: Stock",
        "Statistic: Minimum",
        "Period: 60",
        "EvaluationPeriods: 1",
        "ComparisonOperator: LessThanThreshold",
        "Threshold: 1",
      ),
    );
    expect(found).toMatchObject({ reason: null, stopped: 0 });
    expect(found.assumptions).toContain(
      "CheckoutErrors is simulated with its recorded metric: the effect of a broken version on it is unknown",
    );
  });
});

describe("is not played, and said", () => {
  it.each([
    [
      "a percentile of more than a minute",
      [["Statistic: Sum\n      Period: 60", "ExtendedStatistic: p99\n      Period: 300"]],
      /^has p99 over more than a minute, which cannot be derived/,
    ],
    [
      "windows of another time zone",
      [["Period: 60", "Period: 60\n      EvaluationWindow: { WallClockWindow: { Timezone: Europe/Zurich } }"]],
      /in a time zone other than UTC/,
    ],
    ["periods below a minute", [["Period: 60", "Period: 10"]], /^has Period 10, below a minute/],
    ["an evaluation of its own", [["Period: 60", "Period: 60\n      EvaluationInterval: 60"]], /EvaluationInterval/],
    [
      "a minimum of the new version",
      [
        [/Dimensions:\n/, "Dimensions:\n        - { Name: ExecutedVersion, Value: !GetAtt Checkout.Version.Version }\n"],
        ["Statistic: Sum", "Statistic: Minimum"],
      ],
      /of the new version, which is not simulated/,
    ],
  ] as const)("%s", async (_, changes, reason) => {
    const found = await changed(...changes);
    expect(found).toMatchObject({ reason: "it has no alarm that can be simulated on recorded values", starts: 0, stopped: null });
    expect(found.notPlayed).toEqual([
      { stack: expect.any(String), logicalId: "CheckoutErrors", reason: expect.stringMatching(reason) },
    ]);
  });

  it("one of several: what is said is the least", async () => {
    const recording = await recordedIncidents(
      folder({
        "template.yaml": template.replace(
          "ExtendedStatistic: p99\n      Period: 60",
          "ExtendedStatistic: p99\n      Period: 300",
        ),
      }),
    );
    const found = await backtestOf(recording, "Reports");
    expect(found.notPlayed.map(({ logicalId }) => logicalId)).toEqual(["ReportsSlow"]);
    // In the two hours without requests nothing else rolls a broken version back.
    expect(found.stopped).toBeCloseTo(1 - 23 / found.starts, 2);
  });

  it.each([
    ["a shift at once", [["Canary10Percent5Minutes", "AllAtOnce"]], /shifts at once/],
    ["no alarms", [["        Alarms: [!Ref CheckoutErrors]\n", ""]], /no alarm|does not/],
  ] as const)("%s", async (_, changes, reason) => {
    expect((await changed(...changes)).reason).toMatch(reason);
  });
});

it("says which action was denied", async () => {
  const recording = await recordedIncidents();
  const denied = { state: "unseen", reason: "is denied in eu-west-1", action: "cloudwatch:GetMetricData" } as const;
  const answers = Object.entries(recording.answers).map(([key, answer]) => [
    key,
    key.includes("metric-history") ? denied : answer,
  ]);
  const found = await backtestOf({ ...recording, answers: Object.fromEntries(answers) }, "Checkout");
  expect(found.reason).toContain("allow cloudwatch:GetMetricData");
});

it("reads 500 series at most, and says so of the deployments behind", async () => {
  const functions = Array.from(
    { length: 260 },
    (_, index) => `  F${index}:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: f${index}
      InlineCode: "1"
      Handler: index.handler
      DeploymentPreference: { Type: Canary10Percent5Minutes, Alarms: [!Ref A${index}] }
  A${index}:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: a${index}
      Namespace: AWS/Lambda
      MetricName: Errors
      Dimensions: [{ Name: FunctionName, Value: !Ref F${index} }, { Name: Resource, Value: !Sub "\${F${index}}:live" }]
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 1
      ComparisonOperator: GreaterThanOrEqualToThreshold
      Threshold: 1
`,
  ).join("");
  const text = `Transform: AWS::Serverless-2016-10-31\nGlobals: { Function: { Runtime: nodejs22.x, AutoPublishAlias: live } }\nResources:\n${functions}`;
  const { deployedFrom } = await import("../../../test/deployed.ts");
  const recording = await deployedFrom(folder({ "template.yaml": text }), ["template.yaml"], ["deployment-group", "alarm"]);
  const model = link(await systemOf(recording, { kind: "snapshot" }), {});
  expect(new Set(backtestAsks(model, TWO_WEEKS, []).map((ask) => JSON.stringify(ask))).size).toBe(500);
  const found = [...backtests(model, TWO_WEEKS, selected(model, []), SIMULATION_DEFAULTS).values()];
  expect(found.filter(({ reason }) => reason?.startsWith("a run reads the history of at most 500 metrics"))).toHaveLength(10);
  expect(backtestAsks(model, TWO_WEEKS, ["**/F259"])).toHaveLength(2);
});
