// The result of deployments as templates describe them: rolled back, not rolled back and why, or undetermined and why.
import { describe, expect, test } from "vitest";
import { folder, requestFor } from "../../test/folder.ts";
import { link } from "../model/link.ts";
import { readTemplates } from "../sources/template/template.ts";
import type { SimulatedDeployment } from "./outcome.ts";
import { SIMULATION_DEFAULTS, type SimulationSettings, simulate } from "./simulate.ts";

type Properties = Readonly<Record<string, unknown>>;

interface Template {
  /** By logical id; `Errors` and whatever else is watched. */
  readonly resources: Readonly<Record<string, object>>;
  /** As the group lists them; by default all alarms. */
  readonly watched?: readonly unknown[];
  readonly configuration?: unknown;
  readonly group?: Properties;
  readonly alias?: Properties;
  readonly parameters?: Properties;
}

const ref = (Ref: string): object => ({ Ref });

function templateOf({ resources, watched, configuration, group, alias, parameters }: Template): object {
  const ids = Object.keys(resources).filter((id) => /Alarm$/.test((resources[id] as { Type: string }).Type));
  return {
    ...(parameters === undefined ? {} : { Parameters: parameters }),
    Resources: {
      Greeter: {
        Type: "AWS::Lambda::Function",
        Properties: { Runtime: "nodejs22.x", Handler: "a.b", Code: { ZipFile: "" }, Role: "arn:aws:iam::111122223333:role/r" },
      },
      Version: { Type: "AWS::Lambda::Version", Properties: { FunctionName: ref("Greeter") } },
      Live: {
        Type: "AWS::Lambda::Alias",
        Properties: {
          Name: "live",
          FunctionName: ref("Greeter"),
          FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] },
        },
        UpdatePolicy: {
          CodeDeployLambdaAliasUpdate: { ApplicationName: ref("App"), DeploymentGroupName: ref("Group"), ...alias },
        },
      },
      App: { Type: "AWS::CodeDeploy::Application", Properties: { ComputePlatform: "Lambda" } },
      Group: {
        Type: "AWS::CodeDeploy::DeploymentGroup",
        Properties: {
          ApplicationName: ref("App"),
          ServiceRoleArn: "arn:aws:iam::111122223333:role/d",
          DeploymentConfigName: configuration ?? "CodeDeployDefault.LambdaCanary10Percent5Minutes",
          AlarmConfiguration: { Enabled: true, Alarms: (watched ?? ids.map(ref)).map((Name) => ({ Name })) },
          AutoRollbackConfiguration: { Enabled: true, Events: ["DEPLOYMENT_STOP_ON_ALARM"] },
          ...group,
        },
      },
      ...resources,
    },
  };
}

async function simulated(template: Template, settings: Partial<SimulationSettings> = {}): Promise<SimulatedDeployment> {
  const cwd = folder({ "shop.json": templateOf(template) });
  const model = link(await readTemplates(requestFor(cwd, ["shop.json"])));
  const { deployments } = simulate(model, { ...SIMULATION_DEFAULTS, ...settings });
  const [only] = deployments;
  if (only === undefined || deployments.length > 1) throw new Error("one deployment was expected");
  return only;
}

const DIMENSIONS = {
  function: { FunctionName: ref("Greeter") },
  alias: { FunctionName: ref("Greeter"), Resource: { "Fn::Sub": "${Greeter}:live" } },
  version: {
    FunctionName: ref("Greeter"),
    Resource: { "Fn::Sub": "${Greeter}:live" },
    ExecutedVersion: { "Fn::GetAtt": ["Version", "Version"] },
  },
  other: { FunctionName: ref("Other") },
  account: {},
} as const;
type Level = keyof typeof DIMENSIONS;

const dimensions = (level: Level): object[] => Object.entries(DIMENSIONS[level]).map(([Name, Value]) => ({ Name, Value }));

function alarm(level: Level = "alias", properties: Properties = {}): object {
  const all = {
    Namespace: "AWS/Lambda",
    MetricName: "Errors",
    Dimensions: dimensions(level),
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    ...properties,
  };
  const given = Object.entries(all).filter(([, value]) => value !== undefined);
  return { Type: "AWS::CloudWatch::Alarm", Properties: Object.fromEntries(given) };
}

