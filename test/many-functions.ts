// A template of many functions that consume queues; every second one is deployed step by step and rolled back on an alarm.

export function manyFunctions(count: number): object {
  const all = Array.from({ length: count }, (_each, index) => ({
    ...consumer(`Orders${index}`, index),
    ...(index % 2 === 0 ? deployed(`Orders${index}`, index) : {}),
  }));
  const shared = {
    Operations: { Type: "AWS::SNS::Topic" },
    Deployments: { Type: "AWS::CodeDeploy::Application", Properties: { ComputePlatform: "Lambda" } },
  };
  return { Resources: Object.assign(shared, ...all) };
}

function consumer(name: string, index: number): object {
  return {
    [name]: {
      Type: "AWS::Lambda::Function",
      Properties: {
        Runtime: index % 3 === 0 ? "nodejs24.x" : "nodejs16.x",
        Handler: "index.handler",
        Role: "arn:aws:iam::111122223333:role/orders",
        Code: { S3Bucket: "code", S3Key: name },
        Timeout: 5 + (index % 40),
      },
    },
    [`${name}Logs`]: {
      Type: "AWS::Logs::LogGroup",
      Properties: { LogGroupName: { "Fn::Sub": `/aws/lambda/\${${name}}` }, RetentionInDays: [7, 30, 90, 400, 731][index % 5] },
    },
    [`${name}Queue`]: { Type: "AWS::SQS::Queue", Properties: { VisibilityTimeout: 30 } },
    [`${name}Mapping`]: {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: { FunctionName: { Ref: name }, EventSourceArn: { "Fn::GetAtt": [`${name}Queue`, "Arn"] } },
    },
  };
}

function deployed(name: string, index: number): object {
  const group = `${name}Group`;
  return {
    [`${name}Version`]: { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: name } } },
    [`${name}Alias`]: {
      Type: "AWS::Lambda::Alias",
      Properties: {
        Name: "live",
        FunctionName: { Ref: name },
        FunctionVersion: { "Fn::GetAtt": [`${name}Version`, "Version"] },
      },
      UpdatePolicy: {
        CodeDeployLambdaAliasUpdate: { ApplicationName: { Ref: "Deployments" }, DeploymentGroupName: { Ref: group } },
      },
    },
    [group]: {
      Type: "AWS::CodeDeploy::DeploymentGroup",
      Properties: {
        ApplicationName: { Ref: "Deployments" },
        ServiceRoleArn: "arn:aws:iam::111122223333:role/deploy",
        DeploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
        DeploymentStyle: { DeploymentType: "BLUE_GREEN", DeploymentOption: "WITH_TRAFFIC_CONTROL" },
        AlarmConfiguration: { Enabled: true, Alarms: [{ Name: { Ref: `${name}Errors` } }] },
        AutoRollbackConfiguration: { Enabled: true, Events: ["DEPLOYMENT_STOP_ON_ALARM"] },
      },
    },
    [`${name}Errors`]: {
      Type: "AWS::CloudWatch::Alarm",
      Properties: {
        Namespace: "AWS/Lambda",
        MetricName: "Errors",
        Dimensions: [{ Name: "FunctionName", Value: { Ref: name } }],
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1 + (index % 3),
        Threshold: 1,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        AlarmActions: [{ Ref: "Operations" }],
      },
    },
  };
}
