// What rollback-alarm-sensitivity says of its fixtures.
import { expect, test } from "vitest";
import live from "../../fixtures/checks/rollback-alarm-sensitivity/measured-nothing.unknown.live.json" with { type: "json" };
import { assessFixtures } from "../../test/check-fixtures.ts";
import { type LooseRecording, recordingOf } from "../../test/recordings.ts";
import { link } from "../model/link.ts";
import { systemOf } from "../sources/recorded-system.ts";
import check from "./rollback-alarm-sensitivity.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "all-at-once.not-applicable.cfn.yaml": [],
      "all-at-once.not-applicable.sam.yaml": [],
      "busy-breaching.pass.cfn.yaml": [
        "pass busy-breaching.pass.cfn/Greeter (live): a broken version is rolled back with a probability of 100 % at 500 requests a minute",
      ],
      "busy-breaching.pass.sam.yaml": [
        "pass busy-breaching.pass.sam/Greeter (live): a broken version is rolled back with a probability of 100 % at 500 requests a minute",
      ],
      "busy.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): a broken version is rolled back with a probability of 100 % at 40 requests a minute",
      ],
      "busy.pass.cfn.yaml": [
        "pass busy.pass.cfn/Greeter (live): a broken version is rolled back with a probability of 100 % at 40 requests a minute",
      ],
      "busy.pass.sam.yaml": [
        "pass busy.pass.sam/Greeter (live): a broken version is rolled back with a probability of 100 % at 40 requests a minute",
      ],
      "composite-of-percentile.pass.cfn.yaml": [
        "pass composite-of-percentile.pass.cfn/Greeter (live): no alarm enters ALARM without traffic",
      ],
      "composite-of-percentile.pass.sam.yaml": [
        "pass composite-of-percentile.pass.sam/Greeter (live): no alarm enters ALARM without traffic",
      ],
      "custom-breaching.unknown.cfn.yaml": [
        "unknown custom-breaching.unknown.cfn/Greeter (live): unknown whether GreeterErrors enters ALARM without traffic; it watches custom metric Greetings Errors (FunctionName=\${Greeter}, Resource=\${Greeter}:live), which is not simulated",
      ],
      "custom-breaching.unknown.sam.yaml": [
        "unknown custom-breaching.unknown.sam/Greeter (live): unknown whether GreeterErrors enters ALARM without traffic; it watches custom metric Greetings Errors (FunctionName=\${Greeter}, Resource=\${Greeter}:live), which is not simulated",
      ],
      "dead-metric.fail.cfn.yaml": [
        "fail dead-metric.fail.cfn/Greeter (live): OverLow enters ALARM without a failure with a probability of 100 % at 1 request a minute",
      ],
      "dead-metric.fail.sam.yaml": [
        "fail dead-metric.fail.sam/Greeter (live): OverLow enters ALARM without a failure with a probability of 100 % at 1 request a minute",
      ],
      "denied.unknown.live.json": [
        "unknown shop/Greeter (live): the probability of a rollback is unknown; access to cloudwatch:GetMetricData was denied; allow cloudwatch:GetMetricData (fitness permissions prints the policy)",
      ],
      "duration-breaching.fail.cfn.yaml": [
        "fail duration-breaching.fail.cfn/Greeter (live): GreeterErrors enters ALARM without traffic: it treats missing data as breaching",
      ],
      "duration-breaching.fail.sam.yaml": [
        "fail duration-breaching.fail.sam/Greeter (live): GreeterErrors enters ALARM without traffic: it treats missing data as breaching",
      ],
      "external.unknown.cfn.yaml": [
        "unknown external.unknown.cfn/Greeter (live): unknown whether greeter-errors enters ALARM without traffic; it is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "external.unknown.sam.yaml": [
        "unknown external.unknown.sam/Greeter (live): unknown whether greeter-errors enters ALARM without traffic; it is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "few-fail.fail.cfn.yaml": [
        "fail few-fail.fail.cfn/Greeter (live): a broken version is rolled back with a probability of 44.47 % at 40 requests a minute: at 40 requests a minute, the new version receives about 20 requests before the shift ends, too few for its alarms",
      ],
      "few-fail.fail.sam.yaml": [
        "fail few-fail.fail.sam/Greeter (live): a broken version is rolled back with a probability of 44.47 % at 40 requests a minute: at 40 requests a minute, the new version receives about 20 requests before the shift ends, too few for its alarms",
      ],
      "group.unknown.cfn.yaml": [
        "unknown group.unknown.cfn/Greeter (live): the deployment group that shifts its traffic is unknown; depends on parameter Group, which has no value; pass --parameter Group=…",
      ],
      "idle-breaching.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): GreeterErrors enters ALARM without traffic: it treats missing data as breaching",
      ],
      "idle-breaching.fail.cfn.yaml": [
        "fail idle-breaching.fail.cfn/Greeter (live): GreeterErrors enters ALARM without traffic: it treats missing data as breaching",
      ],
      "idle-breaching.fail.sam.yaml": [
        "fail idle-breaching.fail.sam/Greeter (live): GreeterErrors enters ALARM without traffic: it treats missing data as breaching",
      ],
      "idle.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): no alarm enters ALARM without traffic",
      ],
      "idle.pass.cfn.yaml": [
        "pass idle.pass.cfn/Greeter (live): no alarm enters ALARM without traffic",
      ],
      "idle.pass.sam.yaml": [
        "pass idle.pass.sam/Greeter (live): no alarm enters ALARM without traffic",
      ],
      "invocations-breaching.fail.cfn.yaml": [
        "fail invocations-breaching.fail.cfn/Greeter (live): GreeterSilent enters ALARM without traffic: it treats missing data as breaching",
      ],
      "invocations-breaching.fail.sam.yaml": [
        "fail invocations-breaching.fail.sam/Greeter (live): GreeterSilent enters ALARM without traffic: it treats missing data as breaching",
      ],
      "invocations-missing.pass.cfn.yaml": [
        "pass invocations-missing.pass.cfn/Greeter (live): no alarm enters ALARM without traffic",
      ],
      "invocations-missing.pass.sam.yaml": [
        "pass invocations-missing.pass.sam/Greeter (live): no alarm enters ALARM without traffic",
      ],
      "lenient.pass.cfn.yaml": [
        "pass lenient.pass.cfn/Greeter (live): a broken version is rolled back with a probability of 70.22 % at 4 requests a minute",
      ],
      "lenient.pass.sam.yaml": [
        "pass lenient.pass.sam/Greeter (live): a broken version is rolled back with a probability of 70.22 % at 4 requests a minute",
      ],
      "measured-busy.pass.live.json": [
        "pass shop/Greeter (live): a broken version is rolled back with a probability of 100 % at 40 requests a minute",
      ],
      "measured-nothing-breaching.fail.live.json": [
        "fail shop/Greeter (live): GreeterErrors enters ALARM without traffic: it treats missing data as breaching",
      ],
      "measured-nothing.unknown.live.json": [
        "unknown shop/Greeter (live): the probability of a rollback is unknown; there were no requests in the last hour; set the option requestsPerMinute",
      ],
      "measured-sparse.fail.live.json": [
        "fail shop/Greeter (live): a broken version is rolled back with a probability of 70.22 % at 4 requests a minute: at 4 requests a minute, the new version receives about 2 requests before the shift ends, too few for its alarms",
      ],
      "missing-data.unknown.cfn.yaml": [
        "unknown missing-data.unknown.cfn/Greeter (live): unknown whether GreeterErrors enters ALARM without traffic; depends on parameter Missing, which has no value; pass --parameter Missing=…",
      ],
      "missing-data.unknown.sam.yaml": [
        "unknown missing-data.unknown.sam/Greeter (live): unknown whether GreeterErrors enters ALARM without traffic; depends on parameter Missing, which has no value; pass --parameter Missing=…",
      ],
      "office-hours.unknown.cfn.yaml": [
        "unknown office-hours.unknown.cfn/Poller (live): the probability of a rollback is unknown; schedule cron(0/2 8-18 ? * MON-FRI *) fires only at some hours or on some days",
      ],
      "office-hours.unknown.sam.yaml": [
        "unknown office-hours.unknown.sam/Poller (live): the probability of a rollback is unknown; schedule cron(0/2 8-18 ? * MON-FRI *) fires only at some hours or on some days",
      ],
      "percentile-breaching.fail.cfn.yaml": [
        "fail percentile-breaching.fail.cfn/Greeter (live): GreeterErrors enters ALARM without traffic: it treats missing data as breaching",
      ],
      "percentile-breaching.fail.sam.yaml": [
        "fail percentile-breaching.fail.sam/Greeter (live): GreeterErrors enters ALARM without traffic: it treats missing data as breaching",
      ],
      "percentile-idle.pass.cfn.yaml": [
        "pass percentile-idle.pass.cfn/Greeter (live): no alarm enters ALARM without traffic",
      ],
      "percentile-idle.pass.sam.yaml": [
        "pass percentile-idle.pass.sam/Greeter (live): no alarm enters ALARM without traffic",
      ],
      "percentile.unknown.cfn.yaml": [
        "unknown percentile.unknown.cfn/Greeter (live): unknown whether GreeterErrors enters ALARM in time; it has Statistic p99, which is not simulated",
      ],
      "percentile.unknown.sam.yaml": [
        "unknown percentile.unknown.sam/Greeter (live): unknown whether GreeterErrors enters ALARM in time; it has Statistic p99, which is not simulated",
      ],
      "rate-of-function.fail.cfn.yaml": [
        "fail rate-of-function.fail.cfn/Greeter (live): a broken version is rolled back with a probability of 0 % at 1,000 requests a minute: GreeterErrors enters ALARM only at minute 7, because 10 % of the traffic cannot cause a rate of 20 %",
      ],
      "rate-of-function.fail.sam.yaml": [
        "fail rate-of-function.fail.sam/Greeter (live): a broken version is rolled back with a probability of 0 % at 1,000 requests a minute: GreeterErrors enters ALARM only at minute 7, because 10 % of the traffic cannot cause a rate of 20 %",
      ],
      "rate-of-version.pass.cfn.yaml": [
        "pass rate-of-version.pass.cfn/Greeter (live): a broken version is rolled back with a probability of 100 % at 1,000 requests a minute",
      ],
      "rate-of-version.pass.sam.yaml": [
        "pass rate-of-version.pass.sam/Greeter (live): a broken version is rolled back with a probability of 100 % at 1,000 requests a minute",
      ],
      "silence.fail.cfn.yaml": [
        "fail silence.fail.cfn/Greeter (live): NoTraffic enters ALARM without a failure with a probability of 32.89 % at 0.5 requests a minute: it treats missing data as breaching",
      ],
      "silence.fail.sam.yaml": [
        "fail silence.fail.sam/Greeter (live): NoTraffic enters ALARM without a failure with a probability of 32.89 % at 0.5 requests a minute: it treats missing data as breaching",
      ],
      "sparse-breaching.fail.cfn.yaml": [
        "fail sparse-breaching.fail.cfn/Greeter (live): GreeterErrors enters ALARM without a failure with a probability of 33.41 % at 0.5 requests a minute: it treats missing data as breaching",
      ],
      "sparse-breaching.fail.sam.yaml": [
        "fail sparse-breaching.fail.sam/Greeter (live): GreeterErrors enters ALARM without a failure with a probability of 33.41 % at 0.5 requests a minute: it treats missing data as breaching",
      ],
      "sparse-but-long.pass.cfn.yaml": [
        "pass sparse-but-long.pass.cfn/Greeter (live): a broken version is rolled back with a probability of 100 % at 4 requests a minute",
      ],
      "sparse-but-long.pass.sam.yaml": [
        "pass sparse-but-long.pass.sam/Greeter (live): a broken version is rolled back with a probability of 100 % at 4 requests a minute",
      ],
      "sparse.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): a broken version is rolled back with a probability of 70.22 % at 4 requests a minute: at 4 requests a minute, the new version receives about 2 requests before the shift ends, too few for its alarms",
      ],
      "sparse.fail.cfn.yaml": [
        "fail sparse.fail.cfn/Greeter (live): a broken version is rolled back with a probability of 70.22 % at 4 requests a minute: at 4 requests a minute, the new version receives about 2 requests before the shift ends, too few for its alarms",
      ],
      "sparse.fail.sam.yaml": [
        "fail sparse.fail.sam/Greeter (live): a broken version is rolled back with a probability of 70.22 % at 4 requests a minute: at 4 requests a minute, the new version receives about 2 requests before the shift ends, too few for its alarms",
      ],
      "state-machine-breaching.unknown.cfn.yaml": [
        "unknown state-machine-breaching.unknown.cfn/FlowLive (live): unknown whether FlowFailed enters ALARM without traffic; it treats missing data as breaching, but AWS does not document whether ExecutionsFailed has data while nothing fails",
      ],
      "state-machine-sparse.fail.cfn.yaml": [
        "fail state-machine-sparse.fail.cfn/FlowLive (live): a broken version is rolled back with a probability of 45.32 % at 2 requests a minute: at 2 requests a minute, the new version receives about 1 requests before the shift ends, too few for its alarms",
      ],
      "state-machine.pass.cfn.yaml": [
        "pass state-machine.pass.cfn/FlowLive (live): a broken version is rolled back with a probability of 99.99 % at 30 requests a minute",
      ],
    }
  `);
}, 60_000);

test("what it asks of a live system", async () => {
  const model = link(await systemOf(recordingOf(live as unknown as LooseRecording), { kind: "stack" }));
  const asked = (options: object): unknown => check.asks?.({ model, options: options as never });
  expect(asked({ errorRate: 1, minimumProbability: 0.95 })).toEqual([live.answers.find(({ ask }) => ask.kind === "metric")?.ask]);
  expect(asked({ ...{ errorRate: 1, minimumProbability: 0.95 }, requestsPerMinute: 4 })).toEqual([]);
});
