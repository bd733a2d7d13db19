// What rollback-alarm-deadlock says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./rollback-alarm-deadlock.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "account.fail.sam.yaml": [
        "fail account.fail.sam/Greeter (live): GreeterErrors is in ALARM while the live version fails and stops the deployment of the fix: it watches Errors of the whole account",
      ],
      "alarms-open.unknown.cfn.yaml": [
        "unknown alarms-open.unknown.cfn/Greeter (live): which alarms stop a deployment is unknown; depends on parameter Watched, which has no value; pass --parameter Watched=…",
      ],
      "alias.fail.sam.yaml": [
        "fail alias.fail.sam/Greeter (live): GreeterErrors is in ALARM while the live version fails and stops the deployment of the fix: it watches Errors of alias live",
      ],
      "always-in-alarm.fail.sam.yaml": [
        "fail always-in-alarm.fail.sam/Greeter (live): GreeterErrors is in ALARM while the live version fails and stops the deployment of the fix: it is in ALARM for every value of Errors (GreaterThanOrEqualToThreshold 0)",
      ],
      "always.fail.sam.yaml": [
        "fail always.fail.sam/Greeter (live): Unhealthy is in ALARM while the live version fails and stops the deployment of the fix: it has a rule that is always true",
      ],
      "another-function.pass.sam.yaml": [
        "pass another-function.pass.sam/Greeter (live): no rollback alarm is in ALARM because the live version fails: GreeterErrors watches Errors of function Other",
      ],
      "both-in-math.unknown.sam.yaml": [
        "unknown both-in-math.unknown.sam/Greeter (live): it is unknown whether Share is in ALARM while the live version fails: it watches Errors of the function; its expression combines a metric of the new version with one of the live version",
      ],
      "both.pass.sam.yaml": [
        "pass both.pass.sam/Greeter (live): no rollback alarm is in ALARM because the live version fails: Unhealthy has a rule that is false then",
      ],
      "circle.pass.sam.yaml": [
        "pass circle.pass.sam/Greeter (live): no rollback alarm is in ALARM because the live version fails: GreeterUnhealthy has a rule that is false then",
      ],
      "composite-elsewhere.unknown.sam.yaml": [
        "unknown composite-elsewhere.unknown.sam/Greeter (live): it is unknown whether GreeterUnhealthy is in ALARM while the live version fails: it has member platform-errors; alarm platform-errors is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "composite.fail.cdk.json": [
        "fail Greet/Greeter/Resource (live): GreeterUnhealthy is in ALARM while the live version fails and stops the deployment of the fix: it has member GreeterErrors, which watches Errors of alias live",
      ],
      "configuration-open.unknown.cfn.yaml": [
        "unknown configuration-open.unknown.cfn/Greeter (live): which alarms stop a deployment is unknown; depends on parameter Watching, which has no value; pass --parameter Watching=…",
      ],
      "custom.unknown.sam.yaml": [
        "unknown custom.unknown.sam/Greeter (live): it is unknown whether GreeterErrors is in ALARM while the live version fails: it watches custom metric greetings Failure (service=greetings); the template does not show what that metric counts",
      ],
      "elsewhere.unknown.sam.yaml": [
        "unknown elsewhere.unknown.sam/Greeter (live): it is unknown whether platform-errors is in ALARM while the live version fails: it watches something unknown; alarm platform-errors is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "held-back.pass.sam.yaml": [
        "pass held-back.pass.sam/Greeter (live): no rollback alarm is in ALARM because the live version fails: GreeterUnhealthy has a rule that is false then",
      ],
      "invocations.unknown.sam.yaml": [
        "unknown invocations.unknown.sam/Greeter (live): it is unknown whether GreeterErrors is in ALARM while the live version fails: it watches Invocations of alias live; that metric does not depend on failures alone",
      ],
      "member-elsewhere-decided.fail.sam.yaml": [
        "fail member-elsewhere-decided.fail.sam/Greeter (live): Unhealthy is in ALARM while the live version fails and stops the deployment of the fix: it has member AllErrors, which watches Errors of the function",
      ],
      "minimum-past-alias.pass.sam.yaml": [
        "pass minimum-past-alias.pass.sam/Greeter (live): no rollback alarm is in ALARM because the live version fails: GreeterErrors watches 5XXError of API Api, which bypasses alias live",
      ],
      "minimum.unknown.sam.yaml": [
        "unknown minimum.unknown.sam/Greeter (live): it is unknown whether GreeterErrors is in ALARM while the live version fails: it watches Minimum of Errors, which is 0 unless all requests fail; it enters ALARM if the live version fails every invocation",
      ],
      "no-alarm.not-applicable.cfn.yaml": [],
      "one-of-two.fail.sam.yaml": [
        "fail one-of-two.fail.sam/Greeter (live): AllErrors is in ALARM while the live version fails and stops the deployment of the fix: it watches Errors of the function",
      ],
      "rule-given.unknown.sam.yaml": [
        "unknown rule-given.unknown.sam/Greeter (live): it is unknown whether Unhealthy is in ALARM while the live version fails: it has an unknown rule; its AlarmRule is not supported",
      ],
      "rule-open.unknown.sam.yaml": [
        "unknown rule-open.unknown.sam/Greeter (live): it is unknown whether Unhealthy is in ALARM while the live version fails: it has an unknown rule; its AlarmRule is not supported",
      ],
      "state-machine-few.unknown.cfn.yaml": [
        "unknown state-machine-few.unknown.cfn/FlowLive (live): it is unknown whether FlowFailed is in ALARM while the live version fails: it watches ExecutionsFailed of the state machine; that metric does not depend on failures alone",
      ],
      "state-machine-other.pass.cfn.yaml": [
        "pass state-machine-other.pass.cfn/FlowLive (live): no rollback alarm is in ALARM because the live version fails: FlowFailed watches ExecutionsFailed of another state machine",
      ],
      "state-machine-timed-out.unknown.cfn.yaml": [
        "unknown state-machine-timed-out.unknown.cfn/FlowLive (live): it is unknown whether FlowFailed is in ALARM while the live version fails: it watches ExecutionsTimedOut of the state machine; that metric does not depend on failures alone",
      ],
      "state-machine.unknown.cfn.yaml": [
        "unknown state-machine.unknown.cfn/FlowLive (live): FlowFailed is in ALARM while the live version fails, which may stop the deployment of the fix: it watches ExecutionsFailed of the state machine; whether CloudFormation rolls back on an alarm that is in ALARM before the shift begins is not documented",
      ],
      "statistic-open.unknown.sam.yaml": [
        "unknown statistic-open.unknown.sam/Greeter (live): it is unknown whether GreeterErrors is in ALARM while the live version fails: it watches Errors of function Other; depends on parameter Statistic, which has no value; pass --parameter Statistic=…",
      ],
      "version.pass.cfn.yaml": [
        "pass version.pass.cfn/Greeter (live): no rollback alarm is in ALARM because the live version fails: GreeterErrors watches Errors of the version behind alias live",
      ],
      "version.pass.sam.yaml": [
        "pass version.pass.sam/Greeter (live): no rollback alarm is in ALARM because the live version fails: GreeterErrors watches Errors of the version behind alias live",
      ],
    }
  `);
});