function math(level: Level, Expression: string, properties: Properties = {}, more: Properties = {}): object {
  const metric = (Id: string, MetricName: string): object => ({
    Id,
    ReturnData: false,
    MetricStat: {
      Metric: { Namespace: "AWS/Lambda", MetricName, Dimensions: dimensions(level) },
      Period: 60,
      Stat: "Sum",
      ...more,
    },
  });
  const Metrics = [{ Id: "rate", Expression }, metric("errors", "Errors"), metric("invocations", "Invocations")];
  const own = { Metrics, EvaluationPeriods: 1, Threshold: 20, ComparisonOperator: "GreaterThanThreshold", ...properties };
  return { Type: "AWS::CloudWatch::Alarm", Properties: own };
}

const composite = (AlarmRule: string, properties: Properties = {}): object => ({
  Type: "AWS::CloudWatch::CompositeAlarm",
  Properties: { AlarmRule: { "Fn::Sub": AlarmRule }, ...properties },
});

const OTHER = {
  Other: {
    Type: "AWS::Lambda::Function",
    Properties: { Runtime: "nodejs22.x", Handler: "a.b", Code: { ZipFile: "" }, Role: "arn:aws:iam::111122223333:role/r" },
  },
};

test("the example of the contract", async () => {
  const { assumptions, ...deployment } = await simulated({ resources: { HelloErrors: alarm() } });
  expect(deployment).toEqual({
    subject: { stack: "shop", logicalId: "Greeter", detail: "live" },
    kind: "canary",
    reason: null,
    schedule: [
      { minute: 0, percent: 10 },
      { minute: 5, percent: 100 },
    ],
    endMinute: 5,
    stopped: true,
    alarmMinute: 2,
    exposedMinutes: 0.2,
    exposedRequests: null,
    probabilityStopped: null,
    percentiles: null,
    rate: null,
    holdsFrom: { requestsPerMinute: 10, errorRate: 0, slowdown: null },
    healthyRollbacks: 0,
    remedy: null,
    recommendation: null,
    sweep: null,
    backtest: null,
    alarms: [{ logicalId: "HelloErrors", stack: "shop", goesOffMinute: 2, state: "goes-off", reason: null }],
  });
  expect(assumptions).toEqual([expect.stringContaining("Lambda counts an error in the minute of the invocation")]);
});

describe("what sets an alarm off in time", () => {
  test.each<[string, object, number]>([
    ["errors of the function", alarm("function"), 2],
    ["errors of the new version", alarm("version"), 2],
    ["a maximum", alarm("alias", { Statistic: "Maximum" }), 2],
    ["an average of the new version", alarm("version", { Statistic: "Average", Threshold: 0.5 }), 2],
    ["five minutes, which slide", alarm("alias", { Period: 300 }), 2],
    ["two of three minutes", alarm("alias", { EvaluationPeriods: 3, DatapointsToAlarm: 2 }), 3],
    ["a rate of the new version", math("version", "100 * errors / invocations"), 2],
    ["a low rate", math("alias", "errors / invocations", { Threshold: 0.05 }), 2],
    ["a rate among enough requests", math("alias", "IF(invocations > 100, errors / invocations, 0)", { Threshold: 0.05 }), 2],
    [
      "a success rate that falls",
      math("alias", "1 - errors / invocations", { Threshold: 0.95, ComparisonOperator: "LessThanThreshold" }),
      2,
    ],
    ["a sum by METRICS", math("alias", "SUM(METRICS('errors'))", { Threshold: 1 }), 2],
    ["numbers as text", alarm("alias", { Period: "60", EvaluationPeriods: "1", Threshold: "1" }), 2],
  ])("%s", async (_what, resource, minute) => {
    expect(await simulated({ resources: { Errors: resource } })).toMatchObject({
      stopped: true,
      alarmMinute: minute,
      reason: null,
    });
  });
});

