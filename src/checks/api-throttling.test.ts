// What api-throttling says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import { saidOfEach } from "../../test/greeter-template.ts";
import { remediesFor, stages } from "../../test/remedies.ts";
import type { Json, JsonObject } from "../model/json.ts";
import check from "./api-throttling.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "burst-lifted-for-one.fail.cfn.yaml": [
        "fail burst-lifted-for-one.fail.cfn/Prod: GET /orders has a burst limit of -1, which removes the limit",
      ],
      "cached-one.unknown.cfn.yaml": [
        "unknown cached-one.unknown.cfn/Prod: unknown whether every route is limited; AWS does not document whether GET /orders, which has its own settings without both limits, keeps the limits of every route; repeat the limits there",
      ],
      "cached-one.unknown.sam.yaml": [
        "unknown cached-one.unknown.sam/OrdersprodStage: unknown whether every route is limited; AWS does not document whether GET /orders, which has its own settings without both limits, keeps the limits of every route; repeat the limits there",
      ],
      "conditional-method.unknown.cfn.yaml": [
        "unknown conditional-method.unknown.cfn/Prod: may fail: POST /orders has no rate limit and no burst limit; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: passes with another value, fails with prod)",
      ],
      "conditional.unknown.cfn.yaml": [
        "unknown conditional.unknown.cfn/Prod: may fail: no route has its own throttling limits; the account limits apply; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "conditional.unknown.sam.yaml": [
        "unknown conditional.unknown.sam/OrdersprodStage: may fail: no route has its own throttling limits; the account limits apply; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "definition-elsewhere.unknown.cfn.yaml": [
        "unknown definition-elsewhere.unknown.cfn/Prod: unknown whether every route is limited; depends on the definition at s3://code/api.yaml, which is not a local file; supply it with --include-file 's3://code/api.yaml=<file>'",
      ],
      "each-method.pass.cfn.yaml": [
        "pass each-method.pass.cfn/Prod: limits each of its 2 routes by rate and burst",
      ],
      "each-method.pass.sam.yaml": [
        "pass each-method.pass.sam/OrdersprodStage: limits each of its 2 routes by rate and burst",
      ],
      "every-route.pass.cdk.json": [
        "pass LimAll/Orders/DeploymentStage.prod/Resource: limits every route to 100 requests a second and bursts of 200",
      ],
      "every-route.pass.cfn.yaml": [
        "pass every-route.pass.cfn/Prod: limits every route to 100 requests a second and bursts of 200",
      ],
      "every-route.pass.sam.yaml": [
        "pass every-route.pass.sam/OrdersprodStage: limits every route to 100 requests a second and bursts of 200",
      ],
      "http-each-route.pass.cfn.yaml": [
        "pass http-each-route.pass.cfn/Prod: limits its only route by rate and burst",
      ],
      "http-each-route.pass.sam.yaml": [
        "pass http-each-route.pass.sam/OrdersprodStage: limits its only route by rate and burst",
      ],
      "http-none.fail.cfn.yaml": [
        "fail http-none.fail.cfn/Prod: no route has its own throttling limits; the account limits apply",
      ],
      "http-none.fail.sam.yaml": [
        "fail http-none.fail.sam/OrdersprodStage: no route has its own throttling limits; the account limits apply",
      ],
      "http-only-metrics.fail.cfn.yaml": [
        "fail http-only-metrics.fail.cfn/Prod: no route has its own throttling limits; the account limits apply",
      ],
      "http-only-metrics.fail.sam.yaml": [
        "fail http-only-metrics.fail.sam/OrdersprodStage: no route has its own throttling limits; the account limits apply",
      ],
      "http-other-route.fail.cfn.yaml": [
        "fail http-other-route.fail.cfn/Prod: GET /orders has no rate limit and no burst limit",
      ],
      "http-other-route.fail.sam.yaml": [
        "fail http-other-route.fail.sam/OrdersprodStage: GET /orders has no rate limit and no burst limit",
      ],
      "http.pass.cdk.json": [
        "pass HttpLim/Prod/Resource: limits every route to 100 requests a second and bursts of 200",
      ],
      "http.pass.cfn.yaml": [
        "pass http.pass.cfn/Prod: limits every route to 100 requests a second and bursts of 200",
      ],
      "http.pass.sam.yaml": [
        "pass http.pass.sam/OrdersprodStage: limits every route to 100 requests a second and bursts of 200",
      ],
      "in-two-entries.pass.cfn.yaml": [
        "pass in-two-entries.pass.cfn/Prod: limits every route to 100 requests a second and bursts of 200",
      ],
      "in-two-entries.pass.sam.yaml": [
        "pass in-two-entries.pass.sam/OrdersprodStage: limits every route to 100 requests a second and bursts of 200",
      ],
      "lifted-for-one.fail.cfn.yaml": [
        "fail lifted-for-one.fail.cfn/Prod: GET /orders has a rate limit of -1 and a burst limit of -1, which removes the limit",
      ],
      "lifted-for-one.fail.sam.yaml": [
        "fail lifted-for-one.fail.sam/OrdersprodStage: GET /orders has a rate limit of -1 and a burst limit of -1, which removes the limit",
      ],
      "lifted.fail.cfn.yaml": [
        "fail lifted.fail.cfn/Prod: its routes have a rate limit of -1 and a burst limit of -1, which removes the limit",
      ],
      "lifted.fail.sam.yaml": [
        "fail lifted.fail.sam/OrdersprodStage: its routes have a rate limit of -1 and a burst limit of -1, which removes the limit",
      ],
      "method-open.unknown.cfn.yaml": [
        "unknown method-open.unknown.cfn/Prod: unknown whether every route is limited; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "none.fail.cdk.json": [
        "fail LimNone/Orders/DeploymentStage.prod/Resource: no route has its own throttling limits; the account limits apply",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/Prod: no route has its own throttling limits; the account limits apply",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/OrdersprodStage: no route has its own throttling limits; the account limits apply",
      ],
      "one-method.fail.cfn.yaml": [
        "fail one-method.fail.cfn/Prod: POST /orders has no rate limit and no burst limit",
      ],
      "one-method.fail.sam.yaml": [
        "fail one-method.fail.sam/OrdersprodStage: POST /orders has no rate limit and no burst limit",
      ],
      "only-method.pass.cdk.json": [
        "pass LimMethod/Orders/DeploymentStage.prod/Resource: limits its only route by rate and burst",
      ],
      "only-metrics.fail.cfn.yaml": [
        "fail only-metrics.fail.cfn/Prod: no route has its own throttling limits; the account limits apply",
      ],
      "only-metrics.fail.sam.yaml": [
        "fail only-metrics.fail.sam/OrdersprodStage: no route has its own throttling limits; the account limits apply",
      ],
      "only-rate.fail.cfn.yaml": [
        "fail only-rate.fail.cfn/Prod: its routes have no burst limit",
      ],
      "only-rate.fail.sam.yaml": [
        "fail only-rate.fail.sam/OrdersprodStage: its routes have no burst limit",
      ],
      "other-for-one.pass.cfn.yaml": [
        "pass other-for-one.pass.cfn/Prod: limits every route to 100 requests a second and bursts of 200, one of them with its own limits",
      ],
      "other-for-one.pass.sam.yaml": [
        "pass other-for-one.pass.sam/OrdersprodStage: limits every route to 100 requests a second and bursts of 200, one of them with its own limits",
      ],
      "parameter-default.pass.cfn.yaml": [
        "pass parameter-default.pass.cfn/Prod: limits every route to 50 (the default of parameter Rate) requests a second and bursts of 200",
      ],
      "parameter-default.pass.sam.yaml": [
        "pass parameter-default.pass.sam/OrdersprodStage: limits every route to 50 (the default of parameter Rate) requests a second and bursts of 200",
      ],
      "parameter.unknown.cfn.yaml": [
        "unknown parameter.unknown.cfn/Prod: unknown whether every route is limited; depends on parameter Rate, which has no value; pass --parameter Rate=…",
      ],
      "parameter.unknown.sam.yaml": [
        "unknown parameter.unknown.sam/OrdersprodStage: unknown whether every route is limited; depends on parameter Rate, which has no value; pass --parameter Rate=…",
      ],
      "stage-description-methods.pass.cfn.yaml": [
        "pass stage-description-methods.pass.cfn/Deployment: limits every route to 100 requests a second and bursts of 200",
      ],
      "stage-description-without.fail.cfn.yaml": [
        "fail stage-description-without.fail.cfn/Deployment: no route has its own throttling limits; the account limits apply",
      ],
      "stage-description.pass.cfn.yaml": [
        "pass stage-description.pass.cfn/Deployment: limits every route to 100 requests a second and bursts of 200",
      ],
      "usage-plan.fail.cfn.yaml": [
        "fail usage-plan.fail.cfn/Prod: no route has its own throttling limits; the account limits apply",
      ],
      "usage-plan.fail.sam.yaml": [
        "fail usage-plan.fail.sam/OrdersprodStage: no route has its own throttling limits; the account limits apply",
      ],
      "websocket.pass.cfn.yaml": [
        "pass websocket.pass.cfn/Prod: limits every route to 100 requests a second and bursts of 200",
      ],
    }
  `);
});

test("routes with limits of their own, and several without", async () => {
  const Api = { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "greetings", ProtocolType: "HTTP" } };
  const route = (RouteKey: string) => ({ Type: "AWS::ApiGatewayV2::Route", Properties: { ApiId: { Ref: "Api" }, RouteKey } });
  const limits = { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 };
  const stage = (properties: JsonObject, ApiId: Json = { Ref: "Api" }) => ({
    Type: "AWS::ApiGatewayV2::Stage",
    Properties: { ApiId, StageName: "$default", ...properties },
  });
  const routes = { Api, Greet: route("GET /greet"), Leave: route("GET /leave"), Stay: route("GET /stay") };
  const own = { "GET /greet": limits, "GET /leave": limits };
  const without = { ThrottlingRateLimit: 10 };
  expect(
    await saidOfEach(
      "api-throttling",
      {
        "two of their own": { ...routes, Stage: stage({ DefaultRouteSettings: limits, RouteSettings: own }) },
        "one without": { ...routes, Stage: stage({ RouteSettings: own }) },
        "two without": { ...routes, Stage: stage({ RouteSettings: { "GET /greet": limits } }) },
        "three without": { ...routes, Stage: stage({ RouteSettings: { "GET /else": limits } }) },
        "half a limit each": {
          ...routes,
          Stage: stage({ RouteSettings: { "GET /greet": without, "GET /leave": without, "GET /stay": without } }),
        },
        "half a limit each, and the other half for all": {
          ...routes,
          Stage: stage({ DefaultRouteSettings: { ThrottlingBurstLimit: 20 }, RouteSettings: { "GET /greet": without } }),
        },
        "of an API elsewhere": { Stage: stage({ RouteSettings: own }, "a1b2c3") },
        "of an API that a parameter gives": { Stage: stage({ RouteSettings: own }, { Ref: "Open" }) },
        "settings that a condition decides": {
          ...routes,
          Stage: stage({ RouteSettings: { "Fn::If": ["IsProd", own, { Ref: "AWS::NoValue" }] } }),
        },
      },
      "Stage",
    ),
  ).toMatchInlineSnapshot(`
    {
      "half a limit each": [
        "fail Stage: GET /greet has no burst limit, and 2 other routes lack one too",
      ],
      "half a limit each, and the other half for all": [
        "fail Stage: GET /leave has no rate limit, and so does another route",
      ],
      "of an API elsewhere": [
        "unknown Stage: unknown whether every route is limited; depends on the routes of an API that is not defined in the audited stacks",
      ],
      "of an API that a parameter gives": [
        "unknown Stage: unknown whether every route is limited; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "one without": [
        "fail Stage: GET /stay has no rate limit and no burst limit",
      ],
      "settings that a condition decides": [
        "fail Stage: no route has its own throttling limits; the account limits apply (in one case: parameter Stage leaves others open)",
      ],
      "three without": [
        "fail Stage: GET /greet has no rate limit and no burst limit, and 2 other routes lack one too",
      ],
      "two of their own": [
        "pass Stage: limits every route to 10 requests a second and bursts of 20, 2 of them with their own limits",
      ],
      "two without": [
        "fail Stage: GET /leave has no rate limit and no burst limit, and so does another route",
      ],
    }
  `);
});

test("the remedy for a WebSocket API names the properties that it has", async () => {
  expect(await remediesFor(check, stages)).toMatchObject({
    ChatDefaultStage: {
      sam: "set DefaultRouteSettings with ThrottlingRateLimit and ThrottlingBurstLimit on the AWS::Serverless::WebSocketApi",
    },
    SiteprodStage: { sam: expect.stringContaining("set MethodSettings with ResourcePath") },
  });
});
