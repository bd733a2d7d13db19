// What rollback-alarm-timing says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./rollback-alarm-timing.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "alarm-by-stage.unknown.sam.yaml": [
        "unknown alarm-by-stage.unknown.sam/Greeter (live): unknown whether one of its alarms enters ALARM in time; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=…",
      ],
      "alarm-condition.pass.cfn.yaml": [
        "pass alarm-condition.pass.cfn/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "all-at-once.not-applicable.cdk.json": [],
      "all-at-once.not-applicable.cfn.yaml": [],
      "all-at-once.not-applicable.sam.yaml": [],
      "alternatives.unknown.cfn.yaml": [
        "unknown alternatives.unknown.cfn/Greeter (live): may fail: B enters ALARM only at minute 10, because it needs 10 minutes (9 × 1 minute and the metric delay), but the shift takes 5 minutes; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=dev (parameter Stage: fails with dev, passes with prod)",
      ],
      "always-on-in-dev.unknown.cfn.yaml": [
        "unknown always-on-in-dev.unknown.cfn/Greeter (live): may fail: DevErrors is in ALARM on healthy traffic and blocks every deployment, because its condition is met without failures; depends on condition IsDev, which depends on parameter Stage, which has no value; pass --parameter Stage=dev (parameter Stage: fails with dev, passes with prod)",
      ],
      "always-on.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): GreeterErrors is in ALARM on healthy traffic and blocks every deployment, because its condition is met without failures",
      ],
      "always-on.fail.cfn.yaml": [
        "fail always-on.fail.cfn/Greeter (live): GreeterErrors is in ALARM on healthy traffic and blocks every deployment, because its condition is met without failures",
      ],
      "always-on.fail.sam.yaml": [
        "fail always-on.fail.sam/Greeter (live): GreeterErrors is in ALARM on healthy traffic and blocks every deployment, because its condition is met without failures",
      ],
      "another-function.not-applicable.cfn.yaml": [],
      "another-function.not-applicable.sam.yaml": [],
      "any-version.fail.cfn.yaml": [
        "fail any-version.fail.cfn/Cashier (live): CashierErrors enters ALARM with a healthy version as well",
      ],
      "any-version.fail.sam.yaml": [
        "fail any-version.fail.sam/Cashier (live): CashierErrors enters ALARM with a healthy version as well",
      ],
      "average.fail.cfn.yaml": [
        "fail average.fail.cfn/Greeter (live): GreeterErrors enters ALARM only at minute 7, because 10 % of the traffic cannot cause a rate of 20 %",
      ],
      "average.fail.sam.yaml": [
        "fail average.fail.sam/Greeter (live): GreeterErrors enters ALARM only at minute 7, because 10 % of the traffic cannot cause a rate of 20 %",
      ],
      "batch-items-beside-unread-api.unknown.sam.yaml": [
        "unknown batch-items-beside-unread-api.unknown.sam/Fn (live): unknown whether Alarm enters ALARM in time; it watches Errors of alias live, but a failed item of a batch of FnS is no error: the function reports batch item failures",
      ],
      "by-mapping.unknown.cfn.yaml": [
        "unknown by-mapping.unknown.cfn/Greeter (live): may fail: GreeterErrors enters ALARM only at minute 10, because it needs 10 minutes (9 × 1 minute and the metric delay), but the shift takes 5 minutes; depends on parameter Stage, which has no value; pass --parameter Stage=dev (parameter Stage: fails with dev, passes with prod)",
      ],
      "composite-of-slow.fail.cfn.yaml": [
        "fail composite-of-slow.fail.cfn/Greeter (live): GreeterComposite enters ALARM only at minute 11, because it needs 11 minutes, but the shift takes 5 minutes",
      ],
      "composite-of-slow.fail.sam.yaml": [
        "fail composite-of-slow.fail.sam/Greeter (live): GreeterComposite enters ALARM only at minute 11, because it needs 11 minutes, but the shift takes 5 minutes",
      ],
      "composite-param.pass.cfn.yaml": [
        "pass composite-param.pass.cfn/Greeter (live): GreeterComposite enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "composite.pass.cfn.yaml": [
        "pass composite.pass.cfn/Greeter (live): GreeterComposite enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "composite.pass.sam.yaml": [
        "pass composite.pass.sam/Greeter (live): GreeterComposite enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "config-if.pass.cfn.yaml": [
        "pass config-if.pass.cfn/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "custom.unknown.cfn.yaml": [
        "unknown custom.unknown.cfn/Greeter (live): unknown whether GreeterErrors enters ALARM in time; it watches custom metric Greeter Failure (FunctionName=\${Greeter}, Resource=\${Greeter}:live), which is not simulated",
      ],
      "custom.unknown.sam.yaml": [
        "unknown custom.unknown.sam/Greeter (live): unknown whether GreeterErrors enters ALARM in time; it watches custom metric Greeter Failure (FunctionName=\${Greeter}, Resource=\${Greeter}:live), which is not simulated",
      ],
      "delay.fail.cfn.yaml": [
        "fail delay.fail.cfn/Greeter (live): GreeterErrors enters ALARM only at minute 5, because it needs 5 minutes (1 × 1 minute and the metric delay), but the shift takes 5 minutes",
      ],
      "delay.fail.sam.yaml": [
        "fail delay.fail.sam/Greeter (live): GreeterErrors enters ALARM only at minute 5, because it needs 5 minutes (1 × 1 minute and the metric delay), but the shift takes 5 minutes",
      ],
      "denied.unknown.live.json": [
        "unknown shop/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends, as far as it could be read; access to cloudwatch:DescribeAlarms was denied; allow cloudwatch:DescribeAlarms (fitness permissions prints the policy)",
      ],
      "dims-param.unknown.cfn.yaml": [
        "unknown dims-param.unknown.cfn/Greeter (live): unknown whether GreeterErrors enters ALARM in time; depends on parameter Fn, which has no value; pass --parameter Fn=…",
      ],
      "duration.unknown.cfn.yaml": [
        "unknown duration.unknown.cfn/Greeter (live): unknown whether GreeterErrors enters ALARM in time; it watches Duration of alias live, which is not simulated",
      ],
      "duration.unknown.sam.yaml": [
        "unknown duration.unknown.sam/Greeter (live): unknown whether GreeterErrors enters ALARM in time; it watches Duration of alias live, which is not simulated",
      ],
      "equal-share.fail.cfn.yaml": [
        "fail equal-share.fail.cfn/Biller (live): BillerErrors enters ALARM in time only by chance, because 10 % of the traffic causes a rate of about 10 %, and its threshold is 10 %",
      ],
      "equal-share.fail.sam.yaml": [
        "fail equal-share.fail.sam/Biller (live): BillerErrors enters ALARM in time only by chance, because 10 % of the traffic causes a rate of about 10 %, and its threshold is 10 %",
      ],
      "external-besides.pass.cfn.yaml": [
        "pass external-besides.pass.cfn/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "external-besides.pass.sam.yaml": [
        "pass external-besides.pass.sam/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "external.unknown.cfn.yaml": [
        "unknown external.unknown.cfn/Greeter (live): unknown whether greeter-errors enters ALARM in time; it is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "external.unknown.sam.yaml": [
        "unknown external.unknown.sam/Greeter (live): unknown whether greeter-errors enters ALARM in time; it is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "five-minutes.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "five-minutes.pass.cfn.yaml": [
        "pass five-minutes.pass.cfn/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "five-minutes.pass.sam.yaml": [
        "pass five-minutes.pass.sam/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "group.unknown.cfn.yaml": [
        "unknown group.unknown.cfn/Greeter (live): the deployment group that shifts its traffic is unknown; depends on parameter Group, which has no value; pass --parameter Group=…",
      ],
      "linear-rate.pass.cfn.yaml": [
        "pass linear-rate.pass.cfn/Greeter (live): GreeterErrors enters ALARM at minute 3, 6 minutes before the shift ends",
      ],
      "linear-rate.pass.sam.yaml": [
        "pass linear-rate.pass.sam/Greeter (live): GreeterErrors enters ALARM at minute 3, 6 minutes before the shift ends",
      ],
      "linear.pass.cfn.yaml": [
        "pass linear.pass.cfn/Greeter (live): GreeterErrors enters ALARM at minute 7, 2 minutes before the shift ends",
      ],
      "linear.pass.sam.yaml": [
        "pass linear.pass.sam/Greeter (live): GreeterErrors enters ALARM at minute 7, 2 minutes before the shift ends",
      ],
      "log-value.unknown.cfn.yaml": [
        "unknown log-value.unknown.cfn/Greeter (live): unknown whether GreeterErrors enters ALARM in time; it watches what metric filter Failures counts in the function's log group: its MetricValue ($.count) is taken from the log, which is not simulated",
      ],
      "log-value.unknown.sam.yaml": [
        "unknown log-value.unknown.sam/Greeter (live): unknown whether GreeterErrors enters ALARM in time; it watches what metric filter Failures counts in the function's log group: its MetricValue ($.count) is taken from the log, which is not simulated",
      ],
      "log.pass.cfn.yaml": [
        "pass log.pass.cfn/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "log.pass.sam.yaml": [
        "pass log.pass.sam/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "margin-kept.pass.cfn.yaml": [
        "pass margin-kept.pass.cfn/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "margin-kept.pass.sam.yaml": [
        "pass margin-kept.pass.sam/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "margin-of-one.fail.cfn.yaml": [
        "fail margin-of-one.fail.cfn/Greeter (live): GreeterErrors enters ALARM at minute 4, 1 minute before the shift ends; marginMinutes requires more than 1 minute",
      ],
      "margin-of-one.fail.sam.yaml": [
        "fail margin-of-one.fail.sam/Greeter (live): GreeterErrors enters ALARM at minute 4, 1 minute before the shift ends; marginMinutes requires more than 1 minute",
      ],
      "margin.fail.cfn.yaml": [
        "fail margin.fail.cfn/Greeter (live): GreeterErrors enters ALARM at minute 3, 2 minutes before the shift ends; marginMinutes requires more than 2 minutes",
      ],
      "margin.fail.sam.yaml": [
        "fail margin.fail.sam/Greeter (live): GreeterErrors enters ALARM at minute 3, 2 minutes before the shift ends; marginMinutes requires more than 2 minutes",
      ],
      "minimum.not-applicable.cfn.yaml": [],
      "minimum.not-applicable.sam.yaml": [],
      "one-blocks.fail.cfn.yaml": [
        "fail one-blocks.fail.cfn/Greeter (live): OtherErrors is in ALARM on healthy traffic and blocks every deployment, because its condition is met without failures",
      ],
      "one-blocks.fail.sam.yaml": [
        "fail one-blocks.fail.sam/Greeter (live): OtherErrors is in ALARM on healthy traffic and blocks every deployment, because its condition is met without failures",
      ],
      "one-in-time.pass.cfn.yaml": [
        "pass one-in-time.pass.cfn/Greeter (live): FastErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "one-in-time.pass.sam.yaml": [
        "pass one-in-time.pass.sam/Greeter (live): FastErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "one-minute.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "one-minute.pass.cfn.yaml": [
        "pass one-minute.pass.cfn/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "one-minute.pass.sam.yaml": [
        "pass one-minute.pass.sam/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "parameter-fits.pass.cfn.yaml": [
        "pass parameter-fits.pass.cfn/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends (in one case: parameter Periods leaves others open)",
      ],
      "parameter-fits.pass.sam.yaml": [
        "pass parameter-fits.pass.sam/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends (in one case: parameter Periods leaves others open)",
      ],
      "parameter-may-not.unknown.cfn.yaml": [
        "unknown parameter-may-not.unknown.cfn/Greeter (live): may fail: GreeterErrors enters ALARM only at minute 10, because it needs 10 minutes (9 × 1 minute and the metric delay), but the shift takes 5 minutes; depends on parameter Periods, which has no value; pass --parameter Periods=1 (parameter Periods: passes with 1, fails with 9)",
      ],
      "parameter-may-not.unknown.sam.yaml": [
        "unknown parameter-may-not.unknown.sam/Greeter (live): may fail: GreeterErrors enters ALARM only at minute 10, because it needs 10 minutes (9 × 1 minute and the metric delay), but the shift takes 5 minutes; depends on parameter Periods, which has no value; pass --parameter Periods=1 (parameter Periods: passes with 1, fails with 9)",
      ],
      "parameter-never.fail.cfn.yaml": [
        "fail parameter-never.fail.cfn/Greeter (live): GreeterErrors enters ALARM only at minute 9, because it needs 9 minutes (8 × 1 minute and the metric delay), but the shift takes 5 minutes (in one case: parameter Periods leaves others open)",
      ],
      "parameter-never.fail.sam.yaml": [
        "fail parameter-never.fail.sam/Greeter (live): GreeterErrors enters ALARM only at minute 9, because it needs 9 minutes (8 × 1 minute and the metric delay), but the shift takes 5 minutes (in one case: parameter Periods leaves others open)",
      ],
      "parameter.unknown.cfn.yaml": [
        "unknown parameter.unknown.cfn/Greeter (live): unknown whether GreeterErrors enters ALARM in time; depends on parameter Periods, which has no value; pass --parameter Periods=…",
      ],
      "parameter.unknown.sam.yaml": [
        "unknown parameter.unknown.sam/Greeter (live): unknown whether GreeterErrors enters ALARM in time; depends on parameter Periods, which has no value; pass --parameter Periods=…",
      ],
      "percentile.unknown.cfn.yaml": [
        "unknown percentile.unknown.cfn/Greeter (live): unknown whether GreeterErrors enters ALARM in time; it has Statistic p99, which is not simulated",
      ],
      "percentile.unknown.sam.yaml": [
        "unknown percentile.unknown.sam/Greeter (live): unknown whether GreeterErrors enters ALARM in time; it has Statistic p99, which is not simulated",
      ],
      "rate-low.pass.cfn.yaml": [
        "pass rate-low.pass.cfn/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "rate-low.pass.sam.yaml": [
        "pass rate-low.pass.sam/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "rate-of-version.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "rate-of-version.pass.cfn.yaml": [
        "pass rate-of-version.pass.cfn/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "rate-of-version.pass.sam.yaml": [
        "pass rate-of-version.pass.sam/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "rate.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): GreeterErrors enters ALARM only at minute 7, because 10 % of the traffic cannot cause a rate of 20 %",
      ],
      "rate.fail.cfn.yaml": [
        "fail rate.fail.cfn/Greeter (live): GreeterErrors enters ALARM only at minute 7, because 10 % of the traffic cannot cause a rate of 20 %",
      ],
      "rate.fail.sam.yaml": [
        "fail rate.fail.sam/Greeter (live): GreeterErrors enters ALARM only at minute 7, because 10 % of the traffic cannot cause a rate of 20 %",
      ],
      "refused.unknown.cfn.yaml": [
        "unknown refused.unknown.cfn/Greeter (live): unknown whether GreeterErrors enters ALARM in time; it has Period 90, which CloudWatch rejects",
      ],
      "refused.unknown.sam.yaml": [
        "unknown refused.unknown.sam/Greeter (live): unknown whether GreeterErrors enters ALARM in time; it has Period 90, which CloudWatch rejects",
      ],
      "shift.unknown.cfn.yaml": [
        "unknown shift.unknown.cfn/Greeter (live): its deployment configuration is unknown; depends on parameter Shift, which has no value; pass --parameter Shift=…",
      ],
      "shift.unknown.sam.yaml": [
        "unknown shift.unknown.sam/Greeter (live): its deployment configuration is unknown; depends on parameter Shift, which has no value; pass --parameter Shift=…",
      ],
      "shifted-by-hand.pass.live.json": [
        "pass shop/Greeter (live): GreeterErrors enters ALARM at minute 2, 7 minutes before the shift ends",
      ],
      "slowed-by-hand.fail.live.json": [
        "fail shop/Greeter (live): GreeterErrors enters ALARM only at minute 12, because it needs 12 minutes (3 × 5 minutes and the metric delay), but the shift takes 5 minutes",
      ],
      "state-machine-average.unknown.cfn.yaml": [
        "unknown state-machine-average.unknown.cfn/FlowLive (live): unknown whether FlowFailed enters ALARM in time; it has Statistic Average of ExecutionsFailed, which is not simulated: AWS does not document whether successful executions count in it",
      ],
      "state-machine-breaching.unknown.cfn.yaml": [
        "unknown state-machine-breaching.unknown.cfn/FlowLive (live): unknown whether FlowFailed enters ALARM in time; it treats missing data as breaching, but AWS does not document whether ExecutionsFailed has data while nothing fails",
      ],
      "state-machine-interval.fail.cfn.yaml": [
        "fail state-machine-interval.fail.cfn/FlowLive (live): FlowFailed enters ALARM only at minute 2, because it needs 2 minutes (1 × 1 minute and the metric delay), but the shift takes 1 minute",
      ],
      "state-machine-parameter.unknown.cfn.yaml": [
        "unknown state-machine-parameter.unknown.cfn/FlowLive (live): its DeploymentPreference is unknown; depends on parameter Minutes, which has no value; pass --parameter Minutes=…",
      ],
      "state-machine-slow.fail.sam.yaml": [
        "fail state-machine-slow.fail.sam/FlowAliaslive (live): FlowFailed enters ALARM only at minute 12, because it needs 12 minutes (3 × 5 minutes and the metric delay), but the shift takes 5 minutes",
      ],
      "state-machine.pass.sam.yaml": [
        "pass state-machine.pass.sam/FlowAliaslive (live): FlowFailed enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "three-of-five-minutes-long.pass.cfn.yaml": [
        "pass three-of-five-minutes-long.pass.cfn/Greeter (live): GreeterErrors enters ALARM at minute 12, 3 minutes before the shift ends",
      ],
      "three-of-five-minutes-long.pass.sam.yaml": [
        "pass three-of-five-minutes-long.pass.sam/Greeter (live): GreeterErrors enters ALARM at minute 12, 3 minutes before the shift ends",
      ],
      "three-of-five-minutes.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): GreeterErrors enters ALARM only at minute 12, because it needs 12 minutes (3 × 5 minutes and the metric delay), but the shift takes 5 minutes",
      ],
      "three-of-five-minutes.fail.cfn.yaml": [
        "fail three-of-five-minutes.fail.cfn/Greeter (live): GreeterErrors enters ALARM only at minute 12, because it needs 12 minutes (3 × 5 minutes and the metric delay), but the shift takes 5 minutes",
      ],
      "three-of-five-minutes.fail.sam.yaml": [
        "fail three-of-five-minutes.fail.sam/Greeter (live): GreeterErrors enters ALARM only at minute 12, because it needs 12 minutes (3 × 5 minutes and the metric delay), but the shift takes 5 minutes",
      ],
      "two-of-three.pass.cfn.yaml": [
        "pass two-of-three.pass.cfn/Greeter (live): GreeterErrors enters ALARM at minute 3, 2 minutes before the shift ends",
      ],
      "two-of-three.pass.sam.yaml": [
        "pass two-of-three.pass.sam/Greeter (live): GreeterErrors enters ALARM at minute 3, 2 minutes before the shift ends",
      ],
      "unit.pass.cfn.yaml": [
        "pass unit.pass.cfn/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "unit.pass.sam.yaml": [
        "pass unit.pass.sam/Greeter (live): GreeterErrors enters ALARM at minute 2, 3 minutes before the shift ends",
      ],
      "unpublished.not-applicable.cfn.yaml": [],
      "unpublished.not-applicable.sam.yaml": [],
      "version-breaching.fail.cfn.yaml": [
        "fail version-breaching.fail.cfn/Greeter (live): GreeterErrors is in ALARM on healthy traffic and blocks every deployment, because it treats missing data as breaching",
      ],
      "version-breaching.fail.sam.yaml": [
        "fail version-breaching.fail.sam/Greeter (live): GreeterErrors is in ALARM on healthy traffic and blocks every deployment, because it treats missing data as breaching",
      ],
      "wall-clock-long.pass.cfn.yaml": [
        "pass wall-clock-long.pass.cfn/Greeter (live): GreeterErrors enters ALARM at minute 6, 9 minutes before the shift ends",
      ],
      "wall-clock-long.pass.sam.yaml": [
        "pass wall-clock-long.pass.sam/Greeter (live): GreeterErrors enters ALARM at minute 6, 9 minutes before the shift ends",
      ],
      "wall-clock.fail.cfn.yaml": [
        "fail wall-clock.fail.cfn/Greeter (live): GreeterErrors enters ALARM only at minute 6, because it needs 6 minutes (1 × 5 minutes by the clock and the metric delay), but the shift takes 5 minutes",
      ],
      "wall-clock.fail.sam.yaml": [
        "fail wall-clock.fail.sam/Greeter (live): GreeterErrors enters ALARM only at minute 6, because it needs 6 minutes (1 × 5 minutes by the clock and the metric delay), but the shift takes 5 minutes",
      ],
    }
  `);
});
