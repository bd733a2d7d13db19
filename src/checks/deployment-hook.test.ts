// What deployment-hook says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import { folder, requestFor } from "../../test/folder.ts";
import { runCheck } from "../audit/run-check.ts";
import { link } from "../model/link.ts";
import { readTemplates } from "../sources/template/template.ts";
import check from "./deployment-hook.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "boundary-allows.pass.sam.yaml": [
        "pass boundary-allows.pass.sam/Greeter (live): can run and report its result: Check (before)",
      ],
      "boundary-by-undecided-condition.unknown.sam.yaml": [
        "unknown boundary-by-undecided-condition.unknown.sam/Greeter (live): may fail: hook Check is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus by the permissions boundary of its role; depends on condition Unheard, which is imported as Kind, which no audited stack exports; also audit the stack that exports it (whether \${…} equals closed: fails with true, passes with false)",
      ],
      "boundary-elsewhere.unknown.sam.yaml": [
        "unknown boundary-elsewhere.unknown.sam/Greeter (live): hook Check may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus by the permissions boundary of its role; policy arn:aws:iam::123456789012:policy/boundary is not defined in the audited stacks, so its permissions are unknown",
      ],
      "boundary-in-prod.unknown.sam.yaml": [
        "unknown boundary-in-prod.unknown.sam/Greeter (live): may fail: hook Check is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus by the permissions boundary of its role; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: passes with another value, fails with prod)",
      ],
      "boundary.fail.sam.yaml": [
        "fail boundary.fail.sam/Greeter (live): hook Check is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus by the permissions boundary of its role",
      ],
      "can-report.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): can run and report its result: Check (before)",
      ],
      "can-report.pass.cfn.yaml": [
        "pass can-report.pass.cfn/Greeter (live): can run and report its result: Check (before)",
      ],
      "can-report.pass.sam.yaml": [
        "pass can-report.pass.sam/Greeter (live): can run and report its result: Check (before)",
      ],
      "elsewhere.unknown.cdk.json": [
        "unknown Greet/Greeter/Resource (live): hook CodeDeployHook_shared is defined elsewhere; function CodeDeployHook_shared is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "elsewhere.unknown.cfn.yaml": [
        "unknown elsewhere.unknown.cfn/Greeter (live): hook CodeDeployHook_shared is defined elsewhere; function CodeDeployHook_shared is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "elsewhere.unknown.sam.yaml": [
        "unknown elsewhere.unknown.sam/Greeter (live): hook CodeDeployHook_shared is defined elsewhere; function CodeDeployHook_shared is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "generated-name.fail.cfn.yaml": [
        "fail generated-name.fail.cfn/Greeter (live): hook Check is not named CodeDeployHook_…, and the deployment group's role may not invoke it",
      ],
      "generated-name.fail.sam.yaml": [
        "fail generated-name.fail.sam/Greeter (live): hook Check is not named CodeDeployHook_…, and the deployment group's role may not invoke it",
      ],
      "in-prod.unknown.cfn.yaml": [
        "unknown in-prod.unknown.cfn/Greeter (live): may fail: hook Check is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "in-prod.unknown.sam.yaml": [
        "unknown in-prod.unknown.sam/Greeter (live): may fail: hook Check is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "may-not-report.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): hook Check is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus",
      ],
      "may-not-report.fail.cfn.yaml": [
        "fail may-not-report.fail.cfn/Greeter (live): hook Check is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus",
      ],
      "may-not-report.fail.sam.yaml": [
        "fail may-not-report.fail.sam/Greeter (live): hook Check is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus",
      ],
      "name.fail.cfn.yaml": [
        "fail name.fail.cfn/Greeter (live): hook Check is not named CodeDeployHook_…, and the deployment group's role may not invoke it",
      ],
      "name.fail.sam.yaml": [
        "fail name.fail.sam/Greeter (live): hook Check is not named CodeDeployHook_…, and the deployment group's role may not invoke it",
      ],
      "no-hook.not-applicable.cfn.yaml": [],
      "no-policy.fail.cfn.yaml": [
        "fail no-policy.fail.cfn/Greeter (live): hook Check is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus",
      ],
      "no-policy.fail.sam.yaml": [
        "fail no-policy.fail.sam/Greeter (live): hook Check is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus",
      ],
      "other-application.fail.sam.yaml": [
        "fail other-application.fail.sam/Greeter (live): hook Check is allowed to call codedeploy:PutLifecycleEventHookExecutionStatus for other deployment groups only",
      ],
      "own-application.pass.sam.yaml": [
        "pass own-application.pass.sam/Greeter (live): can run and report its result: Check (before)",
      ],
      "own-role.pass.cfn.yaml": [
        "pass own-role.pass.cfn/Greeter (live): can run and report its result: Check (before)",
      ],
      "own-role.pass.sam.yaml": [
        "pass own-role.pass.sam/Greeter (live): can run and report its result: Check (before)",
      ],
      "policy-beside.pass.cfn.yaml": [
        "pass policy-beside.pass.cfn/Greeter (live): can run and report its result: Check (before)",
      ],
      "required.fail.cfn.yaml": [
        "fail required.fail.cfn/Greeter (live): no hook runs after its traffic shifts",
      ],
      "required.fail.sam.yaml": [
        "fail required.fail.sam/Greeter (live): no hook runs after its traffic shifts",
      ],
      "role-boundary-allows.pass.cfn.yaml": [
        "pass role-boundary-allows.pass.cfn/Greeter (live): can run and report its result: Check (before)",
      ],
      "role-boundary-elsewhere.unknown.cfn.yaml": [
        "unknown role-boundary-elsewhere.unknown.cfn/Greeter (live): hook Check may not be invocable: the permissions of the permissions boundary of the deployment group's role are unknown; policy arn:aws:iam::123456789012:policy/boundary is not defined in the audited stacks, so its permissions are unknown",
      ],
      "role-boundary.fail.cfn.yaml": [
        "fail role-boundary.fail.cfn/Greeter (live): hook Check cannot be invoked: the permissions boundary of the deployment group's role does not allow it",
      ],
      "role-elsewhere.unknown.cfn.yaml": [
        "unknown role-elsewhere.unknown.cfn/Greeter (live): hook Check may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; its role arn:aws:iam::111122223333:role/check is not defined in the audited stacks: its permissions are unknown",
      ],
      "role-elsewhere.unknown.sam.yaml": [
        "unknown role-elsewhere.unknown.sam/Greeter (live): hook Check may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; its role arn:aws:iam::111122223333:role/check is not defined in the audited stacks: its permissions are unknown",
      ],
      "shifted.fail.sam.yaml": [
        "fail shifted.fail.sam/Greeter (live): hook Check is itself shifted by a deployment group",
      ],
      "wildcard.pass.cfn.yaml": [
        "pass wildcard.pass.cfn/Greeter (live): can run and report its result: Check (before)",
      ],
      "wildcard.pass.sam.yaml": [
        "pass wildcard.pass.sam/Greeter (live): can run and report its result: Check (before)",
      ],
    }
  `);
});

test("the remedy covers everything that the message names", async () => {
  const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Greeter:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: app.handler
      CodeUri: src/
      AutoPublishAlias: live
      DeploymentPreference: { Type: Canary10Percent5Minutes, Hooks: { PreTraffic: !Ref Check } }
  Check:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: check.handler, CodeUri: src/, FunctionName: check-greeter }
`;
  const model = link(await readTemplates(requestFor(folder({ "t.yaml": template }), ["t.yaml"])));
  const found = [...runCheck(check, model, check.options.parse({ require: "both" }), 0).values()].map(({ finding }) => finding);
  expect(found).toMatchObject([
    {
      message:
        "no hook runs after its traffic shifts; hook Check is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; hook Check is not named CodeDeployHook_…, and the deployment group's role may not invoke it",
      remedy: {
        sam: "name a function of the template in the DeploymentPreference's Hooks: PostTraffic: !Ref CheckAfter; allow codedeploy:PutLifecycleEventHookExecutionStatus in the hook function's Policies; give the hook a FunctionName that starts with CodeDeployHook_, or give the DeploymentPreference a Role that may invoke it",
      },
    },
  ]);
});
