// State machine aliases that CloudFormation shifts: what is played of them, and what is left open.
import { expect, it } from "vitest";
import { templateFacts } from "../../../test/deployed.ts";
import { folder } from "../../../test/folder.ts";
import { recordingOf } from "../../../test/recordings.ts";
import { simulationSchema } from "../../audit/simulation.ts";
import { simulateSystem } from "../../cli/simulation.ts";
import { link } from "../../model/link.ts";
import { systemOf } from "../../sources/recorded-system.ts";
import { SIMULATION_DEFAULTS } from "../simulate.ts";
import { adviceForRollout, watchedRollouts } from "../watched-rollouts.ts";

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
  ["without alarms", { preference: { Alarms: [] } }, false, /names no alarm that exists/],
  [
    "whose alarm is named by its ARN",
    { preference: { Alarms: [{ "Fn::GetAtt": ["Failed", "Arn"] }] } },
    false,
    /names no alarm that exists/,
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
  ["with an interval that is not known", { preference: { Interval: { Ref: "Minutes" } } }, null, /depends on parameter Minutes/],
  [
    "with alarms that are not known",
    { preference: { Alarms: { Ref: "Watching" } } },
    null,
    /the list of its alarms depends on parameter Watching/,
  ],
  ["of a type that is not known", { preference: { Type: "BLUE_GREEN" } }, null, /has Type BLUE_GREEN, which is not read here/],
  [
    "that CloudFormation refuses",
    { preference: { Percentage: 100 } },
    null,
    /a Percentage or an Interval that CloudFormation refuses/,
  ],
  [
    "whose alarm no audited stack defines",
    { preference: { Alarms: ["elsewhere"] } },
    null,
    /defined in none of the audited stacks/,
  ],
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

it("takes no live shift for rolled back without a rate, and plays none on recorded metrics", async () => {
  const model = link(await systemOf(recordingOf({ stacks: [{ template: templateOf() }] }), { kind: "stack" }), {});
  const options = { isRecommended: false, rates: null, windowSeconds: 86_400 };
  const { simulation } = simulateSystem(model, SIMULATION_DEFAULTS, [], options);
  const [deployment] = simulation.deployments;
  expect(deployment?.stopped).toBeNull();
  expect(deployment?.backtest).toMatchObject({ reason: "state machines are not played on recorded metrics", starts: 0 });
});

it.each([
  [
    "a longer interval",
    { alarm: { Period: 300, EvaluationPeriods: 3 } },
    0,
    /^set the Interval of the DeploymentPreference to 15 minutes$/,
  ],
  [
    "an alarm of a minute",
    { alarm: { Period: 3600, EvaluationPeriods: 10 } },
    0,
    /^name an alarm on ExecutionsFailed of the alias/,
  ],
  [
    "both",
    { preference: { Interval: 1 }, alarm: { MetricName: "ExecutionTime" } },
    0,
    /a Sum of at least 1 in one minute, and set the Interval of the DeploymentPreference to 3 minutes$/,
  ],
  [
    "an interval beyond an hour",
    { alarm: { Period: 3600, EvaluationPeriods: 2 } },
    10,
    /^set the Interval of the DeploymentPreference to 120 minutes$/,
  ],
  ["nothing", { alarm: { MetricName: "ExecutionTime" } }, 2000, /^no Interval up to a day helps/],
])("advises %s, which was played", async (_, written, margin, advice) => {
  const cwd = folder({ "shop.json": JSON.stringify(templateOf(written)) });
  const model = link(await templateFacts(cwd, ["shop.json"]), {});
  const [watched] = watchedRollouts(model, "function", SIMULATION_DEFAULTS);
  if (watched?.kind !== "watched") throw new Error("nothing is watched");
  expect(adviceForRollout(watched, margin).cloudformation).toMatch(advice);
});
