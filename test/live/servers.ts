// Servers that speak AWS's protocols and that nobody here wrote: started on the loopback address, stopped when a test is done.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import path from "node:path";

export interface TestServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

export const serverNames = ["fakecloud", "ministack"] as const;

type ServerName = (typeof serverNames)[number];

const cache = path.join(process.env["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache"), "serverless-fitness");

/** Where `.ci/servers` puts them, or what FITNESS_FAKECLOUD and FITNESS_MINISTACK name; null where one is not installed. */
export function installed(name: ServerName): string | null {
  const given = process.env[`FITNESS_${name.toUpperCase()}`];
  const file = given ?? path.join(cache, name, "bin", name);
  return existsSync(file) ? file : null;
}

/** Whether tests against these servers have to be left out; `announced.ts` says so at the end of the run. */
export function missing(...names: readonly ServerName[]): boolean {
  return names.some((name) => installed(name) === null);
}

export function startFakecloud(): Promise<TestServer> {
  return start("fakecloud", "/_fakecloud/health", (port) => ({
    args: ["--addr", `127.0.0.1:${port}`, "--log-level", "warn"],
    env: {},
  }));
}

export function startMiniStack(): Promise<TestServer> {
  return start("ministack", "/_ministack/health", (port) => ({
    args: [],
    env: { BIND_HOST: "127.0.0.1", MINISTACK_HOST: "127.0.0.1", GATEWAY_PORT: String(port) },
  }));
}

interface Launch {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** @throws where it is not installed, ends early or does not answer within half a minute */
async function start(name: ServerName, health: string, launch: (port: number) => Launch): Promise<TestServer> {
  const file = installed(name);
  if (file === null) throw new Error(`${name} is not installed; run .ci/servers`);
  const port = await freePort();
  const { args, env } = launch(port);
  const child = spawn(file, args, { env: { PATH: process.env["PATH"] ?? "", HOME: homedir(), ...env }, stdio: "ignore" });
  const endpoint = `http://127.0.0.1:${port}`;
  await answering(`${endpoint}${health}`, name, child);
  return { endpoint, stop: () => stopped(child) };
}

async function answering(url: string, name: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`);
    const response = await fetch(url).catch(() => null);
    if (response?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill("SIGKILL");
  throw new Error(`${name} does not answer at ${url}`);
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
