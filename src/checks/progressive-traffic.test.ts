// What progressive-traffic says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./progressive-traffic.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "all-at-once.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): shifts all traffic at once (CodeDeployDefault.LambdaAllAtOnce)",
      ],
      "all-at-once.fail.cfn.yaml": [
        "fail all-at-once.fail.cfn/Greeter (live): shifts all traffic at once (CodeDeployDefault.LambdaAllAtOnce)",
      ],
      "all-at-once.fail.sam.yaml": [
        "fail all-at-once.fail.sam/Greeter (live): shifts all traffic at once (CodeDeployDefault.LambdaAllAtOnce)",
      ],
      "all-progressive.pass.cfn.yaml": [
        "pass all-progressive.pass.cfn/Greeter (live): shifts 10 % of the traffic, the rest after 5 minutes (CodeDeployDefault.LambdaCanary10Percent5Minutes) (in one case: parameter Shift leaves others open)",
      ],
      "all-progressive.pass.sam.yaml": [
        "pass all-progressive.pass.sam/Greeter (live): shifts 10 % of the traffic, the rest after 5 minutes (CodeDeployDefault.LambdaCanary10Percent5Minutes) (in one case: parameter Shift leaves others open)",
      ],
      "appconfig-app.fail.cdk.json": [
        "pass Configuration/Production/Resource (FlagsDeployment18819): deploys the configuration to 20 % of the targets at a time, to all of them within 30 minutes (Slow); bake time 30 minutes",
        "pass Configuration/Production/Resource (LimitsDeployment18819): deploys the configuration to 10 % of the targets, then to twice as many at each step, to all of them within 20 minutes (LimitsDeploymentStrategy); bake time 10 minutes",
        "pass Configuration/Beta/Resource (LimitsDeploymentABF2A): deploys the configuration to 10 % of the targets, then to twice as many at each step, to all of them within 20 minutes (LimitsDeploymentStrategy); bake time 10 minutes",
        "fail Configuration/Beta/Resource (TextsDeploymentABF2A): deploys the configuration to all targets at once (AppConfig.AllAtOnce); bake time 10 minutes",
      ],
      "appconfig-at-once.fail.cfn.yaml": [
        "fail appconfig-at-once.fail.cfn/Production (Rollout): deploys the configuration to all targets at once (AppConfig.AllAtOnce); bake time 10 minutes",
      ],
      "appconfig-custom.pass.cfn.yaml": [
        "pass appconfig-custom.pass.cfn/Production (Rollout): deploys the configuration to 25 % of the targets at a time, to all of them within 20 minutes (Slow); no bake time: no alarm is watched afterwards",
      ],
      "appconfig-default.fail.cfn.yaml": [
        "fail appconfig-default.fail.cfn/Production (Rollout): deploys the configuration to all targets at once (Slow, the default of parameter Factor); no bake time: no alarm is watched afterwards",
      ],
      "appconfig-elsewhere.unknown.cfn.yaml": [
        "unknown appconfig-elsewhere.unknown.cfn/Rollout: uses deployment strategy a1b2c3d; a1b2c3d is not a predefined deployment strategy of AWS and not defined in the audited stacks; also audit the stack that defines it",
      ],
      "appconfig-large-step.fail.cfn.yaml": [
        "fail appconfig-large-step.fail.cfn/Production (Rollout): deploys the configuration to 60 % of the targets, then to twice as many at each step, to all of them within 10 minutes (Slow); bake time 5 minutes: its first step may shift at most 50 %",
      ],
      "appconfig-misspelt.unknown.cfn.yaml": [
        "unknown appconfig-misspelt.unknown.cfn/Production (Rollout): its deployment strategy is unknown; has GrowthType Linear, which is neither LINEAR nor EXPONENTIAL",
      ],
      "appconfig-no-time.fail.cfn.yaml": [
        "fail appconfig-no-time.fail.cfn/Production (Rollout): deploys the configuration to all targets at once (Slow); no bake time: no alarm is watched afterwards",
      ],
      "appconfig-parameter.unknown.cfn.yaml": [
        "unknown appconfig-parameter.unknown.cfn/Production (Rollout): its deployment strategy is unknown; depends on parameter Strategy, which has no value; pass --parameter Strategy=…",
      ],
      "appconfig-undefined.fail.cfn.yaml": [
        "fail appconfig-undefined.fail.cfn/Production (Rollout): uses deployment strategy Slow, which the template does not define",
      ],
      "appconfig-whole.fail.cfn.yaml": [
        "fail appconfig-whole.fail.cfn/Production (Rollout): deploys the configuration to all targets at once (Slow); bake time 5 minutes",
      ],
      "appconfig.pass.cfn.yaml": [
        "pass appconfig.pass.cfn/Production (Rollout): deploys the configuration to 20 % of the targets at a time, to all of them within 30 minutes (AppConfig.Linear20PercentEvery6Minutes); bake time 30 minutes",
        "pass appconfig.pass.cfn/Production (Second): deploys the configuration to 10 % of the targets, then to twice as many at each step, to all of them within 20 minutes (AppConfig.Canary10Percent20Minutes); bake time 10 minutes",
      ],
      "appconfig.pass.sam.yaml": [
        "pass appconfig.pass.sam/Production (Rollout): deploys the configuration to 20 % of the targets at a time, to all of them within 30 minutes (AppConfig.Linear20PercentEvery6Minutes); bake time 30 minutes",
        "pass appconfig.pass.sam/Production (Second): deploys the configuration to 10 % of the targets, then to twice as many at each step, to all of them within 20 minutes (AppConfig.Canary10Percent20Minutes); bake time 10 minutes",
      ],
      "bounds.fail.cfn.yaml": [
        "fail bounds.fail.cfn/Greeter (live): shifts 10 % of the traffic, the rest after 5 minutes (CodeDeployDefault.LambdaCanary10Percent5Minutes): a canary shift is not allowed, its first step may shift at most 5 %, it must take at least 10 minutes",
      ],
      "bounds.fail.sam.yaml": [
        "fail bounds.fail.sam/Greeter (live): shifts 10 % of the traffic, the rest after 5 minutes (CodeDeployDefault.LambdaCanary10Percent5Minutes): a canary shift is not allowed, its first step may shift at most 5 %, it must take at least 10 minutes",
      ],
      "by-call.pass.cdk.json": [
        "pass Greet/Canary/Resource (live): shifts 5 % of the traffic, the rest after 5 minutes (GreetCanaryConfigurationFDF87C25.LambdaCanary5Percent5Minutes)",
        "pass Greet/Linear/Resource (live): shifts 20 % of the traffic at a time, all of it after 8 minutes (slowly)",
      ],
      "by-name.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): shifts 5 % of the traffic, the rest after 12 minutes (careful)",
      ],
      "by-stage.unknown.cfn.yaml": [
        "unknown by-stage.unknown.cfn/Greeter (live): may fail: shifts all traffic at once (CodeDeployDefault.LambdaAllAtOnce); depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "by-stage.unknown.sam.yaml": [
        "unknown by-stage.unknown.sam/Greeter (live): may fail: shifts all traffic at once (CodeDeployDefault.LambdaAllAtOnce); depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "canary.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): shifts 10 % of the traffic, the rest after 5 minutes (CodeDeployDefault.LambdaCanary10Percent5Minutes)",
      ],
      "canary.pass.cfn.yaml": [
        "pass canary.pass.cfn/Greeter (live): shifts 10 % of the traffic, the rest after 5 minutes (CodeDeployDefault.LambdaCanary10Percent5Minutes)",
      ],
      "canary.pass.sam.yaml": [
        "pass canary.pass.sam/Greeter (live): shifts 10 % of the traffic, the rest after 5 minutes (CodeDeployDefault.LambdaCanary10Percent5Minutes)",
      ],
      "configuration-not-there.fail.cfn.yaml": [
        "fail configuration-not-there.fail.cfn/Greeter (live): uses deployment configuration StepByStep, which does not exist; deployment configuration StepByStep exists only with Stage=prod, and Stage is test by its default",
      ],
      "custom.pass.cfn.yaml": [
        "pass custom.pass.cfn/Greeter (live): shifts 30 % of the traffic at a time, all of it after 6 minutes (StepByStep)",
      ],
      "custom.pass.sam.yaml": [
        "pass custom.pass.sam/Greeter (live): shifts 30 % of the traffic at a time, all of it after 6 minutes (StepByStep)",
      ],
      "default-of-parameter.fail.cfn.yaml": [
        "fail default-of-parameter.fail.cfn/Greeter (live): shifts all traffic at once (CodeDeployDefault.LambdaAllAtOnce, the default of parameter Shift)",
      ],
      "default-of-parameter.fail.sam.yaml": [
        "fail default-of-parameter.fail.sam/Greeter (live): shifts all traffic at once (CodeDeployDefault.LambdaAllAtOnce, the default of parameter Shift)",
      ],
      "denied.unknown.live.json": [
        "unknown shop/Greeter (live): shifts 10 % of the traffic, the rest after 5 minutes (CodeDeployDefault.LambdaCanary10Percent5Minutes), as far as it could be read; access denied; allow codedeploy:BatchGetDeploymentGroups (fitness permissions prints the policy)",
      ],
      "either-way.pass.cfn.yaml": [
        "pass either-way.pass.cfn/Greeter (live): shifts 10 % of the traffic, the rest after 5 minutes (CodeDeployDefault.LambdaCanary10Percent5Minutes) (in one case: parameter Careful leaves others open)",
      ],
      "either-way.pass.sam.yaml": [
        "pass either-way.pass.sam/Greeter (live): shifts 10 % of the traffic, the rest after 5 minutes (CodeDeployDefault.LambdaCanary10Percent5Minutes) (in one case: parameter Careful leaves others open)",
      ],
      "external.unknown.cdk.json": [
        "unknown Greet/Greeter/Resource (live): is shifted by deployment configuration platform-team-canary; platform-team-canary is not a predefined configuration of AWS for Lambda and not defined in the audited stacks; also audit the stack that defines it",
      ],
      "external.unknown.cfn.yaml": [
        "unknown external.unknown.cfn/Greeter (live): is shifted by deployment configuration platform-team-canary; platform-team-canary is not a predefined configuration of AWS for Lambda and not defined in the audited stacks; also audit the stack that defines it",
      ],
      "external.unknown.sam.yaml": [
        "unknown external.unknown.sam/Greeter (live): is shifted by deployment configuration platform-team-canary; platform-team-canary is not a predefined configuration of AWS for Lambda and not defined in the audited stacks; also audit the stack that defines it",
      ],
      "first-step.fail.cfn.yaml": [
        "fail first-step.fail.cfn/Greeter (live): shifts 80 % of the traffic, the rest after 2 minutes (Hasty): its first step may shift at most 50 %",
      ],
      "linear.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): shifts 10 % of the traffic at a time, all of it after 9 minutes (CodeDeployDefault.LambdaLinear10PercentEvery1Minute)",
      ],
      "linear.pass.cfn.yaml": [
        "pass linear.pass.cfn/Greeter (live): shifts 10 % of the traffic at a time, all of it after 9 minutes (CodeDeployDefault.LambdaLinear10PercentEvery1Minute)",
      ],
      "linear.pass.sam.yaml": [
        "pass linear.pass.sam/Greeter (live): shifts 10 % of the traffic at a time, all of it after 9 minutes (CodeDeployDefault.LambdaLinear10PercentEvery1Minute)",
      ],
      "no-configuration.fail.cfn.yaml": [
        "fail no-configuration.fail.cfn/Greeter (live): shifts all traffic at once (CodeDeployDefault.LambdaAllAtOnce, the service's default)",
      ],
      "no-group.not-applicable.sam.yaml": [],
      "one-minute.pass.cfn.yaml": [
        "pass one-minute.pass.cfn/Greeter (live): shifts 10 % of the traffic, the rest after 1 minute (Hasty)",
      ],
      "state-machine-at-once.fail.sam.yaml": [
        "fail state-machine-at-once.fail.sam/FlowAliaslive (live): shifts all traffic at once (ALL_AT_ONCE)",
      ],
      "state-machine-large-step.fail.cfn.yaml": [
        "fail state-machine-large-step.fail.cfn/FlowLive (live): shifts 90 % of the traffic, the rest after 5 minutes (CANARY): its first step may shift at most 50 %",
      ],
      "state-machine-parameter.unknown.cfn.yaml": [
        "unknown state-machine-parameter.unknown.cfn/FlowLive (live): its deployment configuration is unknown; depends on parameter Shift, which has no value; pass --parameter Shift=…",
      ],
      "state-machine-without-interval.unknown.cfn.yaml": [
        "unknown state-machine-without-interval.unknown.cfn/FlowLive (live): its deployment configuration is unknown; has Type LINEAR without Interval",
      ],
      "state-machine.pass.cfn.yaml": [
        "pass state-machine.pass.cfn/FlowLive (live): shifts 20 % of the traffic at a time, all of it after 12 minutes (LINEAR)",
      ],
      "state-machine.pass.sam.yaml": [
        "pass state-machine.pass.sam/FlowAliaslive (live): shifts 20 % of the traffic at a time, all of it after 12 minutes (LINEAR)",
      ],
      "switched-by-hand.fail.live.json": [
        "fail shop/Greeter (live): shifts all traffic at once (CodeDeployDefault.LambdaAllAtOnce)",
      ],
      "undecided.unknown.cfn.yaml": [
        "unknown undecided.unknown.cfn/Greeter (live): its deployment configuration is unknown; depends on parameter Shift, which has no value; pass --parameter Shift=…",
      ],
      "undecided.unknown.sam.yaml": [
        "unknown undecided.unknown.sam/Greeter (live): its deployment configuration is unknown; depends on parameter Shift, which has no value; pass --parameter Shift=…",
      ],
      "unknown-group.unknown.cfn.yaml": [
        "unknown unknown-group.unknown.cfn/Greeter (live): the deployment group that shifts its traffic is unknown; depends on parameter Group, which has no value; pass --parameter Group=…",
      ],
    }
  `);
});
