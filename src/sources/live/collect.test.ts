import { describe, expect, it } from "vitest";
import { denied, notThere, type Stub, stubbed } from "../../../test/live/stubbed-clients.ts";
import { type Answer, type Ask, type AskKind, keyOf, type MetricAsk, type MetricHistoryAsk } from "../../model/observed/ask.ts";
import { calls } from "./actions.ts";
import { actionsFor, collect } from "./collect.ts";
import { secondsFor } from "./estimate.ts";
import { LiveFailure } from "./failure.ts";

const now = Date.parse("2026-11-22T10:07:31.250Z");

function collected(asks: readonly Ask[], { clients }: Pick<Stub, "clients">) {
  return collect(asks, {
    clients,
    now,
    regionOf: (stack) => ({ shop: "eu-west-1", tools: "eu-west-1", west: "us-west-2" })[stack] ?? null,
  });
}

async function answerTo(ask: Ask, stub: Stub) {
  return (await collected([ask], stub)).get(keyOf(ask));
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const actions = ({ made }: Stub) => made.map(({ action }) => action);

const samples: Readonly<Record<AskKind, Ask>> = {
  function: { kind: "function", stack: "shop", functionName: "checkout" },
  aliases: { kind: "aliases", stack: "shop", functionName: "checkout" },
  versions: { kind: "versions", stack: "shop", functionName: "checkout" },
  "event-invoke-config": { kind: "event-invoke-config", stack: "shop", functionName: "checkout", qualifier: "live" },
  "account-settings": { kind: "account-settings", stack: "shop" },
  "deployment-group": { kind: "deployment-group", stack: "shop", application: "app", group: "group" },
  deployments: { kind: "deployments", stack: "shop", application: "app", group: "group" },
  "deployment-configuration": { kind: "deployment-configuration", stack: "shop", name: "slow" },
  alarm: { kind: "alarm", stack: "shop", name: "errors" },
  metric: {
    kind: "metric",
    stack: "shop",
    namespace: "AWS/Lambda",
    metricName: "Errors",
    dimensions: [["FunctionName", "checkout"]],
    statistic: "Sum",
    periodSeconds: 60,
    windowSeconds: 3600,
  },
  "metric-history": {
    kind: "metric-history",
    stack: "shop",
    namespace: "AWS/Lambda",
    metricName: "Errors",
    dimensions: [["FunctionName", "checkout"]],
    statistic: "Sum",
    windowSeconds: 3600,
  },
  tags: { kind: "tags", stack: "shop", arn: "arn:aws:sqs:eu-west-1:111111111111:orders" },
};

describe("every kind of question", () => {
  it.each(Object.entries(samples))("%s has a collector that takes only calls of the table", async (kind, ask) => {
    const declared = actionsFor(kind as AskKind);
    expect(declared.length).toBeGreaterThan(0);
    for (const action of declared) expect(calls.has(action)).toBe(true);
    const stub = stubbed({ ListDeployments: () => ({ deployments: ["d-1"] }) });
    const answer = await answerTo(ask, stub);
    expect(answer).toMatchObject({ state: "unseen" });
    // It calls what it declares, and nothing else; what comes in pages only where many ask.
    const paged = ["lambda:ListFunctions", "codedeploy:BatchGetDeploymentGroups"];
    const single = declared.filter((action) => kind === "deployment-group" || !paged.includes(action));
    expect(new Set(actions(stub))).toEqual(new Set(single));
  });

  it.each(Object.entries(samples))("%s is unseen where its call is denied, with the action", async (kind, ask) => {
    const [action = ""] = actionsFor(kind as AskKind);
    const throwing = () => {
      throw denied(action);
    };
    const stub = stubbed(Object.fromEntries([...calls.values()].map(({ command }) => [command, throwing])));
    expect(await answerTo(ask, stub)).toEqual({ state: "unseen", reason: `${action} is denied in eu-west-1`, action });
  });

  it.each(Object.entries(samples))("%s is unseen where the answer is an empty object", async (_kind, ask) => {
    const stub = stubbed(Object.fromEntries([...calls.values()].map(({ command }) => [command, () => ({})])));
    expect(await answerTo(ask, stub)).toMatchObject({
      state: "unseen",
      action: null,
      reason: expect.stringMatching(/cannot be used/),
    });
  });

  it("never asks for the code of a function", () => {
    expect([...calls.keys()]).not.toContain("lambda:GetFunction");
  });

  it("is answered where another one is denied", async () => {
    const stub = stubbed({
      ListAliases: () => {
        throw denied("lambda:ListAliases");
      },
      GetAccountSettings: () => ({ AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 900 } }),
    });
    const answers = await collected([samples.aliases, samples["account-settings"]], stub);
    expect(answers.get(keyOf(samples.aliases))).toMatchObject({ state: "unseen", action: "lambda:ListAliases" });
    expect(answers.get(keyOf(samples["account-settings"]))).toEqual({
      state: "seen",
      value: { concurrentExecutions: 1000, unreservedConcurrentExecutions: 900 },
    });
  });

  it("ends the run where the next call would fare no better", async () => {
    const stub = stubbed({
      ListAliases: () => {
        throw new LiveFailure("credentials", "the credentials have expired", { remedy: "log in" });
      },
    });
    await expect(answerTo(samples.aliases, stub)).rejects.toThrow("the credentials have expired");
  });

  it("is asked in the region of its stack, and of no stack that is not audited", async () => {
    const stub = stubbed({ GetFunctionConfiguration: () => ({}) });
    const stray: Ask = { kind: "function", stack: "elsewhere", functionName: "checkout" };
    const answers = await collected([samples.function, { ...samples.function, stack: "west" }, stray], stub);
    expect(stub.made.map(({ region }) => region).sort()).toEqual(["eu-west-1", "us-west-2"]);
    expect(answers.get(keyOf(stray))).toMatchObject({ reason: "the request is about a stack that is not audited" });
  });
});

