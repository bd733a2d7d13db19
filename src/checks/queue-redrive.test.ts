// What queue-redrive says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import { remediesFor, subscriptions } from "../../test/remedies.ts";
import check from "./queue-redrive.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "allowed-open.unknown.cfn.yaml": [
        "unknown allowed-open.unknown.cfn/Failures: may itself be a dead-letter queue; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "allowed.pass.cfn.yaml": [
        "pass allowed.pass.cfn/Failures: is a dead-letter queue for other queues (RedriveAllowPolicy)",
      ],
      "both-fifo.pass.cfn.yaml": [
        "pass both-fifo.pass.cfn/Failures: is itself a dead-letter queue, of Jobs",
        "pass both-fifo.pass.cfn/Jobs: messages go to Failures after 3 receives",
      ],
      "by-address.pass.cfn.yaml": [
        "pass by-address.pass.cfn/Failures: is itself a dead-letter queue, of Sensor",
      ],
      "default-receives.pass.cfn.yaml": [
        "pass default-receives.pass.cfn/Jobs: messages go to Failures after 10 receives (the service's default)",
        "pass default-receives.pass.cfn/Failures: is itself a dead-letter queue, of Jobs",
      ],
      "denied.fail.cfn.yaml": [
        "fail denied.fail.cfn/Failures: has no redrive policy, and nothing uses it as a dead-letter queue",
      ],
      "elsewhere.pass.cfn.yaml": [
        "pass elsewhere.pass.cfn/Jobs: messages go to arn:aws:sqs:eu-west-1:123456789012:failures after 3 receives",
      ],
      "few.fail.cdk.json": [
        "pass Greet/Failures/Resource: is itself a dead-letter queue, of Jobs",
        "fail Greet/Jobs/Resource: messages go to Failures after 3 receives, below the minimum of 5",
      ],
      "few.fail.cfn.yaml": [
        "fail few.fail.cfn/Jobs: messages go to Failures after 3 receives, below the minimum of 5",
        "pass few.fail.cfn/Failures: is itself a dead-letter queue, of Jobs",
      ],
      "few.fail.sam.yaml": [
        "fail few.fail.sam/Jobs: messages go to Failures after 3 receives, below the minimum of 5",
        "pass few.fail.sam/Failures: is itself a dead-letter queue, of Jobs",
      ],
      "fifo-behind-standard.fail.cfn.yaml": [
        "pass fifo-behind-standard.fail.cfn/Failures: is itself a dead-letter queue, of Jobs",
        "fail fifo-behind-standard.fail.cfn/Jobs: its dead-letter queue Failures is a FIFO queue, and a standard queue accepts only standard queues",
      ],
      "imported.pass.cfn.yaml": [
        "pass imported.pass.cfn/Jobs: messages go to what another stack exports after 3 receives",
      ],
      "itself.fail.cfn.yaml": [
        "fail itself.fail.cfn/Jobs: its redrive policy refers to the queue itself",
      ],
      "json-text.pass.cfn.yaml": [
        "pass json-text.pass.cfn/Jobs: messages go to Failures after 4 receives",
        "pass json-text.pass.cfn/Failures: is itself a dead-letter queue, of Jobs",
      ],
      "made-by-sam.pass.sam.yaml": [
        "pass made-by-sam.pass.sam/GreeterEventInvokeConfigOnFailureQueue: is itself a dead-letter queue, of Greeter",
        "pass made-by-sam.pass.sam/GreeterNightlyQueue: is itself a dead-letter queue, of Greeter",
      ],
      "named.unknown.cdk.json": [
        "unknown Greet/OrdersDLQ/Resource: has no redrive policy; its name suggests a dead-letter queue, but nothing in the audited stacks uses it; also audit the stacks that use it",
      ],
      "named.unknown.cfn.yaml": [
        "unknown named.unknown.cfn/OrdersDLQ: has no redrive policy; its name suggests a dead-letter queue, but nothing in the audited stacks uses it; also audit the stacks that use it",
      ],
      "named.unknown.sam.yaml": [
        "unknown named.unknown.sam/OrdersDLQ: has no redrive policy; its name suggests a dead-letter queue, but nothing in the audited stacks uses it; also audit the stacks that use it",
      ],
      "none.fail.cdk.json": [
        "fail Greet/Jobs/Resource: has no redrive policy, and nothing uses it as a dead-letter queue",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/Jobs: has no redrive policy, and nothing uses it as a dead-letter queue",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/Jobs: has no redrive policy, and nothing uses it as a dead-letter queue",
      ],
      "only-count.fail.cfn.yaml": [
        "fail only-count.fail.cfn/Jobs: has no redrive policy, and nothing uses it as a dead-letter queue",
      ],
      "perhaps-itself.unknown.cfn.yaml": [
        "unknown perhaps-itself.unknown.cfn/Jobs: may fail: its redrive policy refers to the queue itself; depends on parameter Open, which has no value; pass --parameter Open=… (parameter Open: passes with another value, fails with bs)",
      ],
      "receives-bounded.unknown.cfn.yaml": [
        "unknown receives-bounded.unknown.cfn/Jobs: its maxReceiveCount is unknown; depends on parameter Tries, which has no value; pass --parameter Tries=…",
        "pass receives-bounded.unknown.cfn/Failures: is itself a dead-letter queue, of Jobs",
      ],
      "receives-open.pass.cfn.yaml": [
        "pass receives-open.pass.cfn/Jobs: messages that fail repeatedly go to Failures",
        "pass receives-open.pass.cfn/Failures: is itself a dead-letter queue, of Jobs",
      ],
      "redrive-in-prod.unknown.cfn.yaml": [
        "unknown redrive-in-prod.unknown.cfn/Jobs: may fail: has no redrive policy, and nothing uses it as a dead-letter queue; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
        "pass redrive-in-prod.unknown.cfn/Failures: is itself a dead-letter queue, of Jobs",
      ],
      "redrive-in-prod.unknown.sam.yaml": [
        "unknown redrive-in-prod.unknown.sam/Jobs: may fail: has no redrive policy, and nothing uses it as a dead-letter queue; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
        "pass redrive-in-prod.unknown.sam/Failures: is itself a dead-letter queue, of Jobs",
      ],
      "redrive.pass.cdk.json": [
        "pass Greet/Failures/Resource: is itself a dead-letter queue, of Jobs",
        "pass Greet/Jobs/Resource: messages go to Failures after 3 receives",
      ],
      "redrive.pass.cfn.yaml": [
        "pass redrive.pass.cfn/Jobs: messages go to Failures after 3 receives",
        "pass redrive.pass.cfn/Failures: is itself a dead-letter queue, of Jobs",
      ],
      "redrive.pass.sam.yaml": [
        "pass redrive.pass.sam/Jobs: messages go to Failures after 3 receives",
        "pass redrive.pass.sam/Failures: is itself a dead-letter queue, of Jobs",
      ],
      "same-open-type.pass.cfn.yaml": [
        "pass same-open-type.pass.cfn/Failures: is itself a dead-letter queue, of Jobs",
        "pass same-open-type.pass.cfn/Jobs: messages go to Failures after 3 receives",
      ],
      "shared.pass.cfn.yaml": [
        "pass shared.pass.cfn/Later: messages go to Failures after 3 receives",
        "pass shared.pass.cfn/Jobs: messages go to Failures after 3 receives",
        "pass shared.pass.cfn/Failures: is itself a dead-letter queue, of Jobs",
      ],
      "source-type-open.unknown.cfn.yaml": [
        "pass source-type-open.unknown.cfn/Failures: is itself a dead-letter queue, of Jobs",
        "unknown source-type-open.unknown.cfn/Jobs: Failures is a standard queue, and it is unknown whether its source queue accepts it; depends on parameter Fifo, which has no value; pass --parameter Fifo=…",
      ],
      "standard-behind-fifo.fail.cfn.yaml": [
        "pass standard-behind-fifo.fail.cfn/Failures: is itself a dead-letter queue, of Jobs",
        "fail standard-behind-fifo.fail.cfn/Jobs: its dead-letter queue Failures is a standard queue, and a FIFO queue accepts only FIFO queues",
      ],
      "target-missing.fail.cfn.yaml": [
        "fail target-missing.fail.cfn/Jobs: its redrive policy refers to Failures, which does not exist",
      ],
      "type-open.unknown.cfn.yaml": [
        "pass type-open.unknown.cfn/Failures: is itself a dead-letter queue, of Jobs",
        "unknown type-open.unknown.cfn/Jobs: it is unknown whether Failures is a FIFO queue, and a standard queue accepts only standard queues; depends on parameter Fifo, which has no value; pass --parameter Fifo=…",
      ],
      "unreadable.unknown.cfn.yaml": [
        "unknown unreadable.unknown.cfn/Jobs: its redrive policy is unknown; depends on parameter Policy, which has no value; pass --parameter Policy=…",
      ],
      "used-in-prod.unknown.cfn.yaml": [
        "unknown used-in-prod.unknown.cfn/Failures: may fail: has no redrive policy, and nothing uses it as a dead-letter queue; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "users.pass.cfn.yaml": [
        "pass users.pass.cfn/OfFunction: is itself a dead-letter queue, of Greeter",
        "pass users.pass.cfn/OfAsync: is itself a dead-letter queue, of GreeterAsync",
        "pass users.pass.cfn/OfStream: is itself a dead-letter queue, of Reading",
        "pass users.pass.cfn/OfRule: is itself a dead-letter queue, of Nightly",
        "pass users.pass.cfn/OfSchedule: is itself a dead-letter queue, of Weekly",
        "pass users.pass.cfn/OfSubscription: is itself a dead-letter queue, of News",
        "pass users.pass.cfn/OfBus: is itself a dead-letter queue, of Bus",
        "pass users.pass.cfn/OfSensor: is itself a dead-letter queue, of Sensor",
      ],
    }
  `);
});

test("the remedy for a queue that SAM writes is a queue of one's own", async () => {
  const found = Object.values(await remediesFor(check, subscriptions));
  expect(found).toEqual([expect.stringContaining("SqsSubscription")]);
});
