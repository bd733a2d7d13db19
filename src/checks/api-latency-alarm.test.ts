// What api-latency-alarm says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import { folder, requestFor } from "../../test/folder.ts";
import { runCheck } from "../audit/run-check.ts";
import { link } from "../model/link.ts";
import { readTemplates } from "../sources/template/template.ts";
import check from "./api-latency-alarm.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "accepted-statistic.pass.cfn.yaml": [
        "pass accepted-statistic.pass.cfn/ApiprodStage: alarm Slow watches Latency (p95) with a threshold of 200 ms",
      ],
      "accepted-statistic.pass.sam.yaml": [
        "pass accepted-statistic.pass.sam/ApiprodStage: alarm Slow watches Latency (p95) with a threshold of 200 ms",
      ],
      "alarm-in-prod.unknown.cfn.yaml": [
        "unknown alarm-in-prod.unknown.cfn/ApiprodStage: may fail: no alarm watches its latency; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "alarm-in-prod.unknown.sam.yaml": [
        "unknown alarm-in-prod.unknown.sam/ApiprodStage: may fail: no alarm watches its latency; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "another-api.fail.cfn.yaml": [
        "fail another-api.fail.cfn/ApiprodStage: no alarm watches its latency",
      ],
      "another-api.fail.sam.yaml": [
        "fail another-api.fail.sam/ApiprodStage: no alarm watches its latency",
      ],
      "another-stage.fail.cfn.yaml": [
        "fail another-stage.fail.cfn/ApiprodStage: no alarm watches its latency: Slow watches stage test",
      ],
      "another-stage.fail.sam.yaml": [
        "fail another-stage.fail.sam/ApiprodStage: no alarm watches its latency: Slow watches stage test",
      ],
      "api-elsewhere.unknown.cfn.yaml": [
        "unknown api-elsewhere.unknown.cfn/Prod: it is unknown whether an alarm watches its latency; the stage belongs to an API outside the audited stacks whose name is unknown",
      ],
      "band-without-maximum.pass.cfn.yaml": [
        "pass band-without-maximum.pass.cfn/ApiprodStage: alarm Slow watches Latency (p95), without a fixed limit",
      ],
      "band-without-maximum.pass.sam.yaml": [
        "pass band-without-maximum.pass.sam/ApiprodStage: alarm Slow watches Latency (p95), without a fixed limit",
      ],
      "band.unknown.cfn.yaml": [
        "unknown band.unknown.cfn/ApiprodStage: it is unknown whether an alarm watches its latency; alarm Slow has an anomaly band, which moves with the traffic, instead of a threshold",
      ],
      "band.unknown.sam.yaml": [
        "unknown band.unknown.sam/ApiprodStage: it is unknown whether an alarm watches its latency; alarm Slow has an anomaly band, which moves with the traffic, instead of a threshold",
      ],
      "by-id.fail.cfn.yaml": [
        "fail by-id.fail.cfn/ApiprodStage: no alarm watches its latency: Slow never has data: its ApiName is the API's id, but the metrics of a REST API have its name",
      ],
      "by-id.fail.sam.yaml": [
        "fail by-id.fail.sam/ApiprodStage: no alarm watches its latency: Slow never has data: its ApiName is the API's id, but the metrics of a REST API have its name",
      ],
      "calculated.unknown.cdk.json": [
        "unknown Greet/Overhead/DefaultStage/Resource: it is unknown whether an alarm watches its latency; alarm OverheadLatency compares its threshold with l - i, not with the latency itself",
        "unknown Greet/Seconds/DefaultStage/Resource: it is unknown whether an alarm watches its latency; alarm SecondsLatency compares its threshold with l / 1000, not with the latency itself",
        "unknown Greet/Change/DefaultStage/Resource: it is unknown whether an alarm watches its latency; alarm ChangeLatency has an expression with DIFF, which is not evaluated",
      ],
      "count.fail.cfn.yaml": [
        "fail count.fail.cfn/ApiprodStage: no alarm watches its latency: Slow watches SampleCount of Latency, which counts samples and ignores their values",
      ],
      "count.fail.sam.yaml": [
        "fail count.fail.sam/ApiprodStage: no alarm watches its latency: Slow watches SampleCount of Latency, which counts samples and ignores their values",
      ],
      "fast.fail.cfn.yaml": [
        "fail fast.fail.cfn/ApiprodStage: no alarm watches its latency: Slow enters ALARM at low values of Latency (LessThanThreshold 200)",
      ],
      "fast.fail.sam.yaml": [
        "fail fast.fail.sam/ApiprodStage: no alarm watches its latency: Slow enters ALARM at low values of Latency (LessThanThreshold 200)",
      ],
      "high-without-maximum.pass.cfn.yaml": [
        "pass high-without-maximum.pass.cfn/ApiprodStage: alarm Slow watches Latency (p95) with a threshold of 5000 ms",
      ],
      "high-without-maximum.pass.sam.yaml": [
        "pass high-without-maximum.pass.sam/ApiprodStage: alarm Slow watches Latency (p95) with a threshold of 5000 ms",
      ],
      "high.fail.cdk.json": [
        "fail Greet/Api/DeploymentStage.prod/Resource: alarm Slow watches Latency (p95) with a threshold of 5000 ms, above the maximum of 200 ms",
      ],
      "high.fail.cfn.yaml": [
        "fail high.fail.cfn/ApiprodStage: alarm Slow watches Latency (p95) with a threshold of 5000 ms, above the maximum of 200 ms",
      ],
      "high.fail.sam.yaml": [
        "fail high.fail.sam/ApiprodStage: alarm Slow watches Latency (p95) with a threshold of 5000 ms, above the maximum of 200 ms",
      ],
      "http-by-name.fail.cfn.yaml": [
        "fail http-by-name.fail.cfn/ApiApiGatewayDefaultStage: no alarm watches its latency: Slow never has data: the metrics of an HTTP API have ApiId, not ApiName",
      ],
      "http-stage.pass.cdk.json": [
        "pass Greet/Api/DefaultStage/Resource: alarm Slow watches Latency (p95) with a threshold of 200 ms",
      ],
      "http-too-high.fail.cfn.yaml": [
        "fail http-too-high.fail.cfn/ApiApiGatewayDefaultStage: no alarm watches its latency: Slow watches Latency above 60000 ms, but the API times out after 30000 ms",
      ],
      "http-too-high.fail.sam.yaml": [
        "fail http-too-high.fail.sam/ApiApiGatewayDefaultStage: no alarm watches its latency: Slow watches Latency above 60000 ms, but the API times out after 30000 ms",
      ],
      "http.pass.cdk.json": [
        "pass Greet/Api/DefaultStage/Resource: alarm Slow watches Latency (p95) with a threshold of 200 ms",
      ],
      "http.pass.cfn.yaml": [
        "pass http.pass.cfn/ApiApiGatewayDefaultStage: alarm Slow watches Latency (p95) with a threshold of 200 ms",
      ],
      "http.pass.sam.yaml": [
        "pass http.pass.sam/ApiApiGatewayDefaultStage: alarm Slow watches Latency (p95) with a threshold of 200 ms",
      ],
      "implicit.pass.sam.yaml": [
        "pass implicit.pass.sam/ServerlessRestApiProdStage: alarm Slow watches Latency (p95) with a threshold of 200 ms",
      ],
      "name-open.unknown.cfn.yaml": [
        "unknown name-open.unknown.cfn/ApiprodStage: it is unknown whether an alarm watches its latency; depends on parameter Watched, which has no value; pass --parameter Watched=…",
      ],
      "name-open.unknown.sam.yaml": [
        "unknown name-open.unknown.sam/ApiprodStage: it is unknown whether an alarm watches its latency; depends on parameter Watched, which has no value; pass --parameter Watched=…",
      ],
      "named-by-stack.pass.cfn.yaml": [
        "pass named-by-stack.pass.cfn/ApiprodStage: alarm Slow watches Latency (p95) with a threshold of 200 ms",
      ],
      "named-by-stack.pass.sam.yaml": [
        "pass named-by-stack.pass.sam/ApiprodStage: alarm Slow watches Latency (p95) with a threshold of 200 ms",
      ],
      "no-api.not-applicable.sam.yaml": [],
      "none.fail.cdk.json": [
        "fail Greet/Api/DeploymentStage.prod/Resource: no alarm watches its latency",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/ApiprodStage: no alarm watches its latency",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/ApiprodStage: no alarm watches its latency",
      ],
      "not-ascii-dimension.fail.cfn.yaml": [
        "fail not-ascii-dimension.fail.cfn/ApiprodStage: no alarm watches its latency: Slow never has data: API Gateway removes non-ASCII characters from ApiName (gre)",
      ],
      "not-ascii.pass.cfn.yaml": [
        "pass not-ascii.pass.cfn/ApiprodStage: alarm Slow watches Latency (p95) with a threshold of 200 ms",
      ],
      "one-method.fail.cdk.json": [
        "fail Greet/Api/DeploymentStage.prod/Resource: no alarm watches its latency: Slow watches only a part of the API (Method GET, Resource /)",
      ],
      "one-route.fail.cfn.yaml": [
        "fail one-route.fail.cfn/ApiprodStage: no alarm watches its latency: Slow watches only a part of the API (Method GET, Resource /greetings)",
      ],
      "one-route.fail.sam.yaml": [
        "fail one-route.fail.sam/ApiprodStage: no alarm watches its latency: Slow watches only a part of the API (Method GET, Resource /greetings)",
      ],
      "raised.pass.cfn.yaml": [
        "pass raised.pass.cfn/ApiprodStage: alarm Slow watches Latency (p95) with a threshold of 800 ms",
      ],
      "raised.pass.sam.yaml": [
        "pass raised.pass.sam/ApiprodStage: alarm Slow watches Latency (p95) with a threshold of 800 ms",
      ],
      "rest-by-api-id.fail.cfn.yaml": [
        "fail rest-by-api-id.fail.cfn/ApiprodStage: no alarm watches its latency: Slow never has data: the metrics of a REST API have ApiName, not ApiId",
      ],
      "rest-by-api-id.fail.sam.yaml": [
        "fail rest-by-api-id.fail.sam/ApiprodStage: no alarm watches its latency: Slow never has data: the metrics of a REST API have ApiName, not ApiId",
      ],
      "rest.pass.cdk.json": [
        "pass Greet/Api/DeploymentStage.prod/Resource: alarm Slow watches Latency (p95) with a threshold of 200 ms",
      ],
      "rest.pass.cfn.yaml": [
        "pass rest.pass.cfn/ApiprodStage: alarm Slow watches Latency (p95) with a threshold of 200 ms",
      ],
      "rest.pass.sam.yaml": [
        "pass rest.pass.sam/ApiprodStage: alarm Slow watches Latency (p95) with a threshold of 200 ms",
      ],
      "statistic.fail.cfn.yaml": [
        "fail statistic.fail.cfn/ApiprodStage: no alarm watches its latency: Slow watches Average of it",
      ],
      "statistic.fail.sam.yaml": [
        "fail statistic.fail.sam/ApiprodStage: no alarm watches its latency: Slow watches Average of it",
      ],
      "threshold-default.fail.cfn.yaml": [
        "fail threshold-default.fail.cfn/ApiprodStage: alarm Slow watches Latency (p95) with a threshold of 3000 ms, above the maximum of 200 ms (Limit is 3000 by its default)",
      ],
      "threshold-default.fail.sam.yaml": [
        "fail threshold-default.fail.sam/ApiprodStage: alarm Slow watches Latency (p95) with a threshold of 3000 ms, above the maximum of 200 ms (Limit is 3000 by its default)",
      ],
      "threshold-open.unknown.cfn.yaml": [
        "unknown threshold-open.unknown.cfn/ApiprodStage: it is unknown whether an alarm watches its latency; depends on parameter Limit, which has no value; pass --parameter Limit=…",
      ],
      "threshold-open.unknown.sam.yaml": [
        "unknown threshold-open.unknown.sam/ApiprodStage: it is unknown whether an alarm watches its latency; depends on parameter Limit, which has no value; pass --parameter Limit=…",
      ],
      "websocket-latency.fail.cfn.yaml": [
        "fail websocket-latency.fail.cfn/ApiStage: no alarm watches its latency: Slow never has data: a WebSocket API publishes IntegrationLatency, and no Latency",
      ],
      "websocket.pass.cfn.yaml": [
        "pass websocket.pass.cfn/ApiStage: alarm Slow watches IntegrationLatency (p95) with a threshold of 200 ms",
      ],
      "whole-api.pass.cdk.json": [
        "pass Greet/Api/DeploymentStage.prod/Resource: alarm Slow watches IntegrationLatency (p95) with a threshold of 200 ms",
      ],
      "whole-api.pass.cfn.yaml": [
        "pass whole-api.pass.cfn/ApiprodStage: alarm Slow watches IntegrationLatency (p95) with a threshold of 200 ms",
      ],
      "whole-api.pass.sam.yaml": [
        "pass whole-api.pass.sam/ApiprodStage: alarm Slow watches IntegrationLatency (p95) with a threshold of 200 ms",
      ],
      "with-math.pass.cdk.json": [
        "pass Greet/Enough/DefaultStage/Resource: alarm EnoughLatency watches Latency (Average) with a threshold of 200 ms",
        "pass Greet/Filled/DefaultStage/Resource: alarm FilledLatency watches Latency (Average) with a threshold of 150 ms",
      ],
    }
  `);
});

test("the remedy asks for what the kind of API publishes, and for the threshold of the config", async () => {
  const v2 = (ProtocolType: string, id: string) => ({
    [id]: { Type: "AWS::ApiGatewayV2::Api", Properties: { ProtocolType, Name: id } },
    [`${id}Stage`]: { Type: "AWS::ApiGatewayV2::Stage", Properties: { ApiId: { Ref: id }, StageName: "prod" } },
  });
  const Resources = {
    ...v2("HTTP", "Http"),
    ...v2("WEBSOCKET", "Socket"),
    Rest: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: "rest" } },
    RestStage: { Type: "AWS::ApiGateway::Stage", Properties: { RestApiId: { Ref: "Rest" }, StageName: "prod" } },
    Again: { Type: "AWS::ApiGateway::Deployment", Properties: { RestApiId: { Ref: "Rest" }, StageName: { Ref: "RestStage" } } },
  };
  const model = link(await readTemplates(requestFor(folder({ "t.json": { Resources } }), ["t.json"])));
  const found = [...runCheck(check, model, check.options.parse({ maximumMilliseconds: 500 }), 0).values()];
  const alarm = "add an AWS::CloudWatch::Alarm on";
  expect(found.map(({ subject, finding }) => [subject.resource?.logicalId, (finding.remedy as { sam: string }).sam])).toEqual([
    [
      "RestStage",
      `${alarm} Latency in AWS/ApiGateway with the dimension ApiName: the API's name, and a Threshold of at most 500`,
    ],
    ["HttpStage", `${alarm} Latency in AWS/ApiGateway with the dimension ApiId: !Ref of the API, and a Threshold of at most 500`],
    [
      "SocketStage",
      `${alarm} IntegrationLatency in AWS/ApiGateway with the dimension ApiId: !Ref of the API, and a Threshold of at most 500`,
    ],
  ]);
});
