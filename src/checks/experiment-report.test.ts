// What experiment-report says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./experiment-report.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "dated-ahead.unknown.cfn.yaml": [
        "unknown dated-ahead.unknown.cfn/null (fixtures/evidence/fis-stopped.json): the age of the report is unknown or too high; it is dated 2026-11-30T07:52:03.225Z, after this run: its age is unknown",
      ],
      "junit-failed.fail.cfn.yaml": [
        "fail junit-failed.fail.cfn/null (fixtures/evidence/pytest-junit.xml): 1 of 2 experiments failed: test_price > test_weekend",
      ],
      "junit.pass.cfn.yaml": [
        "pass junit.pass.cfn/null (fixtures/evidence/vitest-junit.xml): 2 experiments passed",
      ],
      "running.unknown.cfn.yaml": [
        "unknown running.unknown.cfn/null (fixtures/evidence/fis-initiating.json): AWS FIS experiment f363e7d6cc0242d3b7973910a4fc1fc0 is initiating: Experiment is initiating; it has not ended",
      ],
      "stopped.fail.cfn.yaml": [
        "fail stopped.fail.cfn/null (fixtures/evidence/fis-stopped.json): AWS FIS experiment f363e7d6cc0242d3b7973910a4fc1fc0 is stopped: Experiment stopped",
      ],
    }
  `);
});
