// What api-access-log says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import { remediesFor, stages } from "../../test/remedies.ts";
import check from "./api-access-log.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "by-name.pass.cfn.yaml": [
        "pass by-name.pass.cfn/Prod: writes its access log as JSON to Logs",
      ],
      "by-name.pass.sam.yaml": [
        "pass by-name.pass.sam/OrdersprodStage: writes its access log as JSON to Logs",
      ],
      "common-log-format.fail.cdk.json": [
        "fail LogClf/Orders/DeploymentStage.prod/Resource: its access log, to Logs, is not JSON: $context.identity.sourceIp $context.identity.caller $context…",
      ],
      "common-log-format.fail.cfn.yaml": [
        "fail common-log-format.fail.cfn/Prod: its access log, to Logs, is not JSON: $context.identity.sourceIp $context.identity.caller $context…",
      ],
      "common-log-format.fail.sam.yaml": [
        "fail common-log-format.fail.sam/OrdersprodStage: its access log, to Logs, is not JSON: $context.identity.sourceIp $context.identity.caller $context…",
      ],
      "conditional.unknown.cfn.yaml": [
        "unknown conditional.unknown.cfn/Prod: may fail: writes no access log; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "conditional.unknown.sam.yaml": [
        "unknown conditional.unknown.sam/OrdersprodStage: may fail: writes no access log; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "elsewhere.pass.cfn.yaml": [
        "pass elsewhere.pass.cfn/Prod: writes its access log as JSON to arn:aws:logs:eu-west-1:123456789012:log-group:/platform/access",
      ],
      "elsewhere.pass.sam.yaml": [
        "pass elsewhere.pass.sam/OrdersprodStage: writes its access log as JSON to arn:aws:logs:eu-west-1:123456789012:log-group:/platform/access",
      ],
      "format-open.unknown.cfn.yaml": [
        "unknown format-open.unknown.cfn/Prod: unknown whether its access log, to Logs, is JSON; depends on parameter LogFormat, which has no value; pass --parameter LogFormat=…",
      ],
      "format-open.unknown.sam.yaml": [
        "unknown format-open.unknown.sam/OrdersprodStage: unknown whether its access log, to Logs, is JSON; depends on parameter LogFormat, which has no value; pass --parameter LogFormat=…",
      ],
      "group-of-condition.unknown.cfn.yaml": [
        "unknown group-of-condition.unknown.cfn/Prod: may fail: its access log is written to Logs, which does not exist; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "group-of-condition.unknown.sam.yaml": [
        "unknown group-of-condition.unknown.sam/OrdersprodStage: may fail: its access log is written to Logs, which does not exist; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "http-common-log-format.fail.cdk.json": [
        "fail HttpLog/Prod/Resource: its access log, to Logs, is not JSON: $context.identity.sourceIp $context.identity.caller $context…",
      ],
      "http-none.fail.cfn.yaml": [
        "fail http-none.fail.cfn/Prod: writes no access log",
      ],
      "http-none.fail.sam.yaml": [
        "fail http-none.fail.sam/OrdersprodStage: writes no access log",
      ],
      "http-text.fail.cfn.yaml": [
        "fail http-text.fail.cfn/Prod: its access log, to Logs, is not JSON: $context.requestId $context.status",
      ],
      "http-text.fail.sam.yaml": [
        "fail http-text.fail.sam/OrdersprodStage: its access log, to Logs, is not JSON: $context.requestId $context.status",
      ],
      "http.pass.cfn.yaml": [
        "pass http.pass.cfn/Prod: writes its access log as JSON to Logs",
      ],
      "http.pass.sam.yaml": [
        "pass http.pass.sam/OrdersprodStage: writes its access log as JSON to Logs",
      ],
      "import.pass.cfn.yaml": [
        "pass import.pass.cfn/Prod: writes its access log as JSON to what another stack exports",
      ],
      "import.pass.sam.yaml": [
        "pass import.pass.sam/OrdersprodStage: writes its access log as JSON to what another stack exports",
      ],
      "json.pass.cdk.json": [
        "pass LogJson/Orders/DeploymentStage.prod/Resource: writes its access log as JSON to Logs",
      ],
      "json.pass.cfn.yaml": [
        "pass json.pass.cfn/Prod: writes its access log as JSON to Logs",
      ],
      "json.pass.sam.yaml": [
        "pass json.pass.sam/OrdersprodStage: writes its access log as JSON to Logs",
      ],
      "multi-line.pass.cfn.yaml": [
        "pass multi-line.pass.cfn/Prod: writes its access log as JSON to Logs",
      ],
      "no-format.fail.cfn.yaml": [
        "fail no-format.fail.cfn/Prod: its access log, to Logs, has no Format",
      ],
      "no-format.fail.sam.yaml": [
        "fail no-format.fail.sam/OrdersprodStage: its access log, to Logs, has no Format",
      ],
      "no-such-group.fail.cfn.yaml": [
        "fail no-such-group.fail.cfn/Prod: its access log is written to Logs, which does not exist",
      ],
      "no-such-group.fail.sam.yaml": [
        "fail no-such-group.fail.sam/OrdersprodStage: its access log is written to Logs, which does not exist",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/Prod: writes no access log",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/OrdersprodStage: writes no access log",
      ],
      "stage-description-without.fail.cfn.yaml": [
        "fail stage-description-without.fail.cfn/Deployment: writes no access log",
      ],
      "stage-description.pass.cfn.yaml": [
        "pass stage-description.pass.cfn/Deployment: writes its access log as JSON to Logs",
      ],
      "stream.pass.cfn.yaml": [
        "pass stream.pass.cfn/Prod: writes its access log as JSON to Stream",
      ],
      "stream.pass.sam.yaml": [
        "pass stream.pass.sam/OrdersprodStage: writes its access log as JSON to Stream",
      ],
      "substituted.pass.cfn.yaml": [
        "pass substituted.pass.cfn/Prod: writes its access log as JSON to Logs",
      ],
      "substituted.pass.sam.yaml": [
        "pass substituted.pass.sam/OrdersprodStage: writes its access log as JSON to Logs",
      ],
      "trailing-comma.fail.cfn.yaml": [
        "fail trailing-comma.fail.cfn/Prod: its access log, to Logs, begins like JSON but is not valid JSON: …requestId":"$context.requestId","status":"$context.status",}",
      ],
      "trailing-comma.fail.sam.yaml": [
        "fail trailing-comma.fail.sam/OrdersprodStage: its access log, to Logs, begins like JSON but is not valid JSON: …requestId":"$context.requestId","status":"$context.status",}",
      ],
    }
  `);
});

test("the remedy for a WebSocket API names the properties that it has", async () => {
  expect(await remediesFor(check, stages)).toMatchObject({
    ChatDefaultStage: {
      sam: "set AccessLogSettings on the AWS::Serverless::WebSocketApi with the DestinationArn of a log group and a Format that is a JSON object",
    },
    SiteprodStage: { sam: expect.stringContaining("set AccessLogSetting (on an HttpApi") },
  });
});
