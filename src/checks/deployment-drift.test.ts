// What deployment-drift says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./deployment-drift.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "alarm-edited.fail.live.json": [
        "pass shop/Greeter: matches its template; not compared: Handler, Code, its state",
        "fail shop/Greeter (live): Errors: Threshold is 100, but the template says 1",
      ],
      "alarm-properties-removed.fail.live.json": [
        "pass shop/Greeter: matches its template",
        "fail shop/Greeter (live): Errors: Threshold is not set, but the template says 1, AlarmDescription is not set, but the template says 1 error a minute, InsufficientDataActions is not set, but the template says arn:aws:sns:eu-west-1:111111111111:ops",
      ],
      "all-at-once.fail.live.json": [
        "pass shop/Greeter: matches its template; not compared: Handler, Code, its state",
        "fail shop/Greeter (live): Group: DeploymentConfigName is CodeDeployDefault.LambdaAllAtOnce, but the template says CodeDeployDefault.LambdaCanary10Percent5Minutes",
      ],
      "another-applications-deployment-runs.fail.live.json": [
        "unknown shop/Greeter: not all of its live state could be read; was not recorded; record it with the same checks and options",
        "fail shop/Greeter (live): Live: RoutingConfig.AdditionalVersionWeights is 9=0.1, but the template sets no value",
      ],
      "as-declared.pass.live.json": [
        "pass shop/Greeter: matches its template; not compared: Handler, Code, its state",
        "pass shop/Greeter (live): matches its template; not compared: ServiceRoleArn of Group",
      ],
      "code-edited.fail.live.json": [
        "fail shop/Greeter: its code on $LATEST is not that of version 8, which its stack published: it was changed outside CloudFormation",
        "pass shop/Greeter (live): matches its template",
      ],
      "denied.unknown.live.json": [
        "pass shop/Greeter: matches its template; not compared: Handler, Code, its state",
        "unknown shop/Greeter (live): not all of its live state could be read; access denied; allow codedeploy:BatchGetDeploymentGroups (fitness permissions prints the policy)",
      ],
      "everything-compared.pass.live.json": [
        "pass shop/Greeter: matches its template",
        "pass shop/Greeter (live): matches its template",
      ],
      "group-gone.fail.live.json": [
        "pass shop/Greeter: matches its template; not compared: Handler, Code, its state",
        "pass shop/Greeter (live): matches its template",
        "fail shop/Group: Group no longer exists",
      ],
      "handler-layers-logging-changed.fail.live.json": [
        "fail shop/Greeter: Greeter: Handler is wrapper.handler, but the template says i.h, Environment.Variables.DEBUG is (not read), but the template sets no value, Layers is arn:aws:lambda:eu-west-1:111111111111:layer:spy:1, but the template sets no value, LoggingConfig.LogFormat is JSON, but the template sets no value, LoggingConfig.ApplicationLogLevel is DEBUG, but the template sets no value",
        "pass shop/Greeter (live): matches its template",
      ],
      "ignores-alarms.fail.live.json": [
        "pass shop/Greeter: matches its template; not compared: Handler, Code, its state",
        "fail shop/Greeter (live): Group: AlarmConfiguration.Enabled is false, but the template says true",
      ],
      "log-alarm-edited.fail.live.json": [
        "pass shop/Greeter: matches its template",
        "pass shop/Greeter (live): matches its template",
        "fail shop/Slow: Slow: Threshold is not set, but the template says 5, QueryResultsToAlarm is not set, but the template says 2",
      ],
      "role-changed.fail.live.json": [
        "fail shop/Greeter: Greeter: Role is arn:aws:iam::111111111111:role/Admin, but the template says arn:aws:iam::111111111111:role/greeter",
        "pass shop/Greeter (live): matches its template",
      ],
      "service-role-changed.fail.live.json": [
        "pass shop/Greeter: matches its template",
        "fail shop/Greeter (live): Group: ServiceRoleArn is arn:aws:iam::111111111111:role/other, but the template says arn:aws:iam::111111111111:role/deploy",
      ],
      "shifting.pass.live.json": [
        "pass shop/Greeter: matches its template; not compared: Handler, its state",
        "pass shop/Greeter (live): matches its template; not compared: FunctionVersion of Live, ServiceRoleArn of Group",
      ],
      "stack-in-progress.unknown.live.json": [
        "pass shop/Greeter: matches its template; not compared: Handler, Code, its state",
        "unknown shop/Greeter (live): Errors: Threshold is 100, but the template says 1; an operation on its stack is in progress; run again when it has ended",
      ],
      "state-failed.fail.live.json": [
        "fail shop/Greeter: cannot be invoked, its state is Failed: the subnets are gone; its last update failed: the role cannot be assumed",
        "pass shop/Greeter (live): matches its template",
      ],
      "suppressor-removed.fail.live.json": [
        "pass shop/Greeter: matches its template",
        "pass shop/Greeter (live): matches its template",
        "fail shop/Any: Any: ActionsSuppressor is not set, but the template says maintenance, ActionsSuppressorWaitPeriod is not set, but the template says 60, ActionsSuppressorExtensionPeriod is not set, but the template says 60",
      ],
      "timeout-edited.fail.live.json": [
        "fail shop/Greeter: Greeter: Timeout is 60, but the template says 10",
        "pass shop/Greeter (live): matches its template; not compared: ServiceRoleArn of Group",
      ],
      "update-in-progress.unknown.live.json": [
        "unknown shop/Greeter: not all of its live state could be read; its last update is InProgress",
        "pass shop/Greeter (live): matches its template",
      ],
      "weight-and-deployments-denied.unknown.live.json": [
        "unknown shop/Greeter: not all of its live state could be read; was not recorded; record it with the same checks and options",
        "unknown shop/Greeter (live): Live: RoutingConfig.AdditionalVersionWeights is 9=0.1, but the template sets no value, as far as it could be read; codedeploy:ListDeployments is denied in eu-west-1; allow codedeploy:ListDeployments (fitness permissions prints the policy)",
      ],
      "weight-left.fail.live.json": [
        "pass shop/Greeter: matches its template; not compared: Handler, Code, its state",
        "fail shop/Greeter (live): Live: RoutingConfig.AdditionalVersionWeights is 9=0.1, but the template sets no value",
      ],
    }
  `);
});
