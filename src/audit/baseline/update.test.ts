// How a baseline grows by accepted failures, and shrinks by what no longer fails.
import { describe, expect, it } from "vitest";
import { factsOf, stack } from "../../../test/facts.ts";
import { link } from "../../model/link.ts";
import type { Resource } from "../../model/resource.ts";
import type { Conducted } from "../audit.ts";
import { fingerprintsFor } from "../fingerprint.ts";
import type { Judged } from "../judge.ts";
import type { Report } from "../report.ts";
import type { AcceptedEntry, Baseline } from "./baseline.ts";
import { accepting, measuredNow, shrunken } from "./update.ts";

const template = { Resources: { Orders: { Type: "AWS::SQS::Queue" }, Jobs: { Type: "AWS::SQS::Queue" } } };
const facts = factsOf(stack("Shop", template));
const [orders, jobs] = link(facts).resources as [Resource, Resource];

function judged(resource: Resource, fingerprint: string, more: Partial<Judged["reported"]> = {}, mandatory = false): Judged {
  const reported = { check: "queue-colour", verdict: "fail", message: "is red", waiver: null, measurement: null, fingerprint };
  const subject = { stack: resource.stack, resource, detail: null };
  return { subject, mandatory, reported: { ...reported, ...more } as unknown as Judged["reported"] };
}

function conducted(all: readonly Judged[], stale: readonly string[] = []): Conducted {
  const baseline = { stale: stale.map((fingerprint) => ({ fingerprint })) } as Report["baseline"];
  return { report: { score: { value: 75 }, baseline } as Report, judged: all, fingerprints: fingerprintsFor(facts) };
}

const entry = (fingerprint: string, more: Partial<AcceptedEntry> = {}): AcceptedEntry => ({
  ...{ check: "queue-colour", subject: "Shop/Orders", stack: "Shop", verdict: "fail", message: "is red", since: "2026-11-01" },
  fingerprint,
  ...more,
});
const baselineOf = (...accepted: AcceptedEntry[]): Baseline => ({
  ...{ file: "known.json", score: 50, sizes: [{ on: "2026-11-01", accepted: accepted.length }], measured: [] },
  accepted,
});
const today = "2026-12-01";

describe("what is accepted", () => {
  it("is what fails or is unknown, from today", () => {
    const found = [
      judged(orders, "f"),
      judged(jobs, "g", { verdict: "unknown", message: "is open" }),
      judged(jobs, "h", { verdict: "pass" }),
    ];
    const { baseline, added, removed } = accepting(baselineOf(), conducted(found), today);
    expect(baseline.accepted).toEqual([
      entry("f", { since: today }),
      entry("g", { subject: "Shop/Jobs", verdict: "unknown", message: "is open", since: today }),
    ]);
    expect(baseline).toMatchObject({ file: "known.json", score: 75, sizes: [{ accepted: 0 }, { on: today, accepted: 2 }] });
    expect({ added, removed }).toEqual({ added: 2, removed: 0 });
  });

  it("excludes what is waived and what cannot be accepted", () => {
    const waiver = { reason: "old", expires: null };
    const found = [judged(orders, "f", { waiver }), judged(jobs, "g", {}, true)];
    expect(accepting(baselineOf(), conducted(found), today)).toMatchObject({ baseline: { accepted: [] }, added: 0, removed: 0 });
  });

  it("keeps its day, each as often as it was there, and takes what is said of it now", () => {
    const known = baselineOf(entry("f"), entry("f", { since: "2026-11-05" }), entry("g", { since: "2026-11-06" }));
    const found = [judged(orders, "f", { message: "is pink" }), judged(orders, "f"), judged(orders, "f"), judged(jobs, "g")];
    const { baseline, added, removed } = accepting(known, conducted(found), today);
    expect(baseline.accepted.map(({ fingerprint, since, message }) => `${fingerprint} ${since} ${message}`)).toEqual([
      "f 2026-11-01 is pink",
      "f 2026-11-05 is red",
      "f 2026-12-01 is red",
      "g 2026-11-06 is red",
    ]);
    expect({ added, removed }).toEqual({ added: 1, removed: 0 });
  });

  it("is removed where it no longer fails, one by one, and stays where it was not assessed", () => {
    const known = baselineOf(entry("f"), entry("f", { since: "2026-11-05" }), entry("g"), entry("h"));
    const { baseline, added, removed } = accepting(known, conducted([judged(orders, "h")], ["f", "i"]), today);
    expect(baseline.accepted).toEqual([entry("h"), entry("f", { since: "2026-11-05" }), entry("g")]);
    expect({ added, removed }).toEqual({ added: 0, removed: 1 });
  });
});

describe("what was measured", () => {
  const measurement = { value: 9, unit: "ms", comparator: "<=", threshold: 5, floor: 1, withinNoise: true, of: "p95" } as const;
  const line = { ...{ check: "queue-colour", subject: "Shop/Orders", stack: "Shop" }, value: 9, unit: "ms", comparator: "<=" };
  const found = [judged(orders, "f", { measurement }), judged(jobs, "g", { measurement, verdict: "unknown" }), judged(jobs, "h")];

  it("is kept without what it was judged by, in place of what was measured before, but not where there were too few samples", () => {
    const old = { ...line, fingerprint: "f", value: 3 } as Baseline["measured"][number];
    const other = { ...old, fingerprint: "other" };
    const { baseline } = accepting({ ...baselineOf(), measured: [old, other] }, conducted(found), today);
    expect(baseline.measured).toEqual([{ ...line, of: "p95", fingerprint: "f" }, other]);
  });

  it("is known of every measurement to those who only compare", () => {
    expect(measuredNow(conducted(found)).map(({ fingerprint }) => fingerprint)).toEqual(["f", "g"]);
  });
});

describe("the sizes", () => {
  const grown = (sizes: Baseline["sizes"], count: number) =>
    accepting(
      { ...baselineOf(), sizes },
      conducted(Array.from({ length: count }, (_, index) => judged(orders, `${index}`))),
      today,
    ).baseline.sizes;

  it("are one a day, and only of days on which they changed", () => {
    expect(grown([{ on: "2026-11-01", accepted: 2 }], 2)).toEqual([{ on: "2026-11-01", accepted: 2 }]);
    expect(grown([{ on: today, accepted: 5 }], 2)).toEqual([{ on: today, accepted: 2 }]);
    expect(grown([], 1)).toEqual([{ on: today, accepted: 1 }]);
  });

  it("are the first and the last hundred", () => {
    const day = (index: number) => new Date(Date.UTC(2026, 0, index)).toISOString().slice(0, 10);
    const long = Array.from({ length: 100 }, (_, index) => ({ on: day(index + 1), accepted: index + 10 }));
    expect(grown(long.slice(1), 1)).toEqual([...long.slice(1), { on: today, accepted: 1 }]);
    expect(grown(long, 1)).toEqual([...long.slice(0, 1), ...long.slice(2), { on: today, accepted: 1 }]);
  });
});

it("shrinks by the entries that no longer fail, not by others that are named alike", () => {
  const [first, second] = [entry("f"), entry("f", { since: "2026-11-05" })];
  const known = baselineOf(first, second, second, entry("g"));
  const stale = [{ ...second, status: "gone" as const }];
  const account = { stale } as unknown as NonNullable<Report["baseline"]>;
  expect(shrunken(known, account, today)?.accepted).toEqual([first, second, entry("g")]);
});
