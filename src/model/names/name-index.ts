// The names of a system's resources by type; open names may turn out to be any referenced name.
import type { Resource } from "../resource.ts";
import { isLiteral } from "../symbol.ts";
import type { System } from "../system.ts";

/** Names that a text is tried with of which a part is unknown. */
const MOST = 16;

export class NameIndex {
  readonly #system: System;
  readonly #byType = new Map<string, ReadonlyMap<string, Resource[]>>();
  readonly #open = new Map<string, readonly string[]>();

  constructor(system: System) {
    this.#system = system;
  }

  /** Name as text with tokens → the resources of the type that have it. */
  of(type: string): ReadonlyMap<string, readonly Resource[]> {
    const existing = this.#byType.get(type);
    if (existing !== undefined) return existing;
    const names = new Map<string, Resource[]>();
    const system = this.#system;
    for (const resource of [...system.resourcesOf(type), ...system.outsideOf(type)]) {
      const { physicalId } = resource.facts;
      for (const name of new Set([system.nameOf(resource), ...(physicalId === null ? [] : [physicalId])]))
        names.set(name, [...(names.get(name) ?? []), resource]);
    }
    this.#byType.set(type, names);
    return names;
  }

  /** Those of which a part is unknown. */
  openOf(type: string): readonly string[] {
    const existing = this.#open.get(type);
    if (existing !== undefined) return existing;
    const { resolver } = this.#system;
    const open = [...this.of(type).keys()].filter((name) => resolver.unknownIn(name) !== null);
    this.#open.set(type, open);
    return open;
  }

  /** Remembers that it makes a difference whether a text and a name turn out the same, of which one is unknown. */
  weigh(texts: readonly string[], types: readonly string[]): void {
    const { resolver, symbols } = this.#system;
    for (const name of types.flatMap((type) => this.openOf(type))) resolver.weigh(name, texts);
    // What is unknown as a whole may be an ARN of anything.
    const parts = texts.filter((text) => !isLiteral(text) && symbols.sole(text) === null);
    const names = parts.length === 0 ? [] : types.flatMap((type) => [...this.of(type).keys()].filter(isLiteral));
    if (names.length <= MOST) for (const text of parts) resolver.weigh(text, names);
  }
}
