// Functions that only serve the deployment or the edge are not subjects: their traffic is not shifted.
import { expect, test } from "vitest";
import { factsOf, stack } from "../../../test/facts.ts";
import { saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";
import { link } from "../link.ts";

const published = { Ref: "OtherVersion" };
const OtherVersion = { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Other" } } };
const distribution = (behavior: JsonObject, more: JsonObject = {}): JsonObject => ({
  OtherVersion,
  Site: {
    Type: "AWS::CloudFront::Distribution",
    Properties: { DistributionConfig: { DefaultCacheBehavior: behavior, ...more } },
  },
});
const associated = (LambdaFunctionARN: Json): JsonObject => ({
  LambdaFunctionAssociations: [{ EventType: "viewer-request", LambdaFunctionARN }],
});
const rule = {
  Type: "AWS::Events::Rule",
  Properties: { ScheduleExpression: "rate(1 day)", Targets: [{ Id: "Other", Arn: { "Fn::GetAtt": ["Other", "Arn"] } }] },
};
const rotation = {
  Type: "AWS::SecretsManager::RotationSchedule",
  Properties: { SecretId: "secret", RotationLambdaARN: { "Fn::GetAtt": ["Other", "Arn"] } },
};
const custom = { Type: "Custom::Seed", Properties: { ServiceToken: { "Fn::GetAtt": ["Other", "Arn"] } } };

test("a function is a subject unless", async () => {
  const said = await saidOfEach(
    "function-timeout",
    {
      "nothing refers to it": {},
      "an edge runs it for everything": distribution(associated(published)),
      "an edge runs it for some paths": distribution(
        {},
        { CacheBehaviors: [{ PathPattern: "/api/*", ...associated(published) }] },
      ),
      "an edge in another region runs it": {
        OtherVersion,
        Edge: { Type: "AWS::SSM::Parameter", Properties: { Name: "/cdk/EdgeFunctionArn/eu-west-1/Other", Value: published } },
      },
      "an edge runs it, and a schedule": { ...distribution(associated(published)), Nightly: rule },
      "a parameter stores its version for somebody else": {
        OtherVersion,
        Store: { Type: "AWS::SSM::Parameter", Properties: { Name: "/versions/other", Value: published } },
      },
      "it rotates a secret": { Rotation: rotation },
      "it rotates a secret, and a schedule invokes it": { Rotation: rotation, Nightly: rule },
      "it serves a custom resource": { Seed: custom },
      "it serves a custom resource, and a schedule": { Seed: custom, Nightly: rule },
    },
    "Other",
  );
  const isSubject = Object.fromEntries(Object.entries(said).map(([name, lines]) => [name, lines.length > 0]));
  expect(isSubject).toEqual({
    "nothing refers to it": true,
    "an edge runs it for everything": false,
    "an edge runs it for some paths": false,
    "an edge in another region runs it": false,
    "an edge runs it, and a schedule": false,
    "a parameter stores its version for somebody else": true,
    "it rotates a secret": false,
    "it rotates a secret, and a schedule invokes it": true,
    "it serves a custom resource": false,
    "it serves a custom resource, and a schedule": true,
  });
});

test("functions that a library adds are not subjects, whatever invokes them", () => {
  const ids = [
    "DashboardBitmapRenderingSupportLambdaD9C5BE5A",
    "SecretsManagerMetricsPublisherLambda7A0C8B41",
    "SecretsManagerMetricsPublisher",
    "BitmapRenderingSupportLambda",
  ];
  const named = { Type: "AWS::Lambda::Function", Properties: {} };
  const model = link(factsOf(stack("Shop", { Resources: Object.fromEntries(ids.map((id) => [id, named])) })));
  expect(model.functions.map(({ resource }) => resource.logicalId)).toEqual(ids.slice(2));
});
