// A lifecycle hook of CodeDeploy: its deployment, the alarms that can stop it, the stack of its function, and the hook's answer.
import type { CodeDeployClient, DeploymentInfo } from "@aws-sdk/client-codedeploy";
import { parse } from "yaml";
import { type Clients, openClients } from "./clients.ts";
import { describeStack } from "./cloudformation.ts";
import { closed, LiveFailure } from "./failure.ts";
import { startRegion } from "./region.ts";
import { quietSdk } from "./sdk.ts";

export interface HookedDeployment {
  readonly id: string;
  /** Names of the alarms of its deployment group; none where the group has alarms switched off. */
  readonly alarms: readonly string[];
  /** Whether it takes a version back. */
  readonly isRollback: boolean;
  /** The function whose traffic is shifted; null where the revision does not say. */
  readonly functionName: string | null;
}

export interface HookStack {
  /** The ARN of the stack that a function belongs to: the root of nested stacks. */
  readonly id: string;
  readonly isRollingBack: boolean;
}

export interface DeploymentHook {
  deployment(): Promise<HookedDeployment>;
  /** Those of the alarms that are in ALARM now, each with the reason that CloudWatch gives. */
  alarming(names: readonly string[]): Promise<readonly { readonly name: string; readonly reason: string }[]>;
  /** null for a function that no stack has. */
  stackOf(functionName: string): Promise<HookStack | null>;
  answer(status: "Succeeded" | "Failed"): Promise<void>;
  close(): void;
}

export interface HookRequest {
  readonly deploymentId: string;
  readonly executionId: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Every call throws LiveFailure and nothing else. */
export async function openDeploymentHook({ deploymentId, executionId, env }: HookRequest): Promise<DeploymentHook> {
  quietSdk();
  const ended = new AbortController();
  const clients = openClients({ profile: null, env, signal: ended.signal, progress: () => {} });
  const region = await startRegion(null, [], { env, profile: null });
  const { CodeDeployClient, ...sdk } = await import("@aws-sdk/client-codedeploy");
  const codedeploy = clients.of(CodeDeployClient, region);
  return {
    deployment: () => deploymentOf(deploymentId, codedeploy, sdk),
    alarming: (names) => alarming(names, clients, region),
    stackOf: (functionName) => stackOf(functionName, clients, region),
    async answer(status) {
      const lifecycleEventHookExecutionId = executionId;
      const input = { deploymentId, lifecycleEventHookExecutionId, status } as const;
      await codedeploy.send(new sdk.PutLifecycleEventHookExecutionStatusCommand(input));
    },
    close() {
      ended.abort(closed());
      clients.close();
    },
  };
}

type Sdk = Omit<typeof import("@aws-sdk/client-codedeploy"), "CodeDeployClient">;

async function deploymentOf(id: string, client: CodeDeployClient, sdk: Sdk): Promise<HookedDeployment> {
  const { deploymentsInfo: [info] = [] } = await client.send(new sdk.BatchGetDeploymentsCommand({ deploymentIds: [id] }));
  const { applicationName, deploymentGroupName = "" } = info ?? {};
  const { deploymentGroupsInfo: [group] = [] } = await client.send(
    new sdk.BatchGetDeploymentGroupsCommand({ applicationName, deploymentGroupNames: [deploymentGroupName] }),
  );
  if (info === undefined || group === undefined) {
    const remedy = "check that the function runs in the account and region of the deployment";
    throw new LiveFailure("not-found", `CodeDeploy has no deployment ${id}, or no deployment group for it`, { remedy });
  }
  const { enabled = false, alarms = [] } = group.alarmConfiguration ?? {};
  return {
    id,
    alarms: enabled ? alarms.flatMap(({ name }) => name ?? []) : [],
    isRollback: info.creator === "codeDeployRollback" || info.rollbackInfo?.rollbackTriggeringDeploymentId !== undefined,
    functionName: functionIn(info),
  };
}

/** The AppSpec names the function. https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html */
function functionIn({ revision }: DeploymentInfo): string | null {
  const content = revision?.appSpecContent?.content ?? revision?.string?.content;
  if (content === undefined) return null;
  try {
    const { Resources: resources = [] } = parse(content) as { Resources?: Readonly<Record<string, Deployed>>[] };
    const [deployed] = resources.flatMap((each) => Object.values(each));
    return deployed?.Properties?.Name ?? null;
  } catch {
    return null;
  }
}

interface Deployed {
  readonly Properties?: { readonly Name?: string };
}

async function alarming(names: readonly string[], clients: Clients, region: string) {
  if (names.length === 0) return [];
  const sdk = await import("@aws-sdk/client-cloudwatch");
  const found = await clients.of(sdk.CloudWatchClient, region).send(
    new sdk.DescribeAlarmsCommand({
      AlarmNames: [...names],
      AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
      MaxRecords: 100,
    }),
  );
  return [...(found.MetricAlarms ?? []), ...(found.CompositeAlarms ?? [])]
    .filter(({ StateValue }) => StateValue === "ALARM")
    .map(({ AlarmName = "", StateReason = "" }) => ({ name: AlarmName, reason: StateReason }));
}

async function stackOf(functionName: string, clients: Clients, region: string): Promise<HookStack | null> {
  const sdk = await import("@aws-sdk/client-cloudformation");
  const client = clients.of(sdk.CloudFormationClient, region);
  try {
    const { StackResources: [resource] = [] } = await client.send(
      new sdk.DescribeStackResourcesCommand({ PhysicalResourceId: functionName }),
    );
    if (resource?.StackId === undefined) return null;
    const { Stacks: [own] = [] } = await client.send(new sdk.DescribeStacksCommand({ StackName: resource.StackId }));
    const id = own?.RootId ?? resource.StackId;
    const root = await describeStack(clients, region, id);
    return { id, isRollingBack: /ROLLBACK_IN_PROGRESS/.test(root?.status ?? "") };
  } catch (error) {
    if (error instanceof LiveFailure && error.kind === "not-found") return null;
    throw error;
  }
}