describe("Lambda", () => {
  it("reads a function's configuration", async () => {
    const stub = stubbed({
      GetFunctionConfiguration: () => ({
        Runtime: "nodejs22.x",
        MemorySize: 512,
        Timeout: 10,
        Architectures: ["arm64"],
        TracingConfig: { Mode: "Active" },
        DeadLetterConfig: { TargetArn: "arn:aws:sqs:eu-west-1:111111111111:dead" },
        Role: "arn:aws:iam::111111111111:role/checkout",
        CodeSha256: "abc=",
        LastModified: "2026-11-20T08:00:00.123+0000",
        State: "Active",
        LastUpdateStatus: "Failed",
        LastUpdateStatusReason: "no such layer",
        Handler: "index.handler",
        Layers: [{ Arn: "arn:aws:lambda:eu-west-1:1:layer:tools:3", CodeSize: 4 }],
        LoggingConfig: { LogFormat: "JSON", LogGroup: "/checkout" },
        Environment: { Variables: { KEY: "a secret" } },
        KMSKeyArn: "arn:aws:kms:eu-west-1:1:key/k",
        SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
        VpcConfig: { SubnetIds: ["s-1"], SecurityGroupIds: ["g-1"], VpcId: "v-1" },
      }),
    });
    expect(await answerTo(samples.function, stub)).toEqual({
      state: "seen",
      value: {
        runtime: "nodejs22.x",
        memoryMegabytes: 512,
        timeoutSeconds: 10,
        architecture: "arm64",
        tracing: "Active",
        deadLetterArn: "arn:aws:sqs:eu-west-1:111111111111:dead",
        roleArn: "arn:aws:iam::111111111111:role/checkout",
        codeSha256: "abc=",
        lastModified: "2026-11-20T08:00:00.123Z",
        settings: {
          Environment: { Variables: { KEY: "(not read)" } },
          Handler: "index.handler",
          KmsKeyArn: "arn:aws:kms:eu-west-1:1:key/k",
          Layers: ["arn:aws:lambda:eu-west-1:1:layer:tools:3"],
          LoggingConfig: { LogFormat: "JSON", LogGroup: "/checkout" },
          SnapStart: { ApplyOn: "None" },
          VpcConfig: { SubnetIds: ["s-1"], SecurityGroupIds: ["g-1"] },
        },
        status: { state: "Active", stateReason: null, lastUpdate: "Failed", lastUpdateReason: "no such layer" },
      },
    });
  });

  it("says null of what is not there, and only then", async () => {
    const throwing = (error: Error) => () => {
      throw error;
    };
    for (const kind of ["function", "aliases", "versions", "event-invoke-config"] as const) {
      const command = actionsFor(kind)[0]?.split(":")[1] ?? "";
      const gone = stubbed({ [command]: throwing(notThere("ResourceNotFoundException")) });
      expect(await answerTo(samples[kind], gone)).toEqual({ state: "seen", value: null });
      const lost = stubbed({ [command]: throwing(notThere("NotFound")) });
      expect(await answerTo(samples[kind], lost)).toMatchObject({ state: "unseen" });
    }
  });

  it("reads all pages of versions, oldest first by number, without $LATEST", async () => {
    const pages: Readonly<Record<string, unknown>> = {
      "": { Versions: ["$LATEST", "9", "10"].map(versionOf), NextMarker: "more" },
      more: { Versions: ["2", "100"].map(versionOf), NextMarker: "" },
    };
    const stub = stubbed({ ListVersionsByFunction: ({ Marker = "" }) => pages[Marker] });
    const answer = await answerTo(samples.versions, stub);
    expect(answer).toMatchObject({ value: [{ version: "2" }, { version: "9" }, { version: "10" }, { version: "100" }] });
    expect(stub.made.map(({ input }) => input.MaxItems)).toEqual([50, 50]);
  });

  it("does not follow pages in a circle", async () => {
    const stub = stubbed({ ListAliases: () => ({ Aliases: [], NextMarker: "again" }) });
    expect(await answerTo(samples.aliases, stub)).toMatchObject({
      state: "unseen",
      reason: expect.stringContaining("form a loop"),
    });
    expect(stub.made).toHaveLength(2);
  });

  it("reads the weights of an alias", async () => {
    const stub = stubbed({
      ListAliases: () => ({
        Aliases: [
          { Name: "live", FunctionVersion: "3", RoutingConfig: { AdditionalVersionWeights: { "4": 0.1 } } },
          { Name: "test", FunctionVersion: "4" },
        ],
      }),
    });
    expect(await answerTo(samples.aliases, stub)).toMatchObject({
      value: [
        { name: "live", version: "3", weights: { "4": 0.1 } },
        { name: "test", version: "4", weights: {} },
      ],
    });
  });

  it("asks for the configuration of $LATEST without a qualifier", async () => {
    const found = { FunctionArn: "arn", MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination: "arn:queue" } } };
    const stub = stubbed({ GetFunctionEventInvokeConfig: () => found });
    const latest: Ask = { ...(samples["event-invoke-config"] as Ask & { kind: "event-invoke-config" }), qualifier: "$LATEST" };
    expect(await answerTo(latest, stub)).toMatchObject({
      value: { maximumRetryAttempts: 0, maximumEventAgeSeconds: null, onFailureArn: "arn:queue", onSuccessArn: null },
    });
    expect(stub.made[0]?.input.Qualifier).toBeUndefined();
  });

  it("makes one call for what two stacks of a region ask", async () => {
    const stub = stubbed({
      GetAccountSettings: () => ({ AccountLimit: { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 5 } }),
    });
    const asks = ["shop", "tools", "west"].map((stack): Ask => ({ kind: "account-settings", stack }));
    const answers = await collected(asks, stub);
    expect(stub.made).toHaveLength(2);
    for (const ask of asks) expect(answers.get(keyOf(ask))).toMatchObject({ state: "seen" });
  });
});

