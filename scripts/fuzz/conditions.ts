// Templates with more conditions than can be tried: chains, cycles, and alternatives of one name.
import type { Json } from "../../src/model/json.ts";
import type { Random } from "./random.ts";

export function conditionMaze(random: Random): Json {
  const count = random.pick([3, 30, 300, 3000]);
  const parameters = random.pick([1, 5, 40]);
  const parameter = (): Json => ({ Ref: `P${random.int(parameters)}` });
  const earlier = (index: number): Json => ({ Condition: `C${random.int(random.chance(0.02) ? count : index + 1)}` });
  const condition = (index: number): Json =>
    random.pick<() => Json>([
      () => ({ "Fn::Equals": [parameter(), random.pick(["a", "b", ""])] }),
      () => ({ "Fn::Equals": [parameter(), parameter()] }),
      () => ({ "Fn::Not": [earlier(index)] }),
      () => ({ "Fn::And": [earlier(index), earlier(index), earlier(index)] }),
      () => ({ "Fn::Or": [earlier(index), earlier(index)] }),
    ])();
  const any = (): string => `C${random.int(count)}`;
  const either = (left: Json, right: Json): Json => ({ "Fn::If": [any(), left, right] });
  const named = <T>(length: number, prefix: string, value: (index: number) => T): Record<string, T> =>
    Object.fromEntries(Array.from({ length }, (_, index) => [`${prefix}${index}`, value(index)]));
  const functions = random.pick([1, 5, 40]);
  const fn = (index: number): string => `Fn${index % functions}`;
  return {
    Parameters: named(parameters, "P", () => ({
      Type: "String",
      ...(random.chance(0.3) ? { AllowedValues: ["a", "b", "c"] } : {}),
    })),
    Conditions: named(count, "C", condition),
    Resources: {
      ...named(functions, "Fn", () => ({
        Type: "AWS::Lambda::Function",
        ...(random.chance(0.5) ? { Condition: any() } : {}),
        Properties: {
          Timeout: either(3, 30),
          Role: "arn:aws:iam::123456789012:role/r",
          Runtime: either("nodejs22.x", "nodejs16.x"),
          Code: {},
        },
      })),
      ...named(functions * 2, "Alias", (index) => ({
        Type: "AWS::Lambda::Alias",
        Condition: any(),
        Properties: { Name: "live", FunctionName: { Ref: fn(index) }, FunctionVersion: either("1", "$LATEST") },
        UpdatePolicy: { CodeDeployLambdaAliasUpdate: { ApplicationName: "app", DeploymentGroupName: { Ref: `Group${index}` } } },
      })),
      ...named(functions * 2, "Group", () => ({
        Type: "AWS::CodeDeploy::DeploymentGroup",
        ...(random.chance(0.5) ? { Condition: any() } : {}),
        Properties: {
          ApplicationName: "app",
          DeploymentConfigName: either("CodeDeployDefault.LambdaAllAtOnce", "CodeDeployDefault.LambdaCanary10Percent5Minutes"),
          AlarmConfiguration: { Enabled: either(true, false), Alarms: [{ Name: either({ Ref: "Alarm0" }, { Ref: "Alarm1" }) }] },
        },
      })),
      ...named(random.pick([2, 30]), "Alarm", (index) => ({
        Type: "AWS::CloudWatch::Alarm",
        Condition: any(),
        Properties: {
          Namespace: "AWS/Lambda",
          MetricName: either("Errors", "Throttles"),
          Dimensions: [{ Name: "FunctionName", Value: either({ Ref: fn(index) }, { Ref: fn(index + 1) }) }],
          Threshold: either(1, 5),
          Period: 60,
          EvaluationPeriods: 1,
        },
      })),
    },
  };
}
