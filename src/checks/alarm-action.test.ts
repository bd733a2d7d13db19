// What alarm-action says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./alarm-action.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "action-in-prod.unknown.cfn.yaml": [
        "unknown action-in-prod.unknown.cfn/GreeterErrors: may fail: has no action: nobody is notified when it enters ALARM; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "action-in-prod.unknown.sam.yaml": [
        "unknown action-in-prod.unknown.sam/GreeterErrors: may fail: has no action: nobody is notified when it enters ALARM; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "alias.pass.cfn.yaml": [
        "pass alias.pass.cfn/GreeterErrors: invokes Greeter",
      ],
      "alias.pass.sam.yaml": [
        "pass alias.pass.sam/GreeterErrors: invokes Greeter",
      ],
      "chatbot.pass.cfn.yaml": [
        "pass chatbot.pass.cfn/GreeterErrors: notifies Operations (chatbot)",
      ],
      "chatbot.pass.sam.yaml": [
        "pass chatbot.pass.sam/GreeterErrors: notifies Operations (chatbot)",
      ],
      "composite-reaches-nobody.fail.cdk.json": [
        "pass Greet/GreeterErrors/Resource: is part of composite alarm Unhealthy",
        "fail Greet/Unhealthy/Resource: has no action: nobody is notified when it enters ALARM",
      ],
      "composite-reaches-nobody.fail.cfn.yaml": [
        "pass composite-reaches-nobody.fail.cfn/GreeterErrors: is part of composite alarm Unhealthy",
        "fail composite-reaches-nobody.fail.cfn/Unhealthy: has no action: nobody is notified when it enters ALARM",
      ],
      "composite-reaches-nobody.fail.sam.yaml": [
        "pass composite-reaches-nobody.fail.sam/GreeterErrors: is part of composite alarm Unhealthy",
        "fail composite-reaches-nobody.fail.sam/Unhealthy: has no action: nobody is notified when it enters ALARM",
      ],
      "composite.pass.cfn.yaml": [
        "pass composite.pass.cfn/GreeterErrors: is part of composite alarm Unhealthy",
        "pass composite.pass.cfn/Unhealthy: notifies Operations (email)",
      ],
      "composite.pass.sam.yaml": [
        "pass composite.pass.sam/GreeterErrors: is part of composite alarm Unhealthy",
        "pass composite.pass.sam/Unhealthy: notifies Operations (email)",
      ],
      "dynamic-reference.pass.cfn.yaml": [
        "pass dynamic-reference.pass.cfn/GreeterErrors: has an action that depends on {{resolve:ssm:/operations/topic}}, which is read at deployment",
      ],
      "dynamic-reference.pass.sam.yaml": [
        "pass dynamic-reference.pass.sam/GreeterErrors: has an action that depends on {{resolve:ssm:/operations/topic}}, which is read at deployment",
      ],
      "email.pass.cdk.json": [
        "pass Greet/GreeterErrors/Resource: notifies Operations (email)",
      ],
      "email.pass.cfn.yaml": [
        "pass email.pass.cfn/GreeterErrors: notifies Operations (email)",
      ],
      "email.pass.sam.yaml": [
        "pass email.pass.sam/GreeterErrors: notifies Operations (email)",
      ],
      "enabled-open.unknown.cfn.yaml": [
        "unknown enabled-open.unknown.cfn/GreeterErrors: may fail: its actions are disabled (ActionsEnabled: false), and nothing else uses it; depends on parameter Enabled, which has no value; pass --parameter Enabled=true (parameter Enabled: passes with true, fails with false)",
      ],
      "enabled-open.unknown.sam.yaml": [
        "unknown enabled-open.unknown.sam/GreeterErrors: may fail: its actions are disabled (ActionsEnabled: false), and nothing else uses it; depends on parameter Enabled, which has no value; pass --parameter Enabled=true (parameter Enabled: passes with true, fails with false)",
      ],
      "exported-and-open-topic.unknown.cfn.yaml": [
        "unknown exported-and-open-topic.unknown.cfn/ReadThrottles: may notify nobody; depends on parameter Topic, which has no value; pass --parameter Topic=…",
      ],
      "exported-topic-beside-email.pass.cfn.yaml": [
        "pass exported-topic-beside-email.pass.cfn/ReadThrottles: notifies Team (email)",
      ],
      "exported-topic-with-email.pass.cfn.yaml": [
        "pass exported-topic-with-email.pass.cfn/ReadThrottles: notifies Pager (email)",
      ],
      "exported-topic.unknown.cfn.yaml": [
        "unknown exported-topic.unknown.cfn/Pager: is notified by ReadThrottles, OtherThrottles, but it is unknown whether the topic has subscribers; no subscription in the audited stacks; output Pager of stack exported-topic.unknown.cfn exposes it, so others may subscribe",
      ],
      "function.pass.cdk.json": [
        "pass Greet/GreeterErrors/Resource: invokes Greeter",
      ],
      "function.pass.cfn.yaml": [
        "pass function.pass.cfn/GreeterErrors: invokes Greeter",
      ],
      "function.pass.sam.yaml": [
        "pass function.pass.sam/GreeterErrors: invokes Greeter",
      ],
      "imported.pass.cfn.yaml": [
        "pass imported.pass.cfn/GreeterErrors: has an action that is imported as OperationsTopic, which no audited stack exports; also audit the stack that exports it",
      ],
      "imported.pass.sam.yaml": [
        "pass imported.pass.sam/GreeterErrors: has an action that is imported as OperationsTopic, which no audited stack exports; also audit the stack that exports it",
      ],
      "inline-subscription.pass.cfn.yaml": [
        "pass inline-subscription.pass.cfn/GreeterErrors: notifies Operations (email)",
      ],
      "inline-subscription.pass.sam.yaml": [
        "pass inline-subscription.pass.sam/GreeterErrors: notifies Operations (email)",
      ],
      "muted-at-night.pass.cfn.yaml": [
        "pass muted-at-night.pass.cfn/ReadThrottles: notifies Pager (email)",
      ],
      "muted-in-the-past.pass.cfn.yaml": [
        "pass muted-in-the-past.pass.cfn/ReadThrottles: notifies Pager (email)",
      ],
      "muted-open.unknown.cfn.yaml": [
        "unknown muted-open.unknown.cfn/ReadThrottles: may notify nobody; depends on parameter Window, which has no value; pass --parameter Window=…",
      ],
      "muted.fail.cfn.yaml": [
        "fail muted.fail.cfn/ReadThrottles: is muted all day by Silence, and nothing else uses it",
      ],
      "no-alarm.not-applicable.cfn.yaml": [],
      "nobody-listens.fail.cdk.json": [
        "fail Greet/GreeterErrors/Resource: notifies Operations, which has no subscription",
      ],
      "nobody-listens.fail.cfn.yaml": [
        "fail nobody-listens.fail.cfn/GreeterErrors: notifies Operations, which has no subscription",
      ],
      "nobody-listens.fail.sam.yaml": [
        "fail nobody-listens.fail.sam/GreeterErrors: notifies Operations, which has no subscription",
      ],
      "none.fail.cdk.json": [
        "fail Greet/GreeterErrors/Resource: has no action: nobody is notified when it enters ALARM",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/GreeterErrors: has no action: nobody is notified when it enters ALARM",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/GreeterErrors: has no action: nobody is notified when it enters ALARM",
      ],
      "only-ok.fail.cdk.json": [
        "fail Greet/GreeterErrors/Resource: has no action: nobody is notified when it enters ALARM",
      ],
      "only-ok.fail.cfn.yaml": [
        "fail only-ok.fail.cfn/GreeterErrors: has no action: nobody is notified when it enters ALARM",
      ],
      "only-ok.fail.sam.yaml": [
        "fail only-ok.fail.sam/GreeterErrors: has no action: nobody is notified when it enters ALARM",
      ],
      "ops-item.pass.cdk.json": [
        "pass Greet/GreeterErrors/Resource: opens an OpsItem or an incident (opsitem:2)",
      ],
      "ops-item.pass.cfn.yaml": [
        "pass ops-item.pass.cfn/GreeterErrors: opens an OpsItem or an incident (opsitem:2)",
      ],
      "ops-item.pass.sam.yaml": [
        "pass ops-item.pass.sam/GreeterErrors: opens an OpsItem or an incident (opsitem:2)",
      ],
      "parameter-default.pass.cfn.yaml": [
        "pass parameter-default.pass.cfn/GreeterErrors: notifies the topic operations, not defined in the audited stacks: its subscriptions are unknown (Topic is arn:aws:sns:eu-west-1:111122223333:operations by its default)",
      ],
      "parameter-default.pass.sam.yaml": [
        "pass parameter-default.pass.sam/GreeterErrors: notifies the topic operations, not defined in the audited stacks: its subscriptions are unknown (Topic is arn:aws:sns:eu-west-1:111122223333:operations by its default)",
      ],
      "parameter.unknown.cfn.yaml": [
        "unknown parameter.unknown.cfn/GreeterErrors: may notify nobody; depends on parameter Topic, which has no value; pass --parameter Topic=…",
      ],
      "parameter.unknown.sam.yaml": [
        "unknown parameter.unknown.sam/GreeterErrors: may notify nobody; depends on parameter Topic, which has no value; pass --parameter Topic=…",
      ],
      "passthrough-open.unknown.sam.yaml": [
        "unknown passthrough-open.unknown.sam/Depth: may fail: has no action: nobody is notified when it enters ALARM; depends on condition GreeterDeploymentPreferencePassthrough, which depends on parameter Passthrough, which has no value; pass --parameter Passthrough=… (parameter Passthrough: passes with another value, fails with true)",
      ],
      "queue.fail.cfn.yaml": [
        "fail queue.fail.cfn/GreeterErrors: has the action Alarms, but CloudWatch has no alarm action for AWS::SQS::Queue",
      ],
      "queue.fail.sam.yaml": [
        "fail queue.fail.sam/GreeterErrors: has the action Alarms, but CloudWatch has no alarm action for AWS::SQS::Queue",
      ],
      "response-plan.pass.cfn.yaml": [
        "pass response-plan.pass.cfn/GreeterErrors: starts the incident response plan Plan",
      ],
      "response-plan.pass.sam.yaml": [
        "pass response-plan.pass.sam/GreeterErrors: starts the incident response plan Plan",
      ],
      "rollback-enabled-open.unknown.cfn.yaml": [
        "unknown rollback-enabled-open.unknown.cfn/GreeterErrors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "rollback-open.unknown.cfn.yaml": [
        "unknown rollback-open.unknown.cfn/ReadThrottles: may notify nobody; depends on parameter Guarded, which has no value; pass --parameter Guarded=…",
      ],
      "rollback-switched-off.pass.cfn.yaml": [
        "pass rollback-switched-off.pass.cfn/GreeterErrors: stops the deployments of GreeterDeploymentGroup",
      ],
      "rollback-switched-off.pass.sam.yaml": [
        "pass rollback-switched-off.pass.sam/GreeterErrors: stops the deployments of GreeterDeploymentGroup",
      ],
      "rollback.pass.cdk.json": [
        "pass Greet/GreeterErrors/Resource: stops the deployments of GreeterDeploymentGroup",
      ],
      "rollback.pass.cfn.yaml": [
        "pass rollback.pass.cfn/GreeterErrors: stops the deployments of GreeterDeploymentGroup",
      ],
      "rollback.pass.sam.yaml": [
        "pass rollback.pass.sam/GreeterErrors: stops the deployments of GreeterDeploymentGroup",
      ],
      "rule-on-all.pass.cfn.yaml": [
        "pass rule-on-all.pass.cfn/GreeterErrors: triggers rule OnAlarm",
      ],
      "rule-on-all.pass.sam.yaml": [
        "pass rule-on-all.pass.sam/GreeterErrors: triggers rule OnAlarm",
      ],
      "rule-on-another-bus.fail.cfn.yaml": [
        "fail rule-on-another-bus.fail.cfn/GreeterErrors: has no action: nobody is notified when it enters ALARM",
      ],
      "rule-on-another.fail.cfn.yaml": [
        "fail rule-on-another.fail.cfn/GreeterErrors: has no action: nobody is notified when it enters ALARM",
      ],
      "rule-on-another.fail.sam.yaml": [
        "fail rule-on-another.fail.sam/GreeterErrors: has no action: nobody is notified when it enters ALARM",
      ],
      "rule-on-default-bus.pass.cfn.yaml": [
        "pass rule-on-default-bus.pass.cfn/GreeterErrors: triggers rule OnAlarm",
      ],
      "rule-on-ok.fail.cfn.yaml": [
        "fail rule-on-ok.fail.cfn/GreeterErrors: has no action: nobody is notified when it enters ALARM",
      ],
      "rule-on-ok.fail.sam.yaml": [
        "fail rule-on-ok.fail.sam/GreeterErrors: has no action: nobody is notified when it enters ALARM",
      ],
      "rule-on-open-bus.unknown.cfn.yaml": [
        "unknown rule-on-open-bus.unknown.cfn/GreeterErrors: may notify nobody; depends on parameter Bus, which has no value; pass --parameter Bus=…",
      ],
      "rule-on-prefix.unknown.cfn.yaml": [
        "unknown rule-on-prefix.unknown.cfn/GreeterErrors: may notify nobody; the rule's event pattern uses an unsupported filter",
      ],
      "rule-on-prefix.unknown.sam.yaml": [
        "unknown rule-on-prefix.unknown.sam/GreeterErrors: may notify nobody; the rule's event pattern uses an unsupported filter",
      ],
      "rule-on-this.pass.cfn.yaml": [
        "pass rule-on-this.pass.cfn/GreeterErrors: triggers rule OnAlarm",
      ],
      "rule-on-this.pass.sam.yaml": [
        "pass rule-on-this.pass.sam/GreeterErrors: triggers rule OnAlarm",
      ],
      "service-alarms-off.fail.cfn.yaml": [
        "fail service-alarms-off.fail.cfn/GreeterErrors: has no action: nobody is notified when it enters ALARM",
      ],
      "service-alarms-open.unknown.cfn.yaml": [
        "unknown service-alarms-open.unknown.cfn/GreeterErrors: may notify nobody; depends on parameter Alarm, which has no value; pass --parameter Alarm=…",
      ],
      "service-alarms.pass.cfn.yaml": [
        "pass service-alarms.pass.cfn/GreeterErrors: rolls back the deployments of Service",
      ],
      "stored-topic.unknown.cfn.yaml": [
        "unknown stored-topic.unknown.cfn/Pager: is notified by ReadThrottles, but it is unknown whether the topic has subscribers; no subscription in the audited stacks; parameter PagerArn exposes it, so others may subscribe",
      ],
      "stored.pass.cfn.yaml": [
        "pass stored.pass.cfn/GreeterErrors: has an action that depends on parameter Topic, which is read from the SSM parameter store at deployment",
      ],
      "stored.pass.sam.yaml": [
        "pass stored.pass.sam/GreeterErrors: has an action that depends on parameter Topic, which is read from the SSM parameter store at deployment",
      ],
      "subscription-in-prod.unknown.cfn.yaml": [
        "unknown subscription-in-prod.unknown.cfn/GreeterErrors: may fail: notifies Operations, which has no subscription; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "subscription-in-prod.unknown.sam.yaml": [
        "unknown subscription-in-prod.unknown.sam/GreeterErrors: may fail: notifies Operations, which has no subscription; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "subscriptions-open.unknown.cfn.yaml": [
        "unknown subscriptions-open.unknown.cfn/ReadThrottles: may fail: notifies Pager, which has no subscription; depends on condition HasDuty, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "suppressor.pass.cdk.json": [
        "pass Greet/Errors/Resource: is part of composite alarm Any",
        "pass Greet/Maintenance/Resource: suppresses the actions of composite alarm Any",
        "pass Greet/Any/Resource: notifies Topic (email)",
      ],
      "switched-off.fail.cfn.yaml": [
        "fail switched-off.fail.cfn/GreeterErrors: its actions are disabled (ActionsEnabled: false), and nothing else uses it",
      ],
      "switched-off.fail.sam.yaml": [
        "fail switched-off.fail.sam/GreeterErrors: its actions are disabled (ActionsEnabled: false), and nothing else uses it",
      ],
      "topic-elsewhere.pass.cdk.json": [
        "pass Greet/GreeterErrors/Resource: notifies the topic operations, not defined in the audited stacks: its subscriptions are unknown",
      ],
      "topic-elsewhere.pass.cfn.yaml": [
        "pass topic-elsewhere.pass.cfn/GreeterErrors: notifies the topic operations, not defined in the audited stacks: its subscriptions are unknown",
      ],
      "topic-elsewhere.pass.sam.yaml": [
        "pass topic-elsewhere.pass.sam/GreeterErrors: notifies the topic operations, not defined in the audited stacks: its subscriptions are unknown",
      ],
      "topic-key-open-refused.fail.cfn.yaml": [
        "fail topic-key-open-refused.fail.cfn/GreeterErrors: notifies Operations, which has no policy that allows cloudwatch.amazonaws.com to send to it",
      ],
      "topic-key-open.unknown.cfn.yaml": [
        "unknown topic-key-open.unknown.cfn/GreeterErrors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "topic-key-without-cloudwatch.fail.cfn.yaml": [
        "fail topic-key-without-cloudwatch.fail.cfn/GreeterErrors: notifies Operations, which is encrypted with Key, whose policy does not allow cloudwatch.amazonaws.com to use it",
      ],
      "topic-key.pass.cfn.yaml": [
        "pass topic-key.pass.cfn/GreeterErrors: notifies Operations (email)",
      ],
      "topic-policy-in-prod.unknown.cfn.yaml": [
        "unknown topic-policy-in-prod.unknown.cfn/GreeterErrors: may fail: notifies Operations, which has no policy that allows cloudwatch.amazonaws.com to send to it; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: passes with another value, fails with prod)",
      ],
      "topic-policy-without-cloudwatch.fail.cfn.yaml": [
        "fail topic-policy-without-cloudwatch.fail.cfn/GreeterErrors: notifies Operations, which has no policy that allows cloudwatch.amazonaws.com to send to it",
      ],
      "topic-policy.pass.cfn.yaml": [
        "pass topic-policy.pass.cfn/GreeterErrors: notifies Operations (email)",
      ],
      "topic-with-managed-key.fail.cfn.yaml": [
        "fail topic-with-managed-key.fail.cfn/GreeterErrors: notifies Operations, which is encrypted with alias/aws/sns, which cloudwatch.amazonaws.com cannot use",
      ],
    }
  `);
});
