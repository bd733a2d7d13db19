// What the rollback alarms of an alias see of a deployment, in the words of the corpus.

import { rollbackViewsOf } from "../../src/model/deployments/rollback-view.ts";
import type { Model } from "../../src/model/model.ts";

/** Alarm → the level of each of its series. */
export function levelsOf(id: string, alias: string, model: Model): ReadonlyMap<string, readonly string[]> {
  const shifted = model.shiftedAliases.find(({ subject }) => subject.resource.logicalId === id && subject.detail === alias);
  const views = shifted === undefined ? null : rollbackViewsOf(shifted, model, { trusted: [], mustTrigger: true });
  if (views?.state !== "known") return new Map();
  return new Map(
    views.value.flatMap(({ alarm, coverages }) =>
      alarm === null
        ? []
        : [[alarm.resource.logicalId, [...new Set(coverages.map(({ level }) => level ?? "undecided"))]] as const],
    ),
  );
}
