// What alarm-metric says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import { folder, requestFor } from "../../test/folder.ts";
import { runCheck } from "../audit/run-check.ts";
import { link } from "../model/link.ts";
import { readTemplates } from "../sources/template/template.ts";
import check from "./alarm-metric.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "account.pass.cfn.yaml": [
        "pass account.pass.cfn/Watch: Lambda publishes Errors with no dimension",
      ],
      "account.pass.sam.yaml": [
        "pass account.pass.sam/Watch: Lambda publishes Errors with no dimension",
      ],
      "alias.pass.cdk.json": [
        "pass Greet/Watch/Resource: Lambda publishes Errors with FunctionName + Resource; it is about Greeter",
      ],
      "alias.pass.cfn.yaml": [
        "pass alias.pass.cfn/Watch: Lambda publishes Errors with FunctionName + Resource; it is about Greeter",
      ],
      "alias.pass.sam.yaml": [
        "pass alias.pass.sam/Watch: Lambda publishes Errors with FunctionName + Resource; it is about Greeter",
      ],
      "another-account.pass.cfn.yaml": [
        "pass another-account.pass.cfn/Watch: Lambda publishes Invocations with FunctionName; Lambda publishes Errors with FunctionName; it is about Greeter",
      ],
      "another-account.pass.sam.yaml": [
        "pass another-account.pass.sam/Watch: Lambda publishes Invocations with FunctionName; Lambda publishes Errors with FunctionName; it is about Greeter",
      ],
      "another-function.pass.cfn.yaml": [
        "pass another-function.pass.cfn/Watch: Lambda publishes Errors with FunctionName; payments is external, not defined in the audited stacks",
      ],
      "another-function.pass.sam.yaml": [
        "pass another-function.pass.sam/Watch: Lambda publishes Errors with FunctionName; payments is external, not defined in the audited stacks",
      ],
      "arn-as-resource.fail.cfn.yaml": [
        "fail arn-as-resource.fail.cfn/Watch: never has data: its Resource is an ARN (arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${Greeter}:live), under which Lambda publishes nothing",
      ],
      "arn-as-resource.fail.sam.yaml": [
        "fail arn-as-resource.fail.sam/Watch: never has data: its Resource is an ARN (arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${Greeter}:live), under which Lambda publishes nothing",
      ],
      "arn-elsewhere.fail.cfn.yaml": [
        "fail arn-elsewhere.fail.cfn/Watch: never has data: its Resource is an ARN (arn:aws:lambda:eu-west-1:111122223333:function:payments:live), under which Lambda publishes nothing",
      ],
      "arn-elsewhere.fail.sam.yaml": [
        "fail arn-elsewhere.fail.sam/Watch: never has data: its Resource is an ARN (arn:aws:lambda:eu-west-1:111122223333:function:payments:live), under which Lambda publishes nothing",
      ],
      "composite.not-applicable.cfn.yaml": [],
      "composite.not-applicable.sam.yaml": [],
      "dimension-case.fail.cfn.yaml": [
        "fail dimension-case.fail.cfn/Watch: never has data: Lambda publishes Errors with no dimension, or FunctionName, or FunctionName + Resource, or FunctionName + Resource + ExecutedVersion, not with functionName",
      ],
      "dimension-case.fail.sam.yaml": [
        "fail dimension-case.fail.sam/Watch: never has data: Lambda publishes Errors with no dimension, or FunctionName, or FunctionName + Resource, or FunctionName + Resource + ExecutedVersion, not with functionName",
      ],
      "dimension-either-way.fail.cfn.yaml": [
        "fail dimension-either-way.fail.cfn/Watch: never has data: Lambda publishes Errors with no dimension, or FunctionName, or FunctionName + Resource, or FunctionName + Resource + ExecutedVersion, not with Function (in one case: parameter By leaves others open)",
      ],
      "dimension-either-way.fail.sam.yaml": [
        "fail dimension-either-way.fail.sam/Watch: never has data: Lambda publishes Errors with no dimension, or FunctionName, or FunctionName + Resource, or FunctionName + Resource + ExecutedVersion, not with Function (in one case: parameter By leaves others open)",
      ],
      "dimension-open.unknown.cfn.yaml": [
        "unknown dimension-open.unknown.cfn/Watch: may fail: never has data: Lambda publishes Errors with no dimension, or FunctionName, or FunctionName + Resource, or FunctionName + Resource + ExecutedVersion, not with FunctionArn; depends on parameter By, which has no value; pass --parameter By=FunctionName (parameter By: passes with FunctionName, fails with FunctionArn)",
      ],
      "dimension-open.unknown.sam.yaml": [
        "unknown dimension-open.unknown.sam/Watch: may fail: never has data: Lambda publishes Errors with no dimension, or FunctionName, or FunctionName + Resource, or FunctionName + Resource + ExecutedVersion, not with FunctionArn; depends on parameter By, which has no value; pass --parameter By=FunctionName (parameter By: passes with FunctionName, fails with FunctionArn)",
      ],
      "each-operation.pass.cdk.json": [
        "pass Greet/Watch/Resource: DynamoDB publishes ThrottledRequests with TableName + Operation; it is about Greetings",
      ],
      "edge-region-open.unknown.cfn.yaml": [
        "unknown edge-region-open.unknown.cfn/Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "edge-region-partly.fail.cfn.yaml": [
        "fail edge-region-partly.fail.cfn/Watch: never has data: its Region is eu-\${Open}, but the metrics have Global",
      ],
      "edge-region.fail.cfn.yaml": [
        "fail edge-region.fail.cfn/Watch: never has data: its Region is us-east-1, but the metrics have Global",
      ],
      "edge.pass.cfn.yaml": [
        "pass edge.pass.cfn/Watch: CloudFront publishes 5xxErrorRate with DistributionId + Region; it is about Site",
      ],
      "executions-failed-count.fail.cfn.yaml": [
        "fail executions-failed-count.fail.cfn/Watch: never has data: Step Functions publishes no ExecutionsFailedCount: it is called ExecutionsFailed",
      ],
      "executions-failed-count.fail.sam.yaml": [
        "fail executions-failed-count.fail.sam/Watch: never has data: Step Functions publishes no ExecutionsFailedCount: it is called ExecutionsFailed",
      ],
      "filter-another-name.not-applicable.cfn.yaml": [],
      "filter-another-name.not-applicable.sam.yaml": [],
      "filter-case.fail.cfn.yaml": [
        "fail filter-case.fail.cfn/Watch: never has data: nothing publishes greetings Failures: metric filter Failures publishes Greetings Failures",
      ],
      "filter-case.fail.sam.yaml": [
        "fail filter-case.fail.sam/Watch: never has data: nothing publishes greetings Failures: metric filter Failures publishes Greetings Failures",
      ],
      "filter-dimension-open.unknown.sam.yaml": [
        "unknown filter-dimension-open.unknown.sam/Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "filter-dimensions.fail.cfn.yaml": [
        "fail filter-dimensions.fail.cfn/Watch: never has data: metric filter Failures publishes Failures with no dimension, not with FunctionName",
      ],
      "filter-dimensions.fail.sam.yaml": [
        "fail filter-dimensions.fail.sam/Watch: never has data: metric filter Failures publishes Failures with no dimension, not with FunctionName",
      ],
      "filter-name-open-unlike.not-applicable.cfn.yaml": [],
      "filter-name-open.unknown.cfn.yaml": [
        "unknown filter-name-open.unknown.cfn/Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "filter-name.fail.cfn.yaml": [
        "fail filter-name.fail.cfn/Watch: never has data: nothing publishes Greetings Failure: metric filter Failures publishes Greetings Failures",
      ],
      "filter-name.fail.sam.yaml": [
        "fail filter-name.fail.sam/Watch: never has data: nothing publishes Greetings Failure: metric filter Failures publishes Greetings Failures",
      ],
      "filter-namespace-open.unknown.cfn.yaml": [
        "unknown filter-namespace-open.unknown.cfn/Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "filter-namespace.fail.cdk.json": [
        "fail Greet/Watch/Resource: never has data: nothing publishes Greeting Failures: metric filter Failures publishes Greetings Failures",
      ],
      "filter-namespace.fail.cfn.yaml": [
        "fail filter-namespace.fail.cfn/Watch: never has data: nothing publishes Greeting Failures: metric filter Failures publishes Greetings Failures",
      ],
      "filter-namespace.fail.sam.yaml": [
        "fail filter-namespace.fail.sam/Watch: never has data: nothing publishes Greeting Failures: metric filter Failures publishes Greetings Failures",
      ],
      "filter-with-dimensions.pass.cfn.yaml": [
        "pass filter-with-dimensions.pass.cfn/Watch: metric filter Failures publishes Failures",
      ],
      "filter-with-dimensions.pass.sam.yaml": [
        "pass filter-with-dimensions.pass.sam/Watch: metric filter Failures publishes Failures",
      ],
      "filter-without-dimensions.fail.cfn.yaml": [
        "fail filter-without-dimensions.fail.cfn/Watch: never has data: metric filter Failures publishes Failures with Tenant, not with no dimension",
      ],
      "filter-without-dimensions.fail.sam.yaml": [
        "fail filter-without-dimensions.fail.sam/Watch: never has data: metric filter Failures publishes Failures with Tenant, not with no dimension",
      ],
      "filter-without-unit.fail.cfn.yaml": [
        "fail filter-without-unit.fail.cfn/GreeterErrors: never has data: its Unit is Count, and metric filter GreeterFailures publishes Failure in None",
      ],
      "filter.pass.cdk.json": [
        "pass Greet/Watch/Resource: metric filter Failures publishes Failures",
      ],
      "filter.pass.cfn.yaml": [
        "pass filter.pass.cfn/Watch: metric filter Failures publishes Failures",
      ],
      "filter.pass.sam.yaml": [
        "pass filter.pass.sam/Watch: metric filter Failures publishes Failures",
      ],
      "function-not-there.fail.cfn.yaml": [
        "fail function-not-there.fail.cfn/Watch: never has data: its FunctionName refers to Nobody, which the template does not define",
      ],
      "function-not-there.fail.sam.yaml": [
        "fail function-not-there.fail.sam/Watch: never has data: its FunctionName refers to Nobody, which the template does not define",
      ],
      "function.pass.cdk.json": [
        "pass Greet/Watch/Resource: Lambda publishes Errors with FunctionName; it is about Greeter",
      ],
      "function.pass.cfn.yaml": [
        "pass function.pass.cfn/Watch: Lambda publishes Errors with FunctionName; it is about Greeter",
      ],
      "function.pass.sam.yaml": [
        "pass function.pass.sam/Watch: Lambda publishes Errors with FunctionName; it is about Greeter",
      ],
      "http-5XXError.fail.cfn.yaml": [
        "fail http-5XXError.fail.cfn/Watch: never has data: API Gateway, for an HTTP API, publishes no 5XXError: it is called 5xx",
      ],
      "http-5XXError.fail.sam.yaml": [
        "fail http-5XXError.fail.sam/Watch: never has data: API Gateway, for an HTTP API, publishes no 5XXError: it is called 5xx",
      ],
      "http-by-name.fail.cfn.yaml": [
        "fail http-by-name.fail.cfn/Watch: never has data: the metrics of an HTTP API have ApiId, not ApiName",
      ],
      "http-default-route.pass.cfn.yaml": [
        "pass http-default-route.pass.cfn/Watch: API Gateway publishes 5xx with ApiId + Stage + Method + Resource; it is about Api",
      ],
      "http-elsewhere.pass.cfn.yaml": [
        "pass http-elsewhere.pass.cfn/Watch: API Gateway publishes Latency with ApiId; abcdef1234 is external, not defined in the audited stacks",
      ],
      "http-elsewhere.pass.sam.yaml": [
        "pass http-elsewhere.pass.sam/Watch: API Gateway publishes Latency with ApiId; abcdef1234 is external, not defined in the audited stacks",
      ],
      "http-no-route.fail.cfn.yaml": [
        "fail http-no-route.fail.cfn/Watch: never has data: Api has no route GET /goodbye, only GET /hello",
      ],
      "http-route-without-detailed-metrics.fail.cfn.yaml": [
        "fail http-route-without-detailed-metrics.fail.cfn/Watch: never has data: stage prod publishes no metrics of GET /hello: detailed metrics are not enabled for it",
      ],
      "http-route.pass.cfn.yaml": [
        "pass http-route.pass.cfn/Watch: API Gateway publishes 5xx with ApiId + Stage + Route; it is about Api",
      ],
      "http.pass.cdk.json": [
        "pass Greet/Watch/Resource: API Gateway publishes 5xx with ApiId; it is about Api",
      ],
      "http.pass.cfn.yaml": [
        "pass http.pass.cfn/Watch: API Gateway publishes 5xx with ApiId; it is about Api",
      ],
      "http.pass.sam.yaml": [
        "pass http.pass.sam/Watch: API Gateway publishes 5xx with ApiId; it is about Api",
      ],
      "imported-alias.fail.cdk.json": [
        "fail Greet/Watch/Resource: never has data: its FunctionName is a qualified name (\${GreeterA41DC22A}:live), under which Lambda publishes nothing",
      ],
      "imported.pass.cfn.yaml": [
        "pass imported.pass.cfn/Watch: Lambda publishes Errors with FunctionName; its resource is external, not defined in the audited stacks",
      ],
      "imported.pass.sam.yaml": [
        "pass imported.pass.sam/Watch: Lambda publishes Errors with FunctionName; its resource is external, not defined in the audited stacks",
      ],
      "latest-version-metric.fail.cdk.json": [
        "fail Greet/Watch/Resource: never has data: its FunctionName is a qualified name (\${GreeterA41DC22A}:$LATEST), under which Lambda publishes nothing",
      ],
      "logical-id.fail.cfn.yaml": [
        "fail logical-id.fail.cfn/Watch: never has data: its FunctionName is Greeter, the logical id of a resource with another name",
      ],
      "logical-id.fail.sam.yaml": [
        "fail logical-id.fail.sam/Watch: never has data: its FunctionName is Greeter, the logical id of a resource with another name",
      ],
      "mapping-by-function.fail.cfn.yaml": [
        "fail mapping-by-function.fail.cfn/Watch: never has data: Lambda publishes PolledEventCount with EventSourceMappingUUID, or FunctionName + EventSourceMappingUUID, not with FunctionName",
      ],
      "mapping-by-function.fail.sam.yaml": [
        "fail mapping-by-function.fail.sam/Watch: never has data: Lambda publishes PolledEventCount with EventSourceMappingUUID, or FunctionName + EventSourceMappingUUID, not with FunctionName",
      ],
      "math-over-nothing.fail.cfn.yaml": [
        "fail math-over-nothing.fail.cfn/Watch: never has data: its FunctionName is an ARN (arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${Greeter}), under which Lambda publishes nothing",
      ],
      "math-over-nothing.fail.sam.yaml": [
        "fail math-over-nothing.fail.sam/Watch: never has data: its FunctionName is an ARN (arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${Greeter}), under which Lambda publishes nothing",
      ],
      "math.pass.cfn.yaml": [
        "pass math.pass.cfn/Watch: Lambda publishes Invocations with FunctionName; it is about Greeter; Lambda publishes Errors with FunctionName; it is about Greeter",
      ],
      "math.pass.sam.yaml": [
        "pass math.pass.sam/Watch: Lambda publishes Invocations with FunctionName; it is about Greeter; Lambda publishes Errors with FunctionName; it is about Greeter",
      ],
      "method-alone.fail.cfn.yaml": [
        "fail method-alone.fail.cfn/Watch: never has data: API Gateway, for a REST API, publishes 5XXError with ApiName, or ApiName + Stage, or ApiName + Stage + Method + Resource, not with ApiName + Method",
      ],
      "method-alone.fail.sam.yaml": [
        "fail method-alone.fail.sam/Watch: never has data: API Gateway, for a REST API, publishes 5XXError with ApiName, or ApiName + Stage, or ApiName + Stage + Method + Resource, not with ApiName + Method",
      ],
      "misspelt-metric.unknown.sam.yaml": [
        "unknown misspelt-metric.unknown.sam/Odd: may never have data; Lambda documents no metric InitDuration (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html, as of 2026-11-30); did you mean Duration?",
      ],
      "name-open.unknown.cfn.yaml": [
        "unknown name-open.unknown.cfn/Watch: may never have data; depends on parameter Watched, which has no value; pass --parameter Watched=…",
      ],
      "name-open.unknown.sam.yaml": [
        "unknown name-open.unknown.sam/Watch: may never have data; depends on parameter Watched, which has no value; pass --parameter Watched=…",
      ],
      "namespace-open.unknown.cfn.yaml": [
        "unknown namespace-open.unknown.cfn/Watch: may never have data; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "own-namespace.not-applicable.cfn.yaml": [],
      "own-namespace.not-applicable.sam.yaml": [],
      "qualified-elsewhere.fail.cfn.yaml": [
        "fail qualified-elsewhere.fail.cfn/Watch: never has data: its FunctionName is a qualified name (payments:live), under which Lambda publishes nothing",
      ],
      "qualified-elsewhere.fail.sam.yaml": [
        "fail qualified-elsewhere.fail.sam/Watch: never has data: its FunctionName is a qualified name (payments:live), under which Lambda publishes nothing",
      ],
      "qualified-name.fail.cfn.yaml": [
        "fail qualified-name.fail.cfn/Watch: never has data: its FunctionName is a qualified name (\${Greeter}:live), under which Lambda publishes nothing",
      ],
      "qualified-name.fail.sam.yaml": [
        "fail qualified-name.fail.sam/Watch: never has data: its FunctionName is a qualified name (\${Greeter}:live), under which Lambda publishes nothing",
      ],
      "queue-arn.fail.cfn.yaml": [
        "fail queue-arn.fail.cfn/Watch: never has data: its QueueName is Arn of Failed, but the metrics have its QueueName",
      ],
      "queue-arn.fail.sam.yaml": [
        "fail queue-arn.fail.sam/Watch: never has data: its QueueName is Arn of Failed, but the metrics have its QueueName",
      ],
      "queue-elsewhere.pass.cfn.yaml": [
        "pass queue-elsewhere.pass.cfn/Watch: SQS publishes ApproximateNumberOfMessagesVisible with QueueName; payments-failed is external, not defined in the audited stacks",
      ],
      "queue-elsewhere.pass.sam.yaml": [
        "pass queue-elsewhere.pass.sam/Watch: SQS publishes ApproximateNumberOfMessagesVisible with QueueName; payments-failed is external, not defined in the audited stacks",
      ],
      "queue-in-prod.unknown.cfn.yaml": [
        "unknown queue-in-prod.unknown.cfn/Watch: may fail: never has data: its QueueName refers to Failed, which does not exist; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "queue-in-prod.unknown.sam.yaml": [
        "unknown queue-in-prod.unknown.sam/Watch: may fail: never has data: its QueueName refers to Failed, which does not exist; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "queue-url.fail.cfn.yaml": [
        "fail queue-url.fail.cfn/Watch: never has data: its QueueName is the Ref of Failed, but the metrics have its QueueName",
      ],
      "queue-url.fail.sam.yaml": [
        "fail queue-url.fail.sam/Watch: never has data: its QueueName is the Ref of Failed, but the metrics have its QueueName",
      ],
      "queue-without.fail.cfn.yaml": [
        "fail queue-without.fail.cfn/Watch: never has data: SQS publishes ApproximateNumberOfMessagesVisible with QueueName, not with no dimension",
      ],
      "queue-without.fail.sam.yaml": [
        "fail queue-without.fail.sam/Watch: never has data: SQS publishes ApproximateNumberOfMessagesVisible with QueueName, not with no dimension",
      ],
      "queue.pass.cdk.json": [
        "pass Greet/Watch/Resource: SQS publishes ApproximateNumberOfMessagesVisible with QueueName; it is about Failed",
      ],
      "queue.pass.cfn.yaml": [
        "pass queue.pass.cfn/Watch: SQS publishes ApproximateNumberOfMessagesVisible with QueueName; it is about Failed",
      ],
      "queue.pass.sam.yaml": [
        "pass queue.pass.sam/Watch: SQS publishes ApproximateNumberOfMessagesVisible with QueueName; it is about Failed",
      ],
      "rest-5xx.fail.cfn.yaml": [
        "fail rest-5xx.fail.cfn/Watch: never has data: API Gateway, for a REST API, publishes no 5xx: it is called 5XXError",
      ],
      "rest-5xx.fail.sam.yaml": [
        "fail rest-5xx.fail.sam/Watch: never has data: API Gateway, for a REST API, publishes no 5xx: it is called 5XXError",
      ],
      "rest-by-api-id.fail.cfn.yaml": [
        "fail rest-by-api-id.fail.cfn/Watch: never has data: the metrics of a REST API have ApiName, not ApiId",
      ],
      "rest-by-api-id.fail.sam.yaml": [
        "fail rest-by-api-id.fail.sam/Watch: never has data: the metrics of a REST API have ApiName, not ApiId",
      ],
      "rest-detailed-metrics-open.unknown.cfn.yaml": [
        "unknown rest-detailed-metrics-open.unknown.cfn/Watch: may never have data; depends on parameter Detailed, which has no value; pass --parameter Detailed=…",
      ],
      "rest-detailed-metrics-open.unknown.sam.yaml": [
        "unknown rest-detailed-metrics-open.unknown.sam/Watch: may never have data; depends on parameter Detailed, which has no value; pass --parameter Detailed=…",
      ],
      "rest-elsewhere-5xx.fail.cfn.yaml": [
        "fail rest-elsewhere-5xx.fail.cfn/Watch: never has data: API Gateway, for a REST API, publishes no 5xx: it is called 5XXError",
      ],
      "rest-elsewhere-5xx.fail.sam.yaml": [
        "fail rest-elsewhere-5xx.fail.sam/Watch: never has data: API Gateway, for a REST API, publishes no 5xx: it is called 5XXError",
      ],
      "rest-elsewhere.pass.cfn.yaml": [
        "pass rest-elsewhere.pass.cfn/Watch: API Gateway publishes 5XXError with ApiName; payments is external, not defined in the audited stacks",
      ],
      "rest-elsewhere.pass.sam.yaml": [
        "pass rest-elsewhere.pass.sam/Watch: API Gateway publishes 5XXError with ApiName; payments is external, not defined in the audited stacks",
      ],
      "rest-id-as-name.fail.cfn.yaml": [
        "fail rest-id-as-name.fail.cfn/Watch: never has data: its ApiName is the API's id, but the metrics of a REST API have its name",
      ],
      "rest-id-as-name.fail.sam.yaml": [
        "fail rest-id-as-name.fail.sam/Watch: never has data: its ApiName is the API's id, but the metrics of a REST API have its name",
      ],
      "rest-id-in-name.fail.cfn.yaml": [
        "fail rest-id-in-name.fail.cfn/Watch: never has data: its ApiName contains the API's id, but the metrics of a REST API have its name",
      ],
      "rest-id-in-name.fail.sam.yaml": [
        "fail rest-id-in-name.fail.sam/Watch: never has data: its ApiName contains the API's id, but the metrics of a REST API have its name",
      ],
      "rest-latency-by-api-id.fail.cfn.yaml": [
        "fail rest-latency-by-api-id.fail.cfn/Watch: never has data: the metrics of a REST API have ApiName, not ApiId",
      ],
      "rest-latency-by-api-id.fail.sam.yaml": [
        "fail rest-latency-by-api-id.fail.sam/Watch: never has data: the metrics of a REST API have ApiName, not ApiId",
      ],
      "rest-logical-id.fail.cfn.yaml": [
        "fail rest-logical-id.fail.cfn/Watch: never has data: its ApiName is Api, the logical id of a resource with another name",
      ],
      "rest-logical-id.fail.sam.yaml": [
        "fail rest-logical-id.fail.sam/Watch: never has data: its ApiName is Api, the logical id of a resource with another name",
      ],
      "rest-method-in-prod.unknown.cfn.yaml": [
        "unknown rest-method-in-prod.unknown.cfn/Watch: may never have data; the API's routes are not defined in the audited stacks",
      ],
      "rest-method-without-detailed-metrics.fail.cfn.yaml": [
        "fail rest-method-without-detailed-metrics.fail.cfn/Watch: never has data: stage prod publishes no metrics of GET /hello: detailed metrics are not enabled for it",
      ],
      "rest-method-without-detailed-metrics.fail.sam.yaml": [
        "fail rest-method-without-detailed-metrics.fail.sam/Watch: never has data: stage prod publishes no metrics of GET /hello: detailed metrics are not enabled for it",
      ],
      "rest-method.pass.cfn.yaml": [
        "pass rest-method.pass.cfn/Watch: API Gateway publishes 5XXError with ApiName + Stage + Method + Resource; it is about Api",
      ],
      "rest-method.pass.sam.yaml": [
        "pass rest-method.pass.sam/Watch: API Gateway publishes 5XXError with ApiName + Stage + Method + Resource; it is about Api",
      ],
      "rest-named-after-another.pass.cfn.yaml": [
        "pass rest-named-after-another.pass.cfn/Watch: API Gateway publishes 5XXError with ApiName; it is about Partner",
      ],
      "rest-named-after-another.pass.sam.yaml": [
        "pass rest-named-after-another.pass.sam/Watch: API Gateway publishes 5XXError with ApiName; it is about Partner",
      ],
      "rest-no-method.fail.cfn.yaml": [
        "fail rest-no-method.fail.cfn/Watch: never has data: Api has no route POST /hello, only GET /hello",
      ],
      "rest-no-method.fail.sam.yaml": [
        "fail rest-no-method.fail.sam/Watch: never has data: Api has no route POST /hello, only GET /hello",
      ],
      "rest-no-stage.fail.cfn.yaml": [
        "fail rest-no-stage.fail.cfn/Watch: never has data: its Stage is production, and Api has prod",
      ],
      "rest-no-stage.fail.sam.yaml": [
        "fail rest-no-stage.fail.sam/Watch: never has data: its Stage is production, and Api has prod",
      ],
      "rest-path-open.unknown.cfn.yaml": [
        "unknown rest-path-open.unknown.cfn/Watch: may never have data; depends on parameter Part, which has no value; pass --parameter Part=…",
      ],
      "rest-plural.fail.cfn.yaml": [
        "fail rest-plural.fail.cfn/Watch: never has data: API Gateway publishes no 5XXErrors: it is called 5XXError (REST) and 5xx (HTTP)",
      ],
      "rest-plural.fail.sam.yaml": [
        "fail rest-plural.fail.sam/Watch: never has data: API Gateway publishes no 5XXErrors: it is called 5XXError (REST) and 5xx (HTTP)",
      ],
      "rest-stage.pass.cdk.json": [
        "pass Greet/Watch/Resource: API Gateway publishes 5XXError with ApiName + Stage; it is about Api",
      ],
      "rest-stage.pass.cfn.yaml": [
        "pass rest-stage.pass.cfn/Watch: API Gateway publishes 5XXError with ApiName + Stage; it is about Api",
      ],
      "rest-stage.pass.sam.yaml": [
        "pass rest-stage.pass.sam/Watch: API Gateway publishes 5XXError with ApiName + Stage; it is about Api",
      ],
      "rest.pass.cdk.json": [
        "pass Greet/Watch/Resource: API Gateway publishes 5XXError with ApiName; it is about Api",
      ],
      "rest.pass.cfn.yaml": [
        "pass rest.pass.cfn/Watch: API Gateway publishes 5XXError with ApiName; it is about Api",
      ],
      "rest.pass.sam.yaml": [
        "pass rest.pass.sam/Watch: API Gateway publishes 5XXError with ApiName; it is about Api",
      ],
      "rule-and-bus.pass.cfn.yaml": [
        "pass rule-and-bus.pass.cfn/Watch: EventBridge publishes FailedInvocations with EventBusName + RuleName; it is about Nightly and Bus",
      ],
      "rule-and-bus.pass.sam.yaml": [
        "pass rule-and-bus.pass.sam/Watch: EventBridge publishes FailedInvocations with EventBusName + RuleName; it is about Nightly and Bus",
      ],
      "rule-on-a-bus.fail.cdk.json": [
        "fail Greet/Watch/Resource: never has data: Nightly is on a custom event bus, so its metrics have EventBusName + RuleName",
      ],
      "rule-on-a-bus.fail.cfn.yaml": [
        "fail rule-on-a-bus.fail.cfn/Watch: never has data: Nightly is on a custom event bus, so its metrics have EventBusName + RuleName",
      ],
      "rule-on-a-bus.fail.sam.yaml": [
        "fail rule-on-a-bus.fail.sam/Watch: never has data: Nightly is on a custom event bus, so its metrics have EventBusName + RuleName",
      ],
      "rule.pass.cfn.yaml": [
        "pass rule.pass.cfn/Watch: EventBridge publishes FailedInvocations with RuleName; it is about Nightly",
      ],
      "rule.pass.sam.yaml": [
        "pass rule.pass.sam/Watch: EventBridge publishes FailedInvocations with RuleName; it is about Nightly",
      ],
      "stack-name.fail.cfn.yaml": [
        "fail stack-name.fail.cfn/Watch: never has data: its Resource is \${AWS::StackName}-Greeter:live, which is not of the function",
      ],
      "stack-name.fail.sam.yaml": [
        "fail stack-name.fail.sam/Watch: never has data: its Resource is \${AWS::StackName}-Greeter:live, which is not of the function",
      ],
      "state-machine-name.fail.cfn.yaml": [
        "fail state-machine-name.fail.cfn/Watch: never has data: its StateMachineArn is Name of Greet, but the metrics have its Ref",
      ],
      "state-machine-name.fail.sam.yaml": [
        "fail state-machine-name.fail.sam/Watch: never has data: its StateMachineArn is Name of Greet, but the metrics have its Ref",
      ],
      "state-machine.pass.cdk.json": [
        "pass Greet/Watch/Resource: Step Functions publishes ExecutionsFailed with StateMachineArn; it is about Greet",
      ],
      "state-machine.pass.cfn.yaml": [
        "pass state-machine.pass.cfn/Watch: Step Functions publishes ExecutionsFailed with StateMachineArn; it is about Greet",
      ],
      "state-machine.pass.sam.yaml": [
        "pass state-machine.pass.sam/Watch: Step Functions publishes ExecutionsFailed with StateMachineArn; it is about Greet",
      ],
      "table.pass.cfn.yaml": [
        "pass table.pass.cfn/Watch: DynamoDB publishes ReadThrottleEvents with TableName; it is about Greetings",
      ],
      "table.pass.sam.yaml": [
        "pass table.pass.sam/Watch: DynamoDB publishes ReadThrottleEvents with TableName; it is about Greetings",
      ],
      "throttled-without-operation.fail.cdk.json": [
        "fail Greet/Watch/Resource: never has data: DynamoDB publishes ThrottledRequests with TableName + Operation, or TableName + Operation + StreamLabel, not with TableName",
      ],
      "throttled-without-operation.fail.cfn.yaml": [
        "fail throttled-without-operation.fail.cfn/Watch: never has data: DynamoDB publishes ThrottledRequests with TableName + Operation, or TableName + Operation + StreamLabel, not with TableName",
      ],
      "throttled-without-operation.fail.sam.yaml": [
        "fail throttled-without-operation.fail.sam/Watch: never has data: DynamoDB publishes ThrottledRequests with TableName + Operation, or TableName + Operation + StreamLabel, not with TableName",
      ],
      "topic-arn.fail.cfn.yaml": [
        "fail topic-arn.fail.cfn/Watch: never has data: its TopicName is the Ref of News, but the metrics have its TopicName",
      ],
      "topic-arn.fail.sam.yaml": [
        "fail topic-arn.fail.sam/Watch: never has data: its TopicName is the Ref of News, but the metrics have its TopicName",
      ],
      "topic.pass.cdk.json": [
        "pass Greet/Watch/Resource: SNS publishes NumberOfNotificationsFailed with TopicName; it is about News",
      ],
      "topic.pass.cfn.yaml": [
        "pass topic.pass.cfn/Watch: SNS publishes NumberOfNotificationsFailed with TopicName; it is about News",
      ],
      "topic.pass.sam.yaml": [
        "pass topic.pass.sam/Watch: SNS publishes NumberOfNotificationsFailed with TopicName; it is about News",
      ],
      "unit-of-another-kind.fail.sam.yaml": [
        "fail unit-of-another-kind.fail.sam/Watch: never has data: its Unit is Seconds, and Lambda publishes Errors in Count",
      ],
      "unit-open.unknown.sam.yaml": [
        "unknown unit-open.unknown.sam/Watch: may never have data; depends on parameter Unit, which has no value; pass --parameter Unit=…",
      ],
      "unit.pass.sam.yaml": [
        "pass unit.pass.sam/Watch: Lambda publishes Errors with FunctionName + Resource; it is about Greeter",
      ],
      "unknown-metric.unknown.cfn.yaml": [
        "unknown unknown-metric.unknown.cfn/Watch: may never have data; Lambda documents no metric MemoryUsed (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html, as of 2026-11-30); did you mean MemoryAllocated?",
      ],
      "unknown-metric.unknown.sam.yaml": [
        "unknown unknown-metric.unknown.sam/Watch: may never have data; Lambda documents no metric MemoryUsed (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html, as of 2026-11-30); did you mean MemoryAllocated?",
      ],
      "url-requests.pass.cfn.yaml": [
        "pass url-requests.pass.cfn/Watch: Lambda publishes Url5xxCount with FunctionName; it is about Greeter",
      ],
      "url-requests.pass.sam.yaml": [
        "pass url-requests.pass.sam/Watch: Lambda publishes Url5xxCount with FunctionName; it is about Greeter",
      ],
      "user-errors-by-table.fail.cfn.yaml": [
        "fail user-errors-by-table.fail.cfn/Watch: never has data: DynamoDB publishes UserErrors with no dimension, not with TableName",
      ],
      "user-errors-by-table.fail.sam.yaml": [
        "fail user-errors-by-table.fail.sam/Watch: never has data: DynamoDB publishes UserErrors with no dimension, not with TableName",
      ],
      "user-errors.pass.cdk.json": [
        "pass Greet/Watch/Resource: DynamoDB publishes UserErrors with no dimension",
      ],
      "version-metric.fail.cdk.json": [
        "fail Greet/Watch/Resource: never has data: its FunctionName is a qualified name (\${GreeterA41DC22A}:\${GreeterCurrentVersion026B78198cde1aac9def7031f0601939fa7c6746.Version}), under which Lambda publishes nothing",
      ],
      "version-without-resource.fail.cfn.yaml": [
        "fail version-without-resource.fail.cfn/Watch: never has data: Lambda publishes Errors with no dimension, or FunctionName, or FunctionName + Resource, or FunctionName + Resource + ExecutedVersion, not with FunctionName + ExecutedVersion",
      ],
      "version-without-resource.fail.sam.yaml": [
        "fail version-without-resource.fail.sam/Watch: never has data: Lambda publishes Errors with no dimension, or FunctionName, or FunctionName + Resource, or FunctionName + Resource + ExecutedVersion, not with FunctionName + ExecutedVersion",
      ],
      "version.pass.cfn.yaml": [
        "pass version.pass.cfn/Watch: Lambda publishes Errors with FunctionName + Resource + ExecutedVersion; it is about Greeter",
      ],
      "version.pass.sam.yaml": [
        "pass version.pass.sam/Watch: Lambda publishes Errors with FunctionName + Resource + ExecutedVersion; it is about Greeter",
      ],
      "websocket-latency.fail.cfn.yaml": [
        "fail websocket-latency.fail.cfn/Watch: never has data: API Gateway, for a WebSocket API, publishes no Latency: it is called IntegrationLatency",
      ],
      "websocket.pass.cfn.yaml": [
        "pass websocket.pass.cfn/Watch: API Gateway publishes ExecutionError with ApiId; it is about Api",
      ],
    }
  `);
});

test("the remedy says what to correct", async () => {
  const on = (MetricName: string, ...dimensions: readonly (readonly [string, string])[]) => ({
    Type: "AWS::CloudWatch::Alarm",
    Properties: {
      Namespace: dimensions.length > 2 ? "AWS/ApiGateway" : "AWS/States",
      MetricName,
      Dimensions: dimensions.map(([Name, Value]) => ({ Name, Value })),
      Statistic: "Sum",
    },
  });
  const method = (path: string) =>
    [
      ["ApiName", "hello"],
      ["Stage", "prod"],
      ["Method", "GET"],
      ["Resource", path],
    ] as const;
  const Resources = {
    Api: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: "hello", Body: { paths: { "/hello": { get: {} } } } } },
    Stage: { Type: "AWS::ApiGateway::Stage", Properties: { RestApiId: { Ref: "Api" }, StageName: "prod" } },
    Frequent: on("ExecutionsFailedCount", ["StateMachineArn", "arn:aws:states:eu-west-1:111122223333:stateMachine:greet"]),
    Near: on("ExecutionFailed", ["StateMachineArn", "arn:aws:states:eu-west-1:111122223333:stateMachine:greet"]),
    Unlike: on("Zebras", ["StateMachineArn", "arn:aws:states:eu-west-1:111122223333:stateMachine:greet"]),
    Dimension: on("ExecutionsFailed", ["StateMachine", "greet"]),
    NoRoute: on("5XXError", ...method("/goodbye")),
    NoMetrics: on("5XXError", ...method("/hello")),
  };
  const model = link(await readTemplates(requestFor(folder({ "t.json": { Resources } }), ["t.json"])));
  const found = [...runCheck(check, model, check.options.parse({}), 0).values()];
  const remedies = found.map(({ subject, finding: { remedy, at } }) => [
    subject.resource?.logicalId,
    `${at?.path[1]}: ${typeof remedy === "string" ? remedy : remedy?.cloudformation}`,
  ]);
  expect(Object.fromEntries(remedies)).toMatchInlineSnapshot(`
    {
      "Dimension": "Dimensions: give the alarm exactly one of the dimension sets that the service publishes, with resource names as values",
      "Frequent": "MetricName: correct the alarm's MetricName: did you mean ExecutionsFailed?",
      "Near": "MetricName: correct the alarm's MetricName: did you mean ExecutionsFailed?",
      "NoMetrics": "Dimensions: set MetricsEnabled in the stage's MethodSettings (HTTP and WebSocket APIs: DetailedMetricsEnabled), or watch the whole stage",
      "NoRoute": "Dimensions: give the alarm a method and path, or a route key, that the API has, or remove these dimensions to watch the whole stage",
      "Unlike": "MetricName: correct the alarm's MetricName to a metric that the service documents",
    }
  `);
});
