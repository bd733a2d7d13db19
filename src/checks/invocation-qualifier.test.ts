// What invocation-qualifier says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./invocation-qualifier.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "both-ways-around.fail.cfn.yaml": [
        "fail both-ways-around.fail.cfn/Nightly (greeter): invokes $LATEST, past alias live",
      ],
      "by-name.pass.cfn.yaml": [
        "pass by-name.pass.cfn/Nightly (greeter): goes through alias live",
      ],
      "by-stage.unknown.cfn.yaml": [
        "unknown by-stage.unknown.cfn/Nightly (greeter): may fail: invokes the function itself, past alias live; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "definition.fail.cdk.json": [
        "fail Greet/Api/Default/hello/GET/Resource (GET /hello): invokes the function itself, past alias live",
      ],
      "definition.fail.cfn.yaml": [
        "fail definition.fail.cfn/Api (GET /hello): invokes the function itself, past alias live",
      ],
      "definition.fail.sam.yaml": [
        "fail definition.fail.sam/Api (GET /hello): invokes the function itself, past alias live",
      ],
      "excluded.not-applicable.cfn.yaml": [],
      "latest.fail.cfn.yaml": [
        "fail latest.fail.cfn/Api (GET /hello): invokes $LATEST, past alias live",
      ],
      "no-alias.not-applicable.sam.yaml": [],
      "other-alias.unknown.cfn.yaml": [
        "unknown other-alias.unknown.cfn/Nightly (greeter): goes through alias beta; none of the audited stacks defines alias beta of the function; audit the one that does together with these, or correct the name",
      ],
      "outside.not-applicable.cfn.yaml": [],
      "pinned-without-group.pass.cfn.yaml": [
        "pass pinned-without-group.pass.cfn/Nightly (greeter): is pinned to a published version",
      ],
      "pinned.fail.cdk.json": [
        "fail Greet/Nightly/Resource (Target0): is pinned to a version, which moves at once, past the deployment group",
      ],
      "pinned.fail.cfn.yaml": [
        "fail pinned.fail.cfn/Nightly (greeter): is pinned to a version, which moves at once, past the deployment group",
      ],
      "pinned.fail.sam.yaml": [
        "fail pinned.fail.sam/Nightly (greeter): is pinned to a version, which moves at once, past the deployment group",
      ],
      "schedule.pass.cdk.json": [
        "pass Greet/Nightly/Resource (Target0): goes through alias live",
      ],
      "schedule.pass.cfn.yaml": [
        "pass schedule.pass.cfn/Nightly (greeter): goes through alias live",
      ],
      "schedule.pass.sam.yaml": [
        "pass schedule.pass.sam/Greeter (Nightly): goes through alias live",
      ],
      "several-of-one-event.pass.sam.yaml": [
        "pass several-of-one-event.pass.sam/Uploads (s3:ObjectCreated:Put): goes through alias live",
        "pass several-of-one-event.pass.sam/Uploads (s3:ObjectCreated:Post): goes through alias live",
      ],
      "switch-undecided.unknown.cfn.yaml": [
        "unknown switch-undecided.unknown.cfn/Nightly (greeter): invokes the function itself, past alias live; depends on parameter RuleState, which has no value; pass --parameter RuleState=…",
      ],
      "switched-off.not-applicable.cfn.yaml": [],
      "undecided-function.unknown.cfn.yaml": [
        "unknown undecided-function.unknown.cfn/Api (GET /hello): the function that it invokes is not known; depends on parameter Backend, which has no value; pass --parameter Backend=…",
      ],
      "undecided-qualifier.unknown.cfn.yaml": [
        "unknown undecided-qualifier.unknown.cfn/Nightly (greeter): the qualifier through which it invokes the function is not known; depends on parameter Qualifier, which has no value; pass --parameter Qualifier=…",
      ],
    }
  `);
});
