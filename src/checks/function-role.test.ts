// What function-role says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./function-role.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "action-open.unknown.cfn.yaml": [
        "unknown action-open.unknown.cfn/Greeter: the permissions of its role are unknown; depends on parameter Allowed, which has no value; pass --parameter Allowed=…",
      ],
      "action-open.unknown.sam.yaml": [
        "unknown action-open.unknown.sam/Greeter: the permissions of its role are unknown; depends on parameter Allowed, which has no value; pass --parameter Allowed=…",
      ],
      "action-partly-open.pass.cfn.yaml": [
        "pass action-partly-open.pass.cfn/Greeter: its own role has no statement with Action *",
      ],
      "action-partly-open.pass.sam.yaml": [
        "pass action-partly-open.pass.sam/Greeter: its own role has no statement with Action *",
      ],
      "administrator.fail.cdk.json": [
        "fail Greet/Greeter/Resource: its role allows every action (AdministratorAccess)",
      ],
      "administrator.fail.cfn.yaml": [
        "fail administrator.fail.cfn/Greeter: its role allows every action (AdministratorAccess)",
      ],
      "administrator.fail.sam.yaml": [
        "fail administrator.fail.sam/Greeter: its role allows every action (AdministratorAccess)",
      ],
      "attached-to-open.unknown.cfn.yaml": [
        "unknown attached-to-open.unknown.cfn/Greeter: the permissions of its role are unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "attached.fail.cfn.yaml": [
        "fail attached.fail.cfn/Greeter: its role allows every action (Action: *)",
      ],
      "bounded-by-everything.fail.cfn.yaml": [
        "fail bounded-by-everything.fail.cfn/Greeter: its role allows every action (Action: *)",
      ],
      "bounded-by-everything.fail.sam.yaml": [
        "fail bounded-by-everything.fail.sam/Greeter: its role allows every action (Action: *)",
      ],
      "bounded-elsewhere.unknown.cfn.yaml": [
        "unknown bounded-elsewhere.unknown.cfn/Greeter: the permissions of its role are unknown; policy arn:aws:iam::123456789012:policy/developers is not defined in the audited stacks, so its permissions are unknown",
      ],
      "bounded-elsewhere.unknown.sam.yaml": [
        "unknown bounded-elsewhere.unknown.sam/Greeter: the permissions of its role are unknown; policy arn:aws:iam::123456789012:policy/developers is not defined in the audited stacks, so its permissions are unknown",
      ],
      "bounded-in-prod.unknown.cfn.yaml": [
        "unknown bounded-in-prod.unknown.cfn/Greeter: may fail: its role allows every action (Action: *); depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "bounded-in-prod.unknown.sam.yaml": [
        "unknown bounded-in-prod.unknown.sam/Greeter: may fail: its role allows every action (Action: *); depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "bounded.pass.cfn.yaml": [
        "pass bounded.pass.cfn/Greeter: its own role has no statement with Action *",
      ],
      "bounded.pass.sam.yaml": [
        "pass bounded.pass.sam/Greeter: its own role has no statement with Action *",
      ],
      "by-name.fail.cfn.yaml": [
        "fail by-name.fail.cfn/Greeter: its role allows every action (Action: *)",
      ],
      "denied.unknown.live.json": [
        "unknown shop/A: it is unknown whether another function uses its role; lambda:GetFunctionConfiguration is denied in eu-west-1; allow lambda:GetFunctionConfiguration (fitness permissions prints the policy)",
        "unknown shop/B: it is unknown whether another function uses its role; lambda:GetFunctionConfiguration is denied in eu-west-1; allow lambda:GetFunctionConfiguration (fitness permissions prints the policy)",
      ],
      "document-open.unknown.cfn.yaml": [
        "unknown document-open.unknown.cfn/Greeter: the permissions of its role are unknown; depends on parameter Document, which has no value; pass --parameter Document=…",
      ],
      "effect-open.unknown.cfn.yaml": [
        "unknown effect-open.unknown.cfn/Greeter: may fail: its role allows every action (Action: *); depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "elsewhere-shared.fail.cfn.yaml": [
        "fail elsewhere-shared.fail.cfn/Greeter: shares its role with Caller",
        "fail elsewhere-shared.fail.cfn/Caller: shares its role with Greeter",
      ],
      "elsewhere.unknown.cdk.json": [
        "unknown Greet/Greeter/Resource: the permissions of its role are unknown; role arn:aws:iam::123456789012:role/team/worker is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "elsewhere.unknown.cfn.yaml": [
        "unknown elsewhere.unknown.cfn/Greeter: the permissions of its role are unknown; role arn:aws:iam::123456789012:role/team/worker is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "elsewhere.unknown.sam.yaml": [
        "unknown elsewhere.unknown.sam/Greeter: the permissions of its role are unknown; role arn:aws:iam::123456789012:role/team/worker is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "imported-shared.fail.cfn.yaml": [
        "fail imported-shared.fail.cfn/Greeter: shares its role with Caller",
        "fail imported-shared.fail.cfn/Caller: shares its role with Greeter",
      ],
      "managed-here.fail.cdk.json": [
        "fail Greet/Greeter/Resource: its role allows every action (Action: *)",
      ],
      "managed-here.fail.cfn.yaml": [
        "fail managed-here.fail.cfn/Greeter: its role allows every action (Action: *)",
      ],
      "many-share.fail.cfn.yaml": [
        "fail many-share.fail.cfn/Greeter: shares its role with Caller, Reader, Sender and 2 more",
        "fail many-share.fail.cfn/Caller: shares its role with Greeter, Reader, Sender and 2 more",
        "fail many-share.fail.cfn/Reader: shares its role with Caller, Greeter, Sender and 2 more",
        "fail many-share.fail.cfn/Writer: shares its role with Caller, Greeter, Reader and 2 more",
        "fail many-share.fail.cfn/Sender: shares its role with Caller, Greeter, Reader and 2 more",
        "fail many-share.fail.cfn/Waiter: shares its role with Caller, Greeter, Reader and 2 more",
      ],
      "named-by-nobody.unknown.sam.yaml": [
        "unknown named-by-nobody.unknown.sam/Greeter: the permissions of its role are unknown; policy TeamDefaults is not defined in the audited stacks, so its permissions are unknown",
      ],
      "no-role.unknown.cfn.yaml": [
        "unknown no-role.unknown.cfn/Greeter: the permissions of its role are unknown; it has no Role property",
      ],
      "not-action.fail.cfn.yaml": [
        "fail not-action.fail.cfn/Greeter: its role allows every action but those of its NotAction",
      ],
      "not-action.fail.sam.yaml": [
        "fail not-action.fail.sam/Greeter: its role allows every action but those of its NotAction",
      ],
      "own-role-live.pass.live.json": [
        "pass shop/A: its own role has no statement with Action *",
        "pass shop/B: its own role has no statement with Action *",
      ],
      "own.pass.cdk.json": [
        "pass Greet/Greeter/Resource: its own role has no statement with Action *",
      ],
      "own.pass.cfn.yaml": [
        "pass own.pass.cfn/Greeter: its own role has no statement with Action *",
      ],
      "own.pass.sam.yaml": [
        "pass own.pass.sam/Greeter: its own role has no statement with Action *",
      ],
      "parameter.unknown.cfn.yaml": [
        "unknown parameter.unknown.cfn/Greeter: its role is unknown; depends on parameter RoleArn, which has no value; pass --parameter RoleArn=…",
      ],
      "parameter.unknown.sam.yaml": [
        "unknown parameter.unknown.sam/Greeter: its role is unknown; depends on parameter RoleArn, which has no value; pass --parameter RoleArn=…",
      ],
      "policies-open.unknown.cfn.yaml": [
        "unknown policies-open.unknown.cfn/Greeter: the permissions of its role are unknown; depends on parameter PolicyArns, which has no value; pass --parameter PolicyArns=…",
      ],
      "policy-elsewhere.unknown.cdk.json": [
        "unknown Greet/Greeter/Resource: the permissions of its role are unknown; policy arn:aws:iam::123456789012:policy/team is not defined in the audited stacks, so its permissions are unknown",
      ],
      "policy-elsewhere.unknown.cfn.yaml": [
        "unknown policy-elsewhere.unknown.cfn/Greeter: the permissions of its role are unknown; policy arn:aws:iam::123456789012:policy/team is not defined in the audited stacks, so its permissions are unknown",
      ],
      "policy-elsewhere.unknown.sam.yaml": [
        "unknown policy-elsewhere.unknown.sam/Greeter: the permissions of its role are unknown; policy arn:aws:iam::123456789012:policy/team is not defined in the audited stacks, so its permissions are unknown",
      ],
      "policy-name-open.unknown.cfn.yaml": [
        "unknown policy-name-open.unknown.cfn/Greeter: the permissions of its role are unknown; depends on AWS::StackName, which is unknown; pass --parameter AWS::StackName=…",
      ],
      "power-user.fail.cfn.yaml": [
        "fail power-user.fail.cfn/Greeter: its role allows every action but those of a few services (PowerUserAccess)",
      ],
      "power-user.fail.sam.yaml": [
        "fail power-user.fail.sam/Greeter: its role allows every action but those of a few services (PowerUserAccess)",
      ],
      "role-changed-by-hand.unknown.live.json": [
        "pass shop/A: its own role has no statement with Action *",
        "unknown shop/B: the permissions of its role are unknown; role arn:aws:iam::111111111111:role/Admin is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "role-missing.unknown.cfn.yaml": [
        "unknown role-missing.unknown.cfn/Greeter: the permissions of its role are unknown; role GreeterRole does not exist",
      ],
      "service-star.pass.cfn.yaml": [
        "pass service-star.pass.cfn/Greeter: its own role has no statement with Action *",
      ],
      "service-star.pass.sam.yaml": [
        "pass service-star.pass.sam/Greeter: its own role has no statement with Action *",
      ],
      "shared-allowed.pass.cdk.json": [
        "pass Greet/Greeter/Resource: its role has no statement with Action *",
        "pass Greet/Caller/Resource: its role has no statement with Action *",
      ],
      "shared-allowed.pass.cfn.yaml": [
        "pass shared-allowed.pass.cfn/Greeter: its role has no statement with Action *",
        "pass shared-allowed.pass.cfn/Caller: its role has no statement with Action *",
      ],
      "shared-allowed.pass.sam.yaml": [
        "pass shared-allowed.pass.sam/Greeter: its role has no statement with Action *",
        "pass shared-allowed.pass.sam/Caller: its role has no statement with Action *",
      ],
      "shared-in-prod.fail.cfn.yaml": [
        "unknown shared-in-prod.fail.cfn/Greeter: may fail: shares its role with Caller; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: passes with another value, fails with prod)",
        "fail shared-in-prod.fail.cfn/Caller: shares its role with Greeter",
      ],
      "shared-in-two-cases.unknown.cfn.yaml": [
        "unknown shared-in-two-cases.unknown.cfn/Greeter: its role is unknown; depends on condition IsX, which depends on parameter X, which has no value; pass --parameter X=…",
        "unknown shared-in-two-cases.unknown.cfn/Caller: its role is unknown; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=…",
      ],
      "shared-only-live.fail.live.json": [
        "fail shop/A: shares its role with B",
        "fail shop/B: shares its role with A",
      ],
      "shared-with-prod.unknown.cfn.yaml": [
        "unknown shared-with-prod.unknown.cfn/Greeter: may fail: shares its role with Caller; depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: passes with another value, fails with prod)",
        "unknown shared-with-prod.unknown.cfn/Caller: may fail: shares its role with Greeter; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: passes with another value, fails with prod)",
      ],
      "shared.fail.cdk.json": [
        "fail Greet/Greeter/Resource: shares its role with Caller",
        "fail Greet/Caller/Resource: shares its role with Greeter",
      ],
      "shared.fail.cfn.yaml": [
        "fail shared.fail.cfn/Greeter: shares its role with Caller",
        "fail shared.fail.cfn/Caller: shares its role with Greeter",
      ],
      "shared.fail.sam.yaml": [
        "fail shared.fail.sam/Greeter: shares its role with Caller",
        "fail shared.fail.sam/Caller: shares its role with Greeter",
      ],
      "single-statement.fail.cfn.yaml": [
        "fail single-statement.fail.cfn/Greeter: its role allows every action (Action: *)",
      ],
      "single-statement.fail.sam.yaml": [
        "fail single-statement.fail.sam/Greeter: its role allows every action (Action: *)",
      ],
      "star-beside-open.fail.cfn.yaml": [
        "fail star-beside-open.fail.cfn/Greeter: its role allows every action (Action: *)",
      ],
      "star-in-no-stage.pass.cfn.yaml": [
        "pass star-in-no-stage.pass.cfn/Greeter: its own role has no statement with Action *",
      ],
      "star-in-no-stage.pass.sam.yaml": [
        "pass star-in-no-stage.pass.sam/Greeter: its own role has no statement with Action *",
      ],
      "star-in-test.unknown.cfn.yaml": [
        "unknown star-in-test.unknown.cfn/Greeter: may fail: its role allows every action (Action: *); depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "star-in-test.unknown.sam.yaml": [
        "unknown star-in-test.unknown.sam/Greeter: may fail: its role allows every action (Action: *); depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "star.fail.cdk.json": [
        "fail Greet/Greeter/Resource: its role allows every action (Action: *)",
      ],
      "star.fail.cfn.yaml": [
        "fail star.fail.cfn/Greeter: its role allows every action (Action: *)",
      ],
      "star.fail.sam.yaml": [
        "fail star.fail.sam/Greeter: its role allows every action (Action: *)",
      ],
      "template.pass.sam.yaml": [
        "pass template.pass.sam/Greeter: its own role has no statement with Action *",
      ],
    }
  `);
});
