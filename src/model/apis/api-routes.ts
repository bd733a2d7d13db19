// The routes of an API, from its resources and from its definition.

import { definitionElsewhere } from "../invocations/elsewhere.ts";
import { routeText } from "../invocations/methods.ts";
import { METHOD, verb } from "../invocations/openapi.ts";
import { below, entries, type Place, placesAt } from "../invocations/place.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import type { Unresolved } from "../value.ts";
import type { ApiNode, WithApis } from "./api.ts";

export interface Route {
  /** `GET /orders`, `$default`, `sendMessage`, with tokens for what is unknown. */
  readonly text: string;
  readonly resource: Resource;
}

export interface Routes {
  readonly known: readonly Route[];
  /** Why there may be others, or fewer. */
  readonly doubt: Unresolved | null;
}

export function routesOf(api: ApiNode, model: WithApis & WithSystem): Routes {
  const found = [ofResources(api, model), ...placesAt(api.resource, "Body").map((body) => ofDefinition(body))];
  const [stored] = placesAt(api.resource, "BodyS3Location");
  const elsewhere = stored === undefined ? null : definitionElsewhere(stored, model.system);
  const doubt = found.map((routes) => routes.doubt).find((each) => each !== null) ?? elsewhere;
  return { known: found.flatMap((routes) => routes.known), doubt };
}

function ofResources(api: ApiNode, model: WithApis & WithSystem): Routes {
  const isRest = api.kind === "rest";
  const candidates = model.system.resourcesOf(isRest ? "AWS::ApiGateway::Method" : "AWS::ApiGatewayV2::Route");
  const targets = candidates.map((resource) => ({
    resource,
    target: model.apis.find(resource.property(isRest ? "RestApiId" : "ApiId").symbol(), resource),
  }));
  const known = targets.flatMap(({ resource, target }): readonly Route[] => {
    if (target.state !== "known" || target.value !== api) return [];
    return [
      {
        resource,
        text: routeTextOf(resource, api, model),
      },
    ];
  });
  const open = targets.map(({ target }) => target).find((target) => target.state === "unresolved");
  const quick = api.resource.property("Target").isAbsent ? [] : [{ text: keyOf(api.resource), resource: api.resource }];
  return { known: [...known, ...quick], doubt: open?.state === "unresolved" ? open : null };
}

/** Of a method, of a route, or of an API that is made with its only route. */
export function routeTextOf(resource: Resource, { kind }: ApiNode, { system }: WithSystem): string {
  return kind === "rest" ? routeText(resource, system) : keyOf(resource);
}

function keyOf(resource: Resource): string {
  const key = resource.property("RouteKey").symbol();
  return key.state === "known" ? key.value : "$default";
}

function ofDefinition(body: Place): Routes {
  const paths = below(body, "paths");
  const items = paths.flatMap(entries);
  const operations = operationsIn(body);
  const walked = [body, ...paths, ...items.map(([, item]) => item), ...operations.map(({ place }) => place)];
  const doubt = walked.map((place) => place.doubt ?? place.node.doubt).find((each) => each !== null) ?? null;
  return { known: operations.map(({ text, place }) => ({ text, resource: place.resource })), doubt };
}

/** The operations of an OpenAPI definition with their routes. */
export function operationsIn(body: Place): readonly { readonly text: string; readonly place: Place }[] {
  const items = below(body, "paths").flatMap(entries);
  return items.flatMap(([path, item]) =>
    entries(item)
      .filter(([method]) => METHOD.test(method))
      .map(([method, place]) => ({ text: textOf(path, method), place })),
  );
}

function textOf(path: string, method: string): string {
  const text = `${verb(method)} ${path}`;
  return /^ANY \/?\$default$/.test(text) ? "$default" : text;
}
