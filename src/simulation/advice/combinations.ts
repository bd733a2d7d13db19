// Changes that are tried together: pairs, and sets by the number of properties that they change.
import { type Change, sizeOf } from "./change.ts";

/** Fewest properties first. */
export function bySize(sets: readonly (readonly Change[])[]): readonly (readonly [size: number, (readonly Change[])[]])[] {
  const sized = new Map<number, (readonly Change[])[]>();
  for (const changes of sets) {
    const size = sizeOf(changes);
    const same = sized.get(size);
    if (same === undefined) sized.set(size, [changes]);
    else same.push(changes);
  }
  return [...sized].sort(([one], [other]) => one - other);
}

/** Of what is in different places, or in different properties of one alarm. */
export function pairsOf(singles: readonly Change[]): readonly (readonly Change[])[] {
  return singles.flatMap((one, index) => singles.slice(index + 1).flatMap((other) => (isPair(one, other) ? [[one, other]] : [])));
}

function isPair(one: Change, other: Change): boolean {
  if (one.kind !== other.kind) return true;
  if (one.kind !== "alarm" || other.kind !== "alarm") return false;
  return one.place !== other.place || !Object.keys(one.edits).some((key) => Object.hasOwn(other.edits, key));
}
