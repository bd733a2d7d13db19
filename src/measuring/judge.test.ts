// Bounds against a baseline, and what too few samples come to.
import { describe, expect, it } from "vitest";
import { factsOf, stack } from "../../test/facts.ts";
import type { Assessment, Measurement, Subject } from "../assessment.ts";
import { link } from "../model/link.ts";
import type { Spread } from "../model/observed/gauge.ts";
import { isComparable } from "./change.ts";
import { judgeReading, type Limits, type Measurable } from "./judge.ts";
import { millisecondsInWords } from "./words.ts";

const [only] = link(factsOf(stack("shop", {}))).stacks;
const subject: Subject = { stack: only!, resource: null, detail: null };

const measurable: Measurable = {
  subject,
  evidence: [],
  quantity: "its latency",
  tell: (value, samples, window) => `${value} ms over ${samples} in ${window}`,
  show: millisecondsInWords,
  unit: "ms",
  of: "Latency",
  remedy: { cdk: "mend it", sam: "mend it", cloudformation: "mend it" },
};

/** Of every measurement here. */
const more = { of: "Latency", floor: 10 };

interface Case extends Partial<Limits> {
  readonly value: number | null;
  readonly samples?: number;
  readonly before?: number;
  readonly spreads?: readonly [Spread, Spread];
}

function spreadIn(spread: Spread | undefined) {
  return spread === undefined ? {} : { spread };
}

/** `fail: 260 ms over 100 in 1 h, above …` and the measurement. */
function judged({ value, samples = 100, before, spreads, ...limits }: Case): readonly [string, Measurement | undefined] {
  const say = (verdict: Assessment["verdict"]) => (about: Subject, finding: Assessment["finding"]) => ({
    verdict,
    subject: about,
    finding,
  });
  const verdicts = { pass: say("pass"), fail: say("fail"), unknown: say("unknown") };
  const [spread, spreadBefore] = spreads ?? [];
  const was = { value: before ?? 0, unit: "ms", comparator: "<=", of: "Latency", ...spreadIn(spreadBefore) } as const;
  const known = before === undefined ? {} : { measuredBefore: () => was };
  const all: Limits = { window: "1h", minimumSamples: 20, noData: "unknown", maximum: 200, floor: 10, ...limits };
  const { verdict, finding } = judgeReading(measurable, { value, samples, ...spreadIn(spread) }, all, { ...verdicts, ...known });
  const because = typeof finding.because === "string" ? `; ${finding.because}` : "";
  return [`${verdict}: ${finding.message}${because}`, finding.measurement];
}

describe("an absolute maximum", () => {
  it("may be reached and not passed", () => {
    expect(judged({ value: 200 })).toEqual([
      "pass: 200 ms over 100 in 1 h, not above the maximum of 200 ms",
      { value: 200, unit: "ms", comparator: "<=", threshold: 200, ...more },
    ]);
    expect(judged({ value: 200.5 })[0]).toBe("fail: 200.5 ms over 100 in 1 h, above the maximum of 200 ms");
  });
});

describe("a maximum against the baseline", () => {
  it("is so many percent over what was measured before", () => {
    expect(judged({ value: 220, before: 200, maximum: "+10%" })).toEqual([
      "pass: 220 ms over 100 in 1 h, not above 220 ms, 10 % over the baseline's 200 ms",
      { value: 220, unit: "ms", comparator: "<=", threshold: expect.closeTo(220, 9), ...more },
    ]);
    expect(judged({ value: 221, before: 200, maximum: "+10%" })[0]).toBe(
      "fail: 221 ms over 100 in 1 h, above 220 ms, 10 % over the baseline's 200 ms",
    );
  });

  it("takes a change under the floor for none", () => {
    expect(judged({ value: 49.9, before: 40, maximum: "+10%" })).toEqual([
      "pass: 49.9 ms over 100 in 1 h, not above 50 ms, 10 ms over the baseline's 40 ms",
      { value: 49.9, unit: "ms", comparator: "<", threshold: 50, ...more },
    ]);
    expect(judged({ value: 50, before: 40, maximum: "+10%" })[0]).toMatch(/^fail/);
    expect(judged({ value: 5, before: 0, maximum: "+10%" })[0]).toMatch(/^pass/);
  });

  it("is unknown without one, whatever was measured", () => {
    expect(judged({ value: 9000, maximum: "+10%" })).toEqual([
      "unknown: 9000 ms over 100 in 1 h; there is no baseline to compare with, and its maximum is +10%: write one with fitness baseline and pass --baseline, or also set an absolute maximum",
      { value: 9000, unit: "ms", comparator: "<=", threshold: 9000, ...more },
    ]);
  });
});

/** So many values about a middle, spread out to both sides, in no order. */
function around(middle: number, count: number, width: number): Spread {
  const values = Array.from({ length: count }, (_, index) => middle + (((index * 7) % count) / (count - 1) - 0.5) * width);
  return { kind: "values", values };
}