describe("what does not, and why", () => {
  test.each<[string, object, string]>([
    [
      "a window longer than the shift",
      alarm("alias", { Period: 300, EvaluationPeriods: 3 }),
      "Errors enters ALARM only at minute 12, because it needs 12 minutes (3 × 5 minutes and the metric delay), but the shift takes 5 minutes",
    ],
    [
      "some of many minutes",
      alarm("alias", { EvaluationPeriods: 9, DatapointsToAlarm: 8 }),
      "because it needs 9 minutes (8 of 9 × 1 minute and",
    ],
    [
      "days",
      alarm("alias", { Period: 86_400, EvaluationPeriods: 7 }),
      "Errors never enters ALARM, because its window (7 × 1 day) takes days to fill",
    ],
    [
      "a rate that the canary dilutes",
      math("function", "100 * errors / invocations"),
      "Errors enters ALARM only at minute 7, because 10 % of the traffic cannot cause a rate of 20 %",
    ],
    [
      "the same as a share of one",
      math("alias", "errors / invocations", { Threshold: 0.2 }),
      "10 % of the traffic cannot cause a rate of 20 %",
    ],
    [
      "a success rate",
      math("alias", "1 - errors / invocations", { Threshold: 0.8, ComparisonOperator: "LessThanThreshold" }),
      "10 % of the traffic only lowers its value to 90 %, but its threshold is 80 %",
    ],
    [
      "more than all",
      alarm("alias", { Statistic: "Average", Threshold: 2 }),
      "Errors never enters ALARM, because even a version that fails every request does not meet its condition",
    ],
    [
      "an alarm that is always on",
      alarm("alias", { Threshold: 0 }),
      "Errors is in ALARM on healthy traffic and blocks every deployment, because its condition is met without failures",
    ],
    [
      "one that is on for want of data",
      alarm("version", { TreatMissingData: "breaching" }),
      "because it treats missing data as breaching",
    ],
    [
      "a series that nobody publishes",
      alarm("alias", { Dimensions: [{ Name: "FunctionName", Value: { "Fn::Sub": "${Greeter}:live" } }] }),
      "Errors never enters ALARM, because it never has data: its FunctionName is a qualified name",
    ],
  ])("%s", async (_what, resource, reason) => {
    const deployment = await simulated({ resources: { Errors: resource } });
    expect(deployment).toMatchObject({ stopped: false, exposedMinutes: null });
    expect(deployment.reason).toContain(reason);
  });

  test("an alarm on another function stays as it is, whatever of it", async () => {
    const resources = {
      ...OTHER,
      Errors: alarm("other"),
      Slow: alarm("other", { MetricName: "Duration", Statistic: "Average", Threshold: 0 }),
    };
    const { stopped, reason, alarms } = await simulated({ resources });
    expect({ stopped, reason }).toEqual({
      stopped: false,
      reason: "Errors never enters ALARM, because it watches Errors of function Other",
    });
    expect(alarms.map(({ state }) => state)).toEqual(["silent", "silent"]);
  });

  test("one that is always on blocks what another would stop", async () => {
    const resources = { ...OTHER, Errors: alarm(), Always: alarm("other", { Threshold: 0 }) };
    const { stopped, alarmMinute, reason } = await simulated({ resources });
    expect({ stopped, alarmMinute }).toEqual({ stopped: false, alarmMinute: null });
    expect(reason).toContain("Always is in ALARM on healthy traffic");
  });
});

test.each([
  ["in another unit", alarm("alias", { Unit: "Seconds" })],
  ["in another unit in math", math("alias", "errors / invocations", {}, { Unit: "Seconds" })],
])("an alarm on errors %s never has data", async (_, Errors) => {
  const { stopped, reason } = await simulated({ resources: { Errors } });
  expect(stopped).toBe(false);
  expect(reason).toContain("it never has data: its Unit is Seconds, and Lambda publishes");
});

