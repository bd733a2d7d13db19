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
        "fail all-required.fail.sam/Greeter (live): its version follows the function's code; of the configuration, only changes of Environment, MemorySize and SnapStart publish a version",
      ],
      "code-by-parameter.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): its version follows the template's text alone, while the code comes from parameter Key (Code.S3Key): a new value there publishes no version",
      ],
      "code-copied.unknown.cdk.json": [
        "unknown Greet/Greeter/Resource (live): it is unknown how its version is published; the code comes from Copy.Key (Code.S3Key); the template does not show whether the version's hash changes with it",
      ],
      "code-described.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): its version is replaced with each new value of parameter Key in its Description",
      ],
      "code-digest-given.pass.sam.yaml": [
        "pass code-digest-given.pass.sam/Greeter (live): its version follows AutoPublishCodeSha256; a change of the configuration alone publishes no version",
      ],
      "code-digest-written.fail.sam.yaml": [
        "fail code-digest-written.fail.sam/Greeter (live): its version follows AutoPublishCodeSha256, while the code comes from parameter Key (Code.S3Key): a new value there publishes no version",
      ],
      "code-digest.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): its version follows the function's code and configuration",
      ],
      "code-elsewhere.fail.sam.yaml": [
        "fail code-elsewhere.fail.sam/Imported (live): its version follows the template's text alone, while the code comes from an import (Code.S3Key): a new value there publishes no version",
        "fail code-elsewhere.fail.sam/Stored (live): its version follows the template's text alone, while the code comes from {{resolve:ssm:/app/key}} (Code.S3Key): a new value there publishes no version",
        "fail code-elsewhere.fail.sam/Mapped (live): its version follows the template's text alone, while the code comes from mapping Release (Code.S3Key): a new value there publishes no version",
      ],
      "code-imported.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): its version follows the template's text alone, while the code comes from an import (Code.S3Key): a new value there publishes no version",
      ],
      "code-in-ssm-substituted.unknown.sam.yaml": [
        "unknown code-in-ssm-substituted.unknown.sam/Greeter (live): it is unknown how its version is published; the code comes from SSM parameter Key (Code.S3Key); the template does not show whether the version's hash changes with it",
      ],
      "code-in-ssm.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): its version follows the template's text alone, while the code comes from SSM parameter SsmParameterValueappkeyC96584B6F00A464EAD1953AFF4B05118Parameter (Code.S3Key): a new value there publishes no version",
      ],
      "code-pinned.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): its version follows the function's code and configuration",
      ],
      "code-resolved.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): its version follows the template's text alone, while the code comes from {{resolve:ssm:/app/key}} (Code.S3Key): a new value there publishes no version",
      ],
      "code-substituted.pass.sam.yaml": [
        "pass code-substituted.pass.sam/Greeter (live): its version follows the function's code and configuration",
        "pass code-substituted.pass.sam/Painter (live): its version follows the function's code; of the configuration, only changes of Environment, MemorySize and SnapStart publish a version",
      ],
      "code.pass.sam.yaml": [
        "pass code.pass.sam/Greeter (live): its version follows the function's code; of the configuration, only changes of Environment, MemorySize and SnapStart publish a version",
      ],
      "current-version.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): its version follows the function's code and configuration",
      ],
      "deployed.pass.live.json": [
        "pass shop/Greeter (live): its version has a hash in its logical id",
      ],
      "digest-by-parameter.pass.cfn.yaml": [
        "pass digest-by-parameter.pass.cfn/Greeter (live): its version has a hash in its logical id",
      ],
      "digest-elsewhere.unknown.cfn.yaml": [
        "unknown digest-elsewhere.unknown.cfn/Greeter (live): it is unknown how its version is published; the code comes from an import (Code.S3Key); the template does not show whether the version's hash changes with it",
      ],
      "digest-required.unknown.cfn.yaml": [
        "unknown digest-required.unknown.cfn/Greeter (live): its version has a hash in its logical id; the template does not show whether a change of the configuration alone publishes a version",
      ],
      "digest.pass.cfn.yaml": [
        "pass digest.pass.cfn/Greeter (live): its version has a hash in its logical id",
      ],
      "environment-elsewhere.pass.sam.yaml": [
        "pass environment-elsewhere.pass.sam/Greeter (live): its version follows the function's code; of the configuration, only changes of Environment, MemorySize and SnapStart publish a version; a change of SSM parameter Prefix (Environment), an import (Environment) and 1 more alone publishes no version",
      ],
      "environment-required.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): its version follows the function's code; a change of parameter Greeting (Environment) alone publishes no version",
      ],
      "environment.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): its version follows the function's code; a change of parameter Greeting (Environment) alone publishes no version",
      ],
      "hand-written.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): its version has the fixed logical id GreeterVersionCB8D3F31: CloudFormation never publishes another version",
      ],
      "hand-written.fail.cfn.yaml": [
        "fail hand-written.fail.cfn/Greeter (live): its version has the fixed logical id GreeterVersion: CloudFormation never publishes another version",
      ],
      "hand-written.fail.sam.yaml": [
        "fail hand-written.fail.sam/Greeter (live): its version has the fixed logical id GreeterVersion: CloudFormation never publishes another version",
      ],
      "image-repository.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): its version follows the function's code and configuration",
      ],
      "image-tag.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): its version follows the template's text alone, while the code comes from parameter Tag (Code.ImageUri): a new value there publishes no version",
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
      "layer-required.unknown.cdk.json": [
        "unknown Greet/Greeter/Resource (live): its version follows the function's code; whether a change of layer SharedDACC02AA publishes a version depends on the feature flag @aws-cdk/aws-lambda:recognizeLayerVersion, which is not in the template",
      ],
      "layer.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): its version follows the function's code",
      ],
      "moved-to-newest.pass.live.json": [
        "pass shop/Greeter (live): its version is 9, the latest published version",
      ],
      "moved-unseen.unknown.live.json": [
        "unknown shop/Greeter (live): it is unknown how its version is published; lambda:ListVersionsByFunction was denied; allow lambda:ListVersionsByFunction (fitness permissions prints the policy)",
      ],
      "moved.fail.live.json": [
        "fail shop/Greeter (live): its version is 7, but the latest published version is 8",
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
      "object-version.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): its version follows the template's text alone, while the code comes from parameter ObjectVersion (Code.S3ObjectVersion): a new value there publishes no version",
      ],
      "parameter-default.unknown.cfn.yaml": [
        "unknown parameter-default.unknown.cfn/Greeter (live): it is unknown how its version is published; is version 3 (parameter Published); the template does not show what publishes versions",
      ],
      "parameter.unknown.cfn.yaml": [
        "unknown parameter.unknown.cfn/Greeter (live): it is unknown how its version is published; depends on parameter Published, which has no value; pass --parameter Published=…",
      ],
      "parameter.unknown.sam.yaml": [
        "unknown parameter.unknown.sam/Greeter (live): it is unknown how its version is published; depends on parameter Published, which has no value; pass --parameter Published=…",
      ],
      "replaced.pass.cfn.yaml": [
        "pass replaced.pass.cfn/Greeter (live): its version is replaced with each new value of parameter Commit in its Description",
      ],
      "replaced.pass.sam.yaml": [
        "pass replaced.pass.sam/Greeter (live): its version is replaced with each new value of parameter Commit in its Description",
      ],
      "sam-environment-required.fail.sam.yaml": [
        "fail sam-environment-required.fail.sam/Greeter (live): its version follows the function's code; a change of parameter Greeting (Environment), parameter Memory (MemorySize) and 1 more alone publishes no version",
      ],
      "sam-layer-published-required.pass.sam.yaml": [
        "pass sam-layer-published-required.pass.sam/Greeter (live): its version follows the function's code and configuration",
      ],
      "sam-layer-required.fail.sam.yaml": [
        "fail sam-layer-required.fail.sam/Greeter (live): its version follows the function's code; a change of layer Shared (no PublishLambdaVersion) alone publishes no version",
      ],
      "sam-literal-required.pass.sam.yaml": [
        "pass sam-literal-required.pass.sam/Greeter (live): its version follows the function's code and configuration",
      ],
    }
  `);
});
