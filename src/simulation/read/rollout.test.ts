// State machine aliases that CloudFormation shifts: what is played of them, and what is left open.
import { describe, expect, it } from "vitest";
import { templateFacts } from "../../../test/deployed.ts";
import { folder } from "../../../test/folder.ts";
import { recordedIncidents } from "../../../test/incidents.ts";
import { recordingOf } from "../../../test/recordings.ts";
import { patched } from "../../../test/simulation/patched.ts";
import { simulationSchema } from "../../audit/simulation.ts";
import { simulateSystem } from "../../cli/simulation.ts";
import { link } from "../../model/link.ts";
import { systemOf } from "../../sources/recorded-system.ts";
import { adviceFor } from "../advice/advise.ts";
import { cdkCode } from "../advice/cdk-code.ts";
import { searchChange, WANTED } from "../advice/search.ts";
import { changesInWords } from "../advice/words.ts";
import { SIMULATION_DEFAULTS } from "../simulate.ts";
import { watchedDeployments } from "../watched-deployments.ts";
import { isPlayable, shiftReader } from "./rollout.ts";

interface Written {
  readonly preference?: object;
  readonly alarm?: object;
  readonly more?: object;
}

function templateOf({ preference = {}, alarm = {}, more = {} }: Written = {}): object {
  return {
    Parameters: { Minutes: { Type: "Number" }, Watching: { Type: "CommaDelimitedList" } },
    Resources: {
      Flow: { Type: "AWS::StepFunctions::StateMachine", Properties: { RoleArn: "arn:aws:iam::111111111111:role/flow" } },
      Version: { Type: "AWS::StepFunctions::StateMachineVersion", Properties: { StateMachineArn: { Ref: "Flow" } } },
      Live: {
        Type: "AWS::StepFunctions::StateMachineAlias",
        Properties: {
          Name: "live",
          DeploymentPreference: {
            StateMachineVersionArn: { Ref: "Version" },
            Type: "CANARY",
            Percentage: 10,
            Interval: 5,
            Alarms: [{ Ref: "Failed" }],
            ...preference,
          },
        },
      },
      Failed: {
        Type: "AWS::CloudWatch::Alarm",
        Properties: {
          AlarmName: "failed",
          Namespace: "AWS/States",
          MetricName: "ExecutionsFailed",
          Dimensions: [{ Name: "StateMachineArn", Value: { Ref: "Flow" } }],
          Statistic: "Sum",
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 1,
          ComparisonOperator: "GreaterThanOrEqualToThreshold",
          ...alarm,
        },
      },
      ...more,
    },
  };
}

async function played(written: Written = {}, settings: Partial<typeof SIMULATION_DEFAULTS> = {}, select: readonly string[] = []) {
  const cwd = folder({ "shop.json": JSON.stringify(templateOf(written)) });
  const model = link(await templateFacts(cwd, ["shop.json"]), {});
  const { simulation } = simulateSystem(model, { ...SIMULATION_DEFAULTS, ...settings }, select);
  return simulationSchema.parse(simulation).deployments;
}

const rule = (arn: object, properties: object = { ScheduleExpression: "rate(5 minutes)" }): object => ({
  Type: "AWS::Events::Rule",
  Properties: { ...properties, Targets: [{ Id: "flow", Arn: arn }] },
});
const lambda = (environment: object): object => ({
  Type: "AWS::Lambda::Function",
  Properties: { Environment: { Variables: environment } },
});
const THROUGH = { Ref: "Live" };

it.each<[string, Record<string, object>, number | null]>([
  ["its schedule", { Tick: rule(THROUGH) }, 0.2],
  ["all of its schedules", { Tick: rule(THROUGH), Tock: rule(THROUGH, { ScheduleExpression: "rate(1 minute)" }) }, 1.2],
  ["no schedule where an event starts it", { Tick: rule(THROUGH), Event: rule(THROUGH, { EventPattern: {} }) }, null],
  ["no schedule where a function may start it", { Tick: rule(THROUGH), Starter: lambda({ FLOW: THROUGH }) }, null],
  [
    "no schedule that may be off",
    { Tick: rule(THROUGH, { ScheduleExpression: "rate(1 minute)", State: { Ref: "Minutes" } }) },
    null,
  ],
  ["no schedule of the state machine itself", { Tick: rule({ Ref: "Flow" }) }, null],
  ["nothing where something else starts it", { Pipe: { Type: "AWS::Pipes::Pipe", Properties: { Target: THROUGH } } }, null],
])("takes as its traffic %s", async (_, more, requestsPerMinute) => {
  const [deployment] = await played({ more });
  expect(deployment?.rate?.requestsPerMinute ?? null).toEqual(
    requestsPerMinute === null ? null : expect.closeTo(requestsPerMinute),
  );
  expect(deployment?.stopped).toBe(requestsPerMinute === null);
});

