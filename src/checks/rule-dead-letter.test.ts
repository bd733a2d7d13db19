// What rule-dead-letter says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./rule-dead-letter.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "any-principal.pass.cfn.yaml": [
        "pass any-principal.pass.cfn/Nightly (Target0): events that cannot be delivered go to Failures",
      ],
      "conditional.unknown.cfn.yaml": [
        "unknown conditional.unknown.cfn/Nightly (Target0): may fail: events that cannot be delivered are lost: the target has no dead-letter queue; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "conditional.unknown.sam.yaml": [
        "unknown conditional.unknown.sam/Greeter (Nightly): may fail: events that cannot be delivered are lost: the target has no dead-letter queue; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "elsewhere.pass.cfn.yaml": [
        "pass elsewhere.pass.cfn/Nightly (Target0): events that cannot be delivered should go to arn:aws:sqs:eu-west-1:123456789012:failures, which is not defined in the audited stacks",
      ],
      "fifo.fail.cfn.yaml": [
        "fail fifo.fail.cfn/Nightly (Target0): events that cannot be delivered are lost: Failures is a FIFO queue, and EventBridge accepts only standard queues",
      ],
      "managed-key-by-default.fail.cfn.yaml": [
        "fail managed-key-by-default.fail.cfn/Nightly (Target0): events that cannot be delivered are lost: its dead-letter queue Failures is encrypted with alias/aws/sqs (the default of parameter Key), which events.amazonaws.com cannot use, and it has no policy that allows events.amazonaws.com to send to it",
      ],
      "managed-key.fail.cfn.yaml": [
        "fail managed-key.fail.cfn/Nightly (Target0): events that cannot be delivered are lost: its dead-letter queue Failures is encrypted with alias/aws/sqs, which events.amazonaws.com cannot use",
      ],
      "no-policy.fail.cfn.yaml": [
        "fail no-policy.fail.cfn/Nightly (Target0): events that cannot be delivered are lost: its dead-letter queue Failures has no policy that allows events.amazonaws.com to send to it",
      ],
      "none.fail.cdk.json": [
        "fail Greet/Nightly/Resource (Target0): events that cannot be delivered are lost: the target has no dead-letter queue",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/Nightly (Target0): events that cannot be delivered are lost: the target has no dead-letter queue",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/Greeter (Nightly): events that cannot be delivered are lost: the target has no dead-letter queue",
      ],
      "one-of-two.fail.cfn.yaml": [
        "pass one-of-two.fail.cfn/Nightly (Target0): events that cannot be delivered go to Failures",
        "fail one-of-two.fail.cfn/Nightly (Target1): events that cannot be delivered are lost: the target has no dead-letter queue",
      ],
      "own-key-and-no-policy.fail.cfn.yaml": [
        "fail own-key-and-no-policy.fail.cfn/Nightly (Target0): events that cannot be delivered are lost: its dead-letter queue Failures is encrypted with Key, whose policy does not allow events.amazonaws.com to use it, and it has no policy that allows events.amazonaws.com to send to it",
      ],
      "policy-of-another-service.fail.cfn.yaml": [
        "fail policy-of-another-service.fail.cfn/Nightly (Target0): events that cannot be delivered are lost: its dead-letter queue Failures has no policy that allows events.amazonaws.com to send to it",
      ],
      "principal-open.unknown.cfn.yaml": [
        "unknown principal-open.unknown.cfn/Nightly (Target0): events that cannot be delivered may not reach Failures; depends on parameter Sender, which has no value; pass --parameter Sender=…",
      ],
      "queue.pass.cdk.json": [
        "pass Greet/Nightly/Resource (Target0): events that cannot be delivered go to Failures",
      ],
      "queue.pass.cfn.yaml": [
        "pass queue.pass.cfn/Nightly (Target0): events that cannot be delivered go to Failures",
      ],
      "queue.pass.sam.yaml": [
        "pass queue.pass.sam/Greeter (Nightly): events that cannot be delivered go to Failures",
      ],
      "switched-off.not-applicable.cfn.yaml": [],
      "target-in-prod.unknown.cfn.yaml": [
        "unknown target-in-prod.unknown.cfn/Nightly (Target0): may fail: events that cannot be delivered are lost: the target has no dead-letter queue; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
    }
  `);
});
