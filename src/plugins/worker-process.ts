// The command line's side of a plug-in's process: one request at a time, each with a time limit; any error ends the process.
import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { packageRoot } from "../package-root.ts";
import { Fault, Threw } from "./faults.ts";
import type { Replies, ReplyMessage, RequestName, Requests, SentAssessment } from "./messages.ts";
import { boundedOutput } from "./output.ts";
import { defaultWorkerLimits, type WorkerLimits } from "./worker-limits.ts";

interface Pending {
  readonly resolve: (reply: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly parts: SentAssessment[];
}

export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #token = randomUUID();
  readonly #limits: WorkerLimits;
  #fault: Fault | null = null;
  #pending: Pending | null = null;

  /** @param write takes what the code prints */
  constructor(limits: WorkerLimits, write: (text: string) => void) {
    this.#limits = limits;
    const { file, execArgv } = entry();
    // In a group of its own, which is ended with it.
    this.#child = fork(file, [], {
      execArgv: [...execArgv],
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: process.platform !== "win32",
    });
    const output = boundedOutput(write);
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.setEncoding("utf8").on("data", output);
    this.#child.on("message", (message) => this.#receive(message as ReplyMessage));
    this.#child.on("error", (error) => this.#end(`could not be started: ${error.message}`));
    this.#child.on("exit", (code, signal) => this.#end(this.#causeOf(code, signal)));
    process.once("exit", this.#kill);
    this.#letGo();
  }

  /** What it did wrong, if anything. */
  get fault(): Fault | null {
    return this.#fault;
  }

  /** Has to be answered before anything is asked. */
  async greet(): Promise<void> {
    const greeting = { token: this.#token, memory: this.#limits.megabytes * 2 ** 20 };
    await this.#exchange(greeting, Math.max(this.#limits.seconds, defaultWorkerLimits.seconds), "start");
  }

  /**
   * @param what completes "it did not … within 10 s"
   * @param times the usual time that this request may take so many times over
   * @throws Fault and Threw
   */
  async ask<Name extends RequestName>(name: Name, request: Requests[Name], what: string, times = 1): Promise<Replies[Name]> {
    const { reply } = await this.#exchange({ name, request }, this.#limits.seconds * times, what);
    return reply as Replies[Name];
  }

  /** As `ask`, for what is answered in parts. */
  async assess(request: Requests["assess"], what: string, times: number): Promise<readonly SentAssessment[]> {
    const { parts } = await this.#exchange({ name: "assess", request }, this.#limits.seconds * times, what);
    return parts;
  }

  close(): void {
    process.off("exit", this.#kill);
    this.#child.removeAllListeners("exit");
    this.#kill();
  }

  async #exchange(message: object, seconds: number, what: string): Promise<{ reply: unknown; parts: readonly SentAssessment[] }> {
    if (this.#fault !== null) throw this.#fault;
    if (this.#pending !== null) throw new Error("one request at a time");
    const parts: SentAssessment[] = [];
    // What was answered in time may wait to be read: a busy process looks at its clock first.
    const tooLate = (): void => void setImmediate(() => this.#end(`did not ${what} within ${seconds} s (limits.pluginSeconds)`));
    const timer = setTimeout(tooLate, seconds * 1000);
    this.#child.channel?.ref();
    try {
      const reply = await new Promise<unknown>((resolve, reject) => {
        this.#pending = { resolve, reject, parts };
        this.#child.send(message, (error) => {
          // How it ended, the system says a moment later.
          if (error !== null) setTimeout(() => this.#end("closed its connection"), 500).unref();
        });
      });
      return { reply, parts };
    } finally {
      clearTimeout(timer);
      this.#pending = null;
      this.#letGo();
    }
  }

  #receive(message: ReplyMessage): void {
    if (typeof message !== "object" || message?.token !== this.#token) return;
    if ("fault" in message) this.#end(message.fault);
    else if ("part" in message) this.#pending?.parts.push(...message.part);
    else if ("threw" in message) this.#pending?.reject(new Threw(message.threw));
    else this.#pending?.resolve(message.reply);
  }

  #causeOf(code: number | null, signal: NodeJS.Signals | null): string {
    if (signal === "SIGKILL")
      return `was killed: it used more than ${this.#limits.megabytes} MB of memory (limits.pluginMegabytes), or another process ended it`;
    if (signal !== null) return `crashed (${signal})`;
    return `ended its process (exit code ${code})`;
  }

  #end(cause: string): void {
    this.#fault ??= new Fault(cause);
    this.close();
    this.#pending?.reject(this.#fault);
  }

  /** Nothing waits for it while nothing is asked. */
  #letGo(): void {
    this.#child.unref();
    this.#child.channel?.unref();
    for (const stream of [this.#child.stdout, this.#child.stderr]) (stream as unknown as { unref?(): void } | null)?.unref?.();
  }

  readonly #kill = (): void => {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
    } catch {
      // It has ended already.
    }
  };
}

/** The worker's module: bundled beside the command line, or as source where that runs from source. */
function entry(): { readonly file: string; readonly execArgv: readonly string[] } {
  const execArgv = ["--disable-warning=ExperimentalWarning"];
  if (!import.meta.url.endsWith(".ts")) return { file: path.join(packageRoot(), "dist", "plugin-worker.js"), execArgv };
  const register = path.join(packageRoot(), "node_modules", "jiti", "lib", "jiti-register.mjs");
  return {
    file: fileURLToPath(new URL("./worker.ts", import.meta.url)),
    execArgv: [...execArgv, "--import", pathToFileURL(register).href],
  };
}