it("does not know the traffic of a schedule that fires by the hour", async () => {
  const [deployment] = await played({ more: { Tick: rule(THROUGH, { ScheduleExpression: "cron(* 8-18 ? * MON-FRI *)" }) } });
  expect(deployment).toMatchObject({ stopped: null, rate: null, reason: expect.stringContaining("fires only at some hours") });
});

it("plays a canary minute by minute, as that of a function", async () => {
  const [deployment] = await played();
  expect(deployment).toMatchObject({
    subject: { logicalId: "Live", detail: "live" },
    kind: "canary",
    endMinute: 5,
    stopped: true,
    alarmMinute: 2,
    exposedMinutes: 0.2,
    remedy: null,
    alarms: [{ logicalId: "Failed", state: "goes-off", goesOffMinute: 2 }],
  });
  expect(deployment?.assumptions.join("; ")).toContain("AWS documents neither");
});

it("plays a linear shift, at a rate", async () => {
  const [deployment] = await played({ preference: { Type: "LINEAR", Percentage: 25, Interval: 2 } }, { requestsPerMinute: 1 });
  expect(deployment).toMatchObject({ kind: "linear", endMinute: 6, rate: { source: "given" } });
  // Visible in time are minutes 0 to 3: a quarter of two, a half of two.
  expect(Math.abs((deployment?.probabilityStopped ?? 0) - (1 - Math.exp(-1.5)))).toBeLessThan(0.02);
});

it.each([
  ["all at once", { preference: { Type: "ALL_AT_ONCE" } }, false, /all of the traffic shifts at once/],
  ["without alarms", { preference: { Alarms: [] } }, false, /has no alarm that exists/],
  [
    "whose alarm is named by its ARN",
    { preference: { Alarms: [{ "Fn::GetAtt": ["Failed", "Arn"] }] } },
    false,
    /has no alarm that exists/,
  ],
  ["whose alarm is too slow", { alarm: { Period: 300, EvaluationPeriods: 3 } }, false, /only at minute 12/],
  [
    "that is composed",
    {
      preference: { Alarms: ["bad"] },
      more: { Bad: { Type: "AWS::CloudWatch::CompositeAlarm", Properties: { AlarmName: "bad", AlarmRule: "ALARM(failed)" } } },
    },
    true,
    /^$/,
  ],
  [
    "with an alarm of another machine",
    { alarm: { Dimensions: [{ Name: "StateMachineArn", Value: "arn:aws:states:eu-west-1:111111111111:stateMachine:other" }] } },
    false,
    /another state machine/,
  ],
  ["with an unknown interval", { preference: { Interval: { Ref: "Minutes" } } }, null, /depends on parameter Minutes/],
  [
    "with unknown alarms",
    { preference: { Alarms: { Ref: "Watching" } } },
    null,
    /the list of its alarms depends on parameter Watching/,
  ],
  ["of an unknown type", { preference: { Type: "BLUE_GREEN" } }, null, /has Type BLUE_GREEN, which is not supported/],
  [
    "that CloudFormation rejects",
    { preference: { Percentage: 100 } },
    null,
    /a Percentage or an Interval that CloudFormation rejects/,
  ],
  ["whose alarm no audited stack defines", { preference: { Alarms: ["elsewhere"] } }, null, /not defined in the audited stacks/],
  ["whose alarm counts timeouts", { alarm: { MetricName: "ExecutionsTimedOut" } }, null, /not simulated/],
  ["whose alarm is of the account", { alarm: { Dimensions: [] } }, null, /not simulated/],
])("says how a shift ends %s", async (_, written, stopped, reason) => {
  const [deployment] = await played(written);
  expect(deployment?.stopped).toBe(stopped);
  expect(deployment?.reason ?? "").toMatch(reason);
});

it("is selected by the alias", async () => {
  expect(await played({}, {}, ["**/Live"])).toHaveLength(1);
  expect(await played({}, {}, ["**/Flow"])).toHaveLength(0);
});

