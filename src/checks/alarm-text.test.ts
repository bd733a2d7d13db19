// What alarm-text says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./alarm-text.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "agrees.pass.cdk.json": [
        "pass Greet/Watch/Resource: its description agrees with its threshold ("At least 5") and the time that it evaluates ("in 5 minutes")",
      ],
      "agrees.pass.cfn.yaml": [
        "pass agrees.pass.cfn/Watch: its description agrees with its threshold ("At least 5") and the time that it evaluates ("in 5 minutes")",
      ],
      "agrees.pass.sam.yaml": [
        "pass agrees.pass.sam/Watch: its description agrees with its threshold ("At least 5") and the time that it evaluates ("in 5 minutes")",
      ],
      "allowed.fail.cfn.yaml": [
        "fail allowed.fail.cfn/Watch: says "More than 5", but its threshold is 50 (GreaterThanOrEqualToThreshold) (in one case: parameter Most leaves others open)",
      ],
      "allowed.fail.sam.yaml": [
        "fail allowed.fail.sam/Watch: says "More than 5", but its threshold is 50 (GreaterThanOrEqualToThreshold) (in one case: parameter Most leaves others open)",
      ],
      "built.pass.cfn.yaml": [
        "pass built.pass.cfn/Watch: its description agrees with its threshold ("More than 12") and the time that it evaluates ("in 5 minutes")",
      ],
      "built.pass.sam.yaml": [
        "pass built.pass.sam/Watch: its description agrees with its threshold ("More than 12") and the time that it evaluates ("in 5 minutes")",
      ],
      "default.fail.cfn.yaml": [
        "fail default.fail.cfn/Watch: says "More than 5", but its threshold is 12 (GreaterThanThreshold) (Most is 12 by its default)",
      ],
      "default.fail.sam.yaml": [
        "fail default.fail.sam/Watch: says "More than 5", but its threshold is 12 (GreaterThanThreshold) (Most is 12 by its default)",
      ],
      "more-than.pass.cfn.yaml": [
        "pass more-than.pass.cfn/Watch: its description agrees with its threshold ("More than 4")",
      ],
      "more-than.pass.sam.yaml": [
        "pass more-than.pass.sam/Watch: its description agrees with its threshold ("More than 4")",
      ],
      "no-numbers.not-applicable.cfn.yaml": [],
      "no-numbers.not-applicable.sam.yaml": [],
      "none.not-applicable.cfn.yaml": [],
      "none.not-applicable.sam.yaml": [],
      "open-number.not-applicable.cfn.yaml": [],
      "open-number.not-applicable.sam.yaml": [],
      "operator.fail.cfn.yaml": [
        "fail operator.fail.cfn/Watch: says "Fewer than 5", but its threshold is 5 (GreaterThanOrEqualToThreshold)",
      ],
      "operator.fail.sam.yaml": [
        "fail operator.fail.sam/Watch: says "Fewer than 5", but its threshold is 5 (GreaterThanOrEqualToThreshold)",
      ],
      "other-units.not-applicable.cfn.yaml": [],
      "other-units.not-applicable.sam.yaml": [],
      "out-of-others.fail.cfn.yaml": [
        "fail out-of-others.fail.cfn/Watch: says "2 out of 5 datapoints", but it enters ALARM when 3 of 5 periods breach its threshold",
      ],
      "out-of-others.fail.sam.yaml": [
        "fail out-of-others.fail.sam/Watch: says "2 out of 5 datapoints", but it enters ALARM when 3 of 5 periods breach its threshold",
      ],
      "out-of.pass.cfn.yaml": [
        "pass out-of.pass.cfn/Watch: its description agrees with its threshold ("5 or more") and its periods ("3 out of 5 datapoints")",
      ],
      "out-of.pass.sam.yaml": [
        "pass out-of.pass.sam/Watch: its description agrees with its threshold ("5 or more") and its periods ("3 out of 5 datapoints")",
      ],
      "percent.pass.cfn.yaml": [
        "pass percent.pass.cfn/Watch: its description agrees with its threshold ("More than 5 %")",
      ],
      "percent.pass.sam.yaml": [
        "pass percent.pass.sam/Watch: its description agrees with its threshold ("More than 5 %")",
      ],
      "period-open.unknown.cfn.yaml": [
        "unknown period-open.unknown.cfn/Watch: the values that its description mentions are unknown; depends on parameter Period, which has no value; pass --parameter Period=…",
      ],
      "period-open.unknown.sam.yaml": [
        "unknown period-open.unknown.sam/Watch: the values that its description mentions are unknown; depends on parameter Period, which has no value; pass --parameter Period=…",
      ],
      "periods-of-minutes-fit.pass.cfn.yaml": [
        "pass periods-of-minutes-fit.pass.cfn/Errors: its description agrees with its threshold ("exceeds 10%") and its periods ("for 3, 5 minute periods")",
      ],
      "periods-of-minutes.fail.cfn.yaml": [
        "fail periods-of-minutes.fail.cfn/Errors: says "for 4, 7 minute periods", but it enters ALARM when 3 of 3 periods of 300 s breach its threshold",
      ],
      "periods.fail.cfn.yaml": [
        "fail periods.fail.cfn/Watch: says "3 consecutive periods", but it enters ALARM when 5 of 5 periods breach its threshold",
      ],
      "periods.fail.sam.yaml": [
        "fail periods.fail.sam/Watch: says "3 consecutive periods", but it enters ALARM when 5 of 5 periods breach its threshold",
      ],
      "seconds-wrong.fail.cfn.yaml": [
        "fail seconds-wrong.fail.cfn/Watch: says "above 2.5 seconds", but its threshold is 25000 (GreaterThanOrEqualToThreshold)",
      ],
      "seconds-wrong.fail.sam.yaml": [
        "fail seconds-wrong.fail.sam/Watch: says "above 2.5 seconds", but its threshold is 25000 (GreaterThanOrEqualToThreshold)",
      ],
      "seconds.pass.cfn.yaml": [
        "pass seconds.pass.cfn/Watch: its description agrees with its threshold ("above 2.5 seconds")",
      ],
      "seconds.pass.sam.yaml": [
        "pass seconds.pass.sam/Watch: its description agrees with its threshold ("above 2.5 seconds")",
      ],
      "strictly.pass.cfn.yaml": [
        "pass strictly.pass.cfn/Watch: its description agrees with its threshold ("exceeds 4") and its periods ("5 consecutive periods")",
      ],
      "strictly.pass.sam.yaml": [
        "pass strictly.pass.sam/Watch: its description agrees with its threshold ("exceeds 4") and its periods ("5 consecutive periods")",
      ],
      "thousands.pass.cfn.yaml": [
        "pass thousands.pass.cfn/Watch: its description agrees with its threshold ("Threshold: 1,500")",
      ],
      "thousands.pass.sam.yaml": [
        "pass thousands.pass.sam/Watch: its description agrees with its threshold ("Threshold: 1,500")",
      ],
      "threshold-open.unknown.cfn.yaml": [
        "unknown threshold-open.unknown.cfn/Watch: the values that its description mentions are unknown; depends on parameter Most, which has no value; pass --parameter Most=…",
      ],
      "threshold-open.unknown.sam.yaml": [
        "unknown threshold-open.unknown.sam/Watch: the values that its description mentions are unknown; depends on parameter Most, which has no value; pass --parameter Most=…",
      ],
      "threshold.fail.cdk.json": [
        "fail Greet/Watch/Resource: says "At least 10", but its threshold is 5 (GreaterThanOrEqualToThreshold)",
      ],
      "threshold.fail.cfn.yaml": [
        "fail threshold.fail.cfn/Watch: says "At least 10", but its threshold is 5 (GreaterThanOrEqualToThreshold)",
      ],
      "threshold.fail.sam.yaml": [
        "fail threshold.fail.sam/Watch: says "At least 10", but its threshold is 5 (GreaterThanOrEqualToThreshold)",
      ],
      "window.fail.cdk.json": [
        "fail Greet/Watch/Resource: says "within 15 minutes", but it evaluates 5 periods of 60 s",
      ],
      "window.fail.cfn.yaml": [
        "fail window.fail.cfn/Watch: says "within 15 minutes", but it evaluates 5 periods of 60 s",
      ],
      "window.fail.sam.yaml": [
        "fail window.fail.sam/Watch: says "within 15 minutes", but it evaluates 5 periods of 60 s",
      ],
      "wish.pass.cfn.yaml": [
        "pass wish.pass.cfn/Watch: its description agrees with its threshold ("below 5")",
      ],
      "wish.pass.sam.yaml": [
        "pass wish.pass.sam/Watch: its description agrees with its threshold ("below 5")",
      ],
      "words.pass.cfn.yaml": [
        "pass words.pass.cfn/Watch: its description agrees with the time that it evaluates ("for five minutes")",
      ],
      "words.pass.sam.yaml": [
        "pass words.pass.sam/Watch: its description agrees with the time that it evaluates ("for five minutes")",
      ],
    }
  `);
});
