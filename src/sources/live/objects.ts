// Reports and lists in S3: read, listed and written.
import { UsageError } from "../../errors.ts";
import { quietSdk } from "./sdk.ts";

export interface Objects {
  /** Of the location that was opened. */
  readonly key: string;
  /** The keys below the prefix that was opened, in order. */
  list(): AsyncIterable<string>;
  read(key: string): Promise<string>;
  write(key: string, text: string, type: string): Promise<void>;
}

/** @param location `s3://bucket/key`, or `s3://bucket/prefix/` */
export function openObjects(location: string, env: Readonly<Record<string, string | undefined>>): Objects {
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(location) ?? [];
  if (bucket === "") throw new UsageError(`${location} is no location in S3`, { remedy: "write s3://bucket/key" });
  const connect = once(async () => {
    quietSdk();
    const sdk = await import("@aws-sdk/client-s3");
    const region = env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"] ?? "us-east-1";
    // Servers other than AWS's rarely know buckets as host names.
    const forcePathStyle = env["AWS_ENDPOINT_URL_S3"] !== undefined || env["AWS_ENDPOINT_URL"] !== undefined;
    return { sdk, client: new sdk.S3Client({ region, forcePathStyle, followRegionRedirects: true }) };
  });
  return {
    key,
    async *list() {
      const { sdk, client } = await connect();
      for await (const page of sdk.paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: key }))
        for (const { Key: found } of page.Contents ?? []) if (found !== undefined) yield found;
    },
    read: (wanted) =>
      named(`s3://${bucket}/${wanted}`, "read", async () => {
        const { sdk, client } = await connect();
        const { Body: body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: wanted }));
        return (await body?.transformToString("utf-8")) ?? "";
      }),
    write: (wanted, text, type) =>
      named(`s3://${bucket}/${wanted}`, "written", async () => {
        const { sdk, client } = await connect();
        await client.send(new sdk.PutObjectCommand({ Bucket: bucket, Key: wanted, Body: text, ContentType: type }));
      }),
  };
}

async function named<T>(location: string, what: "read" | "written", run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new UsageError(`cannot be ${what}: ${why}`, {
      place: { file: location },
      remedy: `check the bucket's name and region, and that s3:${what === "read" ? "GetObject" : "PutObject"} is allowed`,
      cause,
    });
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