describe("what is not simulated, by name", () => {
  test.each<[string, object, string]>([
    ["latency", alarm("alias", { MetricName: "Duration" }), "watches Duration of alias live"],
    ["the account", alarm("account"), "watches Errors of the whole account, whose other traffic is not simulated"],
    ["a percentile", alarm("alias", { Statistic: undefined, ExtendedStatistic: "p99" }), "has Statistic p99"],
    [
      "samples",
      alarm("alias", { Statistic: "SampleCount" }),
      "has Statistic SampleCount, which depends on the request rate, and none is given",
    ],
    ["requests", alarm("alias", { MetricName: "Invocations" }), "counts requests, but no request rate is given"],
    ["requests in math", math("alias", "invocations * 2"), "counts requests, but no request rate is given"],
    ["Unit", alarm("alias", { MetricName: "Url5xxCount", Unit: "Count" }), "has Unit"],
    ["another statistic in math", math("alias", "errors / invocations", {}, { Stat: "p90" }), "has Statistic p90"],
    ["EvaluationCriteria", alarm("alias", { EvaluationCriteria: {} }), "has EvaluationCriteria"],
    ["EvaluationInterval", alarm("alias", { EvaluationInterval: 30 }), "has EvaluationInterval"],
    ["WarmUpConfiguration", alarm("alias", { WarmUpConfiguration: {} }), "has WarmUpConfiguration"],
    [
      "a band",
      alarm("alias", { ComparisonOperator: "GreaterThanUpperThreshold", Threshold: undefined, ThresholdMetricId: "ad1" }),
      "has ThresholdMetricId",
    ],
    ["a band in math", math("alias", "ANOMALY_DETECTION_BAND(errors, 2)"), "compares with an anomaly detection band"],
    ["a query", math("alias", 'SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda")'), "asks Metrics Insights"],
    ["ten seconds", alarm("alias", { Period: 10 }), "has Period 10, below a minute"],
    ["ninety seconds", alarm("alias", { Period: 90 }), "has Period 90, which CloudWatch rejects"],
    ["more than a day of minutes", alarm("alias", { EvaluationPeriods: 1441 }), "more than the 86400 that CloudWatch allows"],
    [
      "M over N",
      alarm("alias", { DatapointsToAlarm: 2 }),
      "has more DatapointsToAlarm (2) than EvaluationPeriods (1), which CloudWatch rejects",
    ],
    ["a third of a period", alarm("alias", { EvaluationPeriods: 0.3 }), "has EvaluationPeriods 0.3, which CloudWatch rejects"],
    [
      "a wall clock of two minutes",
      alarm("alias", { Period: 120, EvaluationWindow: { WallClockWindow: {} } }),
      "has Period 120 with EvaluationWindow",
    ],
    ["a typo", alarm("alias", { TreatMissingData: "notbreaching" }), "has TreatMissingData notbreaching"],
    ["nothing to compare", alarm("alias", { Threshold: undefined }), "has no Threshold"],
    ["a custom metric", alarm("alias", { Namespace: "Shop" }), "watches custom metric Shop Errors"],
    ["an unknown function", math("alias", "RATE(errors)"), "has an expression with RATE"],
    ["math that is none", math("alias", "errors /"), "has the expression errors /, which is not evaluated"],
    ["math in a circle", math("alias", "rate + errors"), "has an expression rate that depends on itself"],
    ["a log query", { Type: "AWS::CloudWatch::LogAlarm", Properties: {} }, "is a LogAlarm, whose query is not simulated"],
  ])("%s", async (_what, resource, reason) => {
    const { stopped, alarms } = await simulated({ resources: { Errors: resource } });
    expect({ stopped, state: alarms[0]?.state }).toEqual({ stopped: null, state: "not-simulated" });
    expect(alarms[0]?.reason).toContain(reason);
  });

  test("it keeps nothing from being said where another alarm is in time", async () => {
    const resources = { Errors: alarm(), Slow: alarm("alias", { MetricName: "Duration" }) };
    expect(await simulated({ resources })).toMatchObject({ stopped: true, alarmMinute: 2 });
    const watched = [ref("Errors"), "errors-elsewhere"];
    const { stopped, alarms } = await simulated({ resources, watched });
    expect({ stopped, last: alarms.at(-1) }).toEqual({
      stopped: true,
      last: {
        logicalId: "errors-elsewhere",
        stack: "shop",
        state: "not-simulated",
        goesOffMinute: null,
        reason: "is not defined in the audited stacks; also audit the stack that defines it",
      },
    });
  });
});

