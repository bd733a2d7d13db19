// What is known from a baseline, what got worse, and which entries no longer fail: also where several are named alike.
import { describe, expect, it } from "vitest";
import type { Measurement } from "../../assessment.ts";
import type { AcceptedEntry, Baseline } from "./baseline.ts";
import { type Met, openBaseline, type Scope } from "./book.ts";
import { formatBaseline, parseBaseline } from "./file.ts";
import { shrunken } from "./update.ts";

const entry: AcceptedEntry = {
  check: "queue-colour",
  subject: "Shop/Orders",
  stack: "Shop",
  verdict: "fail",
  message: "is not green",
  since: "2026-11-01",
  fingerprint: "f",
};
const baseline = (accepted: readonly AcceptedEntry[], more: Partial<Baseline> = {}): Baseline => ({
  file: "known.json",
  score: 50,
  sizes: [{ on: "2026-11-01", accepted: accepted.length }],
  accepted,
  measured: [],
  ...more,
});
const fail: Met = { check: "queue-colour", fingerprint: () => "f", verdict: "fail", measurement: null, isBarred: false };
const pass: Met = { ...fail, verdict: "pass" };
const everything: Scope = { checks: new Set(["queue-colour"]), stacks: new Set(["Shop"]), leftOut: new Set() };

function hold(known: Baseline, met: readonly Met[], scope = everything) {
  const book = openBaseline({ baseline: known, strict: true, updates: false });
  return { accepted: met.map(book.accepts), account: book.account(scope) };
}

describe("entries that are named alike", () => {
  it("accept as many failures as there are entries", () => {
    expect(hold(baseline([entry]), [fail, fail]).accepted).toEqual([true, false]);
    expect(hold(baseline([entry, entry]), [fail, fail]).accepted).toEqual([true, true]);
  });

  it("are fixed one by one", () => {
    const { accepted, account } = hold(baseline([entry, { ...entry, since: "2026-11-05" }]), [pass, fail]);
    expect(accepted).toEqual([false, true]);
    expect(account).toMatchObject({ fixed: ["f"], stale: [{ since: "2026-11-05", status: "passes" }], gating: true });
  });
});

describe("what got worse", () => {
  it("is a failure where there was an unknown, and not the other way round", () => {
    const unknown = { ...entry, verdict: "unknown", message: "its colour is undecided" } as const;
    const worse = hold(baseline([unknown]), [fail]);
    expect(worse).toMatchObject({
      accepted: [false],
      account: { regressed: ["f"], regressions: [{ was: "was unknown: its colour is undecided" }], stale: [] },
    });
    expect(hold(baseline([entry]), [{ ...fail, verdict: "unknown" }])).toMatchObject({
      accepted: [true],
      account: { stale: [] },
    });
  });

  it("is a measurement beyond its tolerance", () => {
    const measured = { check: "queue-colour", subject: "Shop/Orders", stack: "Shop", fingerprint: "f" };
    const known = baseline([entry], { measured: [{ ...measured, value: 100, unit: "ms", comparator: "<=" }] });
    const at = (value: number): Met => {
      const measurement: Measurement = { value, unit: "ms", comparator: "<=", threshold: 80 };
      return { ...fail, measurement };
    };
    expect(hold(known, [at(109)]).accepted).toEqual([true]);
    expect(hold(known, [at(60)]).accepted).toEqual([true]);
    expect(hold(known, [at(125)])).toMatchObject({
      accepted: [false],
      account: { regressions: [{ was: "was 100 ms, 25 % worse" }] },
    });
  });

  it("excludes what cannot be accepted and what is waived: its entry is used and accepts nothing", () => {
    expect(hold(baseline([entry]), [{ ...fail, isBarred: true }])).toMatchObject({
      accepted: [false],
      account: { regressed: [], stale: [], notAssessed: 0 },
    });
  });
});

describe("an account", () => {
  it("has the size of the baseline and its oldest day, without what is removed", () => {
    const known = baseline([{ ...entry, since: "2026-11-05" }, entry, { ...entry, fingerprint: "g", since: "2026-11-03" }]);
    expect(hold(known, [fail, fail]).account).toMatchObject({ size: 3, since: "2026-11-01", sizes: known.sizes, removed: false });
    const book = openBaseline({ baseline: known, strict: true, updates: true });
    book.accepts(fail);
    expect(book.account(everything)).toMatchObject({ size: 1, since: "2026-11-05", gating: false, removed: true });
    expect(hold(baseline([]), []).account).toMatchObject({ size: 0, since: null });
  });

  it("names the stacks that were not read, each once", () => {
    const known = baseline(["B", "A", "B", "Shop"].map((stack) => ({ ...entry, stack })));
    expect(hold(known, []).account).toMatchObject({ stacksNotRead: ["A", "B"], notAssessed: 3 });
  });

  it("passes as many entries as passed", () => {
    const known = baseline([entry, entry, entry]);
    expect(hold(known, [pass, pass], { ...everything, checks: new Set() }).account).toMatchObject({
      stale: [{ status: "passes" }, { status: "passes" }],
      notAssessed: 1,
    });
  });

  it("does not call worse what is measured for the first time, or no longer", () => {
    const known = { check: "queue-colour", subject: "Shop/Orders", stack: "Shop", fingerprint: "f", value: 0, unit: "ms" };
    const measurement: Measurement = { value: 3, unit: "ms", comparator: "<=", threshold: 80 };
    expect(hold(baseline([entry]), [{ ...fail, measurement }]).accepted).toEqual([true]);
    const measured = [{ ...known, comparator: "<=" as const }];
    expect(hold(baseline([entry], { measured }), [fail]).accepted).toEqual([true]);
    expect(hold(baseline([entry], { measured }), [{ ...fail, measurement }]).account).toMatchObject({
      regressions: [{ was: "was 0 ms" }],
    });
  });
});

