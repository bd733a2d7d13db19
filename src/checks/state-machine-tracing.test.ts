// What state-machine-tracing says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./state-machine-tracing.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "active.pass.cdk.json": [
        "pass SmActive/Fulfilment/Resource: is traced by X-Ray",
      ],
      "active.pass.cfn.yaml": [
        "pass active.pass.cfn/Fulfilment: is traced by X-Ray",
      ],
      "active.pass.sam.yaml": [
        "pass active.pass.sam/Fulfilment: is traced by X-Ray",
      ],
      "conditional.unknown.cfn.yaml": [
        "unknown conditional.unknown.cfn/Fulfilment: may fail: is not traced by X-Ray: TracingConfiguration.Enabled is false; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "conditional.unknown.sam.yaml": [
        "unknown conditional.unknown.sam/Fulfilment: may fail: is not traced by X-Ray: TracingConfiguration.Enabled is false; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "express.pass.cfn.yaml": [
        "pass express.pass.cfn/Fulfilment: is traced by X-Ray",
      ],
      "express.pass.sam.yaml": [
        "pass express.pass.sam/Fulfilment: is traced by X-Ray",
      ],
      "none.fail.cdk.json": [
        "fail SmNone/Fulfilment/Resource: is not traced by X-Ray: nothing switches tracing on",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/Fulfilment: is not traced by X-Ray: nothing switches tracing on",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/Fulfilment: is not traced by X-Ray: nothing switches tracing on",
      ],
      "off.fail.cfn.yaml": [
        "fail off.fail.cfn/Fulfilment: is not traced by X-Ray: TracingConfiguration.Enabled is false",
      ],
      "off.fail.sam.yaml": [
        "fail off.fail.sam/Fulfilment: is not traced by X-Ray: TracingConfiguration.Enabled is false",
      ],
      "parameter.unknown.cfn.yaml": [
        "unknown parameter.unknown.cfn/Fulfilment: unknown whether X-Ray traces it; depends on parameter Traced, which has no value; pass --parameter Traced=…",
      ],
      "parameter.unknown.sam.yaml": [
        "unknown parameter.unknown.sam/Fulfilment: unknown whether X-Ray traces it; depends on parameter Traced, which has no value; pass --parameter Traced=…",
      ],
      "waiter.not-applicable.cfn.yaml": [],
    }
  `);
});
