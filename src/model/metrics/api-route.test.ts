// Whether API Gateway publishes series of single methods and routes: with the API's routes and its stage's settings.
import { expect, test } from "vitest";
import { alarm, dimensions, saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";

const said = (variants: Record<string, JsonObject>) => saidOfEach("alarm-metric", variants, "Watch");
const resource = (Type: string, Properties: JsonObject): JsonObject => ({ Type, Properties });
const ALL = { HttpMethod: "*", ResourcePath: "/*" };

/** A REST API with `ANY /hello` and an alarm on `GET /hello`. */
function rest(settings: Json | null, given: { readonly [dimension: string]: Json } = {}, body: Json | null = null): JsonObject {
  const paths = { "/hello": { "x-amazon-apigateway-any-method": {} } };
  return {
    Api: resource("AWS::ApiGateway::RestApi", { Name: "hello", Body: body ?? { info: { title: "hello" }, paths } }),
    Stage: resource("AWS::ApiGateway::Stage", {
      RestApiId: { Ref: "Api" },
      StageName: "prod",
      ...(settings !== null && { MethodSettings: settings }),
    }),
    Watch: alarm({
      Namespace: "AWS/ApiGateway",
      MetricName: "5XXError",
      Dimensions: dimensions({ ApiName: "hello", Stage: "prod", Method: "GET", Resource: "/hello", ...given }),
    }),
  };
}

/** A WebSocket API with two routes and an alarm on `sendMessage`. */
function webSocket(settings: JsonObject, given: { readonly [dimension: string]: Json } = { Route: "sendMessage" }): JsonObject {
  const route = (RouteKey: Json): JsonObject => resource("AWS::ApiGatewayV2::Route", { ApiId: { Ref: "Api" }, RouteKey });
  return {
    Api: resource("AWS::ApiGatewayV2::Api", { Name: "chat", ProtocolType: "WEBSOCKET" }),
    Send: route("sendMessage"),
    Connect: route("$connect"),
    Disconnect: route("$disconnect"),
    Default: route("$default"),
    Stage: resource("AWS::ApiGatewayV2::Stage", { ApiId: { Ref: "Api" }, StageName: "prod", ...settings }),
    Watch: alarm({
      Namespace: "AWS/ApiGateway",
      MetricName: "ExecutionError",
      Dimensions: dimensions({ ApiId: { Ref: "Api" }, Stage: "prod", ...given }),
    }),
  };
}

test("methods of a REST API", async () => {
  const deployed = rest(null);
  const description = { MethodSettings: [], MetricsEnabled: true };
  const Stage = resource("AWS::ApiGateway::Deployment", {
    RestApiId: { Ref: "Api" },
    StageName: "prod",
    StageDescription: description,
  });
  const { Stage: _stage, ...stageless } = deployed;
  expect(
    await said({
      "with detailed metrics of all": rest([{ ...ALL, MetricsEnabled: true }]),
      "with detailed metrics of its own": rest([{ HttpMethod: "GET", ResourcePath: "/~1hello", MetricsEnabled: "true" }]),
      "without its own": rest([
        { ...ALL, MetricsEnabled: true },
        { HttpMethod: "GET", ResourcePath: "/hello", MetricsEnabled: false },
      ]),
      "with its own open": rest([{ HttpMethod: "GET", ResourcePath: "/hello", MetricsEnabled: { Ref: "Open" } }]),
      "with other settings of its own": rest([
        { ...ALL, MetricsEnabled: true },
        { HttpMethod: "GET", ResourcePath: "/hello", CachingEnabled: true },
      ]),
      "with only other settings of its own": rest([{ HttpMethod: "GET", ResourcePath: "/hello", CachingEnabled: true }]),
      "with those of another method": rest([{ HttpMethod: "POST", ResourcePath: "/hello", MetricsEnabled: true }]),
      "with those of every method of the path": rest([{ HttpMethod: "*", ResourcePath: "/hello", MetricsEnabled: true }]),
      "with those of the method of every path": rest([{ HttpMethod: "GET", ResourcePath: "/*", MetricsEnabled: true }]),
      "with settings of the path and of no metrics": rest([{ HttpMethod: "*", ResourcePath: "/hello", CachingEnabled: true }]),
      "with settings that are open": rest({ Ref: "Open" }),
      "with a path that is open": rest([{ HttpMethod: "GET", ResourcePath: { Ref: "Open" }, MetricsEnabled: true }]),
      "by the deployment's description": { ...deployed, Stage },
      "without a stage": stageless,
      "of an API without routes": rest([], {}, { paths: {} }),
      "of a path that is open": rest([], { Resource: { "Fn::Sub": "/hel${Open}" } }),
      "of another path": rest([], { Resource: "/goodbye" }),
      "of more routes": rest([], { Method: "PUT" }, { paths: { "/hello": { get: {}, post: {}, head: {}, patch: {} } } }),
    }),
  ).toMatchInlineSnapshot(`
    {
      "by the deployment's description": [
        "pass Watch: API Gateway publishes 5XXError with ApiName + Stage + Method + Resource; it is about Api",
      ],
      "of a path that is open": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of an API without routes": [
        "unknown Watch: may never have data; the API's routes are not defined in the audited stacks",
      ],
      "of another path": [
        "fail Watch: never has data: Api has no route GET /goodbye, only ANY /hello",
      ],
      "of more routes": [
        "fail Watch: never has data: Api has no route PUT /hello, only GET /hello, POST /hello, HEAD /hello and 1 more",
      ],
      "with a path that is open": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "with detailed metrics of all": [
        "pass Watch: API Gateway publishes 5XXError with ApiName + Stage + Method + Resource; it is about Api",
      ],
      "with detailed metrics of its own": [
        "pass Watch: API Gateway publishes 5XXError with ApiName + Stage + Method + Resource; it is about Api",
      ],
      "with its own open": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "with only other settings of its own": [
        "fail Watch: never has data: stage prod publishes no metrics of GET /hello: detailed metrics are not enabled for it",
      ],
      "with other settings of its own": [
        "unknown Watch: may never have data; AWS does not document whether GET /hello, which has its own settings, keeps the detailed metrics of its stage",
      ],
      "with settings of the path and of no metrics": [
        "fail Watch: never has data: stage prod publishes no metrics of GET /hello: detailed metrics are not enabled for it",
      ],
      "with settings that are open": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "with those of another method": [
        "fail Watch: never has data: stage prod publishes no metrics of GET /hello: detailed metrics are not enabled for it",
      ],
      "with those of every method of the path": [
        "unknown Watch: may never have data; AWS does not document whether settings with a * for one part only apply to GET /hello",
      ],
      "with those of the method of every path": [
        "unknown Watch: may never have data; AWS does not document whether settings with a * for one part only apply to GET /hello",
      ],
      "without a stage": [
        "unknown Watch: may never have data; stage prod is not defined in the audited stacks, and with it whether it has detailed metrics",
      ],
      "without its own": [
        "fail Watch: never has data: stage prod publishes no metrics of GET /hello: detailed metrics are not enabled for it",
      ],
    }
  `);
});

test("routes of a WebSocket API", async () => {
  expect(
    await said({
      "with detailed metrics": webSocket({ DefaultRouteSettings: { DetailedMetricsEnabled: true } }),
      "with its own": webSocket({ RouteSettings: { sendMessage: { DetailedMetricsEnabled: true } } }),
      "with open settings": webSocket({ RouteSettings: { Ref: "Open" } }),
      "with an open default": webSocket({ DefaultRouteSettings: { DetailedMetricsEnabled: { Ref: "Open" } } }),
      without: webSocket({}),
      "of no route": webSocket({}, { Route: "leave" }),
      "by method and resource": webSocket({}, { Method: "GET", Resource: "/hello" }),
    }),
  ).toMatchInlineSnapshot(`
    {
      "by method and resource": [
        "pass Watch: API Gateway publishes ExecutionError with ApiId + Stage + Method + Resource; it is about Api",
      ],
      "of no route": [
        "fail Watch: never has data: Api has no route leave, only sendMessage, $connect, $disconnect and 1 more",
      ],
      "with an open default": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "with detailed metrics": [
        "pass Watch: API Gateway publishes ExecutionError with ApiId + Stage + Route; it is about Api",
      ],
      "with its own": [
        "pass Watch: API Gateway publishes ExecutionError with ApiId + Stage + Route; it is about Api",
      ],
      "with open settings": [
        "unknown Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "without": [
        "fail Watch: never has data: stage prod publishes no metrics of sendMessage: detailed metrics are not enabled for it",
      ],
    }
  `);
});
