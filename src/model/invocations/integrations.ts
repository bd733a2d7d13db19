// Integrations of HTTP and WebSocket APIs with their routes, and APIs created by quick create.
import type { ApiNode } from "../apis/api.ts";
import type { Resource } from "../resource.ts";
import type { System, Target } from "../system.ts";
import type { Candidate, Family, Surroundings } from "./candidate.ts";
import { type Place, placesAt } from "./place.ts";
import { casesOfStages } from "./stage-variables.ts";

export const integrations: Family = (surroundings) => {
  const routes = routesByIntegration(surroundings.system);
  const { system } = surroundings;
  return [
    ...system
      .resourcesOf("AWS::ApiGatewayV2::Integration")
      .flatMap((integration) => ofIntegration(integration, routes.get(integration.id) ?? [], surroundings)),
    ...system.resourcesOf("AWS::ApiGatewayV2::Api").flatMap((api) => quickCreate(api, system)),
  ];
};

/** One invocation a route; an integration without any serves nothing. */
function ofIntegration(integration: Resource, routes: readonly Resource[], { system, apis }: Surroundings): readonly Candidate[] {
  const api = apis.find(integration.property("ApiId").symbol(), integration);
  return placesAt(integration, "IntegrationUri").flatMap((place) =>
    routes.flatMap((route) => {
      const detail = keyOf(route, system);
      const candidate: Candidate = { kind: kindOf(api, detail), detail, place, certain: isProxy(place), along: [route] };
      return casesOfStages(candidate, api, apis, system);
    }),
  );
}

function routesByIntegration(system: System): ReadonlyMap<string, readonly Resource[]> {
  const routes = new Map<string, Resource[]>();
  for (const route of system.resourcesOf("AWS::ApiGatewayV2::Route")) {
    const targets = placesAt(route, "Target").flatMap(({ node }) => {
      const text = node.symbol();
      return text.state === "known" ? system.symbols.tokensOf(text.value) : [];
    });
    for (const token of targets) {
      if (token.kind !== "attribute") continue;
      const id = `${token.stack}/${token.logicalId}`;
      routes.set(id, [...(routes.get(id) ?? []), route]);
    }
  }
  return routes;
}

function keyOf(route: Resource, system: System): string {
  const key = route.property("RouteKey").symbol();
  return key.state === "known" ? system.symbols.display(key.value) : "$default";
}

function kindOf(api: Target<ApiNode>, routeKey: string): Candidate["kind"] {
  if (api.state === "known") return api.value.kind === "websocket" ? "websocket-api" : "http-api";
  return routeKey.includes(" ") || routeKey === "$default" ? "http-api" : "websocket-api";
}

/** A proxy calls functions only, except where it names an action of another service. */
function isProxy({ resource }: Place): boolean {
  const type = resource.property("IntegrationType").text("AWS_PROXY");
  return type.state === "known" && type.value === "AWS_PROXY" && resource.property("IntegrationSubtype").isAbsent;
}

function quickCreate(api: Resource, system: System): readonly Candidate[] {
  return placesAt(api, "Target").map((place) => ({ kind: "http-api", detail: keyOf(api, system), place, certain: false }));
}
