// Parity: the same case from two sources gets the same verdicts and messages, whatever the source calls its subjects.
import { describe, expect, test } from "vitest";
import { assessFixtures, caseOf, fixturesOf } from "../../test/check-fixtures.ts";
import { builtInChecks } from "./index.ts";

describe.each(builtInChecks.map((check) => [check.id, check] as const))("%s", (id, check) => {
  test("says the same of a case in every language", async () => {
    const languages = new Map<string, string[]>();
    for (const fixture of fixturesOf(id).keys())
      languages.set(caseOf(fixture), [...(languages.get(caseOf(fixture)) ?? []), fixture]);
    const assessments = await assessFixtures(check);
    for (const [name, [first = "", ...others]] of languages) {
      for (const other of others) {
        expect({ name, said: withoutSubjects(assessments[other]) }).toEqual({ name, said: withoutSubjects(assessments[first]) });
      }
    }
  });
});

/** The CDK appends it to the logical ids that messages name. */
const CDK_DIGEST = /(?<=[A-Za-z])[0-9A-F]{8}\b/g;

function withoutSubjects(lines: readonly string[] = []): readonly string[] {
  return lines.map((line) => line.replace(/ .*?: /, ": ").replace(CDK_DIGEST, "")).sort();
}