function versionOf(Version: string) {
  return { Version, LastModified: "2026-11-20T08:00:00.000+0000", CodeSha256: `of ${Version}` };
}

describe("CodeDeploy", () => {
  const groupAsk = (application: string, group: string): Ask => ({ kind: "deployment-group", stack: "shop", application, group });

  it("asks for 100 groups a call, application by application, and answers null for a group that is missing in the response", async () => {
    const stub = stubbed({
      BatchGetDeploymentGroups: ({ deploymentGroupNames }) => ({
        deploymentGroupsInfo: deploymentGroupNames.filter((name: string) => name !== "g-7").map(groupInfo),
      }),
    });
    const asks = [
      ...range(130).map((index) => groupAsk("one", `g-${index}`)),
      ...range(2).map((index) => groupAsk("two", `g-${index}`)),
    ];
    const answers = await collected(asks, stub);
    expect(stub.made.map(({ input }) => [input.applicationName, input.deploymentGroupNames.length])).toEqual([
      ["one", 100],
      ["one", 30],
      ["two", 2],
    ]);
    expect(answers.get(keyOf(groupAsk("one", "g-7")))).toEqual({ state: "seen", value: null });
    expect(answers.get(keyOf(groupAsk("one", "g-129")))).toEqual({
      state: "seen",
      value: {
        configurationName: "CodeDeployDefault.LambdaAllAtOnce",
        alarmsEnabled: true,
        ignoresPollFailure: false,
        alarmNames: ["errors"],
        rollbackEnabled: true,
        rollbackEvents: ["DEPLOYMENT_FAILURE"],
        settings: {},
      },
    });
  });

  it("says null of the groups of an application that is not there", async () => {
    const stub = stubbed({
      BatchGetDeploymentGroups: () => {
        throw notThere("ApplicationDoesNotExistException");
      },
    });
    expect(await answerTo(groupAsk("gone", "g"), stub)).toEqual({ state: "seen", value: null });
  });

  it.each([
    ["InternalFailure", { state: "unseen", reason: expect.stringContaining("it contains InternalFailure") }],
    ["Deployment groups that could not be found: g", { state: "seen", value: null }],
  ])("takes a group for gone only where nothing else was wrong: %s", async (errorMessage, expected) => {
    const stub = stubbed({ BatchGetDeploymentGroups: () => ({ deploymentGroupsInfo: [], errorMessage }) });
    expect(await answerTo(groupAsk("app", "g"), stub)).toMatchObject(expected);
  });

  it("does not know a group's deployments where a listed one is missing in the response", async () => {
    const stub = stubbed({
      ListDeployments: () => ({ deployments: ["d-1", "d-2"] }),
      BatchGetDeployments: () => ({ deploymentsInfo: [deploymentInfo("d-1")] }),
    });
    expect(await answerTo(samples.deployments, stub)).toMatchObject({
      state: "unseen",
      reason: expect.stringContaining("it has no deployment d-2"),
    });
  });

  it("asks for the deployments of all groups together, 25 a call, newest first in whatever order they come", async () => {
    const stub = stubbed({
      ListDeployments: ({ deploymentGroupName: group, nextToken }) =>
        nextToken === undefined
          ? { deployments: range(9).map((index) => `${group}-${index}`), nextToken: "more" }
          : { deployments: range(6).map((index) => `${group}-${index + 9}`) },
      BatchGetDeployments: ({ deploymentIds }) => ({ deploymentsInfo: [...deploymentIds].reverse().map(deploymentInfo) }),
    });
    const asks = ["a", "b"].map((group): Ask => ({ kind: "deployments", stack: "shop", application: "app", group }));
    const answers = await collected(asks, stub);
    expect(
      stub.made
        .filter(({ action }) => action === "codedeploy:BatchGetDeployments")
        .map(({ input }) => input.deploymentIds.length),
    ).toEqual([25, 5]);
    for (const [index, group] of ["a", "b"].entries()) {
      const answer = answers.get(keyOf(asks[index] as Ask));
      const ids = (answer as Extract<Answer<"deployments">, { state: "seen" }>).value.map(({ id }) => id);
      expect(ids).toEqual(range(15).map((each) => `${group}-${14 - each}`));
    }
  });

  it("looks further back only where the last 31 days had none", async () => {
    const stub = stubbed({
      ListDeployments: ({ createTimeRange }) => ({ deployments: createTimeRange === undefined ? ["d-1"] : [] }),
      BatchGetDeployments: ({ deploymentIds }) => ({ deploymentsInfo: deploymentIds.map(deploymentInfo) }),
    });
    expect(await answerTo(samples.deployments, stub)).toMatchObject({ value: [{ id: "d-1", rollback: null }] });
    expect(stub.made[0]?.input.createTimeRange.start.toISOString()).toBe("2026-10-22T10:07:31.250Z");
  });

  it("knows nothing of a group's deployments where some of them could not be read", async () => {
    let count = 0;
    const stub = stubbed({
      ListDeployments: () => ({ deployments: range(30).map((index) => `d-${index}`) }),
      BatchGetDeployments: ({ deploymentIds }) => {
        count += 1;
        if (count === 2) throw denied("codedeploy:BatchGetDeployments");
        return { deploymentsInfo: deploymentIds.map(deploymentInfo) };
      },
    });
    expect(await answerTo(samples.deployments, stub)).toMatchObject({
      state: "unseen",
      action: "codedeploy:BatchGetDeployments",
    });
  });

  it("reads what was rolled back", async () => {
    const info = {
      ...deploymentInfo("d-2"),
      status: "Stopped",
      rollbackInfo: { rollbackDeploymentId: "d-3", rollbackMessage: "alarm" },
    };
    const stub = stubbed({
      ListDeployments: () => ({ deployments: ["d-2"] }),
      BatchGetDeployments: () => ({
        deploymentsInfo: [{ ...info, errorInformation: { code: "ALARM_ACTIVE", message: "errors" } }],
      }),
    });
    expect(await answerTo(samples.deployments, stub)).toMatchObject({
      value: [
        {
          status: "Stopped",
          errorCode: "ALARM_ACTIVE",
          rollback: { rollbackId: "d-3", triggeringId: null, message: "alarm" },
        },
      ],
    });
  });

  it("reads configurations", async () => {
    const routing: Readonly<Record<string, object>> = {
      canary: { type: "TimeBasedCanary", timeBasedCanary: { canaryPercentage: 15, canaryInterval: 20 } },
      linear: { type: "TimeBasedLinear", timeBasedLinear: { linearPercentage: 25, linearInterval: 2 } },
      once: { type: "AllAtOnce" },
    };
    const stub = stubbed({
      GetDeploymentConfig: ({ deploymentConfigName: name }) => {
        if (routing[name] === undefined) throw notThere("DeploymentConfigDoesNotExistException");
        return { deploymentConfigInfo: { deploymentConfigName: name, trafficRoutingConfig: routing[name] } };
      },
    });
    const asks = ["canary", "linear", "once", "gone"].map(
      (name): Ask => ({ kind: "deployment-configuration", stack: "shop", name }),
    );
    const answers = await collected(asks, stub);
    expect(asks.map((ask) => (answers.get(keyOf(ask)) as { value: unknown }).value)).toEqual([
      { kind: "canary", percent: 15, intervalMinutes: 20 },
      { kind: "linear", percent: 25, intervalMinutes: 2 },
      { kind: "all-at-once", percent: 100, intervalMinutes: 0 },
      null,
    ]);
  });
});

