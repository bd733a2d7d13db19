// What batch-failures says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./batch-failures.ts";

test("its fixtures", async () => {
  // Run once to have the snapshot written; then read it.
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "broker.not-applicable.cfn.yaml": [],
      "kafka-destination.pass.sam.yaml": [
        "pass kafka-destination.pass.sam/Greeter (Orders): retries of a failed batch are limited (10 attempts, which Lambda applies to Kafka with a destination)",
      ],
      "kafka-perhaps-destination.unknown.sam.yaml": [
        "unknown kafka-perhaps-destination.unknown.sam/Greeter (Orders): may fail: the entire batch of up to 100 is retried until its records expire if one of them fails; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "off.not-applicable.cfn.yaml": [],
      "queue-reported.pass.cdk.json": [
        "pass Greet/Greeter/SqsEventSource:GreetJobs03B0D11A/Resource: only messages that the function reports as failed are retried (ReportBatchItemFailures)",
      ],
      "queue-reported.pass.cfn.yaml": [
        "pass queue-reported.pass.cfn/Mapping: only messages that the function reports as failed are retried (ReportBatchItemFailures)",
      ],
      "queue-reported.pass.sam.yaml": [
        "pass queue-reported.pass.sam/Greeter (Job): only messages that the function reports as failed are retried (ReportBatchItemFailures)",
      ],
      "queue-retries.fail.cfn.yaml": [
        "fail queue-retries.fail.cfn/Mapping: all messages of a batch of up to 10 return to the queue if one of them fails",
      ],
      "queue.fail.cdk.json": [
        "fail Greet/Greeter/SqsEventSource:GreetJobs03B0D11A/Resource: all messages of a batch of up to 10 return to the queue if one of them fails",
      ],
      "queue.fail.cfn.yaml": [
        "fail queue.fail.cfn/Mapping: all messages of a batch of up to 10 return to the queue if one of them fails",
      ],
      "queue.fail.sam.yaml": [
        "fail queue.fail.sam/Greeter (Job): all messages of a batch of up to 10 return to the queue if one of them fails",
      ],
      "retries-open.unknown.cfn.yaml": [
        "unknown retries-open.unknown.cfn/Mapping: it is unknown whether one failed message causes a retry of its entire batch; depends on parameter Tries, which has no value; pass --parameter Tries=…",
      ],
      "single.not-applicable.cfn.yaml": [],
      "size-open-reported.pass.cfn.yaml": [
        "pass size-open-reported.pass.cfn/Mapping: only messages that the function reports as failed are retried (ReportBatchItemFailures)",
      ],
      "size-open.unknown.cfn.yaml": [
        "unknown size-open.unknown.cfn/Mapping: it is unknown whether one failed message causes a retry of its entire batch; depends on parameter Size, which has no value; pass --parameter Size=…",
      ],
      "source-open.unknown.cfn.yaml": [
        "unknown source-open.unknown.cfn/Mapping: it is unknown whether one failed message causes a retry of its entire batch; depends on parameter Source, which has no value; pass --parameter Source=…",
      ],
      "stream-bisected.pass.cfn.yaml": [
        "pass stream-bisected.pass.cfn/Mapping: a failed batch is split in two (BisectBatchOnFunctionError)",
      ],
      "stream-bisected.pass.sam.yaml": [
        "pass stream-bisected.pass.sam/Greeter (Job): a failed batch is split in two (BisectBatchOnFunctionError)",
      ],
      "stream-bounded.pass.cfn.yaml": [
        "pass stream-bounded.pass.cfn/Mapping: retries of a failed batch are limited (MaximumRetryAttempts: 3)",
      ],
      "stream-unlimited.fail.cfn.yaml": [
        "fail stream-unlimited.fail.cfn/Mapping: the entire batch of up to 100 is retried until its records expire if one of them fails",
      ],
      "stream.fail.cdk.json": [
        "fail Greet/Greeter/KinesisEventSource:GreetClicks3F41009A/Resource: the entire batch of up to 100 is retried until its records expire if one of them fails",
      ],
      "stream.fail.cfn.yaml": [
        "fail stream.fail.cfn/Mapping: the entire batch of up to 100 is retried until its records expire if one of them fails",
      ],
      "topic-queue.fail.sam.yaml": [
        "fail topic-queue.fail.sam/Greeter (News): all messages of a batch of up to 10 return to the queue if one of them fails",
      ],
      "types-in-prod.unknown.cfn.yaml": [
        "unknown types-in-prod.unknown.cfn/Mapping: may fail: all messages of a batch of up to 10 return to the queue if one of them fails; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "types-open.unknown.cfn.yaml": [
        "unknown types-open.unknown.cfn/Mapping: it is unknown whether one failed message causes a retry of its entire batch; depends on parameter How, which has no value; pass --parameter How=…",
      ],
    }
  `);
});
