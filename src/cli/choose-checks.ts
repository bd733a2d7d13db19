// Which checks a run is about: --check and --skip over all there are.
import type { Check } from "../checks/define-check.ts";
import { UsageError } from "../errors.ts";
import { suggestName } from "../nearest.ts";

/** @throws UsageError for an id that does not exist */
export function chooseChecks(
  checks: readonly Check[],
  only: readonly string[] | undefined,
  without: readonly string[] = [],
): readonly Check[] {
  for (const id of only ?? []) findCheck(checks, id, "--check");
  for (const id of without) findCheck(checks, id, "--skip");
  return checks.filter(({ id }) => (only === undefined || only.includes(id)) && !without.includes(id));
}

/** @param from what named it, for the error */
export function findCheck(checks: readonly Check[], id: string, from: string): Check {
  const check = checks.find((candidate) => candidate.id === id);
  if (check !== undefined) return check;
  throw new UsageError(`unknown check ${JSON.stringify(id)} in ${from}`, {
    remedy: suggestName(
      id,
      checks.map((candidate) => candidate.id),
    ),
  });
}
