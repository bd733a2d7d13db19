// A bucket that speaks as much of S3's protocol as a history needs, on a free port of the loopback address.
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface Bucket {
  readonly url: string;
  readonly objects: Map<string, string>;
  /** `DELETE prod/name`. */
  readonly requests: string[];
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

export async function openBucket(name: string): Promise<Bucket> {
  const objects = new Map<string, string>();
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://s3.example");
    const key = decodeURIComponent(pathname.replace(`/${name}`, "").replace(/^\//, ""));
    requests.push(`${request.method} ${key}`);
    const isHere = pathname.startsWith(`/${name}`);
    const { status, body } = isHere ? await answer(request, key, searchParams, objects) : NO_BUCKET;
    response.writeHead(status, { "content-type": "application/xml" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${port}`, objects, requests, close };
}

const NO_BUCKET: Answer = { status: 404, body: "<Error><Code>NoSuchBucket</Code><Message>none</Message></Error>" };

async function answer(
  request: IncomingMessage,
  key: string,
  asked: URLSearchParams,
  objects: Map<string, string>,
): Promise<Answer> {
  if (request.method === "PUT") objects.set(key, unchunked(await textOf(request)));
  if (request.method === "DELETE") {
    objects.delete(key);
    return { status: 204, body: "" };
  }
  if (request.method !== "GET") return { status: 200, body: "" };
  return { status: 200, body: key === "" ? page([...objects.keys()].sort(), asked) : (objects.get(key) ?? "") };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** The SDK may send a body in chunks, each behind its length. */
function unchunked(text: string): string {
  const isChunked = /^[0-9a-f]+(?:;[^\r\n]*)?\r\n/.test(text);
  return isChunked ? text.replace(/(?:^|\r\n)[0-9a-f]+(?:;[^\r\n]*)?\r\n/g, "").replace(/\r\n[\s\S]*$/, "") : text;
}

/** Two names a page. */
function page(names: readonly string[], asked: URLSearchParams): string {
  const prefix = asked.get("prefix") ?? "";
  const from = Number(asked.get("continuation-token") ?? 0);
  const own = names.filter((name) => name.startsWith(prefix));
  const contents = own.slice(from, from + 2).map((name) => `<Contents><Key>${name}</Key><Size>1</Size></Contents>`);
  const next = from + 2 < own.length ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : "";
  return `<ListBucketResult><IsTruncated>${next !== ""}</IsTruncated>${next}${contents.join("")}</ListBucketResult>`;
}
