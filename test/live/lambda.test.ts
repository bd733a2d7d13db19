// The handlers of serverless-fitness/lambda on fakecloud; and on a stub for what fakecloud has not: rollbacks, jobs of a pipeline.

import { CloudWatchClient, PutMetricAlarmCommand, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import {
  CodeDeployClient,
  CreateDeploymentCommand,
  ListDeploymentGroupsCommand,
  UpdateDeploymentGroupCommand,
} from "@aws-sdk/client-codedeploy";
import { CreateBucketCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Audited, parseAudited } from "../../src/fleet/audited.ts";
import { folder } from "../folder.ts";
import { connection, type Deployed, deployOrders } from "./deploy.ts";
import { startFaultProxy } from "./fault-proxy.ts";
import { fitness, towards } from "./fitness.ts";
import { invoke } from "./invoke.ts";
import { missing, startFakecloud, type TestServer } from "./servers.ts";
import { type Stub, stackArn, startStub } from "./stub.ts";
import { type Asked, WireError } from "./wire.ts";

/** Beside a config that has only what a test wants to see. */
const code = (config: object) => ({ LAMBDA_TASK_ROOT: folder({ "fitness.config.json": config }) });

describe.skipIf(missing("fakecloud"))("on fakecloud", () => {
  let server: TestServer;
  let orders: Deployed;
  let application = "";
  let group = "";

  const physical = (logicalId: string): string => orders.physicalIds.get(logicalId) ?? "";
  const codedeploy = (): CodeDeployClient => new CodeDeployClient(connection(server.endpoint));
  const s3 = (): S3Client => new S3Client({ ...connection(server.endpoint), forcePathStyle: true });
  const environment = () => ({ ...towards(server.endpoint), ...code({ extends: ["recommended"] }), FITNESS_STACKS: "orders" });

  beforeAll(async () => {
    server = await startFakecloud();
    orders = await deployOrders(server.endpoint);
    application = physical("Deployments");
    const { deploymentGroups = [] } = await codedeploy().send(new ListDeploymentGroupsCommand({ applicationName: application }));
    group = deploymentGroups.find((name) => name.includes("PlaceOrder")) ?? "";
    await s3().send(new CreateBucketCommand({ Bucket: "reports" }));
  });
  afterAll(() => server?.stop());

  test("the report of a target is in the bucket, as fitness fleet writes it", async () => {
    const event = { target: { name: "orders-prod", stacks: ["orders"] }, output: "s3://reports/runs/1", reporter: "emf" };
    const { result, log } = await invoke("handler", event, environment());
    const key = "runs/1/orders-prod.json";
    expect(result).toEqual({ name: "orders-prod", verdict: "inconclusive", exitCode: 3, score: expect.any(Number), key });
    const { Body } = await s3().send(new GetObjectCommand({ Bucket: "reports", Key: key }));
    const audited: Audited = parseAudited((await Body?.transformToString()) ?? "");
    expect(audited).toMatchObject({ verdict: "inconclusive", provenance: { target: "orders-prod" } });
    expect(JSON.parse(log.split("\n")[0] ?? "")).toMatchObject({ Stack: "orders", Score: expect.any(Number) });
    expect(log).toContain("orders-prod: inconclusive (0 failed, ");
  });

  test("a target that cannot be audited has a record with an output, and is an error of the invocation without", async () => {
    const target = { name: "gone", stacks: ["gone"] };
    const written = await invoke("handler", { target, output: "s3://reports/runs/1/" }, environment());
    expect(written.result).toEqual({ name: "gone", verdict: null, exitCode: 2, score: null, key: "runs/1/gone.json" });
    const { result, error } = await invoke("handler", { target }, environment());
    expect(result).toBeNull();
    expect(error).toContain('gone: not audited: there is no stack "gone"');
    const partly = await invoke("handler", { target: { name: "both", stacks: ["orders", "gone"] } }, environment());
    expect(partly).toMatchObject({ result: null, error: expect.stringContaining("both: not read completely: ") });
  });

  describe("before a deployment of a function gets traffic", () => {
    const deployed = async (): Promise<string> => {
      const Properties = { Name: physical("PlaceOrder"), Alias: "live", CurrentVersion: "1", TargetVersion: "2" };
      const resources = [{ PlaceOrder: { Type: "AWS::Lambda::Function", Properties } }];
      const content = JSON.stringify({ version: 0.0, Resources: resources });
      const { deploymentId = "" } = await codedeploy().send(
        new CreateDeploymentCommand({
          applicationName: application,
          deploymentGroupName: group,
          revision: { revisionType: "AppSpecContent", appSpecContent: { content } },
        }),
      );
      return deploymentId;
    };
    const hooked = async (env: Readonly<Record<string, string>> = environment()) => {
      const event = { DeploymentId: await deployed(), LifecycleEventHookExecutionId: "hook" };
      const { result, log } = await invoke("beforeAllowTraffic", event, env);
      return { ...(result as { status: string; reasons: readonly string[] }), log };
    };
    const watch = (...names: readonly string[]) =>
      codedeploy().send(
        new UpdateDeploymentGroupCommand({
          applicationName: application,
          currentDeploymentGroupName: group,
          alarmConfiguration: { enabled: names.length > 0, alarms: names.map((name) => ({ name })) },
        }),
      );
    /** An alarm of its own that is in ALARM: this server evaluates alarms whenever it is asked for them. */
    const inAlarm = async (name: string): Promise<void> => {
      const cloudwatch = new CloudWatchClient(connection(server.endpoint));
      const metric = { Namespace: "Orders", MetricName: name };
      const bound = { Threshold: 0, ComparisonOperator: "GreaterThanThreshold", EvaluationPeriods: 1 } as const;
      await cloudwatch.send(new PutMetricDataCommand({ Namespace: "Orders", MetricData: [{ MetricName: name, Value: 1 }] }));
      await cloudwatch.send(
        new PutMetricAlarmCommand({ ...metric, ...bound, AlarmName: name, Statistic: "Sum", Period: 86_400 }),
      );
    };

    test("it is not rejected where its alarm observes it", async () => {
      const { status, reasons, log } = await hooked();
      expect({ status, reasons }).toEqual({ status: "Succeeded", reasons: [] });
      expect(log).toMatch(/^deployment d-\w+ is not rejected\n$/);
    });

    test("it is refused where not all of its stacks can be read", async () => {
      const { status, reasons } = await hooked({ ...environment(), FITNESS_STACKS: "orders,gone" });
      expect(status).toBe("Failed");
      expect(reasons).toEqual([expect.stringContaining("not audited completely: ")]);
    });

    test("it calls what its policy allows, and nothing else", async () => {
      const proxy = await startFaultProxy(server.endpoint);
      await hooked({ ...environment(), FITNESS_STACKS: "", AWS_ENDPOINT_URL: proxy.endpoint });
      await hooked({ ...environment(), AWS_ENDPOINT_URL: proxy.endpoint });
      await proxy.stop();
      const checks = ["rollback-alarm", "rollback-alarm-scope", "alarm-metric"];
      const { stdout } = await fitness(["permissions", "--for", "hook", "--check", ...checks]);
      const { Statement } = JSON.parse(stdout) as { Statement: readonly { Action: readonly string[] }[] };
      const allowed = new Set(Statement.flatMap(({ Action }) => Action));
      expect([...proxy.seen.keys()].filter((action) => !allowed.has(action))).toEqual([]);
      expect([...proxy.seen.keys()]).toContain("codedeploy:PutLifecycleEventHookExecutionStatus");
    });

    test("it is refused while its alarm is in ALARM", async () => {
      await inAlarm("refunds");
      await watch(physical("PlaceOrderErrors"), "refunds");
      const { status, reasons, log } = await hooked();
      expect({ status, reasons }).toEqual({
        status: "Failed",
        reasons: [expect.stringMatching(/^alarm refunds is in ALARM: ./)],
      });
      expect(log).toMatch(/^deployment d-\w+ is rejected\nalarm /);
    });

    test("it is refused where its alarm observes another function", async () => {
      await watch(physical("FulfilOrderErrors"));
      const { status, reasons } = await hooked();
      expect(status).toBe("Failed");
      expect(reasons).toEqual([expect.stringMatching(/^rollback-alarm-scope PlaceOrder live: no rollback alarm watches/)]);
    });

    test("it is refused without an alarm, also where no stack is known", async () => {
      await watch();
      const { FITNESS_STACKS: _stacks, ...withoutStacks } = environment();
      expect((await hooked()).reasons).toEqual([expect.stringMatching(/^rollback-alarm PlaceOrder live: /)]);
      const { status, reasons } = await hooked(withoutStacks);
      expect({ status, reasons }).toEqual({
        status: "Failed",
        reasons: ["its deployment group has no alarm that could stop it"],
      });
    });

    test("what an alarm observes is unknown where the function is in no stack", async () => {
      await watch(physical("PlaceOrderErrors"));
      const { FITNESS_STACKS: _stacks, ...withoutStacks } = environment();
      const { status, reasons } = await hooked(withoutStacks);
      expect({ status, reasons }).toEqual({
        status: "Succeeded",
        reasons: ["it is unknown what its alarms watch: its function does not belong to a stack"],
      });
    });
  });

  test("a job that CodePipeline does not have is an error of the invocation", async () => {
    const configuration = { UserParameters: JSON.stringify({ stacks: ["orders"] }) };
    const job = { id: "11111111-1111-1111-1111-111111111111", data: { actionConfiguration: { configuration } } };
    const { error, log } = await invoke("handler", { "CodePipeline.job": job }, environment());
    expect(log).toContain("orders: inconclusive (");
    expect(error).toContain("The job was not found");
  });
});

describe("on a stub", () => {
  let stub: Stub;
  afterEach(() => stub.stop());

  const template = (alarms: readonly string[]) => ({
    Resources: {
      Orders: { Type: "AWS::Lambda::Function", Properties: { Runtime: "nodejs22.x", Handler: "a.b", Code: { ZipFile: "" } } },
      Version: { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Orders" } } },
      Live: {
        Type: "AWS::Lambda::Alias",
        Properties: { Name: "live", FunctionName: { Ref: "Orders" }, FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] } },
        UpdatePolicy: { CodeDeployLambdaAliasUpdate: { ApplicationName: "app", DeploymentGroupName: { Ref: "Group" } } },
      },
      Group: {
        Type: "AWS::CodeDeploy::DeploymentGroup",
        Properties: {
          ApplicationName: "app",
          DeploymentGroupName: "orders",
          AlarmConfiguration: { Enabled: true, Alarms: alarms.map((Name) => ({ Name })) },
          AutoRollbackConfiguration: { Enabled: true, Events: ["DEPLOYMENT_STOP_ON_ALARM"] },
        },
      },
    },
  });
  const resources = [
    { logicalId: "Orders", type: "AWS::Lambda::Function", physicalId: "orders-fn" },
    {
      logicalId: "Version",
      type: "AWS::Lambda::Version",
      physicalId: "arn:aws:lambda:eu-west-1:123456789012:function:orders-fn:1",
    },
    {
      logicalId: "Live",
      type: "AWS::Lambda::Alias",
      physicalId: "arn:aws:lambda:eu-west-1:123456789012:function:orders-fn:live",
    },
    { logicalId: "Group", type: "AWS::CodeDeploy::DeploymentGroup", physicalId: "orders" },
  ];
  const group = {
    deploymentGroupName: "orders",
    deploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
    alarmConfiguration: { enabled: true, alarms: [] },
  };
  const content =
    'version: 0.0\nResources:\n  - Orders:\n      Type: AWS::Lambda::Function\n      Properties: {Name: "orders-fn"}\n';
  const deployment = { deploymentId: "d-1", applicationName: "app", deploymentGroupName: "orders", status: "InProgress" };
  const revision = { revisionType: "AppSpecContent", appSpecContent: { content } };

  /** @returns what the handler said, and what the services were told */
  async function run(name: string, event: object, answers: Parameters<typeof startStub>[1], status = "UPDATE_IN_PROGRESS") {
    const told: Asked["input"][] = [];
    const tell = ({ input }: Asked): object => {
      told.push(input);
      return {};
    };
    stub = await startStub([{ name: "orders", status, template: template([]), resources }], {
      "cloudformation:DescribeStackResources": ({ input }) => {
        if (input["PhysicalResourceId"] !== "orders-fn") throw new WireError(400, "ValidationError", "does not exist");
        return { StackResources: [{ StackId: stackArn({ name: "orders" }), LogicalResourceId: "Orders" }] };
      },
      "codedeploy:BatchGetDeployments": () => ({ deploymentsInfo: [{ ...deployment, revision }] }),
      "codedeploy:BatchGetDeploymentGroups": () => ({ deploymentGroupsInfo: [group] }),
      "codedeploy:PutLifecycleEventHookExecutionStatus": tell,
      "codepipeline:PutJobSuccessResult": tell,
      "codepipeline:PutJobFailureResult": tell,
      ...answers,
    });
    const env = { ...towards(stub.endpoint), ...code({ extends: ["recommended"] }) };
    return { ...(await invoke(name, event, env)), told };
  }
  const hook = { DeploymentId: "d-1", LifecycleEventHookExecutionId: "e-1" };
  const answered = (status: string) => [{ deploymentId: "d-1", lifecycleEventHookExecutionId: "e-1", status }];

  test("the stack is that of the function", async () => {
    const { result, told } = await run("beforeAllowTraffic", hook, {});
    expect(result).toMatchObject({ status: "Failed", reasons: [expect.stringMatching(/^rollback-alarm Orders live: /)] });
    expect(told).toEqual(answered("Failed"));
  });

  test("what a stack says of another function's deployment is of no use", async () => {
    const other = content.replace("orders-fn", "payments-fn");
    const deployments = () => ({
      deploymentsInfo: [{ ...deployment, revision: { ...revision, appSpecContent: { content: other } } }],
    });
    const alarms = { enabled: true, alarms: [{ name: "payments" }] };
    const { result } = await run("beforeAllowTraffic", hook, {
      "cloudformation:DescribeStackResources": () => ({ StackResources: [{ StackId: stackArn({ name: "orders" }) }] }),
      "cloudwatch:DescribeAlarms": () => ({ MetricAlarms: [], CompositeAlarms: [] }),
      "codedeploy:BatchGetDeployments": deployments,
      "codedeploy:BatchGetDeploymentGroups": () => ({ deploymentGroupsInfo: [{ ...group, alarmConfiguration: alarms }] }),
    });
    expect(result).toEqual({
      status: "Succeeded",
      reasons: ["it is unknown what its alarms watch: no audited stack contains a deployment group of its function"],
    });
  });

  test.each([
    ["a rollback of CodeDeploy", { creator: "codeDeployRollback" }, "UPDATE_IN_PROGRESS", "it is a rollback"],
    ["a rollback of the stack", {}, "UPDATE_ROLLBACK_IN_PROGRESS", "its stack is being rolled back"],
  ])("%s is never refused", async (_name, more, status, reason) => {
    const deployments = () => ({ deploymentsInfo: [{ ...deployment, revision, ...more }] });
    const { result, told } = await run("beforeAllowTraffic", hook, { "codedeploy:BatchGetDeployments": deployments }, status);
    expect(result).toEqual({ status: "Succeeded", reasons: [reason] });
    expect(told).toEqual(answered("Succeeded"));
  });

  test("a deployment that may not be read is rejected, and CodeDeploy is notified", async () => {
    const denied = (): never => {
      throw new WireError(400, "AccessDeniedException", "User: x is not authorized to perform: codedeploy:BatchGetDeployments");
    };
    const { result, told } = await run("beforeAllowTraffic", hook, { "codedeploy:BatchGetDeployments": denied });
    expect(result).toMatchObject({ status: "Failed", reasons: [expect.stringContaining("codedeploy:BatchGetDeployments")] });
    expect(told).toEqual(answered("Failed"));
  });

  test("a revision that is not YAML names no function", async () => {
    const deployments = () => ({
      deploymentsInfo: [{ ...deployment, revision: { ...revision, appSpecContent: { content: "{" } } }],
    });
    const { result } = await run("beforeAllowTraffic", hook, { "codedeploy:BatchGetDeployments": deployments });
    expect(result).toEqual({ status: "Failed", reasons: ["its deployment group has no alarm that could stop it"] });
  });

  const job = (UserParameters: string | undefined) => ({
    "CodePipeline.job": { id: "j-1", data: { actionConfiguration: { configuration: { UserParameters } } } },
  });
  const groups = { "codedeploy:BatchGetDeploymentGroups": () => ({ deploymentGroupsInfo: [group] }) };

  test("a degraded system fails its job, with the failures in the message", async () => {
    const { result, error, told } = await run("handler", job(JSON.stringify({ stacks: [stackArn({ name: "orders" })] })), groups);
    expect({ result, error }).toEqual({ result: null, error: null });
    expect(told).toEqual([
      { jobId: "j-1", failureDetails: { type: "JobFailed", message: expect.stringMatching(/^orders: degraded \(\d+ failed/) } },
    ]);
  });

  test("a fit system lets its job succeed, with variables for later actions", async () => {
    const parameters = JSON.stringify({ stacks: ["orders"], config: "one.json" });
    const one = { extends: ["off"], checks: { "deployment-group": "error" } };
    stub = await startStub([{ name: "orders", template: template([]), resources }], {
      ...groups,
      "codepipeline:PutJobSuccessResult": ({ input }) => {
        told.push(input);
        return {};
      },
    });
    const told: Asked["input"][] = [];
    const env = { ...towards(stub.endpoint), LAMBDA_TASK_ROOT: folder({ "one.json": one }) };
    await invoke("handler", job(parameters), env);
    expect(told).toEqual([
      {
        jobId: "j-1",
        executionDetails: { summary: expect.stringMatching(/^orders: fit/), percentComplete: 100 },
        outputVariables: { verdict: "fit", score: expect.any(String) },
      },
    ]);
  });

  test.each([[undefined], ["orders"], ['{"stack": "orders"}'], ["[]"]])(
    "UserParameters %j cannot be used",
    async (parameters) => {
      const { told } = await run("handler", job(parameters), {});
      expect(told).toEqual([
        { jobId: "j-1", failureDetails: { type: "ConfigurationError", message: expect.stringContaining("the event") } },
      ]);
    },
  );

  test.each([
    ["handler", { "detail-type": "Scheduled Event" }],
    ["beforeAllowTraffic", {}],
    ["listTargets", { output: "reports" }],
    ["mergeReports", { targets: "s3://a/b" }],
  ])("%s refuses an event of another form, and says what it takes", async (name, event) => {
    const { error } = await run(name, event, {});
    expect(error).toMatch(/^the event cannot be used/);
  });
});
