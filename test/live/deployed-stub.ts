// Answers as AWS's services give them, of a recorded system that is deployed as its templates say: each can be changed before it is sent.
import { type AskKind, NOT_READ } from "../../src/model/observed/ask.ts";
import { questionIn } from "../../src/model/observed/observations.ts";
import type { RecordedStack, Recording } from "../../src/sources/recording.ts";
import { type Change, type Stub, type StubStack, startStub } from "./stub.ts";
import { type Asked, WireError } from "./wire.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
type Anything = any;
/** @param change what becomes of each answer */
export function startDeployed(recording: Recording, change: Change): Promise<Stub> {
  const handlers = Object.entries(handlersOf(recording)).map(([action, handler]) => [
    action,
    (asked: Asked) => change(asked, handler(asked.input)),
  ]);
  return startStub(recording.stacks.map(stackOf), Object.fromEntries(handlers), change);
}

function stackOf({ name, status, template, parameters, outputs, tags, resources }: RecordedStack): StubStack {
  const listed = resources.map(({ logicalId, type, physicalId }) => ({ logicalId, type, ...(physicalId && { physicalId }) }));
  return { name, status, template, parameters, outputs, tags, resources: listed };
}

function handlersOf({ answers }: Recording): Readonly<Record<string, (input: Anything) => object>> {
  const seen = (kind: AskKind, fits: (ask: Anything) => boolean): Anything => {
    const found = Object.entries(answers).find(([key]) => {
      const ask = questionIn(key);
      return ask?.kind === kind && fits(ask);
    });
    return found?.[1].state === "seen" ? found[1].value : undefined;
  };
  const ofFunction = (
    kind: AskKind,
    { FunctionName }: Anything,
    found = seen(kind, (ask) => ask.functionName === FunctionName),
  ) => found ?? missing("ResourceNotFoundException");
  return {
    "lambda:GetFunctionConfiguration": (input) => configurationOf(ofFunction("function", input)),
    "lambda:ListAliases": (input) => ({
      Aliases: ofFunction("aliases", input).map(({ name, version }: Anything) => ({ Name: name, FunctionVersion: version })),
    }),
    "lambda:ListVersionsByFunction": (input) => ({
      Versions: [{ version: "$LATEST", lastModified: LONG_AGO, codeSha256: "x" }, ...ofFunction("versions", input)].map(
        (each: Anything) => ({
          Version: each.version,
          LastModified: each.lastModified,
          CodeSha256: each.codeSha256,
        }),
      ),
    }),
    "lambda:GetFunctionEventInvokeConfig": (input) => {
      const { Qualifier = "$LATEST", FunctionName } = input;
      const found = seen("event-invoke-config", (ask) => ask.functionName === FunctionName && ask.qualifier === Qualifier);
      if (!found) return missing("ResourceNotFoundException");
      return {
        FunctionArn: `arn:aws:lambda:eu-west-1:1:function:${FunctionName}`,
        MaximumRetryAttempts: found.maximumRetryAttempts ?? undefined,
        MaximumEventAgeInSeconds: found.maximumEventAgeSeconds ?? undefined,
        DestinationConfig: { OnFailure: { Destination: found.onFailureArn ?? undefined } },
      };
    },
    "lambda:GetAccountSettings": () => ({ AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 } }),
    "codedeploy:BatchGetDeploymentGroups": ({ applicationName, deploymentGroupNames }) => ({
      deploymentGroupsInfo: deploymentGroupNames.map((name: string) =>
        groupOf(
          applicationName,
          name,
          seen("deployment-group", (ask) => ask.group === name),
        ),
      ),
    }),
    "codedeploy:ListDeployments": ({ deploymentGroupName }) => ({ deployments: [`d-${deploymentGroupName}`] }),
    "codedeploy:BatchGetDeployments": ({ deploymentIds }) => ({
      deploymentsInfo: deploymentIds.map((deploymentId: string) => ({
        ...{ deploymentId, status: "Succeeded", createTime: seconds(LONG_AGO), completeTime: seconds(LONG_AGO) },
      })),
    }),
    "codedeploy:GetDeploymentConfig": () => missing("DeploymentConfigDoesNotExistException"),
    "cloudwatch:DescribeAlarms": ({ AlarmNames }) => {
      const found = AlarmNames.flatMap((name: string) => {
        const alarm = seen("alarm", (ask) => ask.name === name);
        return alarm ? [[alarm.kind, alarmOf(name, alarm)]] : [];
      });
      const of = (kind: string) => found.flatMap(([own, alarm]: Anything) => (own === kind ? [alarm] : []));
      return { MetricAlarms: of("metric"), CompositeAlarms: of("composite"), LogAlarms: of("log") };
    },
    "cloudwatch:GetMetricData": ({ MetricDataQueries, EndTime }) => ({
      MetricDataResults: MetricDataQueries.map((query: Anything) => ({
        Id: query.Id,
        StatusCode: "Complete",
        ...pointsOf(query.MetricStat, EndTime),
      })),
    }),
    "tag:GetResources": () => ({ ResourceTagMappingList: [] }),
  };
}

