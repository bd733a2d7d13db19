// What iterator-age-alarm says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./iterator-age-alarm.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "age-of-alias.pass.cfn.yaml": [
        "pass age-of-alias.pass.cfn/GreeterStream: alarm Watch watches IteratorAge of alias live",
      ],
      "age-of-alias.pass.sam.yaml": [
        "pass age-of-alias.pass.sam/GreeterStream: alarm Watch watches IteratorAge of alias live",
      ],
      "age-of-kafka.fail.cfn.yaml": [
        "fail age-of-kafka.fail.cfn/GreeterStream: no alarm watches OffsetLag",
      ],
      "age-of-kafka.fail.sam.yaml": [
        "fail age-of-kafka.fail.sam/GreeterStream: no alarm watches OffsetLag",
      ],
      "age-of-the-stream.pass.cfn.yaml": [
        "pass age-of-the-stream.pass.cfn/GreeterStream: alarm Watch watches GetRecords.IteratorAgeMilliseconds",
      ],
      "age-of-the-stream.pass.sam.yaml": [
        "pass age-of-the-stream.pass.sam/GreeterStream: alarm Watch watches GetRecords.IteratorAgeMilliseconds",
      ],
      "age.pass.cdk.json": [
        "pass Greet/Greeter/KinesisEventSource:GreetOrdersEB949DB5/Resource: alarm Watch watches IteratorAge of the function",
      ],
      "age.pass.cfn.yaml": [
        "pass age.pass.cfn/GreeterStream: alarm Watch watches IteratorAge of the function",
      ],
      "age.pass.sam.yaml": [
        "pass age.pass.sam/GreeterStream: alarm Watch watches IteratorAge of the function",
      ],
      "alarm-in-prod.unknown.cfn.yaml": [
        "unknown alarm-in-prod.unknown.cfn/GreeterStream: may fail: no alarm watches IteratorAge; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "alarm-in-prod.unknown.sam.yaml": [
        "unknown alarm-in-prod.unknown.sam/GreeterStream: may fail: no alarm watches IteratorAge; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "another-function.fail.cfn.yaml": [
        "fail another-function.fail.cfn/GreeterStream: no alarm watches IteratorAge",
      ],
      "another-function.fail.sam.yaml": [
        "fail another-function.fail.sam/GreeterStream: no alarm watches IteratorAge",
      ],
      "errors.fail.cfn.yaml": [
        "fail errors.fail.cfn/GreeterStream: no alarm watches IteratorAge",
      ],
      "errors.fail.sam.yaml": [
        "fail errors.fail.sam/GreeterStream: no alarm watches IteratorAge",
      ],
      "lag.pass.cfn.yaml": [
        "pass lag.pass.cfn/GreeterStream: alarm Watch watches OffsetLag of the function",
      ],
      "lag.pass.sam.yaml": [
        "pass lag.pass.sam/GreeterStream: alarm Watch watches OffsetLag of the function",
      ],
      "none.fail.cdk.json": [
        "fail Greet/Greeter/KinesisEventSource:GreetOrdersEB949DB5/Resource: no alarm watches IteratorAge",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/GreeterStream: no alarm watches IteratorAge",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/GreeterStream: no alarm watches IteratorAge",
      ],
      "other-alias.fail.cfn.yaml": [
        "fail other-alias.fail.cfn/GreeterStream: no alarm watches IteratorAge: Watch watches IteratorAge of alias next, and the mapping invokes alias live",
      ],
      "stream-by-arn.fail.cfn.yaml": [
        "fail stream-by-arn.fail.cfn/GreeterStream: no alarm watches IteratorAge: Watch never has data: its StreamName is Arn of Orders, but the metrics have its Ref",
      ],
      "stream-by-arn.fail.sam.yaml": [
        "fail stream-by-arn.fail.sam/GreeterStream: no alarm watches IteratorAge: Watch never has data: its StreamName is Arn of Orders, but the metrics have its Ref",
      ],
      "switched-off.not-applicable.cfn.yaml": [],
      "switched-off.not-applicable.sam.yaml": [],
    }
  `);
});
