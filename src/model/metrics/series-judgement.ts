// The possible answers to whether a metric can have data.
import type { Resource } from "../resource.ts";
import type { Unresolved } from "../value.ts";

/** What has to be corrected, where it is not the dimensions. */
export type SeriesFlaw =
  /** `meant` is the right name, or the nearest one. */
  | { readonly kind: "metric name"; readonly meant: string | null }
  /** A metric filter makes a metric of another namespace or name. */
  | { readonly kind: "metric filter"; readonly made: string }
  | { readonly kind: "unit" }
  | { readonly kind: "route" }
  | { readonly kind: "detailed metrics" };

export type SeriesJudgement =
  /** The series is published; `what` is a complete sentence. */
  | { readonly kind: "published"; readonly what: string; readonly via: readonly Resource[] }
  /** The series is never published; `reason` is a complete sentence. */
  | { readonly kind: "never"; readonly reason: string; readonly via: readonly Resource[]; readonly flaw?: SeriesFlaw }
  | {
      readonly kind: "unresolved";
      readonly because: Unresolved;
      readonly via: readonly Resource[];
      readonly flaw?: SeriesFlaw;
    };
