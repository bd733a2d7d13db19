// What the system names and what was seen live, though no audited template defines it: as facts, so that it can be walked to.
import type { ResourceFacts } from "../facts.ts";
import { emptyObject } from "../json.ts";
import type { Stack } from "../resource.ts";
import type { System } from "../system.ts";
import type { Other, Seen } from "./seen.ts";

export interface Outside {
  /** That which names it. */
  readonly stack: string;
  readonly facts: ResourceFacts;
}

/** Each once in an account and region, in the first stack that names it. */
export function outsiders({ others }: Seen, system: System): readonly Outside[] {
  const found = new Map<string, Outside>();
  for (const other of others) {
    const stack = system.stack(other.ask.stack);
    if (stack === undefined) continue;
    const key = [stack.facts.account, stack.facts.region, other.type, other.name].join(" ");
    if (!found.has(key)) found.set(key, { stack: stack.name, facts: factsOf(other, stack) });
  }
  return [...found.values()];
}

function factsOf({ type, name, properties }: Other, { facts }: Stack): ResourceFacts {
  const Properties = emptyObject();
  for (const { name: property, live } of properties) if (live !== undefined && live !== null) Properties[property] = live;
  return {
    // A logical id has no such characters.
    logicalId: facts.resources.has(name) ? `${name} (live)` : name,
    type,
    body: { Type: type, Properties },
    generatedFrom: null,
    constructPath: null,
    physicalId: name,
    locate: () => facts.locate([]),
    sourceLocation: () => null,
  };
}
