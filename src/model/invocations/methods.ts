// REST API methods: `AWS::ApiGateway::Method`.
import type { Resource } from "../resource.ts";
import type { System } from "../system.ts";
import { unresolved, type Value } from "../value.ts";
import type { Family } from "./candidate.ts";
import { placesAt } from "./place.ts";
import { casesOfStages } from "./stage-variables.ts";

export const methods: Family = ({ system, apis }) =>
  system.resourcesOf("AWS::ApiGateway::Method").flatMap((method) =>
    placesAt(method, "Integration", "Uri").flatMap((place) => {
      const api = apis.find(method.property("RestApiId").symbol(), method);
      const detail = system.symbols.display(routeText(method, system));
      return casesOfStages({ kind: "rest-api", detail, place, certain: isProxy(method) }, api, apis, system);
    }),
  );

/** `AWS_PROXY` calls functions only, `AWS` any service. */
function isProxy(method: Resource): boolean {
  const type = method.property("Integration", "Type").text("AWS_PROXY");
  return type.state === "known" && type.value === "AWS_PROXY";
}

/** `GET /orders/{id}`, with tokens for what is unknown. */
export function routeText(method: Resource, system: System): string {
  const verb = method.property("HttpMethod").symbol();
  return `${verb.state === "known" ? verb.value : "ANY"} ${pathText(method, system)}`;
}

/** The parts from the root to the method's resource. */
function pathText(method: Resource, system: System): string {
  const parts: string[] = [];
  const seen = new Set<string>();
  let reference = method.property("ResourceId").symbol();
  while (true) {
    const parent = parentOf(reference, system);
    if (parent === "root") return `/${parts.join("/")}`;
    if (parent === undefined || seen.has(parent.id)) return [unknownPath(reference, method, system), ...parts].join("/");
    seen.add(parent.id);
    const part = parent.property("PathPart").symbol();
    parts.unshift(part.state === "known" ? part.value : "…");
    reference = parent.property("ParentId").symbol();
  }
}

function parentOf(reference: Value<string>, system: System): Resource | "root" | undefined {
  const token = reference.state === "known" ? system.symbols.sole(reference.value) : null;
  if (token?.kind !== "attribute") return undefined;
  return token.attribute === "RootResourceId" ? "root" : system.resource(token.stack, token.logicalId);
}

/** What another stack has above it, or what is unknown. */
function unknownPath(reference: Value<string>, method: Resource, { symbols, resolver }: System): string {
  const doubt = reference.state === "known" ? resolver.unknownIn(reference.value) : null;
  const { reason, undecided } = doubt ?? unresolved("depends on a path that is not defined in the audited stacks");
  return symbols.unknown({ key: `path above ${method.id}`, label: "…", reason, undecided });
}
