// What state-machine-tracing says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import { folder, requestFor } from "../../test/folder.ts";
import { runCheck } from "../audit/run-check.ts";
import { link } from "../model/link.ts";
import { readTemplates } from "../sources/template/template.ts";
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
        "pass express.pass.cfn/Fulfilment: tracing is enabled",
      ],
      "express.pass.sam.yaml": [
        "pass express.pass.sam/Fulfilment: tracing is enabled",
      ],
      "none.fail.cdk.json": [
        "fail SmNone/Fulfilment/Resource: is not traced by X-Ray: tracing is not enabled",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/Fulfilment: is not traced by X-Ray: tracing is not enabled",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/Fulfilment: is not traced by X-Ray: tracing is not enabled",
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
      "role-elsewhere.pass.cfn.yaml": [
        "pass role-elsewhere.pass.cfn/Fulfilment: tracing is enabled",
      ],
      "role-elsewhere.pass.sam.yaml": [
        "pass role-elsewhere.pass.sam/Fulfilment: tracing is enabled",
      ],
      "role-managed.pass.cfn.yaml": [
        "pass role-managed.pass.cfn/Fulfilment: is traced by X-Ray",
      ],
      "role-managed.pass.sam.yaml": [
        "pass role-managed.pass.sam/Fulfilment: is traced by X-Ray",
      ],
      "role-of-another-policy.pass.cfn.yaml": [
        "pass role-of-another-policy.pass.cfn/Fulfilment: tracing is enabled",
      ],
      "role-of-another-policy.pass.sam.yaml": [
        "pass role-of-another-policy.pass.sam/Fulfilment: tracing is enabled",
      ],
      "role-without.fail.cfn.yaml": [
        "fail role-without.fail.cfn/Fulfilment: tracing is enabled, but its role FulfilmentRole does not allow xray:PutTraceSegments",
      ],
      "role-without.fail.sam.yaml": [
        "fail role-without.fail.sam/Fulfilment: tracing is enabled, but its role FulfilmentRole does not allow xray:PutTraceSegments",
      ],
      "waiter.not-applicable.cfn.yaml": [],
    }
  `);
});

test("the remedy names the role that SAM does not generate", async () => {
  const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Greetings:
    Type: AWS::Serverless::StateMachine
    Properties: { Definition: { StartAt: A, States: { A: { Type: Succeed } } } }
  Orders:
    Type: AWS::Serverless::StateMachine
    Properties: { Definition: { StartAt: A, States: { A: { Type: Succeed } } }, Role: !GetAtt OrdersRole.Arn }
  OrdersRole:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: {} }
`;
  const model = link(await readTemplates(requestFor(folder({ "t.yaml": template }), ["t.yaml"])));
  const found = [...runCheck(check, model, check.options.parse({}), 0).values()].map(({ subject, finding }) => [
    subject.resource?.logicalId,
    finding.remedy,
  ]);
  const sam = "set Tracing: { Enabled: true } on the state machine";
  expect(Object.fromEntries(found)).toMatchObject({
    Greetings: { sam },
    Orders: { sam: `${sam}, and allow its role to write to X-Ray` },
  });
});
