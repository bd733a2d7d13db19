// How configurations of AppConfig reach their targets, and which alarms roll them back.
import { expect, test } from "vitest";
import { errors, saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";
import { known } from "../value.ts";
import type { DeploymentStrategy } from "./configuration-deployment.ts";
import { judgeStrategy, predefinedWithin, type ShiftBounds } from "./shift-bounds.ts";

const Watch = errors({ FunctionName: "greeter" });
const environment = (Monitors: Json | null): JsonObject => ({
  Type: "AWS::AppConfig::Environment",
  Properties: { ApplicationId: "shop", Name: "production", ...(Monitors === null ? {} : { Monitors }) },
});
const deployment = (DeploymentStrategyId: Json, EnvironmentId: Json = { Ref: "Production" }): JsonObject => ({
  Type: "AWS::AppConfig::Deployment",
  Properties: { ApplicationId: "shop", EnvironmentId, ConfigurationProfileId: "flags", DeploymentStrategyId },
});
const strategy = (properties: JsonObject): JsonObject => ({
  Watch,
  Production: environment(null),
  Rollout: deployment({ Ref: "Slow" }),
  Slow: { Type: "AWS::AppConfig::DeploymentStrategy", Properties: { Name: "slow", ReplicateTo: "NONE", ...properties } },
});
const usual = { GrowthFactor: 20, DeploymentDurationInMinutes: 30, FinalBakeTimeInMinutes: 10, GrowthType: "LINEAR" };
const open = { Ref: "Open" };
const perhaps = (value: Json): Json => ({ "Fn::If": ["IsProd", value, { Ref: "AWS::NoValue" }] });

test("what a strategy does", async () => {
  const said = await saidOfEach(
    "progressive-traffic",
    {
      linear: strategy(usual),
      "one minute": strategy({ ...usual, DeploymentDurationInMinutes: 1, FinalBakeTimeInMinutes: 1 }),
      exponential: strategy({ ...usual, GrowthType: "EXPONENTIAL" }),
      "without a type": strategy({ GrowthFactor: 30, DeploymentDurationInMinutes: 10 }),
      "open type": strategy({ ...usual, GrowthType: open }),
      "open factor": strategy({ ...usual, GrowthFactor: open }),
      "open duration": strategy({ ...usual, DeploymentDurationInMinutes: open }),
      "open bake time": strategy({ ...usual, FinalBakeTimeInMinutes: open }),
      "at once whatever its duration": strategy({ ...usual, GrowthFactor: 100, DeploymentDurationInMinutes: open }),
      "at once whatever its factor": strategy({ ...usual, GrowthFactor: open, DeploymentDurationInMinutes: 0 }),
      "no factor": strategy({ DeploymentDurationInMinutes: 10 }),
      "a factor that is refused": strategy({ ...usual, GrowthFactor: 0 }),
      "too long": strategy({ ...usual, DeploymentDurationInMinutes: 1441 }),
      "no strategy": { Watch, Production: environment(null), Rollout: deployment({ Ref: "AWS::NoValue" }) },
      "strategy that may not be there": {
        ...strategy(usual),
        Rollout: deployment(perhaps({ Ref: "Slow" })),
      },
    },
    "Production",
  );
  expect(said).toMatchInlineSnapshot(`
    {
      "a factor that is refused": [
        "unknown Production (Rollout): its deployment strategy is unknown; has a GrowthFactor of 0, which AppConfig rejects",
      ],
      "at once whatever its duration": [
        "fail Production (Rollout): deploys the configuration to all targets at once (Slow); bake time 10 minutes",
      ],
      "at once whatever its factor": [
        "fail Production (Rollout): deploys the configuration to all targets at once (Slow); bake time 10 minutes",
      ],
      "exponential": [
        "pass Production (Rollout): deploys the configuration to 20 % of the targets, then to twice as many at each step, to all of them within 30 minutes (Slow); bake time 10 minutes",
      ],
      "linear": [
        "pass Production (Rollout): deploys the configuration to 20 % of the targets at a time, to all of them within 30 minutes (Slow); bake time 10 minutes",
      ],
      "no factor": [
        "unknown Production (Rollout): its deployment strategy is unknown; has no GrowthFactor",
      ],
      "no strategy": [
        "unknown Production (Rollout): its deployment strategy is unknown; it has no DeploymentStrategyId",
      ],
      "one minute": [
        "pass Production (Rollout): deploys the configuration to 20 % of the targets at a time, to all of them within 1 minute (Slow); bake time 1 minute",
      ],
      "open bake time": [
        "unknown Production (Rollout): its deployment strategy is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "open duration": [
        "unknown Production (Rollout): its deployment strategy is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "open factor": [
        "unknown Production (Rollout): its deployment strategy is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "open type": [
        "unknown Production (Rollout): its deployment strategy is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "strategy that may not be there": [
        "unknown Production (Rollout): its deployment strategy is unknown; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=…",
      ],
      "too long": [
        "unknown Production (Rollout): its deployment strategy is unknown; has a DeploymentDurationInMinutes of 1441, which AppConfig rejects",
      ],
      "without a type": [
        "pass Production (Rollout): deploys the configuration to 30 % of the targets at a time, to all of them within 10 minutes (Slow); no bake time: no alarm is watched afterwards",
      ],
    }
  `);
});

test("how long a shift has to take, and of which kind it has to be", () => {
  const linear: DeploymentStrategy = {
    name: "Slow",
    kind: "linear",
    firstStepPercent: 20,
    durationMinutes: 30,
    finalBakeMinutes: 0,
    resource: null,
  };
  const exponential: DeploymentStrategy = { ...linear, kind: "exponential", firstStepPercent: 10 };
  const verdict = (strategy: DeploymentStrategy, bounds: Partial<ShiftBounds>) => {
    const all: ShiftBounds = { allow: ["canary", "linear"], minimumBakeMinutes: 0, maximumFirstStepPercent: 50, ...bounds };
    const { fits, because, message } = judgeStrategy(known(strategy), all);
    return [because === null ? fits : because, message.split("; ").slice(1).join("; ")];
  };
  expect(verdict(linear, { minimumBakeMinutes: 24 })[0]).toBe(true);
  expect(verdict(linear, { minimumBakeMinutes: 24.1 })[0]).toBe(false);
  expect(verdict(exponential, { minimumBakeMinutes: 30 })[0]).toMatch(/does not document/);
  expect(verdict(exponential, { minimumBakeMinutes: 31 })[0]).toBe(false);
  expect(verdict(exponential, { minimumBakeMinutes: 30, maximumFirstStepPercent: 5 })[0]).toBe(false);
  expect(verdict(exponential, { allow: ["canary"] })[0]).toBe(true);
  expect(verdict(exponential, { allow: ["linear"] })[1]).toMatch(/an exponential shift is not allowed$/);
  expect(verdict(linear, { allow: ["canary"] })[1]).toMatch(/a linear shift is not allowed$/);
});

test("which strategy of AWS is gradual enough", () => {
  const within = (bounds: Partial<ShiftBounds>) =>
    predefinedWithin({ allow: ["canary", "linear"], minimumBakeMinutes: 0, maximumFirstStepPercent: 50, ...bounds })?.name;
  expect(within({})).toBe("AppConfig.Linear20PercentEvery6Minutes");
  expect(within({ allow: ["canary"] })).toBe("AppConfig.Canary10Percent20Minutes");
  expect(within({ maximumFirstStepPercent: 10 })).toBe("AppConfig.Canary10Percent20Minutes");
  expect(within({ minimumBakeMinutes: 60 })).toBeUndefined();
});

const trust = (Principal: Json, more: JsonObject = {}): JsonObject => ({
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal, ...more }],
});
const reading = { PolicyDocument: { Statement: [{ Effect: "Allow", Action: "cloudwatch:Describe*", Resource: "*" }] } };
const reader = (AssumeRolePolicyDocument: Json, more: JsonObject = { Policies: [{ PolicyName: "own", ...reading }] }) => ({
  Watch,
  Reader: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument, ...more } },
  Production: environment([{ AlarmArn: { "Fn::GetAtt": ["Watch", "Arn"] }, AlarmRoleArn: { "Fn::GetAtt": ["Reader", "Arn"] } }]),
  Rollout: deployment("AppConfig.Linear20PercentEvery6Minutes"),
});
const appConfig = trust({ Service: "appconfig.amazonaws.com" });
const managed = (name: string) => reader(appConfig, { ManagedPolicyArns: [`arn:aws:iam::aws:policy/${name}`] });
const saidOfAlarms = (variants: Record<string, JsonObject>) => saidOfEach("rollback-alarm", variants, "Production");

