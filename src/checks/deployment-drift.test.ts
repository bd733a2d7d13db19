// What deployment-drift says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./deployment-drift.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "alarm-edited.fail.live.json": [
        "pass shop/Greeter: is live as its template says",
        "fail shop/Greeter (live): Errors: Threshold is 100 where the template says 1",
      ],
      "all-at-once.fail.live.json": [
        "pass shop/Greeter: is live as its template says",
        "fail shop/Greeter (live): Group: DeploymentConfigName is CodeDeployDefault.LambdaAllAtOnce where the template says CodeDeployDefault.LambdaCanary10Percent5Minutes",
      ],
      "another-applications-deployment-runs.fail.live.json": [
        "pass shop/Greeter: is live as its template says",
        "fail shop/Greeter (live): Live: RoutingConfig.AdditionalVersionWeights is 9=0.1 where the template sets none",
      ],
      "as-declared.pass.live.json": [
        "pass shop/Greeter: is live as its template says",
        "pass shop/Greeter (live): is live as its template says",
      ],
      "denied.unknown.live.json": [
        "pass shop/Greeter: is live as its template says",
        "unknown shop/Greeter (live): not all of its live state was seen; access denied; allow codedeploy:BatchGetDeploymentGroups (fitness permissions prints the policy)",
      ],
      "group-gone.fail.live.json": [
        "pass shop/Greeter: is live as its template says",
        "pass shop/Greeter (live): is live as its template says",
        "fail shop/Group: Group is not there any more",
      ],
      "ignores-alarms.fail.live.json": [
        "pass shop/Greeter: is live as its template says",
        "fail shop/Greeter (live): Group: AlarmConfiguration.Enabled is false where the template says true",
      ],
      "shifting.pass.live.json": [
        "pass shop/Greeter: is live as its template says",
        "pass shop/Greeter (live): is live as its template says",
      ],
      "stack-in-progress.unknown.live.json": [
        "pass shop/Greeter: is live as its template says",
        "unknown shop/Greeter (live): Errors: Threshold is 100 where the template says 1; its stack is being changed right now; look again when it is done",
      ],
      "timeout-edited.fail.live.json": [
        "fail shop/Greeter: Greeter: Timeout is 60 where the template says 10",
        "pass shop/Greeter (live): is live as its template says",
      ],
      "weight-and-deployments-denied.unknown.live.json": [
        "pass shop/Greeter: is live as its template says",
        "unknown shop/Greeter (live): Live: RoutingConfig.AdditionalVersionWeights is 9=0.1 where the template sets none, as far as was seen; codedeploy:ListDeployments is denied in eu-west-1; allow codedeploy:ListDeployments (fitness permissions prints the policy)",
      ],
      "weight-left.fail.live.json": [
        "pass shop/Greeter: is live as its template says",
        "fail shop/Greeter (live): Live: RoutingConfig.AdditionalVersionWeights is 9=0.1 where the template sets none",
      ],
    }
  `);
});
