// CodeDeploy: deployment groups, their last deployments, custom configurations.
import type { CodeDeployClient, DeploymentConfigInfo, DeploymentGroupInfo } from "@aws-sdk/client-codedeploy";
import type { Answer, DeploymentConfigurationState, DeploymentGroupState, Settings } from "../../model/observed/ask.ts";
import {
  type Answered,
  type AskOf,
  answered,
  type Collector,
  eachOnce,
  given,
  grouped,
  inChunks,
  incomplete,
  merged,
  orNull,
  type Site,
  spread,
  written,
} from "./collector.ts";
import { collectDeployments } from "./deployments.ts";

type Kind = "deployment-group" | "deployments" | "deployment-configuration";

export type Sdk = typeof import("@aws-sdk/client-codedeploy");

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeploymentGroups.html */
const GROUPS_A_CALL = 100;

export const codedeployCollector: Collector<Kind> = {
  actions: {
    "deployment-group": ["codedeploy:BatchGetDeploymentGroups"],
    deployments: ["codedeploy:ListDeployments", "codedeploy:BatchGetDeployments", "codedeploy:BatchGetDeploymentGroups"],
    "deployment-configuration": ["codedeploy:GetDeploymentConfig"],
  },
  async collect(asks, site) {
    const sdk = await import("@aws-sdk/client-codedeploy");
    const client = site.clients.of(sdk.CodeDeployClient, site.region);
    const of = <Asked extends Kind>(kind: Asked): readonly AskOf<Asked>[] =>
      asks.filter((ask): ask is Extract<AskOf<Kind>, { kind: Asked }> => ask.kind === kind);
    const parts = [
      collectGroups(of("deployment-group"), client, sdk, site),
      collectDeployments(of("deployments"), client, sdk, site),
      collectConfigurations(of("deployment-configuration"), client, sdk, site),
    ];
    return merged(await Promise.all(parts));
  },
};

async function collectGroups(
  asks: readonly AskOf<"deployment-group">[],
  client: CodeDeployClient,
  sdk: Sdk,
  site: Site,
): Promise<Answered> {
  const parts = [...grouped(asks, ({ application }) => application)].flatMap(([application, own]) => {
    const byName = [...grouped(own, ({ group }) => group)];
    return inChunks(byName, GROUPS_A_CALL).map(async (chunk) => {
      const names = chunk.map(([name]) => name);
      const found = await answered("codedeploy:BatchGetDeploymentGroups", site, () => groupsIn(application, names, client, sdk));
      return merged(
        chunk.map(([name, same]) => {
          const answer: Answer = found.state === "seen" ? { state: "seen", value: found.value.get(name) ?? null } : found;
          return spread(same, answer);
        }),
      );
    });
  });
  return merged(await Promise.all(parts));
}

/** A group that the answer omits is not there, unless it says that something else was wrong. */
async function groupsIn(
  applicationName: string,
  names: readonly string[],
  client: CodeDeployClient,
  sdk: Sdk,
): Promise<ReadonlyMap<string, DeploymentGroupState>> {
  const command = new sdk.BatchGetDeploymentGroupsCommand({ applicationName, deploymentGroupNames: [...names] });
  const found = await orNull(["ApplicationDoesNotExistException"], () => client.send(command));
  const groups = found === null ? [] : given(found.deploymentGroupsInfo, "deploymentGroupsInfo");
  const wrong = found?.errorMessage ?? "";
  if (groups.length < names.length && wrong !== "" && !/exist|found/i.test(wrong)) incomplete(`it contains ${wrong}`);
  return new Map(groups.map((group) => [given(group.deploymentGroupName, "deploymentGroupName"), groupState(group)]));
}

function groupState(group: DeploymentGroupInfo): DeploymentGroupState {
  const { alarmConfiguration, autoRollbackConfiguration, lastAttemptedDeployment } = group;
  const lastAttempted = lastAttemptedDeployment?.deploymentId;
  return {
    configurationName: given(group.deploymentConfigName, "deploymentConfigName"),
    alarmsEnabled: alarmConfiguration?.enabled ?? false,
    ignoresPollFailure: alarmConfiguration?.ignorePollAlarmFailure ?? false,
    alarmNames: (alarmConfiguration?.alarms ?? []).map(({ name }) => given(name, "alarm name")),
    rollbackEnabled: autoRollbackConfiguration?.enabled ?? false,
    rollbackEvents: autoRollbackConfiguration?.events ?? [],
    ...(lastAttempted === undefined ? {} : { lastAttempted }),
    settings: groupSettings(group),
  };
}

function groupSettings({ serviceRoleArn, deploymentStyle, triggerConfigurations }: DeploymentGroupInfo): Settings {
  const { deploymentType, deploymentOption } = deploymentStyle ?? {};
  return written({
    ServiceRoleArn: serviceRoleArn,
    DeploymentStyle: deploymentStyle && { DeploymentType: deploymentType, DeploymentOption: deploymentOption },
    TriggerConfigurations: triggerConfigurations?.map(({ triggerName, triggerTargetArn, triggerEvents }) => ({
      TriggerName: triggerName,
      TriggerTargetArn: triggerTargetArn,
      TriggerEvents: triggerEvents,
    })),
  });
}

function collectConfigurations(
  asks: readonly AskOf<"deployment-configuration">[],
  client: CodeDeployClient,
  sdk: Sdk,
  site: Site,
): Promise<Answered> {
  return eachOnce(
    asks,
    ({ name }) => name,
    ({ name: deploymentConfigName }) =>
      answered("codedeploy:GetDeploymentConfig", site, () =>
        orNull(["DeploymentConfigDoesNotExistException"], async () => {
          const found = await client.send(new sdk.GetDeploymentConfigCommand({ deploymentConfigName }));
          return configurationState(given(found.deploymentConfigInfo, "deploymentConfigInfo"));
        }),
      ),
  );
}

function configurationState({ trafficRoutingConfig }: DeploymentConfigInfo): DeploymentConfigurationState {
  const { type, timeBasedCanary, timeBasedLinear } = given(trafficRoutingConfig, "trafficRoutingConfig");
  switch (type) {
    case "TimeBasedCanary":
      return {
        kind: "canary",
        percent: given(timeBasedCanary?.canaryPercentage, "canaryPercentage"),
        intervalMinutes: given(timeBasedCanary?.canaryInterval, "canaryInterval"),
      };
    case "TimeBasedLinear":
      return {
        kind: "linear",
        percent: given(timeBasedLinear?.linearPercentage, "linearPercentage"),
        intervalMinutes: given(timeBasedLinear?.linearInterval, "linearInterval"),
      };
    case "AllAtOnce":
      return { kind: "all-at-once", percent: 100, intervalMinutes: 0 };
    default:
      throw new Error(`the configuration type ${type} is not supported`);
  }
}
