// A live system on the wire whose services answer oddly: each answer is changed by what was asked, so that a run can be repeated.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { Json } from "../../src/model/json.ts";
import { listening, stopped } from "../../test/live/fault-proxy.ts";
import { towards } from "../../test/live/fitness.ts";
import { answersOf, deployedAs } from "../../test/live/large.ts";
import { startStub } from "../../test/live/stub.ts";
import { askedIn } from "../../test/live/wire.ts";
import type { FuzzCase } from "./case.ts";
import { mutatedBytes } from "./mutate-bytes.ts";
import { mutatedJson } from "./mutate-json.ts";
import { Random } from "./random.ts";

const prefixOf = (command: string): string => {
  if (/Alarms|Metric/.test(command)) return "cloudwatch";
  if (/Deployment/.test(command)) return "codedeploy";
  return command === "GetResources" ? "tag" : "lambda";
};

/** @param seed decides which answers are changed, and how */
export async function withLiveSystem(
  { files }: FuzzCase,
  seed: number,
  use: (env: Readonly<Record<string, string>>) => Promise<void>,
): Promise<void> {
  const template = JSON.parse(String(files["live.json"])) as Json;
  const answers = Object.entries(answersOf((milliseconds) => milliseconds / 1000)).map(
    ([command, answer]) => [`${prefixOf(command)}:${command}`, ({ input }: { input: object }) => answer(input)] as const,
  );
  const stub = await startStub([deployedAs("shop", template)], Object.fromEntries(answers));
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const { action, input } = askedIn(request, body.toString());
    const answer = await fetch(`${stub.endpoint}${request.url ?? "/"}`, {
      method: request.method ?? "POST",
      headers,
      ...(body.length > 0 ? { body } : {}),
    });
    const changed = change(Buffer.from(await answer.arrayBuffer()), randomFor(seed, action, input), answer.status);
    response.writeHead(changed.status, { "content-type": answer.headers.get("content-type") ?? "text/xml" });
    response.end(changed.body);
  });
  const endpoint = await listening(server);
  const env = { ...towards(endpoint), HOME: "/nonexistent" };
  const before = { ...process.env };
  try {
    Object.assign(process.env, env);
    await use(env);
  } finally {
    process.env = before;
    await Promise.all([stopped(server), stub.stop()]);
  }
}

function randomFor(seed: number, action: string, input: object): Random {
  const digest = createHash("sha256")
    .update(JSON.stringify([seed, action, input]))
    .digest();
  return new Random(digest.readUInt32LE());
}

function change(body: Buffer, random: Random, status: number): { readonly status: number; readonly body: Buffer | string } {
  if (random.chance(0.6)) return { status, body };
  if (random.chance(0.1))
    return { status: random.pick([200, 204, 301, 400, 403, 404]), body: random.pick(["", "<html>", "null", "{}"]) };
  if (random.chance(0.3)) return { status, body: mutatedBytes(body, random) };
  try {
    return { status, body: JSON.stringify(mutatedJson(JSON.parse(body.toString()) as Json, random)) };
  } catch {
    return { status, body: mutatedElements(body.toString(), random) };
  }
}

/** The XML of the older services. */
function mutatedElements(text: string, random: Random): string {
  const elements = [...text.matchAll(/<(\w+)>([^<]*)<\/\1>/g)];
  if (elements.length === 0) return text;
  const { 0: whole, 1: name = "", index } = random.pick(elements);
  const instead = random.pick([
    "",
    `<${name}/>`,
    `<${name}>&lt;x&gt;</${name}>`,
    `<${name}>NaN</${name}>`,
    `<X>1</X>`,
    `${whole}${whole}`,
  ]);
  return text.slice(0, index) + instead + text.slice(index + whole.length);
}
