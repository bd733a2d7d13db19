// A process that runs cases, and the watch over it: what takes too long, too much memory or ends the process is a problem of the case.
import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type FuzzCase, limits, type Outcome } from "./case.ts";

type Message =
  | { readonly ready: true }
  | { readonly command: string }
  | { readonly stray: string }
  | { readonly outcome: Outcome; readonly bytes: number };

const root = path.resolve(import.meta.dirname, "../..");
/** A process that keeps so much is replaced before the next case. */
const kept = 600 * 2 ** 20;
/** Milliseconds after which nothing comes any more, however busy the machine is. */
const longestWait = 180_000;

export class WatchedRunner {
  #child: ChildProcess | null = null;

  async run(input: FuzzCase): Promise<Outcome> {
    const child = this.#child ?? (await this.#start());
    this.#child = null;
    return new Promise((resolve) => {
      let command = "start";
      let began = clocksOf(child);
      const strays: string[] = [];
      const finish = (outcome: Outcome): void => {
        clearInterval(watch);
        child.removeAllListeners();
        resolve({ ...outcome, problems: [...outcome.problems, ...strays] });
      };
      const fail = (problem: string): void => {
        child.kill("SIGKILL");
        finish({
          problems: [`${command.split(" ")[0]} ${problem}`],
          exitCodes: [],
          milliseconds: clocksOf(child).wall - began.wall,
        });
      };
      const watch = setInterval(() => {
        const { wall, busy } = clocksOf(child);
        if (busy - began.busy > limits.milliseconds) fail("takes longer than 20 s");
        else if (wall - began.wall > longestWait) fail("never ends");
        else if (memoryOf(child) > limits.bytes) fail("takes more than 1.5 GB");
      }, 200);
      child.on("exit", (code, signal) => fail(`ends the process: ${code ?? signal}`));
      child.on("message", (message: Message) => {
        if ("command" in message) [command, began] = [message.command, clocksOf(child)];
        if ("stray" in message) strays.push(`left over: ${message.stray}`);
        if (!("outcome" in message)) return;
        this.#keep(child, message.bytes);
        finish(message.outcome);
      });
      child.send(input);
    });
  }

  close(): void {
    this.#child?.kill("SIGKILL");
  }

  #keep(child: ChildProcess, bytes: number): void {
    if (bytes < kept) this.#child = child;
    else child.kill("SIGKILL");
  }

  #start(): Promise<ChildProcess> {
    const jiti = path.join(root, "node_modules/jiti/lib/jiti-cli.mjs");
    const child = fork(jiti, [path.join(import.meta.dirname, "runner.ts")], {
      cwd: root,
      execArgv: ["--expose-gc"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => child.kill("SIGKILL"), longestWait);
      child.once("message", () => {
        clearTimeout(timer);
        resolve(child);
      });
      child.once("exit", () => reject(new Error("the runner does not start")));
    });
  }
}

/** Milliseconds by the clock, and those in which the process was busy: the machine may have other things to do. */
function clocksOf({ pid }: ChildProcess): { readonly wall: number; readonly busy: number } {
  const fields = textOf(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  return { wall: Date.now(), busy: (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10 };
}

function memoryOf({ pid }: ChildProcess): number {
  return Number(/VmRSS:\s+(\d+)/.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