describe("the shift and what is around it", () => {
  const resources = { Errors: alarm() };

  test.each<[string, Omit<Template, "resources">, Partial<SimulatedDeployment>]>([
    [
      "all at once",
      { configuration: "CodeDeployDefault.LambdaAllAtOnce" },
      { kind: "all-at-once", stopped: false, endMinute: 0 },
    ],
    ["nothing named: all at once", { group: { DeploymentConfigName: undefined } }, { kind: "all-at-once", stopped: false }],
    [
      "linear",
      { configuration: "CodeDeployDefault.LambdaLinear10PercentEvery1Minute" },
      { kind: "linear", stopped: true, endMinute: 9, exposedMinutes: 0.3 },
    ],
    ["from elsewhere", { configuration: "Ours" }, { kind: "unresolved", stopped: null, schedule: [], endMinute: null }],
    ["no alarm", { watched: [] }, { stopped: false, reason: "its deployment group has no alarms" }],
    [
      "no rollback",
      { group: { AutoRollbackConfiguration: { Enabled: true, Events: ["DEPLOYMENT_FAILURE"] } } },
      { stopped: false, alarmMinute: 2, exposedMinutes: null },
    ],
    [
      "alarms off",
      { group: { AlarmConfiguration: { Alarms: [{ Name: ref("Errors") }] } } },
      { stopped: false, reason: "its deployment group does not enable its alarms" },
    ],
  ])("%s", async (_what, template, outcome) => {
    expect(await simulated({ resources, ...template })).toMatchObject(outcome);
  });

  test("what is unknown of it is named", async () => {
    const parameters = { Shift: { Type: "String" }, On: { Type: "String" }, Level: { Type: "Number" } };
    const shift = await simulated({ resources, parameters, configuration: ref("Shift") });
    expect(shift).toMatchObject({ kind: "unresolved", stopped: null });
    expect(shift.reason).toBe(
      "its deployment configuration depends on parameter Shift, which has no value; pass --parameter Shift=…",
    );
    const AutoRollbackConfiguration = { Enabled: ref("On"), Events: ["DEPLOYMENT_STOP_ON_ALARM"] };
    const rollback = await simulated({ resources, parameters, group: { AutoRollbackConfiguration } });
    expect(rollback).toMatchObject({ stopped: null, alarmMinute: 2, exposedMinutes: null });
    expect(rollback.reason).toContain("its AutoRollbackConfiguration depends on parameter On");
    const threshold = await simulated({ resources: { Errors: alarm("alias", { Threshold: ref("Level") }) }, parameters });
    expect(threshold).toMatchObject({ stopped: null });
    expect(threshold.reason).toContain("Errors is not simulated: its Threshold depends on parameter Level");
  });

  test.each([
    [0.000001, 1],
    [150, 1],
    [10, 1_000_000_000],
    [1, 0.5],
  ])("%s %% every %s minutes is nothing that CodeDeploy does", async (LinearPercentage, LinearInterval) => {
    const TrafficRoutingConfig = { Type: "TimeBasedLinear", TimeBasedLinear: { LinearPercentage, LinearInterval } };
    const config = { Type: "AWS::CodeDeploy::DeploymentConfig", Properties: { ComputePlatform: "Lambda", TrafficRoutingConfig } };
    const template = { resources: { ...resources, Config: config }, configuration: ref("Config") };
    const { kind, stopped, reason } = await simulated(template);
    expect({ kind, stopped }).toEqual({ kind: "unresolved", stopped: null });
    expect(reason).toContain("which CodeDeploy rejects");
  });

  test("what is taken for granted is said", async () => {
    const hook = { AfterAllowTrafficHook: ref("Other") };
    const played = await simulated({ resources: { ...OTHER, Errors: alarm("function") }, alias: hook });
    expect(played.assumptions).toEqual([
      expect.stringContaining("failures by timeout"),
      "function Greeter is only invoked through alias live",
      expect.stringContaining("AfterAllowTraffic hook"),
    ]);
    const late = await simulated({
      resources: { Errors: alarm("alias", { EvaluationPeriods: 9 }) },
      configuration: "CodeDeployDefault.LambdaLinear10PercentEvery2Minutes",
    });
    expect(late).toMatchObject({ stopped: true, endMinute: 18 });
    const later = await simulated({
      resources: { Errors: alarm("alias", { EvaluationPeriods: 17 }) },
      configuration: "CodeDeployDefault.LambdaLinear10PercentEvery2Minutes",
    });
    expect(later).toMatchObject({ stopped: false, alarmMinute: 18 });
    expect(later.assumptions.at(-1)).toContain("Errors enters ALARM in the interval after the last step");
  });
});

