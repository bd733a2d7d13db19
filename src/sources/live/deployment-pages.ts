// The deployments of many groups at once: CodeDeploy lists those of the whole account in pages, instead of a call for each group.
import type { CodeDeployClient, DeploymentGroupInfo, DeploymentInfo } from "@aws-sdk/client-codedeploy";
import { type AskOf, answered, given, grouped, inChunks, type Site } from "./collector.ts";

type Sdk = typeof import("@aws-sdk/client-codedeploy");
type Asked = AskOf<"deployments">;

/** From so many groups on. */
const MANY = 20;
/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeploymentGroups.html */
const GROUPS_A_CALL = 100;
/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeployments.html */
const DEPLOYMENTS_A_CALL = 25;

/** A group that deploys ten times a day has thousands: those of a month tell what a check asks. */
const RECENT_DAYS = 31;
const DAY = 86_400_000;

export function recentSince(now: number): Date {
  return new Date(now - RECENT_DAYS * DAY);
}

/** Equal for the same group. */
export function groupKey({ application, group }: Pick<Asked, "application" | "group">): string {
  return JSON.stringify([application, group]);
}

export interface Listed {
  /** By group, the ids of its deployments of the last 31 days, or of the last one where it had none. */
  readonly idsOf: ReadonlyMap<string, readonly string[]>;
  /** By id, the service's answers for the deployments that it listed. */
  readonly infos: ReadonlyMap<string, DeploymentInfo>;
}

const nothing: Listed = { idsOf: new Map(), infos: new Map() };

/** Each list has the deployment that its group says was attempted last; groups of which that is unknown are left to be asked one by one. */
export async function deploymentsInPages(
  asks: readonly Asked[],
  client: CodeDeployClient,
  sdk: Sdk,
  site: Site,
): Promise<Listed> {
  if (asks.length < MANY) return nothing;
  const [last, infos] = await Promise.all([
    lastAttempts(asks, client, sdk, site),
    recentDeployments(asks.length, client, sdk, site),
  ]);
  const recent = grouped(infos, ({ applicationName: application = "", deploymentGroupName: group = "" }) =>
    groupKey({ application, group }),
  );
  const idsOf = asks.flatMap((ask): readonly (readonly [string, readonly string[]])[] => {
    const newest = last.get(groupKey(ask));
    const own = (recent.get(groupKey(ask)) ?? []).flatMap(({ deploymentId }) => deploymentId ?? []);
    if (newest === undefined) return [];
    return [[groupKey(ask), own.includes(newest) ? own : [newest, ...own]]];
  });
  const byId = infos.flatMap((info) => (info.deploymentId === undefined ? [] : [[info.deploymentId, info] as const]));
  return { idsOf: new Map(idsOf), infos: new Map(byId) };
}

async function lastAttempts(
  asks: readonly Asked[],
  client: CodeDeployClient,
  sdk: Sdk,
  site: Site,
): Promise<ReadonlyMap<string, string>> {
  const chunks = [...grouped(asks, ({ application }) => application)].flatMap(([application, own]) =>
    inChunks(own, GROUPS_A_CALL).map((chunk) => ({ application, names: chunk.map(({ group }) => group) })),
  );
  const found = await Promise.all(
    chunks.map(({ application, names }) =>
      answered("codedeploy:BatchGetDeploymentGroups", site, async () => {
        const command = new sdk.BatchGetDeploymentGroupsCommand({ applicationName: application, deploymentGroupNames: names });
        const { deploymentGroupsInfo = [] } = await client.send(command);
        return deploymentGroupsInfo.flatMap((info) => attemptOf(application, info));
      }),
    ),
  );
  return new Map(found.flatMap((chunk) => (chunk.state === "seen" ? chunk.value : [])));
}

function attemptOf(application: string, info: DeploymentGroupInfo): readonly (readonly [string, string])[] {
  const { deploymentGroupName: group, lastAttemptedDeployment } = info;
  const id = lastAttemptedDeployment?.deploymentId;
  return group === undefined || id === undefined ? [] : [[groupKey({ application, group }), id]];
}

/** None where there are so many that to ask for each group is as quick, or where they cannot be listed. */
async function recentDeployments(
  groups: number,
  client: CodeDeployClient,
  sdk: Sdk,
  site: Site,
): Promise<readonly DeploymentInfo[]> {
  const listed = await answered("codedeploy:ListDeployments", site, () => listRecent(groups, client, sdk, site));
  if (listed.state === "unseen") return [];
  const found = await Promise.all(
    inChunks(listed.value, DEPLOYMENTS_A_CALL).map((deploymentIds) =>
      answered("codedeploy:BatchGetDeployments", site, async () => {
        const { deploymentsInfo } = await client.send(new sdk.BatchGetDeploymentsCommand({ deploymentIds: [...deploymentIds] }));
        return given(deploymentsInfo, "deploymentsInfo");
      }),
    ),
  );
  return found.flatMap((chunk) => (chunk.state === "seen" ? chunk.value : []));
}

async function listRecent(groups: number, client: CodeDeployClient, sdk: Sdk, { now }: Site): Promise<readonly string[]> {
  const ids: string[] = [];
  let nextToken: string | undefined;
  for (let page = 0; ids.length < groups * DEPLOYMENTS_A_CALL; page += 1) {
    const command = new sdk.ListDeploymentsCommand({ createTimeRange: { start: recentSince(now) }, nextToken });
    const answer = await client.send(command);
    ids.push(...given(answer.deployments, "deployments"));
    if (!answer.nextToken || page > groups) return ids;
    nextToken = answer.nextToken;
  }
  return [];
}
