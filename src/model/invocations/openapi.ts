// API definitions: the integrations and authorizers of an OpenAPI body, as SAM writes them and as people do.
import type { ApiKind, ApiNode } from "../apis/api.ts";
import { known } from "../value.ts";
import type { Candidate, Family, Surroundings } from "./candidate.ts";
import { definitionElsewhere } from "./elsewhere.ts";
import { below, entries, type Place, placesAt } from "./place.ts";
import { readSamEvent, SAM_EVENT } from "./sam-event.ts";
import { casesOfStages } from "./stage-variables.ts";

const INTEGRATION = "x-amazon-apigateway-integration";
const ANY_METHOD = "x-amazon-apigateway-any-method";
/** The keys of a path that are methods. */
export const METHOD = /^(?:get|put|post|delete|options|head|patch|trace|x-amazon-apigateway-any-method)$/i;
const AUTHORIZER = "x-amazon-apigateway-authorizer";
const KINDS: Readonly<Record<ApiKind, Candidate["kind"]>> = {
  rest: "rest-api",
  http: "http-api",
  websocket: "websocket-api",
};

export const definitionRoutes: Family = (surroundings) =>
  surroundings.apis.apis.flatMap((api) => [
    ...placesAt(api.resource, "Body").flatMap((body) => routesOf(body, api, surroundings)),
    ...placesAt(api.resource, "BodyS3Location").map(
      (place): Candidate => ({
        kind: KINDS[api.kind],
        detail: null,
        place,
        text: definitionElsewhere(place, surroundings.system),
        certain: true,
      }),
    ),
  ]);

function routesOf(body: Place, api: ApiNode, surroundings: Surroundings): readonly Candidate[] {
  const unread = (place: Place, detail: string | null): readonly Candidate[] =>
    place.node.doubt === null ? [] : [{ kind: KINDS[api.kind], detail, place, text: place.node.doubt, certain: true }];
  const ofOperation = (path: string, method: string, operation: Place): readonly Candidate[] => {
    const route = `${verb(method)} ${path}`;
    return [...unread(operation, route), ...routeOf(body, operation, route, api, surroundings)];
  };
  return [
    ...unread(body, null),
    ...below(body, "paths").flatMap((paths) => [
      ...(body.node.doubt === null ? unread(paths, null) : []),
      ...entries(paths).flatMap(([path, item]) => [
        ...unread(item, path),
        ...entries(item)
          .filter(([method]) => METHOD.test(method))
          .flatMap(([method, operation]) => ofOperation(path, method, operation)),
      ]),
    ]),
    ...authorizersOf(body),
  ];
}

function routeOf(
  body: Place,
  operation: Place,
  route: string,
  api: ApiNode,
  { system, apis }: Surroundings,
): readonly Candidate[] {
  const detail = /^ANY \/?\$default$/.test(route) ? "$default" : route;
  return integrationsAt(body, operation)
    .flatMap((integration) =>
      below(integration, "uri").map(
        (place): Candidate => ({
          kind: KINDS[api.kind],
          detail,
          place,
          certain: isProxy(integration),
          samEvent: readSamEvent(operation.node.at(SAM_EVENT)),
        }),
      ),
    )
    .flatMap((candidate) => casesOfStages(candidate, known(api), apis, system));
}

/** The integration of an operation, where it is written. */
export function integrationsAt(body: Place, operation: Place): readonly Place[] {
  return below(operation, INTEGRATION).flatMap((integration) => dereferenced(body, integration));
}

export function verb(method: string): string {
  return method.toLowerCase() === ANY_METHOD ? "ANY" : method.toUpperCase();
}

/** `$ref: #/components/x-amazon-apigateway-integrations/Name`. */
function dereferenced(body: Place, integration: Place): readonly Place[] {
  const reference = integration.node.at("$ref").text();
  if (reference.state !== "known" || !reference.value.startsWith("#/")) return [integration];
  return below(body, ...reference.value.slice(2).split("/").map(unescapePointer));
}

function unescapePointer(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** A proxy calls functions only, except where it names an action of another service. */
function isProxy(integration: Place): boolean {
  const type = integration.node.at("type").text("AWS_PROXY");
  return type.state === "known" && type.value.toLowerCase() === "aws_proxy" && integration.node.at("integrationSubtype").isAbsent;
}

function authorizersOf(body: Place): readonly Candidate[] {
  const schemes = [...below(body, "securityDefinitions"), ...below(body, "components", "securitySchemes")];
  return schemes.flatMap((map) =>
    entries(map).flatMap(([name, scheme]) =>
      below(scheme, AUTHORIZER, "authorizerUri").map(
        (place): Candidate => ({ kind: "authorizer", detail: name, place, certain: true }),
      ),
    ),
  );
}
