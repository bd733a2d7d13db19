// What async-configuration-qualifier says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import { saidOfEach } from "../../test/greeter-template.ts";
import type { Json, JsonObject } from "../model/json.ts";
import check from "./async-configuration-qualifier.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "alias-elsewhere.unknown.cfn.yaml": [
        "unknown alias-elsewhere.unknown.cfn/GreeterAsynchronously: is on alias beta; no audited stack defines alias beta of the function",
      ],
      "alias-is-not-used.fail.cfn.yaml": [
        "fail alias-is-not-used.fail.cfn/GreeterAsynchronously: is on alias live, and all traffic goes to the function itself: its retries and destinations never apply",
      ],
      "alias-is-not-used.fail.sam.yaml": [
        "fail alias-is-not-used.fail.sam/GreeterAsynchronously: is on alias live, and all traffic goes to the function itself: its retries and destinations never apply",
      ],
      "all-switched-off.pass.cfn.yaml": [
        "pass all-switched-off.pass.cfn/GreeterAsynchronously: is on alias live, and nothing in the audited stacks invokes another qualifier",
      ],
      "certain-use-comes-first.fail.cfn.yaml": [
        "fail certain-use-comes-first.fail.cfn/GreeterAsynchronously: is on alias live, and all traffic goes to the function itself: its retries and destinations never apply",
      ],
      "function-elsewhere.unknown.cfn.yaml": [
        "unknown function-elsewhere.unknown.cfn/GreeterAsynchronously: configures a function of another stack; the function is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "generated.pass.sam.yaml": [
        "pass generated.pass.sam/GreeterEventInvokeConfig: is on alias live, which traffic uses",
      ],
      "latest-is-used.pass.cdk.json": [
        "pass Greet/Greeter/EventInvokeConfig/Resource: is on $LATEST, which traffic uses",
      ],
      "latest-is-used.pass.cfn.yaml": [
        "pass latest-is-used.pass.cfn/GreeterAsynchronously: is on $LATEST, which traffic uses",
      ],
      "latest-is-used.pass.sam.yaml": [
        "pass latest-is-used.pass.sam/GreeterAsynchronously: is on $LATEST, which traffic uses",
      ],
      "no-alias.pass.cfn.yaml": [
        "pass no-alias.pass.cfn/GreeterAsynchronously: is on $LATEST, and nothing in the audited stacks invokes another qualifier",
      ],
      "nobody-here.unknown.cdk.json": [
        "unknown Greet/Greeter/EventInvokeConfig/Resource: is on $LATEST, and it is unknown whether traffic uses it; nothing in the audited stacks invokes the function, which has alias live; also audit the stacks that invoke it",
      ],
      "nobody-here.unknown.cfn.yaml": [
        "unknown nobody-here.unknown.cfn/GreeterAsynchronously: is on $LATEST, and it is unknown whether traffic uses it; nothing in the audited stacks invokes the function, which has alias live; also audit the stacks that invoke it",
      ],
      "nobody-here.unknown.sam.yaml": [
        "unknown nobody-here.unknown.sam/GreeterAsynchronously: is on $LATEST, and it is unknown whether traffic uses it; nothing in the audited stacks invokes the function, which has alias live; also audit the stacks that invoke it",
      ],
      "none.not-applicable.cfn.yaml": [],
      "on-alias.pass.cdk.json": [
        "pass Greet/GreeterLive/EventInvokeConfig/Resource: is on alias live, which traffic uses",
      ],
      "on-alias.pass.cfn.yaml": [
        "pass on-alias.pass.cfn/GreeterAsynchronously: is on alias live, which traffic uses",
      ],
      "on-alias.pass.sam.yaml": [
        "pass on-alias.pass.sam/GreeterAsynchronously: is on alias live, which traffic uses",
      ],
      "on-latest.fail.cdk.json": [
        "fail Greet/Greeter/EventInvokeConfig/Resource: is on $LATEST, and all traffic goes to alias live: its retries and destinations never apply",
      ],
      "on-latest.fail.cfn.yaml": [
        "fail on-latest.fail.cfn/GreeterAsynchronously: is on $LATEST, and all traffic goes to alias live: its retries and destinations never apply",
      ],
      "on-latest.fail.sam.yaml": [
        "fail on-latest.fail.sam/GreeterAsynchronously: is on $LATEST, and all traffic goes to alias live: its retries and destinations never apply",
      ],
      "other-alias.fail.cfn.yaml": [
        "fail other-alias.fail.cfn/GreeterAsynchronously: is on alias beta, and all traffic goes to alias live: its retries and destinations never apply",
      ],
      "switch-undecided.unknown.cfn.yaml": [
        "unknown switch-undecided.unknown.cfn/GreeterAsynchronously: is on alias live, and it is unknown whether traffic uses it; depends on parameter State, which has no value; pass --parameter State=…",
      ],
      "switch-undecided.unknown.sam.yaml": [
        "unknown switch-undecided.unknown.sam/GreeterAsynchronously: is on alias live, and it is unknown whether traffic uses it; depends on parameter State, which has no value; pass --parameter State=…",
      ],
      "switched-off.fail.cfn.yaml": [
        "fail switched-off.fail.cfn/GreeterAsynchronously: is on $LATEST, and all traffic goes to alias live: its retries and destinations never apply",
      ],
      "undecided.unknown.cfn.yaml": [
        "unknown undecided.unknown.cfn/GreeterAsynchronously: the qualifier that it configures is unknown; depends on parameter Qualifier, which has no value; pass --parameter Qualifier=…",
      ],
      "undecided.unknown.sam.yaml": [
        "unknown undecided.unknown.sam/GreeterAsynchronously: the qualifier that it configures is unknown; depends on parameter Qualifier, which has no value; pass --parameter Qualifier=…",
      ],
    }
  `);
});

test("an unknown function, or serves no traffic", async () => {
  const configuration = (FunctionName: Json, Qualifier: Json = "live") => ({
    Type: "AWS::Lambda::EventInvokeConfig",
    Properties: { FunctionName, Qualifier, MaximumRetryAttempts: 0 },
  });
  const rule = (Arn: Json, more: JsonObject = {}) => ({
    Type: "AWS::Events::Rule",
    Properties: { ScheduleExpression: "rate(1 day)", Targets: [{ Id: "Greeter", Arn }], ...more },
  });
  const hook = {
    FunctionName: "CodeDeployHook_try",
    Role: "arn:aws:iam::111122223333:role/hook",
    Code: { S3Bucket: "code", S3Key: "h.zip" },
  };
  expect(
    await saidOfEach(
      "async-configuration-qualifier",
      {
        "that a parameter names": { Config: configuration({ Ref: "Open" }) },
        elsewhere: { Config: configuration("elsewhere") },
        "a hook": {
          Config: configuration({ Ref: "Hook" }, "$LATEST"),
          Hook: { Type: "AWS::Lambda::Function", Properties: hook },
        },
        "invoked through the alias": { Config: configuration({ Ref: "Greeter" }), Rule: rule({ Ref: "Live" }) },
        "invoked past it": { Config: configuration({ Ref: "Greeter" }), Rule: rule({ "Fn::GetAtt": ["Greeter", "Arn"] }) },
        "invoked through a qualifier that a parameter names": {
          Config: configuration({ Ref: "Greeter" }),
          Rule: rule({ "Fn::Sub": "arn:aws:lambda:eu-west-1:111122223333:function:greeter:${Open}" }),
        },
        "invoked by a rule that a parameter turns on": {
          Config: configuration({ Ref: "Greeter" }),
          Rule: rule({ Ref: "Live" }, { State: { Ref: "Open" } }),
        },
        "invoked by a rule in production": {
          Config: configuration({ Ref: "Greeter" }),
          Rule: { ...rule({ Ref: "Live" }), Condition: "IsProd" },
        },
      },
      "Config",
    ),
  ).toMatchInlineSnapshot(`
    {
      "a hook": [],
      "elsewhere": [
        "unknown Config: configures a function of another stack; the function is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "invoked by a rule in production": [
        "pass Config: is on alias live, and nothing in the audited stacks invokes another qualifier (in one case: parameter Stage leaves others open)",
      ],
      "invoked by a rule that a parameter turns on": [
        "unknown Config: is on alias live, and it is unknown whether traffic uses it; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "invoked past it": [
        "fail Config: is on alias live, and all traffic goes to the function itself: its retries and destinations never apply",
      ],
      "invoked through a qualifier that a parameter names": [
        "unknown Config: is on alias live, and it is unknown whether traffic uses it; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "invoked through the alias": [
        "pass Config: is on alias live, which traffic uses",
      ],
      "that a parameter names": [
        "unknown Config: the function that it configures is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
    }
  `);
});
