// What state-machine-retry says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./state-machine-retry.ts";

test("its fixtures", async () => {
  // Run once to have the snapshot written; then read it.
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "around.pass.cfn.yaml": [
        "pass around.pass.cfn/Machine (One): catches States.ALL",
      ],
      "by-stage.unknown.cfn.yaml": [
        "unknown by-stage.unknown.cfn/Machine (Greet): may fail: an error of the function fails the entire execution: the task has neither Retry nor Catch; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "catch.pass.cfn.yaml": [
        "pass catch.pass.cfn/Machine (Greet): catches States.ALL",
      ],
      "computed.fail.cfn.yaml": [
        "fail computed.fail.cfn/Machine (Any): an error of the function fails the entire execution: the task has neither Retry nor Catch",
      ],
      "construct.pass.cdk.json": [
        "pass Greet/Machine/Resource (Greet): retries on Lambda.ClientExecutionTimeoutException, Lambda.ServiceException and 2 more",
      ],
      "elsewhere.unknown.cfn.yaml": [
        "unknown elsewhere.unknown.cfn/Machine: its definition is unknown; depends on the definition at s3://code/machine.asl.json, which is not a local file; supply it with --include-file 's3://code/machine.asl.json=<file>'",
      ],
      "empty.fail.cfn.yaml": [
        "fail empty.fail.cfn/Machine (Greet): an error of the function fails the entire execution: the task has neither Retry nor Catch",
      ],
      "no-function.not-applicable.cfn.yaml": [],
      "none.fail.cdk.json": [
        "fail Greet/Machine/Resource (Greet): an error of the function fails the entire execution: the task has neither Retry nor Catch",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/Machine (Greet): an error of the function fails the entire execution: the task has neither Retry nor Catch",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/Machine (Greet): an error of the function fails the entire execution: the task has neither Retry nor Catch",
      ],
      "open-error.pass.cfn.yaml": [
        "pass open-error.pass.cfn/Machine (Charge): catches \${Error}",
      ],
      "retry-never.fail.cfn.yaml": [
        "fail retry-never.fail.cfn/Machine (Greet): an error of the function fails the entire execution: the task has neither Retry nor Catch",
      ],
      "retry.pass.cfn.yaml": [
        "pass retry.pass.cfn/Machine (Greet): retries on Lambda.ServiceException, Lambda.SdkClientException and 1 more",
      ],
      "retry.pass.sam.yaml": [
        "pass retry.pass.sam/Machine (Greet): retries on Lambda.ServiceException, Lambda.SdkClientException and 1 more",
      ],
    }
  `);
});
