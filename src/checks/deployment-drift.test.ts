// What deployment-drift says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./deployment-drift.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "alarm-edited.fail.live.json": [
        "pass shop/Greeter: is live as its template says; not compared: Handler, Code, its state",
        "fail shop/Greeter (live): Errors: Threshold is 100 where the template says 1",
      ],
      "alarm-properties-removed.fail.live.json": [
        "pass shop/Greeter: is live as its template says",
        "fail shop/Greeter (live): Errors: Threshold is not set where the template says 1, AlarmDescription is not set where the template says 1 error a minute, InsufficientDataActions is not set where the template says arn:aws:sns:eu-west-1:111111111111:ops",
      ],
      "all-at-once.fail.live.json": [
        "pass shop/Greeter: is live as its template says; not compared: Handler, Code, its state",
        "fail shop/Greeter (live): Group: DeploymentConfigName is CodeDeployDefault.LambdaAllAtOnce where the template says CodeDeployDefault.LambdaCanary10Percent5Minutes",
      ],
      "another-applications-deployment-runs.fail.live.json": [
        "unknown shop/Greeter: not all of its live state was seen; was not observed; record it with the same checks and options",
        "fail shop/Greeter (live): Live: RoutingConfig.AdditionalVersionWeights is 9=0.1 where the template sets none",
      ],
      "as-declared.pass.live.json": [
        "pass shop/Greeter: is live as its template says; not compared: Handler, Code, its state",
        "pass shop/Greeter (live): is live as its template says; not compared: ServiceRoleArn of Group",
      ],
      "code-edited.fail.live.json": [
        "fail shop/Greeter: its code on $LATEST is not that of version 8, which its stack published: it was changed by hand",
        "pass shop/Greeter (live): is live as its template says",
      ],
      "denied.unknown.live.json": [
        "pass shop/Greeter: is live as its template says; not compared: Handler, Code, its state",
        "unknown shop/Greeter (live): not all of its live state was seen; access denied; allow codedeploy:BatchGetDeploymentGroups (fitness permissions prints the policy)",
      ],
      "everything-compared.pass.live.json": [
        "pass shop/Greeter: is live as its template says",
        "pass shop/Greeter (live): is live as its template says",
      ],
      "group-gone.fail.live.json": [
        "pass shop/Greeter: is live as its template says; not compared: Handler, Code, its state",
        "pass shop/Greeter (live): is live as its template says",
        "fail shop/Group: Group is not there any more",
      ],
      "handler-layers-logging-changed.fail.live.json": [
        "fail shop/Greeter: Greeter: Handler is wrapper.handler where the template says i.h, Environment.Variables.DEBUG is (not read) where the template sets none, Layers is arn:aws:lambda:eu-west-1:111111111111:layer:spy:1 where the template sets none, LoggingConfig.LogFormat is JSON where the template sets none, LoggingConfig.ApplicationLogLevel is DEBUG where the template sets none",
        "pass shop/Greeter (live): is live as its template says",
      ],
      "ignores-alarms.fail.live.json": [
        "pass shop/Greeter: is live as its template says; not compared: Handler, Code, its state",
        "fail shop/Greeter (live): Group: AlarmConfiguration.Enabled is false where the template says true",
      ],
      "log-alarm-edited.fail.live.json": [
        "pass shop/Greeter: is live as its template says",
        "pass shop/Greeter (live): is live as its template says",
        "fail shop/Slow: Slow: Threshold is not set where the template says 5, QueryResultsToAlarm is not set where the template says 2",
      ],
      "role-changed.fail.live.json": [
        "fail shop/Greeter: Greeter: Role is arn:aws:iam::111111111111:role/Admin where the template says arn:aws:iam::111111111111:role/greeter",
        "pass shop/Greeter (live): is live as its template says",
      ],
      "service-role-changed.fail.live.json": [
        "pass shop/Greeter: is live as its template says",
        "fail shop/Greeter (live): Group: ServiceRoleArn is arn:aws:iam::111111111111:role/other where the template says arn:aws:iam::111111111111:role/deploy",
      ],
      "shifting.pass.live.json": [
        "pass shop/Greeter: is live as its template says; not compared: Handler, its state",
        "pass shop/Greeter (live): is live as its template says; not compared: FunctionVersion of Live, ServiceRoleArn of Group",
      ],
      "stack-in-progress.unknown.live.json": [
        "pass shop/Greeter: is live as its template says; not compared: Handler, Code, its state",
        "unknown shop/Greeter (live): Errors: Threshold is 100 where the template says 1; its stack is being changed right now; look again when it is done",
      ],
      "state-failed.fail.live.json": [
        "fail shop/Greeter: cannot be invoked, its state is Failed: the subnets are gone; its last update failed: the role cannot be assumed",
        "pass shop/Greeter (live): is live as its template says",
      ],
      "suppressor-removed.fail.live.json": [
        "pass shop/Greeter: is live as its template says",
        "pass shop/Greeter (live): is live as its template says",
        "fail shop/Any: Any: ActionsSuppressor is not set where the template says maintenance, ActionsSuppressorWaitPeriod is not set where the template says 60, ActionsSuppressorExtensionPeriod is not set where the template says 60",
      ],
      "timeout-edited.fail.live.json": [
        "fail shop/Greeter: Greeter: Timeout is 60 where the template says 10",
        "pass shop/Greeter (live): is live as its template says; not compared: ServiceRoleArn of Group",
      ],
      "update-in-progress.unknown.live.json": [
        "unknown shop/Greeter: not all of its live state was seen; its last update is InProgress",
        "pass shop/Greeter (live): is live as its template says",
      ],
      "weight-and-deployments-denied.unknown.live.json": [
        "unknown shop/Greeter: not all of its live state was seen; was not observed; record it with the same checks and options",
        "unknown shop/Greeter (live): Live: RoutingConfig.AdditionalVersionWeights is 9=0.1 where the template sets none, as far as was seen; codedeploy:ListDeployments is denied in eu-west-1; allow codedeploy:ListDeployments (fitness permissions prints the policy)",
      ],
      "weight-left.fail.live.json": [
        "pass shop/Greeter: is live as its template says; not compared: Handler, Code, its state",
        "fail shop/Greeter (live): Live: RoutingConfig.AdditionalVersionWeights is 9=0.1 where the template sets none",
      ],
    }
  `);
});
