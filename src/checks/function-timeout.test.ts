// What function-timeout says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./function-timeout.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "asynchronous.pass.cfn.yaml": [
        "pass asynchronous.pass.cfn/Greeter: times out after 600 s",
      ],
      "conditional.unknown.cfn.yaml": [
        "unknown conditional.unknown.cfn/Greeter: may fail: uses the default timeout (3 s); set it explicitly; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "default.fail.cdk.json": [
        "fail Greet/Greeter/Resource: uses the default timeout (3 s); set it explicitly",
      ],
      "default.fail.cfn.yaml": [
        "fail default.fail.cfn/Greeter: uses the default timeout (3 s); set it explicitly",
      ],
      "default.fail.sam.yaml": [
        "fail default.fail.sam/Greeter: uses the default timeout (3 s); set it explicitly",
      ],
      "definition.fail.cfn.yaml": [
        "fail definition.fail.cfn/Greeter: times out after 10 s, longer than the 5 s that GET /hello waits",
      ],
      "http.pass.cdk.json": [
        "pass Greet/Greeter/Resource: times out after 30 s, within the 30 s that its API waits",
      ],
      "http.pass.cfn.yaml": [
        "pass http.pass.cfn/Greeter: times out after 30 s, within the 30 s that its API waits",
      ],
      "http.pass.sam.yaml": [
        "pass http.pass.sam/Greeter: times out after 30 s, within the 30 s that its API waits",
      ],
      "limit-open.unknown.cfn.yaml": [
        "unknown limit-open.unknown.cfn/Greeter: times out after 10 s, but it is unknown how long GET / waits; depends on parameter Millis, which has no value; pass --parameter Millis=…",
      ],
      "parameter-alone.pass.cfn.yaml": [
        "pass parameter-alone.pass.cfn/Greeter: sets its timeout",
      ],
      "parameter-alone.pass.sam.yaml": [
        "pass parameter-alone.pass.sam/Greeter: sets its timeout",
      ],
      "parameter-default.fail.cfn.yaml": [
        "fail parameter-default.fail.cfn/Greeter: times out after 60 s (the default of parameter Seconds), longer than the 29 s that GET / waits",
      ],
      "parameter.unknown.cfn.yaml": [
        "unknown parameter.unknown.cfn/Greeter: its timeout is unknown, and GET / waits for it; depends on parameter Seconds, which has no value; pass --parameter Seconds=…",
      ],
      "parameter.unknown.sam.yaml": [
        "unknown parameter.unknown.sam/Greeter: its timeout is unknown, and GET / waits for it; depends on parameter Seconds, which has no value; pass --parameter Seconds=…",
      ],
      "protocol-open.unknown.cfn.yaml": [
        "unknown protocol-open.unknown.cfn/Greeter: may fail: times out after 30 s, longer than the 29 s that $default waits; depends on parameter Open, which has no value; pass --parameter Open=… (parameter Open: passes with another value, fails with WEBSOCKET)",
      ],
      "quick-create.fail.cfn.yaml": [
        "fail quick-create.fail.cfn/Greeter: times out after 31 s, longer than the 30 s that $default waits",
      ],
      "raised.pass.cdk.json": [
        "pass Greet/Greeter/Resource: times out after 60 s, within the 90 s that its API waits",
      ],
      "raised.pass.cfn.yaml": [
        "pass raised.pass.cfn/Greeter: times out after 60 s, within the 90 s that its API waits",
      ],
      "rest.fail.cdk.json": [
        "fail Greet/Greeter/Resource: times out after 30 s, longer than the 29 s that GET / waits",
      ],
      "rest.fail.cfn.yaml": [
        "fail rest.fail.cfn/Greeter: times out after 30 s, longer than the 29 s that GET / waits",
      ],
      "rest.fail.sam.yaml": [
        "fail rest.fail.sam/Greeter: times out after 30 s, longer than the 29 s that GET / waits",
      ],
      "route-in-prod.unknown.cfn.yaml": [
        "unknown route-in-prod.unknown.cfn/Greeter: may fail: times out after 60 s, longer than the 29 s that GET / waits; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: passes with another value, fails with prod)",
      ],
      "set.pass.cdk.json": [
        "pass Greet/Greeter/Resource: times out after 60 s",
      ],
      "set.pass.cfn.yaml": [
        "pass set.pass.cfn/Greeter: times out after 60 s",
      ],
      "set.pass.sam.yaml": [
        "pass set.pass.sam/Greeter: times out after 60 s",
      ],
      "shorter.fail.cdk.json": [
        "fail Greet/Greeter/Resource: times out after 10 s, longer than the 5 s that GET / waits",
      ],
      "shorter.fail.cfn.yaml": [
        "fail shorter.fail.cfn/Greeter: times out after 10 s, longer than the 5 s that GET / waits",
      ],
      "shorter.fail.sam.yaml": [
        "fail shorter.fail.sam/Greeter: times out after 10 s, longer than the 5 s that GET / waits",
      ],
      "streamed.pass.cdk.json": [
        "pass Greet/Greeter/Resource: times out after 600 s",
      ],
      "streamed.pass.cfn.yaml": [
        "pass streamed.pass.cfn/Greeter: times out after 600 s",
      ],
      "streamed.pass.sam.yaml": [
        "pass streamed.pass.sam/Greeter: times out after 600 s",
      ],
      "two-routes.fail.cfn.yaml": [
        "fail two-routes.fail.cfn/Greeter: times out after 20 s, longer than the 10 s that POST / waits",
      ],
      "websocket.fail.cdk.json": [
        "fail Greet/Greeter/Resource: times out after 30 s, longer than the 29 s that $default waits",
      ],
      "websocket.fail.cfn.yaml": [
        "fail websocket.fail.cfn/Greeter: times out after 30 s, longer than the 29 s that $default waits",
      ],
    }
  `);
});
