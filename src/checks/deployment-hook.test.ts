// What deployment-hook says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./deployment-hook.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "can-report.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): can run and report back: Check (before)",
      ],
      "can-report.pass.cfn.yaml": [
        "pass can-report.pass.cfn/Greeter (live): can run and report back: Check (before)",
      ],
      "can-report.pass.sam.yaml": [
        "pass can-report.pass.sam/Greeter (live): can run and report back: Check (before)",
      ],
      "elsewhere.unknown.cdk.json": [
        "unknown Greet/Greeter/Resource (live): hook CodeDeployHook_shared is defined elsewhere; function CodeDeployHook_shared is defined in none of the audited stacks; audit the one that defines it together with these",
      ],
      "elsewhere.unknown.cfn.yaml": [
        "unknown elsewhere.unknown.cfn/Greeter (live): hook CodeDeployHook_shared is defined elsewhere; function CodeDeployHook_shared is defined in none of the audited stacks; audit the one that defines it together with these",
      ],
      "elsewhere.unknown.sam.yaml": [
        "unknown elsewhere.unknown.sam/Greeter (live): hook CodeDeployHook_shared is defined elsewhere; function CodeDeployHook_shared is defined in none of the audited stacks; audit the one that defines it together with these",
      ],
      "generated-name.fail.cfn.yaml": [
        "fail generated-name.fail.cfn/Greeter (live): hook Check is not named CodeDeployHook_…, and the role of the deployment group may not invoke it",
      ],
      "generated-name.fail.sam.yaml": [
        "fail generated-name.fail.sam/Greeter (live): hook Check is not named CodeDeployHook_…, and the role of the deployment group may not invoke it",
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
        "fail name.fail.cfn/Greeter (live): hook Check is not named CodeDeployHook_…, and the role of the deployment group may not invoke it",
      ],
      "name.fail.sam.yaml": [
        "fail name.fail.sam/Greeter (live): hook Check is not named CodeDeployHook_…, and the role of the deployment group may not invoke it",
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
        "pass own-application.pass.sam/Greeter (live): can run and report back: Check (before)",
      ],
      "own-role.pass.cfn.yaml": [
        "pass own-role.pass.cfn/Greeter (live): can run and report back: Check (before)",
      ],
      "own-role.pass.sam.yaml": [
        "pass own-role.pass.sam/Greeter (live): can run and report back: Check (before)",
      ],
      "policy-beside.pass.cfn.yaml": [
        "pass policy-beside.pass.cfn/Greeter (live): can run and report back: Check (before)",
      ],
      "required.fail.cfn.yaml": [
        "fail required.fail.cfn/Greeter (live): no hook runs after its traffic shifts",
      ],
      "required.fail.sam.yaml": [
        "fail required.fail.sam/Greeter (live): no hook runs after its traffic shifts",
      ],
      "role-elsewhere.unknown.cfn.yaml": [
        "unknown role-elsewhere.unknown.cfn/Greeter (live): hook Check may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; its role arn:aws:iam::111122223333:role/check is defined in none of the audited stacks: what it allows is not seen",
      ],
      "role-elsewhere.unknown.sam.yaml": [
        "unknown role-elsewhere.unknown.sam/Greeter (live): hook Check may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; its role arn:aws:iam::111122223333:role/check is defined in none of the audited stacks: what it allows is not seen",
      ],
      "shifted.fail.sam.yaml": [
        "fail shifted.fail.sam/Greeter (live): hook Check is itself shifted by a deployment group",
      ],
      "wildcard.pass.cfn.yaml": [
        "pass wildcard.pass.cfn/Greeter (live): can run and report back: Check (before)",
      ],
      "wildcard.pass.sam.yaml": [
        "pass wildcard.pass.sam/Greeter (live): can run and report back: Check (before)",
      ],
    }
  `);
});
