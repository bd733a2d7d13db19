// What deployment-exposure says of its fixtures.
import { expect, test } from "vitest";
import live from "../../fixtures/checks/deployment-exposure/measured-nothing.unknown.live.json" with { type: "json" };
import { assessFixtures } from "../../test/check-fixtures.ts";
import { type LooseRecording, recordingOf } from "../../test/recordings.ts";
import { link } from "../model/link.ts";
import { systemOf } from "../sources/recorded-system.ts";
import check from "./deployment-exposure.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "alarms-off.fail.cfn.yaml": [
        "fail alarms-off.fail.cfn/Greeter (live): a broken version is not rolled back: its deployment group does not enable its alarms",
      ],
      "all-at-once.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): a broken version is not rolled back: all of the traffic shifts at once, before any alarm can enter ALARM",
      ],
      "all-at-once.fail.cfn.yaml": [
        "fail all-at-once.fail.cfn/Greeter (live): a broken version is not rolled back: all of the traffic shifts at once, before any alarm can enter ALARM",
      ],
      "all-at-once.fail.sam.yaml": [
        "fail all-at-once.fail.sam/Greeter (live): a broken version is not rolled back: all of the traffic shifts at once, before any alarm can enter ALARM",
      ],
      "both.fail.cfn.yaml": [
        "fail both.fail.cfn/Greeter (live): 20 requests reach a broken version before it is rolled back in 95 of 100 deployments, more than 5",
      ],
      "both.fail.sam.yaml": [
        "fail both.fail.sam/Greeter (live): 20 requests reach a broken version before it is rolled back in 95 of 100 deployments, more than 5",
      ],
      "denied.unknown.live.json": [
        "unknown shop/Greeter (live): the exposure to a broken version is unknown; access to cloudwatch:GetMetricData was denied; allow cloudwatch:GetMetricData (fitness permissions prints the policy)",
      ],
      "external.unknown.cfn.yaml": [
        "unknown external.unknown.cfn/Greeter (live): the exposure to a broken version is unknown; greeter-errors is not simulated: it is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "external.unknown.sam.yaml": [
        "unknown external.unknown.sam/Greeter (live): the exposure to a broken version is unknown; greeter-errors is not simulated: it is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "group.unknown.cfn.yaml": [
        "unknown group.unknown.cfn/Greeter (live): the exposure to a broken version is unknown; depends on parameter Group, which has no value; pass --parameter Group=…",
      ],
      "large.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): 0.3 minutes of full traffic reach a broken version before it is rolled back, more than 0.2",
      ],
      "large.fail.cfn.yaml": [
        "fail large.fail.cfn/Greeter (live): 0.3 minutes of full traffic reach a broken version before it is rolled back, more than 0.2",
      ],
      "large.fail.sam.yaml": [
        "fail large.fail.sam/Greeter (live): 0.3 minutes of full traffic reach a broken version before it is rolled back, more than 0.2",
      ],
      "late.fail.cfn.yaml": [
        "fail late.fail.cfn/Greeter (live): a broken version is not rolled back: GreeterErrors enters ALARM only at minute 12, because it needs 12 minutes (3 × 5 minutes and the metric delay), but the shift takes 5 minutes",
      ],
      "late.fail.sam.yaml": [
        "fail late.fail.sam/Greeter (live): a broken version is not rolled back: GreeterErrors enters ALARM only at minute 12, because it needs 12 minutes (3 × 5 minutes and the metric delay), but the shift takes 5 minutes",
      ],
      "measured-many.fail.live.json": [
        "fail shop/Greeter (live): 200 requests reach a broken version before it is rolled back in 95 of 100 deployments, more than 30",
      ],
      "measured-nothing-minutes.unknown.live.json": [
        "unknown shop/Greeter (live): the exposure to a broken version is unknown; there were no requests in the last hour; set the option requestsPerMinute",
      ],
      "measured-nothing.unknown.live.json": [
        "unknown shop/Greeter (live): the exposure to a broken version is unknown; there were no requests in the last hour; set the option requestsPerMinute",
      ],
      "measured-requests.pass.live.json": [
        "pass shop/Greeter (live): 8 requests reach a broken version before it is rolled back in 95 of 100 deployments",
      ],
      "no-alarm.fail.cfn.yaml": [
        "fail no-alarm.fail.cfn/Greeter (live): a broken version is not rolled back: its deployment group has no alarms",
      ],
      "not-rolled-back.fail.cfn.yaml": [
        "fail not-rolled-back.fail.cfn/Greeter (live): a broken version is not rolled back: its deployment group does not roll back on DEPLOYMENT_STOP_ON_ALARM and stops the shift where it is",
      ],
      "requests-many.fail.cfn.yaml": [
        "fail requests-many.fail.cfn/Greeter (live): 20 requests reach a broken version before it is rolled back in 95 of 100 deployments, more than 10",
      ],
      "requests-many.fail.sam.yaml": [
        "fail requests-many.fail.sam/Greeter (live): 20 requests reach a broken version before it is rolled back in 95 of 100 deployments, more than 10",
      ],
      "requests-unknown-rate.unknown.cfn.yaml": [
        "unknown requests-unknown-rate.unknown.cfn/Greeter (live): the exposure to a broken version is unknown; the request rate is unknown; set the option requestsPerMinute",
      ],
      "requests-unknown-rate.unknown.sam.yaml": [
        "unknown requests-unknown-rate.unknown.sam/Greeter (live): the exposure to a broken version is unknown; the request rate is unknown; set the option requestsPerMinute",
      ],
      "requests.pass.cfn.yaml": [
        "pass requests.pass.cfn/Greeter (live): 20 requests reach a broken version before it is rolled back in 95 of 100 deployments",
      ],
      "requests.pass.sam.yaml": [
        "pass requests.pass.sam/Greeter (live): 20 requests reach a broken version before it is rolled back in 95 of 100 deployments",
      ],
      "rollback.unknown.cfn.yaml": [
        "unknown rollback.unknown.cfn/Greeter (live): the exposure to a broken version is unknown; depends on parameter On, which has no value; pass --parameter On=…",
      ],
      "shift-allowed.pass.cfn.yaml": [
        "pass shift-allowed.pass.cfn/Greeter (live): 0.2 minutes of full traffic reach a broken version before it is rolled back",
      ],
      "shift.unknown.cfn.yaml": [
        "unknown shift.unknown.cfn/Greeter (live): the exposure to a broken version is unknown; depends on parameter Shift, which has no value; pass --parameter Shift=…",
      ],
      "shift.unknown.sam.yaml": [
        "unknown shift.unknown.sam/Greeter (live): the exposure to a broken version is unknown; depends on parameter Shift, which has no value; pass --parameter Shift=…",
      ],
      "small.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): 0.2 minutes of full traffic reach a broken version before it is rolled back",
      ],
      "small.pass.cfn.yaml": [
        "pass small.pass.cfn/Greeter (live): 0.2 minutes of full traffic reach a broken version before it is rolled back",
      ],
      "small.pass.sam.yaml": [
        "pass small.pass.sam/Greeter (live): 0.2 minutes of full traffic reach a broken version before it is rolled back",
      ],
      "sparse.fail.cfn.yaml": [
        "fail sparse.fail.cfn/Greeter (live): a broken version is rolled back with a probability of only 70.22 %: at 4 requests a minute, the new version receives about 2 requests before the shift ends, too few for its alarms",
      ],
      "sparse.fail.sam.yaml": [
        "fail sparse.fail.sam/Greeter (live): a broken version is rolled back with a probability of only 70.22 %: at 4 requests a minute, the new version receives about 2 requests before the shift ends, too few for its alarms",
      ],
      "state-machine-late.fail.cfn.yaml": [
        "fail state-machine-late.fail.cfn/FlowLive (live): a broken version is not rolled back: FlowFailed enters ALARM only at minute 2, because it needs 2 minutes (1 × 1 minute and the metric delay), but the shift takes 1 minute",
      ],
      "state-machine.pass.cfn.yaml": [
        "pass state-machine.pass.cfn/FlowLive (live): 0.2 minutes of full traffic reach a broken version before it is rolled back",
      ],
      "unbounded.not-applicable.cfn.yaml": [],
      "unbounded.not-applicable.sam.yaml": [],
    }
  `);
});

test("what it asks of a live system", async () => {
  const model = link(await systemOf(recordingOf(live as unknown as LooseRecording), { kind: "stack" }));
  const asked = (options: object): unknown => check.asks?.({ model, options: options as never });
  expect(asked({ errorRate: 1, maximumMinutes: 1 })).toEqual([live.answers.find(({ ask }) => ask.kind === "metric")?.ask]);
  expect(asked({ ...{ errorRate: 1, maximumMinutes: 1 }, requestsPerMinute: 4 })).toEqual([]);
  expect(asked({ errorRate: 1 })).toEqual([]);
});
