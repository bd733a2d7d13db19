// REST API methods: `AWS::ApiGateway::Method`.
import type { Resource } from "../resource.ts";
import type { System } from "../system.ts";
import type { Family } from "./candidate.ts";
import { placesAt, shown } from "./place.ts";
import { casesOfStages } from "./stage-variables.ts";

export const methods: Family = ({ system, apis }) =>
  system.resourcesOf("AWS::ApiGateway::Method").flatMap((method) =>
    placesAt(method, "Integration", "Uri").flatMap((place) => {
      const api = apis.find(method.property("RestApiId").symbol(), method);
      const detail = `${verbOf(method, system)} ${pathOf(method, system)}`;
      return casesOfStages({ kind: "rest-api", detail, place, certain: isProxy(method) }, api, apis, system);
    }),
  );

/** `AWS_PROXY` calls functions only, `AWS` any service. */
function isProxy(method: Resource): boolean {
  const type = method.property("Integration", "Type").text();
  return type.state === "known" && type.value === "AWS_PROXY";
}

export function verbOf(method: Resource, system: System): string {
  return shown(method.property("HttpMethod").symbol(), (text) => system.symbols.display(text)) ?? "ANY";
}

/** The parts from the root to the method's resource; `…` for what another stack has above it. */
export function pathOf(method: Resource, system: System): string {
  const parts: string[] = [];
  const seen = new Set<string>();
  let reference = method.property("ResourceId").symbol();
  while (true) {
    const token = reference.state === "known" ? system.symbols.sole(reference.value) : null;
    if (token?.kind === "attribute" && token.attribute === "RootResourceId") return `/${parts.join("/")}`;
    const parent = token?.kind === "attribute" ? system.resource(token.stack, token.logicalId) : undefined;
    if (parent === undefined || seen.has(parent.id)) return ["…", ...parts].join("/");
    seen.add(parent.id);
    parts.unshift(shown(parent.property("PathPart").symbol(), (text) => system.symbols.display(text)) ?? "…");
    reference = parent.property("ParentId").symbol();
  }
}
