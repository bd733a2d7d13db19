// Lambda authorizers of REST, HTTP and WebSocket APIs and of AppSync.
import type { Resource } from "../resource.ts";
import type { Candidate, Family, Surroundings } from "./candidate.ts";
import { below, items, type Place, placesAt } from "./place.ts";
import { casesOfStages } from "./stage-variables.ts";

export const authorizers: Family = (surroundings) => {
  const { system } = surroundings;
  return [
    ...system.resourcesOf("AWS::ApiGateway::Authorizer").flatMap((resource) => ofApi(resource, "RestApiId", surroundings)),
    ...system.resourcesOf("AWS::ApiGatewayV2::Authorizer").flatMap((resource) => ofApi(resource, "ApiId", surroundings)),
    ...system.resourcesOf("AWS::AppSync::GraphQLApi").flatMap(ofGraphQl),
    ...system.resourcesOf("AWS::AppSync::Api").flatMap(ofEventApi),
  ];
};

function ofApi(resource: Resource, apiId: string, { system, apis }: Surroundings): readonly Candidate[] {
  const api = apis.find(resource.property(apiId).symbol(), resource);
  const name = resource.property("Name").symbol();
  const detail = name.state === "known" ? system.symbols.display(name.value) : null;
  return placesAt(resource, "AuthorizerUri").flatMap((place) =>
    casesOfStages({ kind: "authorizer", detail, place, certain: true }, api, apis, system),
  );
}

function ofGraphQl(api: Resource): readonly Candidate[] {
  const additional = placesAt(api, "AdditionalAuthenticationProviders").flatMap(items);
  return [
    ...placesAt(api, "LambdaAuthorizerConfig", "AuthorizerUri"),
    ...additional.flatMap((provider) => below(provider, "LambdaAuthorizerConfig", "AuthorizerUri")),
  ].map(appSyncAuthorizer);
}

function ofEventApi(api: Resource): readonly Candidate[] {
  return placesAt(api, "EventConfig", "AuthProviders")
    .flatMap(items)
    .flatMap((provider) => below(provider, "LambdaAuthorizerConfig", "AuthorizerUri"))
    .map(appSyncAuthorizer);
}

function appSyncAuthorizer(place: Place): Candidate {
  return { kind: "authorizer", detail: null, place, certain: true };
}
