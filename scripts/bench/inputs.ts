// Inputs of the benchmark, generated: functions that CodeDeploy shifts behind an alias, as the CDK would write them.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const RESOURCES_OF_A_SERVICE = 8;

type Resources = Record<string, object>;

const ref = (name: string): object => ({ Ref: name });
const get = (name: string, attribute: string): object => ({ "Fn::GetAtt": [name, attribute] });

/** A function with all that a gradual deployment takes: eight resources. */
function service(name: string): Resources {
  const at = (kind: string): string => `${name}${kind}`;
  const metadata = { "aws:cdk:path": `Bench/${name}/Resource` };
  return {
    [at("Role")]: {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" } }],
        },
        ManagedPolicyArns: [
          { "Fn::Join": ["", ["arn:", ref("AWS::Partition"), ":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]] },
        ],
      },
      Metadata: metadata,
    },
    [at("Logs")]: { Type: "AWS::Logs::LogGroup", Properties: { RetentionInDays: 30 }, Metadata: metadata },
    [at("Function")]: {
      Type: "AWS::Lambda::Function",
      Properties: {
        Code: { S3Bucket: { "Fn::Sub": "cdk-assets-${AWS::AccountId}-${AWS::Region}" }, S3Key: `${"0".repeat(64)}.zip` },
        Handler: "index.handler",
        LoggingConfig: { LogGroup: ref(at("Logs")) },
        MemorySize: 256,
        Role: get(at("Role"), "Arn"),
        Runtime: "nodejs22.x",
        Timeout: 10,
        TracingConfig: { Mode: "Active" },
      },
      DependsOn: [at("Role")],
      Metadata: metadata,
    },
    [at("Version")]: { Type: "AWS::Lambda::Version", Properties: { FunctionName: ref(at("Function")) }, Metadata: metadata },
    [at("Alias")]: {
      Type: "AWS::Lambda::Alias",
      Properties: { FunctionName: ref(at("Function")), FunctionVersion: get(at("Version"), "Version"), Name: "live" },
      UpdatePolicy: {
        CodeDeployLambdaAliasUpdate: { ApplicationName: ref("Application"), DeploymentGroupName: ref(at("Group")) },
      },
      Metadata: metadata,
    },
    [at("Group")]: {
      Type: "AWS::CodeDeploy::DeploymentGroup",
      Properties: {
        AlarmConfiguration: { Alarms: [{ Name: ref(at("Errors")) }], Enabled: true },
        ApplicationName: ref("Application"),
        AutoRollbackConfiguration: { Enabled: true, Events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
        DeploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
        DeploymentStyle: { DeploymentOption: "WITH_TRAFFIC_CONTROL", DeploymentType: "BLUE_GREEN" },
        ServiceRoleArn: get(at("Role"), "Arn"),
      },
      Metadata: metadata,
    },
    [at("Errors")]: {
      Type: "AWS::CloudWatch::Alarm",
      Properties: {
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        Dimensions: [
          { Name: "FunctionName", Value: ref(at("Function")) },
          { Name: "Resource", Value: { "Fn::Sub": `\${${at("Function")}}:live` } },
        ],
        EvaluationPeriods: 1,
        MetricName: "Errors",
        Namespace: "AWS/Lambda",
        Period: 60,
        Statistic: "Sum",
        Threshold: 1,
        TreatMissingData: "notBreaching",
      },
      Metadata: metadata,
    },
    [at("Permission")]: {
      Type: "AWS::Lambda::Permission",
      Properties: { Action: "lambda:InvokeFunction", FunctionName: ref(at("Alias")), Principal: "events.amazonaws.com" },
      Metadata: metadata,
    },
  };
}

function template(services: number, others: number): string {
  const Resources: Resources = {
    Application: { Type: "AWS::CodeDeploy::Application", Properties: { ComputePlatform: "Lambda" } },
  };
  for (let index = 0; index < services; index += 1) Object.assign(Resources, service(`Service${index}`));
  for (let index = 0; index < others; index += 1)
    Resources[`Topic${index}`] = { Type: "AWS::SNS::Topic", Properties: { TopicName: `topic-${index}` } };
  // As the CDK writes them.
  return JSON.stringify({ Resources }, null, 1);
}

/** A template of as many resources, as many of them as will go into services. */
export function writeTemplate(file: string, resources: number): void {
  const services = Math.floor((resources - 1) / RESOURCES_OF_A_SERVICE);
  writeFileSync(file, template(services, resources - 1 - services * RESOURCES_OF_A_SERVICE));
}

/** A template of as many deployment groups. */
export function writeGroups(file: string, groups: number): void {
  writeFileSync(file, template(groups, 0));
}

/** A CDK assembly of as many stacks. */
export function writeAssembly(folder: string, stacks: number, resources: number): void {
  mkdirSync(folder, { recursive: true });
  const names = Array.from({ length: stacks }, (_, index) => `Stack${index}`);
  for (const name of names) writeTemplate(path.join(folder, `${name}.template.json`), resources);
  const artifacts = names.map((name) => [
    name,
    {
      type: "aws:cloudformation:stack",
      environment: "aws://unknown-account/unknown-region",
      properties: { templateFile: `${name}.template.json` },
      displayName: name,
    },
  ]);
  writeFileSync(
    path.join(folder, "manifest.json"),
    JSON.stringify({ version: "48.0.0", artifacts: Object.fromEntries(artifacts) }),
  );
}
