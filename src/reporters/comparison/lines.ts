// A comparison in lines: deployments of a broken version, then links, then findings; equal changes of several subjects are grouped.
import type { ComparedFinding, Comparison } from "../../audit/comparison.ts";

export type Tone = "worse" | "better" | "changed";

export interface Line {
  readonly tone: Tone;
  readonly subjects: readonly string[];
  /** Of a finding what was found; else the rest of the sentence that begins with the subjects. */
  readonly text: string;
  /** The check that says so; null for what is no finding. */
  readonly check: string | null;
}

export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** Those that have lines. */
export function sectionsOf(comparison: Comparison): Section[] {
  const { worse, better, gone, links, deployments, together } = comparison;
  const isFailure = ({ after }: ComparedFinding): boolean => after?.startsWith("fail") === true;
  const sections = [
    {
      title: "deployments of a broken version",
      lines: deployments.map(({ subject, alias, message, direction }) => lineOf(direction, [`${subject} (${alias})`], message)),
    },
    {
      title: "links",
      lines: [
        ...(links ?? []).map(({ subject, message }) => lineOf("changed", [subject], message)),
        ...together.map((text) => lineOf("changed", [], text)),
      ],
    },
    {
      title: "checks",
      lines: [
        ...findings("worse", [...worse, ...comparison.new.filter(isFailure)]),
        ...findings(
          "changed",
          comparison.new.filter((each) => !isFailure(each)),
        ),
        ...findings("better", better),
        ...findings("better", gone, "is gone: "),
      ],
    },
  ];
  return sections.flatMap(({ title, lines }) => (lines.length === 0 ? [] : [{ title, lines: folded(lines) }]));
}

function lineOf(tone: Tone, subjects: readonly string[], text: string, check: string | null = null): Line {
  return { tone, subjects, text, check };
}

function findings(tone: Tone, found: readonly ComparedFinding[], prefix = ""): Line[] {
  return found.map(({ subject, detail, message, check }) =>
    lineOf(tone, [detail === null ? subject : `${subject} (${detail})`], `${prefix}${message}`, check),
  );
}

function folded(lines: readonly Line[]): Line[] {
  const found = new Map<string, Line>();
  for (const line of lines) {
    const key = JSON.stringify([line.tone, line.check, line.text]);
    const same = found.get(key);
    found.set(key, same === undefined ? line : { ...same, subjects: [...same.subjects, ...line.subjects] });
  }
  return [...found.values()];
}

const MOST_NAMED = 3;

/** `StartCharging, StopCharging and 11 more`. */
export function namesOf({ subjects }: Line, most = MOST_NAMED): string {
  const shown = subjects.length > most + 1 ? subjects.slice(0, most) : subjects;
  const more = subjects.length - shown.length;
  return more === 0 ? shown.join(", ") : `${shown.join(", ")} and ${more} more`;
}

/** Of what is no finding: what follows the names in a sentence. */
export function predicateOf({ subjects, text }: Line): string {
  if (subjects.length < 2) return text;
  return text.startsWith("is ") ? text.replace(/^is /, "are ") : `: ${text}`;
}

/** `2 worse, 1 new failure, 3 links changed`, without zero counts. */
export function summaryOf({ worse, better, gone, links, deployments, ...rest }: Comparison): string {
  const failures = rest.new.filter(({ after }) => after?.startsWith("fail")).length;
  const later = deployments.filter(({ direction }) => direction === "worse").length;
  const counts: [number, string][] = [
    [worse.length, `${worse.length} worse`],
    [failures, `${failures} new ${failures === 1 ? "failure" : "failures"}`],
    [later, `${later} ${later === 1 ? "deployment" : "deployments"} less protected`],
    [links?.length ?? 0, `${links?.length} ${links?.length === 1 ? "link" : "links"} changed`],
    [rest.new.length - failures, `${rest.new.length - failures} new unknown`],
    [better.length, `${better.length} better`],
    [gone.length, `${gone.length} gone`],
  ];
  const some = counts.filter(([count]) => count > 0).map(([, text]) => text);
  return some.length === 0 ? "nothing changed" : some.join(", ");
}
