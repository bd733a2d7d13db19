// The share of an API's requests that goes to an alias, measured by route: what is asked, what is played with it, and what is rejected.
import { expect, it } from "vitest";
import { deployedFrom, templateFacts } from "../../test/deployed.ts";
import { folder } from "../../test/folder.ts";
import { simulateSystem } from "../cli/simulation.ts";
import { link } from "../model/link.ts";
import { type Answer, keyOf, type MetricAsk } from "../model/observed/ask.ts";
import { systemOf } from "../sources/recorded-system.ts";
import { SIMULATION_DEFAULTS } from "./simulate.ts";
import { shareAsks } from "./traffic-share.ts";

interface Shop {
  readonly kind?: "Api" | "HttpApi";
  readonly isDetailed?: boolean;
  /** Of the route to the function that is deployed. */
  readonly method?: string;
  readonly more?: string;
  readonly threshold?: number;
}

const dimensions = { Api: "ApiName, Value: shop", HttpApi: "ApiId, Value: !Ref Http" };

function templateOf({ kind = "Api", isDetailed = true, method = "POST", more = "", threshold = 0.02 }: Shop): string {
  const api = kind === "Api" ? "Rest" : "Http";
  const detailed =
    kind === "Api"
      ? `MethodSettings: [{ HttpMethod: "*", ResourcePath: "/*", MetricsEnabled: ${isDetailed} }]`
      : `DefaultRouteSettings: { DetailedMetricsEnabled: ${isDetailed} }`;
  const event = (path: string, verb: string): string =>
    `{ Type: ${kind}, Properties: { Path: ${path}, Method: ${verb}, ${kind === "Api" ? "RestApiId" : "ApiId"}: !Ref ${api} } }`;
  return `
Transform: AWS::Serverless-2016-10-31
Resources:
  ${api}:
    Type: AWS::Serverless::${kind}
    Properties: { ${kind === "Api" ? "Name: shop, " : ""}StageName: prod, ${detailed} }
  Checkout:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      InlineCode: ""
      AutoPublishAlias: live
      DeploymentPreference: { Type: Canary10Percent5Minutes, Alarms: [!Ref Rate] }
      Events:
        Buy: ${event("/orders", method)}
${more}
  Catalogue:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      InlineCode: ""
      Events:
        Browse: ${event("/items", "GET")}
  Rate:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/ApiGateway
      MetricName: ${kind === "Api" ? "5XXError" : "5xx"}
      Dimensions: [{ Name: ${dimensions[kind]} }, { Name: Stage, Value: prod }]
      Statistic: Average
      Period: 60
      EvaluationPeriods: 1
      Threshold: ${threshold}
      ComparisonOperator: GreaterThanOrEqualToThreshold
`;
}

/** Requests in a day: 1000 to the API, 200 of them to the function. */
function answerTo({ dimensions: given, periodSeconds }: MetricAsk, own: number): Answer {
  const isRoute = given.some(([name]) => name === "Method" || name === "Route");
  const value = isRoute ? own : 1000;
  return {
    state: "seen",
    value: { from: 0, to: periodSeconds * 1000, times: value === 0 ? [] : [0], values: value === 0 ? [] : [value] },
  };
}

async function played(shop: Shop, own: number | null = 200, isAsked = true) {
  const cwd = folder({ "template.yaml": templateOf(shop) });
  const wired = await deployedFrom(cwd, ["template.yaml"], ["deployment-group", "deployment-configuration", "alarm"]);
  const asks = shareAsks(link(await systemOf(wired, { kind: "stack" }), {}));
  const answers = asks.map((ask): readonly [string, Answer] => [
    keyOf(ask),
    own === null ? { state: "unseen", reason: "was denied", action: "cloudwatch:GetMetricData" } : answerTo(ask, own),
  ]);
  const recording = isAsked ? { ...wired, answers: { ...wired.answers, ...Object.fromEntries(answers) } } : wired;
  const model = link(await systemOf(recording, { kind: "snapshot" }), {});
  const settings = { ...SIMULATION_DEFAULTS, requestsPerMinute: 200 };
  const [deployment] = simulateSystem(model, settings, []).simulation.deployments;
  return { asks, deployment };
}

