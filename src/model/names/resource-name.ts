// The name by which a service knows a resource: of what is deployed, the one it got; else the one its template writes.
import { physicalName } from "../observed/physical-name.ts";
import type { Resource } from "../resource.ts";
import { NAME_PROPERTIES } from "./name-properties.ts";

const REST_API = "AWS::ApiGateway::RestApi";

/** As text, in which tokens may represent unknown parts; null where its kind has no name or the template leaves it to the service. */
export function nameText(resource: Resource): string | null {
  if (!NAME_PROPERTIES.has(resource.type)) return null;
  // What a REST API is deployed under is its id.
  const deployed = resource.type === REST_API ? null : physicalName(resource.facts);
  return deployed ?? writtenName(resource);
}

/** The name that its template gives it. */
export function writtenName(resource: Resource): string | null {
  const property = NAME_PROPERTIES.get(resource.type);
  const written = property === undefined ? null : resource.property(property).symbol();
  return written?.state === "known" ? written.value : null;
}

/** The name that its `Ref` gives; null where that gives something else. */
export function referenceText(resource: Resource): string | null {
  return resource.type === REST_API ? null : nameText(resource);
}