function groupInfo(deploymentGroupName: string) {
  return {
    deploymentGroupName,
    deploymentConfigName: "CodeDeployDefault.LambdaAllAtOnce",
    alarmConfiguration: { enabled: true, alarms: [{ name: "errors" }] },
    autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE"] },
  };
}

/** The later its number, the later it was made. */
function deploymentInfo(deploymentId: string) {
  const index = Number(deploymentId.split("-")[1]);
  return { deploymentId, status: "Succeeded", createTime: new Date(Date.UTC(2026, 10, 1, index)) };
}

describe("CloudWatch's alarms", () => {
  const alarmAsk = (name: string): Ask => ({ kind: "alarm", stack: "shop", name });

  it("asks for 130 alarms in two calls, of all types, and says null of one that is not there", async () => {
    const stub = stubbed({
      DescribeAlarms: ({ AlarmNames }) => ({
        MetricAlarms: AlarmNames.filter((name: string) => name !== "a-3").map((AlarmName: string) => alarmInfo({ AlarmName })),
      }),
    });
    const answers = await collected(
      range(130).map((index) => alarmAsk(`a-${index}`)),
      stub,
    );
    expect(stub.made.map(({ input }) => input.AlarmNames.length)).toEqual([100, 30]);
    for (const { input } of stub.made) {
      expect(input).toMatchObject({ AlarmTypes: ["MetricAlarm", "CompositeAlarm", "LogAlarm"], MaxRecords: 100 });
    }
    expect(answers.get(keyOf(alarmAsk("a-3")))).toEqual({ state: "seen", value: null });
    expect(answers.get(keyOf(alarmAsk("a-129")))).toMatchObject({ state: "seen", value: { kind: "metric" } });
  });

  it("writes an alarm as CloudFormation would, as plain data", async () => {
    const Metric = { Namespace: "AWS/Lambda", MetricName: "Errors", Dimensions: [{ Name: "FunctionName", Value: "checkout" }] };
    const info = alarmInfo({
      AlarmName: "errors",
      StateValue: "ALARM",
      StateReason: "Threshold Crossed",
      StateUpdatedTimestamp: new Date("2026-11-22T09:00:00Z"),
      EvaluationState: "PARTIAL_DATA",
      Threshold: 0,
      Dimensions: [],
      Metrics: [{ Id: "e", MetricStat: { Metric, Period: 60, Stat: "Sum" }, ReturnData: true }],
      AlarmConfigurationUpdatedTimestamp: new Date("2026-11-01T09:00:00Z"),
    });
    const stub = stubbed({ DescribeAlarms: () => ({ MetricAlarms: [info], CompositeAlarms: [], LogAlarms: [] }) });
    expect(await answerTo(alarmAsk("errors"), stub)).toEqual({
      state: "seen",
      value: {
        kind: "metric",
        arn: "arn:aws:cloudwatch:eu-west-1:111111111111:alarm:errors",
        state: "ALARM",
        stateReason: "Threshold Crossed",
        stateUpdatedAt: "2026-11-22T09:00:00.000Z",
        evaluationState: "PARTIAL_DATA",
        actionsEnabled: true,
        alarmActions: ["arn:topic"],
        properties: {
          AlarmName: "errors",
          ActionsEnabled: true,
          AlarmActions: ["arn:topic"],
          Threshold: 0,
          Dimensions: [],
          Metrics: [{ Id: "e", MetricStat: { Metric, Period: 60, Stat: "Sum" }, ReturnData: true }],
        },
      },
    });
  });

  it("finds composite and log alarms, and those of later pages", async () => {
    const stub = stubbed({
      DescribeAlarms: ({ NextToken }) =>
        NextToken === undefined
          ? { CompositeAlarms: [alarmInfo({ AlarmName: "both", AlarmRule: "ALARM(errors)" })], NextToken: "more" }
          : { LogAlarms: [alarmInfo({ AlarmName: "logs", QueryResultsToAlarm: 2 })] },
    });
    const answers = await collected([alarmAsk("both"), alarmAsk("logs")], stub);
    expect(answers.get(keyOf(alarmAsk("both")))).toMatchObject({
      value: { kind: "composite", properties: { AlarmRule: "ALARM(errors)" } },
    });
    expect(answers.get(keyOf(alarmAsk("logs")))).toMatchObject({
      value: { kind: "log", properties: { QueryResultsToAlarm: 2 } },
    });
  });
});

