// What function-alias says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./function-alias.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "aliases-denied.unknown.live.json": [
        "unknown shop/Greeter: has no alias, as far as it could be read; lambda:ListAliases is denied in eu-west-1; allow lambda:ListAliases (fitness permissions prints the policy)",
      ],
      "cdk-handlers.not-applicable.cdk.json": [],
      "conditional-alias.unknown.cfn.yaml": [
        "unknown conditional-alias.unknown.cfn/Greeter: may fail: has no alias; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "decided-version.pass.cfn.yaml": [
        "pass decided-version.pass.cfn/Greeter: alias live points at version 6 (in one case: parameter LiveVersion leaves others open)",
      ],
      "either-alias.pass.cfn.yaml": [
        "pass either-alias.pass.cfn/Greeter: alias live points at a published version",
      ],
      "environment-open.fail.cfn.yaml": [
        "fail environment-open.fail.cfn/Greeter: has no alias",
      ],
      "environment-open.fail.sam.yaml": [
        "fail environment-open.fail.sam/Greeter: has no alias",
      ],
      "hook-only.not-applicable.cfn.yaml": [],
      "latest.fail.cdk.json": [
        "fail Greet/Greeter/Resource: alias live points at $LATEST, which is not a published version",
      ],
      "latest.fail.cfn.yaml": [
        "fail latest.fail.cfn/Greeter: alias live points at $LATEST, which is not a published version",
      ],
      "latest.fail.sam.yaml": [
        "fail latest.fail.sam/Greeter: alias live points at $LATEST, which is not a published version",
      ],
      "made-by-hand-on-latest.fail.live.json": [
        "fail shop/Greeter: has no alias",
      ],
      "made-by-hand.pass.live.json": [
        "pass shop/Greeter: alias live, which is not defined in the audited templates, points at version 3",
      ],
      "none-live-either.fail.live.json": [
        "fail shop/Greeter: has no alias",
      ],
      "none.fail.cdk.json": [
        "fail Greet/Greeter/Resource: has no alias",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/Greeter: has no alias",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/Greeter: has no alias",
      ],
      "number.pass.cfn.yaml": [
        "pass number.pass.cfn/Greeter: alias live points at version 7",
      ],
      "opaque-version.unknown.cfn.yaml": [
        "unknown opaque-version.unknown.cfn/Greeter: the version that alias live points at is unknown; \${Release.Version} is only known after deployment",
      ],
      "other-name.fail.cfn.yaml": [
        "fail other-name.fail.cfn/Greeter: the name of alias beta is not one of the accepted names (live, prod)",
      ],
      "other-name.fail.sam.yaml": [
        "fail other-name.fail.sam/Greeter: the name of alias beta is not one of the accepted names (live, prod)",
      ],
      "published-version.pass.cdk.json": [
        "pass Greet/Greeter/Resource: alias live points at a published version",
      ],
      "published-version.pass.cfn.yaml": [
        "pass published-version.pass.cfn/Greeter: alias live points at a published version",
      ],
      "published-version.pass.sam.yaml": [
        "pass published-version.pass.sam/Greeter: alias live points at a published version",
      ],
      "singleton.fail.cdk.json": [
        "fail Greet/SingletonLambdaf7d4f7304ee111e89c2dfa7ae01bbebc/Resource: has no alias",
      ],
      "stray-alias.unknown.cfn.yaml": [
        "unknown stray-alias.unknown.cfn/Greeter: the function of alias live is unknown; depends on parameter Published, which has no value; pass --parameter Published=…",
      ],
      "stray-latest.fail.cfn.yaml": [
        "fail stray-latest.fail.cfn/Greeter: has no alias",
      ],
      "undecided-name.unknown.cfn.yaml": [
        "unknown undecided-name.unknown.cfn/Greeter: the name of alias \${Stage} is unknown; depends on parameter Stage, which has no value; pass --parameter Stage=…",
      ],
      "undecided-version.unknown.cfn.yaml": [
        "unknown undecided-version.unknown.cfn/Greeter: the version that alias live points at is unknown; depends on parameter LiveVersion, which has no value; pass --parameter LiveVersion=…",
      ],
      "undecided-version.unknown.sam.yaml": [
        "unknown undecided-version.unknown.sam/Greeter: the version that alias live points at is unknown; depends on parameter LiveVersion, which has no value; pass --parameter LiveVersion=…",
      ],
      "version-not-there.fail.cfn.yaml": [
        "fail version-not-there.fail.cfn/Greeter: alias live points at a version that does not exist; version GreeterVersion1 exists only with Stage=prod, and Stage is test by its default",
      ],
    }
  `);
});
