// What load-test says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./load-test.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "artillery-slow.fail.cfn.yaml": [
        "fail artillery-slow.fail.cfn/null (fixtures/evidence/artillery.json: http.response_time.p95): http.response_time.p95 is 8.9 (Artillery), above the maximum of 5",
      ],
      "artillery.pass.cfn.yaml": [
        "pass artillery.pass.cfn/null (fixtures/evidence/artillery.json: http.response_time.p95): http.response_time.p95 is 8.9 (Artillery), not above the maximum of 200",
      ],
      "k6-all-held.pass.cfn.yaml": [
        "pass k6-all-held.pass.cfn/null (fixtures/evidence/k6-all-held.json): none of the 2 thresholds of the k6 test was crossed",
      ],
      "k6-crossed.fail.cfn.yaml": [
        "fail k6-crossed.fail.cfn/null (fixtures/evidence/k6-handle-summary.json): 1 of the 2 thresholds of the k6 test crossed: http_req_failed rate<0.01",
      ],
      "k6-export-crossed.fail.cfn.yaml": [
        "fail k6-export-crossed.fail.cfn/null (fixtures/evidence/k6-summary-export.json): 1 of the 2 thresholds of the k6 test crossed: http_req_failed rate<0.01",
        "pass k6-export-crossed.fail.cfn/null (fixtures/evidence/k6-summary-export.json: http_req_duration.p(95)): http_req_duration.p(95) is 9.71 (k6), not above the maximum of 200",
      ],
      "k6-held.pass.cfn.yaml": [
        "pass k6-held.pass.cfn/null (fixtures/evidence/k6-held.json): the threshold of the k6 test was not crossed",
      ],
      "k6-sole-crossed.fail.cfn.yaml": [
        "fail k6-sole-crossed.fail.cfn/null (fixtures/evidence/k6-sole-crossed.json): the threshold of the k6 test was crossed: http_req_failed rate<0.01",
      ],
      "no-bound.unknown.cfn.yaml": [
        "unknown no-bound.unknown.cfn/null (fixtures/evidence/artillery.json): the Artillery test has no limit; the report has no thresholds, and maximum names no metric",
      ],
      "no-such-metric.unknown.cfn.yaml": [
        "unknown no-such-metric.unknown.cfn/null (fixtures/evidence/artillery.json: http_req_duration.p(95)): http_req_duration.p(95) is unknown; the report has no such metric; it has metrics such as vusers.created_by_name.0; vusers.created; http.requests; http.codes.200; http.responses and 49 more",
      ],
    }
  `);
});