test("which services the role of a monitor trusts", async () => {
  expect(
    await saidOfAlarms({
      appconfig: reader(appConfig),
      anyone: reader(trust("*")),
      another: reader(trust({ Service: "lambda.amazonaws.com" })),
      account: reader(trust({ AWS: "arn:aws:iam::111122223333:root" })),
      "open service": reader(trust({ Service: open })),
      "open principal": reader(trust(open)),
      perhaps: reader({ Statement: [perhaps({ Effect: "Allow", Principal: { Service: "appconfig.amazonaws.com" } })] }),
      "perhaps the service": reader(trust({ Service: perhaps("appconfig.amazonaws.com") })),
      denied: reader(trust({ Service: "appconfig.amazonaws.com" }, { Effect: "Deny" })),
      "open effect": reader(trust({ Service: "appconfig.amazonaws.com" }, { Effect: open })),
      "no statement": reader({}),
      "open document": reader(open),
    }),
  ).toMatchInlineSnapshot(`
    {
      "account": [
        "fail Production: role Reader does not allow appconfig.amazonaws.com to assume it",
      ],
      "another": [
        "fail Production: role Reader does not allow appconfig.amazonaws.com to assume it",
      ],
      "anyone": [
        "pass Production: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "appconfig": [
        "pass Production: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "denied": [
        "fail Production: role Reader does not allow appconfig.amazonaws.com to assume it",
      ],
      "no statement": [
        "unknown Production: it is unknown whether role Reader allows appconfig.amazonaws.com to assume it; its AssumeRolePolicyDocument has no supported statement",
      ],
      "open document": [
        "unknown Production: it is unknown whether role Reader allows appconfig.amazonaws.com to assume it; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "open effect": [
        "unknown Production: it is unknown whether role Reader allows appconfig.amazonaws.com to assume it; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "open principal": [
        "unknown Production: it is unknown whether role Reader allows appconfig.amazonaws.com to assume it; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "open service": [
        "unknown Production: it is unknown whether role Reader allows appconfig.amazonaws.com to assume it; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "perhaps": [
        "unknown Production: it is unknown whether role Reader allows appconfig.amazonaws.com to assume it; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=…",
      ],
      "perhaps the service": [
        "unknown Production: may fail: role Reader does not allow appconfig.amazonaws.com to assume it; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
    }
  `);
});

