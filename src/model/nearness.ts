// Which of several things of one name somebody means: those of the own stack, else those of the same account and region.
import type { Stack } from "./resource.ts";

export function nearest<T>(items: readonly T[], stackOf: (item: T) => Stack, from: Stack): readonly T[] {
  const own = items.filter((item) => stackOf(item) === from);
  return own.length > 0 ? own : items.filter((item) => isSameEnvironment(stackOf(item), from));
}

/** What is not known counts as the same. */
export function isSameEnvironment({ facts: a }: Stack, { facts: b }: Stack): boolean {
  const agree = (one: string | null, other: string | null): boolean => one === null || other === null || one === other;
  return agree(a.region, b.region) && agree(a.account, b.account);
}
