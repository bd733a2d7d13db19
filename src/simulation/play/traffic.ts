// Requests that come evenly: what the deterministic run and the state before every deployment are made of.
import type { Bucket, Scenario } from "../scenario.ts";

/** Requests a minute where no rate is given: any share of them beats any count threshold. */
export const HEAVY_TRAFFIC = 10 ** 9;

export function evenTraffic(scenario: Scenario, weightAt: (minute: number) => number): (minute: number) => Bucket {
  const { requestsPerMinute, errorRate, baselineErrorRate = 0 } = scenario;
  const rate = requestsPerMinute ?? HEAVY_TRAFFIC;
  // Whole requests keep the sums of heavy traffic, and so its ratios, exact.
  const whole = (requests: number): number => (requestsPerMinute === null && requests >= 1 ? Math.round(requests) : requests);
  return (minute) => {
    const newRequests = whole(rate * weightAt(minute));
    const oldRequests = rate - newRequests;
    const failures = whole(newRequests * Math.max(errorRate, baselineErrorRate));
    return { newRequests, failures, oldRequests, oldFailures: whole(oldRequests * baselineErrorRate) };
  };
}
