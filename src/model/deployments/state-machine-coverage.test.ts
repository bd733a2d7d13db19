// What an alarm shows of a new version of a state machine, where the template leaves something open or names something else.
import { expect, test } from "vitest";
import { alarm, dimensions, saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";

const ref = (Ref: string): JsonObject => ({ Ref });
const machine = (more: JsonObject = {}): JsonObject => ({
  Type: "AWS::StepFunctions::StateMachine",
  Properties: {
    DefinitionString: '{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}',
    RoleArn: "arn:aws:iam::111122223333:role/flow",
  },
  ...more,
});
const version = (StateMachineArn: Json): JsonObject => ({
  Type: "AWS::StepFunctions::StateMachineVersion",
  Properties: { StateMachineArn },
});
const shifted = (Name: Json, Alarms: Json = [ref("Failed")]): JsonObject => ({
  Type: "AWS::StepFunctions::StateMachineAlias",
  Properties: {
    Name,
    DeploymentPreference: { StateMachineVersionArn: ref("FlowVersion"), Type: "CANARY", Percentage: 10, Interval: 5, Alarms },
  },
});
const flow = (Failed: JsonObject, more: JsonObject = {}): JsonObject => ({
  ...{ Flow: machine(), FlowVersion: version(ref("Flow")), FlowLive: shifted("live"), Failed },
  ...more,
});
const executions = (given: JsonObject, MetricName: Json = "ExecutionsFailed", Namespace: Json = "AWS/States"): JsonObject =>
  alarm({ Namespace, MetricName, Dimensions: dimensions(given) });
const own = { StateMachineArn: ref("Flow") };
const said = (variants: Record<string, JsonObject>) => saidOfEach("rollback-alarm-scope", variants, "FlowLive");

test("the executions that a metric counts", async () => {
  expect(
    await said({
      "of the machine": flow(executions(own)),
      "of the machine by its Arn": flow(executions({ StateMachineArn: { "Fn::GetAtt": ["Flow", "Arn"] } })),
      "of the machine's name, which is no ARN": flow(executions({ StateMachineArn: { "Fn::GetAtt": ["Flow", "Name"] } })),
      "of another machine": flow(executions({ StateMachineArn: ref("Second") }), { Second: machine() }),
      "of another machine by its ARN": flow(
        executions({ StateMachineArn: "arn:aws:states:eu-west-1:111122223333:stateMachine:other" }),
      ),
      "of an open machine": flow(executions({ StateMachineArn: ref("Open") })),
      "of the account": flow(executions({})),
      "of an activity": flow(executions({ ActivityArn: "arn:aws:states:eu-west-1:111122223333:activity:sign" })),
      "that take too long": flow(executions(own, "ExecutionsTimedOut")),
      "that are aborted": flow(executions(own, "ExecutionsAborted")),
      "that take their time": flow(executions(own, "ExecutionTime")),
      "of the alias": flow(executions({ ...own, Alias: "live" })),
      "of another alias": flow(executions({ ...own, Alias: "beta" })),
      "of an open alias": flow(executions({ ...own, Alias: ref("Open") })),
      "of one version": flow(executions({ ...own, Version: "3" })),
      "of the alias, with more dimensions": flow(executions({ ...own, Alias: "live", Shop: "one" })),
      "with more dimensions": flow(executions({ ...own, Shop: "one" })),
    }),
  ).toMatchInlineSnapshot(`
    {
      "of an activity": [
        "fail FlowLive (live): no rollback alarm watches the deployed code at level state machine or above: Failed watches ExecutionsFailed of something other than executions (level nothing)",
      ],
      "of an open alias": [
        "unknown FlowLive (live): rollback alarm Failed watches ExecutionsFailed of an alias; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of an open machine": [
        "unknown FlowLive (live): rollback alarm Failed watches ExecutionsFailed of a state machine; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of another alias": [
        "fail FlowLive (live): no rollback alarm watches the deployed code at level state machine or above: Failed watches ExecutionsFailed of alias beta, not FlowLive (level nothing)",
      ],
      "of another machine": [
        "fail FlowLive (live): no rollback alarm watches the deployed code at level state machine or above: Failed watches ExecutionsFailed of another state machine (level nothing)",
      ],
      "of another machine by its ARN": [
        "fail FlowLive (live): no rollback alarm watches the deployed code at level state machine or above: Failed watches ExecutionsFailed of another state machine (level nothing)",
      ],
      "of one version": [
        "unknown FlowLive (live): rollback alarm Failed watches ExecutionsFailed of one version; it is unknown whether it is the new version",
      ],
      "of the account": [
        "fail FlowLive (live): no rollback alarm watches the deployed code at level state machine or above: Failed never has data: Step Functions publishes ExecutionsFailed with StateMachineArn, or StateMachineArn + Alias, or StateMachineArn + Version, not with no dimension (level nothing)",
      ],
      "of the alias": [
        "pass FlowLive (live): rollback alarm Failed watches ExecutionsFailed of alias FlowLive (level alias)",
      ],
      "of the alias, with more dimensions": [
        "unknown FlowLive (live): rollback alarm Failed watches ExecutionsFailed; has dimensions that Step Functions does not document for executions",
      ],
      "of the machine": [
        "pass FlowLive (live): rollback alarm Failed watches ExecutionsFailed of the state machine (level state machine)",
      ],
      "of the machine by its Arn": [
        "pass FlowLive (live): rollback alarm Failed watches ExecutionsFailed of the state machine (level state machine)",
      ],
      "of the machine's name, which is no ARN": [
        "fail FlowLive (live): no rollback alarm watches the deployed code at level state machine or above: Failed watches ExecutionsFailed of another state machine (level nothing)",
      ],
      "that are aborted": [
        "pass FlowLive (live): rollback alarm Failed watches ExecutionsAborted of the state machine (level state machine)",
      ],
      "that take their time": [
        "unknown FlowLive (live): rollback alarm Failed watches ExecutionTime of the state machine; the effect of a broken version on metrics other than failed executions is unknown",
      ],
      "that take too long": [
        "pass FlowLive (live): rollback alarm Failed watches ExecutionsTimedOut of the state machine (level state machine)",
      ],
      "with more dimensions": [
        "unknown FlowLive (live): rollback alarm Failed watches ExecutionsFailed; has dimensions that Step Functions does not document for executions",
      ],
    }
  `);
});

test("a metric of something else", async () => {
  expect(
    await said({
      "in an open namespace": flow(executions(own, "Failed", ref("Open"))),
      "in a namespace that is open in part": flow(executions(own, "Failed", { "Fn::Sub": "shop/${Open}" })),
      "in a namespace of a mapping that is not there": flow(
        executions(own, "Failed", { "Fn::FindInMap": ["Nowhere", "a", "b"] }),
      ),
      "without a namespace": flow(executions(own, "Failed", ref("AWS::NoValue"))),
      "with open dimensions": flow(alarm({ Namespace: "AWS/States", MetricName: "ExecutionsFailed", Dimensions: ref("Open") })),
      "of functions, of the whole account": flow(executions({}, "Errors", "AWS/Lambda")),
      "of one function": flow(executions({ FunctionName: "greeter" }, "Errors", "AWS/Lambda")),
      "of one's own, without dimensions": flow(executions({}, "Failed", "shop")),
      "of a query": flow({
        Type: "AWS::CloudWatch::Alarm",
        Properties: {
          Metrics: [{ Id: "q", Expression: 'SELECT SUM(Errors) FROM "AWS/Lambda"', Period: 60 }],
          EvaluationPeriods: 1,
          Threshold: 1,
          ComparisonOperator: "GreaterThanThreshold",
        },
      }),
    }),
  ).toMatchInlineSnapshot(`
    {
      "in a namespace of a mapping that is not there": [
        "unknown FlowLive (live): rollback alarm Failed watches Failed of an unknown namespace; depends on a mapping that does not exist: Nowhere",
      ],
      "in a namespace that is open in part": [
        "unknown FlowLive (live): rollback alarm Failed watches Failed of an unknown namespace; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "in an open namespace": [
        "unknown FlowLive (live): rollback alarm Failed watches Failed of an unknown namespace; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of a query": [
        "unknown FlowLive (live): rollback alarm Failed is a Metrics Insights query; alarm Failed is a Metrics Insights query, which is not evaluated",
      ],
      "of functions, of the whole account": [
        "fail FlowLive (live): no rollback alarm watches the deployed code at level state machine or above: Failed watches Errors of the whole account (level account)",
      ],
      "of one function": [
        "unknown FlowLive (live): rollback alarm Failed watches Errors of AWS/Lambda; it is unknown whether a metric of AWS/Lambda measures the state machine",
      ],
      "of one's own, without dimensions": [
        "unknown FlowLive (live): rollback alarm Failed watches Failed of shop; it is unknown whether a metric of shop measures the state machine",
      ],
      "with open dimensions": [
        "unknown FlowLive (live): rollback alarm Failed watches ExecutionsFailed with unknown dimensions; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "without a namespace": [
        "unknown FlowLive (live): rollback alarm Failed watches a metric without a namespace; has no namespace",
      ],
    }
  `);
});

test("a deployment that is open", async () => {
  const ofAlias = (Alias: Json): JsonObject => executions({ ...own, Alias });
  expect(
    await said({
      "to an alias with an open name": flow(ofAlias("live"), { FlowLive: shifted(ref("Open")) }),
      "to an alias with an open name, watched as a whole": flow(executions(own), { FlowLive: shifted(ref("Open")) }),
      "to an alias with a name that is open in part": flow(ofAlias("live-prod"), {
        FlowLive: shifted({ "Fn::Sub": "live-${Open}" }),
      }),
      "to an alias with a name that cannot be it": flow(ofAlias("beta-prod"), {
        FlowLive: shifted({ "Fn::Sub": "live-${Open}" }),
      }),
      "of an open version": flow(executions(own), { FlowVersion: version(ref("Open")) }),
      "of a version elsewhere": flow(executions(own), {
        FlowVersion: version("arn:aws:states:eu-west-1:111122223333:stateMachine:other"),
      }),
      "of a machine that may not be there": flow(executions(own), { Flow: machine({ Condition: "IsProd" }) }),
      "with an alarm of a mapping that is not there": flow(executions(own), {
        FlowLive: shifted("live", [ref("Failed"), { "Fn::FindInMap": ["Nowhere", "a", "b"] }]),
      }),
      "with open alarms": flow(executions(own), { FlowLive: shifted("live", ref("Many")) }),
    }),
  ).toMatchInlineSnapshot(`
    {
      "of a machine that may not be there": [
        "unknown FlowLive (live): rollback alarm Failed watches ExecutionsFailed of a state machine; the state machine of the alias is unknown",
      ],
      "of a version elsewhere": [
        "unknown FlowLive (live): rollback alarm Failed watches ExecutionsFailed of a state machine; the state machine of the alias is unknown",
      ],
      "of an open version": [
        "unknown FlowLive (live): rollback alarm Failed watches ExecutionsFailed of a state machine; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "to an alias with a name that cannot be it": [
        "fail FlowLive (live-\${Open}): no rollback alarm watches the deployed code at level state machine or above: Failed watches ExecutionsFailed of alias beta-prod, not FlowLive (level nothing)",
      ],
      "to an alias with a name that is open in part": [
        "unknown FlowLive (live-\${Open}): rollback alarm Failed watches ExecutionsFailed of an alias; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "to an alias with an open name": [
        "unknown FlowLive (\${Open}): rollback alarm Failed watches ExecutionsFailed of an alias; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "to an alias with an open name, watched as a whole": [
        "pass FlowLive (\${Open}): rollback alarm Failed watches ExecutionsFailed of the state machine (level state machine)",
      ],
      "with an alarm of a mapping that is not there": [
        "pass FlowLive (live): rollback alarm Failed watches ExecutionsFailed of the state machine (level state machine)",
      ],
      "with open alarms": [
        "unknown FlowLive (live): which alarms stop a deployment is unknown; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
    }
  `);
});
