// Where the live system is not what its deployed templates say.
import { asText, emptyObject, isObject, type Json, property } from "../json.ts";
import type { Resource } from "../resource.ts";
import type { System } from "../system.ts";
import { deployedText } from "./deployed-text.ts";

export interface Drift {
  /** Of a resource that is gone, one that the model does not have any more. */
  readonly resource: Resource;
  /** `AlarmConfiguration.Alarms`; null where the resource as a whole is gone. */
  readonly property: string | null;
  /** For a person; null where it is not set. */
  readonly declared: string | null;
  readonly live: string | null;
}

export function linkDrift(system: System): readonly Drift[] {
  const gone = system.gone.map((resource): Drift => ({ resource, property: null, declared: "is there", live: null }));
  const changed = system.resources.filter(({ facts }) => facts.declaredBody !== undefined);
  return [...gone, ...changed.flatMap((resource) => driftOf(resource, system))];
}

function driftOf(resource: Resource, system: System): readonly Drift[] {
  const { body, declaredBody } = resource.facts;
  const [was, is] = [property(declaredBody, "Type"), property(body, "Type")];
  // Of another kind of thing, every property is another one.
  if (was !== is) return [{ resource, property: "Type", declared: asText(was), live: asText(is) }];
  return differences(property(declaredBody, "Properties"), property(body, "Properties")).map(({ path, declared, live }) => ({
    resource,
    property: path.join("."),
    declared: inWords(declared, resource, system),
    live: inWords(live, resource, system),
  }));
}

interface Difference {
  readonly path: readonly string[];
  readonly declared: Json | undefined;
  readonly live: Json | undefined;
}

/** Lists count as one value each. */
function differences(declared: Json | undefined, live: Json | undefined, path: readonly string[] = []): readonly Difference[] {
  if (JSON.stringify(declared) === JSON.stringify(live)) return [];
  // Of a map that is set on one side only, each of its values is.
  const [one, other] = [declared ?? emptyObject(), live ?? emptyObject()];
  if (!isPlainMap(one) || !isPlainMap(other)) return [{ path, declared, live }];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) => differences(one[key], other[key], [...path, key]));
}

function isPlainMap(node: Json | undefined): node is { readonly [key: string]: Json } {
  return isObject(node) && !Object.keys(node).some((key) => key === "Ref" || key.startsWith("Fn::"));
}

/** The properties that identify the items of a list, and the others of an item. */
const TOLD_BY = ["Name", "Id", "FunctionVersion", "TriggerName", "Arn"];
const SAYS = ["Value", "FunctionWeight"];

function inWords(raw: Json | undefined, resource: Resource, system: System): string | null {
  const node = system.resolver.node(raw, resource.stack.scope);
  const head = node.head();
  if (head.state === "absent") return null;
  if (head.state === "unresolved") return "what is unknown";
  const found = head.value.raw;
  if (typeof found !== "object") return system.symbols.display(deployedText(String(found), system));
  const items = node.items();
  if (!Array.isArray(found) || items.state !== "known") return JSON.stringify(found);
  if (items.value.length === 0) return null;
  return items.value
    .map((item) => {
      const text = (key: string): string | null => {
        const value = item.at(key).symbol();
        return value.state === "known" ? system.symbols.display(deployedText(value.value, system)) : null;
      };
      const own = item.symbol();
      if (own.state === "known") return system.symbols.display(deployedText(own.value, system));
      const name = TOLD_BY.map(text).find((each) => each !== null) ?? "?";
      const said = SAYS.map(text).find((each) => each !== null);
      return said === undefined ? name : `${name}=${said}`;
    })
    .join(", ");
}
