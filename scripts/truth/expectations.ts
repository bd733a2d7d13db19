// What the corpus expects of each check, against what our report says.
import type { Invocation } from "../../src/model/invocations/invocation.ts";
import type { Expected, TrueFacts } from "./corpus.ts";
import { invocationsOf, take } from "./invocations.ts";
import { levelsOf } from "./levels.ts";
import type { Run } from "./run.ts";
import type { Tally } from "./tally.ts";

const GROUP_CHECKS = ["deployment-group", "progressive-traffic", "rollback-alarm", "rollback-alarm-scope"];

export function compareExpectations(truth: TrueFacts, run: Run, tally: Tally): void {
  for (const [id, { expect }] of Object.entries(truth.functions)) {
    if (expect === null) compareNoSubject(id, run, tally);
    else compareFunction(id, expect, run, tally);
  }
}

/** A function that is no subject has no assessment. */
function compareNoSubject(id: string, run: Run, tally: Tally): void {
  tally.compare("function-alias", id, "no subject", verdictOf(run, "function-alias", id, null) ?? "no subject");
}

function compareFunction(id: string, expect: Expected, run: Run, tally: Tally): void {
  for (const check of ["function-alias", "function-error-alarm"] as const) {
    const expected = expect[check];
    if (expected === undefined || !isThere(run, check)) continue;
    tally.compare(check, id, expected.replace(/ \(.*\)$/, ""), verdictOf(run, check, id, null) ?? "no assessment");
  }
  for (const [alias, expected] of Object.entries(expect["version-publishing"] ?? {})) {
    if (expected === null || !isThere(run, "version-publishing")) continue;
    tally.compare(
      "version-publishing",
      `${id} ${alias}`,
      expected,
      verdictOf(run, "version-publishing", id, alias) ?? "no assessment",
    );
  }
  compareGroups(id, expect, run, tally);
  if (isThere(run, "invocation-qualifier")) compareInvocations(id, expect, run, tally);
}

function compareGroups(id: string, expect: Expected, run: Run, tally: Tally): void {
  for (const [alias, verdicts] of Object.entries(expect.groups ?? {})) {
    for (const check of GROUP_CHECKS) {
      const expected = verdicts[check];
      if (typeof expected !== "string" || !isThere(run, check)) continue;
      tally.compare(check, `${id} ${alias}`, expected, verdictOf(run, check, id, alias) ?? "no assessment");
    }
    compareLevels(id, alias, verdicts["rollbackAlarmLevels"] ?? {}, run, tally);
  }
}

/** Another function; a set of dimensions that Lambda does not publish. */
const NOTHING = /^(?:other|never):|^resource-only$/;

/** What each rollback alarm sees, series by series. */
function compareLevels(id: string, alias: string, expected: object, { model }: Run, tally: Tally): void {
  const ours = levelsOf(id, alias, model);
  for (const [alarm, levels] of Object.entries(expected) as [string, string[]][]) {
    // It does not follow an API to what it leads to.
    if (levels.includes("api")) continue;
    const theirs = new Set(levels.map((level) => (NOTHING.test(level) ? "nothing" : level)));
    const said = [...theirs].sort().join(", ");
    tally.compare("rollback alarm level", `${id} ${alias} ${alarm}`, said, [...(ours.get(alarm) ?? [])].sort().join(", "));
  }
}

function compareInvocations(id: string, expect: Expected, run: Run, tally: Tally): void {
  const ours = [...invocationsOf(id, run.model)];
  for (const theirs of expect["invocation-qualifier"] ?? []) {
    if (theirs.verdict === null) {
      take(theirs, ours);
      continue;
    }
    const about = `${id} ← ${theirs.kind} ${theirs.resource} ${theirs.detail}`;
    const invocation = take(theirs, ours);
    const verdict = invocation === undefined ? "no invocation" : (verdictOfInvocation(run, invocation) ?? "no assessment");
    tally.compare("invocation-qualifier", about, theirs.verdict, verdict);
  }
}

function verdictOfInvocation(run: Run, { resource, detail, samEvent }: Invocation): string | undefined {
  return samEvent === null
    ? verdictOf(run, "invocation-qualifier", resource.logicalId, detail)
    : verdictOf(run, "invocation-qualifier", samEvent.function, samEvent.event);
}

function verdictOf({ report }: Run, check: string, logicalId: string, detail: string | null): string | undefined {
  return report.assessments.find(
    (each) => each.check === check && each.subject.logicalId === logicalId && each.subject.detail === detail,
  )?.verdict;
}

function isThere({ report }: Run, check: string): boolean {
  return report.checks.some(({ id }) => id === check);
}
