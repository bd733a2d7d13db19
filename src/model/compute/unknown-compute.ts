// Compute that the model does not understand: resources that deploy code and are not Lambda functions.

import { items, placesAt } from "../invocations/place.ts";
import type { Resource } from "../resource.ts";
import type { System, WithSystem } from "../system.ts";
import { TYPES_AS_OF, unknownComputeOf } from "./resource-types.ts";

export interface UnknownCompute {
  readonly resource: Resource;
  /** For a person: `a web function`. */
  readonly what: string;
  /** How new code receives traffic, where the resource says so. */
  readonly shift: string | null;
}

/** Types that belong to another resource, which is named instead where it is audited: the property names it, or is named by it. */
const PARTS: ReadonlyMap<string, { readonly of: string; readonly names: "whole" | "part"; readonly property: string }> = new Map([
  ["AWS::Lambda::WebFunctionRevision", { of: "AWS::Lambda::WebFunction", names: "whole", property: "FunctionName" }],
  ["AWS::ECS::TaskSet", { of: "AWS::ECS::Service", names: "whole", property: "Service" }],
  ["AWS::ECS::TaskDefinition", { of: "AWS::ECS::Service", names: "part", property: "TaskDefinition" }],
  ["AWS::ECS::DaemonTaskDefinition", { of: "AWS::ECS::Daemon", names: "part", property: "DaemonTaskDefinitionArn" }],
]);

export function unknownCompute({ system }: WithSystem): readonly UnknownCompute[] {
  return system.resources.flatMap((resource): readonly UnknownCompute[] => {
    const kind = unknownComputeOf(resource.type);
    if (kind === null || isPart(resource, system)) return [];
    const what = kind === "newer" ? `of a type that is newer than the list of ${TYPES_AS_OF}` : kind;
    return [{ resource, what, shift: shiftOf(resource) }];
  });
}

function isPart(resource: Resource, system: System): boolean {
  const part = PARTS.get(resource.type);
  if (part === undefined) return false;
  if (part.names === "whole")
    return system.find(resource.property(part.property).symbol(), resource.stack, [part.of]).state === "known";
  return system.resourcesOf(part.of).some((whole) => {
    const named = system.find(whole.property(part.property).symbol(), whole.stack, [resource.type]);
    return named.state === "known" && named.value === resource;
  });
}

/** https://docs.aws.amazon.com/lambda/latest/dg/web-functions-deployment.html */
function shiftOf(endpoint: Resource): string | null {
  if (endpoint.type !== "AWS::Lambda::WebFunctionEndpoint") return null;
  const mode = endpoint.property("AutoDeploymentMode").text();
  if (mode.state === "known" && mode.value === "LatestRevision")
    return "moves all traffic to each new revision at once (AutoDeploymentMode: LatestRevision)";
  const weights = placesAt(endpoint, "RevisionWeights").flatMap(items);
  if (weights.length !== 1 || endpoint.property("RevisionWeights").doubt !== null) return null;
  return "moves all traffic to a new revision at once (one revision with a weight of 100)";
}
