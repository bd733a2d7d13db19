// What changes over the runs: scores, counts and measurements, each as a series with a value a run.
import type { HistoryEntry } from "../audit/history.ts";

export interface Series {
  readonly name: string;
  /** null where a run has none. */
  readonly values: readonly (number | null)[];
  readonly unit: string;
  /** The bound in the last run that measured it. */
  readonly threshold: number | null;
  /** Whether a value of its run kept its bound. */
  readonly isKept: readonly boolean[];
}

export interface Trend {
  readonly days: readonly string[];
  readonly verdicts: readonly HistoryEntry["verdict"][];
  readonly score: Series;
  readonly characteristics: readonly Series[];
  /** Failures and unknowns that were open, and what was accepted, where a baseline was. */
  readonly counts: readonly Series[];
  readonly measurements: readonly (Series & { readonly check: string; readonly subject: string })[];
}

/** @param entries the oldest first */
export function trendOf(entries: readonly HistoryEntry[]): Trend {
  const plain = (name: string, values: readonly (number | null)[], unit = ""): Series => ({
    name,
    values,
    unit,
    threshold: null,
    isKept: values.map(() => true),
  });
  const names = [...new Set(entries.flatMap(({ characteristics }) => Object.keys(characteristics)))].sort();
  const accepted = entries.map((entry) => entry.accepted);
  return {
    days: entries.map(({ startedAt }) => startedAt),
    verdicts: entries.map(({ verdict }) => verdict),
    score: plain(
      "score",
      entries.map(({ score }) => score),
    ),
    characteristics: names
      .map((name) =>
        plain(
          name,
          entries.map(({ characteristics }) => characteristics[name] ?? null),
        ),
      )
      .filter(({ values }) => values.some((value) => value !== null)),
    counts: [
      plain(
        "failures",
        entries.map(({ summary }) => summary.fail),
      ),
      plain(
        "unknown",
        entries.map(({ summary }) => summary.unknown),
      ),
      ...(accepted.some((count) => count !== null) ? [plain("accepted", accepted)] : []),
    ],
    measurements: measuredIn(entries),
  };
}

function measuredIn(entries: readonly HistoryEntry[]): Trend["measurements"] {
  const keys = new Map<string, HistoryEntry["measurements"][number]>();
  const found = entries.map(({ measurements }) => {
    const own = new Map(measurements.map((each) => [JSON.stringify([each.fingerprint, each.of, each.unit]), each]));
    for (const [key, each] of own) keys.set(key, each);
    return own;
  });
  return [...keys].map(([key, last]) => {
    const own = found.map((each) => each.get(key));
    return {
      check: last.check,
      subject: last.subject,
      name: last.of ?? last.check,
      values: own.map((each) => each?.value ?? null),
      unit: last.unit,
      threshold: last.threshold,
      isKept: own.map((each) => each === undefined || keeps(each)),
    };
  });
}

function keeps({ value, comparator, threshold }: HistoryEntry["measurements"][number]): boolean {
  if (comparator === "==") return value === threshold;
  if (value === threshold) return comparator.endsWith("=");
  return comparator.startsWith("<") ? value < threshold : value > threshold;
}
