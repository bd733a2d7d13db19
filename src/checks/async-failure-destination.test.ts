// What async-failure-destination says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./async-failure-destination.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "alarm-and-config-rule.fail.cfn.yaml": [
        "fail alarm-and-config-rule.fail.cfn/Greeter: loses failed events from a Config rule and an alarm: no on-failure destination on alias live, no dead-letter queue",
      ],
      "alias-name-open.unknown.cfn.yaml": [
        "unknown alias-name-open.unknown.cfn/Greeter: it is unknown whether failed events from a rule are kept; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "alias-not-here.fail.cfn.yaml": [
        "fail alias-not-here.fail.cfn/Greeter: loses failed events from a rule: no on-failure destination on $LATEST, no dead-letter queue; the destination on alias beta does not apply there",
      ],
      "alias.pass.cdk.json": [
        "pass Greet/Greeter/Resource: failed events go to Failures, the on-failure destination on alias live",
      ],
      "alias.pass.cfn.yaml": [
        "pass alias.pass.cfn/Greeter: failed events go to Failures, the on-failure destination on alias live",
      ],
      "alias.pass.sam.yaml": [
        "pass alias.pass.sam/Greeter: failed events go to Failures, the on-failure destination on alias live",
      ],
      "by-name.pass.cfn.yaml": [
        "pass by-name.pass.cfn/Greeter: failed events go to Failures, the on-failure destination on alias live",
      ],
      "conditional.unknown.cfn.yaml": [
        "unknown conditional.unknown.cfn/Greeter: may fail: loses failed events from a rule: no on-failure destination on $LATEST, no dead-letter queue; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "conditional.unknown.sam.yaml": [
        "unknown conditional.unknown.sam/Greeter: may fail: loses failed events from a rule: no on-failure destination on $LATEST, no dead-letter queue; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "config-in-prod.unknown.cfn.yaml": [
        "unknown config-in-prod.unknown.cfn/Greeter: may fail: loses failed events from a rule: no on-failure destination on $LATEST, no dead-letter queue; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "dead-letter-queue.pass.cdk.json": [
        "pass Greet/Greeter/Resource: failed events go to Failures, its dead-letter queue",
      ],
      "dead-letter-queue.pass.cfn.yaml": [
        "pass dead-letter-queue.pass.cfn/Greeter: failed events go to Failures, its dead-letter queue",
      ],
      "dead-letter-queue.pass.sam.yaml": [
        "pass dead-letter-queue.pass.sam/Greeter: failed events go to Failures, its dead-letter queue",
      ],
      "destination-missing.unknown.cfn.yaml": [
        "unknown destination-missing.unknown.cfn/Greeter: it is unknown whether failed events from a rule are kept; names Failures, which does not exist",
      ],
      "durable-maybe-queue.pass.cfn.yaml": [
        "pass durable-maybe-queue.pass.cfn/Greeter: failed events go to Failures, its dead-letter queue",
      ],
      "durable-maybe.unknown.cfn.yaml": [
        "unknown durable-maybe.unknown.cfn/Greeter: may fail: loses failed events from a rule: a durable function without a dead-letter queue; the on-failure destination on alias live does not apply to it; depends on condition IsDurable, which depends on parameter Hours, which has no value; pass --parameter Hours=… (parameter Hours: passes with another value, fails with 1)",
      ],
      "durable-queue.pass.cfn.yaml": [
        "pass durable-queue.pass.cfn/Greeter: failed events go to Failures, its dead-letter queue",
      ],
      "durable.fail.cfn.yaml": [
        "fail durable.fail.cfn/Greeter: loses failed events from a rule: a durable function without a dead-letter queue; the on-failure destination on alias live does not apply to it",
      ],
      "durable.fail.sam.yaml": [
        "fail durable.fail.sam/Greeter: loses failed events from a rule: a durable function without a dead-letter queue; the on-failure destination on alias live does not apply to it",
      ],
      "either-way.pass.cfn.yaml": [
        "pass either-way.pass.cfn/Greeter: failed events go to Failures, the on-failure destination on $LATEST",
      ],
      "elsewhere.pass.cfn.yaml": [
        "pass elsewhere.pass.cfn/Greeter: failed events go to arn:aws:sns:eu-west-1:123456789012:failures, its dead-letter queue",
      ],
      "fifo-open.unknown.cfn.yaml": [
        "unknown fifo-open.unknown.cfn/Greeter: it is unknown whether failed events from a rule are kept; depends on parameter Fifo, which has no value; pass --parameter Fifo=…",
      ],
      "fifo-topic.fail.cfn.yaml": [
        "fail fifo-topic.fail.cfn/Greeter: loses failed events from a rule: Failures is a FIFO topic, and Lambda accepts only standard topics",
      ],
      "fifo.fail.cfn.yaml": [
        "fail fifo.fail.cfn/Greeter: loses failed events from a rule: Failures is a FIFO queue, and Lambda accepts only standard queues",
      ],
      "globals.pass.sam.yaml": [
        "pass globals.pass.sam/Greeter: failed events go to GreeterEventInvokeConfigOnFailureTopic, the on-failure destination on alias live",
      ],
      "invoker-in-prod.unknown.cfn.yaml": [
        "unknown invoker-in-prod.unknown.cfn/Greeter: may fail: loses failed events from a topic: no on-failure destination on $LATEST, no dead-letter queue; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: does not apply with another value, fails with prod)",
      ],
      "latest-behind-alias.fail.cdk.json": [
        "fail Greet/Greeter/Resource: loses failed events from a rule: no on-failure destination on alias live, no dead-letter queue; the destination on $LATEST does not apply there",
      ],
      "latest-behind-alias.fail.cfn.yaml": [
        "fail latest-behind-alias.fail.cfn/Greeter: loses failed events from a rule: no on-failure destination on alias live, no dead-letter queue; the destination on $LATEST does not apply there",
      ],
      "none.fail.cdk.json": [
        "fail Greet/Greeter/Resource: loses failed events from a rule: no on-failure destination on $LATEST, no dead-letter queue",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/Greeter: loses failed events from a rule: no on-failure destination on $LATEST, no dead-letter queue",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/Greeter: loses failed events from a rule: no on-failure destination on $LATEST, no dead-letter queue",
      ],
      "only-success.fail.cfn.yaml": [
        "fail only-success.fail.cfn/Greeter: loses failed events from a rule: no on-failure destination on $LATEST, no dead-letter queue",
      ],
      "only-success.fail.sam.yaml": [
        "fail only-success.fail.sam/Greeter: loses failed events from a rule: no on-failure destination on $LATEST, no dead-letter queue",
      ],
      "others.fail.cfn.yaml": [
        "fail others.fail.cfn/Mailed: loses failed events from incoming mail: no on-failure destination on $LATEST, no dead-letter queue",
        "fail others.fail.cfn/Piped: loses failed events from a pipe: no on-failure destination on $LATEST, no dead-letter queue",
        "fail others.fail.cfn/Logged: loses failed events from a log group: no on-failure destination on $LATEST, no dead-letter queue",
        "pass others.fail.cfn/Sensed: failed events go to Followed, the on-failure destination on $LATEST",
        "fail others.fail.cfn/Followed: loses failed events from another function's destination: no on-failure destination on $LATEST, no dead-letter queue",
      ],
      "pinned.fail.cfn.yaml": [
        "fail pinned.fail.cfn/Greeter: loses failed events from a rule: no on-failure destination on the version that is invoked, no dead-letter queue; the destination on alias live does not apply there",
      ],
      "qualifier-open.unknown.cfn.yaml": [
        "unknown qualifier-open.unknown.cfn/Greeter: it is unknown whether failed events from a rule are kept; depends on parameter Live, which has no value; pass --parameter Live=…",
      ],
      "stray-config.unknown.cfn.yaml": [
        "unknown stray-config.unknown.cfn/Greeter: it is unknown whether failed events from a rule are kept; depends on parameter Worker, which has no value; pass --parameter Worker=…",
      ],
      "synchronous.not-applicable.cfn.yaml": [],
      "two-invokers.fail.cfn.yaml": [
        "fail two-invokers.fail.cfn/Greeter: loses failed events from a rule and a topic: no on-failure destination on $LATEST, no dead-letter queue",
      ],
      "two-ways-in.fail.cfn.yaml": [
        "fail two-ways-in.fail.cfn/Greeter: loses failed events from a bucket: no on-failure destination on $LATEST, no dead-letter queue; the destination on alias live does not apply there",
      ],
      "type-open.unknown.cfn.yaml": [
        "unknown type-open.unknown.cfn/Greeter: it is unknown whether failed events from a pipe are kept; depends on parameter How, which has no value; pass --parameter How=…",
        "unknown type-open.unknown.cfn/Sleeper: it is unknown whether failed events from a rule are kept; depends on parameter On, which has no value; pass --parameter On=…",
      ],
      "unknown-alias.unknown.cfn.yaml": [
        "unknown unknown-alias.unknown.cfn/Greeter: it is unknown whether failed events from a rule are kept; no audited stack defines alias beta of the function; also audit the stack that defines it",
      ],
      "waiting-schedule.not-applicable.cfn.yaml": [],
    }
  `);
});
