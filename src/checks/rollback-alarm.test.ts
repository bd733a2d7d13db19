// What rollback-alarm says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./rollback-alarm.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "alarm-not-there.fail.cfn.yaml": [
        "fail alarm-not-there.fail.cfn/Greeter (live): watches alarm GreeterErrors, which does not exist; alarm GreeterErrors exists only with Stage=prod, and Stage is test by its default",
      ],
      "alarm-not-there.fail.sam.yaml": [
        "fail alarm-not-there.fail.sam/Greeter (live): watches alarm GreeterErrors, which does not exist; alarm GreeterErrors exists only with Stage=prod, and Stage is test by its default",
      ],
      "alarm-of-a-macro.unknown.cfn.yaml": [
        "unknown alarm-of-a-macro.unknown.cfn/Greeter (live): watches \${GreeterErrors}; refers to GreeterErrors, which the template does not define",
      ],
      "alarm-undefined.fail.cfn.yaml": [
        "fail alarm-undefined.fail.cfn/Greeter (live): watches alarm GreeterErrors, which the template does not define",
      ],
      "alarm-undefined.fail.sam.yaml": [
        "fail alarm-undefined.fail.sam/Greeter (live): watches alarm GreeterErrors, which the template does not define",
      ],
      "appconfig-actions-off.fail.cfn.yaml": [
        "fail appconfig-actions-off.fail.cfn/Production: does not roll back on alarm Errors, whose actions are disabled",
      ],
      "appconfig-actions.unknown.cfn.yaml": [
        "unknown appconfig-actions.unknown.cfn/Production: it is unknown whether the actions of alarm Errors are enabled; depends on parameter Acting, which has no value; pass --parameter Acting=…",
      ],
      "appconfig-app.fail.cdk.json": [
        "pass Configuration/Production/Resource: rolls a deployment back when one of 2 alarms enters ALARM or INSUFFICIENT_DATA",
        "fail Configuration/Beta/Resource: no alarm stops a deployment",
      ],
      "appconfig-at-once.not-applicable.cfn.yaml": [],
      "appconfig-by-arn.pass.cfn.yaml": [
        "pass appconfig-by-arn.pass.cfn/Production: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "appconfig-by-name.fail.cfn.yaml": [
        "fail appconfig-by-name.fail.cfn/Production: refers to alarm Errors by name, but AppConfig needs its ARN",
      ],
      "appconfig-composite-narrow.fail.cfn.yaml": [
        "fail appconfig-composite-narrow.fail.cfn/Production: role Reader may not call cloudwatch:DescribeAlarms for alarm Any, which for a composite alarm takes Resource: *",
      ],
      "appconfig-composite.pass.cfn.yaml": [
        "pass appconfig-composite.pass.cfn/Production: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "appconfig-elsewhere.unknown.cfn.yaml": [
        "unknown appconfig-elsewhere.unknown.cfn/Production: watches arn:aws:cloudwatch:eu-west-1:111111111111:alarm:platform-errors; alarm arn:aws:cloudwatch:eu-west-1:111111111111:alarm:platform-errors is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "appconfig-environment-parameter.unknown.cfn.yaml": [
        "unknown appconfig-environment-parameter.unknown.cfn/Production: no alarm stops a deployment; depends on parameter Environment, which has no value; pass --parameter Environment=…",
      ],
      "appconfig-managed.pass.cfn.yaml": [
        "pass appconfig-managed.pass.cfn/Production: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "appconfig-missing.fail.cfn.yaml": [
        "fail appconfig-missing.fail.cfn/Production: watches alarm Errors, which does not exist; alarm Errors exists only with Stage=prod, and Stage is test by its default",
      ],
      "appconfig-monitors-alone.pass.cfn.yaml": [
        "pass appconfig-monitors-alone.pass.cfn/Production: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "appconfig-no-time.fail.cfn.yaml": [
        "fail appconfig-no-time.fail.cfn/Production: its deployments take no time and have no bake time, so AppConfig never watches its alarms",
      ],
      "appconfig-none.fail.cfn.yaml": [
        "fail appconfig-none.fail.cfn/Production: no alarm stops a deployment",
      ],
      "appconfig-not-deployed.unknown.cfn.yaml": [
        "unknown appconfig-not-deployed.unknown.cfn/Production: no alarm stops a deployment; nothing in the audited stacks deploys to it, so it is unknown whether its deployments need an alarm",
      ],
      "appconfig-other-alarm.fail.cfn.yaml": [
        "fail appconfig-other-alarm.fail.cfn/Production: role Reader may not call cloudwatch:DescribeAlarms for alarm Errors",
      ],
      "appconfig-own-alarm.pass.cfn.yaml": [
        "pass appconfig-own-alarm.pass.cfn/Production: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "appconfig-parameter.unknown.cfn.yaml": [
        "unknown appconfig-parameter.unknown.cfn/Production: watches \${Alarm}; depends on parameter Alarm, which has no value; pass --parameter Alarm=…",
      ],
      "appconfig-role-elsewhere.unknown.cfn.yaml": [
        "unknown appconfig-role-elsewhere.unknown.cfn/Production: it is unknown whether its role may read alarm Errors; role arn:aws:iam::111111111111:role/reader is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "appconfig-role-of-lambda.fail.cfn.yaml": [
        "fail appconfig-role-of-lambda.fail.cfn/Production: role Reader does not allow appconfig.amazonaws.com to assume it",
      ],
      "appconfig-role-refuses.fail.cfn.yaml": [
        "fail appconfig-role-refuses.fail.cfn/Production: role Reader may not call cloudwatch:DescribeAlarms",
      ],
      "appconfig-without-role.fail.cfn.yaml": [
        "fail appconfig-without-role.fail.cfn/Production: has no AlarmRoleArn for alarm Errors, and AppConfig needs a role to read it",
      ],
      "appconfig.pass.cfn.yaml": [
        "pass appconfig.pass.cfn/Production: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "appconfig.pass.sam.yaml": [
        "pass appconfig.pass.sam/Production: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "by-stage.unknown.cfn.yaml": [
        "unknown by-stage.unknown.cfn/Greeter (live): may fail: no alarm stops a deployment; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "by-stage.unknown.sam.yaml": [
        "unknown by-stage.unknown.sam/Greeter (live): may fail: no alarm stops a deployment; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "composite.pass.cfn.yaml": [
        "pass composite.pass.cfn/Greeter (live): rolls a deployment back when one of 2 alarms enters ALARM",
      ],
      "conditional-alarm.unknown.cfn.yaml": [
        "unknown conditional-alarm.unknown.cfn/Greeter (live): may fail: watches alarm GreeterErrors, which does not exist; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "everything-off.fail.cfn.yaml": [
        "fail everything-off.fail.cfn/Greeter (live): its alarms are not enabled; a deployment continues if its alarms cannot be read; a deployment that an alarm stops is not rolled back",
      ],
      "external-besides.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): rolls a deployment back when its alarm enters ALARM; not defined in the audited stacks: platform-errors",
      ],
      "external-besides.pass.cfn.yaml": [
        "pass external-besides.pass.cfn/Greeter (live): rolls a deployment back when its alarm enters ALARM; not defined in the audited stacks: platform-errors",
      ],
      "external-besides.pass.sam.yaml": [
        "pass external-besides.pass.sam/Greeter (live): rolls a deployment back when its alarm enters ALARM; not defined in the audited stacks: platform-errors",
      ],
      "external.unknown.cfn.yaml": [
        "unknown external.unknown.cfn/Greeter (live): watches platform-errors; alarm platform-errors is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "external.unknown.sam.yaml": [
        "unknown external.unknown.sam/Greeter (live): watches platform-errors; alarm platform-errors is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "ignores-alarms.fail.live.json": [
        "fail shop/Greeter (live): a deployment continues if its alarms cannot be read",
      ],
      "no-events.fail.cfn.yaml": [
        "fail no-events.fail.cfn/Greeter (live): a deployment that an alarm stops is not rolled back",
      ],
      "no-group.not-applicable.cfn.yaml": [],
      "no-rollback.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): a deployment that an alarm stops is not rolled back",
      ],
      "no-rollback.fail.cfn.yaml": [
        "fail no-rollback.fail.cfn/Greeter (live): a deployment that an alarm stops is not rolled back",
      ],
      "none.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): no alarm stops a deployment",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/Greeter (live): no alarm stops a deployment",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/Greeter (live): no alarm stops a deployment",
      ],
      "not-enabled.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): its alarms are not enabled",
      ],
      "not-enabled.fail.cfn.yaml": [
        "fail not-enabled.fail.cfn/Greeter (live): its alarms are not enabled",
      ],
      "polling.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): a deployment continues if its alarms cannot be read",
      ],
      "polling.fail.cfn.yaml": [
        "fail polling.fail.cfn/Greeter (live): a deployment continues if its alarms cannot be read",
      ],
      "state-machine-arn.fail.cfn.yaml": [
        "fail state-machine-arn.fail.cfn/FlowLive (live): refers to alarm arn:\${AWS::Partition}:cloudwatch:\${AWS::Region}:\${AWS::AccountId}:alarm:\${FlowFailed} by ARN, but its name is required: CloudFormation treats an alarm that does not exist as OK",
      ],
      "state-machine-by-name.pass.cfn.yaml": [
        "pass state-machine-by-name.pass.cfn/FlowLive (live): rolls a deployment back when its alarm enters ALARM",
      ],
      "state-machine-composite.fail.cfn.yaml": [
        "fail state-machine-composite.fail.cfn/FlowLive (live): refers to alarm \${Bad} by ARN, but its name is required: CloudFormation treats an alarm that does not exist as OK",
      ],
      "state-machine-conditional.unknown.cfn.yaml": [
        "unknown state-machine-conditional.unknown.cfn/FlowLive (live): may fail: watches alarm FlowFailed, which does not exist: CloudFormation treats an alarm that does not exist as OK; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "state-machine-elsewhere.unknown.cfn.yaml": [
        "unknown state-machine-elsewhere.unknown.cfn/FlowLive (live): watches flow-failed; alarm flow-failed is not defined in the audited stacks; also audit the stack that defines it; CloudFormation treats an alarm that does not exist as OK",
      ],
      "state-machine-parameter.unknown.cfn.yaml": [
        "unknown state-machine-parameter.unknown.cfn/FlowLive (live): which alarms stop a deployment is unknown; depends on parameter Watching, which has no value; pass --parameter Watching=…",
      ],
      "state-machine-without-alarm.fail.sam.yaml": [
        "fail state-machine-without-alarm.fail.sam/FlowAliaslive (live): no alarm stops a deployment",
      ],
      "state-machine.pass.sam.yaml": [
        "pass state-machine.pass.sam/FlowAliaslive (live): rolls a deployment back when its alarm enters ALARM",
      ],
      "too-few.fail.cfn.yaml": [
        "fail too-few.fail.cfn/Greeter (live): watches 1 alarm, but 2 are required",
      ],
      "too-few.fail.sam.yaml": [
        "fail too-few.fail.sam/Greeter (live): watches 1 alarm, but 2 are required",
      ],
      "too-many.fail.cfn.yaml": [
        "fail too-many.fail.cfn/Greeter (live): watches 11 alarms, but CodeDeploy allows only 10",
      ],
      "triggers-alone.fail.live.json": [
        "fail shop/Greeter (live): has no alarms of its own; an operation on the stack is rolled back when rollback trigger Errors enters ALARM, watched until 10 minutes after the operation",
        "pass shop/null: an operation on the stack is rolled back when rollback trigger Errors enters ALARM, watched until 10 minutes after the operation",
      ],
      "triggers-blind.fail.live.json": [
        "pass shop/Greeter (live): rolls a deployment back when its alarm enters ALARM",
        "fail shop/null: its rollback trigger platform never has data: its FunctionName is a qualified name (greeter:live), under which Lambda publishes nothing",
      ],
      "triggers-denied.unknown.live.json": [
        "pass shop/Greeter (live): rolls a deployment back when its alarm enters ALARM",
        "unknown shop/null: its rollback trigger platform is unknown; could not be looked up: access was denied; allow cloudwatch:DescribeAlarms (fitness permissions prints the policy)",
      ],
      "triggers-elsewhere.unknown.live.json": [
        "pass shop/Greeter (live): rolls a deployment back when its alarm enters ALARM",
        "unknown shop/null: its rollback trigger platform is unknown; it was not looked up (alarms of another account or region cannot be)",
      ],
      "triggers-gone.fail.live.json": [
        "pass shop/Greeter (live): rolls a deployment back when its alarm enters ALARM",
        "fail shop/null: its rollback trigger platform does not exist: every operation on the stack fails",
      ],
      "triggers-outside.pass.live.json": [
        "pass shop/Greeter (live): rolls a deployment back when its alarm enters ALARM",
        "pass shop/null: an operation on the stack is rolled back when one of 2 rollback triggers enters ALARM, watched only while the operation runs",
      ],
      "triggers.pass.live.json": [
        "pass shop/Greeter (live): rolls a deployment back when its alarm enters ALARM",
        "pass shop/null: an operation on the stack is rolled back when rollback trigger Errors enters ALARM, watched until 10 minutes after the operation",
      ],
      "undecided-besides.pass.cfn.yaml": [
        "pass undecided-besides.pass.cfn/Greeter (live): rolls a deployment back when its alarm enters ALARM; unknown: \${Alarm}",
      ],
      "undecided-besides.pass.sam.yaml": [
        "pass undecided-besides.pass.sam/Greeter (live): rolls a deployment back when its alarm enters ALARM; unknown: \${Alarm}",
      ],
      "undecided-enabled.unknown.cfn.yaml": [
        "unknown undecided-enabled.unknown.cfn/Greeter (live): its AlarmConfiguration.Enabled is unknown; depends on parameter Watches, which has no value; pass --parameter Watches=…",
      ],
      "undecided-event.unknown.cfn.yaml": [
        "unknown undecided-event.unknown.cfn/Greeter (live): its AutoRollbackConfiguration is unknown; depends on parameter Event, which has no value; pass --parameter Event=…",
      ],
      "undecided-events.fail.cfn.yaml": [
        "fail undecided-events.fail.cfn/Greeter (live): no alarm stops a deployment",
      ],
      "undecided-name.unknown.cfn.yaml": [
        "unknown undecided-name.unknown.cfn/Greeter (live): watches \${Alarm}; depends on parameter Alarm, which has no value; pass --parameter Alarm=…",
      ],
      "undecided-name.unknown.sam.yaml": [
        "unknown undecided-name.unknown.sam/Greeter (live): watches \${Alarm}; depends on parameter Alarm, which has no value; pass --parameter Alarm=…",
      ],
      "unknown-group.unknown.cfn.yaml": [
        "unknown unknown-group.unknown.cfn/Greeter (live): the deployment group that shifts its traffic is unknown; depends on parameter Group, which has no value; pass --parameter Group=…",
      ],
      "watched.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): rolls a deployment back when its alarm enters ALARM",
      ],
      "watched.pass.cfn.yaml": [
        "pass watched.pass.cfn/Greeter (live): rolls a deployment back when its alarm enters ALARM",
      ],
      "watched.pass.sam.yaml": [
        "pass watched.pass.sam/Greeter (live): rolls a deployment back when its alarm enters ALARM",
      ],
    }
  `);
});
