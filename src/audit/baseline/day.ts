// Days as baselines and waivers write them.

/** `2026-11-30`, in UTC. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
