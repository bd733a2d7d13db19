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

/** Whether tests against these servers have to be omitted; `announced.ts` says so at the end of the run. */
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

const attempts = 3;

/** @throws where it is not installed, ends early each time or does not answer within a minute */
async function start(name: ServerName, health: string, launch: (port: number) => Launch): Promise<TestServer> {
  const file = installed(name);
  if (file === null) throw new Error(`${name} is not installed; run .ci/servers`);
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const { args, env } = launch(port);
    const child = spawn(file, args, { env: { PATH: process.env["PATH"] ?? "", HOME: homedir(), ...env }, stdio: "ignore" });
    const endpoint = `http://127.0.0.1:${port}`;
    if (await isAnswering(`${endpoint}${health}`, child)) return { endpoint, stop: () => stopped(child) };
    // Somebody else took the port meanwhile.
    if (attempt === attempts) throw new Error(`${name} ended with ${child.exitCode}, ${attempts} times`);
  }
}

/** @returns false where it ended */
async function isAnswering(url: string, child: ChildProcess): Promise<boolean> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (hasEnded(child)) return false;
    const response = await fetch(url).catch(() => null);
    if (response?.ok === true) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill("SIGKILL");
  throw new Error(`nobody answers at ${url}`);
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (hasEnded(child)) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Below those that the system gives to connections: a server that takes a second to start would lose one of them now and then. */
const ports = { from: 20_000, count: 12_000 };

async function freePort(): Promise<number> {
  for (;;) {
    const port = ports.from + Math.floor(Math.random() * ports.count);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
