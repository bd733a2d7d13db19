// What to do about a deployment: the smallest change that was simulated on it and found to work, in words.
import type { Advice } from "../explain.ts";
import { type Readable, searchChange, WANTED, type Wanted } from "./search.ts";
import { adviceOf } from "./words.ts";

export function adviceFor(read: Readable, wanted: Partial<Wanted>): Advice {
  return adviceOf(searchChange(read, { ...WANTED, ...wanted }), read.scenario);
}
