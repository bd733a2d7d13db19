// Compares a run with a baseline: accepted failures, failures that got worse, and entries that no longer fail.
import type { MeasuredBefore, Measurement } from "../../assessment.ts";
import { worseningOf } from "../../measuring/change.ts";
import { percentInWords } from "../../measuring/words.ts";
import type { Report } from "../report.ts";
import type { AcceptedEntry, Baseline, BaselinePolicy } from "./baseline.ts";

/** One assessment, as the baseline sees it. */
export interface Met {
  readonly check: string;
  readonly fingerprint: () => string;
  readonly verdict: "pass" | "fail" | "unknown";
  readonly measurement: Measurement | null;
  /** Waived, or of a check whose failures cannot be accepted: the entry stays, and accepts nothing. */
  readonly isBarred: boolean;
}

/** What a run looked at: an entry about anything else is neither fixed nor gone. */
export interface Scope {
  /** The ids of the checks that looked at all of their subjects. */
  readonly checks: ReadonlySet<string>;
  /** The keys of the stacks that were read. */
  readonly stacks: ReadonlySet<string>;
  /** The fingerprints of assessments that the policy omitted, as it is for `exclude`. */
  readonly leftOut: ReadonlySet<string>;
}

export interface BaselineBook {
  /** Whether what was met is accepted by the baseline, and no worse. */
  accepts(met: Met): boolean;
  measuredBefore(fingerprint: string): MeasuredBefore | null;
  account(scope: Scope): Report["baseline"];
}

const withoutBaseline: BaselineBook = { accepts: () => false, measuredBefore: () => null, account: () => null };

export function openBaseline(policy: BaselinePolicy | null): BaselineBook {
  if (policy === null) return withoutBaseline;
  const { baseline, strict, updates } = policy;
  const open = new Map<string, AcceptedEntry[]>();
  for (const entry of baseline.accepted) open.set(entry.fingerprint, [...(open.get(entry.fingerprint) ?? []), entry]);
  const measured = new Map(baseline.measured.map((entry) => [entry.fingerprint, entry]));
  const passes = new Map<string, number>();
  const regressions: NonNullable<Report["baseline"]>["regressions"] = [];
  return {
    measuredBefore: (fingerprint) => measured.get(fingerprint) ?? null,
    accepts({ fingerprint: identify, verdict, measurement, isBarred }) {
      const fingerprint = identify();
      if (verdict === "pass") {
        passes.set(fingerprint, (passes.get(fingerprint) ?? 0) + 1);
        return false;
      }
      const entry = open.get(fingerprint)?.shift();
      if (entry === undefined || isBarred) return false;
      const was = worseThan(entry, verdict, measurement, measured.get(fingerprint));
      if (was !== null) regressions.push({ fingerprint, was });
      return was === null;
    },
    account(scope) {
      const left = [...open.values()].flat();
      const stale = left.flatMap((entry) => {
        const status = statusOf(entry, passes, scope);
        return status === null ? [] : [{ ...shown(entry), status }];
      });
      return {
        file: baseline.file,
        scoreBefore: baseline.score,
        fixed: stale.map(({ fingerprint }) => fingerprint),
        regressed: regressions.map(({ fingerprint }) => fingerprint),
        regressions,
        ...sizeOf(baseline, updates ? stale : []),
        stale,
        removed: updates,
        gating: strict && !updates && stale.length > 0,
        notAssessed: left.length - stale.length,
        stacksNotRead: [...new Set(left.map(({ stack }) => stack))].filter((stack) => !scope.stacks.has(stack)).sort(),
      };
    },
  };
}

/** What it was like before, where it got worse; else null. */
function worseThan(
  entry: AcceptedEntry,
  verdict: Met["verdict"],
  now: Measurement | null,
  before: MeasuredBefore | undefined,
): string | null {
  if (entry.verdict === "unknown" && verdict === "fail") return `was unknown: ${entry.message}`;
  const worsening = now === null || before === undefined ? null : worseningOf(now, before);
  if (worsening === null || before === undefined) return null;
  const share = Number.isFinite(worsening.share) ? `, ${percentInWords(worsening.share)} worse` : "";
  const test = worsening.test === null ? "" : ` (${worsening.test})`;
  return `was ${before.value} ${before.unit}${share}${test}`;
}

function statusOf(
  { check, stack, fingerprint }: AcceptedEntry,
  passes: Map<string, number>,
  { checks, stacks, leftOut }: Scope,
): "passes" | "gone" | null {
  const passing = passes.get(fingerprint) ?? 0;
  if (passing > 0) {
    passes.set(fingerprint, passing - 1);
    return "passes";
  }
  return checks.has(check) && stacks.has(stack) && !leftOut.has(fingerprint) ? "gone" : null;
}

function shown({ check, subject, message, since, fingerprint }: AcceptedEntry) {
  return { check, subject, message, since, fingerprint };
}

function sizeOf({ accepted, sizes }: Baseline, removed: readonly { readonly fingerprint: string; readonly since: string }[]) {
  const since = accepted.map((entry) => entry.since);
  for (const entry of removed) since.splice(since.indexOf(entry.since), 1);
  return { size: since.length, since: since.toSorted()[0] ?? null, sizes: [...sizes] };
}
