// What function-runtime says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./function-runtime.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "any-value.fail.cfn.yaml": [
        "fail any-value.fail.cfn/Greeter: runs on nodejs18.x, deprecated since 2025-09-01; nodejs24.x is its successor (in one case: parameter Engine leaves others open)",
      ],
      "days.fail.cfn.yaml": [
        "fail days.fail.cfn/DotNet8: runs on dotnet8, deprecated since 2026-11-10; dotnet10 is its successor",
        "pass days.fail.cfn/DotNet10: runs on dotnet10, deprecated on 2028-11-14",
        "fail days.fail.cfn/Python310: runs on python3.10, deprecated since 2026-10-31; python3.14 is its successor",
        "pass days.fail.cfn/Python311: runs on python3.11, deprecated on 2027-06-30",
        "pass days.fail.cfn/Ruby33: runs on ruby3.3, deprecated on 2027-03-31",
        "pass days.fail.cfn/Java8: runs on java8.al2, deprecated on 2027-06-30",
        "fail days.fail.cfn/Provided2: runs on provided.al2, deprecated since 2026-07-31; provided.al2023 is its successor",
        "pass days.fail.cfn/Provided2023: runs on provided.al2023, deprecated on 2029-06-30",
      ],
      "deprecated.fail.cdk.json": [
        "fail Greet/Greeter/Resource: runs on nodejs20.x, deprecated since 2026-04-30; nodejs24.x is its successor",
      ],
      "deprecated.fail.cfn.yaml": [
        "fail deprecated.fail.cfn/Greeter: runs on nodejs20.x, deprecated since 2026-04-30; nodejs24.x is its successor",
      ],
      "deprecated.fail.sam.yaml": [
        "fail deprecated.fail.sam/Greeter: runs on nodejs20.x, deprecated since 2026-04-30; nodejs24.x is its successor",
      ],
      "image.not-applicable.cfn.yaml": [],
      "maintained.pass.cdk.json": [
        "pass Greet/Greeter/Resource: runs on nodejs22.x, deprecated on 2027-04-30",
      ],
      "maintained.pass.cfn.yaml": [
        "pass maintained.pass.cfn/Greeter: runs on nodejs22.x, deprecated on 2027-04-30",
      ],
      "maintained.pass.sam.yaml": [
        "pass maintained.pass.sam/Greeter: runs on nodejs22.x, deprecated on 2027-04-30",
      ],
      "newest.fail.cfn.yaml": [
        "fail newest.fail.cfn/Greeter: runs on nodejs24.x, deprecated on 2028-04-30, within 3650 days",
      ],
      "not-in-table.unknown.cdk.json": [
        "unknown Greet/Greeter/Resource: runs on nodejs99.x; this runtime is not in the built-in table: it is newer, or the name is wrong",
      ],
      "not-in-table.unknown.cfn.yaml": [
        "unknown not-in-table.unknown.cfn/Greeter: runs on nodejs99.x; this runtime is not in the built-in table: it is newer, or the name is wrong",
      ],
      "not-in-table.unknown.sam.yaml": [
        "unknown not-in-table.unknown.sam/Greeter: runs on nodejs99.x; this runtime is not in the built-in table: it is newer, or the name is wrong",
      ],
      "not-yet.pass.cfn.yaml": [
        "pass not-yet.pass.cfn/Greeter: runs on nodejs22.x, deprecated on 2027-04-30",
      ],
      "parameter-default.fail.cfn.yaml": [
        "fail parameter-default.fail.cfn/Greeter: runs on python3.9 (the default of parameter Engine), deprecated since 2025-12-15; python3.14 is its successor",
      ],
      "parameter.unknown.cfn.yaml": [
        "unknown parameter.unknown.cfn/Greeter: its runtime is unknown; depends on parameter Engine, which has no value; pass --parameter Engine=…",
      ],
      "parameter.unknown.sam.yaml": [
        "unknown parameter.unknown.sam/Greeter: its runtime is unknown; depends on parameter Engine, which has no value; pass --parameter Engine=…",
      ],
      "provided.fail.cdk.json": [
        "fail Greet/Greeter/Resource: runs on provided.al2, deprecated since 2026-07-31; provided.al2023 is its successor",
      ],
      "some-value.unknown.cfn.yaml": [
        "unknown some-value.unknown.cfn/Greeter: may fail: runs on nodejs20.x, deprecated since 2026-04-30; nodejs24.x is its successor; depends on parameter Engine, which has no value; pass --parameter Engine=nodejs20.x (parameter Engine: fails with nodejs20.x, passes with nodejs24.x)",
      ],
      "soon.fail.cfn.yaml": [
        "fail soon.fail.cfn/Greeter: runs on nodejs22.x, deprecated on 2027-04-30, within 180 days; nodejs24.x is its successor",
      ],
      "soon.fail.sam.yaml": [
        "fail soon.fail.sam/Greeter: runs on nodejs22.x, deprecated on 2027-04-30, within 180 days; nodejs24.x is its successor",
      ],
    }
  `);
});
