// How a deployment shifts the traffic over the minutes, and the exposure that results.
import type { DeploymentConfiguration, ShiftKind } from "../../model/deployments/deployment-configuration.ts";
import type { Schedule, Step } from "../scenario.ts";

/**
 * @param percent of the first step, and of each further one where the shift is linear
 * @param interval minutes between two steps
 */
export function scheduleOf(kind: ShiftKind, percent: number, interval: number): Schedule {
  const steps: Step[] = kind === "all-at-once" ? [] : stepsBelowAll(kind, percent, interval);
  const endMinute = steps.length * interval;
  return { kind, steps: [...steps, { minute: endMinute, percent: 100 }], endMinute };
}

/** The model tells the minutes from the first step to the last. */
export function scheduleOfConfiguration(
  configuration: Pick<DeploymentConfiguration, "kind" | "firstStepPercent" | "bakeMinutes">,
): Schedule {
  const { kind, firstStepPercent, bakeMinutes } = configuration;
  const intervals = kind === "linear" ? linearIntervals(firstStepPercent) : 1;
  return scheduleOf(kind, firstStepPercent, intervals === 0 ? 0 : bakeMinutes / intervals);
}

/** The share of the requests, 0 to 1, that the new version gets in the bucket that begins with this minute. */
export function weightAt({ steps }: Schedule, minute: number): number {
  let percent = 0;
  for (const step of steps) if (step.minute <= minute) percent = step.percent;
  return percent / 100;
}

/** What met the new version up to this minute, in minutes of full traffic. */
export function exposureUntil({ steps }: Schedule, minute: number): number {
  const percents = steps.map(({ minute: from, percent }, index) => {
    const to = Math.min(minute, steps[index + 1]?.minute ?? minute);
    return percent * Math.max(0, to - from);
  });
  return percents.reduce((total, each) => total + each, 0) / 100;
}

function stepsBelowAll(kind: ShiftKind, percent: number, interval: number): Step[] {
  const count = kind === "linear" ? linearIntervals(percent) : 1;
  return Array.from({ length: count }, (_, index) => ({ minute: index * interval, percent: (index + 1) * percent }));
}

/**
 * `linearInterval` is "the number of minutes between each incremental traffic shift", the first of which is at minute 0.
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_TimeBasedLinear.html
 */
function linearIntervals(percent: number): number {
  return Math.ceil(100 / percent) - 1;
}
