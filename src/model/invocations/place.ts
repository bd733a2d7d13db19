// A value of a resource with every branch of an undecided Fn::If, so that no invocation is missed behind a condition.
import type { Path } from "../json.ts";
import type { TemplateNode } from "../resolve/node.ts";
import type { Resource } from "../resource.ts";
import type { Unresolved, Value } from "../value.ts";

export interface Place {
  readonly resource: Resource;
  readonly node: TemplateNode;
  /** Below the resource's body; as near as conditions on the way allow. */
  readonly path: Path;
  /** Why it may not be what is there: the undecided condition on the way to it. */
  readonly doubt: Unresolved | null;
}

/** The places below a resource's properties, one for each alternative; none where a key is missing. */
export function placesAt(resource: Resource, ...keys: readonly (string | number)[]): readonly Place[] {
  const properties: Place = { resource, node: resource.property(), path: ["Properties"], doubt: null };
  return alternatives(properties).flatMap((place) => below(place, ...keys));
}

export function below(place: Place, ...keys: readonly (string | number)[]): readonly Place[] {
  let places: readonly Place[] = [place];
  for (const key of keys) {
    places = places.flatMap((each) => alternatives({ ...each, node: each.node.at(key), path: [...each.path, key] }));
  }
  return places;
}

/** On a way through places: each element of a list. */
export const EACH = "*";

/** As `placesAt`, also through each element of lists. */
export function placesAlong(resource: Resource, keys: readonly string[]): readonly Place[] {
  return keys.reduce((places, key) => places.flatMap((place) => step(place, key)), placesAt(resource));
}

export function step(place: Place, key: string): readonly Place[] {
  return key === EACH ? items(place) : below(place, key);
}

/** The elements of a list. */
export function items(place: Place): readonly Place[] {
  const list = place.node.items();
  if (list.state !== "known") return [];
  return list.value.flatMap((node, index) => alternatives({ ...place, node, path: [...place.path, index] }));
}

/** The elements of what is one text or a list: text is one, also where a part of it is unknown. */
export function elements(place: Place): readonly Place[] {
  return isText(place.node) ? [place] : items(place);
}

export function isText(node: TemplateNode): boolean {
  const head = node.head();
  return head.state === "known" && typeof head.value.raw === "string";
}

/** The entries of a map. */
export function entries(place: Place): readonly (readonly [string, Place])[] {
  const map = place.node.entries();
  if (map.state !== "known") return [];
  return map.value.flatMap(([key, node]) =>
    alternatives({ ...place, node, path: [...place.path, key] }).map((found) => [key, found] as const),
  );
}

function alternatives(place: Place): readonly Place[] {
  const nodes = place.node.alternatives();
  const doubt = place.doubt ?? (nodes.length > 1 ? place.node.doubt : null);
  return nodes.filter((node) => !node.isAbsent).map((node) => ({ ...place, node, doubt }));
}

/** Text for a person: `${Event}` where it is unknown. */
export function shown(text: Value<string>, display: (text: string) => string): string | null {
  return text.state === "known" ? display(text.value) : null;
}
