// Scores that are under their minimum, in sentences.
import type { Report } from "../../audit/report.ts";
import { tooLow } from "../../audit/score.ts";

/** `the score 88.9 is under its minimum of 90`, `the score of cost 40 is under its minimum of 60`. */
export function scoreShortfalls({ score }: Pick<Report, "score">): readonly string[] {
  return tooLow(score).map(({ characteristic, value, minimum }) => {
    const of = characteristic === null ? "" : ` of ${characteristic}`;
    return `the score${of} ${value} is below its minimum of ${minimum}`;
  });
}