test("what the role of a monitor may read", async () => {
  expect(
    await saidOfAlarms({
      "full access": managed("CloudWatchFullAccessV2"),
      "lambda's own": managed("service-role/AWSLambdaBasicExecutionRole"),
      "another of AWS": managed("AmazonSSMManagedInstanceCore"),
      "open policy": reader(appConfig, { ManagedPolicyArns: [open] }),
    }),
  ).toMatchInlineSnapshot(`
    {
      "another of AWS": [
        "unknown Production: it is unknown whether role Reader may read alarm Watch (cloudwatch:DescribeAlarms); the permissions of AWS's policy AmazonSSMManagedInstanceCore are unknown",
      ],
      "full access": [
        "pass Production: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "lambda's own": [
        "fail Production: role Reader may not call cloudwatch:DescribeAlarms",
      ],
      "open policy": [
        "unknown Production: it is unknown whether role Reader may read alarm Watch (cloudwatch:DescribeAlarms); depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
    }
  `);
});

test("whether an alarm can enter ALARM while AppConfig watches it", async () => {
  const monitored = (alarm: JsonObject, DeploymentStrategyId: Json): JsonObject => ({
    ...reader(appConfig),
    Watch: { ...Watch, Properties: { ...(Watch["Properties"] as JsonObject), ...alarm } },
    Rollout: deployment(DeploymentStrategyId),
  });
  const brief = "AppConfig.Linear50PercentEvery30Seconds";
  expect(
    await saidOfAlarms({
      "two of two": monitored({ EvaluationPeriods: 2 }, brief),
      "three of three": monitored({ EvaluationPeriods: 3 }, brief),
      "two of three": monitored({ EvaluationPeriods: 3, DatapointsToAlarm: 2 }, brief),
      "one of five minutes": monitored({ Period: 300 }, brief),
      "two of five minutes": monitored({ Period: 300, EvaluationPeriods: 2 }, brief),
      "with time": monitored({ Period: 300, EvaluationPeriods: 3 }, "AppConfig.AllAtOnce"),
      "without enough of it": monitored({ Period: 300, EvaluationPeriods: 4 }, "AppConfig.AllAtOnce"),
      "open periods": monitored({ EvaluationPeriods: open }, brief),
      "open period": monitored({ EvaluationPeriods: 3, Period: open }, brief),
      "open strategy": monitored({ EvaluationPeriods: 3 }, open),
    }),
  ).toMatchInlineSnapshot(`
    {
      "one of five minutes": [
        "pass Production: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "open period": [
        "pass Production: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "open periods": [
        "pass Production: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "open strategy": [
        "unknown Production: may fail: AppConfig watches its alarms for only 2 minutes in deployment Rollout, and they need more than 2 minutes of data to enter ALARM; depends on parameter Open, which has no value; pass --parameter Open=… (parameter Open: passes with another value, fails with AppConfig.Linear50PercentEvery30Seconds)",
      ],
      "three of three": [
        "fail Production: AppConfig watches its alarms for only 2 minutes in deployment Rollout, and they need more than 2 minutes of data to enter ALARM",
      ],
      "two of five minutes": [
        "fail Production: AppConfig watches its alarms for only 2 minutes in deployment Rollout, and they need more than 5 minutes of data to enter ALARM",
      ],
      "two of three": [
        "pass Production: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "two of two": [
        "pass Production: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "with time": [
        "fail Production: AppConfig watches its alarms for only 10 minutes in deployment Rollout, and they need more than 10 minutes of data to enter ALARM",
      ],
      "without enough of it": [
        "fail Production: AppConfig watches its alarms for only 10 minutes in deployment Rollout, and they need more than 15 minutes of data to enter ALARM",
      ],
    }
  `);
});

