// Which resource the value of a dimension names, and whether a service would write it like that.

import type { Resource, Stack } from "../resource.ts";
import { type AttributeToken, isLiteral } from "../symbol.ts";
import { missingInWords, type System } from "../system.ts";
import { known, type Unresolved } from "../value.ts";
import type { DimensionResource } from "./published-metrics.ts";

export type DimensionTarget =
  | { readonly kind: "there"; readonly resource: Resource }
  | { readonly kind: "external"; readonly name: string }
  /** `reason` is a sentence of its own. */
  | { readonly kind: "never"; readonly reason: string; readonly via: readonly Resource[] }
  | { readonly kind: "unresolved"; readonly because: Unresolved };

/** @param from the stack of the alarm */
export function dimensionTarget(
  dimension: string,
  text: string,
  expected: DimensionResource,
  from: Stack,
  system: System,
): DimensionTarget {
  const token = system.symbols.sole(text);
  if (token?.kind === "attribute") return ofAttribute(dimension, token, expected, system);
  const shown = system.symbols.display(text);
  const flaw = flawOfText(text, expected);
  if (flaw !== null) return never(`its ${dimension} is ${shown}, ${flaw}`);
  const target = system.find(known(text), from, expected.types);
  switch (target.state) {
    case "known":
      return { kind: "there", resource: target.value };
    case "unresolved":
      return target.elsewhere === true ? { kind: "external", name: shown } : { kind: "unresolved", because: target };
    case "missing":
      return never(`its ${dimension} refers to ${missingInWords(target)}`);
    default:
      return logicalIdOf(dimension, text, expected.types, from, system) ?? { kind: "external", name: shown };
  }
}

function never(reason: string, via: readonly Resource[] = []): DimensionTarget {
  return { kind: "never", reason, via };
}

function ofAttribute(
  dimension: string,
  token: AttributeToken,
  { types, attributes }: DimensionResource,
  system: System,
): DimensionTarget {
  const { logicalId, attribute } = token;
  const resource = system.resource(token.stack, logicalId);
  if (resource === undefined) return never(`its ${dimension} refers to ${logicalId}, which does not exist`);
  if (types.includes(resource.type) && attributes.includes(attribute)) return { kind: "there", resource };
  if (!types.includes(resource.type) || !isNoName(attribute)) {
    const reason = `depends on ${attribute} of ${logicalId}, an ${resource.type}, which is only known after deployment`;
    return { kind: "unresolved", because: { state: "unresolved", reason, undecided: [] } };
  }
  const written = attribute === "Ref" ? `the Ref of ${resource.label}` : `${attribute} of ${resource.label}`;
  const right = attributes[0] === "Ref" ? "its Ref" : `its ${attributes[0]}`;
  return never(`its ${dimension} is ${written}, but the metrics have ${right}`, [resource]);
}

/** `Ref` of what gives its name by an attribute, ARNs, URLs and the names of what is known by its ARN. */
function isNoName(attribute: string): boolean {
  return /^(?:Ref|Name|\w*Arn|\w*URL|\w*Url|DNSName)$/.test(attribute);
}

function flawOfText(text: string, { isArn = false }: DimensionResource): string | null {
  if (isArn) return isLiteral(text) && !text.startsWith("arn:") ? "but the metrics have the ARN" : null;
  if (text.startsWith("arn:")) return "an ARN, but the metrics have the name";
  return text.startsWith("https://") ? "a URL, but the metrics have the name" : null;
}

/** The resource whose logical id is used instead of the name; null where the stack has no such resource. */
export function logicalIdOf(
  dimension: string,
  text: string,
  types: readonly string[],
  from: Stack,
  system: System,
): DimensionTarget | null {
  const resource = system.resource(from.name, text);
  const id = resource?.facts.constructPath === null ? text : null;
  if (resource === undefined || id === null || !types.includes(resource.type)) return null;
  return never(`its ${dimension} is ${id}, the logical id of a resource with another name`, [resource]);
}

/** @param name for a person; an import or a stored value has none */
export function externalInWords(name: string): string {
  return `${name.includes("${…}") ? "its resource" : name} is external, not defined in the audited stacks`;
}