describe("composite alarms", () => {
  const watched = [ref("Both")];
  const slow = alarm("alias", { EvaluationPeriods: 3 });

  test.each<[string, Record<string, object>, Partial<SimulatedDeployment>]>([
    [
      "any",
      { Errors: alarm(), Slow: slow, Both: composite("ALARM(${Errors}) OR ALARM(${Slow})") },
      { stopped: true, alarmMinute: 2 },
    ],
    [
      "all",
      { Errors: alarm(), Slow: slow, Both: composite("ALARM(${Errors}) AND ALARM(${Slow})") },
      { stopped: true, alarmMinute: 4 },
    ],
    [
      "at least",
      { Errors: alarm(), Slow: slow, Both: composite("AT_LEAST(50%, ALARM, (${Errors}, ${Slow}))") },
      { stopped: true, alarmMinute: 2 },
    ],
    ["not", { Errors: alarm(), Both: composite("NOT OK(${Errors})") }, { stopped: true, alarmMinute: 2 }],
    ["always", { Both: composite("TRUE") }, { stopped: false, alarmMinute: null }],
    [
      "on a member from elsewhere or an own one",
      { Errors: alarm(), Both: composite("ALARM(elsewhere) OR ALARM(${Errors})") },
      { stopped: true },
    ],
    [
      "on a member from elsewhere and an own one",
      { Errors: alarm(), Both: composite("ALARM(elsewhere) AND ALARM(${Errors})") },
      { stopped: null },
    ],
    [
      "of one another",
      {
        Errors: alarm(),
        Both: composite("ALARM(${Top})", { AlarmName: "both" }),
        Top: composite("ALARM(both) OR ALARM(${Errors})"),
      },
      { stopped: false },
    ],
    [
      "of composite ones",
      { Errors: alarm(), Both: composite("ALARM(${Top})"), Top: composite("ALARM(${Errors})") },
      { stopped: true, alarmMinute: 2 },
    ],
  ])("%s", async (_what, resources, outcome) => {
    const deployment = await simulated({ resources, watched });
    expect(deployment).toMatchObject(outcome);
    expect(deployment.alarms.map(({ logicalId }) => logicalId)).toEqual(["Both"]);
    expect(deployment.assumptions).toContainEqual(expect.stringContaining("CodeDeploy also polls composite alarms"));
  });
});

test("a composite alarm whose rule is none is not simulated", async () => {
  const resources = { Errors: alarm(), Both: composite("ALARM(${Errors}) AND") };
  const { stopped, alarms } = await simulated({ resources, watched: [ref("Both")] });
  expect({ stopped, reason: alarms[0]?.reason }).toEqual({ stopped: null, reason: "has an unsupported AlarmRule" });
});

