// Which scores are under their minimum.
import { expect, it } from "vitest";
import { scoreShortfalls } from "../reporters/report/score.ts";
import { overallScore } from "./score.ts";

const checks = [
  { characteristic: "cost", score: 40, weight: 1 },
  { characteristic: "deployability", score: 100, weight: 3 },
  { characteristic: "security", score: null, weight: 3 },
];

it("is told for the whole and for each characteristic", () => {
  const score = overallScore(checks, 90, { cost: 60, deployability: 90, security: 50, performance: 10 });
  expect(score).toEqual({
    value: 85,
    minimum: 90,
    characteristics: { cost: 40, deployability: 100, security: null },
    minimums: { cost: 60, deployability: 90, security: 50, performance: 10 },
  });
  expect(scoreShortfalls({ score })).toEqual([
    "the score 85 is under its minimum of 90",
    "the score of cost 40 is under its minimum of 60",
  ]);
  expect(scoreShortfalls({ score: overallScore(checks, 85) })).toEqual([]);
});
