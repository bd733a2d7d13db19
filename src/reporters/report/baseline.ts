// The texts about the baseline in every report: size, age, and its entries in this run.
import type { Report } from "../../audit/report.ts";
import { addressOf } from "./assessments.ts";

type Baseline = NonNullable<Report["baseline"]>;

/** `12 accepted since 2026-11-30, 3 fewer than last week`, and what a reader may have to do about it; nothing without a baseline. */
export function baselineSentences({ baseline, startedAt, assessments }: Report): readonly string[] {
  if (baseline === null) return [];
  return [
    acceptedIn(baseline, startedAt),
    ...regressedIn(baseline, assessments),
    ...staleIn(baseline),
    ...notAssessedIn(baseline),
  ];
}

function acceptedIn(baseline: Baseline, startedAt: string): string {
  const { size, since, file } = baseline;
  if (size === 0 || since === null) return `no accepted failures (${file})`;
  return [`${size} accepted since ${since}`, changeOf(baseline, startedAt)].filter((part) => part !== null).join(", ");
}

const WEEK = 7 * 86_400_000;

/** Against the size a week ago or, of a younger baseline, against its first. */
function changeOf({ size, sizes }: Baseline, startedAt: string): string | null {
  const weekAgo = new Date(Date.parse(startedAt) - WEEK).toISOString().slice(0, 10);
  const then = sizes.findLast(({ on }) => on <= weekAgo);
  const before = then ?? sizes[0];
  const when = then === undefined ? `on ${before?.on}` : "last week";
  const change = (before?.accepted ?? size) - size;
  if (change === 0) return null;
  return change > 0 ? `${change} fewer than ${when}` : `${-change} more than ${when}`;
}

function staleIn({ stale, removed, gating }: Baseline): readonly string[] {
  const { length } = stale;
  if (length === 0) return [];
  if (removed) return [`${length} fixed ${length === 1 ? "entry" : "entries"} removed`];
  const why = gating ? ", an error under strict" : "";
  return [
    `${length} no longer ${length === 1 ? "fails" : "fail"}${why}: --update-baseline removes ${length === 1 ? "it" : "them"}`,
  ];
}

function regressedIn({ regressions }: Baseline, assessments: Report["assessments"]): readonly string[] {
  return regressions.map(({ fingerprint, was }) => {
    const about = assessments.find((each) => each.fingerprint === fingerprint);
    const name = about === undefined ? "an accepted failure" : `${about.check} ${addressOf(about.subject)}`;
    return `worse than when accepted: ${name} ${was}`;
  });
}

function notAssessedIn({ notAssessed, stacksNotRead }: Baseline): readonly string[] {
  if (notAssessed === 0) return [];
  const stacks = stacksNotRead.length === 0 ? "" : ` (stack ${stacksNotRead.join(", ")} was not read)`;
  return [`${notAssessed} not assessed in this run${stacks}`];
}

/** What no longer fails, as a list shows it. */
export function staleEntry({ check, subject, message, status }: Baseline["stale"][number]): string {
  return `${check} ${subject} ${status === "passes" ? "passes" : "is gone"}: ${message}`;
}
