// Which of several resources with one name is meant: in the same stack, otherwise the same stage, otherwise the same account and region.

import type { Stack } from "../resource.ts";
import { inReach } from "./environment.ts";

export function nearest<T>(items: readonly T[], stackOf: (item: T) => Stack, from: Stack): readonly T[] {
  const own = items.filter((item) => stackOf(item) === from);
  return own.length > 0 ? own : inReach(items, (item) => stackOf(item).facts, from.facts);
}
