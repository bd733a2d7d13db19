// What deployment-outcome says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./deployment-outcome.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "denied.unknown.live.json": [
        "pass shop/null: the stack is in UPDATE_COMPLETE",
        "unknown shop/Greeter (live): its last deployment is unknown; access denied; allow codedeploy:ListDeployments (fitness permissions prints the policy)",
      ],
      "failed-rollback.fail.live.json": [
        "pass shop/null: the stack is in UPDATE_COMPLETE",
        "fail shop/Greeter (live): the last one, deployment d-2 failed (LAMBDA_EXECUTION_FAILURE) and was rolled back by d-3 (2026-11-20T08:10:00.000Z)",
      ],
      "never-deployed.pass.live.json": [
        "pass shop/null: the stack is in UPDATE_COMPLETE",
        "pass shop/Greeter (live): CodeDeploy has not deployed it yet",
      ],
      "only-a-rollback-left.fail.live.json": [
        "pass shop/null: the stack is in UPDATE_COMPLETE",
        "fail shop/Greeter (live): the last one, deployment d-3, rolled back another deployment (2026-10-25T08:10:00.000Z)",
      ],
      "ready.unknown.live.json": [
        "pass shop/null: the stack is in UPDATE_COMPLETE",
        "unknown shop/Greeter (live): deployment d-2 is Ready since 2026-11-22T09:50:00.000Z; it has not ended; run again when it has",
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
        "unknown shop/Greeter (live): deployment d-NOW is InProgress since 2026-11-22T08:00:00.000Z; it has not ended; run again when it has",
      ],
      "stack-cleaning-up-after-rollback.fail.live.json": [
        "fail shop/null: the stack is in UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
        "pass shop/Greeter (live): its last deployment d-1 succeeded (2026-11-22T08:10:00.000Z)",
      ],
      "stack-in-no-known-status.unknown.live.json": [
        "unknown shop/null: the stack is in EXPORT_COMPLETE; it is an unknown status",
        "pass shop/Greeter (live): its last deployment d-1 succeeded (2026-11-22T08:10:00.000Z)",
      ],
      "stack-in-progress.unknown.live.json": [
        "unknown shop/null: the stack is in UPDATE_IN_PROGRESS; an operation on it is in progress; run again when it has ended",
        "pass shop/Greeter (live): its last deployment d-GOOD succeeded (2026-11-22T08:06:00.000Z)",
      ],
      "stack-rolled-back.fail.live.json": [
        "fail shop/null: the stack is in UPDATE_ROLLBACK_COMPLETE: Resource handler returned message: no such role",
        "pass shop/Greeter (live): its last deployment d-GOOD succeeded (2026-11-22T08:06:00.000Z)",
      ],
      "stopped-by-hand-then-succeeded.pass.live.json": [
        "pass shop/null: the stack is in UPDATE_COMPLETE",
        "pass shop/Greeter (live): its last deployment d-3 succeeded (2026-11-22T09:10:00.000Z)",
      ],
      "succeeded.pass.live.json": [
        "pass shop/null: the stack is in UPDATE_COMPLETE",
        "pass shop/Greeter (live): its last deployment d-GOOD succeeded (2026-11-22T08:06:00.000Z)",
      ],
      "told-as-its-own-trigger.fail.live.json": [
        "pass shop/null: the stack is in UPDATE_COMPLETE",
        "fail shop/Greeter (live): deployment d-2 was stopped (ALARM_ACTIVE: alarm) and was rolled back by d-3 (2026-11-22T08:10:00.000Z), less than 24 h ago",
      ],
      "weight-left-over.fail.live.json": [
        "pass shop/null: the stack is in UPDATE_COMPLETE",
        "fail shop/Greeter (live): no deployment is running, and 10 % of its traffic is still routed to version 8",
      ],
    }
  `);
});
