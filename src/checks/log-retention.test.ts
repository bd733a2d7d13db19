// What log-retention says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./log-retention.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "access-log-for-ever.fail.cfn.yaml": [
        "fail access-log-for-ever.fail.cfn/AccessLog: keeps the access log of Api forever: it has no RetentionInDays",
      ],
      "access-log-for-ever.fail.sam.yaml": [
        "fail access-log-for-ever.fail.sam/AccessLog: keeps the access log of Api forever: it has no RetentionInDays",
      ],
      "access-log.pass.cdk.json": [
        "pass Greet/AccessLog/Resource: keeps the access log of Api for 30 days",
      ],
      "access-log.pass.cfn.yaml": [
        "pass access-log.pass.cfn/AccessLog: keeps the access log of Api for 30 days",
      ],
      "access-log.pass.sam.yaml": [
        "pass access-log.pass.sam/AccessLog: keeps the access log of Api for 30 days",
      ],
      "allowed.fail.cfn.yaml": [
        "fail allowed.fail.cfn/GreeterLogs: keeps the logs of Greeter for 731 days, above the maximum of 365 (in one case: parameter Days leaves others open)",
      ],
      "allowed.fail.sam.yaml": [
        "fail allowed.fail.sam/GreeterLogs: keeps the logs of Greeter for 731 days, above the maximum of 365 (in one case: parameter Days leaves others open)",
      ],
      "another-log-group.fail.cfn.yaml": [
        "fail another-log-group.fail.cfn/Greeter: has no log group in the template: Lambda creates one that keeps its logs forever",
      ],
      "another-log-group.fail.sam.yaml": [
        "fail another-log-group.fail.sam/Greeter: has no log group in the template: Lambda creates one that keeps its logs forever",
      ],
      "by-config.pass.cdk.json": [
        "pass Greet/GreeterLogs/Resource: keeps the logs of Greeter for 90 days",
      ],
      "by-config.pass.cfn.yaml": [
        "pass by-config.pass.cfn/GreeterLogs: keeps the logs of Greeter for 90 days",
      ],
      "by-config.pass.sam.yaml": [
        "pass by-config.pass.sam/GreeterLogs: keeps the logs of Greeter for 90 days",
      ],
      "by-name.pass.cfn.yaml": [
        "pass by-name.pass.cfn/GreeterLogs: keeps the logs of Greeter for 90 days",
      ],
      "by-name.pass.sam.yaml": [
        "pass by-name.pass.sam/GreeterLogs: keeps the logs of Greeter for 90 days",
      ],
      "custom-resource-for-ever.fail.cdk.json": [
        "fail Greet/Greeter/LogRetention/Resource: keeps the logs of Greeter forever: it has no RetentionInDays",
      ],
      "custom-resource.pass.cdk.json": [
        "pass Greet/Greeter/LogRetention/Resource: keeps the logs of Greeter for 30 days",
      ],
      "default.pass.cfn.yaml": [
        "pass default.pass.cfn/GreeterLogs: keeps the logs of Greeter for 30 days (the default of parameter Days)",
      ],
      "default.pass.sam.yaml": [
        "pass default.pass.sam/GreeterLogs: keeps the logs of Greeter for 30 days (the default of parameter Days)",
      ],
      "elsewhere.unknown.cfn.yaml": [
        "unknown elsewhere.unknown.cfn/Greeter: the retention of its logs is unknown; log group /shared/greetings is not defined in the audited stacks",
        "unknown elsewhere.unknown.cfn/Painter: the retention of its logs is unknown; is imported as logs, which no audited stack exports; also audit the stack that exports it",
      ],
      "for-ever-by-config.fail.cdk.json": [
        "fail Greet/GreeterLogs/Resource: keeps the logs of Greeter forever: it has no RetentionInDays",
      ],
      "for-ever-by-config.fail.cfn.yaml": [
        "fail for-ever-by-config.fail.cfn/GreeterLogs: keeps the logs of Greeter forever: it has no RetentionInDays",
      ],
      "for-ever-by-config.fail.sam.yaml": [
        "fail for-ever-by-config.fail.sam/GreeterLogs: keeps the logs of Greeter forever: it has no RetentionInDays",
      ],
      "for-ever.fail.cfn.yaml": [
        "fail for-ever.fail.cfn/GreeterLogs: keeps the logs of Greeter forever: it has no RetentionInDays",
      ],
      "for-ever.fail.sam.yaml": [
        "fail for-ever.fail.sam/GreeterLogs: keeps the logs of Greeter forever: it has no RetentionInDays",
      ],
      "function-elsewhere.fail.cfn.yaml": [
        "fail function-elsewhere.fail.cfn/GreeterLogs: keeps its logs forever: it has no RetentionInDays",
        "fail function-elsewhere.fail.cfn/Greeter: has no log group in the template: Lambda creates one that keeps its logs forever",
      ],
      "function-elsewhere.fail.sam.yaml": [
        "fail function-elsewhere.fail.sam/GreeterLogs: keeps its logs forever: it has no RetentionInDays",
        "fail function-elsewhere.fail.sam/Greeter: has no log group in the template: Lambda creates one that keeps its logs forever",
      ],
      "group-name-open.unknown.cfn.yaml": [
        "unknown group-name-open.unknown.cfn/Greeter: the retention of its logs is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
        "unknown group-name-open.unknown.cfn/GreeterLogs: may fail: keeps its logs forever: it has no RetentionInDays; depends on parameter Open, which has no value; pass --parameter Open=… (parameter Open: does not apply with another value, fails with /aws/lambda/)",
      ],
      "in-prod.unknown.cfn.yaml": [
        "pass in-prod.unknown.cfn/Logs: keeps the logs of Greeter for 30 days",
        "unknown in-prod.unknown.cfn/Greeter: may fail: has no log group in the template: Lambda creates one that keeps its logs forever; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "name-open.unknown.cfn.yaml": [
        "pass name-open.unknown.cfn/Logs: keeps its logs for 30 days",
        "unknown name-open.unknown.cfn/Greeter: the retention of its logs is unknown; depends on parameter Name, which has no value; pass --parameter Name=…",
      ],
      "no-log-group.fail.cfn.yaml": [
        "fail no-log-group.fail.cfn/Greeter: has no log group in the template: Lambda creates one that keeps its logs forever",
      ],
      "no-log-group.fail.sam.yaml": [
        "fail no-log-group.fail.sam/Greeter: has no log group in the template: Lambda creates one that keeps its logs forever",
      ],
      "open.unknown.cfn.yaml": [
        "unknown open.unknown.cfn/GreeterLogs: the retention of the logs of Greeter is unknown; depends on parameter Days, which has no value; pass --parameter Days=…",
      ],
      "open.unknown.sam.yaml": [
        "unknown open.unknown.sam/GreeterLogs: the retention of the logs of Greeter is unknown; depends on parameter Days, which has no value; pass --parameter Days=…",
      ],
      "raised.pass.cfn.yaml": [
        "pass raised.pass.cfn/GreeterLogs: keeps the logs of Greeter for 731 days",
      ],
      "raised.pass.sam.yaml": [
        "pass raised.pass.sam/GreeterLogs: keeps the logs of Greeter for 731 days",
      ],
      "rotation.not-applicable.cfn.yaml": [],
      "shared.pass.cfn.yaml": [
        "pass shared.pass.cfn/Logs: keeps the logs of Greeter for 30 days",
      ],
      "too-long.fail.cfn.yaml": [
        "fail too-long.fail.cfn/GreeterLogs: keeps the logs of Greeter for 731 days, above the maximum of 365",
      ],
      "too-long.fail.sam.yaml": [
        "fail too-long.fail.sam/GreeterLogs: keeps the logs of Greeter for 731 days, above the maximum of 365",
      ],
      "two-years-by-default.fail.cdk.json": [
        "fail Greet/GreeterLogs/Resource: keeps the logs of Greeter for 731 days, above the maximum of 365",
      ],
    }
  `);
});
