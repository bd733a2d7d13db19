// The matcher in the test runner that it is made for: on what the CDK makes, on files, and on what is neither fit nor not.
import path from "node:path";
import { App, aws_codedeploy as codedeploy, aws_lambda as lambda, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { describe, expect, test } from "vitest";
import "../vitest.ts";

const fixtures = path.resolve(import.meta.dirname, "../../../fixtures");

const onlyTraffic = { config: null, checks: { "progressive-traffic": "error" } } as const;
/** As the CDK would synthesize it: its classes and their interfaces do not agree on what may be undefined. */
const shop = (deploymentConfig: codedeploy.ILambdaDeploymentConfig): Stack => {
  const stack = new Stack(new App(), "Shop");
  const code = lambda.Code.fromInline("exports.handler = async () => {}");
  const handler = new lambda.Function(stack, "Orders", { runtime: lambda.Runtime.NODEJS_24_X, handler: "index.handler", code });
  const version = handler.currentVersion as lambda.IVersion;
  const alias = new lambda.Alias(stack, "Live", { aliasName: "live", version });
  new codedeploy.LambdaDeploymentGroup(stack, "Group", { alias, deploymentConfig });
  return stack;
};
const { ALL_AT_ONCE, CANARY_10PERCENT_5MINUTES } = codedeploy.LambdaDeploymentConfig;

async function messageOf(assertion: Promise<unknown>): Promise<string> {
  return assertion.then(
    () => "",
    (error: Error) => error.message,
  );
}

describe("toBeFit", () => {
  test("takes a Template of the CDK", { timeout: 60_000 }, async () => {
    const skip = { "rollback-alarm": "off", "api-latency-alarm": "off" } as const;
    await expect(Template.fromStack(shop(CANARY_10PERCENT_5MINUTES))).toBeFit({ config: null, checks: skip, failOn: "none" });
    const message = await messageOf(expect(Template.fromStack(shop(ALL_AT_ONCE))).toBeFit(onlyTraffic));
    expect(message).toMatch(/^expected the system to be fit\n\n DEGRADED {3}/);
    expect(message).toContain("     shifts all traffic at once (CodeDeployDefault.LambdaAllAtOnce)\n");
  });

  test("takes an App, and what it synthesizes", { timeout: 60_000 }, async () => {
    const { node } = shop(ALL_AT_ONCE);
    const app = node.root as App;
    await expect(app).not.toBeFit(onlyTraffic);
    await expect(app.synth()).not.toBeFit(onlyTraffic);
  });

  test("takes files, and fails with the block of the human report", async () => {
    const message = await messageOf(expect(path.join(fixtures, "ev-charging", "cdk.out")).toBeFit({ config: null }));
    expect(message).toContain(
      [
        " progressive-traffic · deployments shift traffic step by step      2 errors of 2",
        "   ✗ EVStateless/StartCharging  alias prod                lib/stateless.ts:121:5",
      ].join("\n"),
    );
    expect(message).toMatch(/\n DEGRADED {3}\d+ errors, .*\n$/);
    await expect(path.join(fixtures, "inert", "template.yaml")).not.toBeFit({ config: null });
  });

  test("takes a template as an object, with parameters", async () => {
    const actions = { config: null, checks: { "alarm-metric": "off", "alarm-text": "off" } } as const;
    await expect(template()).toBeFit({ ...actions, parameters: { Arn: "arn:aws:sns:eu-west-1:1:oncall" }, unknown: "report" });
    // Neither fit nor degraded.
    expect(await messageOf(expect(template()).toBeFit(actions))).toMatch(/ INCONCLUSIVE {3}Template /);
    expect(await messageOf(expect(template()).not.toBeFit(actions))).toMatch(/not to be fit\n\n INCONCLUSIVE/);
  });

  test("refuses what is no system, and what cannot be read", async () => {
    expect(await messageOf(expect({ resources: {} }).toBeFit())).toContain("toBeFit takes a CDK Template");
    expect(await messageOf(expect("there-is-no-such.yaml").not.toBeFit())).toContain("does not exist");
    const misspelt = expect(template()).not.toBeFit({ config: null, checks: { "alarm-actoin": "error" } });
    expect(await messageOf(misspelt)).toContain('unknown check "alarm-actoin"');
  });
});

function template(): object {
  return {
    Parameters: { Arn: { Type: "String" } },
    Resources: { Slow: { Type: "AWS::CloudWatch::Alarm", Properties: { AlarmActions: [{ Ref: "Arn" }] } } },
  };
}
