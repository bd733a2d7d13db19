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

/** By command; the names of members are the same in the SDK and on the wire, times are not. @param time writes milliseconds */
export function answersOf(time: (milliseconds: number) => unknown): Readonly<Record<string, Answering>> {
  const now = Date.parse("2026-11-22T09:00:00Z");
  return {
    GetFunctionConfiguration: () => ({
      Runtime: "nodejs22.x",
      MemorySize: 256,
      Timeout: 10,
      Architectures: ["x86_64"],
      TracingConfig: { Mode: "Active" },
      Role: "arn:aws:iam::123456789012:role/any",
      State: "Active",
      LastUpdateStatus: "Successful",
      ...version("$LATEST"),
    }),
    ListAliases: () => ({ Aliases: [{ Name: "live", FunctionVersion: "1" }] }),
    ListVersionsByFunction: () => ({ Versions: [version("$LATEST"), version("1")] }),
    GetFunctionEventInvokeConfig: () => ({ FunctionArn: "arn", MaximumRetryAttempts: 2 }),
    GetAccountSettings: () => ({ AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 900 } }),
    BatchGetDeploymentGroups: ({ deploymentGroupNames }) => ({
      deploymentGroupsInfo: deploymentGroupNames.map((deploymentGroupName: string) => ({
        deploymentGroupName,
        deploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
        alarmConfiguration: { enabled: true, alarms: [{ name: deploymentGroupName.replace(/Group$/, "Errors") }] },
        autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
      })),
    }),
    ListDeployments: ({ deploymentGroupName }) => ({ deployments: [`d-${deploymentGroupName}`] }),
    BatchGetDeployments: ({ deploymentIds }) => ({
      deploymentsInfo: deploymentIds.map((deploymentId: string) => ({
        deploymentId,
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
