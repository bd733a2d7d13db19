// What rollback-alarm-scope says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import { errors, saidOfEach } from "../../test/greeter-template.ts";
import check from "./rollback-alarm-scope.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "access-log-in-prod.unknown.cfn.yaml": [
        "unknown access-log-in-prod.unknown.cfn/Greeter (live): may fail: no rollback alarm watches the deployed code at level function or above: GreeterErrors watches what metric filter GreeterFailures counts in another log group (level nothing); depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "access-log.pass.cfn.yaml": [
        "pass access-log.pass.cfn/Greeter (live): rollback alarm GreeterErrors watches what metric filter GreeterFailures counts in the access log of API Api (level api)",
      ],
      "access-log.pass.sam.yaml": [
        "pass access-log.pass.sam/Greeter (live): rollback alarm GreeterErrors watches what metric filter GreeterFailures counts in the access log of API Api (level api)",
      ],
      "account-allowed.pass.cfn.yaml": [
        "pass account-allowed.pass.cfn/Greeter (live): rollback alarm GreeterErrors watches Errors of the whole account (level account)",
      ],
      "account-allowed.pass.sam.yaml": [
        "pass account-allowed.pass.sam/Greeter (live): rollback alarm GreeterErrors watches Errors of the whole account (level account)",
      ],
      "account.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches Errors of the whole account (level account)",
      ],
      "account.fail.cfn.yaml": [
        "fail account.fail.cfn/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches Errors of the whole account (level account)",
      ],
      "account.fail.sam.yaml": [
        "fail account.fail.sam/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches Errors of the whole account (level account)",
      ],
      "alarm-in-one-case-api-in-another.unknown.cfn.yaml": [
        "unknown alarm-in-one-case-api-in-another.unknown.cfn/Greeter (live): which alarms stop a deployment is unknown; depends on condition IsX, which depends on parameter X, which has no value; pass --parameter X=…",
      ],
      "alias.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): rollback alarm GreeterErrors watches Errors of alias live (level alias)",
      ],
      "alias.pass.cfn.yaml": [
        "pass alias.pass.cfn/Greeter (live): rollback alarm GreeterErrors watches Errors of alias live (level alias)",
      ],
      "alias.pass.sam.yaml": [
        "pass alias.pass.sam/Greeter (live): rollback alarm GreeterErrors watches Errors of alias live (level alias)",
      ],
      "another-function.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches Errors of function Other (level nothing)",
      ],
      "another-function.fail.cfn.yaml": [
        "fail another-function.fail.cfn/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches Errors of function Other (level nothing)",
      ],
      "another-function.fail.sam.yaml": [
        "fail another-function.fail.sam/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches Errors of function Other (level nothing)",
      ],
      "another-service.unknown.cfn.yaml": [
        "unknown another-service.unknown.cfn/Greeter (live): it is unknown whether rollback alarm GreeterErrors, which watches metric AWS/EC2 CPUUtilization (InstanceId=i-0123456789abcdef0), is about the function; the template does not show whether that metric measures the function",
      ],
      "another-service.unknown.sam.yaml": [
        "unknown another-service.unknown.sam/Greeter (live): it is unknown whether rollback alarm GreeterErrors, which watches metric AWS/EC2 CPUUtilization (InstanceId=i-0123456789abcdef0), is about the function; the template does not show whether that metric measures the function",
      ],
      "api-elsewhere.unknown.cfn.yaml": [
        "unknown api-elsewhere.unknown.cfn/Greeter (live): rollback alarm GreeterErrors watches 5XXError of API somewhere-else; API somewhere-else is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "api-elsewhere.unknown.sam.yaml": [
        "unknown api-elsewhere.unknown.sam/Greeter (live): rollback alarm GreeterErrors watches 5XXError of API somewhere-else; API somewhere-else is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "api-http-name.fail.cfn.yaml": [
        "fail api-http-name.fail.cfn/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors never has data: a REST API publishes no 5xx (level nothing)",
      ],
      "api-http-name.fail.sam.yaml": [
        "fail api-http-name.fail.sam/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors never has data: a REST API publishes no 5xx (level nothing)",
      ],
      "api-other-route.fail.cfn.yaml": [
        "fail api-other-route.fail.cfn/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches 5XXError of GET /farewell of API Api, which does not invoke the function (level nothing)",
      ],
      "api-other-route.fail.sam.yaml": [
        "fail api-other-route.fail.sam/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches 5XXError of GET /farewell of API Api, which does not invoke the function (level nothing)",
      ],
      "api-past-alias.fail.cfn.yaml": [
        "fail api-past-alias.fail.cfn/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches 5XXError of API Api, which bypasses alias live (level nothing)",
      ],
      "api-past-alias.fail.sam.yaml": [
        "fail api-past-alias.fail.sam/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches 5XXError of API Api, which bypasses alias live (level nothing)",
      ],
      "api.pass.cfn.yaml": [
        "pass api.pass.cfn/Greeter (live): rollback alarm GreeterErrors watches 5XXError of API Api, which invokes alias live (level api)",
      ],
      "api.pass.sam.yaml": [
        "pass api.pass.sam/Greeter (live): rollback alarm GreeterErrors watches 5XXError of API Api, which invokes alias live (level api)",
      ],
      "by-stage.unknown.cfn.yaml": [
        "unknown by-stage.unknown.cfn/Greeter (live): may fail: no rollback alarm watches the deployed code at level function or above: GreeterErrors watches Errors of another function (other) (level nothing); depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "by-stage.unknown.sam.yaml": [
        "unknown by-stage.unknown.sam/Greeter (live): may fail: no rollback alarm watches the deployed code at level function or above: GreeterErrors watches Errors of another function (other) (level nothing); depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "composite-circle.fail.cfn.yaml": [
        "fail composite-circle.fail.cfn/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterUnhealthy is a composite alarm of alarms that only refer to each other (level nothing)",
      ],
      "composite-circle.fail.sam.yaml": [
        "fail composite-circle.fail.sam/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterUnhealthy is a composite alarm of alarms that only refer to each other (level nothing)",
      ],
      "composite-external.unknown.cfn.yaml": [
        "unknown composite-external.unknown.cfn/Greeter (live): rollback alarm GreeterUnhealthy has member platform-errors; alarm platform-errors is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "composite-external.unknown.sam.yaml": [
        "unknown composite-external.unknown.sam/Greeter (live): rollback alarm GreeterUnhealthy has member platform-errors; alarm platform-errors is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "composite-held-back.fail.cfn.yaml": [
        "fail composite-held-back.fail.cfn/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterUnhealthy has member AccountErrors, which watches Errors of the whole account (level account)",
      ],
      "composite-held-back.fail.sam.yaml": [
        "fail composite-held-back.fail.sam/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterUnhealthy has member AccountErrors, which watches Errors of the whole account (level account)",
      ],
      "composite.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): rollback alarm GreeterUnhealthy has member GreeterErrors, which watches Errors of alias live (level alias)",
      ],
      "composite.pass.cfn.yaml": [
        "pass composite.pass.cfn/Greeter (live): rollback alarm GreeterUnhealthy has member GreeterErrors, which watches Errors of alias live (level alias)",
      ],
      "composite.pass.sam.yaml": [
        "pass composite.pass.sam/Greeter (live): rollback alarm GreeterUnhealthy has member GreeterErrors, which watches Errors of alias live (level alias)",
      ],
      "custom-named.unknown.cfn.yaml": [
        "unknown custom-named.unknown.cfn/Greeter (live): rollback alarm GreeterErrors watches custom metric greetings Failure (FunctionName=\${Greeter}); nothing in the template publishes that metric; if the function's code does, add its namespace to the option customNamespaces: ["greetings"]",
      ],
      "custom-named.unknown.sam.yaml": [
        "unknown custom-named.unknown.sam/Greeter (live): rollback alarm GreeterErrors watches custom metric greetings Failure (FunctionName=\${Greeter}); nothing in the template publishes that metric; if the function's code does, add its namespace to the option customNamespaces: ["greetings"]",
      ],
      "custom-trusted.pass.cfn.yaml": [
        "pass custom-trusted.pass.cfn/Greeter (live): rollback alarm GreeterErrors watches custom metric greetings Failure, whose namespace is in customNamespaces (level function)",
      ],
      "custom-trusted.pass.sam.yaml": [
        "pass custom-trusted.pass.sam/Greeter (live): rollback alarm GreeterErrors watches custom metric greetings Failure, whose namespace is in customNamespaces (level function)",
      ],
      "custom.unknown.cdk.json": [
        "unknown Greet/Greeter/Resource (live): it is unknown whether rollback alarm GreeterErrors, which watches custom metric greetings Failure (service=greetings), is about the function; the template does not show what that metric measures; if it measures the function, add its namespace to the option customNamespaces: ["greetings"]",
      ],
      "custom.unknown.cfn.yaml": [
        "unknown custom.unknown.cfn/Greeter (live): it is unknown whether rollback alarm GreeterErrors, which watches custom metric greetings Failure (service=greetings), is about the function; the template does not show what that metric measures; if it measures the function, add its namespace to the option customNamespaces: ["greetings"]",
      ],
      "custom.unknown.sam.yaml": [
        "unknown custom.unknown.sam/Greeter (live): it is unknown whether rollback alarm GreeterErrors, which watches custom metric greetings Failure (service=greetings), is about the function; the template does not show what that metric measures; if it measures the function, add its namespace to the option customNamespaces: ["greetings"]",
      ],
      "external.unknown.cdk.json": [
        "unknown Greet/Greeter/Resource (live): it is unknown what rollback alarm platform-errors watches; alarm platform-errors is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "external.unknown.cfn.yaml": [
        "unknown external.unknown.cfn/Greeter (live): it is unknown what rollback alarm platform-errors watches; alarm platform-errors is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "external.unknown.sam.yaml": [
        "unknown external.unknown.sam/Greeter (live): it is unknown what rollback alarm platform-errors watches; alarm platform-errors is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "function-at-alias.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): no rollback alarm watches the deployed code at level alias or above: GreeterErrors watches Errors of the function (level function)",
      ],
      "function-at-alias.fail.cfn.yaml": [
        "fail function-at-alias.fail.cfn/Greeter (live): no rollback alarm watches the deployed code at level alias or above: GreeterErrors watches Errors of the function (level function)",
      ],
      "function-at-alias.fail.sam.yaml": [
        "fail function-at-alias.fail.sam/Greeter (live): no rollback alarm watches the deployed code at level alias or above: GreeterErrors watches Errors of the function (level function)",
      ],
      "function-elsewhere.unknown.cfn.yaml": [
        "unknown function-elsewhere.unknown.cfn/GreeterLive (live): rollback alarm GreeterErrors watches something unknown; the function of the alias is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "function.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): rollback alarm GreeterErrors watches Errors of the function (level function)",
      ],
      "function.pass.cfn.yaml": [
        "pass function.pass.cfn/Greeter (live): rollback alarm GreeterErrors watches Errors of the function (level function)",
      ],
      "function.pass.sam.yaml": [
        "pass function.pass.sam/Greeter (live): rollback alarm GreeterErrors watches Errors of the function (level function)",
      ],
      "log-counts-something-else.unknown.cfn.yaml": [
        "unknown log-counts-something-else.unknown.cfn/Greeter (live): rollback alarm GreeterErrors watches what metric filter GreeterFailures counts in the function's log group; the pattern of metric filter GreeterFailures does not show whether it counts failures: REPORT Init Duration",
      ],
      "log-never-enters-alarm.fail.cfn.yaml": [
        "fail log-never-enters-alarm.fail.cfn/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches Maximum of what metric filter GreeterFailures counts, with a threshold that is never breached (GreaterThanOrEqualToThreshold 2) (level nothing)",
      ],
      "log-weight-open.unknown.cfn.yaml": [
        "unknown log-weight-open.unknown.cfn/Greeter (live): rollback alarm GreeterErrors watches what metric filter GreeterFailures counts in the function's log group; depends on parameter Weight, which has no value; pass --parameter Weight=…",
      ],
      "log.pass.cfn.yaml": [
        "pass log.pass.cfn/Greeter (live): rollback alarm GreeterErrors watches what metric filter GreeterFailures counts in the function's log group (level log)",
      ],
      "log.pass.sam.yaml": [
        "pass log.pass.sam/Greeter (live): rollback alarm GreeterErrors watches what metric filter GreeterFailures counts in the function's log group (level log)",
      ],
      "math.pass.cdk.json": [
        "pass Greet/Greeter/Resource (live): rollback alarm GreeterErrors watches Errors of alias live (level alias)",
      ],
      "math.pass.cfn.yaml": [
        "pass math.pass.cfn/Greeter (live): rollback alarm GreeterErrors watches Errors of alias live (level alias)",
      ],
      "math.pass.sam.yaml": [
        "pass math.pass.sam/Greeter (live): rollback alarm GreeterErrors watches Errors of alias live (level alias)",
      ],
      "no-alarm.not-applicable.cfn.yaml": [],
      "old-version.fail.cfn.yaml": [
        "fail old-version.fail.cfn/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches Errors of version 3 only, which is not the version that alias live is updated to (level nothing)",
      ],
      "old-version.fail.sam.yaml": [
        "fail old-version.fail.sam/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches Errors of version 3 only, which is not the version that alias live is updated to (level nothing)",
      ],
      "one-of-two.pass.cfn.yaml": [
        "pass one-of-two.pass.cfn/Greeter (live): rollback alarm GreeterErrors watches Errors of the function (level function)",
      ],
      "one-of-two.pass.sam.yaml": [
        "pass one-of-two.pass.sam/Greeter (live): rollback alarm GreeterErrors watches Errors of the function (level function)",
      ],
      "other-alias.fail.cfn.yaml": [
        "fail other-alias.fail.cfn/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches Errors of alias beta, not live (level nothing)",
      ],
      "other-alias.fail.sam.yaml": [
        "fail other-alias.fail.sam/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches Errors of alias beta, not live (level nothing)",
      ],
      "other-log.fail.cfn.yaml": [
        "fail other-log.fail.cfn/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches what metric filter GreeterFailures counts in another log group (level nothing)",
      ],
      "other-log.fail.sam.yaml": [
        "fail other-log.fail.sam/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches what metric filter GreeterFailures counts in another log group (level nothing)",
      ],
      "powertools.unknown.sam.yaml": [
        "unknown powertools.unknown.sam/Greeter (live): it is unknown whether rollback alarm GreeterErrors, which watches custom metric greetings Failure (service=greetings), is about the function; the function publishes in that namespace (POWERTOOLS_METRICS_NAMESPACE); if the metric counts its failures, add its namespace to the option customNamespaces: ["greetings"]",
      ],
      "qualified-name.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors never has data: its FunctionName is a qualified name (\${GreeterA41DC22A}:live), under which Lambda publishes nothing (level nothing)",
      ],
      "qualified-name.fail.cfn.yaml": [
        "fail qualified-name.fail.cfn/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors never has data: its FunctionName is a qualified name (\${Greeter}:live), under which Lambda publishes nothing (level nothing)",
      ],
      "qualified-name.fail.sam.yaml": [
        "fail qualified-name.fail.sam/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors never has data: its FunctionName is a qualified name (\${Greeter}:live), under which Lambda publishes nothing (level nothing)",
      ],
      "resource-arn.fail.cfn.yaml": [
        "fail resource-arn.fail.cfn/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors never has data: its Resource is an ARN (arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${Greeter}), under which Lambda publishes nothing (level nothing)",
      ],
      "resource-arn.fail.sam.yaml": [
        "fail resource-arn.fail.sam/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors never has data: its Resource is an ARN (arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${Greeter}), under which Lambda publishes nothing (level nothing)",
      ],
      "resource-version.fail.cfn.yaml": [
        "fail resource-version.fail.cfn/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches Errors of one version, which does not count traffic through alias live (level nothing)",
      ],
      "resource-version.fail.sam.yaml": [
        "fail resource-version.fail.sam/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors watches Errors of one version, which does not count traffic through alias live (level nothing)",
      ],
      "state-machine-activity.fail.cfn.yaml": [
        "fail state-machine-activity.fail.cfn/FlowLive (live): no rollback alarm watches the deployed code at level state machine or above: FlowFailed watches ActivitiesFailed of something other than executions (level nothing)",
      ],
      "state-machine-alias.pass.cfn.yaml": [
        "pass state-machine-alias.pass.cfn/FlowLive (live): rollback alarm FlowFailed watches ExecutionsTimedOut of alias FlowLive (level alias)",
      ],
      "state-machine-elsewhere.unknown.cfn.yaml": [
        "unknown state-machine-elsewhere.unknown.cfn/FlowLive (live): it is unknown what rollback alarm flow-failed watches; alarm flow-failed is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "state-machine-function.unknown.cfn.yaml": [
        "unknown state-machine-function.unknown.cfn/FlowLive (live): rollback alarm FlowFailed watches Errors of AWS/Lambda; it is unknown whether a metric of AWS/Lambda measures the state machine",
      ],
      "state-machine-namespace-open.unknown.sam.yaml": [
        "unknown state-machine-namespace-open.unknown.sam/FlowAliaslive (live): rollback alarm FlowFailed watches ExecutionsFailed of an unknown namespace; depends on parameter Space, which has no value; pass --parameter Space=…",
      ],
      "state-machine-other-alias.fail.cfn.yaml": [
        "fail state-machine-other-alias.fail.cfn/FlowLive (live): no rollback alarm watches the deployed code at level state machine or above: FlowFailed watches ExecutionsFailed of alias beta, not FlowLive (level nothing)",
      ],
      "state-machine-other.fail.cfn.yaml": [
        "fail state-machine-other.fail.cfn/FlowLive (live): no rollback alarm watches the deployed code at level state machine or above: FlowFailed watches ExecutionsFailed of another state machine (level nothing)",
      ],
      "state-machine-time.unknown.cfn.yaml": [
        "unknown state-machine-time.unknown.cfn/FlowLive (live): rollback alarm FlowFailed watches ExecutionTime of the state machine; the effect of a broken version on metrics other than failed executions is unknown",
      ],
      "state-machine-version.unknown.cfn.yaml": [
        "unknown state-machine-version.unknown.cfn/FlowLive (live): rollback alarm FlowFailed watches ExecutionsFailed of one version; it is unknown whether it is the new version",
      ],
      "state-machine.pass.sam.yaml": [
        "pass state-machine.pass.sam/FlowAliaslive (live): rollback alarm FlowFailed watches ExecutionsFailed of the state machine (level state machine)",
      ],
      "unpublished-set.fail.cfn.yaml": [
        "fail unpublished-set.fail.cfn/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors never has data: Lambda publishes no metric with the dimensions FunctionName, ExecutedVersion (level nothing)",
      ],
      "unpublished-set.fail.sam.yaml": [
        "fail unpublished-set.fail.sam/Greeter (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors never has data: Lambda publishes no metric with the dimensions FunctionName, ExecutedVersion (level nothing)",
      ],
      "version-metric.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): no rollback alarm watches the deployed code at level function or above: GreeterErrors never has data: its FunctionName is a qualified name (\${GreeterA41DC22A}:\${GreeterCurrentVersion026B78198cde1aac9def7031f0601939fa7c6746.Version}), under which Lambda publishes nothing (level nothing)",
      ],
      "version.pass.cfn.yaml": [
        "pass version.pass.cfn/Greeter (live): rollback alarm GreeterErrors watches Errors of the version behind alias live (level version)",
      ],
      "version.pass.sam.yaml": [
        "pass version.pass.sam/Greeter (live): rollback alarm GreeterErrors watches Errors of the version behind alias live (level version)",
      ],
    }
  `);
});

test("names three of many alarms, and puts what is certain first", async () => {
  const Group = (...names: readonly string[]) => ({
    Type: "AWS::CodeDeploy::DeploymentGroup",
    Properties: {
      ApplicationName: { Ref: "Deployments" },
      ServiceRoleArn: "arn:aws:iam::111122223333:role/deployments",
      DeploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
      AlarmConfiguration: { Enabled: true, Alarms: names.map((name) => ({ Name: { Ref: name } })) },
      AutoRollbackConfiguration: { Enabled: true, Events: ["DEPLOYMENT_STOP_ON_ALARM"] },
    },
  });
  const other = errors({ FunctionName: "other" });
  const own = errors({ FunctionName: "greeter" });
  const open = errors({ FunctionName: { Ref: "Open" } });
  const elsewhere = { Type: "AWS::CloudWatch::CompositeAlarm", Properties: { AlarmRule: "ALARM(elsewhere)" } };
  expect(
    await saidOfEach(
      "rollback-alarm-scope",
      {
        "four that do not watch it": { Group: Group("A", "B", "C", "D"), A: other, B: other, C: other, D: other },
        "one in production, and one always": { Group: Group("A", "B"), A: { ...own, Condition: "IsProd" }, B: own },
        "two doubts": { Group: Group("A", "B"), A: elsewhere, B: open },
      },
      "Greeter",
    ),
  ).toMatchInlineSnapshot(`
    {
      "four that do not watch it": [
        "fail Greeter (live): no rollback alarm watches the deployed code at level function or above: A watches Errors of function Other (level nothing); B watches Errors of function Other (level nothing); C watches Errors of function Other (level nothing); and 1 more",
      ],
      "one in production, and one always": [
        "pass Greeter (live): rollback alarm B watches Errors of the function (level function)",
      ],
      "two doubts": [
        "unknown Greeter (live): rollback alarm A has member elsewhere; alarm elsewhere is not defined in the audited stacks; also audit the stack that defines it",
      ],
    }
  `);
});