test("what an environment names", async () => {
  const one = (monitor: JsonObject): JsonObject => ({ ...reader(appConfig), Production: environment([monitor]) });
  const AlarmRoleArn = { "Fn::GetAtt": ["Reader", "Arn"] };
  const AlarmArn = { "Fn::GetAtt": ["Watch", "Arn"] };
  expect(
    await saidOfAlarms({
      "no list": { ...reader(appConfig), Production: environment(open) },
      "an empty list": { ...reader(appConfig), Production: environment([]) },
      "an open entry": { ...reader(appConfig), Production: environment([perhaps({ AlarmArn, AlarmRoleArn })]) },
      "an entry without an alarm": one({ AlarmRoleArn }),
      "an entry that is not text": one({ AlarmArn: ["a"], AlarmRoleArn }),
      "a role that is not there": one({ AlarmArn, AlarmRoleArn: { "Fn::GetAtt": ["Nobody", "Arn"] } }),
      "an open role": one({ AlarmArn, AlarmRoleArn: open }),
      "an alarm by its name": one({ AlarmArn: "platform-errors", AlarmRoleArn }),
      "six alarms": {
        ...reader(appConfig),
        Production: environment([1, 2, 3, 4, 5, 6].map(() => ({ AlarmArn, AlarmRoleArn }))),
      },
      "one deployment that takes its time": {
        ...strategy({ ...usual, DeploymentDurationInMinutes: 0, FinalBakeTimeInMinutes: 0 }),
        ...reader(appConfig),
        Second: deployment({ Ref: "Slow" }),
      },
      "deployed to from elsewhere": {
        Production: environment(null),
        Rollout: deployment("AppConfig.AllAtOnce", { "Fn::ImportValue": "production" }),
      },
      "one at once, the other open": {
        Production: environment(null),
        Rollout: deployment("AppConfig.AllAtOnce"),
        Second: deployment(open),
      },
    }),
  ).toMatchInlineSnapshot(`
    {
      "a role that is not there": [
        "fail Production: reads alarm Watch with role Nobody, which does not exist",
      ],
      "an alarm by its name": [
        "fail Production: refers to alarm platform-errors by name, but AppConfig needs its ARN",
      ],
      "an empty list": [
        "fail Production: no alarm stops a deployment",
      ],
      "an entry that is not text": [
        "unknown Production: which alarms stop a deployment is unknown; is not text",
      ],
      "an entry without an alarm": [
        "unknown Production: which alarms stop a deployment is unknown; has an entry without an AlarmArn",
      ],
      "an open entry": [
        "unknown Production: may fail: no alarm stops a deployment; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "an open role": [
        "unknown Production: the role that reads alarm Watch is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "deployed to from elsewhere": [
        "unknown Production: no alarm stops a deployment; nothing in the audited stacks deploys to it, so it is unknown whether its deployments need an alarm",
      ],
      "no list": [
        "unknown Production: which alarms stop a deployment is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "one at once, the other open": [
        "unknown Production: may fail: no alarm stops a deployment; depends on parameter Open, which has no value; pass --parameter Open=… (parameter Open: fails with another value, does not apply with AppConfig.AllAtOnce)",
      ],
      "one deployment that takes its time": [
        "pass Production: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "six alarms": [
        "fail Production: watches 6 alarms, but AppConfig allows only 5",
      ],
    }
  `);
});
