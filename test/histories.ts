// Runs over time: a system that got better, and worse again.
import type { HistoryEntry } from "../src/audit/history.ts";

const DAY = 86_400_000;
const SCORES = [71.4, 74.2, 80.1, 92.3, 100, 100, 88.5, 81.6] as const;

/** The oldest first, a week apart. */
export const pastRuns: readonly HistoryEntry[] = SCORES.map((score, index) => {
  const fail = Math.round((100 - score) / 4);
  const latency = [212, 208, 190, 176, 171, 174, 182, 233][index] ?? 0;
  const measured = {
    check: "api-latency",
    subject: "EVStateless/Api/DeploymentStage.prod",
    of: "p95 Latency",
    unit: "ms",
  } as const;
  return {
    startedAt: new Date(Date.parse("2026-10-04T06:00:00Z") + index * 7 * DAY).toISOString(),
    locator: "cdk.out",
    verdict: index === 3 ? "inconclusive" : score === 100 ? "fit" : "degraded",
    score,
    characteristics: {
      deployability: Math.max(0, score - 12),
      observability: Math.min(100, score + 4),
      cost: index < 2 ? null : 100,
    },
    summary: { pass: 80 - fail, fail, unknown: index === 3 ? 4 : 0, waived: 1, baselined: Math.max(0, 8 - index) },
    accepted: index === 0 ? null : Math.max(0, 12 - 2 * index),
    failing: score === 100 ? [] : ["f1"],
    measurements: [
      { ...measured, value: latency, comparator: "<=", threshold: 200, fingerprint: "m1" },
      {
        check: "log-retention",
        subject: "EVStateless/Logs",
        value: 90,
        unit: "days",
        comparator: "<=",
        threshold: 365,
        fingerprint: "m2",
      },
    ],
  };
});
