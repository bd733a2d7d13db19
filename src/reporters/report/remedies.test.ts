// What a finding of several assessments says of their remedies, on systems that are audited for real.
import { expect, test } from "vitest";
import { reportOn } from "../../../test/audited.ts";
import { findingsByCheck, isOpen } from "./assessments.ts";
import { foldByCause } from "./fold.ts";
import { remediesInWords } from "./remedies.ts";

const rest = (name: string) => ({
  [`${name}Api`]: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: name } },
  [`${name}Deployment`]: { Type: "AWS::ApiGateway::Deployment", Properties: { RestApiId: { Ref: `${name}Api` } } },
  [name]: {
    Type: "AWS::ApiGateway::Stage",
    Properties: { RestApiId: { Ref: `${name}Api` }, DeploymentId: { Ref: `${name}Deployment` }, StageName: "prod" },
  },
});
const second = (name: string, ProtocolType: "HTTP" | "WEBSOCKET") => ({
  [`${name}Api`]: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: name, ProtocolType } },
  [name]: { Type: "AWS::ApiGatewayV2::Stage", Properties: { ApiId: { Ref: `${name}Api` }, StageName: "prod" } },
});

async function remedies(Resources: object): Promise<readonly string[]> {
  const report = await reportOn({ "Shop.json": { Resources } }, { checks: ["api-latency-alarm"] });
  return findingsByCheck(report).flatMap(({ found }) =>
    foldByCause(report, found.filter(isOpen)).flatMap(({ members }) => remediesInWords(members)),
  );
}

const REST = "add an AWS::CloudWatch::Alarm on Latency in AWS/ApiGateway with the dimension ApiName: the API's name";
const WEBSOCKET =
  "add an AWS::CloudWatch::Alarm on IntegrationLatency in AWS/ApiGateway with the dimension ApiId: !Ref of the API";

test.each([
  ["one for all", { ...rest("Orders"), ...rest("Bills") }, [REST]],
  [
    "two, each with whom it concerns",
    { ...second("Chat", "WEBSOCKET"), ...rest("Orders"), ...rest("Bills") },
    [`Orders and 1 more: ${REST}`, `Chat: ${WEBSOCKET}`],
  ],
  ["one of many as an example", { ...second("Chat", "WEBSOCKET"), ...rest("Orders"), ...second("Web", "HTTP") }, ["e.g. "]],
])("says %s", async (_, resources, expected) => {
  const found = await remedies(resources);
  expect(found.length).toBe(expected.length);
  for (const [index, text] of expected.entries()) expect(found[index]?.startsWith(text)).toBe(true);
});

test("says none of what has none", () => {
  expect(remediesInWords([])).toEqual([]);
});
