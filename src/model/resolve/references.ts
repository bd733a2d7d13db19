// Which resources refer to which: by reference, and by a name that a template gives.
import { nameText } from "../names/resource-name.ts";
import type { Resource } from "../resource.ts";
import { isLiteral } from "../symbol.ts";
import type { System } from "../system.ts";
import { textsBelow } from "./mentions.ts";

export interface References {
  /** What a resource refers to. */
  from(resource: Resource): ReadonlySet<Resource>;
  /** What refers to a resource. */
  to(resource: Resource): ReadonlySet<Resource>;
}

/** Shorter names are words of any text. */
const SHORTEST = 4;

export interface WithReferences {
  /** Which resources refer to which. */
  readonly references: References;
}

export function linkReferences(system: System): References {
  const named = new Map(
    system.resources.flatMap((resource) => {
      const name = nameText(resource);
      return name !== null && isLiteral(name) && name.length >= SHORTEST ? [[name, resource] as const] : [];
    }),
  );
  const from = new Map<Resource, Set<Resource>>();
  const to = new Map<Resource, Set<Resource>>();
  for (const resource of system.resources) {
    const found = new Set(textsBelow(resource.property()).flatMap((text) => mentionedIn(text, named, system)));
    found.delete(resource);
    from.set(resource, found);
    for (const other of found) to.set(other, (to.get(other) ?? new Set()).add(resource));
  }
  const nothing = new Set<Resource>();
  return { from: (resource) => from.get(resource) ?? nothing, to: (resource) => to.get(resource) ?? nothing };
}

function mentionedIn(text: string, named: ReadonlyMap<string, Resource>, system: System): readonly Resource[] {
  const referred = system.symbols
    .tokensOf(text)
    .flatMap((token) => (token.kind === "attribute" ? (system.resource(token.stack, token.logicalId) ?? []) : []));
  const words = [text, ...text.split(/[^A-Za-z0-9._-]+/)];
  return [...referred, ...words.flatMap((word) => named.get(word) ?? [])];
}
