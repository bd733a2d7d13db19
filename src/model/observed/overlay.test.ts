// The live state over the templates: without drift nothing changes, with drift what is live is assessed and the difference is named.
import path from "node:path";
import { describe, expect, test } from "vitest";
import { deployedFrom, templateFacts } from "../../../test/deployed.ts";
import { type LooseAnswer, recordingOf } from "../../../test/recordings.ts";
import { audit } from "../../audit/audit.ts";
import { builtInChecks } from "../../checks/index.ts";
import { loadConfig } from "../../config/load.ts";
import { systemOf } from "../../sources/recorded-system.ts";
import type { Recording } from "../../sources/recording.ts";
import type { SystemFacts } from "../facts.ts";
import { link } from "../link.ts";
import type { Ask, AskKind } from "./ask.ts";

const fixtures = path.join(import.meta.dirname, "..", "..", "..", "fixtures");
const KINDS: readonly AskKind[] = [
  "function",
  "aliases",
  "event-invoke-config",
  "deployment-group",
  "deployment-configuration",
  "alarm",
  "versions",
];
const live = (recording: Recording) => systemOf(recording, { kind: "stack" });

async function verdicts(facts: SystemFacts): Promise<string[]> {
  const checks = builtInChecks.filter(({ needs }) => needs === "configuration");
  const config = await loadConfig({ cwd: fixtures, file: null, checks, turnOn: checks.map(({ id }) => id), commandLine: {} });
  const run = { now: new Date("2026-11-22T10:00:00Z"), tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
  return audit(facts, { ...config, ...run }).assessments.map(
    ({ check, subject, verdict }) => `${check} ${subject.stack}/${subject.logicalId} (${subject.detail}): ${verdict}`,
  );
}

describe.each([
  ["ev-charging/cdk.out", ["ev-charging/cdk.out"]],
  ["ev-charging/cdk.out-fit", ["ev-charging/cdk.out-fit"]],
  ["orders", ["orders/template.yaml"]],
])("%s, deployed as it is written", (_name, paths) => {
  test("gets the verdicts of its template", async () => {
    const facts = await live(await deployedFrom(fixtures, paths, KINDS));
    const { locator, ...written } = await templateFacts(fixtures, paths);
    expect(await verdicts({ ...facts, locator })).toEqual(await verdicts({ ...written, locator }));
  }, 60_000);

  test("has not drifted, and its facts are those of its templates", async () => {
    const recording = await deployedFrom(fixtures, paths, KINDS);
    expect(Object.keys(recording.answers).length).toBeGreaterThan(5);
    const facts = await live(recording);
    const model = link(facts, {});
    expect(model.drift.map(({ resource, ...rest }) => ({ id: resource.id, ...rest }))).toEqual([]);
    const bare = await live({ ...recording, answers: {} });
    for (const stack of facts.stacks)
      for (const [id, resource] of stack.resources)
        expect(resource.body).toEqual(bare.stacks.find(({ name }) => name === stack.name)?.resources.get(id)?.body);
  }, 60_000);
});

const FUNCTION = "greeter";
const greeter = {
  Resources: {
    Greeter: { Type: "AWS::Lambda::Function", Properties: { FunctionName: FUNCTION, Runtime: "nodejs22.x", MemorySize: 256 } },
    GreeterVersion1234567890: { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Greeter" } } },
    Live: {
      Type: "AWS::Lambda::Alias",
      Properties: {
        Name: "live",
        FunctionName: { Ref: "Greeter" },
        FunctionVersion: { "Fn::GetAtt": ["GreeterVersion1234567890", "Version"] },
      },
      UpdatePolicy: { CodeDeployLambdaAliasUpdate: { ApplicationName: { Ref: "App" }, DeploymentGroupName: { Ref: "Group" } } },
    },
    App: { Type: "AWS::CodeDeploy::Application", Properties: { ComputePlatform: "Lambda" } },
    Group: {
      Type: "AWS::CodeDeploy::DeploymentGroup",
      Properties: {
        ApplicationName: { Ref: "App" },
        DeploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
        AlarmConfiguration: { Enabled: true, Alarms: [{ Name: { Ref: "Errors" } }, { Name: "ops-errors" }] },
        AutoRollbackConfiguration: { Enabled: true, Events: ["DEPLOYMENT_STOP_ON_ALARM"] },
      },
    },
    Errors: {
      Type: "AWS::CloudWatch::Alarm",
      Properties: {
        Namespace: "AWS/Lambda",
        MetricName: "Errors",
        Dimensions: [
          { Name: "FunctionName", Value: { Ref: "Greeter" } },
          { Name: "Resource", Value: { "Fn::Sub": "${Greeter}:live" } },
        ],
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        TreatMissingData: "missing",
      },
    },
  },
};
const ids = {
  Greeter: FUNCTION,
  GreeterVersion1234567890: "arn:aws:lambda:eu-west-1:111111111111:function:greeter:8",
  Live: "arn:aws:lambda:eu-west-1:111111111111:function:greeter:live",
  App: "shop-App-1X",
  Group: "shop-App-1X/shop-Group-1X",
  Errors: "shop-Errors-1X",
};
const group = {
  configurationName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
  alarmsEnabled: true,
  ignoresPollFailure: false,
  alarmNames: ["ops-errors", "shop-Errors-1X"],
  rollbackEnabled: true,
  rollbackEvents: ["DEPLOYMENT_STOP_ON_ALARM"],
};
const groupAsk: Ask = { kind: "deployment-group", stack: "shop", application: "shop-App-1X", group: "shop-Group-1X" };
const aliasAsk: Ask = { kind: "aliases", stack: "shop", functionName: FUNCTION };
const alarmAsk = (name: string): Ask => ({ kind: "alarm", stack: "shop", name });
const alarm = (properties: object, more: object = {}) => ({
  kind: "metric",
  arn: "arn:aws:cloudwatch:eu-west-1:111111111111:alarm:x",
  state: "OK",
  stateReason: null,
  stateUpdatedAt: null,
  evaluationState: null,
  actionsEnabled: true,
  alarmActions: [],
  properties,
  ...more,
});
const errors = {
  AlarmName: "shop-Errors-1X",
  ComparisonOperator: "GreaterThanOrEqualToThreshold",
  Dimensions: [
    { Name: "Resource", Value: "greeter:live" },
    { Name: "FunctionName", Value: FUNCTION },
  ],
  EvaluationPeriods: 1,
  MetricName: "Errors",
  Namespace: "AWS/Lambda",
  OKActions: [],
  Period: 60,
  Statistic: "Sum",
  Threshold: 1,
};

/** What a live run sees where nothing has changed. */
const asDeployed: readonly LooseAnswer[] = [
  { ask: groupAsk, seen: group },
  { ask: alarmAsk("shop-Errors-1X"), seen: alarm(errors) },
  { ask: aliasAsk, seen: [{ name: "live", version: "8", weights: {} }] },
];
/** Of what the answers do not mention, all is as it was deployed. */
const greeted = (answers: readonly LooseAnswer[], more: object = {}, template: object = greeter, others = asDeployed) =>
  live(recordingOf({ stacks: [{ template, resources: ids, ...more }], answers: [...others, ...answers] }));
const driftOf = (facts: SystemFacts) =>
  link(facts, {}).drift.map(({ resource, property, declared, live: seen }) => [resource.logicalId, property, declared, seen]);

/** What the check says of the first subject. */
async function said(facts: SystemFacts, id: string): Promise<string> {
  const checks = builtInChecks.filter((check) => check.id === id);
  const config = await loadConfig({ cwd: fixtures, file: null, checks, turnOn: [id], commandLine: {} });
  const run = { now: new Date("2026-11-22T10:00:00Z"), tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
  return audit(facts, { ...config, ...run })
    .assessments.map(({ verdict, message, reason }) => `${verdict}: ${message}${reason === null ? "" : `; ${reason}`}`)
    .join("\n");
}

describe("what is live as it was declared", () => {
  test("is no drift, in whatever order and by whatever default the services tell it", async () => {
    const facts = await greeted([
      { ask: groupAsk, seen: group },
      { ask: alarmAsk("shop-Errors-1X"), seen: alarm(errors) },
      { ask: aliasAsk, seen: [{ name: "live", version: "8", weights: {} }] },
    ]);
    expect(driftOf(facts)).toEqual([]);
    expect(await said(facts, "rollback-alarm-scope")).toMatch(/^pass: rollback alarm [\w-]+ watches Errors of alias live/);
  });
});

describe("what was changed by hand", () => {
  test("a group that shifts all at once fails, and is named", async () => {
    const facts = await greeted([{ ask: groupAsk, seen: { ...group, configurationName: "CodeDeployDefault.LambdaAllAtOnce" } }]);
    expect(driftOf(facts)).toEqual([
      ["Group", "DeploymentConfigName", "CodeDeployDefault.LambdaCanary10Percent5Minutes", "CodeDeployDefault.LambdaAllAtOnce"],
    ]);
    expect(await said(facts, "progressive-traffic")).toMatch(/^fail: shifts all traffic at once/);
  });

  test("a group without its alarms, or that ignores them", async () => {
    const without = await greeted([{ ask: groupAsk, seen: { ...group, alarmsEnabled: false, alarmNames: [] } }]);
    expect(driftOf(without)).toEqual([
      ["Group", "AlarmConfiguration.Enabled", "true", "false"],
      ["Group", "AlarmConfiguration.Alarms", "shop-Errors-1X, ops-errors", null],
    ]);
    expect(await said(without, "rollback-alarm")).toMatch(/^fail: no alarm stops a deployment/);
    const ignoring = await greeted([{ ask: groupAsk, seen: { ...group, ignoresPollFailure: true } }]);
    expect(driftOf(ignoring)).toEqual([["Group", "AlarmConfiguration.IgnorePollAlarmFailure", null, "true"]]);
    expect(await said(ignoring, "rollback-alarm")).toMatch(/^fail: a deployment continues if its alarms cannot be read/);
  });

  test("an alarm that watches another alias, and not even one", async () => {
    const Dimensions = [
      { Name: "FunctionName", Value: FUNCTION },
      { Name: "Resource", Value: "greeter:7" },
    ];
    const facts = await greeted([{ ask: alarmAsk("shop-Errors-1X"), seen: alarm({ ...errors, Dimensions, Threshold: 5 }) }]);
    expect(driftOf(facts)).toEqual([
      ["Errors", "Dimensions", "FunctionName=greeter, Resource=greeter:live", "FunctionName=greeter, Resource=greeter:7"],
      ["Errors", "Threshold", "1", "5"],
    ]);
    expect(await said(facts, "rollback-alarm-scope")).not.toMatch(/^pass/);
  });

  test("an alarm that has become one over several metrics", async () => {
    const { MetricName: _m, Namespace: _n, Dimensions: _d, Statistic: _s, Period: _p, ...rest } = errors;
    const Metrics = [{ Id: "e", Expression: 'SELECT SUM(Errors) FROM "AWS/Lambda"', Period: 60 }];
    const facts = await greeted([{ ask: alarmAsk("shop-Errors-1X"), seen: alarm({ ...rest, Metrics }) }]);
    const changed = driftOf(facts).map(([, property, , seen]) => [property, seen]);
    expect(changed).toEqual(
      expect.arrayContaining([
        ["MetricName", null],
        ["Dimensions", null],
        ["Metrics", "e"],
      ]),
    );
  });

  test("an alarm that was made anew as a composite one", async () => {
    const seen = alarm({ AlarmName: "shop-Errors-1X", AlarmRule: "FALSE" }, { kind: "composite" });
    const facts = await greeted([{ ask: alarmAsk("shop-Errors-1X"), seen }]);
    expect(driftOf(facts)).toEqual([["Errors", "Type", "AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"]]);
    expect(await said(facts, "rollback-alarm-scope")).not.toMatch(/^pass/);
    expect(await said(facts, "function-error-alarm")).toMatch(/^fail/);
  });

  test("an alias that keeps a weight, or points elsewhere", async () => {
    const weighted = await greeted([{ ask: aliasAsk, seen: [{ name: "live", version: "8", weights: { "9": 0.1 } }] }]);
    expect(driftOf(weighted)).toEqual([["Live", "RoutingConfig.AdditionalVersionWeights", null, "9=0.1"]]);
    const versions = (newest: string): LooseAnswer => ({
      ask: { kind: "versions", stack: "shop", functionName: FUNCTION },
      seen: [{ version: newest, lastModified: "2026-11-20T10:00:00Z", codeSha256: "x" }],
    });
    const moved: LooseAnswer = { ask: aliasAsk, seen: [{ name: "live", version: "7", weights: {} }] };
    const back = await greeted([moved, versions("8")]);
    expect(driftOf(back)).toEqual([["Live", "FunctionVersion", "8", "7"]]);
    expect(await said(back, "version-publishing")).toMatch(/^fail: its version is 7, but the latest published version is 8/);
    expect(await said(await greeted([moved, versions("7")]), "version-publishing")).toMatch(
      /^pass: its version is 7, the latest published version/,
    );
    const latest = await greeted([{ ask: aliasAsk, seen: [{ name: "live", version: "$LATEST", weights: {} }] }]);
    expect(await said(latest, "function-alias")).toMatch(/^fail/);
  });

  test("is none of it while the stack is deployed or the traffic is shifted", async () => {
    const shifting: LooseAnswer = { ask: aliasAsk, seen: [{ name: "live", version: "7", weights: { "8": 0.1 } }] };
    expect(driftOf(await greeted([shifting], { status: "UPDATE_IN_PROGRESS" }))).toEqual([]);
    const deployment = { id: "d-1", status: "InProgress", createdAt: "2026-11-22T09:59:00Z" };
    expect(driftOf(await greeted([shifting, { ask: { ...groupAsk, kind: "deployments" } as Ask, seen: [deployment] }]))).toEqual(
      [],
    );
  });

  test("is none of it in what the services write otherwise", async () => {
    const templateWith = (more: object) => {
      const template = structuredClone(greeter);
      Object.assign(template.Resources.Errors.Properties, more);
      return template;
    };
    const as = (more: object) => [{ ask: alarmAsk("shop-Errors-1X"), seen: alarm({ ...errors, ...more }) }];
    expect(driftOf(await greeted(as({ DatapointsToAlarm: 1 })))).toEqual([]);
    expect(driftOf(await greeted([], {}, templateWith({ DatapointsToAlarm: 1 })))).toEqual([]);
    expect(driftOf(await greeted(as({ EvaluationPeriods: 3, DatapointsToAlarm: 2 })))).toEqual([
      ["Errors", "EvaluationPeriods", "1", "3"],
      ["Errors", "DatapointsToAlarm", null, "2"],
    ]);
    const described = templateWith({ AlarmDescription: "two\nlines\n", Threshold: "1.0", Period: "60" });
    expect(driftOf(await greeted(as({ AlarmDescription: "two\nlines" }), {}, described))).toEqual([]);
    const folded = templateWith({ AlarmDescription: "one   line\n  of it" });
    expect(driftOf(await greeted(as({ AlarmDescription: "one line of it" }), {}, folded))).toEqual([]);
    const looked = templateWith({ AlarmDescription: "see {{resolve:ssm:/url}}", Threshold: "{{resolve:ssm:/most:2}}" });
    expect(driftOf(await greeted(as({ AlarmDescription: "see http://x", Threshold: 7 }), {}, looked))).toEqual([]);
  });

  test("is in the function's own settings, defaults and all", async () => {
    const state = {
      runtime: "nodejs22.x",
      memoryMegabytes: 256,
      timeoutSeconds: 3,
      architecture: "x86_64",
      tracing: "PassThrough",
      deadLetterArn: null,
    };
    const ask: Ask = { kind: "function", stack: "shop", functionName: FUNCTION };
    expect(driftOf(await greeted([{ ask, seen: state }]))).toEqual([]);
    const changed = { ...state, memoryMegabytes: 512, timeoutSeconds: 30, tracing: "Active", architecture: "arm64" };
    expect(driftOf(await greeted([{ ask, seen: changed }]))).toEqual([
      ["Greeter", "MemorySize", "256", "512"],
      ["Greeter", "Timeout", null, "30"],
      ["Greeter", "Architectures", null, "arm64"],
      ["Greeter", "TracingConfig.Mode", null, "Active"],
    ]);
  });
});

test("An alias is read whichever stack defines it, together with its function", async () => {
  const { Greeter, ...rest } = greeter.Resources;
  const named = { FunctionName: FUNCTION };
  const Live = { ...rest.Live, Properties: { ...rest.Live.Properties, ...named, FunctionVersion: "8" } };
  const { GreeterVersion1234567890: _, ...others } = rest;
  const below = { name: "below", template: { Resources: { ...others, Live } }, resources: ids };
  const above = { template: { Resources: { Greeter } }, resources: { Greeter: FUNCTION } };
  const weighted = { ask: aliasAsk, seen: [{ name: "live", version: "8", weights: { "9": 0.1 } }] };
  const facts = await live(recordingOf({ stacks: [above, below], answers: [weighted] }));
  expect(driftOf(facts)).toEqual([["Live", "RoutingConfig.AdditionalVersionWeights", null, "9=0.1"]]);
});

test("An alias whose name is secret is identified by the name that it has in AWS", async () => {
  const template = structuredClone(greeter) as unknown as { Parameters: object; Resources: typeof greeter.Resources };
  template.Parameters = { Name: { Type: "String", NoEcho: true } };
  (template.Resources.Live.Properties as { Name: unknown }).Name = { Ref: "Name" };
  expect(driftOf(await greeted([], {}, template))).toEqual([]);
  const weighted = { ask: aliasAsk, seen: [{ name: "live", version: "8", weights: { "9": 0.1 } }] };
  expect(driftOf(await greeted([weighted], {}, template))).toEqual([
    ["Live", "RoutingConfig.AdditionalVersionWeights", null, "9=0.1"],
  ]);
  const nameless = await greeted([weighted], { resources: { ...ids, Live: null } }, template);
  expect(await said(nameless, "deployment-drift")).toMatch(
    /^unknown: not all of its live state could be read; cannot be looked up/m,
  );
  expect(await said(nameless, "canary-comparison")).toMatch(/^unknown: .*NoEcho/);
});

describe("what is gone", () => {
  test("fails what relied on it, and is named", async () => {
    const facts = await greeted([{ ask: groupAsk, seen: null }]);
    expect(driftOf(facts)).toEqual([["Group", null, "is there", null]]);
    expect(await said(facts, "deployment-group")).toMatch(
      /^fail: its update policy refers to deployment group Group, which does not exist/,
    );
    const alarmless = await greeted([{ ask: alarmAsk("shop-Errors-1X"), seen: null }]);
    expect(await said(alarmless, "rollback-alarm")).toMatch(/^fail: watches alarm Errors, which does not exist/);
  });
});

describe("what no audited template defines", () => {
  const only = (name: string) => {
    const { Errors: _, ...Resources } = structuredClone(greeter.Resources);
    Resources.Group.Properties.AlarmConfiguration.Alarms = [{ Name: name }];
    return { Resources };
  };

  test("is looked up by its name, and is no subject of its own", async () => {
    const own = { ask: groupAsk, seen: { ...group, alarmNames: ["ops-errors"] } };
    const answers = [own, { ask: alarmAsk("ops-errors"), seen: alarm({ ...errors, AlarmName: "ops-errors" }) }];
    expect(await said(await greeted([own], {}, only("ops-errors")), "rollback-alarm")).toMatch(/^unknown/);
    const facts = await greeted(answers, {}, only("ops-errors"));
    expect(await said(facts, "rollback-alarm")).toMatch(/^pass: rolls a deployment back/);
    expect(await said(facts, "rollback-alarm-scope")).toMatch(/^pass: rollback alarm [\w-]+ watches Errors of alias live/);
    expect(await said(facts, "alarm-action")).toBe("");
    expect(driftOf(facts)).toEqual([]);
  });

  test("is unknown where reading it is denied, and the reason names the action", async () => {
    const own = { ask: groupAsk, seen: { ...group, alarmNames: ["ops-errors"] } };
    const denied = { ask: alarmAsk("ops-errors"), unseen: "it is denied", action: "cloudwatch:DescribeAlarms" };
    const facts = await greeted([own, denied], {}, only("ops-errors"));
    expect(await said(facts, "rollback-alarm")).toMatch(/^unknown: watches ops-errors; .*allow cloudwatch:DescribeAlarms/);
    const ask: Ask = { kind: "deployment-configuration", stack: "shop", name: "slow" };
    const slow = { ask: groupAsk, seen: { ...group, configurationName: "slow" } };
    const hidden = await greeted([slow, { ask, unseen: "it is denied", action: "codedeploy:GetDeploymentConfig" }]);
    expect(await said(hidden, "progressive-traffic")).toMatch(/^unknown: .*allow codedeploy:GetDeploymentConfig/);
  });

  test("does not exist where nothing was found", async () => {
    const facts = await greeted([{ ask: alarmAsk("ops-errors"), seen: null }], {}, only("ops-errors"));
    expect(await said(facts, "rollback-alarm")).toMatch(/^fail: watches alarm ops-errors, which does not exist/);
  });

  test("is a deployment configuration whose shift is known then", async () => {
    const template = structuredClone(greeter);
    template.Resources.Group.Properties.DeploymentConfigName = "slow";
    const ask: Ask = { kind: "deployment-configuration", stack: "shop", name: "slow" };
    const seen = { kind: "linear", percent: 20, intervalMinutes: 2 };
    const own = { ask: groupAsk, seen: { ...group, configurationName: "slow" } };
    expect(await said(await greeted([own, { ask, seen }], {}, template), "progressive-traffic")).toMatch(/^pass: shifts 20 %/);
    expect(await said(await greeted([own, { ask, seen: null }], {}, template), "progressive-traffic")).toMatch(
      /^fail: uses deployment configuration slow, which does not exist/,
    );
    expect(await said(await greeted([own], {}, template), "progressive-traffic")).toMatch(/^unknown/);
  });
});

describe("what the template leaves open", () => {
  test("is filled in, and is no drift", async () => {
    const template = structuredClone(greeter) as unknown as { Parameters: object; Resources: typeof greeter.Resources };
    template.Parameters = { Shift: { Type: "String", NoEcho: true } };
    const { Properties } = template.Resources.Group as unknown as { Properties: Record<string, unknown> };
    Properties["DeploymentConfigName"] = { Ref: "Shift" };
    expect(await said(await greeted([], {}, template, []), "progressive-traffic")).toMatch(/^unknown.*NoEcho/);
    const facts = await greeted([{ ask: groupAsk, seen: group }], {}, template);
    expect(await said(facts, "progressive-traffic")).toMatch(/^pass: shifts 10 %/);
    expect(driftOf(facts)).toEqual([]);
  });
});
