// A world: one combination of outcomes of what the input leaves open. The base world decides nothing.

/** Undecided id → one of its outcomes. */
export type World = ReadonlyMap<string, string>;

export const baseWorld: World = new Map();

/** The outcome "a value that the template compares with nothing". */
export const ANOTHER_VALUE = "\0another value";

/** The outcome "not known", for a parameter that has a value. */
export const AS_IF_OPEN = "\0open";

export function worldWith(world: World, id: string, outcome: string): World {
  return new Map([...world, [id, outcome]]);
}

/** Equal worlds have equal keys, in whatever order they were decided. */
export function worldKey(world: World): string {
  return JSON.stringify([...world].sort(([a], [b]) => (a < b ? -1 : 1)));
}
