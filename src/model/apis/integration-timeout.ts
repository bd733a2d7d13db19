// For how long an API waits for the function behind one of its routes.

import type { FunctionNode } from "../functions/function.ts";
import type { Invocation, WithInvocations } from "../invocations/invocation.ts";
import type { TemplateNode } from "../resolve/node.ts";
import type { Resource } from "../resource.ts";
import { type Known, mapValue, orDefault, type Unresolved, type Value } from "../value.ts";

/** A route of an API that waits for a function's answer. */
export interface Waiter {
  /** The route for a person: `POST /hello`. */
  readonly label: string;
  /** For how long it waits. */
  readonly seconds: Known<number> | Unresolved;
  readonly walked: readonly Resource[];
}

/**
 * Milliseconds: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html. A REST API can be allowed more, which then
 * is set in its TimeoutInMillis.
 */
const DEFAULTS: ReadonlyMap<Invocation["kind"], number> = new Map([
  ["rest-api", 29_000],
  ["websocket-api", 29_000],
  ["http-api", 30_000],
]);

export function waitersOf(node: FunctionNode, model: WithInvocations): readonly Waiter[] {
  return model.invocationsOf(node).flatMap((invocation): readonly Waiter[] => {
    const { detail, resource, along } = invocation;
    const limit = integrationTimeout(invocation);
    if (limit === null) return [];
    const seconds = limit.state === "known" ? { ...limit, value: limit.value / 1000 } : limit;
    return [{ label: detail ?? resource.label, seconds, walked: [resource, ...along] }];
  });
}

/** Null for what waits for no answer: what is no API, what streams its response, what invokes asynchronously. */
function integrationTimeout(invocation: Invocation): Known<number> | Unresolved | null {
  const { resource, path, kind } = invocation;
  const fallback = DEFAULTS.get(kind);
  if (fallback === undefined) return null;
  // Quick create names the function in the API itself, which has no timeout of its own.
  const integration = path.at(-1) === "Target" ? null : resource.at(...path.slice(0, -1));
  if (integration === null) return orDefault<number>({ state: "absent" }, fallback);
  if (!waits(integration)) return null;
  return orDefault(either(integration, "TimeoutInMillis").number(), fallback);
}

/** CloudFormation's properties begin with a capital, those of an OpenAPI definition do not. */
function either(integration: TemplateNode, name: string): TemplateNode {
  const node = integration.at(name);
  return node.isAbsent ? integration.at(`${name.charAt(0).toLowerCase()}${name.slice(1)}`) : node;
}

function waits(integration: TemplateNode): boolean {
  const uri = [integration.at("Uri"), integration.at("uri")].map((node) => node.symbol()).find(({ state }) => state === "known");
  if (uri?.state === "known" && uri.value.includes("/response-streaming-invocations")) return false;
  if (isText(either(integration, "ResponseTransferMode").text("STREAM"), "STREAM")) return false;
  const header = "integration.request.header.X-Amz-Invocation-Type";
  return !isText(either(integration, "RequestParameters").at(header).text("'Event'"), "'EVENT'");
}

function isText(value: Value<string>, expected: string): boolean {
  const upper = mapValue(value, (text) => text.toUpperCase());
  return upper.state === "known" && upper.value === expected;
}
