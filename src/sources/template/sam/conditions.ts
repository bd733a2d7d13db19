// Conditions that the SAM transform adds to the template.
import type { Draft } from "./draft.ts";

/** `Fn::Or` takes at most ten conditions. */
const most = 10;

/** One condition that holds where any of the given ones does; added to the template unless there is only one. */
export function combineConditions(draft: Draft, name: string, conditions: readonly string[]): string | null {
  let open = [...conditions];
  let further = Math.floor((open.length - 2) / (most - 1));
  while (open.length > 1) {
    const id = further > 0 ? `${name}${further}` : name;
    further -= 1;
    draft.conditions[id] = { "Fn::Or": open.slice(0, most).map((condition) => ({ Condition: condition })) };
    open = [...open.slice(most), id];
  }
  return open[0] ?? null;
}