const LONG_AGO = "2026-11-10T10:00:00.000Z";

function seconds(time: string): number {
  return Date.parse(time) / 1000;
}

function missing(code: string): never {
  throw new WireError(404, code, "there is none");
}

function configurationOf({ settings, ...state }: Anything): object {
  const { KmsKeyArn, Layers, Environment, Tags: _tags, Code: _code, ...others } = settings;
  const variables = Object.keys(Environment?.Variables ?? {}).map((name) => [name, NOT_READ]);
  return {
    ...others,
    ...(KmsKeyArn && { KMSKeyArn: KmsKeyArn }),
    ...(Layers && { Layers: Layers.map((Arn: string) => ({ Arn })) }),
    ...(variables.length > 0 && { Environment: { Variables: Object.fromEntries(variables) } }),
    Runtime: state.runtime,
    MemorySize: state.memoryMegabytes,
    Timeout: state.timeoutSeconds,
    Architectures: [state.architecture],
    TracingConfig: { Mode: state.tracing },
    ...(state.deadLetterArn && { DeadLetterConfig: { TargetArn: state.deadLetterArn } }),
    Role: state.roleArn,
    CodeSha256: state.codeSha256,
    LastModified: state.lastModified,
    State: "Active",
    LastUpdateStatus: "Successful",
  };
}

function groupOf(applicationName: string, deploymentGroupName: string, state: Anything): object {
  return {
    applicationName,
    deploymentGroupName,
    deploymentConfigName: state.configurationName,
    serviceRoleArn: state.settings?.ServiceRoleArn,
    deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
    alarmConfiguration: {
      enabled: state.alarmsEnabled,
      ignorePollAlarmFailure: state.ignoresPollFailure,
      alarms: state.alarmNames.map((name: string) => ({ name })),
    },
    autoRollbackConfiguration: { enabled: state.rollbackEnabled, events: state.rollbackEvents },
    lastAttemptedDeployment: { deploymentId: `d-${deploymentGroupName}`, status: "Succeeded" },
  };
}

function alarmOf(AlarmName: string, { arn, state, actionsEnabled, alarmActions, properties }: Anything): object {
  return {
    ...properties,
    AlarmName,
    AlarmArn: arn,
    StateValue: state,
    ActionsEnabled: actionsEnabled,
    AlarmActions: alarmActions,
  };
}

/** Busy and in good health. */
const VALUES: Readonly<Record<string, number>> = {
  ...{
    Invocations: 100,
    Count: 100,
    Duration: 50,
    Latency: 50,
    IntegrationLatency: 40,
    ConcurrentExecutions: 1,
    SampleCount: 100,
  },
};

function pointsOf({ Metric, Period, Stat }: Anything, endTime: unknown): object {
  const end = typeof endTime === "number" ? endTime * 1000 : Date.parse(String(endTime));
  const times = Array.from({ length: 30 }, (_, step) => end - (step + 1) * Period * 1000);
  const value = Stat === "SampleCount" ? 1000 : (VALUES[Metric.MetricName] ?? 0);
  return { Timestamps: times.map((time) => time / 1000), Values: times.map(() => value) };
}
