// A function whose alias a deployment group shifts while the alarm Watch looks on: what tests vary, and what the checks say of it then.
import type { JsonObject } from "../src/model/json.ts";
import { audited } from "./audited.ts";

const trust = (service: string): JsonObject => ({
  Statement: [{ Effect: "Allow", Principal: { Service: `${service}.amazonaws.com` }, Action: "sts:AssumeRole" }],
});

const resources: JsonObject = {
  Greeter: {
    Type: "AWS::Lambda::Function",
    Properties: {
      FunctionName: "greeter",
      Role: "arn:aws:iam::111122223333:role/greeter",
      Code: { S3Bucket: "code", S3Key: "a.zip" },
    },
  },
  Other: {
    Type: "AWS::Lambda::Function",
    Properties: {
      FunctionName: "other",
      Role: "arn:aws:iam::111122223333:role/other",
      Code: { S3Bucket: "code", S3Key: "b.zip" },
    },
  },
  Version: { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Greeter" } } },
  Live: {
    Type: "AWS::Lambda::Alias",
    Properties: { Name: "live", FunctionName: { Ref: "Greeter" }, FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] } },
    UpdatePolicy: {
      CodeDeployLambdaAliasUpdate: { ApplicationName: { Ref: "Deployments" }, DeploymentGroupName: { Ref: "Group" } },
    },
  },
  Deployments: { Type: "AWS::CodeDeploy::Application", Properties: { ComputePlatform: "Lambda" } },
  ServiceRole: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust("codedeploy") } },
  Group: {
    Type: "AWS::CodeDeploy::DeploymentGroup",
    Properties: {
      ApplicationName: { Ref: "Deployments" },
      ServiceRoleArn: { "Fn::GetAtt": ["ServiceRole", "Arn"] },
      DeploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
      AlarmConfiguration: { Enabled: true, Alarms: [{ Name: { Ref: "Watch" } }] },
      AutoRollbackConfiguration: { Enabled: true, Events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
    },
  },
};

/** A threshold alarm of one minute; what is given replaces what is usual. */
export function alarm(properties: JsonObject, more: JsonObject = {}): JsonObject {
  const usual = {
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 1,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    Threshold: 1,
  };
  return { Type: "AWS::CloudWatch::Alarm", Properties: { ...usual, ...properties }, ...more };
}

/** `{ FunctionName: "greeter" }` as a template writes it. */
export function dimensions(given: JsonObject): readonly JsonObject[] {
  return Object.entries(given).map(([Name, Value]) => ({ Name, Value }));
}

/** An alarm on the errors of AWS/Lambda with these dimensions. */
export function errors(given: JsonObject): JsonObject {
  return alarm({ Namespace: "AWS/Lambda", MetricName: "Errors", Dimensions: dimensions(given) });
}

/** One whose Metrics are these. */
export function math(...Metrics: readonly JsonObject[]): JsonObject {
  const Properties = { Metrics, EvaluationPeriods: 1, ComparisonOperator: "GreaterThanOrEqualToThreshold", Threshold: 1 };
  return { Type: "AWS::CloudWatch::Alarm", Properties };
}

/** A template with these resources beside, or in place of, the usual ones; nobody says what parameter Open and condition IsProd are. */
function greeterWith(more: JsonObject): JsonObject {
  return {
    Parameters: { Open: { Type: "String" }, Many: { Type: "CommaDelimitedList" }, Stage: { Type: "String" } },
    Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] }, No: { "Fn::Equals": ["a", "b"] } },
    Resources: { ...resources, ...more },
  };
}

/** What one check says of each variant, about `subject` where one is named. */
export async function saidOfEach(
  check: string,
  variants: Readonly<Record<string, JsonObject>>,
  subject = "",
): Promise<Record<string, string[]>> {
  const said = Object.entries(variants).map(async ([name, more]) => {
    const lines = await audited({ "template.json": greeterWith(more) }, { checks: [check] });
    return [name, lines.filter((line) => line.includes(` ${subject}`) || line.includes("error:"))] as const;
  });
  return Object.fromEntries(await Promise.all(said));
}
