// Facts in, linked graph out: ONE linker for every source.
import type { SystemFacts } from "./facts.ts";
import { Model, type ModelOptions } from "./model.ts";
import { System } from "./system.ts";
import { baseWorld, type World } from "./world.ts";

/** Links the facts as they are in one world; in the base world what the input leaves open stays unresolved. */
export function link(facts: SystemFacts, options: Partial<ModelOptions> & { readonly world?: World } = {}): Model {
  const system = new System(facts, options.world ?? baseWorld);
  return new Model(system, { includeInfrastructure: options.includeInfrastructure ?? false });
}
