// Alarms with unknown inputs: any of them may be in ALARM before a deployment begins, and block it.
import type { Resource } from "../model/resource.ts";
import type { Unresolved } from "../model/value.ts";
import { doubtOf, type ReadAlarm, walkOf } from "./read/alarms.ts";
import type { AlarmRun } from "./scenario.ts";

export interface OpenAlarm {
  readonly name: string;
  readonly because: Unresolved;
  readonly walked: readonly Resource[];
}

/** Of the watched alarms that the template defines one that is not simulated for an input that is open; preferably one that can be decided. */
export function openAlarmAmong(alarms: readonly ReadAlarm[], runs: readonly AlarmRun[]): OpenAlarm | null {
  const open = alarms.flatMap(({ isWatched, alarm, name }, place): readonly OpenAlarm[] => {
    const isOpen = isWatched && alarm !== null && runs[place]?.state === "not-simulated";
    const because = isOpen ? doubtOf(alarms, place) : null;
    return because === null ? [] : [{ name, because, walked: walkOf(alarms, place) }];
  });
  return open.find(({ because }) => because.undecided.length > 0) ?? open[0] ?? null;
}
