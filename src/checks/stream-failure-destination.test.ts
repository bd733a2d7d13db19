// What stream-failure-destination says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./stream-failure-destination.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "bounded-age.pass.cfn.yaml": [
        "pass bounded-age.pass.cfn/Reading: a discarded batch is recorded in Failures (MaximumRecordAgeInSeconds: 3600)",
      ],
      "bounded.pass.cfn.yaml": [
        "pass bounded.pass.cfn/Reading: a discarded batch is recorded in Failures (MaximumRetryAttempts: 3)",
      ],
      "chosen.pass.sam.yaml": [
        "pass chosen.pass.sam/Greeter (Reading): a discarded batch is recorded in Failures; without MaximumRetryAttempts, batches are discarded when their records expire",
      ],
      "conditional.unknown.cfn.yaml": [
        "unknown conditional.unknown.cfn/Reading: may fail: a batch of the Kinesis stream that keeps failing is lost: no on-failure destination; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "conditional.unknown.sam.yaml": [
        "unknown conditional.unknown.sam/Greeter (Reading): may fail: a batch of the Kinesis stream that keeps failing is lost: no on-failure destination; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "empty.fail.cfn.yaml": [
        "fail empty.fail.cfn/Reading: a batch of the Kinesis stream that keeps failing is lost: no on-failure destination",
      ],
      "fifo-open.unknown.cfn.yaml": [
        "unknown fifo-open.unknown.cfn/Reading: a discarded batch may not be recorded: it is unknown whether Failures is a FIFO queue, and Lambda accepts only standard queues; depends on parameter Fifo, which has no value; pass --parameter Fifo=…",
      ],
      "fifo.fail.cfn.yaml": [
        "fail fifo.fail.cfn/Reading: a discarded batch is not recorded: Failures is a FIFO queue, and Lambda accepts only standard queues",
      ],
      "imported.pass.cfn.yaml": [
        "pass imported.pass.cfn/Reading: a discarded batch is recorded in what another stack exports; without MaximumRetryAttempts, batches are discarded when their records expire",
      ],
      "imported.pass.sam.yaml": [
        "pass imported.pass.sam/Greeter (Reading): a discarded batch is recorded in what another stack exports; without MaximumRetryAttempts, batches are discarded when their records expire",
      ],
      "kafka-unlimited.pass.sam.yaml": [
        "pass kafka-unlimited.pass.sam/Greeter (Orders): a discarded batch is recorded in Failed (10 attempts, which Lambda applies to Kafka with a destination)",
      ],
      "kafka.fail.cdk.json": [
        "fail Greet/Greeter/KafkaEventSource:GreetGreeter54E4EAF2orders/Resource: a batch of the Kafka topic that keeps failing is lost: no on-failure destination",
      ],
      "kafka.fail.cfn.yaml": [
        "fail kafka.fail.cfn/Reading: a batch of the Kafka topic that keeps failing is lost: no on-failure destination",
      ],
      "kafka.fail.sam.yaml": [
        "fail kafka.fail.sam/Greeter (Reading): a batch of the Kafka topic that keeps failing is lost: no on-failure destination",
      ],
      "kinesis.pass.cdk.json": [
        "pass Greet/Greeter/KinesisEventSource:GreetClicks3F41009A/Resource: a discarded batch is recorded in Failures; without MaximumRetryAttempts, batches are discarded when their records expire",
      ],
      "kinesis.pass.cfn.yaml": [
        "pass kinesis.pass.cfn/Reading: a discarded batch is recorded in Failures; without MaximumRetryAttempts, batches are discarded when their records expire",
      ],
      "kinesis.pass.sam.yaml": [
        "pass kinesis.pass.sam/Greeter (Reading): a discarded batch is recorded in Failures; without MaximumRetryAttempts, batches are discarded when their records expire",
      ],
      "none.fail.cdk.json": [
        "fail Greet/Greeter/DynamoDBEventSource:GreetOrdersEB949DB5/Resource: a batch of the DynamoDB stream that keeps failing is lost: no on-failure destination",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/Reading: a batch of the DynamoDB stream that keeps failing is lost: no on-failure destination",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/Greeter (Reading): a batch of the DynamoDB stream that keeps failing is lost: no on-failure destination",
      ],
      "odd-source.not-applicable.cfn.yaml": [],
      "others.not-applicable.cfn.yaml": [],
      "retries-open.unknown.cfn.yaml": [
        "unknown retries-open.unknown.cfn/Reading: a discarded batch is recorded in Failures, but it is unknown whether a batch is ever discarded; depends on parameter Tries, which has no value; pass --parameter Tries=…",
      ],
      "self-managed.fail.cfn.yaml": [
        "fail self-managed.fail.cfn/Reading: a batch of the Kafka topic that keeps failing is lost: no on-failure destination",
      ],
      "self-managed.fail.sam.yaml": [
        "fail self-managed.fail.sam/Greeter (Reading): a batch of the Kafka topic that keeps failing is lost: no on-failure destination",
      ],
      "stream-of-parameter.fail.cfn.yaml": [
        "fail stream-of-parameter.fail.cfn/Reading: a batch of the stream that keeps failing is lost: no on-failure destination",
      ],
      "stream-of-parameter.fail.sam.yaml": [
        "fail stream-of-parameter.fail.sam/Greeter (Reading): a batch of the stream that keeps failing is lost: no on-failure destination",
      ],
      "unlimited.fail.cfn.yaml": [
        "fail unlimited.fail.cfn/Reading: retries a batch that keeps failing until its records expire (MaximumRetryAttempts: -1), before Failures receives any",
      ],
    }
  `);
});
