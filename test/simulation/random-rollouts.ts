// Random templates with one state machine alias that CloudFormation shifts, and alarms on failed executions: most of them wrong somehow.
import fc from "fast-check";

const ref = (name: string): object => ({ Ref: name });
const ofMachine = [{ Name: "StateMachineArn", Value: ref("Flow") }];
const ofAlias = [...ofMachine, { Name: "Alias", Value: "live" }];

/** At least one failed execution of the alias in a minute, but for these properties. */
function failures(properties: Readonly<Record<string, unknown>>): object {
  const usual = {
    Namespace: "AWS/States",
    MetricName: "ExecutionsFailed",
    Dimensions: ofAlias,
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 1,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    Threshold: 1,
  };
  return { Type: "AWS::CloudWatch::Alarm", Properties: { ...usual, ...properties } };
}

const alarms = fc.array(
  fc
    .record({
      MetricName: fc.constantFrom("ExecutionsFailed", "ExecutionsFailed", "ExecutionsFailed", "ExecutionsTimedOut"),
      Dimensions: fc.constantFrom(ofAlias, ofMachine),
      Statistic: fc.constantFrom("Sum", "Sum", "Maximum", "Average"),
      Period: fc.constantFrom(60, 60, 300, 3600),
      EvaluationPeriods: fc.constantFrom(1, 1, 2, 3, 10),
      Threshold: fc.constantFrom(0, 1, 1, 5, 50, 200),
      ComparisonOperator: fc.constantFrom("GreaterThanOrEqualToThreshold", "GreaterThanThreshold"),
      TreatMissingData: fc.constantFrom("missing", "notBreaching", "breaching", "ignore"),
    })
    .map(failures),
  { maxLength: 2 },
);

const preferences = fc.oneof(
  fc.constant({ Type: "ALL_AT_ONCE" }),
  fc.record({
    Type: fc.constantFrom("CANARY", "LINEAR"),
    Percentage: fc.constantFrom(1, 10, 50),
    Interval: fc.integer({ min: 1, max: 10 }),
  }),
);

/** One state machine, `Flow`, and its alias `Live`. */
export const rollouts = fc.record({ alarms, preference: preferences }).map(({ alarms: some, preference }) => {
  const named = Object.fromEntries(some.map((each, index) => [`Alarm${index}`, each]));
  const Alarms = Object.keys(named).map(ref);
  return {
    Resources: {
      Flow: { Type: "AWS::StepFunctions::StateMachine", Properties: { RoleArn: "arn:aws:iam::111111111111:role/flow" } },
      Version: { Type: "AWS::StepFunctions::StateMachineVersion", Properties: { StateMachineArn: ref("Flow") } },
      Live: {
        Type: "AWS::StepFunctions::StateMachineAlias",
        Properties: { Name: "live", DeploymentPreference: { StateMachineVersionArn: ref("Version"), ...preference, Alarms } },
      },
      ...named,
    },
  };
});
