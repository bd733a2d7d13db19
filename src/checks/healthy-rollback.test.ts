// What healthy-rollback says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./healthy-rollback.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "all-at-once.not-applicable.cfn.yaml": [],
      "all-at-once.not-applicable.sam.yaml": [],
      "always-on.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): every deployment is blocked: by GreeterErrors",
      ],
      "always-on.fail.cfn.yaml": [
        "fail always-on.fail.cfn/Greeter (live): every deployment is blocked: by GreeterErrors",
      ],
      "always-on.fail.sam.yaml": [
        "fail always-on.fail.sam/Greeter (live): every deployment is blocked: by GreeterErrors",
      ],
      "any-version.fail.cfn.yaml": [
        "fail any-version.fail.cfn/Cashier (live): every deployment is rolled back: by CashierErrors",
      ],
      "any-version.fail.sam.yaml": [
        "fail any-version.fail.sam/Cashier (live): every deployment is rolled back: by CashierErrors",
      ],
      "counts-requests.unknown.sam.yaml": [
        "unknown counts-requests.unknown.sam/Greeter (live): the probability that a healthy version is rolled back is unknown; alarm GreeterCalls counts requests, but no request rate is given",
      ],
      "custom-breaching.unknown.cfn.yaml": [
        "unknown custom-breaching.unknown.cfn/Greeter (live): the probability that a healthy version is rolled back is unknown; alarm GreeterErrors watches custom metric Greetings Errors (FunctionName=\${Greeter}, Resource=\${Greeter}:live), which is not simulated",
      ],
      "custom-breaching.unknown.sam.yaml": [
        "unknown custom-breaching.unknown.sam/Greeter (live): the probability that a healthy version is rolled back is unknown; alarm GreeterErrors watches custom metric Greetings Errors (FunctionName=\${Greeter}, Resource=\${Greeter}:live), which is not simulated",
      ],
      "denied.unknown.live.json": [
        "unknown shop/Greeter (live): the probability that a healthy version is rolled back is unknown; access to cloudwatch:GetMetricData was denied; allow cloudwatch:GetMetricData (fitness permissions prints the policy)",
      ],
      "idle-breaching.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): every deployment is rolled back without traffic: by GreeterErrors, which treats missing data as breaching",
      ],
      "idle-breaching.fail.cfn.yaml": [
        "fail idle-breaching.fail.cfn/Greeter (live): every deployment is rolled back without traffic: by GreeterErrors, which treats missing data as breaching",
      ],
      "idle-breaching.fail.sam.yaml": [
        "fail idle-breaching.fail.sam/Greeter (live): every deployment is rolled back without traffic: by GreeterErrors, which treats missing data as breaching",
      ],
      "idle.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): no alarm is in ALARM on healthy traffic or enters ALARM without traffic",
      ],
      "idle.pass.cfn.yaml": [
        "pass idle.pass.cfn/Greeter (live): no alarm is in ALARM on healthy traffic or enters ALARM without traffic",
      ],
      "idle.pass.sam.yaml": [
        "pass idle.pass.sam/Greeter (live): no alarm is in ALARM on healthy traffic or enters ALARM without traffic",
      ],
      "inverted.fail.cfn.yaml": [
        "fail inverted.fail.cfn/Mailer (live): every deployment is rolled back: by MailerErrors",
      ],
      "inverted.fail.sam.yaml": [
        "fail inverted.fail.sam/Mailer (live): every deployment is rolled back: by MailerErrors",
      ],
      "measured-calm.pass.live.json": [
        "pass shop/Greeter (live): 0 % of healthy deployments are rolled back at 40 requests a minute",
      ],
      "measured-noisy.fail.live.json": [
        "fail shop/Greeter (live): 15.63 % of healthy deployments are rolled back at 40 requests a minute, of which 0.0833 % fail as usual: by GreeterErrors",
      ],
      "measured-nothing.unknown.live.json": [
        "unknown shop/Greeter (live): the probability that a healthy version is rolled back is unknown; there were no requests in the last hour; set the option requestsPerMinute",
      ],
      "noisy.fail.cfn.yaml": [
        "fail noisy.fail.cfn/Greeter (live): 25.83 % of healthy deployments are rolled back at 60 requests a minute, of which 0.1 % fail as usual: by GreeterErrors",
      ],
      "noisy.fail.sam.yaml": [
        "fail noisy.fail.sam/Greeter (live): 25.83 % of healthy deployments are rolled back at 60 requests a minute, of which 0.1 % fail as usual: by GreeterErrors",
      ],
      "parameter.unknown.cfn.yaml": [
        "unknown parameter.unknown.cfn/Greeter (live): the probability that a healthy version is rolled back is unknown; depends on parameter Periods, which has no value; pass --parameter Periods=…",
      ],
      "parameter.unknown.sam.yaml": [
        "unknown parameter.unknown.sam/Greeter (live): the probability that a healthy version is rolled back is unknown; depends on parameter Periods, which has no value; pass --parameter Periods=…",
      ],
      "percentile.unknown.cfn.yaml": [
        "unknown percentile.unknown.cfn/Greeter (live): the probability that a healthy version is rolled back is unknown; it has Statistic p99, which is not simulated",
      ],
      "percentile.unknown.sam.yaml": [
        "unknown percentile.unknown.sam/Greeter (live): the probability that a healthy version is rolled back is unknown; it has Statistic p99, which is not simulated",
      ],
      "quiet-rate.pass.cfn.yaml": [
        "pass quiet-rate.pass.cfn/Greeter (live): 0 % of healthy deployments are rolled back at 600 requests a minute, of which 0.1 % fail as usual",
      ],
      "quiet-rate.pass.sam.yaml": [
        "pass quiet-rate.pass.sam/Greeter (live): 0 % of healthy deployments are rolled back at 600 requests a minute, of which 0.1 % fail as usual",
      ],
      "sparse-breaching.fail.cfn.yaml": [
        "fail sparse-breaching.fail.cfn/Greeter (live): 10.49 % of healthy deployments are rolled back at 1.2 requests a minute: by GreeterErrors, which treats missing data as breaching",
      ],
      "sparse-breaching.fail.sam.yaml": [
        "fail sparse-breaching.fail.sam/Greeter (live): 10.49 % of healthy deployments are rolled back at 1.2 requests a minute: by GreeterErrors, which treats missing data as breaching",
      ],
      "state-machine-noisy.fail.cfn.yaml": [
        "fail state-machine-noisy.fail.cfn/FlowLive (live): 33.9 % of healthy deployments are rolled back at 60 requests a minute, of which 0.1 % fail as usual: by FlowFailed",
      ],
      "state-machine.pass.cfn.yaml": [
        "pass state-machine.pass.cfn/FlowLive (live): no alarm is in ALARM on healthy traffic or enters ALARM without traffic",
      ],
      "tolerant.pass.cfn.yaml": [
        "pass tolerant.pass.cfn/Greeter (live): 25.83 % of healthy deployments are rolled back at 60 requests a minute, of which 0.1 % fail as usual",
      ],
      "tolerant.pass.sam.yaml": [
        "pass tolerant.pass.sam/Greeter (live): 25.83 % of healthy deployments are rolled back at 60 requests a minute, of which 0.1 % fail as usual",
      ],
      "two-of-three.pass.cfn.yaml": [
        "pass two-of-three.pass.cfn/Greeter (live): 3.25 % of healthy deployments are rolled back at 60 requests a minute, of which 0.1 % fail as usual",
      ],
      "two-of-three.pass.sam.yaml": [
        "pass two-of-three.pass.sam/Greeter (live): 3.25 % of healthy deployments are rolled back at 60 requests a minute, of which 0.1 % fail as usual",
      ],
    }
  `);
});
