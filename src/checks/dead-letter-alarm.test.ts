// What dead-letter-alarm says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./dead-letter-alarm.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "age.pass.cfn.yaml": [
        "pass age.pass.cfn/Failed: alarm Watch watches ApproximateAgeOfOldestMessage",
      ],
      "age.pass.sam.yaml": [
        "pass age.pass.sam/Failed: alarm Watch watches ApproximateAgeOfOldestMessage",
      ],
      "alarm-in-prod.unknown.cfn.yaml": [
        "unknown alarm-in-prod.unknown.cfn/Failed: may fail: no alarm watches it; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "alarm-in-prod.unknown.sam.yaml": [
        "unknown alarm-in-prod.unknown.sam/Failed: may fail: no alarm watches it; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "another-queue.fail.cfn.yaml": [
        "fail another-queue.fail.cfn/Failed: no alarm watches it",
      ],
      "another-queue.fail.sam.yaml": [
        "fail another-queue.fail.sam/Failed: no alarm watches it",
      ],
      "by-name.pass.cfn.yaml": [
        "pass by-name.pass.cfn/Failed: alarm Watch watches ApproximateNumberOfMessagesVisible",
      ],
      "by-name.pass.sam.yaml": [
        "pass by-name.pass.sam/Failed: alarm Watch watches ApproximateNumberOfMessagesVisible",
      ],
      "function.pass.cfn.yaml": [
        "pass function.pass.cfn/Failed: alarm Watch watches ApproximateNumberOfMessagesVisible",
      ],
      "function.pass.sam.yaml": [
        "pass function.pass.sam/Failed: alarm Watch watches ApproximateNumberOfMessagesVisible",
      ],
      "in-flight-consumed.pass.cfn.yaml": [
        "pass in-flight-consumed.pass.cfn/Lost: alarm LostInFlight watches ApproximateNumberOfMessagesNotVisible",
      ],
      "in-flight-mapping-off.fail.cfn.yaml": [
        "fail in-flight-mapping-off.fail.cfn/Lost: no alarm watches it: LostInFlight watches ApproximateNumberOfMessagesNotVisible, which stays 0 if nothing receives from the queue",
      ],
      "in-flight-polled.unknown.cfn.yaml": [
        "unknown in-flight-polled.unknown.cfn/Lost: it is unknown whether an alarm watches it; Searcher refers to the queue, but the template does not show whether it receives from it",
      ],
      "in-flight.fail.cfn.yaml": [
        "fail in-flight.fail.cfn/Lost: no alarm watches it: LostInFlight watches ApproximateNumberOfMessagesNotVisible, which stays 0 if nothing receives from the queue",
      ],
      "name-open.unknown.cfn.yaml": [
        "unknown name-open.unknown.cfn/Failed: it is unknown whether an alarm watches it; depends on parameter Watched, which has no value; pass --parameter Watched=…",
      ],
      "name-open.unknown.sam.yaml": [
        "unknown name-open.unknown.sam/Failed: it is unknown whether an alarm watches it; depends on parameter Watched, which has no value; pass --parameter Watched=…",
      ],
      "no-dead-letters.not-applicable.cfn.yaml": [],
      "no-dead-letters.not-applicable.sam.yaml": [],
      "none.fail.cdk.json": [
        "fail Greet/Failed/Resource: no alarm watches it",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/Failed: no alarm watches it",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/Failed: no alarm watches it",
      ],
      "received-by-pipe.pass.cfn.yaml": [
        "pass received-by-pipe.pass.cfn/Lost: alarm LostInFlight watches NumberOfMessagesReceived",
      ],
      "received.fail.cfn.yaml": [
        "fail received.fail.cfn/Lost: no alarm watches it: LostInFlight watches NumberOfMessagesReceived, which stays 0 if nothing receives from the queue",
      ],
      "samples.fail.cfn.yaml": [
        "fail samples.fail.cfn/Lost: no alarm watches it: LostInFlight watches SampleCount of ApproximateNumberOfMessagesVisible, which counts samples and ignores their values",
      ],
      "sent-by-redrive.fail.cdk.json": [
        "fail Greet/Failed/Resource: no alarm watches it: Watch watches NumberOfMessagesSent, which does not count messages that a redrive policy moves",
      ],
      "sent-by-redrive.fail.cfn.yaml": [
        "fail sent-by-redrive.fail.cfn/Failed: no alarm watches it: Watch watches NumberOfMessagesSent, which does not count messages that a redrive policy moves",
      ],
      "sent-by-redrive.fail.sam.yaml": [
        "fail sent-by-redrive.fail.sam/Failed: no alarm watches it: Watch watches NumberOfMessagesSent, which does not count messages that a redrive policy moves",
      ],
      "sent.pass.cfn.yaml": [
        "pass sent.pass.cfn/Failed: alarm Watch watches NumberOfMessagesSent",
      ],
      "sent.pass.sam.yaml": [
        "pass sent.pass.sam/Failed: alarm Watch watches NumberOfMessagesSent",
      ],
      "url.fail.cfn.yaml": [
        "fail url.fail.cfn/Failed: no alarm watches it: Watch never has data: its QueueName is the Ref of Failed, but the metrics have its QueueName",
      ],
      "url.fail.sam.yaml": [
        "fail url.fail.sam/Failed: no alarm watches it: Watch never has data: its QueueName is the Ref of Failed, but the metrics have its QueueName",
      ],
      "visible.pass.cdk.json": [
        "pass Greet/Failed/Resource: alarm Watch watches ApproximateNumberOfMessagesVisible",
      ],
      "visible.pass.cfn.yaml": [
        "pass visible.pass.cfn/Failed: alarm Watch watches ApproximateNumberOfMessagesVisible",
      ],
      "visible.pass.sam.yaml": [
        "pass visible.pass.sam/Failed: alarm Watch watches ApproximateNumberOfMessagesVisible",
      ],
    }
  `);
});
