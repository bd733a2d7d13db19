// Reports and lists in S3: read, listed, written and removed.
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
} from "@aws-sdk/client-s3";
import { openClients } from "./clients.ts";
import { closed } from "./failure.ts";
import { startRegion } from "./region.ts";
import type { S3Location } from "./s3-location.ts";
import { quietSdk } from "./sdk.ts";

export interface ObjectsRequest {
  readonly region: string | null;
  readonly profile: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Objects {
  /** The keys that begin with that of the location, in order. */
  list(): AsyncIterable<string>;
  read(key: string): Promise<string>;
  /** @param contentType by default that of JSON */
  write(key: string, text: string, contentType?: string): Promise<void>;
  remove(key: string): Promise<void>;
  close(): void;
}

/** Every call throws LiveFailure and nothing else. */
export async function openObjects(
  { bucket: Bucket, key }: S3Location,
  { region, profile, env }: ObjectsRequest,
): Promise<Objects> {
  quietSdk();
  const ended = new AbortController();
  const clients = openClients({ profile, env, signal: ended.signal, progress: () => {} });
  const client = clients.of(clientAt(env), await startRegion(region, [], { env, profile }));
  return {
    async *list() {
      for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix: key }))
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
    },
    async read(wanted) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: wanted }));
      return (await Body?.transformToString("utf-8")) ?? "";
    },
    async write(wanted, text, contentType = "application/json") {
      await client.send(new PutObjectCommand({ Bucket, Key: wanted, Body: text, ContentType: contentType }));
    },
    async remove(wanted) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: wanted }));
    },
    close() {
      ended.abort(closed());
      clients.close();
    },
  };
}

/** The bucket may be in another region. Servers that emulate AWS have no host name for each bucket. */
function clientAt(env: ObjectsRequest["env"]) {
  const forcePathStyle = Boolean(env["AWS_ENDPOINT_URL"] || env["AWS_ENDPOINT_URL_S3"]);
  return class extends S3Client {
    constructor(settings: S3ClientConfig) {
      super({ ...settings, followRegionRedirects: true, forcePathStyle });
    }
  };
}
