// The last deployments of deployment groups: their ids per group, then their details for all groups together.
import type { CodeDeployClient, DeploymentInfo } from "@aws-sdk/client-codedeploy";
import type { Answer, DeploymentState } from "../../model/observed/ask.ts";
import {
  type Answered,
  type AskOf,
  allPages,
  answered,
  given,
  grouped,
  inChunks,
  merged,
  orNull,
  type Site,
  spread,
} from "./collector.ts";
import { deploymentsInPages, groupKey, recentSince } from "./deployment-pages.ts";

type Sdk = typeof import("@aws-sdk/client-codedeploy");
type Asked = AskOf<"deployments">;

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeployments.html */
const DEPLOYMENTS_A_CALL = 25;

/** Of each group those of the last 31 days; where it had none then, all, or of many groups the last one. */
export async function collectDeployments(
  asks: readonly Asked[],
  client: CodeDeployClient,
  sdk: Sdk,
  site: Site,
): Promise<Answered> {
  const groups = [...grouped(asks, ({ application, group }) => JSON.stringify([application, group])).values()];
  const known = await deploymentsInPages(
    groups.flatMap(([ask]) => ask ?? []),
    client,
    sdk,
    site,
  );
  const listed = await Promise.all(
    groups.map(async (same) => {
      const ask = given(same[0], "question");
      const own = known.idsOf.get(groupKey(ask));
      if (own !== undefined) return { same, ids: { state: "seen" as const, value: own } };
      return { same, ids: await answered("codedeploy:ListDeployments", site, () => idsOf(ask, client, sdk, site)) };
    }),
  );
  const ids = listed.flatMap((each) => (each.ids.state === "seen" ? each.ids.value : []));
  const seen = ids.filter((id) => known.infos.has(id));
  const alreadyRead = await answered("codedeploy:BatchGetDeployments", site, async () =>
    statesIn(seen, [...known.infos.values()]),
  );
  const others = await statesOf(
    ids.filter((id) => !known.infos.has(id)),
    client,
    sdk,
    site,
  );
  const states = new Map<string, Chunk>([...seen.map((id) => [id, alreadyRead] as const), ...others]);
  return merged(listed.map((each) => spread(each.same, each.ids.state === "seen" ? answerOf(each.ids.value, states) : each.ids)));
}

/** By id, with those that came in the same call. */
async function statesOf(
  ids: readonly string[],
  client: CodeDeployClient,
  sdk: Sdk,
  site: Site,
): Promise<ReadonlyMap<string, Chunk>> {
  const chunks = await Promise.all(
    inChunks([...new Set(ids)], DEPLOYMENTS_A_CALL).map(async (chunk) => {
      const found = await answered("codedeploy:BatchGetDeployments", site, () => deploymentsIn(chunk, client, sdk));
      return chunk.map((id) => [id, found] as const);
    }),
  );
  return new Map(chunks.flat());
}

type Chunk = Awaited<ReturnType<typeof answered<ReadonlyMap<string, DeploymentState>>>>;

function answerOf(ids: readonly string[], known: ReadonlyMap<string, Chunk>): Answer {
  const chunks = [...new Set(ids.flatMap((id) => known.get(id) ?? []))];
  const failed = chunks.find((chunk) => chunk.state === "unseen");
  if (failed?.state === "unseen") return failed;
  const found = chunks.flatMap((chunk) => (chunk.state === "seen" ? [...chunk.value.values()] : []));
  const own = new Set(ids);
  // The service does not say in which order it lists them.
  const newestFirst = found
    .filter(({ id }) => own.has(id))
    .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || (a.id < b.id ? -1 : 1));
  return { state: "seen", value: newestFirst };
}

const NO_SUCH_GROUP = ["ApplicationDoesNotExistException", "DeploymentGroupDoesNotExistException"];

async function idsOf(
  { application: applicationName, group: deploymentGroupName }: Asked,
  client: CodeDeployClient,
  sdk: Sdk,
  { now }: Site,
): Promise<readonly string[]> {
  const list = (more: { readonly createTimeRange?: { readonly start: Date } }): Promise<readonly string[]> =>
    allPages(async (nextToken) => {
      const page = await client.send(
        new sdk.ListDeploymentsCommand({ applicationName, deploymentGroupName, nextToken, ...more }),
      );
      return { items: given(page.deployments, "deployments"), next: page.nextToken };
    });
  const found = await orNull(NO_SUCH_GROUP, async () => {
    const recent = await list({ createTimeRange: { start: recentSince(now) } });
    return recent.length > 0 ? recent : list({});
  });
  return found ?? [];
}

async function deploymentsIn(
  ids: readonly string[],
  client: CodeDeployClient,
  sdk: Sdk,
): Promise<ReadonlyMap<string, DeploymentState>> {
  const found = await client.send(new sdk.BatchGetDeploymentsCommand({ deploymentIds: [...ids] }));
  return statesIn(ids, given(found.deploymentsInfo, "deploymentsInfo"));
}

function statesIn(ids: readonly string[], infos: readonly DeploymentInfo[]): ReadonlyMap<string, DeploymentState> {
  const states = new Map(infos.map((info) => [info.deploymentId, info]));
  // They were listed a moment ago: without the last one, the one before it would be treated as the last.
  return new Map(ids.map((id) => [id, deploymentState(given(states.get(id), `deployment ${id}`))]));
}

function deploymentState(info: DeploymentInfo): DeploymentState {
  return {
    id: given(info.deploymentId, "deploymentId"),
    status: given(info.status, "status"),
    createdAt: given(info.createTime, "createTime").toISOString(),
    completedAt: info.completeTime?.toISOString() ?? null,
    configurationName: info.deploymentConfigName ?? null,
    creator: info.creator ?? null,
    errorCode: info.errorInformation?.code ?? null,
    errorMessage: info.errorInformation?.message ?? null,
    rollback: rollbackOf(info),
  };
}

function rollbackOf({ rollbackInfo }: DeploymentInfo): DeploymentState["rollback"] {
  const rollbackId = rollbackInfo?.rollbackDeploymentId ?? null;
  const triggeringId = rollbackInfo?.rollbackTriggeringDeploymentId ?? null;
  const message = rollbackInfo?.rollbackMessage ?? null;
  return rollbackId === null && triggeringId === null && message === null ? null : { rollbackId, triggeringId, message };
}