describe("metric filters", () => {
  const filter = (transformation: Properties = {}, group = "/aws/lambda/${Greeter}"): object => ({
    Type: "AWS::Logs::MetricFilter",
    Properties: {
      LogGroupName: { "Fn::Sub": group },
      FilterPattern: "ERROR",
      MetricTransformations: [{ MetricNamespace: "Shop", MetricName: "Failures", MetricValue: "1", ...transformation }],
    },
  });
  const failures = (properties: Properties = {}): object =>
    alarm("account", { Namespace: "Shop", MetricName: "Failures", Dimensions: undefined, ...properties });

  test.each<[string, Record<string, object>, Partial<SimulatedDeployment>]>([
    ["a match a failure", { Filter: filter(), Errors: failures() }, { stopped: true, alarmMinute: 2 }],
    [
      "an average of one where nothing else matches",
      { Filter: filter(), Errors: failures({ Statistic: "Average" }) },
      { stopped: true, alarmMinute: 2 },
    ],
    ["a value from the log", { Filter: filter({ MetricValue: "$.count" }), Errors: failures() }, { stopped: null }],
    [
      "dimensions from the log",
      {
        Filter: filter({ Dimensions: [{ Key: "a", Value: "$.a" }] }),
        Errors: failures({ Dimensions: [{ Name: "a", Value: "1" }] }),
      },
      { stopped: null },
    ],
    [
      "a default that breaches",
      { Filter: filter({ DefaultValue: 5 }), Errors: failures() },
      { stopped: false, alarmMinute: null },
    ],
    [
      "another log group",
      { ...OTHER, Filter: filter({ DefaultValue: 0 }, "/aws/lambda/${Other}"), Errors: failures() },
      { stopped: false },
    ],
    [
      "several filters, summed up",
      { ...OTHER, Filter: filter(), Second: filter({ DefaultValue: 0 }, "/aws/lambda/${Other}"), Errors: failures() },
      { stopped: true },
    ],
    [
      "several filters, averaged",
      {
        ...OTHER,
        Filter: filter(),
        Second: filter({ DefaultValue: 0 }, "/aws/lambda/${Other}"),
        Errors: failures({ Statistic: "Average" }),
      },
      { stopped: null },
    ],
  ])("%s", async (_what, resources, outcome) => {
    expect(await simulated({ resources })).toMatchObject(outcome);
  });

  test("that it matches once a failure is taken for granted", async () => {
    const { assumptions } = await simulated({ resources: { Filter: filter(), Errors: failures() } });
    expect(assumptions).toEqual([
      "metric filter Filter matches exactly once per failed request",
      expect.stringContaining("two data points more than EvaluationPeriods"),
    ]);
  });
});

describe("APIs", () => {
  const uri = (of: string): object => ({
    "Fn::Sub": `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${of}}/invocations`,
  });
  const rest = (integration: object): Record<string, object> => ({
    Api: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: "shop" } },
    Get: {
      Type: "AWS::ApiGateway::Method",
      Properties: {
        RestApiId: ref("Api"),
        ResourceId: { "Fn::GetAtt": ["Api", "RootResourceId"] },
        HttpMethod: "GET",
        AuthorizationType: "NONE",
        Integration: { Type: "AWS_PROXY", IntegrationHttpMethod: "POST", Uri: integration },
      },
    },
  });
  const of = (metric: string, dimension: Properties, more: Properties = {}): object => {
    const Dimensions = Object.entries(dimension).map(([Name, Value]) => ({ Name, Value }));
    return alarm("alias", { Namespace: "AWS/ApiGateway", MetricName: metric, Dimensions, ...more });
  };
  const named = { ApiName: "shop" };

  test.each<[string, Record<string, object>, Partial<SimulatedDeployment>]>([
    ["5XXError of a REST API", { ...rest(uri("Live")), Errors: of("5XXError", named) }, { stopped: true, alarmMinute: 2 }],
    [
      "an average of it",
      { ...rest(uri("Live")), Errors: of("5XXError", named, { Statistic: "Average", Threshold: 0.2 }) },
      { stopped: false, alarmMinute: 7 },
    ],
    ["its requests", { ...rest(uri("Live")), Errors: of("Count", named) }, { stopped: null }],
    ["its latency", { ...rest(uri("Live")), Errors: of("Latency", named) }, { stopped: null }],
    [
      "an API that leads past the alias",
      { ...rest(uri("Greeter.Arn")), Errors: of("5XXError", named) },
      { stopped: false, alarmMinute: null },
    ],
    [
      "a name that REST APIs do not have",
      { ...rest(uri("Live")), Errors: of("5xx", named) },
      { stopped: false, alarmMinute: null },
    ],
    ["no API at all", { ...rest(uri("Live")), Errors: of("5XXError", {}) }, { stopped: false, alarmMinute: null }],
    ["an API from elsewhere", { ...rest(uri("Live")), Errors: of("5XXError", { ApiName: "elsewhere" }) }, { stopped: null }],
  ])("%s", async (_what, resources, outcome) => {
    expect(await simulated({ resources })).toMatchObject(outcome);
  });

  test("5xx of an HTTP API, and what is taken for granted of it", async () => {
    const http = {
      Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "shop", ProtocolType: "HTTP" } },
      Integration: {
        Type: "AWS::ApiGatewayV2::Integration",
        Properties: { ApiId: ref("Api"), IntegrationType: "AWS_PROXY", IntegrationUri: ref("Live") },
      },
      Route: {
        Type: "AWS::ApiGatewayV2::Route",
        Properties: { ApiId: ref("Api"), RouteKey: "GET /", Target: { "Fn::Sub": "integrations/${Integration}" } },
      },
    };
    const resources = { ...http, Errors: of("5xx", { ApiId: ref("Api") }) };
    const { stopped, assumptions } = await simulated({ resources });
    expect({ stopped, assumptions }).toEqual({ stopped: true, assumptions: ["all requests of API Api go to alias live"] });
  });

  test("a metric filter on its access log", async () => {
    const resources = {
      ...rest(uri("Live")),
      Log: { Type: "AWS::Logs::LogGroup", Properties: {} },
      Deployment: { Type: "AWS::ApiGateway::Deployment", Properties: { RestApiId: ref("Api") } },
      Stage: {
        Type: "AWS::ApiGateway::Stage",
        Properties: {
          RestApiId: ref("Api"),
          DeploymentId: ref("Deployment"),
          StageName: "prod",
          AccessLogSetting: { DestinationArn: { "Fn::GetAtt": ["Log", "Arn"] } },
        },
      },
      Filter: {
        Type: "AWS::Logs::MetricFilter",
        Properties: {
          LogGroupName: ref("Log"),
          FilterPattern: "{ $.status = 5* }",
          MetricTransformations: [{ MetricNamespace: "Shop", MetricName: "Failures", MetricValue: "1", DefaultValue: 0 }],
        },
      },
      Errors: alarm("account", { Namespace: "Shop", MetricName: "Failures", Dimensions: undefined }),
    };
    const { stopped, assumptions } = await simulated({ resources });
    expect({ stopped, assumptions }).toEqual({
      stopped: true,
      assumptions: [
        "metric filter Filter matches exactly once per failed request",
        "all requests in that access log go to alias live",
      ],
    });
  });
});

