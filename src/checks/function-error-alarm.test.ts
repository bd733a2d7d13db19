// What function-error-alarm says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./function-error-alarm.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "account.fail.cfn.yaml": [
        "fail account.fail.cfn/Greeter: no alarm watches its errors: AllErrors watches the errors of the whole account",
      ],
      "account.fail.sam.yaml": [
        "fail account.fail.sam/Greeter: no alarm watches its errors: AllErrors watches the errors of the whole account",
      ],
      "alarm-either-way.pass.cfn.yaml": [
        "pass alarm-either-way.pass.cfn/Greeter: alarm TestErrors watches Errors of the function (in one case: parameter Stage leaves others open)",
      ],
      "alarm-either-way.pass.sam.yaml": [
        "pass alarm-either-way.pass.sam/Greeter: alarm TestErrors watches Errors of the function (in one case: parameter Stage leaves others open)",
      ],
      "alarm-in-prod.unknown.cfn.yaml": [
        "unknown alarm-in-prod.unknown.cfn/Greeter: may fail: no alarm watches its errors; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "alarm-in-prod.unknown.sam.yaml": [
        "unknown alarm-in-prod.unknown.sam/Greeter: may fail: no alarm watches its errors; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "alarms-denied.unknown.live.json": [
        "unknown shop/Greeter: no alarm watches its errors, as far as it could be read; cloudwatch:DescribeAlarms is denied in eu-west-1; allow cloudwatch:DescribeAlarms (fitness permissions prints the policy)",
      ],
      "alias-that-is-not.fail.cfn.yaml": [
        "fail alias-that-is-not.fail.cfn/Greeter: no alarm watches its errors: GreeterErrors never has data: its Resource is \${Greeter}:prod, but there is no such alias",
      ],
      "alias-that-is-not.fail.sam.yaml": [
        "fail alias-that-is-not.fail.sam/Greeter: no alarm watches its errors: GreeterErrors never has data: its Resource is \${Greeter}:prod, but there is no such alias",
      ],
      "alias.pass.cdk.json": [
        "pass Greet/Greeter/Resource: alarm GreeterErrors watches Errors of alias live",
      ],
      "alias.pass.cfn.yaml": [
        "pass alias.pass.cfn/Greeter: alarm GreeterErrors watches Errors of alias live",
      ],
      "alias.pass.sam.yaml": [
        "pass alias.pass.sam/Greeter: alarm GreeterErrors watches Errors of alias live",
      ],
      "anomaly.pass.cdk.json": [
        "pass Greet/Greeter/Resource: alarm GreeterErrors watches Errors of the function",
      ],
      "another-log-group.fail.cfn.yaml": [
        "fail another-log-group.fail.cfn/Greeter: no alarm watches its errors",
      ],
      "another-log-group.fail.sam.yaml": [
        "fail another-log-group.fail.sam/Greeter: no alarm watches its errors",
      ],
      "another-name.fail.cfn.yaml": [
        "fail another-name.fail.cfn/Greeter: no alarm watches its errors",
      ],
      "another-name.fail.sam.yaml": [
        "fail another-name.fail.sam/Greeter: no alarm watches its errors",
      ],
      "another-resource.fail.cfn.yaml": [
        "fail another-resource.fail.cfn/Greeter: no alarm watches its errors: GreeterErrors never has data: its Resource is payments:live, which is not of the function",
      ],
      "another-resource.fail.sam.yaml": [
        "fail another-resource.fail.sam/Greeter: no alarm watches its errors: GreeterErrors never has data: its Resource is payments:live, which is not of the function",
      ],
      "arn.fail.cfn.yaml": [
        "fail arn.fail.cfn/Greeter: no alarm watches its errors: GreeterErrors never has data: its FunctionName is an ARN (arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${Greeter}), under which Lambda publishes nothing",
      ],
      "arn.fail.sam.yaml": [
        "fail arn.fail.sam/Greeter: no alarm watches its errors: GreeterErrors never has data: its FunctionName is an ARN (arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${Greeter}), under which Lambda publishes nothing",
      ],
      "availability-bounded.unknown.cfn.yaml": [
        "unknown availability-bounded.unknown.cfn/Greeter: it is unknown whether an alarm watches its errors; alarm GreeterErrorRate enters ALARM below its threshold, which does not detect errors",
      ],
      "availability-bounded.unknown.sam.yaml": [
        "unknown availability-bounded.unknown.sam/Greeter: it is unknown whether an alarm watches its errors; alarm GreeterErrorRate enters ALARM below its threshold, which does not detect errors",
      ],
      "availability.pass.cfn.yaml": [
        "pass availability.pass.cfn/Greeter: alarm GreeterErrorRate watches Errors of the function",
      ],
      "availability.pass.sam.yaml": [
        "pass availability.pass.sam/Greeter: alarm GreeterErrorRate watches Errors of the function",
      ],
      "average.fail.cfn.yaml": [
        "fail average.fail.cfn/Greeter: no alarm watches its errors: GreeterErrors watches Average of Errors of the function, which is at most 1, with a threshold that is never breached (GreaterThanOrEqualToThreshold 5)",
      ],
      "average.fail.sam.yaml": [
        "fail average.fail.sam/Greeter: no alarm watches its errors: GreeterErrors watches Average of Errors of the function, which is at most 1, with a threshold that is never breached (GreaterThanOrEqualToThreshold 5)",
      ],
      "by-name.pass.cfn.yaml": [
        "pass by-name.pass.cfn/Greeter: alarm GreeterErrors watches Errors of the function",
      ],
      "by-name.pass.sam.yaml": [
        "pass by-name.pass.sam/Greeter: alarm GreeterErrors watches Errors of the function",
      ],
      "durable-both.pass.cfn.yaml": [
        "pass durable-both.pass.cfn/Greeter: alarm Failures watches DurableExecutionFailed of the function",
      ],
      "durable-errors.unknown.cfn.yaml": [
        "unknown durable-errors.unknown.cfn/Greeter: it is unknown whether an alarm watches its errors; its alarm watches Errors of the function, but failures of a durable function are counted by DurableExecutionFailed",
      ],
      "durable-executions.pass.cdk.json": [
        "pass Greet/Greeter/Resource: alarm Failures watches DurableExecutionFailed of the function",
      ],
      "durable-executions.pass.cfn.yaml": [
        "pass durable-executions.pass.cfn/Greeter: alarm Failures watches DurableExecutionFailed of the function",
      ],
      "durable-maybe.unknown.cfn.yaml": [
        "unknown durable-maybe.unknown.cfn/Greeter: it is unknown whether an alarm watches its errors; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=…",
      ],
      "durable-none.fail.cfn.yaml": [
        "fail durable-none.fail.cfn/Greeter: no alarm watches its errors",
      ],
      "few.fail.cfn.yaml": [
        "fail few.fail.cfn/Greeter: no alarm watches its errors: GreeterErrors enters ALARM at low values of Errors of the function (LessThanThreshold 1)",
      ],
      "few.fail.sam.yaml": [
        "fail few.fail.sam/Greeter: no alarm watches its errors: GreeterErrors enters ALARM at low values of Errors of the function (LessThanThreshold 1)",
      ],
      "function.pass.cdk.json": [
        "pass Greet/Greeter/Resource: alarm GreeterErrors watches Errors of the function",
      ],
      "function.pass.cfn.yaml": [
        "pass function.pass.cfn/Greeter: alarm GreeterErrors watches Errors of the function",
      ],
      "function.pass.sam.yaml": [
        "pass function.pass.sam/Greeter: alarm GreeterErrors watches Errors of the function",
      ],
      "handler-only.not-applicable.cfn.yaml": [],
      "imported-alias.fail.cdk.json": [
        "fail Greet/Greeter/Resource: no alarm watches its errors: GreeterErrors never has data: its FunctionName is a qualified name (\${GreeterA41DC22A}:live), under which Lambda publishes nothing",
      ],
      "labelled.pass.cdk.json": [
        "pass Greet/Greeter/Resource: alarm GreeterErrors watches Errors of the function",
      ],
      "log-group-by-name.pass.cfn.yaml": [
        "pass log-group-by-name.pass.cfn/Greeter: alarm GreeterErrors watches what metric filter Failures counts",
      ],
      "log-group-by-name.pass.sam.yaml": [
        "pass log-group-by-name.pass.sam/Greeter: alarm GreeterErrors watches what metric filter Failures counts",
      ],
      "log-group-cold-starts.unknown.cfn.yaml": [
        "unknown log-group-cold-starts.unknown.cfn/Greeter: it is unknown whether an alarm watches its errors; the pattern of metric filter Failures does not show whether it counts failures: "Init Duration"",
      ],
      "log-group-cold-starts.unknown.sam.yaml": [
        "unknown log-group-cold-starts.unknown.sam/Greeter: it is unknown whether an alarm watches its errors; the pattern of metric filter Failures does not show whether it counts failures: "Init Duration"",
      ],
      "log-group-dimensions.fail.cfn.yaml": [
        "fail log-group-dimensions.fail.cfn/Greeter: no alarm watches its errors: GreeterErrors never has data: metric filter Failures publishes Failures with order, not with no dimension",
      ],
      "log-group-dimensions.fail.sam.yaml": [
        "fail log-group-dimensions.fail.sam/Greeter: no alarm watches its errors: GreeterErrors never has data: metric filter Failures publishes Failures with order, not with no dimension",
      ],
      "log-group-open.unknown.cfn.yaml": [
        "unknown log-group-open.unknown.cfn/Greeter: it is unknown whether an alarm watches its errors; depends on parameter Watched, which has no value; pass --parameter Watched=…",
      ],
      "log-group-open.unknown.sam.yaml": [
        "unknown log-group-open.unknown.sam/Greeter: it is unknown whether an alarm watches its errors; depends on parameter Watched, which has no value; pass --parameter Watched=…",
      ],
      "log-group-warnings.fail.cfn.yaml": [
        "fail log-group-warnings.fail.cfn/Greeter: no alarm watches its errors: GreeterErrors watches metric filter Failures, whose pattern matches something other than failures ({ $.level = "WARN" })",
      ],
      "log-group-warnings.fail.sam.yaml": [
        "fail log-group-warnings.fail.sam/Greeter: no alarm watches its errors: GreeterErrors watches metric filter Failures, whose pattern matches something other than failures ({ $.level = "WARN" })",
      ],
      "log-group.pass.cdk.json": [
        "pass Greet/Greeter/Resource: alarm GreeterErrors watches what metric filter Failures counts",
      ],
      "log-group.pass.cfn.yaml": [
        "pass log-group.pass.cfn/Greeter: alarm GreeterErrors watches what metric filter Failures counts",
      ],
      "log-group.pass.sam.yaml": [
        "pass log-group.pass.sam/Greeter: alarm GreeterErrors watches what metric filter Failures counts",
      ],
      "log-retention.pass.cdk.json": [
        "pass Greet/Greeter/Resource: alarm GreeterErrors watches what metric filter Failures counts",
      ],
      "low-threshold.pass.cfn.yaml": [
        "pass low-threshold.pass.cfn/Greeter: alarm GreeterErrors watches Errors of the function with a threshold of 2",
      ],
      "low-threshold.pass.sam.yaml": [
        "pass low-threshold.pass.sam/Greeter: alarm GreeterErrors watches Errors of the function with a threshold of 2",
      ],
      "math-without-errors.fail.cfn.yaml": [
        "fail math-without-errors.fail.cfn/Greeter: no alarm watches its errors",
      ],
      "math-without-errors.fail.sam.yaml": [
        "fail math-without-errors.fail.sam/Greeter: no alarm watches its errors",
      ],
      "name-open.unknown.cfn.yaml": [
        "unknown name-open.unknown.cfn/Greeter: it is unknown whether an alarm watches its errors; depends on parameter Watched, which has no value; pass --parameter Watched=…",
      ],
      "name-open.unknown.sam.yaml": [
        "unknown name-open.unknown.sam/Greeter: it is unknown whether an alarm watches its errors; depends on parameter Watched, which has no value; pass --parameter Watched=…",
      ],
      "none.fail.cdk.json": [
        "fail Greet/Greeter/Resource: no alarm watches its errors",
      ],
      "none.fail.cfn.yaml": [
        "fail none.fail.cfn/Greeter: no alarm watches its errors",
      ],
      "none.fail.sam.yaml": [
        "fail none.fail.sam/Greeter: no alarm watches its errors",
      ],
      "one-is-low.pass.cfn.yaml": [
        "pass one-is-low.pass.cfn/Greeter: alarm AnyError watches Errors of the function with a threshold of 1",
      ],
      "one-version.pass.cfn.yaml": [
        "pass one-version.pass.cfn/Greeter: alarm GreeterErrors watches Errors of one version of alias live",
      ],
      "one-version.pass.sam.yaml": [
        "pass one-version.pass.sam/Greeter: alarm GreeterErrors watches Errors of one version of alias live",
      ],
      "pointed-here-by-hand.pass.live.json": [
        "pass shop/Greeter: alarm Errors watches Errors of the function",
      ],
      "qualified-name.fail.cfn.yaml": [
        "fail qualified-name.fail.cfn/Greeter: no alarm watches its errors: GreeterErrors never has data: its FunctionName is a qualified name (\${Greeter}:live), under which Lambda publishes nothing",
      ],
      "qualified-name.fail.sam.yaml": [
        "fail qualified-name.fail.sam/Greeter: no alarm watches its errors: GreeterErrors never has data: its FunctionName is a qualified name (\${Greeter}:live), under which Lambda publishes nothing",
      ],
      "query.unknown.cfn.yaml": [
        "unknown query.unknown.cfn/Greeter: it is unknown whether an alarm watches its errors; alarm AllErrors is a Metrics Insights query, which is not evaluated",
      ],
      "query.unknown.sam.yaml": [
        "unknown query.unknown.sam/Greeter: it is unknown whether an alarm watches its errors; alarm AllErrors is a Metrics Insights query, which is not evaluated",
      ],
      "rate.pass.cdk.json": [
        "pass Greet/Greeter/Resource: alarm GreeterErrorRate watches Errors of the function",
      ],
      "rate.pass.cfn.yaml": [
        "pass rate.pass.cfn/Greeter: alarm GreeterErrorRate watches Errors of the function",
      ],
      "rate.pass.sam.yaml": [
        "pass rate.pass.sam/Greeter: alarm GreeterErrorRate watches Errors of the function",
      ],
      "resource-alone.fail.cfn.yaml": [
        "fail resource-alone.fail.cfn/Greeter: no alarm watches its errors: GreeterErrors never has data: Lambda publishes no metric with the dimensions Resource",
      ],
      "resource-alone.fail.sam.yaml": [
        "fail resource-alone.fail.sam/Greeter: no alarm watches its errors: GreeterErrors never has data: Lambda publishes no metric with the dimensions Resource",
      ],
      "resource-arn.fail.cfn.yaml": [
        "fail resource-arn.fail.cfn/Greeter: no alarm watches its errors: GreeterErrors never has data: its Resource is an ARN (arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${Greeter}:live), under which Lambda publishes nothing",
      ],
      "resource-arn.fail.sam.yaml": [
        "fail resource-arn.fail.sam/Greeter: no alarm watches its errors: GreeterErrors never has data: its Resource is an ARN (arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${Greeter}:live), under which Lambda publishes nothing",
      ],
      "sample-count.fail.cfn.yaml": [
        "fail sample-count.fail.cfn/Greeter: no alarm watches its errors: GreeterErrors watches SampleCount of Errors of the function, which counts samples and ignores their values",
      ],
      "sample-count.fail.sam.yaml": [
        "fail sample-count.fail.sam/Greeter: no alarm watches its errors: GreeterErrors watches SampleCount of Errors of the function, which counts samples and ignores their values",
      ],
      "stack-name.fail.cfn.yaml": [
        "fail stack-name.fail.cfn/Greeter: no alarm watches its errors: GreeterErrors never has data: its Resource is \${AWS::StackName}-Greeter:live, which is not of the function",
      ],
      "stack-name.fail.sam.yaml": [
        "fail stack-name.fail.sam/Greeter: no alarm watches its errors: GreeterErrors never has data: its Resource is \${AWS::StackName}-Greeter:live, which is not of the function",
      ],
      "statistic-open.unknown.cfn.yaml": [
        "unknown statistic-open.unknown.cfn/Greeter: it is unknown whether an alarm watches its errors; depends on parameter Statistic, which has no value; pass --parameter Statistic=…",
      ],
      "statistic-open.unknown.sam.yaml": [
        "unknown statistic-open.unknown.sam/Greeter: it is unknown whether an alarm watches its errors; depends on parameter Statistic, which has no value; pass --parameter Statistic=…",
      ],
      "threshold-allowed.pass.cfn.yaml": [
        "pass threshold-allowed.pass.cfn/Greeter: alarm GreeterErrors watches Errors of the function with a threshold of 1 (in one case: parameter Limit leaves others open)",
      ],
      "threshold-allowed.pass.sam.yaml": [
        "pass threshold-allowed.pass.sam/Greeter: alarm GreeterErrors watches Errors of the function with a threshold of 1 (in one case: parameter Limit leaves others open)",
      ],
      "threshold-open.unknown.cfn.yaml": [
        "unknown threshold-open.unknown.cfn/Greeter: it is unknown whether an alarm watches its errors; depends on parameter Limit, which has no value; pass --parameter Limit=…",
      ],
      "threshold-open.unknown.sam.yaml": [
        "unknown threshold-open.unknown.sam/Greeter: it is unknown whether an alarm watches its errors; depends on parameter Limit, which has no value; pass --parameter Limit=…",
      ],
      "threshold.fail.cfn.yaml": [
        "fail threshold.fail.cfn/Greeter: alarm GreeterErrors watches Errors of the function with a threshold of 10, above the maximum of 5",
      ],
      "threshold.fail.sam.yaml": [
        "fail threshold.fail.sam/Greeter: alarm GreeterErrors watches Errors of the function with a threshold of 10, above the maximum of 5",
      ],
      "throttles.fail.cfn.yaml": [
        "fail throttles.fail.cfn/Greeter: no alarm watches its errors",
      ],
      "throttles.fail.sam.yaml": [
        "fail throttles.fail.sam/Greeter: no alarm watches its errors",
      ],
      "version-metric.fail.cdk.json": [
        "fail Greet/Greeter/Resource: no alarm watches its errors: GreeterErrors never has data: its FunctionName is a qualified name (\${GreeterA41DC22A}:\${GreeterCurrentVersion026B781994a433655629b23e6e367abebdf85b9b.Version}), under which Lambda publishes nothing",
      ],
      "version-without-resource.fail.cfn.yaml": [
        "fail version-without-resource.fail.cfn/Greeter: no alarm watches its errors: GreeterErrors never has data: Lambda publishes no metric with the dimensions FunctionName, ExecutedVersion",
      ],
      "version-without-resource.fail.sam.yaml": [
        "fail version-without-resource.fail.sam/Greeter: no alarm watches its errors: GreeterErrors never has data: Lambda publishes no metric with the dimensions FunctionName, ExecutedVersion",
      ],
    }
  `);
});
