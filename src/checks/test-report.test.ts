// What test-report says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./test-report.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "absent.unknown.cfn.yaml": [
        "unknown absent.unknown.cfn/null (reports/junit.xml): there is no report; no file matches its path",
      ],
      "few.unknown.cfn.yaml": [
        "unknown few.unknown.cfn/null (fixtures/evidence/vitest-junit.xml): no failure (of 2 tests, 1 skipped); 2 tests ran; minimumTests is 3",
      ],
      "pytest.fail.cfn.yaml": [
        "fail pytest.fail.cfn/null (fixtures/evidence/pytest-junit.xml): 1 failure, above the maximum of 0 (of 2 tests, 1 skipped): test_price > test_weekend",
      ],
      "vitest.pass.cfn.yaml": [
        "pass vitest.pass.cfn/null (fixtures/evidence/vitest-junit.xml): no failure (of 2 tests, 1 skipped)",
      ],
    }
  `);
});