describe("with a rate", () => {
  const resources = { Errors: alarm() };
  const rate = { requestsPerMinute: 4 };

  test("the probability replaces the minute", async () => {
    const deployment = await simulated({ resources }, rate);
    expect(deployment).toMatchObject({ stopped: false, alarmMinute: null, exposedMinutes: null, exposedRequests: null });
    expect(deployment.probabilityStopped).toBeCloseTo(1 - Math.exp(-1.2), 1);
    expect(deployment.percentiles?.minute.p50).toBe(3);
    expect(deployment.reason).toBe(
      "at 4 requests a minute, the new version receives about 2 requests before the shift ends, too few for its alarms",
    );
    expect(await simulated({ resources }, { ...rate, minimumProbability: 0.6 })).toMatchObject({ stopped: true, reason: null });
  });

  test("an alarm that could not stop it in heavy traffic is named", async () => {
    const { stopped, reason } = await simulated({ resources: { Errors: alarm("alias", { EvaluationPeriods: 9 }) } }, rate);
    expect({ stopped, reason }).toEqual({ stopped: false, reason: expect.stringContaining("it needs 10 minutes") });
  });

  test("counts of requests are simulated", async () => {
    const counts = { Errors: alarm("version", { MetricName: "Invocations", Threshold: 1 }) };
    // They are there for a healthy version as well, so that they stop nothing for being broken.
    const counted = await simulated({ resources: counts }, { requestsPerMinute: 1000 });
    expect(counted).toMatchObject({ stopped: false, healthyRollbacks: 1 });
    expect(counted.reason).toBe("its alarms also roll back 100 % of healthy versions");
  });

  test("nothing is stopped that is not rolled back", async () => {
    const group = { AutoRollbackConfiguration: { Enabled: false } };
    expect(await simulated({ resources, group }, rate)).toMatchObject({
      stopped: false,
      probabilityStopped: 0,
      percentiles: null,
    });
  });
});
