// Which scores are under their minimum.
import { expect, it } from "vitest";
import { scoreShortfalls } from "../reporters/report/score.ts";
import { overallScore, scoreOf, summarize } from "./score.ts";

const checks = [
  { characteristic: "cost", score: 40, weight: 1 },
  { characteristic: "deployability", score: 100, weight: 3 },
  { characteristic: "security", score: null, weight: 3 },
];

it("is given for the whole and for each characteristic", () => {
  const score = overallScore(checks, 90, { cost: 60, deployability: 90, security: 50, performance: 10 });
  expect(score).toEqual({
    value: 85,
    minimum: 90,
    characteristics: { cost: 40, deployability: 100, security: null },
    minimums: { cost: 60, deployability: 90, security: 50, performance: 10 },
  });
  expect(scoreShortfalls({ score })).toEqual([
    "the score 85 is below its minimum of 90",
    "the score of cost 40 is below its minimum of 60",
  ]);
  expect(scoreShortfalls({ score: overallScore(checks, 85) })).toEqual([]);
});

it("counts each assessment once: as waived, as baselined, or by its verdict", () => {
  const waiver = { reason: "retired", expires: null };
  const one = (verdict: "pass" | "fail" | "unknown", more: object = {}) => ({ verdict, waiver: null, baselined: false, ...more });
  const assessments = [
    ...[one("pass"), one("fail"), one("unknown"), one("fail", { waiver }), one("fail", { baselined: true })],
    ...[one("pass"), one("unknown", { waiver, baselined: true })],
  ];
  expect(summarize(assessments as never)).toEqual({ pass: 2, fail: 1, unknown: 1, waived: 2, baselined: 1 });
});

it("is the share that passes or is waived, to a tenth", () => {
  expect(scoreOf({ pass: 2, fail: 3, unknown: 5, waived: 7, baselined: 11 })).toBe(32.1);
  expect(scoreOf({ pass: 0, fail: 0, unknown: 1, waived: 0, baselined: 0 })).toBe(0);
  expect(scoreOf({ pass: 0, fail: 0, unknown: 0, waived: 0, baselined: 0 })).toBeNull();
});

it("takes no account of checks without weight or assessments, and lists characteristics by name", () => {
  const { value, characteristics } = overallScore(
    [
      { characteristic: "security", score: 0, weight: 0 },
      { characteristic: "reliability", score: 70, weight: 2 },
      { characteristic: "cost", score: null, weight: 3 },
    ],
    null,
  );
  expect(value).toBe(70);
  expect(Object.entries(characteristics)).toEqual([
    ["cost", null],
    ["reliability", 70],
    ["security", null],
  ]);
});
