// What deployment-group says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./deployment-group.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "application-open-lambda.fail.cfn.yaml": [
        "pass application-open-lambda.fail.cfn/Greeter (live): a deployment group shifts its traffic",
        "fail application-open-lambda.fail.cfn/ServerDeployments: no alias's update policy refers to it, so it shifts no traffic",
      ],
      "application-open-other-platform.pass.cfn.yaml": [
        "pass application-open-other-platform.pass.cfn/Greeter (live): a deployment group shifts its traffic",
      ],
      "application-open.unknown.cfn.yaml": [
        "pass application-open.unknown.cfn/Greeter (live): a deployment group shifts its traffic",
        "unknown application-open.unknown.cfn/ServerDeployments: it is unknown whether an alias's update policy refers to it; depends on parameter Shift, which has no value; pass --parameter Shift=…",
      ],
      "conditional-group.unknown.cfn.yaml": [
        "unknown conditional-group.unknown.cfn/Greeter (live): may fail: its update policy refers to deployment group GreeterDeployments, which does not exist; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "either-group.unknown.cfn.yaml": [
        "pass either-group.unknown.cfn/Greeter (live): a deployment group shifts its traffic",
        "unknown either-group.unknown.cfn/Careful: may fail: no alias's update policy refers to it, so it shifts no traffic; depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, does not apply with prod)",
        "unknown either-group.unknown.cfn/Quick: may fail: no alias's update policy refers to it, so it shifts no traffic; depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: does not apply with another value, fails with prod)",
      ],
      "empty-policy.fail.cfn.yaml": [
        "fail empty-policy.fail.cfn/Greeter (live): its update policy has no deployment group",
        "fail empty-policy.fail.cfn/GreeterDeployments: no alias's update policy refers to it, so it shifts no traffic",
      ],
      "external-application.pass.cfn.yaml": [
        "pass external-application.pass.cfn/Greeter (live): a deployment group shifts its traffic",
      ],
      "external-group.unknown.cfn.yaml": [
        "unknown external-group.unknown.cfn/Greeter (live): its update policy refers to deployment group greeter-deployments; deployment group greeter-deployments is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "function-not-there.not-applicable.cfn.yaml": [],
      "group-not-there.fail.cfn.yaml": [
        "fail group-not-there.fail.cfn/Greeter (live): its update policy refers to deployment group GreeterDeployments, which does not exist; deployment group GreeterDeployments exists only with Stage=prod, and Stage is test by its default",
      ],
      "group-of-undecided-application.unknown.cfn.yaml": [
        "unknown group-of-undecided-application.unknown.cfn/Greeter (live): the application of its deployment group is unknown; depends on parameter Application, which has no value; pass --parameter Application=…",
      ],
      "hook.not-applicable.cfn.yaml": [],
      "inert.fail.cfn.yaml": [
        "fail inert.fail.cfn/Greeter (live): no deployment group shifts its traffic: a deployment shifts all traffic at once",
        "fail inert.fail.cfn/GreeterDeployments: no alias's update policy refers to it, so it shifts no traffic",
      ],
      "left-over.not-applicable.sam.yaml": [],
      "listed-aliases.pass.cfn.yaml": [
        "pass listed-aliases.pass.cfn/Greeter (live): a deployment group shifts its traffic",
      ],
      "maybe-named.unknown.cfn.yaml": [
        "unknown maybe-named.unknown.cfn/Greeter (live): the deployment group in its update policy is unknown; depends on parameter Group, which has no value; pass --parameter Group=…",
        "unknown maybe-named.unknown.cfn/GreeterDeployments: it is unknown whether an alias's update policy refers to it; depends on parameter Group, which has no value; pass --parameter Group=…",
      ],
      "no-alias.not-applicable.sam.yaml": [],
      "no-group.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): no deployment group shifts its traffic: a deployment shifts all traffic at once",
      ],
      "no-group.fail.cfn.yaml": [
        "fail no-group.fail.cfn/Greeter (live): no deployment group shifts its traffic: a deployment shifts all traffic at once",
      ],
      "no-group.fail.sam.yaml": [
        "fail no-group.fail.sam/Greeter (live): no deployment group shifts its traffic: a deployment shifts all traffic at once",
      ],
      "other-application.fail.cfn.yaml": [
        "fail other-application.fail.cfn/Greeter (live): its update policy refers to a deployment group of another application",
      ],
      "other-platform-open-configuration.pass.cfn.yaml": [
        "pass other-platform-open-configuration.pass.cfn/Greeter (live): a deployment group shifts its traffic",
      ],
      "other-platform.pass.cfn.yaml": [
        "pass other-platform.pass.cfn/Greeter (live): a deployment group shifts its traffic",
      ],
      "outside-function.fail.cfn.yaml": [
        "fail outside-function.fail.cfn/BillingLive (live): no deployment group shifts its traffic: a deployment shifts all traffic at once",
      ],
      "platform-open.unknown.cfn.yaml": [
        "pass platform-open.unknown.cfn/Greeter (live): a deployment group shifts its traffic",
        "unknown platform-open.unknown.cfn/ServerDeployments: it is unknown whether an alias's update policy refers to it; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "shifted.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): a deployment group shifts its traffic",
      ],
      "shifted.pass.cfn.yaml": [
        "pass shifted.pass.cfn/Greeter (live): a deployment group shifts its traffic",
      ],
      "shifted.pass.sam.yaml": [
        "pass shifted.pass.sam/Greeter (live): a deployment group shifts its traffic",
      ],
      "switched-off.fail.sam.yaml": [
        "fail switched-off.fail.sam/Greeter (live): no deployment group shifts its traffic: a deployment shifts all traffic at once",
      ],
      "two-groups.fail.cdk.json": [
        "pass Greet/Greeter/Resource (live): a deployment group shifts its traffic",
        "fail Greet/Deployment/Resource: no alias's update policy refers to it, so it shifts no traffic",
      ],
      "two-groups.fail.cfn.yaml": [
        "pass two-groups.fail.cfn/Greeter (live): a deployment group shifts its traffic",
        "fail two-groups.fail.cfn/ForgottenDeployments: no alias's update policy refers to it, so it shifts no traffic",
      ],
      "undecided-application.unknown.cfn.yaml": [
        "unknown undecided-application.unknown.cfn/Greeter (live): the application in its update policy is unknown; depends on parameter Application, which has no value; pass --parameter Application=…",
      ],
      "undecided-name.unknown.cfn.yaml": [
        "unknown undecided-name.unknown.cfn/Greeter (\${Stage}): no deployment group shifts its traffic: a deployment shifts all traffic at once; depends on parameter Stage, which has no value; pass --parameter Stage=…",
      ],
      "undecided-policy.unknown.cfn.yaml": [
        "unknown undecided-policy.unknown.cfn/Greeter (live): may fail: no deployment group shifts its traffic: a deployment shifts all traffic at once; depends on condition IsShifted, which depends on parameter Shifts, which has no value; pass --parameter Shifts=… (parameter Shifts: fails with another value, passes with true)",
        "unknown undecided-policy.unknown.cfn/GreeterDeployments: may fail: no alias's update policy refers to it, so it shifts no traffic; depends on parameter Shifts, which has no value; pass --parameter Shifts=… (parameter Shifts: fails with another value, does not apply with true)",
      ],
      "undecided-switch.unknown.sam.yaml": [
        "unknown undecided-switch.unknown.sam/Greeter (live): may fail: no deployment group shifts its traffic: a deployment shifts all traffic at once; depends on condition GreeterDeploymentPreferenceEnabled, which depends on parameter Shifts, which has no value; pass --parameter Shifts=… (parameter Shifts: passes with another value, fails with false)",
      ],
      "useless-switch.pass.sam.yaml": [
        "pass useless-switch.pass.sam/Greeter (live): a deployment group shifts its traffic, always: SAM treats an intrinsic function in Enabled as true",
      ],
    }
  `);
});