it.each([
  [
    "Api",
    [
      ["ApiName", "shop"],
      ["Method", "POST"],
      ["Resource", "/orders"],
      ["Stage", "prod"],
    ],
  ],
  [
    "HttpApi",
    [
      ["ApiId", expect.any(String)],
      ["Route", "POST /orders"],
      ["Stage", "prod"],
    ],
  ],
] as const)("is counted by route of an %s, and a fifth of it dilutes the rate of failures", async (kind, route) => {
  const { asks, deployment } = await played({ kind });
  expect(asks.map(({ metricName, statistic }) => `${metricName} ${statistic}`)).toEqual(["Count Sum", "Count Sum"]);
  expect(asks[1]?.dimensions).toEqual(route);
  // A canary of 10 % of a fifth makes 2 %: a threshold of 1 % is met, one of 5 % never.
  const low = (await played({ kind, threshold: 0.01 })).deployment;
  expect(low).toMatchObject({ stopped: true, alarms: [{ state: "goes-off", goesOffMinute: 2 }] });
  expect(low?.assumptions).toContain(
    `20 % of the requests to API ${kind === "Api" ? "Rest" : "Http"} go to alias live, as in the last day`,
  );
  const high = (await played({ kind, threshold: 0.05 })).deployment;
  expect(high?.stopped).toBe(false);
  expect(high?.reason).toMatch(/because 2 % of the traffic cannot cause a rate of 5 %/);
  expect(deployment?.alarms[0]?.state).toBe("goes-off");
});

it.each<readonly [string, Shop, number | null, RegExp]>([
  [
    "its routes have no metrics of their own",
    { isDetailed: false },
    200,
    /its stage publishes no metrics of POST \/orders: detailed metrics are not enabled/,
  ],
  ["nothing was counted", {}, 0, /no requests to its routes were counted in the last day/],
  ["it may not be asked", {}, null, /was denied/],
  ["a route takes any method", { method: "any" }, 200, /not document which metric counts the requests of ANY \/orders/],
  [
    "a queue feeds the alias as well",
    { more: "        Later: { Type: SQS, Properties: { Queue: 'arn:aws:sqs:eu-west-1:111111111111:later' } }" },
    200,
    /invokes alias live as well/,
  ],
])("is unknown, and said, where %s", async (_, shop, own, reason) => {
  const { deployment } = await played(shop, own);
  expect(deployment?.stopped).toBeNull();
  expect(deployment?.reason).toMatch(
    /but the alias's share of its requests is unknown: GET \/items of API Rest has another target/,
  );
  expect(deployment?.reason).toMatch(reason);
});

it("is unknown where it was not read, and in a template", async () => {
  const { deployment } = await played({}, 200, false);
  expect(deployment?.reason).toMatch(/GET \/items of API Rest has another target; a rate is not simulated/);
  const model = link(await templateFacts(folder({ "template.yaml": templateOf({}) }), ["template.yaml"]), {});
  const [ofTemplate] = simulateSystem(model, SIMULATION_DEFAULTS, []).simulation.deployments;
  expect(ofTemplate?.reason).toMatch(/has another target; a rate is not simulated/);
});

it("is not asked for where a sum of failures is watched, or one route alone", async () => {
  const asksOf = async (text: string) => {
    const wired = await deployedFrom(folder({ "template.yaml": text }), ["template.yaml"], ["deployment-group", "alarm"]);
    return shareAsks(link(await systemOf(wired, { kind: "stack" }), {}));
  };
  expect(await asksOf(templateOf({}).replace("Statistic: Average", "Statistic: Sum"))).toEqual([]);
  const ofRoute = "{ Name: Stage, Value: prod }, { Name: Method, Value: POST }, { Name: Resource, Value: /orders }";
  expect(await asksOf(templateOf({}).replace("{ Name: Stage, Value: prod }", ofRoute))).toEqual([]);
  expect(
    await asksOf(
      templateOf({}).replace(/ {8}Browse: .*\n/, "        Browse: { Type: Schedule, Properties: { Schedule: rate(1 day) } }\n"),
    ),
  ).toEqual([]);
});
