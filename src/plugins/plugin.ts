// A plug-in for the command line: the declarations of its checks and reporters, which run in its own process.
import * as z from "zod";
import type { Report } from "../audit/report.ts";
import { PluginError } from "../errors.ts";
import type { SystemFacts } from "../model/facts.ts";
import type { Json } from "../model/json.ts";
import type { ReporterEnvironment } from "../reporters/reporter.ts";
import { Fault, inWords, Threw } from "./faults.ts";
import type { AssessRequest, CheckRequest, Declaration, DeclaredReporter, Replies, SentAssessment } from "./messages.ts";
import type { PluginCheck } from "./plugin-check.ts";
import type { Rendering } from "./rendering.ts";
import { sentStack, sentSystem } from "./sent-facts.ts";
import type { RunRequest } from "./worker-limits.ts";
import { WorkerProcess } from "./worker-process.ts";

interface ModuleRequest extends RunRequest {
  /** Absolute. */
  readonly file: string;
  /** As the user knows it. */
  readonly shown: string;
}

/** A reporter that runs in the process of its plug-in. */
export interface PluginReporter extends DeclaredReporter {
  /** @throws PluginError */
  render(report: Report, env: ReporterEnvironment): Promise<Rendering>;
}

/** So many resources, or assessments, may take the usual time. */
const resourcesInTime = 10_000;

export class Plugin {
  readonly shown: string;
  readonly checks: readonly PluginCheck[];
  readonly reporters: readonly PluginReporter[];
  readonly #process: WorkerProcess;
  #sent: SystemFacts | null = null;

  private constructor(shown: string, process: WorkerProcess, { checks, reporters }: Replies["plugin"]) {
    this.shown = shown;
    this.#process = process;
    this.checks = checks.map((declaration) => checkOf(declaration, this));
    this.reporters = reporters.map((declared) => ({ ...declared, render: (report, env) => this.#render(declared, report, env) }));
  }

  /** @throws PluginError where it cannot be loaded, or does what no plug-in may do */
  static async load(request: ModuleRequest): Promise<Plugin> {
    const { process, reply } = await loaded(request, "plugin");
    request.atEnd?.(() => process.close());
    return new Plugin(request.shown, process, reply);
  }

  /** What the check's schema finds wrong with options. @throws PluginError */
  async issuesOf(check: string, options: unknown): Promise<Replies["issues"]> {
    try {
      return await this.#process.ask("issues", { check, options }, "validate options");
    } catch (error) {
      throw this.errorOf(error, `the check ${check}`);
    }
  }

  /** What the check asks of a live system. @throws Fault and Threw */
  async asks(request: CheckRequest, facts: SystemFacts): Promise<Replies["asks"]> {
    await this.#send(facts);
    return this.#process.ask("asks", request, "list its questions", timesFor(facts));
  }

  /** The results of other tools that the check judges. @throws PluginError */
  async reads(check: string, options: unknown): Promise<Replies["reads"]> {
    try {
      return await this.#process.ask("reads", { check, options }, "say what it reads");
    } catch (error) {
      throw this.errorOf(error, `the check ${check}`);
    }
  }

  /** @throws Fault and Threw */
  async assess(request: AssessRequest, facts: SystemFacts): Promise<readonly SentAssessment[]> {
    await this.#send(facts);
    return this.#process.assess(request, "finish", timesFor(facts));
  }

  /** @throws PluginError */
  async #render({ name }: DeclaredReporter, report: Report, env: ReporterEnvironment): Promise<Rendering> {
    try {
      return await this.#process.ask("render", { reporter: name, report, env }, "finish", timesForReport(report));
    } catch (error) {
      throw this.errorOf(error, `the reporter ${name}`);
    }
  }

  /** Waits until it has no open handles. @throws Fault where something stays open, or it did anything wrong before */
  async rest(): Promise<void> {
    this.#sent = null;
    const open = await this.#process.ask("rest", {}, "end");
    if (open.length > 0) throw new Fault(`left something open: ${[...new Set(open)].map(handleText).join(", ")}`);
  }

  /** @param who what of it did that */
  errorOf(error: unknown, who: string): unknown {
    return error instanceof Fault || error instanceof Threw ? pluginError(this.shown, `${who} ${inWords(error)}`) : error;
  }

  async #send(facts: SystemFacts): Promise<void> {
    if (this.#sent === facts) return;
    this.#sent = null;
    await this.#process.ask("system", sentSystem(facts), "read the system", timesFor(facts));
    for (const stack of facts.stacks) await this.#process.ask("stack", sentStack(stack), "read a stack", timesFor(facts));
    this.#sent = facts;
  }
}

/** What a config in code exports. @throws PluginError */
export async function readConfigModule(request: ModuleRequest): Promise<Json> {
  const { process, reply } = await loaded(request, "config");
  process.close();
  return reply;
}

async function loaded<Name extends "plugin" | "config">({ file, shown, limits, write }: ModuleRequest, name: Name) {
  const process = new WorkerProcess(limits, write);
  try {
    await process.greet();
    return { process, reply: await process.ask<Name>(name, { file } as never, "load") };
  } catch (error) {
    process.close();
    throw error instanceof Fault
      ? pluginError(shown, `${name === "plugin" ? "the plug-in" : "the config"} ${error.message}`)
      : error;
  }
}

function pluginError(shown: string, message: string): PluginError {
  return new PluginError(message, {
    place: { file: shown },
    remedy: "correct the file",
  });
}

function timesFor({ stacks }: SystemFacts): number {
  return Math.max(1, Math.ceil(stacks.reduce((sum, { resources }) => sum + resources.size, 0) / resourcesInTime));
}

function timesForReport({ assessments }: Report): number {
  return Math.max(1, Math.ceil(assessments.length / resourcesInTime));
}

function checkOf({ options, ...declared }: Declaration, plugin: Plugin): PluginCheck {
  return {
    ...declared,
    plugin,
    // Its own schema judges them, where it runs.
    options: z.record(z.string(), z.unknown()).meta(options),
    assess: () => {
      throw new Error(`${declared.id} runs in its plug-in's process: use auditWithPlugins`);
    },
  };
}

function handleText(type: string): string {
  return (
    { Timeout: "a timer", TCPServerWrap: "a server", TCPSocketWrap: "a connection", ProcessWrap: "a child process" }[type] ?? type
  );
}
