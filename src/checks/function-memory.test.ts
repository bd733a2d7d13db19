// What function-memory says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./function-memory.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "conditional.unknown.cfn.yaml": [
        "unknown conditional.unknown.cfn/Greeter: may fail: uses the default memory size (128 MB); set it explicitly; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "conditional.unknown.sam.yaml": [
        "unknown conditional.unknown.sam/Greeter: may fail: uses the default memory size (128 MB); set it explicitly; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "default.fail.cdk.json": [
        "fail Greet/Greeter/Resource: uses the default memory size (128 MB); set it explicitly",
      ],
      "default.fail.cfn.yaml": [
        "fail default.fail.cfn/Greeter: uses the default memory size (128 MB); set it explicitly",
      ],
      "default.fail.sam.yaml": [
        "fail default.fail.sam/Greeter: uses the default memory size (128 MB); set it explicitly",
      ],
      "hook.not-applicable.cfn.yaml": [],
      "managed-instances.fail.cfn.yaml": [
        "fail managed-instances.fail.cfn/Greeter: uses the default memory size of its capacity provider (2048 MB or more); set it explicitly",
      ],
      "managed-instances.fail.sam.yaml": [
        "fail managed-instances.fail.sam/Greeter: uses the default memory size of its capacity provider (2048 MB or more); set it explicitly",
      ],
      "parameter-default.pass.cfn.yaml": [
        "pass parameter-default.pass.cfn/Greeter: has 512 MB of memory (the default of parameter Memory)",
      ],
      "parameter-default.pass.sam.yaml": [
        "pass parameter-default.pass.sam/Greeter: has 512 MB of memory (the default of parameter Memory)",
      ],
      "parameter.pass.cfn.yaml": [
        "pass parameter.pass.cfn/Greeter: sets its memory size",
      ],
      "parameter.pass.sam.yaml": [
        "pass parameter.pass.sam/Greeter: sets its memory size",
      ],
      "set.pass.cdk.json": [
        "pass Greet/Greeter/Resource: has 256 MB of memory",
      ],
      "set.pass.cfn.yaml": [
        "pass set.pass.cfn/Greeter: has 256 MB of memory",
      ],
      "set.pass.sam.yaml": [
        "pass set.pass.sam/Greeter: has 256 MB of memory",
      ],
    }
  `);
});
