// The functions that an API's routes and authorizers invoke.

import type { Invocation, WithInvocations } from "../invocations/invocation.ts";
import type { Resource } from "../resource.ts";
import type { Target } from "../system.ts";
import type { ApiNode, WithApis } from "./api.ts";

const ID_PROPERTIES: Readonly<Record<string, string>> = {
  "AWS::ApiGateway::Method": "RestApiId",
  "AWS::ApiGateway::Authorizer": "RestApiId",
  "AWS::ApiGatewayV2::Integration": "ApiId",
  "AWS::ApiGatewayV2::Authorizer": "ApiId",
};

/** Every invocation that the API makes. */
export function invocationsOfApi(api: ApiNode, model: WithInvocationsByApi): readonly Invocation[] {
  return model.invocationsByApi.get(api) ?? [];
}

export interface WithInvocationsByApi {
  /** The invocations that each API makes. */
  readonly invocationsByApi: ReadonlyMap<ApiNode, readonly Invocation[]>;
}

/** By API; what is unknown belongs to no one. */
export function linkInvocationsByApi(model: WithApis & WithInvocations): ReadonlyMap<ApiNode, readonly Invocation[]> {
  const found = new Map<ApiNode, Invocation[]>();
  for (const invocation of model.invocations) {
    const api = apiOf(invocation.resource, model);
    if (api.state !== "known") continue;
    const own = found.get(api.value);
    if (own === undefined) found.set(api.value, [invocation]);
    else own.push(invocation);
  }
  return found;
}

/** The API that a method, an integration, an authorizer or a definition is of; absent for other invokers. */
export function apiOf(invoker: Resource, { apis }: WithApis): Target<ApiNode> {
  const own = apis.apis.find(({ resource }) => resource === invoker);
  if (own !== undefined) return { state: "known", value: own };
  const property = ID_PROPERTIES[invoker.type];
  return property === undefined ? { state: "absent" } : apis.find(invoker.property(property).symbol(), invoker);
}
