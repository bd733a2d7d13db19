// REST API methods: `AWS::ApiGateway::Method`.
import type { Resource } from "../resource.ts";
import type { System } from "../system.ts";
import type { Candidate, Family } from "./candidate.ts";
import { type Place, placesAt } from "./place.ts";
import { withStageVariables } from "./stage-variables.ts";

export const methods: Family = ({ system, apis }) =>
  system.resourcesOf("AWS::ApiGateway::Method").flatMap((method) =>
    placesAt(method, "Integration", "Uri").map((place): Candidate => {
      const api = apis.find(method.property("RestApiId").symbol(), method);
      return {
        kind: "rest-api",
        detail: `${verbOf(method, system)} ${pathOf(method, system)}`,
        place,
        text: withStageVariables(place.node.symbol(), api, apis),
        certain: isProxy(place, method),
      };
    }),
  );

/** `AWS_PROXY` calls functions only, `AWS` any service. */
function isProxy(_place: Place, method: Resource): boolean {
  const type = method.property("Integration", "Type").text();
  return type.state === "known" && type.value === "AWS_PROXY";
}

function verbOf(method: Resource, system: System): string {
  const verb = method.property("HttpMethod").symbol();
  return verb.state === "known" ? system.symbols.display(verb.value) : "ANY";
}

/** The parts from the root to the method's resource; `…` for what another stack has above it. */
function pathOf(method: Resource, system: System): string {
  const parts: string[] = [];
  const seen = new Set<string>();
  let reference = method.property("ResourceId").symbol();
  while (reference.state === "known") {
    const token = system.symbols.sole(reference.value);
    if (token?.kind !== "attribute") return ["…", ...parts].join("/");
    if (token.attribute === "RootResourceId") break;
    const parent = system.resource(token.stack, token.logicalId);
    if (parent === undefined || seen.has(parent.id)) return ["…", ...parts].join("/");
    seen.add(parent.id);
    const part = parent.property("PathPart").symbol();
    parts.unshift(part.state === "known" ? system.symbols.display(part.value) : "…");
    reference = parent.property("ParentId").symbol();
  }
  return `/${parts.join("/")}`;
}
