// Which of AWS's shifts is advised for a deployment: the one whose simulation has a broken version rolled back, with the least exposure.
import type { ShiftedAlias } from "../../model/deployments/traffic-alias.ts";
import type { Model } from "../../model/model.ts";
import type { Advice } from "../explain.ts";
import { isOwnStop } from "../foresight.ts";
import { playHeavyTraffic } from "../play/heavy-traffic.ts";
import { alarmMinuteOf } from "../play/play.ts";
import { exposureUntil } from "../play/schedule.ts";
import { deploymentReader, type ReadDeployment } from "../read/deployment.ts";
import { applied, type NamedShift } from "./change.ts";
import { PREDEFINED } from "./group-candidates.ts";
import { shiftAdvice } from "./words.ts";

/** What is asked of a shift. */
export interface ShiftBounds {
  readonly allow: readonly string[];
  /** From its first step to its last. */
  readonly minimumBakeMinutes: number;
  readonly maximumFirstStepPercent: number;
}

const HEAVY = { requestsPerMinute: null, errorRate: 1, metricDelaySeconds: 60 };

/** Reads what it looks up once, and only where there is something to advise. */
export function shiftAdviser(model: Model, bounds: ShiftBounds): (shifted: ShiftedAlias) => Advice {
  let read: ReturnType<typeof deploymentReader> | undefined;
  return (shifted) => {
    read ??= deploymentReader(model);
    return adviseShift(read(shifted, HEAVY), isWithin(bounds)) ?? shiftWithin(bounds);
  };
}

function isWithin({ allow, minimumBakeMinutes, maximumFirstStepPercent }: ShiftBounds): (shift: NamedShift) => boolean {
  return ({ schedule, percent }) =>
    allow.includes(schedule.kind) && schedule.endMinute >= minimumBakeMinutes && percent <= maximumFirstStepPercent;
}

/** Any that the bounds allow. */
export function shiftWithin({ allow, minimumBakeMinutes, maximumFirstStepPercent }: ShiftBounds): Advice {
  const time = minimumBakeMinutes > 0 ? `, over at least ${minimumBakeMinutes} minutes` : "";
  const shift = `a ${allow.join(" or ")} shift of at most ${maximumFirstStepPercent} % in its first step${time}`;
  return {
    cdk: `give the LambdaDeploymentGroup a deploymentConfig with ${shift}`,
    sam: `set the DeploymentPreference's Type to ${shift}`,
    cloudformation: `set the deployment group's DeploymentConfigName to ${shift}`,
  };
}

/** @returns null where none of them is acceptable */
function adviseShift(read: ReadDeployment, isAcceptable: (shift: NamedShift) => boolean): Advice | null {
  const acceptable = PREDEFINED.filter(isAcceptable);
  const stopping = acceptable.flatMap((shift) => {
    const minute = minuteWith(read, shift);
    return minute === null ? [] : [{ shift, minute, exposure: exposureUntil(shift.schedule, minute) }];
  });
  const [best] = stopping.sort((one, other) => one.exposure - other.exposure);
  if (best !== undefined) return shiftAdvice(best.shift, best.minute);
  const [first] = acceptable;
  return first === undefined ? null : shiftAdvice(first, null);
}

/** Of the rollback of a broken version; null where it is not rolled back. */
function minuteWith({ scenario, rollback }: ReadDeployment, shift: NamedShift): number | null {
  if (scenario === null || rollback.state !== "on") return null;
  const changed = applied(scenario, [{ kind: "shift", shift }]);
  const minute = alarmMinuteOf(changed, playHeavyTraffic(changed));
  return isOwnStop(changed, minute) ? minute : null;
}
