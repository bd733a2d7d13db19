// What can be said of whether a series exists.
import type { Resource } from "../resource.ts";
import type { Unresolved } from "../value.ts";

export type SeriesJudgement =
  /** Somebody publishes it; `what` is a sentence of its own. */
  | { readonly kind: "published"; readonly what: string; readonly via: readonly Resource[] }
  /** Nobody ever does; `reason` is a sentence of its own. */
  | { readonly kind: "never"; readonly reason: string; readonly via: readonly Resource[] }
  | { readonly kind: "unresolved"; readonly because: Unresolved; readonly via: readonly Resource[] };
