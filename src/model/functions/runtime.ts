// Lambda's runtimes and their deprecation dates: AWS does not patch a runtime after its date.
import runtimes from "../tables/runtimes.json" with { type: "json" };

export interface RuntimeLifecycle {
  /** `2027-04-30`. */
  readonly deprecated: string;
  /** Milliseconds since the epoch at which that day begins, in UTC. */
  readonly deprecatedAt: number;
  /** The newest runtime of its language; null where it is that itself. */
  readonly successor: string | null;
}

const LIFECYCLES: ReadonlyMap<string, RuntimeLifecycle> = new Map(
  Object.entries(runtimes as Record<string, Omit<RuntimeLifecycle, "deprecatedAt">>).map(([name, lifecycle]) => [
    name,
    { ...lifecycle, deprecatedAt: Date.parse(lifecycle.deprecated) },
  ]),
);

/** null for a runtime that the table does not know. */
export function lifecycleOf(runtime: string): RuntimeLifecycle | null {
  return LIFECYCLES.get(runtime) ?? null;
}
