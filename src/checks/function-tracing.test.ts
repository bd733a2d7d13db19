// What function-tracing says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./function-tracing.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "active.pass.cdk.json": [
        "pass FnActive/Greeter/Resource: is traced by X-Ray",
      ],
      "active.pass.cfn.yaml": [
        "pass active.pass.cfn/Greeter: is traced by X-Ray",
      ],
      "active.pass.sam.yaml": [
        "pass active.pass.sam/Greeter: is traced by X-Ray",
      ],
      "conditional.unknown.cfn.yaml": [
        "unknown conditional.unknown.cfn/Greeter: may fail: is not traced by X-Ray: nothing switches tracing on; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "conditional.unknown.sam.yaml": [
        "unknown conditional.unknown.sam/Greeter: may fail: is not traced by X-Ray: nothing switches tracing on; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "custom-resource.not-applicable.cfn.yaml": [],
      "either-way.fail.cfn.yaml": [
        "fail either-way.fail.cfn/Greeter: is not traced by X-Ray: nothing switches tracing on (in one case: parameter Stage leaves others open)",
      ],
      "globals.pass.sam.yaml": [
        "pass globals.pass.sam/Greeter: is traced by X-Ray",
      ],
      "none.fail.cdk.json": [
        "fail FnNone/Greeter/Resource: is not traced by X-Ray: nothing switches tracing on",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/Greeter: is not traced by X-Ray: nothing switches tracing on",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/Greeter: is not traced by X-Ray: nothing switches tracing on",
      ],
      "parameter-default.pass.cfn.yaml": [
        "pass parameter-default.pass.cfn/Greeter: is traced by X-Ray (the default of parameter Mode)",
      ],
      "parameter-default.pass.sam.yaml": [
        "pass parameter-default.pass.sam/Greeter: is traced by X-Ray (the default of parameter Mode)",
      ],
      "parameter.unknown.cfn.yaml": [
        "unknown parameter.unknown.cfn/Greeter: unknown whether X-Ray traces it; depends on parameter Mode, which has no value; pass --parameter Mode=…",
      ],
      "parameter.unknown.sam.yaml": [
        "unknown parameter.unknown.sam/Greeter: unknown whether X-Ray traces it; depends on parameter Mode, which has no value; pass --parameter Mode=…",
      ],
      "pass-through.fail.cfn.yaml": [
        "fail pass-through.fail.cfn/Greeter: is not traced by X-Ray: TracingConfig.Mode is PassThrough",
      ],
      "pass-through.fail.sam.yaml": [
        "fail pass-through.fail.sam/Greeter: is not traced by X-Ray: TracingConfig.Mode is PassThrough",
      ],
    }
  `);
});
