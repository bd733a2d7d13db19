// What function-tracing says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import { folder, requestFor } from "../../test/folder.ts";
import { runCheck } from "../audit/run-check.ts";
import { link } from "../model/link.ts";
import { readTemplates } from "../sources/template/template.ts";
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
        "unknown conditional.unknown.cfn/Greeter: may fail: starts no traces (TracingConfig.Mode is not set); depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "conditional.unknown.sam.yaml": [
        "unknown conditional.unknown.sam/Greeter: may fail: starts no traces (TracingConfig.Mode is not set); depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "custom-resource.not-applicable.cfn.yaml": [],
      "either-way.fail.cfn.yaml": [
        "fail either-way.fail.cfn/Greeter: starts no traces (TracingConfig.Mode is not set) (in one case: parameter Stage leaves others open)",
      ],
      "globals.pass.sam.yaml": [
        "pass globals.pass.sam/Greeter: is traced by X-Ray",
      ],
      "none.fail.cdk.json": [
        "fail FnNone/Greeter/Resource: starts no traces (TracingConfig.Mode is not set)",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/Greeter: starts no traces (TracingConfig.Mode is not set)",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/Greeter: starts no traces (TracingConfig.Mode is not set)",
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
        "fail pass-through.fail.cfn/Greeter: starts no traces (TracingConfig.Mode is PassThrough)",
      ],
      "pass-through.fail.sam.yaml": [
        "fail pass-through.fail.sam/Greeter: starts no traces (TracingConfig.Mode is PassThrough)",
      ],
    }
  `);
});

test("the remedy names the role that SAM does not generate", async () => {
  const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Greeter:
    Type: AWS::Serverless::Function
    Properties: { Handler: app.handler, Runtime: nodejs22.x, CodeUri: . }
  Orders:
    Type: AWS::Serverless::Function
    Properties: { Handler: app.handler, Runtime: nodejs22.x, CodeUri: ., Role: "arn:aws:iam::123456789012:role/orders" }
`;
  const model = link(await readTemplates(requestFor(folder({ "t.yaml": template }), ["t.yaml"])));
  const found = [...runCheck(check, model, check.options.parse({}), 0).values()].map(({ subject, finding }) => [
    subject.resource?.logicalId,
    finding.remedy,
  ]);
  const sam = "set Tracing: Active on the function, or for all of them in Globals";
  expect(Object.fromEntries(found)).toMatchObject({
    Greeter: { sam },
    Orders: { sam: `${sam}, and allow its role to write to X-Ray` },
  });
});
