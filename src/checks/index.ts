// The explicit list of built-in checks, in the order in which reports name them.
import type { Check } from "./define-check.ts";

export const builtInChecks: readonly Check[] = [];
