// Tags: SAM writes maps, CloudFormation mostly lists; and which generated resources PropagateTags reaches.
import { isObject, type Json, type JsonObject } from "../../../model/json.ts";
import type { Generated } from "./draft.ts";
import { truthy } from "./intrinsics.ts";

const listTypes = new Set([
  "AWS::ApiGateway::ApiKey",
  "AWS::ApiGateway::DomainName",
  "AWS::ApiGateway::DomainNameAccessAssociation",
  "AWS::ApiGateway::DomainNameV2",
  "AWS::ApiGateway::RestApi",
  "AWS::ApiGateway::Stage",
  "AWS::ApiGateway::UsagePlan",
  "AWS::AppSync::GraphQLApi",
  "AWS::CloudFormation::Stack",
  "AWS::CodeDeploy::Application",
  "AWS::CodeDeploy::DeploymentGroup",
  "AWS::DynamoDB::Table",
  "AWS::IAM::Role",
  "AWS::IoT::TopicRule",
  "AWS::Lambda::CapacityProvider",
  "AWS::Lambda::Function",
  "AWS::Lambda::MicrovmImage",
  "AWS::Lambda::NetworkConnector",
  "AWS::Lambda::WebFunction",
  "AWS::SNS::Topic",
  "AWS::SQS::Queue",
  "AWS::StepFunctions::StateMachine",
]);

const mapTypes = new Set(["AWS::ApiGatewayV2::DomainName", "AWS::ApiGatewayV2::Stage"]);

export function tagList(tags: Json | undefined): readonly JsonObject[] {
  if (!isObject(tags)) return [];
  return Object.entries(tags).map(([key, value]) => ({ Key: key, Value: value ?? "" }));
}

/** SAM's own tag first, then the author's. */
export function tagsCreatedBySam(tags: Json | undefined): readonly JsonObject[] {
  return [{ Key: "lambda:createdBy", Value: "SAM" }, ...tagList(tags)];
}

/** With PropagateTags the tags replace those of every generated resource that can have any. */
export function propagateTags(resources: readonly Generated[], tags: Json | undefined, propagate: Json | undefined): void {
  if (!truthy(propagate) || !truthy(tags)) return;
  for (const { type, properties } of resources) {
    if (listTypes.has(type)) properties["Tags"] = tagList(tags);
    else if (mapTypes.has(type) || isWebSocketApi(type, properties)) properties["Tags"] = tags;
  }
}

/** Newer resource types keep the tags that they have. */
export function propagateTagsBeside(resources: readonly Generated[], tags: Json | undefined, propagate: Json | undefined): void {
  if (!truthy(propagate) || !truthy(tags)) return;
  for (const { type, properties } of resources) {
    if (!listTypes.has(type)) continue;
    const present = (properties["Tags"] ?? []) as readonly JsonObject[];
    const merged = new Map([...present, ...tagList(tags)].map((tag) => [tag["Key"], tag["Value"] ?? null]));
    properties["Tags"] = [...merged].map(([key, value]) => ({ Key: key, Value: value }));
  }
}

/** An HTTP API has its tags inside its body. */
function isWebSocketApi(type: string, properties: JsonObject): boolean {
  return type === "AWS::ApiGatewayV2::Api" && properties["ProtocolType"] === "WEBSOCKET";
}