describe("an entry that is not met", () => {
  it.each<[string, Partial<Scope>, object]>([
    ["is gone where the check looked at everything", {}, { stale: [{ status: "gone" }], notAssessed: 0 }],
    ["may be anywhere where the check did not", { checks: new Set() }, { stale: [], notAssessed: 1, stacksNotRead: [] }],
    ["may be in a stack that was not read", { stacks: new Set() }, { stale: [], notAssessed: 1, stacksNotRead: ["Shop"] }],
    ["may be left out by the config", { leftOut: new Set(["f"]) }, { stale: [], notAssessed: 1, gating: false }],
  ])("%s", (_name, scope, expected) => {
    expect(hold(baseline([entry]), [], { ...everything, ...scope }).account).toMatchObject(expected);
  });
});

describe("the file", () => {
  it("comes back as it was written, sorted, with what a terminal obeys escaped", () => {
    const nasty = { ...entry, message: 'a\u202eb\u001b[31m "c"\n', subject: "__proto__", fingerprint: "g" };
    const spread = { kind: "values", values: [1, 2.5] } as const;
    const measured = { check: "a", subject: "b", stack: "", fingerprint: "h", value: 1, unit: "ms", comparator: "<=" } as const;
    const known = baseline([entry, nasty], {
      measured: [
        { ...measured, of: "p95", spread },
        { ...measured, check: "A" },
      ],
    });
    const text = formatBaseline(known);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    const parsed = parseBaseline(JSON.parse(text), "known.json");
    expect(parsed).toEqual({
      kind: "baseline",
      baseline: { ...known, measured: known.measured.toReversed() },
    });
    expect(formatBaseline({ ...known, accepted: known.accepted.toReversed() })).toBe(text);
  });

  it("says what is wrong with it, and where", () => {
    const whole = { schemaVersion: 1, score: 50, sizes: [], accepted: [], measured: [] };
    expect(parseBaseline(whole, "known.json")).toMatchObject({ kind: "baseline" });
    expect(parseBaseline({ ...whole, accepted: [{ check: 1 }] }, "known.json")).toMatch(/^accepted\.0\.check: .*expected string/);
    expect(parseBaseline({ ...whole, assessments: [] }, "known.json")).toMatch(/^startedAt: /);
    for (const value of ["text", null, 3]) expect(parseBaseline(value, "known.json")).toMatch(/expected object/);
  });

  it("may be a report: what was open in it, from the day of that run", () => {
    const subject = { stack: "Shop", logicalId: "Orders", constructPath: "Shop/Orders/Resource", detail: null };
    const measurement = { value: 3, unit: "ms", comparator: "<=", threshold: 2 };
    const said = { check: "c", verdict: "fail", message: "is red", subject, fingerprint: "f", measurement: null, waiver: null };
    const assessments = [
      { ...said, measurement },
      { ...said, verdict: "unknown", subject: { ...subject, constructPath: null, detail: "live" }, fingerprint: "g" },
      {
        ...said,
        verdict: "pass",
        subject: { ...subject, logicalId: null, constructPath: null },
        measurement: { ...measurement, of: "p95" },
      },
      { ...said, waiver: { reason: "old", expires: null } },
    ];
    const report = { schemaVersion: 1, startedAt: "2026-11-22T23:30:00Z", score: { value: 80 }, assessments };
    const about = { check: "c", stack: "Shop", message: "is red", since: "2026-11-22" };
    const number = { check: "c", stack: "Shop", value: 3, unit: "ms", comparator: "<=", fingerprint: "f" };
    expect(parseBaseline(report, "report.json")).toEqual({
      kind: "report",
      baseline: {
        ...{ file: "report.json", score: 80, sizes: [{ on: "2026-11-22", accepted: 2 }] },
        accepted: [
          { ...about, subject: "Shop/Orders", verdict: "fail", fingerprint: "f" },
          { ...about, subject: "Shop/Orders (live)", verdict: "unknown", fingerprint: "g" },
        ],
        measured: [
          { ...number, subject: "Shop/Orders" },
          { ...number, subject: "Shop", of: "p95" },
        ],
      },
    });
  });

  it("has a line for each entry, and says of an entry that it was unknown", () => {
    const text = formatBaseline(baseline([entry, { ...entry, verdict: "unknown", fingerprint: "g" }]));
    expect(text.split("\n")).toEqual([
      "{",
      '  "schemaVersion": 1,',
      '  "score": 50,',
      '  "sizes": [',
      '    { "on": "2026-11-01", "accepted": 2 }',
      "  ],",
      '  "accepted": [',
      '    { "check": "queue-colour", "subject": "Shop/Orders", "message": "is not green", "since": "2026-11-01", "stack": "Shop", "fingerprint": "f" },',
      '    { "check": "queue-colour", "subject": "Shop/Orders", "message": "is not green", "since": "2026-11-01", "verdict": "unknown", "stack": "Shop", "fingerprint": "g" }',
      "  ],",
      '  "measured": []',
      "}",
      "",
    ]);
  });

  it("loses what no longer fails, and remembers its size", () => {
    const known = baseline([entry, { ...entry, check: "other", fingerprint: "g" }]);
    const { account } = hold(known, [pass]);
    expect(shrunken(known, account!, "2026-12-01")).toEqual({
      ...known,
      accepted: [known.accepted[1]],
      sizes: [
        { on: "2026-11-01", accepted: 2 },
        { on: "2026-12-01", accepted: 1 },
      ],
    });
    expect(shrunken(known, hold(known, [fail]).account!, "2026-12-01")).toBeNull();
  });
});
