// What fault-experiment says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./fault-experiment.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "by-text.pass.cfn.yaml": [
        "pass by-text.pass.cfn/Experiment: alarm Failures stops the experiment",
      ],
      "elsewhere.pass.cfn.yaml": [
        "pass elsewhere.pass.cfn/Experiment: alarm arn:aws:cloudwatch:eu-west-1:123456789012:alarm:on-call (defined elsewhere) stops the experiment",
      ],
      "list-open.unknown.cfn.yaml": [
        "unknown list-open.unknown.cfn/Experiment: may fail: no alarm stops the experiment; depends on condition Prod, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "no-condition.fail.cfn.yaml": [
        "fail no-condition.fail.cfn/Experiment: no alarm stops the experiment",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/null (fault experiment): no AWS FIS experiment template tests its fault tolerance",
      ],
      "parameter.unknown.cfn.yaml": [
        "unknown parameter.unknown.cfn/Experiment: the alarms that stop it are unknown; depends on parameter Source, which has no value; pass --parameter Source=…",
      ],
      "stopped.pass.cfn.yaml": [
        "pass stopped.pass.cfn/Experiment: alarm Failures stops the experiment",
      ],
    }
  `);
});
