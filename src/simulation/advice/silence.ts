// What to do about an alarm that silence fires and that is not simulated.
import type { Advice } from "../explain.ts";
import type { WatchedDeployment } from "../watched-deployments.ts";

type Watched = WatchedDeployment & { readonly kind: "watched" };

/**
 * Silence never fires an alarm on one metric that does not treat missing data as breaching, whatever it measures.
 * @returns null for one that is simulated, and for a watch over the traffic itself: that would be told not to do what it is there for
 */
export function adviceOnSilence(name: string, alarms: Watched["alarms"]): Advice | null {
  const found = alarms.find(({ alarm }) => alarm.name === name)?.alarm;
  const comparison = found?.alarm?.comparison;
  const watchesTraffic = comparison?.state === "known" && comparison.value.startsWith("LessThan");
  if (found?.rule.kind !== "not-simulated" || watchesTraffic) return null;
  const text = `set TreatMissingData: notBreaching on ${name}`;
  return { cdk: `set treatMissingData: TreatMissingData.NOT_BREACHING on ${name}`, sam: text, cloudformation: text };
}
