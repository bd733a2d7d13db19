// APIs and their stages, of API Gateway's three kinds.
import { isObject } from "../json.ts";
import type { Resource } from "../resource.ts";
import type { System, Target } from "../system.ts";
import { known, unresolved, type Value } from "../value.ts";

export type ApiKind = "rest" | "http" | "websocket";

export interface ApiNode {
  readonly resource: Resource;
  readonly kind: ApiKind;
  /** REST: the name that its metrics carry, as text; HTTP and WebSocket: the id. */
  readonly metricIdentity: Value<string>;
}

export interface ApiStageNode {
  /** The stage, or the deployment that makes one. */
  readonly resource: Resource;
  readonly api: Target<ApiNode>;
  /** The stage's name as text with tokens. */
  readonly name: Value<string>;
}

export interface ApiIndex {
  readonly apis: readonly ApiNode[];
  readonly stages: readonly ApiStageNode[];
  find(text: Value<string>, from: Resource): Target<ApiNode>;
}

const API_TYPES = ["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"];

export interface WithApis {
  readonly apis: ApiIndex;
}

export function linkApis(system: System): ApiIndex {
  const apis = system
    .resourcesOf(...API_TYPES)
    .map((resource) => ({ resource, kind: kindOf(resource), metricIdentity: metricIdentity(resource, system) }));
  const byId = new Map(apis.map((api) => [api.resource.id, api]));
  const find = (text: Value<string>, from: Resource): Target<ApiNode> => {
    const target = system.find(text, from.stack, API_TYPES);
    if (target.state !== "known") return target;
    const api = byId.get(target.value.id);
    return api === undefined ? { state: "missing", name: target.value.logicalId } : known(api);
  };
  const stage = (resource: Resource, idProperty: string): ApiStageNode => ({
    resource,
    api: find(resource.property(idProperty).symbol(), resource),
    name: resource.property("StageName").symbol(),
  });
  const deployments = system
    .resourcesOf("AWS::ApiGateway::Deployment")
    .filter((resource) => !resource.property("StageName").isAbsent && !isDummyStage(resource));
  const stages = [
    ...system.resourcesOf("AWS::ApiGateway::Stage").map((resource) => stage(resource, "RestApiId")),
    ...deployments.map((resource) => stage(resource, "RestApiId")),
    ...system.resourcesOf("AWS::ApiGatewayV2::Stage").map((resource) => stage(resource, "ApiId")),
  ];
  return { apis, stages: onePerName(stages, system), find };
}

/** SAM adds a stage "Stage" that is never used to every deployment of a REST API, with this description. */
function isDummyStage({ facts }: Resource): boolean {
  const { StageName, Description } = isObject(facts.body["Properties"]) ? facts.body["Properties"] : {};
  return StageName === "Stage" && typeof Description === "string" && Description.startsWith("RestApi deployment id: ");
}

/** Templates often name a stage both in the deployment and as a resource of its own: the resource counts. */
function onePerName(stages: readonly ApiStageNode[], system: System): readonly ApiStageNode[] {
  const seen = new Set<string>();
  return stages.filter(({ api, name, resource }) => {
    const key =
      api.state === "known" && name.state === "known" ? `${api.value.resource.id} ${system.concrete(name.value)}` : resource.id;
    return !seen.has(key) && seen.add(key);
  });
}

function kindOf(resource: Resource): ApiKind {
  if (resource.type === "AWS::ApiGateway::RestApi") return "rest";
  const protocol = resource.property("ProtocolType").text("WEBSOCKET");
  return protocol.state === "known" && protocol.value.toUpperCase() === "WEBSOCKET" ? "websocket" : "http";
}

/** REST metrics carry the API's name, which an OpenAPI body may give as its title; the others carry the id. */
function metricIdentity(resource: Resource, system: System): Value<string> {
  if (resource.type !== "AWS::ApiGateway::RestApi") return known(resource.attribute("Ref"));
  const name = resource.property("Name").symbol();
  const title = name.state === "absent" ? resource.property("Body", "info", "title").symbol() : name;
  if (title.state === "absent") return unresolved("the API has neither a name nor a title");
  return title.state === "known" ? known(system.concrete(title.value)) : title;
}
