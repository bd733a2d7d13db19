// What api-tracing says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./api-tracing.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "active.pass.cdk.json": [
        "pass ApiActive/Orders/DeploymentStage.prod/Resource: is traced by X-Ray",
      ],
      "active.pass.cfn.yaml": [
        "pass active.pass.cfn/Prod: is traced by X-Ray",
      ],
      "active.pass.sam.yaml": [
        "pass active.pass.sam/OrdersprodStage: is traced by X-Ray",
      ],
      "conditional.unknown.cfn.yaml": [
        "unknown conditional.unknown.cfn/Prod: may fail: is not traced by X-Ray: TracingEnabled is false; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "conditional.unknown.sam.yaml": [
        "unknown conditional.unknown.sam/OrdersprodStage: may fail: is not traced by X-Ray: TracingEnabled is false; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "http.not-applicable.cfn.yaml": [],
      "http.not-applicable.sam.yaml": [],
      "none.fail.cdk.json": [
        "fail ApiNone/Orders/DeploymentStage.prod/Resource: is not traced by X-Ray: tracing is not enabled",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/Prod: is not traced by X-Ray: tracing is not enabled",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/OrdersprodStage: is not traced by X-Ray: tracing is not enabled",
      ],
      "off.fail.cfn.yaml": [
        "fail off.fail.cfn/Prod: is not traced by X-Ray: TracingEnabled is false",
      ],
      "off.fail.sam.yaml": [
        "fail off.fail.sam/OrdersprodStage: is not traced by X-Ray: TracingEnabled is false",
      ],
      "parameter-default.pass.cfn.yaml": [
        "pass parameter-default.pass.cfn/Prod: is traced by X-Ray (the default of parameter Traced)",
      ],
      "parameter-default.pass.sam.yaml": [
        "pass parameter-default.pass.sam/OrdersprodStage: is traced by X-Ray (the default of parameter Traced)",
      ],
      "parameter.unknown.cfn.yaml": [
        "unknown parameter.unknown.cfn/Prod: may fail: is not traced by X-Ray: TracingEnabled is false; depends on parameter Traced, which has no value; pass --parameter Traced=true (parameter Traced: passes with true, fails with false)",
      ],
      "parameter.unknown.sam.yaml": [
        "unknown parameter.unknown.sam/OrdersprodStage: may fail: is not traced by X-Ray: TracingEnabled is false; depends on parameter Traced, which has no value; pass --parameter Traced=true (parameter Traced: passes with true, fails with false)",
      ],
      "stage-description-without.fail.cfn.yaml": [
        "fail stage-description-without.fail.cfn/Deployment: is not traced by X-Ray: tracing is not enabled",
      ],
      "stage-description.pass.cfn.yaml": [
        "pass stage-description.pass.cfn/Deployment: is traced by X-Ray",
      ],
    }
  `);
});
