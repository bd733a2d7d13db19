// Whether a deployment publishes the version that an alias moves to, where the template leaves the version or its function open.
import { expect, test } from "vitest";
import { errors, saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";

const Watch = errors({ FunctionName: "greeter" });
const live = (FunctionVersion: Json): JsonObject => ({
  Type: "AWS::Lambda::Alias",
  Properties: { Name: "live", FunctionName: { Ref: "Greeter" }, FunctionVersion },
});
const version = (more: JsonObject = {}): JsonObject => ({
  Type: "AWS::Lambda::Version",
  Properties: { FunctionName: { Ref: "Greeter" } },
  ...more,
});

test("what an alias points at", async () => {
  const published = { "Fn::GetAtt": ["Version", "Version"] };
  const described = (Description: Json): JsonObject => version({ Properties: { FunctionName: { Ref: "Greeter" }, Description } });
  const renamed = (CodeSha256: Json): JsonObject => version({ Properties: { FunctionName: { Ref: "Greeter" }, CodeSha256 } });
  expect(
    await saidOfEach(
      "version-publishing",
      {
        "a version of a fixed logical id": { Watch },
        "a number": { Watch, Live: live("7") },
        "a parameter's number": { Watch, Live: live({ Ref: "Open" }) },
        "a number that a condition chooses": { Watch, Live: live({ "Fn::If": ["IsProd", "7", "8"] }) },
        "the latest": { Watch, Live: live("$LATEST") },
        "a version that is not there": { Watch, Live: live(published), Version: version({ Condition: "No" }) },
        "a version that another stack exports": { Watch, Live: live({ "Fn::ImportValue": "version" }) },
        "a version with a parameter in its description": { Watch, Version: described({ "Fn::Sub": "build ${Open}" }) },
        "a version with a parameter among others in its description": {
          Watch,
          Version: described({ "Fn::Join": ["-", ["build", { "Fn::Sub": ["${n}", { n: { Ref: "Open" } }] }]] }),
        },
        "a version with a digest that a parameter gives": { Watch, Version: renamed({ Ref: "Open" }) },
        "a version with a digest in writing": { Watch, Version: renamed("4f3c2b1a9d") },
      },
      "Greeter",
    ),
  ).toMatchInlineSnapshot(`
    {
      "a number": [
        "fail Greeter (live): its version is 7, a number in the template: nothing newer is ever deployed",
      ],
      "a number that a condition chooses": [
        "fail Greeter (live): its version is 8, a number in the template: nothing newer is ever deployed (in one case: parameter Stage leaves others open)",
      ],
      "a parameter's number": [
        "unknown Greeter (live): it is unknown how its version is published; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a version of a fixed logical id": [
        "fail Greeter (live): its version has the fixed logical id Version: CloudFormation never publishes another version",
      ],
      "a version that another stack exports": [
        "unknown Greeter (live): it is unknown how its version is published; is imported as version, which no audited stack exports; also audit the stack that exports it",
      ],
      "a version that is not there": [
        "unknown Greeter (live): it is unknown how its version is published; is not there: its condition is false",
      ],
      "a version with a digest in writing": [
        "fail Greeter (live): its version has the fixed logical id Version: CloudFormation never publishes another version",
      ],
      "a version with a digest that a parameter gives": [
        "pass Greeter (live): its version is replaced with each new value of parameter Open in its CodeSha256",
      ],
      "a version with a parameter among others in its description": [
        "pass Greeter (live): its version is replaced with each new value of parameter Open in its Description",
      ],
      "a version with a parameter in its description": [
        "pass Greeter (live): its version is replaced with each new value of parameter Open in its Description",
      ],
      "the latest": [
        "fail Greeter (live): its version is $LATEST: the alias never points at a published version",
      ],
    }
  `);
});
