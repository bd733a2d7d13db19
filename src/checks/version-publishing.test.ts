// What version-publishing says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./version-publishing.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "all-properties.pass.sam.yaml": [
        "pass all-properties.pass.sam/Greeter (live): its version follows the function's code and configuration",
      ],
      "all-required.fail.sam.yaml": [
        "fail all-required.fail.sam/Greeter (live): its version follows the function's code; a change of configuration alone is not published",
      ],
      "code.pass.sam.yaml": [
        "pass code.pass.sam/Greeter (live): its version follows the function's code; a change of configuration alone is not published",
      ],
      "current-version.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): its version follows the function's code and configuration",
      ],
      "deployed.pass.live.json": [
        "pass shop/Greeter (live): its version has a digest in its logical id",
      ],
      "digest-required.unknown.cfn.yaml": [
        "unknown digest-required.unknown.cfn/Greeter (live): its version has a digest in its logical id; whether a change of configuration alone publishes a version cannot be told from the template",
      ],
      "digest.pass.cfn.yaml": [
        "pass digest.pass.cfn/Greeter (live): its version has a digest in its logical id",
      ],
      "hand-written.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): its version has the fixed logical id GreeterVersionCB8D3F31: CloudFormation never publishes a second one",
      ],
      "hand-written.fail.cfn.yaml": [
        "fail hand-written.fail.cfn/Greeter (live): its version has the fixed logical id GreeterVersion: CloudFormation never publishes a second one",
      ],
      "hand-written.fail.sam.yaml": [
        "fail hand-written.fail.sam/Greeter (live): its version has the fixed logical id GreeterVersion: CloudFormation never publishes a second one",
      ],
      "latest.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): its version is $LATEST: the alias never points at a published version",
      ],
      "latest.fail.cfn.yaml": [
        "fail latest.fail.cfn/Greeter (live): its version is $LATEST: the alias never points at a published version",
      ],
      "latest.fail.sam.yaml": [
        "fail latest.fail.sam/Greeter (live): its version is $LATEST: the alias never points at a published version",
      ],
      "moved-to-newest.pass.live.json": [
        "pass shop/Greeter (live): its version is 9, the newest that is published",
      ],
      "moved-unseen.unknown.live.json": [
        "unknown shop/Greeter (live): what publishes its version is not known; lambda:ListVersionsByFunction was denied; allow lambda:ListVersionsByFunction (fitness permissions prints the policy)",
      ],
      "moved.fail.live.json": [
        "fail shop/Greeter (live): its version is 7, while 8 is the newest that is published",
      ],
      "no-alias.not-applicable.cfn.yaml": [],
      "number.fail.cdk.json": [
        "fail Greet/GreeterLive/Resource (live): its version is 3, a number in the template: nothing newer is ever deployed",
      ],
      "number.fail.cfn.yaml": [
        "fail number.fail.cfn/Greeter (live): its version is 3, a number in the template: nothing newer is ever deployed",
      ],
      "number.fail.sam.yaml": [
        "fail number.fail.sam/Greeter (live): its version is 3, a number in the template: nothing newer is ever deployed",
      ],
      "parameter-default.unknown.cfn.yaml": [
        "unknown parameter-default.unknown.cfn/Greeter (live): what publishes its version is not known; is version 3 by parameter Published: what publishes versions is not in the template",
      ],
      "parameter.unknown.cfn.yaml": [
        "unknown parameter.unknown.cfn/Greeter (live): what publishes its version is not known; depends on parameter Published, which has no value; pass --parameter Published=…",
      ],
      "parameter.unknown.sam.yaml": [
        "unknown parameter.unknown.sam/Greeter (live): what publishes its version is not known; depends on parameter Published, which has no value; pass --parameter Published=…",
      ],
      "replaced.pass.cfn.yaml": [
        "pass replaced.pass.cfn/Greeter (live): its version is replaced with each new value of parameter Commit in its Description",
      ],
      "replaced.pass.sam.yaml": [
        "pass replaced.pass.sam/Greeter (live): its version is replaced with each new value of parameter Commit in its Description",
      ],
    }
  `);
});
