// How a baseline changes: entries that no longer fail are removed; entries are only added by `fitness baseline`.
import type { Conducted } from "../audit.ts";
import type { Fingerprints } from "../fingerprint.ts";
import type { Judged } from "../judge.ts";
import type { Report } from "../report.ts";
import type { AcceptedEntry, Baseline, BaselineSize, MeasuredEntry } from "./baseline.ts";

/** The entries that no longer fail removed; null where there is none. @param today `2026-11-30` */
export function shrunken(baseline: Baseline, { stale }: NonNullable<Report["baseline"]>, today: string): Baseline | null {
  if (stale.length === 0) return null;
  const left = [...stale];
  const accepted = baseline.accepted.filter((entry) => {
    const index = left.findIndex(({ fingerprint, since }) => fingerprint === entry.fingerprint && since === entry.since);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  return { ...baseline, accepted, sizes: resized(baseline.sizes, accepted.length, today) };
}

/** What a run was not compared with, or has not looked at, stays as it was. */
export interface Acceptance {
  readonly baseline: Baseline;
  /** Entries that were not there before. */
  readonly added: number;
  readonly removed: number;
}

/**
 * Everything that fails or is unknown accepted: entries that are known keep their day, those that no longer fail go.
 * @param conducted an audit that was compared with `before`
 */
export function accepting(before: Baseline, { report, judged, fingerprints }: Conducted, today: string): Acceptance {
  const known = before.accepted.map((entry) => ({ entry, isMet: false }));
  const entries = judged.filter(isAcceptable).map(({ reported, subject }): AcceptedEntry => {
    const { check, message, fingerprint } = reported;
    const match = known.find(({ entry, isMet }) => !isMet && entry.fingerprint === fingerprint);
    if (match !== undefined) match.isMet = true;
    const verdict = reported.verdict === "fail" ? "fail" : "unknown";
    const since = match?.entry.since ?? today;
    return { check, ...nameOf(subject, fingerprints), verdict, message, since, fingerprint };
  });
  const stale = (report.baseline?.stale ?? []).map(({ fingerprint }) => fingerprint);
  const unseen = known.flatMap(({ entry, isMet }) => {
    const index = isMet ? -1 : stale.indexOf(entry.fingerprint);
    if (index >= 0) stale.splice(index, 1);
    return isMet || index >= 0 ? [] : [entry];
  });
  const accepted = [...entries, ...unseen];
  const added = entries.length - known.filter(({ isMet }) => isMet).length;
  const found = judged.flatMap((each) => measuredIn(each, fingerprints));
  const measured = new Map([...before.measured, ...found].map((entry) => [entry.fingerprint, entry]));
  const sizes = resized(before.sizes, accepted.length, today);
  return {
    baseline: { file: before.file, score: report.score.value, sizes, accepted, measured: [...measured.values()] },
    added,
    removed: known.length + added - accepted.length,
  };
}

/** Open, and of a check whose failures may be accepted at all. */
function isAcceptable({ reported, mandatory }: Judged): boolean {
  return reported.verdict !== "pass" && reported.waiver === null && !mandatory;
}

function nameOf(subject: Judged["subject"], { addressOf, stackKey }: Fingerprints): Pick<AcceptedEntry, "subject" | "stack"> {
  return { subject: addressOf(subject), stack: stackKey(subject.stack.name) };
}

/** Too few samples are nothing to compare with later. */
function measuredIn({ reported, subject }: Judged, fingerprints: Fingerprints): readonly MeasuredEntry[] {
  const { check, fingerprint, measurement, verdict } = reported;
  if (measurement === null || verdict === "unknown") return [];
  const { threshold: _bound, floor: _floor, withinNoise: _noise, ...measured } = measurement;
  return [{ check, ...nameOf(subject, fingerprints), ...measured, fingerprint } as MeasuredEntry];
}

/** What a run measured, whatever it was judged by: what later runs may be compared with. */
export function measuredNow({ judged, fingerprints }: Conducted): readonly MeasuredEntry[] {
  return judged.flatMap((each) => measuredIn({ ...each, reported: { ...each.reported, verdict: "pass" } }, fingerprints));
}

/** So many changes of size are remembered; the first always is. */
const MOST_SIZES = 100;

function resized(sizes: readonly BaselineSize[], accepted: number, today: string): readonly BaselineSize[] {
  const before = sizes.filter(({ on }) => on < today);
  if (before.at(-1)?.accepted === accepted) return before;
  const all = [...before, { on: today, accepted }];
  return all.length <= MOST_SIZES ? all : [...all.slice(0, 1), ...all.slice(1 - MOST_SIZES)];
}
