// What api-error-alarm says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import { alarm, saidOfEach } from "../../test/greeter-template.ts";
import check from "./api-error-alarm.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "access-log-client.fail.cfn.yaml": [
        "fail access-log-client.fail.cfn/ApiprodStage: no alarm watches its errors: Watch watches metric filter ServerErrors, whose pattern matches something other than failures ({ $.status = 4* })",
      ],
      "access-log-client.fail.sam.yaml": [
        "fail access-log-client.fail.sam/ApiprodStage: no alarm watches its errors: Watch watches metric filter ServerErrors, whose pattern matches something other than failures ({ $.status = 4* })",
      ],
      "access-log-event.unknown.cfn.yaml": [
        "unknown access-log-event.unknown.cfn/ApiprodStage: it is unknown whether an alarm watches its errors; the pattern of metric filter ServerErrors does not show whether it counts failures: { $.kind = "checkout" }",
      ],
      "access-log-event.unknown.sam.yaml": [
        "unknown access-log-event.unknown.sam/ApiprodStage: it is unknown whether an alarm watches its errors; the pattern of metric filter ServerErrors does not show whether it counts failures: { $.kind = "checkout" }",
      ],
      "access-log-latency.fail.cfn.yaml": [
        "fail access-log-latency.fail.cfn/ApiprodStage: no alarm watches its errors: Watch watches metric filter ServerErrors, whose pattern matches something other than failures ({ $.latency > 3000 })",
      ],
      "access-log-latency.fail.sam.yaml": [
        "fail access-log-latency.fail.sam/ApiprodStage: no alarm watches its errors: Watch watches metric filter ServerErrors, whose pattern matches something other than failures ({ $.latency > 3000 })",
      ],
      "access-log-path.fail.cfn.yaml": [
        "fail access-log-path.fail.cfn/ApiprodStage: no alarm watches its errors: Watch watches metric filter ServerErrors, whose pattern matches only a part of the failures ({ $.status >= 500 && $.resourcePath = "/orders" })",
      ],
      "access-log-path.fail.sam.yaml": [
        "fail access-log-path.fail.sam/ApiprodStage: no alarm watches its errors: Watch watches metric filter ServerErrors, whose pattern matches only a part of the failures ({ $.status >= 500 && $.resourcePath = "/orders" })",
      ],
      "access-log-renamed.pass.cfn.yaml": [
        "pass access-log-renamed.pass.cfn/ApiprodStage: alarm Watch watches what metric filter ServerErrors counts in the access log",
      ],
      "access-log-renamed.pass.sam.yaml": [
        "pass access-log-renamed.pass.sam/ApiprodStage: alarm Watch watches what metric filter ServerErrors counts in the access log",
      ],
      "access-log.pass.cdk.json": [
        "pass Greet/Api/DeploymentStage.prod/Resource: alarm Watch watches what metric filter ServerErrors counts in the access log",
      ],
      "access-log.pass.cfn.yaml": [
        "pass access-log.pass.cfn/ApiprodStage: alarm Watch watches what metric filter ServerErrors counts in the access log",
      ],
      "access-log.pass.sam.yaml": [
        "pass access-log.pass.sam/ApiprodStage: alarm Watch watches what metric filter ServerErrors counts in the access log",
      ],
      "alarm-in-prod.unknown.cfn.yaml": [
        "unknown alarm-in-prod.unknown.cfn/ApiprodStage: may fail: no alarm watches its errors; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "alarm-in-prod.unknown.sam.yaml": [
        "unknown alarm-in-prod.unknown.sam/ApiprodStage: may fail: no alarm watches its errors; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "all-functions.pass.cfn.yaml": [
        "pass all-functions.pass.cfn/ApiprodStage: metric filters on the log groups of all its functions are watched (WatchHello, WatchBye)",
      ],
      "all-functions.pass.sam.yaml": [
        "pass all-functions.pass.sam/ApiprodStage: metric filters on the log groups of all its functions are watched (WatchHello, WatchBye)",
      ],
      "another-api.fail.cfn.yaml": [
        "fail another-api.fail.cfn/ApiprodStage: no alarm watches its errors",
      ],
      "another-api.fail.sam.yaml": [
        "fail another-api.fail.sam/ApiprodStage: no alarm watches its errors",
      ],
      "another-log.fail.cfn.yaml": [
        "fail another-log.fail.cfn/ApiprodStage: no alarm watches its errors",
      ],
      "another-log.fail.sam.yaml": [
        "fail another-log.fail.sam/ApiprodStage: no alarm watches its errors",
      ],
      "another-stage.fail.cfn.yaml": [
        "fail another-stage.fail.cfn/ApiprodStage: no alarm watches its errors: Watch watches stage test",
      ],
      "another-stage.fail.sam.yaml": [
        "fail another-stage.fail.sam/ApiprodStage: no alarm watches its errors: Watch watches stage test",
      ],
      "by-id.fail.cfn.yaml": [
        "fail by-id.fail.cfn/ApiprodStage: no alarm watches its errors: Watch never has data: its ApiName is the API's id, but the metrics of a REST API have its name",
      ],
      "by-id.fail.sam.yaml": [
        "fail by-id.fail.sam/ApiprodStage: no alarm watches its errors: Watch never has data: its ApiName is the API's id, but the metrics of a REST API have its name",
      ],
      "client-errors.fail.cdk.json": [
        "fail Greet/Api/DeploymentStage.prod/Resource: no alarm watches its errors",
      ],
      "client-errors.fail.cfn.yaml": [
        "fail client-errors.fail.cfn/ApiprodStage: no alarm watches its errors",
      ],
      "client-errors.fail.sam.yaml": [
        "fail client-errors.fail.sam/ApiprodStage: no alarm watches its errors",
      ],
      "definition-to-bucket.fail.cfn.yaml": [
        "fail definition-to-bucket.fail.cfn/ApiprodStage: no alarm watches its errors: WatchHello counts errors in the logs of functions only, and GET /files invokes no function",
      ],
      "definition-to-mock.pass.cfn.yaml": [
        "pass definition-to-mock.pass.cfn/ApiprodStage: metric filters on the log groups of all its functions are watched (WatchHello)",
      ],
      "http-5XXError.fail.cfn.yaml": [
        "fail http-5XXError.fail.cfn/ApiApiGatewayDefaultStage: no alarm watches its errors: Watch never has data: an HTTP API publishes 5xx, and no 5XXError",
      ],
      "http-5XXError.fail.sam.yaml": [
        "fail http-5XXError.fail.sam/ApiApiGatewayDefaultStage: no alarm watches its errors: Watch never has data: an HTTP API publishes 5xx, and no 5XXError",
      ],
      "http-functions.pass.cfn.yaml": [
        "pass http-functions.pass.cfn/ApiStage: metric filters on the log groups of all its functions are watched (WatchHello)",
      ],
      "http-quick-create.pass.cfn.yaml": [
        "pass http-quick-create.pass.cfn/ApiStage: metric filters on the log groups of all its functions are watched (WatchHello)",
      ],
      "http-to-open.unknown.cfn.yaml": [
        "unknown http-to-open.unknown.cfn/ApiStage: it is unknown whether an alarm watches its errors; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "http-to-unseen.unknown.cfn.yaml": [
        "unknown http-to-unseen.unknown.cfn/ApiStage: it is unknown whether an alarm watches its errors; its integration is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "http-to-url.fail.cfn.yaml": [
        "fail http-to-url.fail.cfn/ApiStage: no alarm watches its errors: WatchHello counts errors in the logs of functions only, and GET /site invokes no function",
      ],
      "http-url-and-function.fail.cfn.yaml": [
        "fail http-url-and-function.fail.cfn/ApiStage: no alarm watches its errors: WatchHello counts errors in the logs of functions only, and $default invokes no function",
      ],
      "http.pass.cdk.json": [
        "pass Greet/Api/DefaultStage/Resource: alarm Watch watches 5xx",
      ],
      "http.pass.cfn.yaml": [
        "pass http.pass.cfn/ApiApiGatewayDefaultStage: alarm Watch watches 5xx",
      ],
      "http.pass.sam.yaml": [
        "pass http.pass.sam/ApiApiGatewayDefaultStage: alarm Watch watches 5xx",
      ],
      "method-of-open-api.unknown.cfn.yaml": [
        "unknown method-of-open-api.unknown.cfn/ApiprodStage: it is unknown whether an alarm watches its errors; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "method-of-open-type.unknown.cfn.yaml": [
        "unknown method-of-open-type.unknown.cfn/ApiprodStage: it is unknown whether an alarm watches its errors; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "method-to-bucket.fail.cfn.yaml": [
        "fail method-to-bucket.fail.cfn/ApiprodStage: no alarm watches its errors: WatchHello counts errors in the logs of functions only, and PUT / invokes no function",
      ],
      "method-to-mock.pass.cfn.yaml": [
        "pass method-to-mock.pass.cfn/ApiprodStage: metric filters on the log groups of all its functions are watched (WatchHello)",
      ],
      "name-open.unknown.cfn.yaml": [
        "unknown name-open.unknown.cfn/ApiprodStage: it is unknown whether an alarm watches its errors; depends on parameter Watched, which has no value; pass --parameter Watched=…",
      ],
      "name-open.unknown.sam.yaml": [
        "unknown name-open.unknown.sam/ApiprodStage: it is unknown whether an alarm watches its errors; depends on parameter Watched, which has no value; pass --parameter Watched=…",
      ],
      "no-api.not-applicable.cfn.yaml": [],
      "no-api.not-applicable.sam.yaml": [],
      "none.fail.cdk.json": [
        "fail Greet/Api/DeploymentStage.prod/Resource: no alarm watches its errors",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/ApiprodStage: no alarm watches its errors",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/ApiprodStage: no alarm watches its errors",
      ],
      "one-method.fail.cfn.yaml": [
        "fail one-method.fail.cfn/ApiprodStage: no alarm watches its errors: Watch watches only a part of the API (Method GET, Resource /hello)",
      ],
      "one-method.fail.sam.yaml": [
        "fail one-method.fail.sam/ApiprodStage: no alarm watches its errors: Watch watches only a part of the API (Method GET, Resource /hello)",
      ],
      "open-statistic-of-function.unknown.cfn.yaml": [
        "unknown open-statistic-of-function.unknown.cfn/ApiStage: it is unknown whether an alarm watches its errors; depends on parameter Statistic, which has no value; pass --parameter Statistic=…",
      ],
      "rest-5xx.fail.cfn.yaml": [
        "fail rest-5xx.fail.cfn/ApiprodStage: no alarm watches its errors: Watch never has data: a REST API publishes 5XXError, and no 5xx",
      ],
      "rest-5xx.fail.sam.yaml": [
        "fail rest-5xx.fail.sam/ApiprodStage: no alarm watches its errors: Watch never has data: a REST API publishes 5XXError, and no 5xx",
      ],
      "rest-stage.pass.cdk.json": [
        "pass Greet/Api/DeploymentStage.prod/Resource: alarm Watch watches 5XXError",
      ],
      "rest-stage.pass.cfn.yaml": [
        "pass rest-stage.pass.cfn/ApiprodStage: alarm Watch watches 5XXError",
      ],
      "rest-stage.pass.sam.yaml": [
        "pass rest-stage.pass.sam/ApiprodStage: alarm Watch watches 5XXError",
      ],
      "rest.pass.cdk.json": [
        "pass Greet/Api/DeploymentStage.prod/Resource: alarm Watch watches 5XXError",
      ],
      "rest.pass.cfn.yaml": [
        "pass rest.pass.cfn/ApiprodStage: alarm Watch watches 5XXError",
      ],
      "rest.pass.sam.yaml": [
        "pass rest.pass.sam/ApiprodStage: alarm Watch watches 5XXError",
      ],
      "sample-count.fail.cfn.yaml": [
        "fail sample-count.fail.cfn/ApiprodStage: no alarm watches its errors: Watch watches SampleCount of 5XXError, which counts samples and ignores their values",
      ],
      "sample-count.fail.sam.yaml": [
        "fail sample-count.fail.sam/ApiprodStage: no alarm watches its errors: Watch watches SampleCount of 5XXError, which counts samples and ignores their values",
      ],
      "some-functions.fail.cfn.yaml": [
        "fail some-functions.fail.cfn/ApiprodStage: no alarm watches its errors",
      ],
      "some-functions.fail.sam.yaml": [
        "fail some-functions.fail.sam/ApiprodStage: no alarm watches its errors",
      ],
      "websocket.pass.cfn.yaml": [
        "pass websocket.pass.cfn/ApiStage: alarm Watch watches IntegrationError",
      ],
    }
  `);
});

test("names three of many filters on the logs of the functions", async () => {
  const routed = (name: string) => ({
    [name]: {
      Type: "AWS::Lambda::Function",
      Properties: { FunctionName: name, Role: "arn:aws:iam::111122223333:role/own", Code: { S3Bucket: "code", S3Key: "a.zip" } },
    },
    [`${name}Integration`]: {
      Type: "AWS::ApiGatewayV2::Integration",
      Properties: {
        ApiId: { Ref: "Api" },
        IntegrationType: "AWS_PROXY",
        IntegrationUri: { Ref: name },
        PayloadFormatVersion: "2.0",
      },
    },
    [`${name}Route`]: {
      Type: "AWS::ApiGatewayV2::Route",
      Properties: {
        ApiId: { Ref: "Api" },
        RouteKey: `GET /${name}`,
        Target: { "Fn::Sub": `integrations/\${${name}Integration}` },
      },
    },
    [`${name}Filter`]: {
      Type: "AWS::Logs::MetricFilter",
      Properties: {
        LogGroupName: `/aws/lambda/${name}`,
        FilterPattern: "ERROR",
        MetricTransformations: [{ MetricNamespace: "greetings", MetricName: name, MetricValue: "1" }],
      },
    },
    [`${name}Errors`]: alarm({ Namespace: "greetings", MetricName: name }),
  });
  const Api = { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "greetings", ProtocolType: "HTTP" } };
  const Stage = { Type: "AWS::ApiGatewayV2::Stage", Properties: { ApiId: { Ref: "Api" }, StageName: "prod" } };
  const two = { Api, Stage, ...routed("greet"), ...routed("leave") };
  const unwatched = { ...two, leaveErrors: alarm({ Namespace: "greetings", MetricName: "elsewhere" }) };
  expect(
    await saidOfEach(
      "api-error-alarm",
      { two, four: { ...two, ...routed("stay"), ...routed("return") }, "one of two": unwatched },
      "Stage",
    ),
  ).toMatchInlineSnapshot(`
    {
      "four": [
        "pass Stage: metric filters on the log groups of all its functions are watched (greetErrors, leaveErrors, stayErrors and 1 more)",
      ],
      "one of two": [
        "fail Stage: no alarm watches its errors",
      ],
      "two": [
        "pass Stage: metric filters on the log groups of all its functions are watched (greetErrors, leaveErrors)",
      ],
    }
  `);
});