it("takes no live shift for rolled back where the ARN of its alias is unknown", async () => {
  const model = link(await systemOf(recordingOf({ stacks: [{ template: templateOf() }] }), { kind: "stack" }), {});
  const options = { isRecommended: false, rates: null, windowSeconds: 86_400 };
  const { simulation } = simulateSystem(model, SIMULATION_DEFAULTS, [], options);
  const [deployment] = simulation.deployments;
  expect(deployment?.stopped).toBeNull();
  expect(deployment?.backtest).toMatchObject({ reason: "the ARN of Live is unknown", starts: 0 });
});

describe("of a live state machine", () => {
  async function live(written: Written = {}, settings: Partial<typeof SIMULATION_DEFAULTS> = {}) {
    const recording = await recordedIncidents(folder({ "template.yaml": JSON.stringify(templateOf(written)) }));
    const model = link(await systemOf(recording, { kind: "snapshot" }), {});
    const sought = { isRecommended: true, rates: null, isSwept: true, windowSeconds: 14 * 86_400 };
    const { simulation } = simulateSystem(model, { ...SIMULATION_DEFAULTS, ...settings }, [], sought);
    return { recording, deployment: simulationSchema.parse(simulation).deployments[0] };
  }
  const written = { more: { Later: { Type: "AWS::SNS::Topic" } } };

  it("the rate and the usual failures are those of its alias", async () => {
    const { recording, deployment } = await live(written);
    expect(deployment).toMatchObject({ rate: { requestsPerMinute: 60, source: "measured" }, healthyRollbacks: 0, stopped: true });
    expect(deployment?.assumptions).toContain("60 executions a minute arrive, as in the last hour");
    const asked = Object.keys(recording.answers).filter((key) => key.includes("AWS/States"));
    expect(asked.every((key) => key.includes('["Alias","live"]') || key.includes("ExecutionsFailed"))).toBe(true);
  });

  it("its alarms are played on what was recorded: blocked and rolled back as the incident was planted", async () => {
    const { deployment } = await live(written);
    const backtest = deployment?.backtest;
    // Failures from 11:00 to 11:10; without a failure there is no data, and the last three minutes of data count.
    expect(backtest).toMatchObject({ reason: null, notPlayed: [], minute: { p50: 2, p95: 2 } });
    // Nothing starts from 2 to 4 on Friday.
    expect(backtest?.stopped).toBeCloseTo(1 - 24 / 4028, 4);
    expect(backtest?.alarmPeriods).toMatchObject([{ logicalId: "Failed", from: "2026-11-24T11:02Z", to: "2026-11-24T11:14Z" }]);
    // Two starts while it is in ALARM, and that of 11:00.
    expect((backtest?.starts ?? 0) * (backtest?.blocked ?? 0)).toBeCloseTo(2);
    expect((backtest?.starts ?? 0) * (backtest?.healthyRollbacks ?? 0)).toBeCloseTo(3);
  });

  it("an alarm that treats missing data as breaching is played too: whether there was data is recorded", async () => {
    const { deployment } = await live({ ...written, alarm: { TreatMissingData: "breaching" } });
    expect(deployment?.alarms[0]).toMatchObject({ state: "not-simulated" });
    expect(deployment?.backtest).toMatchObject({ reason: null, notPlayed: [] });
    expect(deployment?.backtest?.blocked).toBeGreaterThan(0.99);
  });

  it("it is swept around its rate, and nothing is recommended where nothing has to change", async () => {
    const { deployment } = await live(written);
    expect(deployment?.sweep).toMatchObject({ present: 60, isLeast: false });
    expect(deployment?.recommendation).toMatchObject({ changes: [], effect: { probability: 1, healthyRollbacks: 0 } });
  });
});

it("recommends edits of the template that SAM generates the alias from", async () => {
  const Properties = {
    Definition: { StartAt: "Done", States: { Done: { Type: "Succeed" } } },
    Role: "arn:aws:iam::111111111111:role/flow",
    AutoPublishAlias: "live",
    DeploymentPreference: { Type: "ALL_AT_ONCE" },
  };
  const template = {
    Transform: "AWS::Serverless-2016-10-31",
    Resources: { Flow: { Type: "AWS::Serverless::StateMachine", Properties } },
  };
  const recommended = async (written: object) => {
    const model = link(await templateFacts(folder({ "shop.json": JSON.stringify(written) }), ["shop.json"]), {});
    return simulateSystem(model, SIMULATION_DEFAULTS, [], { isRecommended: true, rates: null }).simulation.deployments[0];
  };
  const recommendation = (await recommended(template))?.recommendation;
  expect(recommendation?.text).toBe(
    "set Type: CANARY and Percentage: 1 and Interval: 10 in the DeploymentPreference, and add one alarm to the DeploymentPreference's Alarms, on the Sum of AWS/States ExecutionsFailed of the alias in one minute, 1 or more: then it is rolled back at minute 2",
  );
  expect(await recommended(patched(template, recommendation?.changes ?? []))).toMatchObject({ stopped: true, alarmMinute: 2 });
});

