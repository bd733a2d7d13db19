// A proxy between the auditor and a server that makes what no server does: denied actions, throttling, resets, halves of bodies, silence.
import { createServer, type IncomingMessage, type Server, type ServerResponse, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, type Asked, askedIn, errorTo } from "./wire.ts";

export type Fault =
  /** With the error that the action's service gives. */
  | { readonly kind: "deny" }
  /** For so long from the first time on; for good where nothing is said. */
  | { readonly kind: "throttle"; readonly seconds?: number }
  /** An error of the service. */
  | { readonly kind: "error"; readonly status: number; readonly code: string; readonly message: string }
  /** The connection is cut before an answer. */
  | { readonly kind: "reset" }
  /** The first half of the real answer; with `declared`, its headers promise no more. */
  | { readonly kind: "truncate"; readonly declared?: boolean }
  | { readonly kind: "html"; readonly status: number }
  /** Another body, as JSON or XML. */
  | { readonly kind: "body"; readonly body: string }
  /** Neither an answer nor an end. */
  | { readonly kind: "hang" }
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** The server's clock is so far ahead. */
  | { readonly kind: "clock"; readonly seconds: number };

export interface FaultProxy {
  readonly endpoint: string;
  /** How often each IAM action was asked for, attempts counted. */
  readonly seen: ReadonlyMap<string, number>;
  /**
   * The latest that fits counts.
   * @param what an IAM action, `*`, or which requests @param times how often; always where nothing is said
   */
  inject(what: string | ((asked: Asked) => boolean), fault: Fault, times?: number): void;
  /** Forgets the faults and what was seen. */
  reset(): void;
  stop(): Promise<void>;
}

interface Injected {
  readonly isMeant: (asked: Asked) => boolean;
  readonly fault: Fault;
  left: number;
  since: number | null;
}

/** @param upstream where requests go; of a service, by its IAM prefix, elsewhere: `{ "*": fakecloud, codedeploy: other }` */
export async function startFaultProxy(upstream: string | Readonly<Record<string, string>>): Promise<FaultProxy> {
  const seen = new Map<string, number>();
  const injected: Injected[] = [];
  const upstreamOf = (action: string): string => {
    if (typeof upstream === "string") return upstream;
    return upstream[action.split(":")[0] ?? ""] ?? upstream["*"] ?? "";
  };
  const server = createServer(async (request, response) => {
    const body = await wholeOf(request);
    const asked = askedIn(request, body.toString());
    seen.set(asked.action, (seen.get(asked.action) ?? 0) + 1);
    const fault = faultFor(asked, injected);
    const forward = (): Promise<Forwarded> => forwarded(request, body, upstreamOf(asked.action));
    await answer(asked, fault, forward, response).catch(() => response.destroy());
  });
  const endpoint = await listening(server);
  return {
    endpoint,
    seen,
    inject: (what, fault, times = Number.POSITIVE_INFINITY) => {
      const isMeant = typeof what === "string" ? ({ action }: Asked) => what === "*" || what === action : what;
      injected.unshift({ isMeant, fault, left: times, since: null });
    },
    reset: () => {
      seen.clear();
      injected.length = 0;
    },
    stop: () => stopped(server),
  };
}

function faultFor(asked: Asked, injected: readonly Injected[]): Fault | null {
  const now = Date.now();
  const active = injected.find((entry) => {
    if (entry.left <= 0 || !entry.isMeant(asked)) return false;
    entry.since ??= now;
    const seconds = entry.fault.kind === "throttle" ? entry.fault.seconds : undefined;
    return seconds === undefined || now - entry.since < seconds * 1000;
  });
  if (active === undefined) return null;
  active.left -= 1;
  return active.fault;
}

interface Forwarded extends Omit<Answer, "body"> {
  readonly body: Buffer;
}

async function answer(
  asked: Asked,
  fault: Fault | null,
  forward: () => Promise<Forwarded>,
  response: ServerResponse,
): Promise<void> {
  switch (fault?.kind) {
    case "deny":
      return write(response, denied(asked));
    case "throttle":
      return write(response, throttled(asked));
    case "error":
      return write(response, errorTo(asked, fault.status, fault.code, fault.message));
    case "reset":
      return void response.socket?.resetAndDestroy();
    case "hang":
      return;
    case "html":
      return write(response, {
        status: fault.status,
        headers: { "content-type": "text/html" },
        body: "<html><body>Sorry</body></html>",
      });
    case "body": {
      const { headers } = await forward();
      return write(response, { status: 200, headers: { "content-type": headers["content-type"] ?? "" }, body: fault.body });
    }
    case "truncate":
      return writeHalf(response, await forward(), fault.declared === true);
    case "clock": {
      const real = await forward();
      const date = new Date(Date.now() + fault.seconds * 1000).toUTCString();
      return write(response, { ...real, headers: { ...real.headers, date } });
    }
    case "delay":
      await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
      return write(response, await forward());
    case undefined:
      return write(response, await forward());
  }
}

function denied(asked: Asked): Answer {
  const { action } = asked;
  const who = "User: arn:aws:sts::123456789012:assumed-role/auditor/ci";
  const why = `because no identity-based policy allows the ${action} action`;
  return errorTo(
    asked,
    asked.protocol === "json" ? 400 : 403,
    "AccessDenied",
    `${who} is not authorized to perform: ${action} on resource: * ${why}`,
  );
}

/** Each service has a word of its own. */
function throttled(asked: Asked): Answer {
  const [service] = asked.action.split(":");
  if (service === "lambda") return errorTo(asked, 429, "TooManyRequestsException", "Rate exceeded");
  return errorTo(asked, 400, service === "tag" ? "ThrottledException" : "Throttling", "Rate exceeded");
}

function write(response: ServerResponse, { status, headers, body }: Omit<Answer, "body"> & { body: string | Buffer }): void {
  const { "content-length": _, "transfer-encoding": __, connection: ___, ...others } = headers;
  response.writeHead(status, { ...others, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

function writeHalf(response: ServerResponse, { status, headers, body }: Forwarded, isDeclared: boolean): void {
  const half = body.subarray(0, Math.floor(body.length / 2));
  if (isDeclared) write(response, { status, headers, body: half });
  else {
    response.writeHead(status, { "content-type": headers["content-type"] ?? "", "content-length": body.length });
    response.write(half, () => response.destroy());
  }
}

async function wholeOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function forwarded(request: IncomingMessage, body: Buffer, upstream: string): Promise<Forwarded> {
  const { hostname, port } = new URL(upstream);
  return new Promise((resolve, reject) => {
    const passed = send({ hostname, port, method: request.method, path: request.url, headers: request.headers }, (response) => {
      const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
      wholeOf(response).then((whole) => resolve({ status: response.statusCode ?? 502, headers, body: whole }), reject);
    });
    passed.on("error", reject);
    passed.end(body);
  });
}

/** On the loopback address, at any free port. @returns its endpoint */
export async function listening(server: Server): Promise<string> {
  // A connection that the server gives up while a client comes back to it is a fault that nobody asked for.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function stopped(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