describe("a change against the baseline, and noise", () => {
  const relative = { maximum: "+10%", floor: 10 } as const;

  it("fails where the values of the periods say that it is none", () => {
    const spreads = [around(336, 60, 40), around(300, 60, 40)] as const;
    expect(judged({ value: 336, before: 300, spreads, ...relative })[0]).toBe(
      "fail: 336 ms over 100 in 1 h, above 330 ms, 10 % over the baseline's 300 ms (Mann–Whitney: p < 0.0001, 60 and 60 periods)",
    );
  });

  it("is ignored below the floor: 1 ms more than 3 ms", () => {
    const spreads = [around(4, 60, 0.1), around(3, 60, 0.1)] as const;
    expect(judged({ value: 4, before: 3, spreads, ...relative })[0]).toBe(
      "pass: 4 ms over 100 in 1 h, not above 13 ms, 10 ms over the baseline's 3 ms",
    );
  });

  it("is noise where 20 values vary as much as they did", () => {
    const spreads = [around(336, 20, 300), around(300, 20, 300)] as const;
    const [text, measurement] = judged({ value: 336, before: 300, spreads, ...relative });
    expect(text).toMatch(
      /^pass: 336 ms .*, above 330 ms, 10 % over the baseline's 300 ms, within noise \(Mann–Whitney: p = 0\.\d+, 20 and 20 periods\)$/,
    );
    expect(measurement).toMatchObject({ value: 336, withinNoise: true });
  });

  it("cannot be distinguished from noise with too few values", () => {
    const spreads = [around(336, 4, 1), around(300, 60, 40)] as const;
    expect(judged({ value: 336, before: 300, spreads, ...relative })[0]).toBe(
      "unknown: 336 ms over 100 in 1 h, above 330 ms, 10 % over the baseline's 300 ms; 4 periods of 10 needed to tell a change from noise",
    );
  });

  it("of a share is judged by its counts", () => {
    const counts = (failures: number): Spread => ({ kind: "counts", failures, trials: 1000 });
    const of = (now: number, before: number): string =>
      judged({ value: now, before, spreads: [counts(now), counts(before)], maximum: "+10%", floor: 1 })[0];
    expect(of(80, 20)).toMatch(/^fail: .* \(Fisher's exact test: p < 0\.0001\)$/);
    expect(of(25, 20)).toMatch(/^pass: .*, within noise \(Fisher's exact test: p = 0\.\d+\)$/);
  });

  it("fails at an absolute maximum whatever noise there is", () => {
    const spreads = [around(336, 20, 300), around(300, 20, 300)] as const;
    expect(judged({ value: 336, before: 300, spreads, maximum: [320, "+10%"] })[0]).toBe(
      "fail: 336 ms over 100 in 1 h, above the maximum of 320 ms",
    );
  });

  it("compares only what is the same", () => {
    const was = { value: 100, unit: "ms", comparator: "<=", of: "p99 Latency" } as const;
    expect(isComparable({ unit: "ms", comparator: "<=", of: "Latency" }, was)).toBe(false);
    expect(isComparable({ unit: "ms", comparator: "<", of: "p99 Latency" }, was)).toBe(true);
  });
});

describe("both", () => {
  it("hold the lower of the two", () => {
    const both = { maximum: [200, "+10%"] } as const;
    expect(judged({ value: 150, before: 130, ...both })[0]).toBe(
      "fail: 150 ms over 100 in 1 h, above 143 ms, 10 % over the baseline's 130 ms",
    );
    expect(judged({ value: 205, before: 190, ...both })[0]).toBe("fail: 205 ms over 100 in 1 h, above the maximum of 200 ms");
  });

  it("hold the absolute one where there is no baseline", () => {
    expect(judged({ value: 150, maximum: [200, "+10%"] })[0]).toMatch(/^pass/);
    expect(judged({ value: 250, maximum: [200, "+10%"] })[0]).toMatch(/^fail/);
  });
});

describe("too few samples", () => {
  it("are unknown, with what there is", () => {
    expect(judged({ value: 180, samples: 3 })).toEqual([
      "unknown: 180 ms over 3 in 1 h; 3 samples in 1 h, 20 needed",
      { value: 180, unit: "ms", comparator: "<=", threshold: 200, ...more },
    ]);
    expect(judged({ value: null, samples: 0 })).toEqual([
      "unknown: its latency is unknown; 0 samples in 1 h, 20 needed",
      undefined,
    ]);
    expect(judged({ value: 180, samples: 20 })[0]).toMatch(/^pass/);
  });

  it("are what noData says, but never a pass of what is too much", () => {
    expect(judged({ value: null, samples: 0, noData: "pass" })[0]).toBe("pass: 0 samples in 1 h, 20 needed (noData: pass)");
    expect(judged({ value: 180, samples: 1, noData: "pass", window: "30m" })[0]).toBe(
      "pass: 1 sample in 30 min, 20 needed (noData: pass)",
    );
    expect(judged({ value: 900, samples: 3, noData: "pass" })[0]).toMatch(/^unknown: 900 ms/);
    expect(judged({ value: 180, samples: 3, noData: "fail" })[0]).toBe("fail: 3 samples in 1 h, 20 needed (noData: fail)");
  });

  it("are unknown also where a value is missing that enough samples promised", () => {
    expect(judged({ value: null, samples: 100 })[0]).toBe("unknown: its latency is unknown; 0 samples in 1 h, 20 needed");
  });
});
