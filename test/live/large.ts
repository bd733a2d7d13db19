// A deployed stack of many resources and what AWS's services say of it: for counting calls, so all of it is in order and most of it alike.
import { isObject, type Json, property } from "../../src/model/json.ts";
import type { StubStack } from "./stub.ts";

/** Each resource has its logical id as physical id, but for those whose physical id is an ARN. */
export function deployedAs(name: string, template: Json): StubStack {
  const resources = property(template, "Resources");
  return {
    name,
    template: JSON.stringify(template),
    resources: Object.entries(isObject(resources) ? resources : {}).map(([logicalId, body]) => ({
      logicalId,
      physicalId: logicalId,
      type: String(property(body, "Type")),
    })),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the input of any command
type Answering = (input: any) => object;

/**
 * By command; the names of members are the same in the SDK and on the wire, times are not.
 * @param time writes milliseconds
 * @param template of which the account has all functions and groups
 */
export function answersOf(time: (milliseconds: number) => unknown, template: Json = {}): Readonly<Record<string, Answering>> {
  const now = Date.parse("2026-11-22T09:00:00Z");
  const functions = idsOf("AWS::Lambda::Function", template).flatMap((name) => [
    { ...configuration, FunctionName: name },
    { ...configuration, ...version("1"), FunctionName: name },
  ]);
  const deployments = idsOf("AWS::CodeDeploy::DeploymentGroup", template).map((group) => `d-${group}`);
  return {
    GetFunctionConfiguration: () => ({ ...configuration, State: "Active", LastUpdateStatus: "Successful" }),
    ListFunctions: ({ Marker = "0" }) => ({
      Functions: functions.slice(Number(Marker), Number(Marker) + 50),
      ...(Number(Marker) + 50 < functions.length ? { NextMarker: String(Number(Marker) + 50) } : {}),
    }),
    ListAliases: () => ({ Aliases: [{ Name: "live", FunctionVersion: "1" }] }),
    ListVersionsByFunction: () => ({ Versions: [version("$LATEST"), version("1")] }),
    GetFunctionEventInvokeConfig: () => ({ FunctionArn: "arn", MaximumRetryAttempts: 2 }),
    GetAccountSettings: () => ({ AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 900 } }),
    BatchGetDeploymentGroups: ({ deploymentGroupNames }) => ({
      deploymentGroupsInfo: deploymentGroupNames.map((deploymentGroupName: string) => ({
        deploymentGroupName,
        deploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
        lastAttemptedDeployment: { deploymentId: `d-${deploymentGroupName}`, status: "Succeeded", createTime: time(now) },
        alarmConfiguration: { enabled: true, alarms: [{ name: deploymentGroupName.replace(/Group$/, "Errors") }] },
        autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
      })),
    }),
    ListDeployments: ({ deploymentGroupName, nextToken = "0" }) =>
      deploymentGroupName === undefined
        ? {
            deployments: deployments.slice(Number(nextToken), Number(nextToken) + 100),
            ...(Number(nextToken) + 100 < deployments.length ? { nextToken: String(Number(nextToken) + 100) } : {}),
          }
        : { deployments: [`d-${deploymentGroupName}`] },
    BatchGetDeployments: ({ deploymentIds }) => ({
      deploymentsInfo: deploymentIds.map((deploymentId: string) => ({
        deploymentId,
        applicationName: "Application",
        deploymentGroupName: deploymentId.slice(2),
        status: "Succeeded",
        createTime: time(now),
      })),
    }),
    DescribeAlarms: ({ AlarmNames }) => ({ CompositeAlarms: [], LogAlarms: [], MetricAlarms: AlarmNames.map(alarm) }),
    GetMetricData: ({ MetricDataQueries }) => ({
      MetricDataResults: MetricDataQueries.map(({ Id }: { Id: string }) => ({
        Id,
        StatusCode: "Complete",
        Timestamps: [time(now)],
        Values: [1],
      })),
    }),
    GetResources: () => ({ ResourceTagMappingList: [] }),
  };
}

function idsOf(type: string, template: Json): readonly string[] {
  const resources = property(template, "Resources");
  return Object.entries(isObject(resources) ? resources : {}).flatMap(([id, body]) =>
    property(body, "Type") === type ? [id] : [],
  );
}

const configuration = {
  Runtime: "nodejs22.x",
  MemorySize: 256,
  Timeout: 10,
  Architectures: ["x86_64"],
  TracingConfig: { Mode: "Active" },
  Role: "arn:aws:iam::123456789012:role/any",
  ...version("$LATEST"),
};

function version(Version: string) {
  return { Version, LastModified: "2026-11-20T08:00:00.000+0000", CodeSha256: "same" };
}

function alarm(AlarmName: string) {
  return {
    AlarmName,
    AlarmArn: `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${AlarmName}`,
    StateValue: "OK",
    ActionsEnabled: true,
    AlarmActions: [],
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    Dimensions: [
      { Name: "FunctionName", Value: AlarmName.replace(/Errors$/, "Function") },
      { Name: "Resource", Value: `${AlarmName.replace(/Errors$/, "Function")}:live` },
    ],
    EvaluationPeriods: 1,
    MetricName: "Errors",
    Namespace: "AWS/Lambda",
    Period: 60,
    Statistic: "Sum",
    Threshold: 1,
    TreatMissingData: "notBreaching",
  };
}
