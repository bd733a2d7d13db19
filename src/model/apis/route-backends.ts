// The routes of an API that invoke no function: integrations with other services, URLs, or unknown targets.

import { integrationsAt } from "../invocations/openapi.ts";
import { type Place, placesAt } from "../invocations/place.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import { type Unresolved, unresolved } from "../value.ts";
import type { ApiNode, WithApis } from "./api.ts";
import { operationsIn, routesOf, routeTextOf } from "./api-routes.ts";
import type { WithInvocationsByApi } from "./api-traffic.ts";
import { invocationsOfApi } from "./api-traffic.ts";

export interface OtherRoutes {
  /** `GET /files`: routes that certainly lead elsewhere, without mock integrations, which cannot fail. */
  readonly known: readonly string[];
  /** Why there may be others. */
  readonly doubts: readonly { readonly resource: Resource; readonly because: Unresolved }[];
}

/** A route with its integration. */
interface Backend {
  readonly route: string;
  readonly place: Place;
  readonly leadsToFunction: boolean;
}

export function routesPastFunctions(api: ApiNode, model: WithApis & WithInvocationsByApi & WithSystem): OtherRoutes {
  const backends = [...ofMethods(api, model), ...ofRoutes(api, model), ...ofDefinition(api, model), ...ofQuickCreate(api, model)];
  const others = backends.filter(({ place, leadsToFunction }) => !leadsToFunction && !isMock(place));
  const judged = others.map(({ route, place }) => ({ route, resource: place.resource, because: doubtOf(place) }));
  const unread = routesOf(api, model).doubt;
  return {
    known: judged.flatMap(({ route, because }) => (because === null ? [route] : [])),
    doubts: [
      ...judged.flatMap(({ resource, because }) => (because === null ? [] : [{ resource, because }])),
      ...(unread === null ? [] : [{ resource: api.resource, because: unread }]),
    ],
  };
}

function isMock(place: Place): boolean {
  const type = typeOf(place);
  return type.state === "known" && type.value.toUpperCase() === "MOCK";
}

/** CloudFormation's properties begin with a capital, those of an OpenAPI definition do not. */
function typeOf({ node }: Place) {
  const [written] = ["Type", "IntegrationType", "type"].map((name) => node.at(name)).filter((each) => !each.isAbsent);
  return (written ?? node.at("Type")).text("MOCK", "HTTP_PROXY");
}

/** Why it may be no such route. */
function doubtOf(place: Place): Unresolved | null {
  const type = typeOf(place);
  const { presence } = place.resource;
  return [place.doubt, type, presence].find((each): each is Unresolved => each?.state === "unresolved") ?? null;
}

function ofMethods(api: ApiNode, model: WithApis & WithInvocationsByApi & WithSystem): readonly Backend[] {
  const methods = api.kind === "rest" ? resourcesOf("AWS::ApiGateway::Method", api, model) : [];
  return methods.flatMap((method) =>
    placesAt(method, "Integration").map((place) => ({
      route: model.system.symbols.display(routeTextOf(method, api, model)),
      place,
      leadsToFunction: invokesAt(place, api, model),
    })),
  );
}

/** Their integrations are resources of their own; a route without one answers nothing. */
function ofRoutes(api: ApiNode, model: WithApis & WithInvocationsByApi & WithSystem): readonly Backend[] {
  const invocations = invocationsOfApi(api, model);
  const routes = api.kind === "rest" ? [] : resourcesOf("AWS::ApiGatewayV2::Route", api, model);
  return routes.flatMap((route) =>
    placesAt(route, "Target").map((target) => ({
      route: model.system.symbols.display(routeTextOf(route, api, model)),
      place: integrationOf(target, model),
      leadsToFunction: invocations.some(({ along }) => along.includes(route)),
    })),
  );
}

const UNSEEN = unresolved("its integration is not defined in the audited stacks; also audit the stack that defines it");

/** The target itself where its integration is not in the audited stacks: it may be one of a function. */
function integrationOf(target: Place, { system }: WithSystem): Place {
  const text = target.node.symbol();
  const tokens = text.state === "known" ? system.symbols.tokensOf(text.value) : [];
  const found = tokens.flatMap((token) => {
    const resource = token.kind === "attribute" ? system.resource(token.stack, token.logicalId) : undefined;
    return resource?.type === "AWS::ApiGatewayV2::Integration" ? [resource] : [];
  });
  const [integration] = found;
  if (integration !== undefined) return { ...target, node: integration.property(), resource: integration };
  return { ...target, doubt: target.doubt ?? target.node.doubt ?? UNSEEN };
}

function ofDefinition(api: ApiNode, model: WithInvocationsByApi): readonly Backend[] {
  return placesAt(api.resource, "Body").flatMap((body) =>
    operationsIn(body).flatMap(({ text, place: operation }) =>
      integrationsAt(body, operation).map((place) => ({
        route: text,
        place,
        leadsToFunction: invokesAt(place, api, model),
      })),
    ),
  );
}

/** An HTTP API that is made with its only route. */
function ofQuickCreate(api: ApiNode, model: WithInvocationsByApi & WithSystem): readonly Backend[] {
  return placesAt(api.resource, "Target").map((place) => ({
    route: model.system.symbols.display(routeTextOf(api.resource, api, model)),
    place,
    leadsToFunction: invocationsOfApi(api, model).some(
      ({ resource, path }) => resource === api.resource && path.at(-1) === "Target",
    ),
  }));
}

function resourcesOf(type: string, api: ApiNode, model: WithApis & WithSystem): readonly Resource[] {
  const idProperty = type === "AWS::ApiGateway::Method" ? "RestApiId" : "ApiId";
  return model.system.resourcesOf(type).filter((resource) => {
    const target = model.apis.find(resource.property(idProperty).symbol(), resource);
    return target.state === "known" && target.value === api;
  });
}

/** Whether the integration there names a function, or may. */
function invokesAt(place: Place, api: ApiNode, model: WithInvocationsByApi): boolean {
  const at = place.path.join("\n");
  return invocationsOfApi(api, model).some(
    ({ resource, path }) => resource === place.resource && path.slice(0, -1).join("\n") === at,
  );
}
