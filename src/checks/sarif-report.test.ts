// What sarif-report says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./sarif-report.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "absent.unknown.cfn.yaml": [
        "unknown absent.unknown.cfn/null (none.sarif): there is no report; no file matches its path",
      ],
      "bounded.pass.cfn.yaml": [
        "pass bounded.pass.cfn/null (fixtures/evidence/cfn-guard.sarif): 1 result, not above the maximum of 7: QUEUES_HAVE_REDRIVE at shop.yaml:8 (cfn-guard 3.2.1, level error or above)",
        "pass bounded.pass.cfn/null (fixtures/evidence/cfn-lint.sarif): 1 result, not above the maximum of 7: E3002 at shop.yaml:9 (cfn-lint 1.58.0, level error or above); 1 result below level error",
        "pass bounded.pass.cfn/null (fixtures/evidence/checkov.sarif): 7 results, not above the maximum of 7: CKV_AWS_27 at shop.yaml:6; CKV_AWS_53 at shop.yaml:10; CKV_AWS_54 at shop.yaml:10 and 4 more (Checkov 3.3.30, level error or above)",
      ],
      "cfn-guard.fail.cfn.yaml": [
        "fail cfn-guard.fail.cfn/null (fixtures/evidence/cfn-guard.sarif): 1 result, above the maximum of 0: QUEUES_HAVE_REDRIVE at shop.yaml:8 (cfn-guard 3.2.1, level error or above)",
      ],
      "cfn-lint.fail.cfn.yaml": [
        "fail cfn-lint.fail.cfn/null (fixtures/evidence/cfn-lint.sarif): 1 result, above the maximum of 0: E3002 at shop.yaml:9 (cfn-lint 1.58.0, level error or above); 1 result below level error",
      ],
      "checkov.fail.cfn.yaml": [
        "fail checkov.fail.cfn/null (fixtures/evidence/checkov.sarif): 7 results, above the maximum of 0: CKV_AWS_27 at shop.yaml:6; CKV_AWS_53 at shop.yaml:10; CKV_AWS_54 at shop.yaml:10 and 4 more (Checkov 3.3.30, level error or above)",
      ],
      "warnings.fail.cfn.yaml": [
        "fail warnings.fail.cfn/null (fixtures/evidence/cfn-lint.sarif): 2 results, above the maximum of 1: W2001 at shop.yaml:3; E3002 at shop.yaml:9 (cfn-lint 1.58.0, level warning or above)",
      ],
    }
  `);
});