function alarmInfo(more: { readonly AlarmName: string; readonly [key: string]: unknown }) {
  const AlarmArn = `arn:aws:cloudwatch:eu-west-1:111111111111:alarm:${more.AlarmName}`;
  return { AlarmArn, StateValue: "OK", ActionsEnabled: true, AlarmActions: ["arn:topic"], ...more };
}

describe("CloudWatch's metrics", () => {
  const metricAsk = (more: Partial<MetricAsk> = {}): MetricAsk => ({ ...(samples.metric as MetricAsk), ...more });
  const complete = (Id: string, minutes: readonly number[] = []) => ({
    Id,
    StatusCode: "Complete",
    Timestamps: minutes.map((minute) => new Date(Date.UTC(2026, 10, 22, 9, minute))),
    Values: minutes,
  });

  it("asks for the oldest first and sorts what comes nevertheless, over pages and within the window", async () => {
    const stub = stubbed({
      GetMetricData: ({ NextToken }) =>
        NextToken === undefined
          ? { MetricDataResults: [{ ...complete("m0", [30, 20]), StatusCode: "PartialData" }], NextToken: "more" }
          : { MetricDataResults: [complete("m0", [10, 5])] },
    });
    expect(await answerTo(metricAsk(), stub)).toEqual({
      state: "seen",
      value: {
        // Whole minutes up to 10:07; what came of 9:05 is older than the window.
        from: Date.parse("2026-11-22T09:07:00Z"),
        to: Date.parse("2026-11-22T10:07:00Z"),
        times: [10, 20, 30].map((minute) => Date.UTC(2026, 10, 22, 9, minute)),
        values: [10, 20, 30],
      },
    });
    expect(stub.made[0]?.input).toMatchObject({
      ScanBy: "TimestampAscending",
      MetricDataQueries: [
        {
          Id: "m0",
          MetricStat: {
            Metric: { Namespace: "AWS/Lambda", MetricName: "Errors", Dimensions: [{ Name: "FunctionName", Value: "checkout" }] },
            Period: 60,
            Stat: "Sum",
          },
        },
      ],
    });
  });

  it.each([
    [3600, "2026-11-22T10:07:00.000Z"],
    [15 * 86_400, "2026-11-22T10:07:00.000Z"],
    [30 * 86_400, "2026-11-22T10:05:00.000Z"],
    [90 * 86_400, "2026-11-22T10:00:00.000Z"],
  ])("ends a window of %d s at %s, whatever the period", async (windowSeconds, end) => {
    const stub = stubbed({
      GetMetricData: ({ MetricDataQueries }) => ({
        MetricDataResults: MetricDataQueries.map(({ Id }: { Id: string }) => complete(Id)),
      }),
    });
    const asks = [3600, 86_400].map((periodSeconds) => metricAsk({ periodSeconds, windowSeconds }));
    for (const [, answer] of await collected(asks, stub)) expect(answer).toMatchObject({ state: "seen" });
    expect(stub.made).toHaveLength(1);
    const { StartTime, EndTime } = stub.made[0]?.input ?? {};
    expect(EndTime.toISOString()).toBe(end);
    expect(EndTime.getTime() - StartTime.getTime()).toBe(windowSeconds * 1000);
  });

  it("keeps a period that began before the window and reaches into it", async () => {
    const stub = stubbed({ GetMetricData: () => ({ MetricDataResults: [complete("m0", [0])] }) });
    expect(await answerTo(metricAsk({ periodSeconds: 3600 }), stub)).toMatchObject({ value: { values: [0] } });
    expect(await answerTo(metricAsk({ periodSeconds: 60 }), stub)).toMatchObject({ value: { values: [] } });
  });

  it("puts 500 series and 100,800 points at most into one call, and series of one window together", async () => {
    const stub = stubbed({
      GetMetricData: ({ MetricDataQueries }) => ({
        MetricDataResults: MetricDataQueries.map(({ Id }: { Id: string }) => complete(Id)),
      }),
    });
    const named = (prefix: string, count: number, more: Partial<MetricAsk>) =>
      range(count).map((index) => metricAsk({ metricName: `${prefix}${index}`, ...more }));
    const asks = [
      ...named("hour", 1100, {}),
      // 10,080 points each: ten make a call.
      ...named("week", 25, { windowSeconds: 7 * 86_400 }),
    ];
    const answers = await collected(asks, stub);
    expect(stub.made.map(({ input }) => input.MetricDataQueries.length)).toEqual([500, 500, 100, 10, 10, 5]);
    expect(answers.size).toBe(1125);
  });

  describe("histories", () => {
    const historyAsk = (index: number, more: Partial<MetricHistoryAsk> = {}): MetricHistoryAsk => {
      return { ...(samples["metric-history"] as MetricHistoryAsk), metricName: `M${index}`, ...more };
    };

    it("are one value a minute, over pages", async () => {
      const stub = stubbed({
        GetMetricData: ({ NextToken }) =>
          NextToken === undefined
            ? { MetricDataResults: [{ ...complete("m0", [8, 9, 10]), StatusCode: "PartialData" }], NextToken: "more" }
            : { MetricDataResults: [complete("m0", [20])] },
      });
      const from = Date.parse("2026-11-22T09:07:00Z");
      const value = { from, minutes: 60, values: "- 8 9 10 9*- 20 46*-" };
      expect(await answerTo(historyAsk(0), stub)).toEqual({ state: "seen", value });
      expect(stub.made[0]?.input.MetricDataQueries[0].MetricStat).toMatchObject({ Period: 60, Stat: "Sum" });
    });

    it("of two weeks are asked for five a call, four calls at once, and held as text", async () => {
      let [open, most] = [0, 0];
      const twoWeeks = 14 * 86_400;
      const stub = stubbed({
        GetMetricData: async ({ MetricDataQueries, StartTime }) => {
          open += 1;
          most = Math.max(most, open);
          await new Promise((resolve) => setTimeout(resolve, 1));
          open -= 1;
          const Timestamps = range(twoWeeks / 60).map((minute) => new Date(StartTime.getTime() + minute * 60_000));
          const Values = Timestamps.map((_, minute) => Math.floor(minute / 60) % 24);
          return {
            MetricDataResults: MetricDataQueries.map(({ Id }: { Id: string }) => ({
              Id,
              StatusCode: "Complete",
              Timestamps,
              Values,
            })),
          };
        },
      });
      const asks = range(100).map((index) => historyAsk(index, { windowSeconds: twoWeeks }));
      const answers = await collected(asks, stub);
      expect(stub.made).toHaveLength(20);
      expect(most).toBeLessThanOrEqual(4);
      expect(JSON.stringify([...answers.values()]).length).toBeLessThan(100 * 3000);
    });

    it("are estimated to take longer than numbers", () => {
      const asks = range(500).map((index) => historyAsk(index, { windowSeconds: 14 * 86_400 }));
      expect(secondsFor(asks)).toBeGreaterThan(60);
      expect(secondsFor(asks)).toBeLessThan(300);
    });
  });

  it("has no series twice for two stacks of a region", async () => {
    const stub = stubbed({ GetMetricData: () => ({ MetricDataResults: [complete("m0", [20])] }) });
    const asks = [metricAsk(), metricAsk({ stack: "tools" })];
    const answers = await collected(asks, stub);
    expect(stub.made.map(({ input }) => input.MetricDataQueries.length)).toEqual([1]);
    for (const ask of asks) expect(answers.get(keyOf(ask))).toMatchObject({ value: { values: [20] } });
  });

  it("takes a series that has no points for empty, and one that is not answered for unseen", async () => {
    const asks = range(5).map((index) => metricAsk({ metricName: `M${index}` }));
    const stub = stubbed({
      GetMetricData: () => ({
        MetricDataResults: [
          complete("m0"),
          { ...complete("m4", [10]), Values: [Number.NaN] },
          { ...complete("m1"), StatusCode: "InternalError", Messages: [{ Code: "x", Value: "try again" }] },
          { ...complete("m2", [10]), StatusCode: "PartialData" },
        ],
      }),
    });
    const answers = await collected(asks, stub);
    expect(asks.map((ask) => answers.get(keyOf(ask)))).toMatchObject([
      { state: "seen", value: { times: [] } },
      { state: "unseen", reason: expect.stringContaining("InternalError: try again") },
      { state: "unseen", reason: expect.stringContaining("PartialData") },
      { state: "unseen", reason: expect.stringContaining("does not contain the metric") },
      { state: "unseen", reason: expect.stringContaining("a value that is not a number") },
    ]);
  });
});

