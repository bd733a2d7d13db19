// What stops a broken version, before and after: detection that came later or stopped coming at all.
import type { DeploymentChange } from "../audit/comparison.ts";
import type { Report, SimulatedDeployment } from "../audit/report.ts";
import { numberInWords } from "../measuring/words.ts";
import type { Naming } from "./naming.ts";

interface Side {
  readonly report: Pick<Report, "simulation">;
  readonly naming: Naming;
}

/** A change of exposure by less than this share is ignored. */
const TOLERANCE = 0.1;

export function compareDeployments(
  before: Side,
  after: Side,
  labelOf: (subject: SimulatedDeployment["subject"]) => string,
): DeploymentChange[] {
  const keyOf = ({ stack, logicalId, detail }: SimulatedDeployment["subject"], { naming }: Side): string =>
    JSON.stringify([naming.keyOf(`${stack}/${logicalId}`), detail]);
  const old = new Map(before.report.simulation?.deployments.map((each) => [keyOf(each.subject, before), each]));
  return (after.report.simulation?.deployments ?? []).flatMap((now) => {
    const then = old.get(keyOf(now.subject, after));
    const change = then === undefined ? null : changeOf(then, now);
    return change === null ? [] : [{ subject: labelOf(now.subject), alias: now.subject.detail, ...change }];
  });
}

function changeOf(then: SimulatedDeployment, now: SimulatedDeployment): Pick<DeploymentChange, "direction" | "message"> | null {
  if (then.stopped === null || now.stopped === null) return null;
  if (then.stopped && !now.stopped)
    return { direction: "worse", message: `a broken version is no longer rolled back${reason(now)}; ${wasDetected(then)}` };
  if (!then.stopped && now.stopped)
    return { direction: "better", message: `a broken version is rolled back${at(now)}; before, it was not` };
  const [from, to] = [then.exposedMinutes, now.exposedMinutes];
  if (!now.stopped || from === null || to === null || Math.abs(to - from) <= from * TOLERANCE) return null;
  const message = `a broken version is rolled back${at(now)}, ${wasDetected(then)}: ${numberInWords(to)} minutes of full traffic reach it, ${numberInWords(from)} before`;
  return { direction: to > from ? "worse" : "better", message };
}

function at({ alarmMinute }: SimulatedDeployment): string {
  return alarmMinute === null ? "" : ` at minute ${numberInWords(alarmMinute)}`;
}

function wasDetected({ alarmMinute }: SimulatedDeployment): string {
  return alarmMinute === null ? "it was before" : `before, an alarm fired at minute ${numberInWords(alarmMinute)}`;
}

function reason({ reason: why }: SimulatedDeployment): string {
  return why === null ? "" : `: ${why}`;
}
