// What code-coverage says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./code-coverage.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "cobertura.pass.cfn.yaml": [
        "pass cobertura.pass.cfn/null (fixtures/evidence/pytest-cobertura.xml: lines): 66.67 % of lines covered (4 of 6, Cobertura), not below the minimum of 66 %",
        "pass cobertura.pass.cfn/null (fixtures/evidence/pytest-cobertura.xml: branches): 50 % of branches covered (1 of 2, Cobertura), not below the minimum of 50 %",
        "pass cobertura.pass.cfn/null (fixtures/evidence/vitest-cobertura.xml: lines): 75 % of lines covered (3 of 4, Cobertura), not below the minimum of 66 %",
        "pass cobertura.pass.cfn/null (fixtures/evidence/vitest-cobertura.xml: branches): 100 % of branches covered (4 of 4, Cobertura), not below the minimum of 50 %",
      ],
      "istanbul.pass.cfn.yaml": [
        "pass istanbul.pass.cfn/null (fixtures/evidence/istanbul-summary.json: lines): 75 % of lines covered (3 of 4, Istanbul), not below the minimum of 70 %",
        "pass istanbul.pass.cfn/null (fixtures/evidence/istanbul-summary.json: branches): 100 % of branches covered (4 of 4, Istanbul), not below the minimum of 90 %",
        "pass istanbul.pass.cfn/null (fixtures/evidence/istanbul-summary.json: functions): 50 % of functions covered (1 of 2, Istanbul), not below the minimum of 50 %",
        "pass istanbul.pass.cfn/null (fixtures/evidence/istanbul-summary.json: statements): 75 % of statements covered (3 of 4, Istanbul), not below the minimum of 75 %",
      ],
      "lcov.pass.cfn.yaml": [
        "pass lcov.pass.cfn/null (fixtures/evidence/lcov.info: lines): 75 % of lines covered (3 of 4, LCOV), not below the minimum of 70 %",
        "pass lcov.pass.cfn/null (fixtures/evidence/lcov.info: branches): 100 % of branches covered (4 of 4, LCOV), not below the minimum of 90 %",
        "pass lcov.pass.cfn/null (fixtures/evidence/lcov.info: functions): 50 % of functions covered (1 of 2, LCOV), not below the minimum of 50 %",
      ],
      "low.fail.cfn.yaml": [
        "fail low.fail.cfn/null (fixtures/evidence/istanbul-summary.json: lines): 75 % of lines covered (3 of 4, Istanbul), below the minimum of 80 %",
        "pass low.fail.cfn/null (fixtures/evidence/istanbul-summary.json: functions): 50 % of functions covered (1 of 2, Istanbul), not below the minimum of 50 %",
      ],
      "no-baseline.unknown.cfn.yaml": [
        "unknown no-baseline.unknown.cfn/null (fixtures/evidence/lcov.info: lines): 75 % of lines covered (3 of 4, LCOV); there is no baseline to compare with; also set an absolute limit",
      ],
      "not-counted.unknown.cfn.yaml": [
        "unknown not-counted.unknown.cfn/null (fixtures/evidence/lcov.info: statements): the coverage of statements is unknown; LCOV does not report statements",
      ],
    }
  `);
});
