// What queue-visibility says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import { remediesFor, subscriptions } from "../../test/remedies.ts";
import check from "./queue-visibility.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "alias.fail.cdk.json": [
        "fail Greet/Jobs/Resource: has a visibility timeout of 30 s (the service's default), less than the 60 s needed: 6 × 10 s of Greeter",
      ],
      "default.fail.cdk.json": [
        "fail Greet/Jobs/Resource: has a visibility timeout of 30 s (the service's default), less than the 60 s needed: 6 × 10 s of Greeter",
      ],
      "default.fail.cfn.yaml": [
        "fail default.fail.cfn/Jobs: has a visibility timeout of 30 s (the service's default), less than the 60 s needed: 6 × 10 s of Greeter",
      ],
      "default.fail.sam.yaml": [
        "fail default.fail.sam/Jobs: has a visibility timeout of 30 s (the service's default), less than the 60 s needed: 6 × 10 s of Greeter",
      ],
      "defaults.pass.cfn.yaml": [
        "pass defaults.pass.cfn/Jobs: has a visibility timeout of 30 s (the service's default), at least the 18 s needed: 6 × 3 s (the service's default) of Greeter",
      ],
      "durable-capped.pass.cfn.yaml": [
        "pass durable-capped.pass.cfn/Jobs: has a visibility timeout of 5400 s, at least the 5400 s needed: 6 × 900 s (the longest that a mapping waits) of durable executions of Greeter",
      ],
      "durable-managed.fail.cfn.yaml": [
        "fail durable-managed.fail.cfn/Jobs: has a visibility timeout of 5400 s, less than the 32400 s needed: 6 × 5400 s (the longest that a mapping waits) of durable executions of Greeter",
      ],
      "durable-maybe.unknown.cfn.yaml": [
        "unknown durable-maybe.unknown.cfn/Jobs: may fail: has a visibility timeout of 60 s, less than the 5400 s needed: 6 × 900 s (the longest that a mapping waits) of durable executions of Greeter; depends on condition IsDurable, which depends on parameter Hours, which has no value; pass --parameter Hours=… (parameter Hours: passes with another value, fails with 1)",
      ],
      "durable-open.unknown.cfn.yaml": [
        "unknown durable-open.unknown.cfn/Jobs: the timeout of the function that consumes it is unknown; depends on parameter Seconds, which has no value; pass --parameter Seconds=…",
      ],
      "durable-short.fail.cfn.yaml": [
        "fail durable-short.fail.cfn/Jobs: has a visibility timeout of 60 s, less than the 5040 s needed: 6 × 840 s of durable executions of Greeter",
      ],
      "durable.pass.cfn.yaml": [
        "pass durable.pass.cfn/Jobs: has a visibility timeout of 5040 s, at least the 5040 s needed: 6 × 840 s of durable executions of Greeter",
      ],
      "either-queue.unknown.cfn.yaml": [
        "unknown either-queue.unknown.cfn/Jobs: may fail: has a visibility timeout of 30 s (the service's default), less than the 60 s needed: 6 × 10 s of Greeter; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: does not apply with another value, fails with prod)",
        "pass either-queue.unknown.cfn/Later: has a visibility timeout of 60 s, at least the 60 s needed: 6 × 10 s of Greeter",
      ],
      "elsewhere.unknown.cfn.yaml": [
        "unknown elsewhere.unknown.cfn/Jobs: the timeout of the function that consumes it is unknown; depends on the function worker, which is not defined in the audited stacks",
      ],
      "function-open.unknown.cfn.yaml": [
        "unknown function-open.unknown.cfn/Jobs: the timeout of the function that consumes it is unknown; depends on parameter Worker, which has no value; pass --parameter Worker=…",
      ],
      "lower-factor.pass.cfn.yaml": [
        "pass lower-factor.pass.cfn/Jobs: has a visibility timeout of 30 s (the service's default), at least the 20 s needed: 2 × 10 s of Greeter",
      ],
      "lower-factor.pass.sam.yaml": [
        "pass lower-factor.pass.sam/Jobs: has a visibility timeout of 30 s (the service's default), at least the 20 s needed: 2 × 10 s of Greeter",
      ],
      "no-consumer.not-applicable.cfn.yaml": [],
      "six-times.pass.cdk.json": [
        "pass Greet/Jobs/Resource: has a visibility timeout of 60 s, at least the 60 s needed: 6 × 10 s of Greeter",
      ],
      "six-times.pass.cfn.yaml": [
        "pass six-times.pass.cfn/Jobs: has a visibility timeout of 60 s, at least the 60 s needed: 6 × 10 s of Greeter",
      ],
      "six-times.pass.sam.yaml": [
        "pass six-times.pass.sam/Jobs: has a visibility timeout of 60 s, at least the 60 s needed: 6 × 10 s of Greeter",
      ],
      "timeout-open.unknown.cfn.yaml": [
        "unknown timeout-open.unknown.cfn/Jobs: the timeout of the function that consumes it is unknown; depends on parameter Seconds, which has no value; pass --parameter Seconds=…",
      ],
      "timeout-open.unknown.sam.yaml": [
        "unknown timeout-open.unknown.sam/Jobs: the timeout of the function that consumes it is unknown; depends on parameter Seconds, which has no value; pass --parameter Seconds=…",
      ],
      "two-consumers.fail.cfn.yaml": [
        "fail two-consumers.fail.cfn/Jobs: has a visibility timeout of 60 s, less than the 360 s needed: 6 × 60 s of Slow",
      ],
      "visibility-either.pass.cfn.yaml": [
        "pass visibility-either.pass.cfn/Jobs: has a visibility timeout of 60 s, at least the 60 s needed: 6 × 10 s of Greeter (in one case: parameter Stage leaves others open)",
      ],
      "visibility-given.unknown.cfn.yaml": [
        "unknown visibility-given.unknown.cfn/Jobs: its visibility timeout is unknown; depends on parameter Seconds, which has no value; pass --parameter Seconds=…",
      ],
      "visibility-open.unknown.cfn.yaml": [
        "unknown visibility-open.unknown.cfn/Jobs: may fail: has a visibility timeout of 30 s, less than the 60 s needed: 6 × 10 s of Greeter; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "window-open.unknown.cfn.yaml": [
        "unknown window-open.unknown.cfn/Jobs: the batching window of its mapping is unknown; depends on parameter Seconds, which has no value; pass --parameter Seconds=…",
      ],
      "window.fail.cdk.json": [
        "fail Greet/Jobs/Resource: has a visibility timeout of 60 s, less than the 65 s needed: 6 × 10 s of Greeter + 5 s batching window",
      ],
      "window.fail.cfn.yaml": [
        "fail window.fail.cfn/Jobs: has a visibility timeout of 60 s, less than the 65 s needed: 6 × 10 s of Greeter + 5 s batching window",
      ],
      "window.fail.sam.yaml": [
        "fail window.fail.sam/Jobs: has a visibility timeout of 60 s, less than the 65 s needed: 6 × 10 s of Greeter + 5 s batching window",
      ],
    }
  `);
});

test("the remedy for a queue that SAM writes is a queue of one's own", async () => {
  const found = Object.values(await remediesFor(check, subscriptions));
  expect(found).toEqual([expect.stringContaining("SqsSubscription")]);
});
