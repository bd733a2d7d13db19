// What throttle-alarm says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./throttle-alarm.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "account.fail.cfn.yaml": [
        "fail account.fail.cfn/Greeter: no alarm watches its throttles: Watch watches the throttles of the whole account",
      ],
      "account.fail.sam.yaml": [
        "fail account.fail.sam/Greeter: no alarm watches its throttles: Watch watches the throttles of the whole account",
      ],
      "alarm-in-prod.unknown.cfn.yaml": [
        "unknown alarm-in-prod.unknown.cfn/Greeter: may fail: no alarm watches its throttles; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "alarm-in-prod.unknown.sam.yaml": [
        "unknown alarm-in-prod.unknown.sam/Greeter: may fail: no alarm watches its throttles; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "alias-that-is-not.fail.cfn.yaml": [
        "fail alias-that-is-not.fail.cfn/Greeter: no alarm watches its throttles: Watch never has data: its Resource is \${Greeter}:prod, but there is no such alias",
      ],
      "alias-that-is-not.fail.sam.yaml": [
        "fail alias-that-is-not.fail.sam/Greeter: no alarm watches its throttles: Watch never has data: its Resource is \${Greeter}:prod, but there is no such alias",
      ],
      "alias.pass.cdk.json": [
        "pass Greet/Greeter/Resource: alarm Watch watches Throttles of alias live",
      ],
      "alias.pass.cfn.yaml": [
        "pass alias.pass.cfn/Greeter: alarm Watch watches Throttles of alias live",
      ],
      "alias.pass.sam.yaml": [
        "pass alias.pass.sam/Greeter: alarm Watch watches Throttles of alias live",
      ],
      "errors.fail.cfn.yaml": [
        "fail errors.fail.cfn/Greeter: no alarm watches its throttles",
      ],
      "errors.fail.sam.yaml": [
        "fail errors.fail.sam/Greeter: no alarm watches its throttles",
      ],
      "function.pass.cdk.json": [
        "pass Greet/Greeter/Resource: alarm Watch watches Throttles of the function",
      ],
      "function.pass.cfn.yaml": [
        "pass function.pass.cfn/Greeter: alarm Watch watches Throttles of the function",
      ],
      "function.pass.sam.yaml": [
        "pass function.pass.sam/Greeter: alarm Watch watches Throttles of the function",
      ],
      "none.fail.cdk.json": [
        "fail Greet/Greeter/Resource: no alarm watches its throttles",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/Greeter: no alarm watches its throttles",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/Greeter: no alarm watches its throttles",
      ],
    }
  `);
});
