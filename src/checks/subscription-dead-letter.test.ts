// What subscription-dead-letter says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import { remediesFor, subscriptions } from "../../test/remedies.ts";
import check from "./subscription-dead-letter.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "both-fifo.pass.cfn.yaml": [
        "pass both-fifo.pass.cfn/NewsToGreeter: messages that cannot be delivered go to Failures",
      ],
      "conditional.unknown.cfn.yaml": [
        "unknown conditional.unknown.cfn/NewsToGreeter: may fail: messages that cannot be delivered are lost: the subscription has no dead-letter queue; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "conditional.unknown.sam.yaml": [
        "unknown conditional.unknown.sam/Greeter (News): may fail: messages that cannot be delivered are lost: the subscription has no dead-letter queue; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "elsewhere.pass.cfn.yaml": [
        "pass elsewhere.pass.cfn/NewsToGreeter: messages that cannot be delivered should go to arn:aws:sqs:eu-west-1:123456789012:failures, which is not defined in the audited stacks",
      ],
      "fifo-queue.fail.cfn.yaml": [
        "fail fifo-queue.fail.cfn/NewsToGreeter: messages that cannot be delivered are lost: Failures is a FIFO queue, and a subscription of a standard topic accepts only standard queues",
      ],
      "fifo-topic.fail.cfn.yaml": [
        "fail fifo-topic.fail.cfn/NewsToGreeter: messages that cannot be delivered are lost: Failures is a standard queue, and a subscription of a FIFO topic accepts only FIFO queues",
      ],
      "json-text.pass.cfn.yaml": [
        "pass json-text.pass.cfn/NewsToGreeter: messages that cannot be delivered go to Failures",
      ],
      "managed-key-by-default.fail.cfn.yaml": [
        "fail managed-key-by-default.fail.cfn/NewsToGreeter: messages that cannot be delivered are lost: its dead-letter queue Failures is encrypted with alias/aws/sqs (the default of parameter Key), which sns.amazonaws.com cannot use, and it has no policy that allows sns.amazonaws.com to send to it",
      ],
      "no-policy.fail.cfn.yaml": [
        "fail no-policy.fail.cfn/NewsToGreeter: messages that cannot be delivered are lost: its dead-letter queue Failures has no policy that allows sns.amazonaws.com to send to it",
      ],
      "no-text.unknown.cfn.yaml": [
        "unknown no-text.unknown.cfn/NewsToGreeter: unknown whether the subscription has a dead-letter queue; is text, but not JSON",
      ],
      "none.fail.cdk.json": [
        "fail Greet/Greeter/News/Resource: messages that cannot be delivered are lost: the subscription has no dead-letter queue",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/NewsToGreeter: messages that cannot be delivered are lost: the subscription has no dead-letter queue",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/Greeter (News): messages that cannot be delivered are lost: the subscription has no dead-letter queue",
      ],
      "queue.pass.cdk.json": [
        "pass Greet/Greeter/News/Resource: messages that cannot be delivered go to Failures",
      ],
      "queue.pass.cfn.yaml": [
        "pass queue.pass.cfn/NewsToGreeter: messages that cannot be delivered go to Failures",
      ],
      "queue.pass.sam.yaml": [
        "pass queue.pass.sam/Greeter (News): messages that cannot be delivered go to Failures",
      ],
      "topic-type-open.unknown.cfn.yaml": [
        "unknown topic-type-open.unknown.cfn/NewsToGreeter: messages that cannot be delivered may be lost: Failures is a standard queue, and it is unknown whether a subscription of the topic accepts it; depends on parameter Fifo, which has no value; pass --parameter Fifo=…",
      ],
      "within-topic.fail.cfn.yaml": [
        "fail within-topic.fail.cfn/News (\${Greeter}): messages that cannot be delivered are lost: a subscription within its topic cannot have a dead-letter queue",
        "fail within-topic.fail.cfn/News (ops@example.com): messages that cannot be delivered are lost: a subscription within its topic cannot have a dead-letter queue",
      ],
    }
  `);
});

test("the remedy for a subscription within its topic is a subscription of its own", async () => {
  const found = Object.values(await remediesFor(check, subscriptions));
  const said = found.map((remedy) => (typeof remedy === "string" ? remedy : remedy.sam));
  expect(said).toEqual([
    expect.stringContaining("on the event or subscription"),
    expect.stringContaining("define it as an AWS::SNS::Subscription"),
  ]);
});
