// What deployment-outcome says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./deployment-outcome.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "denied.unknown.live.json": [
        "pass shop/null: the stack is in UPDATE_COMPLETE",
        "unknown shop/Greeter (live): how it was deployed is not known; access denied; allow codedeploy:ListDeployments (fitness permissions prints the policy)",
      ],
      "never-deployed.pass.live.json": [
        "pass shop/null: the stack is in UPDATE_COMPLETE",
        "pass shop/Greeter (live): CodeDeploy has made no deployment of it yet",
      ],
      "rolled-back-long-ago-and-never-again.fail.live.json": [
        "pass shop/null: the stack is in UPDATE_COMPLETE",
        "fail shop/Greeter (live): the last one, deployment d-BROKEN was stopped (ALARM_ACTIVE: One or more alarms have been activated) and was rolled back by d-ROLLBACK (2026-11-01T08:02:00.000Z)",
      ],
      "rolled-back-then-succeeded.fail.live.json": [
        "pass shop/null: the stack is in UPDATE_COMPLETE",
        "fail shop/Greeter (live): deployment d-BROKEN was stopped (ALARM_ACTIVE: One or more alarms have been activated) and was rolled back by d-ROLLBACK (2026-11-22T08:06:00.000Z), less than 24 h ago",
      ],
      "rolled-back.fail.live.json": [
        "pass shop/null: the stack is in UPDATE_COMPLETE",
        "fail shop/Greeter (live): deployment d-BROKEN was stopped (ALARM_ACTIVE: One or more alarms have been activated) and was rolled back by d-ROLLBACK (2026-11-22T08:06:00.000Z), less than 24 h ago",
      ],
      "running.unknown.live.json": [
        "pass shop/null: the stack is in UPDATE_COMPLETE",
        "unknown shop/Greeter (live): deployment d-NOW is InProgress since 2026-11-22T08:00:00.000Z; it has not ended; look again when it has",
      ],
      "stack-in-progress.unknown.live.json": [
        "unknown shop/null: the stack is in UPDATE_IN_PROGRESS; it is being changed right now; look again when it is done",
        "pass shop/Greeter (live): its last deployment d-GOOD succeeded (2026-11-22T08:06:00.000Z)",
      ],
      "stack-rolled-back.fail.live.json": [
        "fail shop/null: the stack is in UPDATE_ROLLBACK_COMPLETE: Resource handler returned message: no such role",
        "pass shop/Greeter (live): its last deployment d-GOOD succeeded (2026-11-22T08:06:00.000Z)",
      ],
      "succeeded.pass.live.json": [
        "pass shop/null: the stack is in UPDATE_COMPLETE",
        "pass shop/Greeter (live): its last deployment d-GOOD succeeded (2026-11-22T08:06:00.000Z)",
      ],
      "weight-left-over.fail.live.json": [
        "pass shop/null: the stack is in UPDATE_COMPLETE",
        "fail shop/Greeter (live): no deployment is running, and 10 % of its traffic still goes to version 8",
      ],
    }
  `);
});