describe("the Tagging API", () => {
  const tagsAsk = (index: number): Ask => ({ kind: "tags", stack: "shop", arn: `arn:aws:sqs:eu-west-1:111111111111:q-${index}` });

  it("is asked for 100 resources a call, and knows only those that had a tag once", async () => {
    const stub = stubbed({
      GetResources: ({ ResourceARNList }) => ({
        ResourceTagMappingList: ResourceARNList.filter((arn: string) => !arn.endsWith("-1")).map((ResourceARN: string) => ({
          ResourceARN,
          Tags: [
            { Key: "owner", Value: "shop" },
            { Key: "__proto__", Value: "x" },
          ],
        })),
      }),
    });
    const answers = await collected(range(230).map(tagsAsk), stub);
    expect(stub.made.map(({ input }) => input.ResourceARNList.length)).toEqual([100, 100, 30]);
    expect(answers.get(keyOf(tagsAsk(1)))).toEqual({ state: "seen", value: null });
    const { value } = answers.get(keyOf(tagsAsk(2))) as { value: object };
    expect(Object.entries(value)).toEqual([
      ["owner", "shop"],
      ["__proto__", "x"],
    ]);
  });

  it("loses one ARN that the service refuses, not the hundred that were asked for with it", async () => {
    const stub = stubbed({
      GetResources: ({ ResourceARNList }) => {
        if (ResourceARNList.some((arn: string) => arn.endsWith("-42"))) throw notThere("InvalidParameterException");
        return { ResourceTagMappingList: ResourceARNList.map((ResourceARN: string) => ({ ResourceARN, Tags: [] })) };
      },
    });
    const answers = await collected(range(100).map(tagsAsk), stub);
    expect(answers.get(keyOf(tagsAsk(42)))).toMatchObject({ state: "unseen" });
    expect([...answers.values()].filter(({ state }) => state === "seen")).toHaveLength(99);
  });
});
