// The Tagging API: the tags that resources really have.
import type { Answer } from "../../model/observed/ask.ts";
import {
  type Answered,
  type AskOf,
  answered,
  type Collector,
  given,
  grouped,
  inChunks,
  merged,
  orNull,
  type Site,
  spread,
} from "./collector.ts";

/** https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html */
const RESOURCES_A_CALL = 100;

type ByArn = readonly (readonly [arn: string, asks: readonly AskOf<"tags">[]])[];

export const tagCollector: Collector<"tags"> = {
  actions: { tags: ["tag:GetResources"] },
  async collect(asks, site) {
    const byArn: ByArn = [...grouped(asks, ({ arn }) => arn)];
    return merged(await Promise.all(inChunks(byArn, RESOURCES_A_CALL).map((chunk) => collectChunk(chunk, site))));
  },
};

async function collectChunk(chunk: ByArn, site: Site): Promise<Answered> {
  const found = await answered("tag:GetResources", site, () => orNull(["InvalidParameterException"], () => tagsIn(chunk, site)));
  const isRefused = found.state === "seen" && found.value === null;
  if (isRefused && chunk.length > 1) {
    // One ARN that the service does not like spoils the call for all of them.
    const halves = inChunks(chunk, Math.ceil(chunk.length / 2));
    return merged(await Promise.all(halves.map((half) => collectChunk(half, site))));
  }
  const answerTo = (arn: string): Answer => {
    if (found.state === "unseen") return found;
    if (found.value === null)
      return { state: "unseen", reason: `the Tagging API does not accept ARN ${arn}`, action: null, cause: "refused" };
    return { state: "seen", value: found.value.get(arn) ?? null };
  };
  return merged(chunk.map(([arn, same]) => spread(same, answerTo(arn))));
}

/** The service pages what is looked for by tag, never what is asked for by ARN. */
async function tagsIn(chunk: ByArn, { clients, region }: Site): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const sdk = await import("@aws-sdk/client-resource-groups-tagging-api");
  const client = clients.of(sdk.ResourceGroupsTaggingAPIClient, region);
  const found = await client.send(new sdk.GetResourcesCommand({ ResourceARNList: chunk.map(([arn]) => arn) }));
  return new Map(
    given(found.ResourceTagMappingList, "ResourceTagMappingList").map(({ ResourceARN, Tags = [] }) => [
      given(ResourceARN, "ResourceARN"),
      Object.fromEntries(Tags.map(({ Key, Value }) => [given(Key, "Key"), Value ?? ""])),
    ]),
  );
}
