// The series that deployed things have: names as AWS gave them, whatever the template writes.
import { describe, expect, it } from "vitest";
import { recordingOf } from "../../../test/recordings.ts";
import { systemOf } from "../../sources/recorded-system.ts";
import { link } from "../link.ts";
import type { Model } from "../model.ts";
import { measuringPoints, seriesOfReference } from "./measuring-points.ts";
import { type SeriesValue, seriesOfQueue, seriesOfStage } from "./series.ts";

async function modelOf(resources: object, ids?: Readonly<Record<string, string | null>>): Promise<Model> {
  const stacks = [{ template: { Resources: resources }, ...(ids === undefined ? {} : { resources: ids }) }];
  return link(await systemOf(recordingOf({ stacks }), { kind: "stack" }));
}

/** `AWS/Lambda FunctionName=orders`, or why it is unknown. */
function shown(series: SeriesValue): string {
  if (series.state !== "known") return series.reason;
  const { namespace, dimensions } = series.value;
  return `${namespace} ${dimensions.map((pair) => pair.join("=")).join(" ")}`;
}

const fn = (properties: object = {}) => ({ Type: "AWS::Lambda::Function", Properties: { Runtime: "nodejs22.x", ...properties } });
const alias = (FunctionName: unknown, Name: unknown = "live") => ({
  Type: "AWS::Lambda::Alias",
  Properties: { FunctionName, Name, FunctionVersion: "7" },
});

describe("functions", () => {
  it("are measured at their aliases, or by their name", async () => {
    const model = await modelOf(
      { A: fn(), Live: alias({ Ref: "A" }), Next: alias({ Ref: "A" }, "next"), B: fn({ FunctionName: "billing" }) },
      { A: "shop-A-1", Live: "…:live", Next: "…:next", B: "billing" },
    );
    const points = measuringPoints(model).map(({ subject, series }) => [
      subject.resource.logicalId,
      subject.detail,
      shown(series),
    ]);
    expect(points).toEqual([
      ["A", "live", "AWS/Lambda FunctionName=shop-A-1 Resource=shop-A-1:live"],
      ["A", "next", "AWS/Lambda FunctionName=shop-A-1 Resource=shop-A-1:next"],
      ["B", null, "AWS/Lambda FunctionName=billing"],
    ]);
  });

  it("that stand elsewhere are known by the alias's ARN", async () => {
    const arn = "arn:aws:lambda:eu-west-1:111111111111:function:elsewhere:live";
    const [point] = measuringPoints(await modelOf({ Live: alias("elsewhere") }, { Live: arn }));
    expect(point && shown(point.series)).toBe("AWS/Lambda FunctionName=elsewhere Resource=elsewhere:live");
  });

  it("that are not deployed under a known name have none", async () => {
    const [point] = measuringPoints(await modelOf({ A: fn() }, { A: null }));
    expect(point && shown(point.series)).toBe("the deployed name of A is unknown");
    const [open] = measuringPoints(await modelOf({ Live: alias("elsewhere") }, { Live: null }));
    expect(open && shown(open.series)).toBe("the deployed name of Live is unknown");
  });

  it("are measured as what a mapping invokes", async () => {
    const mapping = (FunctionName: unknown) => ({
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: { FunctionName, EventSourceArn: "arn:aws:kinesis:eu-west-1:111111111111:stream/s", StartingPosition: "LATEST" },
    });
    const model = await modelOf({
      A: fn({ FunctionName: "a" }),
      Live: alias({ Ref: "A" }),
      ByAlias: mapping({ Ref: "Live" }),
      ByName: mapping("a"),
      Away: mapping("elsewhere"),
    });
    expect(model.eventSources.map(({ target }) => shown(seriesOfReference(target)))).toEqual([
      "AWS/Lambda FunctionName=a Resource=a:live",
      "AWS/Lambda FunctionName=a",
      "its function is not defined in the audited stacks",
    ]);
  });
});

describe("stages of APIs", () => {
  const restApi = (Name: unknown) => ({ Type: "AWS::ApiGateway::RestApi", Properties: { Name } });
  const restStage = (RestApiId: unknown, StageName: unknown = "prod") => ({
    Type: "AWS::ApiGateway::Stage",
    Properties: { RestApiId, StageName, DeploymentId: "d" },
  });

  it.each([
    ["a name", "shop", "ApiName=shop"],
    ["the stack's name", { "Fn::Sub": "${AWS::StackName}-api" }, "ApiName=shop-api"],
    ["letters beyond ASCII, which are left out", "Öffentlich", "ApiName=ffentlich"],
    ["nothing but letters beyond ASCII: the id stands for it", "公開", "ApiName=a1b2c3"],
    ["the id of another resource", { "Fn::Sub": "api-${Other}" }, "ApiName=api-t4t4"],
  ])("REST with %s", async (_, name, expected) => {
    const resources = { Api: restApi(name), Stage: restStage({ Ref: "Api" }), Other: { Type: "AWS::SNS::Topic" } };
    const model = await modelOf(resources, { Api: "a1b2c3", Stage: "prod", Other: "t4t4" });
    expect(model.apis.stages.map((stage) => shown(seriesOfStage(stage, model)))).toEqual([
      `AWS/ApiGateway ${expected} Stage=prod`,
    ]);
  });

  it("HTTP by id, with the stage's name as the template or another resource has it", async () => {
    const model = await modelOf(
      {
        Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "shop", ProtocolType: "HTTP" } },
        Stage: { Type: "AWS::ApiGatewayV2::Stage", Properties: { ApiId: { Ref: "Api" }, StageName: "$default" } },
        Foreign: { Type: "AWS::ApiGatewayV2::Stage", Properties: { ApiId: "z9y8", StageName: "prod" } },
      },
      { Api: "a1b2c3", Stage: "$default", Foreign: "prod" },
    );
    expect(model.apis.stages.map((stage) => shown(seriesOfStage(stage, model)))).toEqual([
      "AWS/ApiGateway ApiId=a1b2c3 Stage=$default",
      "AWS/ApiGateway ApiId=z9y8 Stage=prod",
    ]);
  });

  it("of which a name is unknown", async () => {
    const model = await modelOf(
      {
        Foreign: restStage("z9y8"),
        Api: restApi("shop"),
        Nameless: restStage({ Ref: "Api" }, { "Fn::GetAtt": ["Api", "RootResourceId"] }),
      },
      { Foreign: "prod", Api: null, Nameless: "x" },
    );
    expect(model.apis.stages.map((stage) => shown(seriesOfStage(stage, model)))).toEqual([
      "the stage belongs to an API outside the audited stacks whose name is unknown",
      "${Api.RootResourceId} is only known after deployment",
    ]);
    const undeployed = await modelOf({ Api: restApi("shop"), Stage: restStage({ Ref: "Api" }) }, { Api: null, Stage: "prod" });
    expect(undeployed.apis.stages.map((stage) => shown(seriesOfStage(stage, undeployed)))).toEqual([
      "the deployed name of Api is unknown",
    ]);
  });
});

it("queues are known by the end of their URL", async () => {
  const url = "https://sqs.eu-west-1.amazonaws.com/111111111111/shop-Q-1.fifo";
  const model = await modelOf({ Q: { Type: "AWS::SQS::Queue" }, R: { Type: "AWS::SQS::Queue" } }, { Q: url, R: null });
  expect(model.system.resourcesOf("AWS::SQS::Queue").map((queue) => shown(seriesOfQueue(queue)))).toEqual([
    "AWS/SQS QueueName=shop-Q-1.fifo",
    "the deployed name of R is unknown",
  ]);
});