it("has code for the CDK", async () => {
  const cwd = folder({ "shop.json": JSON.stringify(templateOf({ preference: { Interval: 1 }, alarm: { Threshold: 1e12 } })) });
  const model = link(await templateFacts(cwd, ["shop.json"]), {});
  const [rollout] = model.gradualRollouts;
  const read = rollout === undefined ? null : shiftReader(model)(rollout, SIMULATION_DEFAULTS);
  if (read === null || !isPlayable(read)) throw new Error("nothing is played");
  const { found } = searchChange(read, { ...WANTED, counts: () => false });
  expect(cdkCode(found?.changes ?? [], read)).toMatchInlineSnapshot(`
    "const rollbackFailures = new Alarm(this, 'RollbackFailures', {
      metric: new Metric({ namespace: 'AWS/States', metricName: 'ExecutionsFailed', statistic: 'Sum', period: Duration.minutes(1), dimensionsMap: { StateMachineArn: stateMachine.stateMachineArn, Alias: 'live' } }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    new CfnStateMachineAlias(this, '…', {
      deploymentPreference: {
        interval: 3,
        alarms: [rollbackFailures.alarmName], // beside the existing alarms
      },
    });"
  `);
  expect(changesInWords(found?.changes ?? [], read, "cdk")).toMatchInlineSnapshot(
    `"set interval: 3 in the deploymentPreference of the CfnStateMachineAlias, and add one alarm to the alarms of the CfnStateMachineAlias's deploymentPreference, on the Sum of AWS/States ExecutionsFailed of the alias in one minute, 1 or more"`,
  );
  const edits = { kind: "alarm", place: 0, edits: { threshold: 1, level: "version" } } as const;
  expect(cdkCode([edits], read)).toMatchInlineSnapshot(`
    "new Alarm(this, '…', { // Failed
      threshold: 1,
    });"
  `);
});

it("says of a slow version that failures do not show it", async () => {
  const [deployment] = await played({}, { errorRate: 0, slowdown: 3 });
  expect(deployment).toMatchObject({ stopped: false });
  expect(deployment?.reason).toMatch(/a version that is 3 times slower without failures does not meet its condition/);
});

it.each([
  [
    "smaller steps",
    { preference: { Type: "LINEAR", Percentage: 50, Interval: 1 } },
    0,
    /^set Percentage: 10 in the DeploymentPreference: then it is rolled back at minute 2$/,
  ],
  [
    "a longer interval",
    { alarm: { Period: 300, EvaluationPeriods: 3, Statistic: { Ref: "Statistic" } } },
    0,
    /^add one alarm to the DeploymentPreference's Alarms, on the Sum of AWS\/States ExecutionsFailed of the alias in one minute, 1 or more/,
  ],
  [
    "both",
    { preference: { Interval: 1 }, alarm: { MetricName: "ExecutionTime" } },
    0,
    /^set Interval: 3 in the DeploymentPreference, and add one alarm to the DeploymentPreference's Alarms|, and set Interval: 3/,
  ],
  ["an interval of hours", { alarm: { Period: 300, EvaluationPeriods: 3 } }, 200, /Interval: 240 in the DeploymentPreference/],
  ["nothing", { alarm: { MetricName: "ExecutionTime" } }, 2000, /^none of the \d+ simulated changes/],
])("advises %s, which was played", async (_, written, margin, advice) => {
  const cwd = folder({ "shop.json": JSON.stringify(templateOf(written)) });
  const model = link(await templateFacts(cwd, ["shop.json"]), {});
  const [watched] = watchedDeployments(model, "function", () => SIMULATION_DEFAULTS);
  if (watched?.kind !== "watched") throw new Error("nothing is watched");
  expect(adviceFor(watched.read, { margin }).cloudformation).toMatch(advice);
});
