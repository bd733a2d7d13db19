// What invocation-permission says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./invocation-permission.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "agent.pass.cfn.yaml": [
        "pass agent.pass.cfn/Allowed: is on alias live, which Assistant invokes",
      ],
      "alarm-action.fail.cfn.yaml": [
        "fail alarm-action.fail.cfn/Allowed: is on the function itself, and Busy invokes alias live: this is denied",
      ],
      "by-name.pass.cfn.yaml": [
        "pass by-name.pass.cfn/ApiMayInvoke: is on alias live, which GET /greet of Api invokes",
      ],
      "construct.pass.cdk.json": [
        "pass Greet/Nightly/AllowEventRuleGreetGreeterLive6F82E767: is on alias live, which Target0 of Nightly invokes",
      ],
      "credentials.not-applicable.cfn.yaml": [],
      "definition.fail.cfn.yaml": [
        "fail definition.fail.cfn/ApiMayInvoke: is on alias live, and GET /greet of Api invokes the function itself: this is denied",
      ],
      "definition.fail.sam.yaml": [
        "fail definition.fail.sam/Greeter (Greet): is on alias live, and GET /greet of Api invokes the function itself: this is denied",
      ],
      "escape.fail.cdk.json": [
        "fail Greet/Nightly/AllowEventRuleGreetGreeter54E4EAF2: is on the function itself, and Target0 of Nightly invokes alias live: this is denied",
      ],
      "events.pass.sam.yaml": [
        "pass events.pass.sam/GreeterUrlPublicPermissions: is on alias live, which GreeterUrl invokes",
        "pass events.pass.sam/GreeterURLInvokeAllowPublicAccess: is on alias live, which GreeterUrl invokes",
        "pass events.pass.sam/Greeter (Root): is on alias live, which $default of ServerlessHttpApi invokes",
        "pass events.pass.sam/Greeter (Any): is on alias live, which ANY /{proxy+} of ServerlessRestApi invokes",
        "pass events.pass.sam/Greeter (Logs): is on alias live, which GreeterLogs invokes",
        "pass events.pass.sam/Greeter (News): is on alias live, which GreeterNews invokes",
        "pass events.pass.sam/Greeter (Nightly): is on alias live, which GreeterNightlyLambdaTarget of GreeterNightly invokes",
        "pass events.pass.sam/Greeter (SignUp): is on alias live, which PreSignUp of People invokes",
        "pass events.pass.sam/Greeter (Things): is on alias live, which GreeterThings invokes",
        "pass events.pass.sam/Greeter (Upload): is on alias live, which s3:ObjectCreated:* of Uploads invokes",
      ],
      "in-prod.unknown.cfn.yaml": [
        "unknown in-prod.unknown.cfn/OldPermission: is on the function itself, and it is unknown whether it allows GET /greet of Api; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=…",
        "pass in-prod.unknown.cfn/ApiMayInvoke: is on alias live, which GET /greet of Api invokes",
      ],
      "on-both.pass.cfn.yaml": [
        "pass on-both.pass.cfn/ApiMayInvoke: is on alias live, which GET /greet of Api invokes",
      ],
      "on-the-function.fail.cfn.yaml": [
        "fail on-the-function.fail.cfn/ApiMayInvoke: is on the function itself, and GET /greet of Api invokes alias live: this is denied",
      ],
      "open-method.unknown.cfn.yaml": [
        "unknown open-method.unknown.cfn/Permission: is on the function itself, and it is unknown whether it allows \${Method} / of Route; depends on parameter Method, which has no value; pass --parameter Method=…",
      ],
      "other-api.not-applicable.cfn.yaml": [],
      "other-route.not-applicable.cfn.yaml": [],
      "other-service.not-applicable.cfn.yaml": [],
      "policy-and-construct.fail.cdk.json": [
        "fail Greet/Nightly/AllowEventRuleGreetLive4F09F6D1: is on alias live, and so is Policy: each overwrites the other",
        "fail Greet/Policy: is on alias live, and so is NightlyAllowEventRuleGreetLive4F09F6D1: each overwrites the other",
      ],
      "policy-and-event.fail.sam.yaml": [
        "fail policy-and-event.fail.sam/Greeter (Nightly): is on alias live, and so is Policy: each overwrites the other",
        "fail policy-and-event.fail.sam/Policy: is on alias live, and so is GreeterNightlyPermission: each overwrites the other",
      ],
      "policy-and-permission.fail.cfn.yaml": [
        "fail policy-and-permission.fail.cfn/Permission: is on alias live, and so is Policy: each overwrites the other",
        "fail policy-and-permission.fail.cfn/Policy: is on alias live, and so is Permission: each overwrites the other",
      ],
      "policy-and-two.fail.cfn.yaml": [
        "fail policy-and-two.fail.cfn/Permission: is on alias live, and so is Policy: each overwrites the other",
        "fail policy-and-two.fail.cfn/Another: is on alias live, and so is Policy: each overwrites the other",
        "fail policy-and-two.fail.cfn/Policy: is on alias live, and so is Permission (and 1 more): each overwrites the other",
      ],
      "policy-on-the-function.fail.cfn.yaml": [
        "fail policy-on-the-function.fail.cfn/Policy: is on the function itself, and it of Nightly invokes alias live: this is denied",
      ],
      "policy-under-condition.unknown.cfn.yaml": [
        "unknown policy-under-condition.unknown.cfn/Policy: is on alias live, and it is unknown whether it allows it of Nightly; allows it under a condition on aws:principalorgid",
      ],
      "policy.pass.cfn.yaml": [
        "pass policy.pass.cfn/Policy: is on alias live, which it of Nightly invokes",
      ],
      "rule-same.pass.cfn.yaml": [
        "pass rule-same.pass.cfn/NightlyMayInvoke: is on alias live, which greeter of Nightly invokes",
      ],
      "rule.fail.cfn.yaml": [
        "fail rule.fail.cfn/NightlyMayInvoke: is on the function itself, and greeter of Nightly invokes alias live: this is denied",
      ],
      "rule.fail.sam.yaml": [
        "fail rule.fail.sam/NightlyMayInvoke: is on the function itself, and greeter of Nightly invokes alias live: this is denied",
      ],
      "same.pass.cfn.yaml": [
        "pass same.pass.cfn/ApiMayInvoke: is on alias live, which GET /greet of Api invokes",
      ],
      "same.pass.sam.yaml": [
        "pass same.pass.sam/Greeter (Greet): is on alias live, which GET /greet of Api invokes",
      ],
      "two-allowed.pass.cfn.yaml": [
        "pass two-allowed.pass.cfn/NightlyMayInvoke: is on alias live, which greeter of Hourly invokes (and 1 more)",
      ],
      "two-refused.fail.cfn.yaml": [
        "fail two-refused.fail.cfn/NightlyMayInvoke: is on the function itself, and greeter of Hourly invokes alias live (and 1 more): this is denied",
      ],
      "undecided-qualifier.unknown.cfn.yaml": [
        "unknown undecided-qualifier.unknown.cfn/ApiMayInvoke: is on an unknown qualifier, and it is unknown whether it allows GET /greet of Api; depends on parameter Qualifier, which has no value; pass --parameter Qualifier=…",
      ],
      "url.fail.cfn.yaml": [
        "fail url.fail.cfn/AnybodyMayInvoke: is on the function itself, and GreeterUrl invokes alias live: this is denied",
      ],
      "url.fail.sam.yaml": [
        "fail url.fail.sam/AnybodyMayInvoke: is on the function itself, and GreeterUrl invokes alias live: this is denied",
      ],
    }
  `);
});
