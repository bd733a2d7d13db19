// Runs the command line in this process: streams in, exit code out. Interruptions end the process as they always do, but for live runs, which close what they opened.
import { CommanderError } from "commander";
import { describeFailure } from "./failure.ts";
import { Interruption } from "./interruption.ts";
import type { Io } from "./io.ts";
import { createProgram } from "./program.ts";
import { suggestionFor } from "./suggestion.ts";

/** What shells make of SIGINT. */
export const interrupted = 130;

/** @returns the exit code */
export async function main(args: readonly string[], io: Io): Promise<number> {
  let exitCode = 0;
  const closers: (() => void)[] = [];
  const atEnd = (close: () => void): void => void closers.push(close);
  const program = createProgram({ ...io, atEnd }, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof Interruption) {
      io.stderr.write(describeFailure(error));
      return interrupted;
    }
    // Without a command the help was shown already, on standard error.
    if (!(error instanceof CommanderError && error.code === "commander.help"))
      io.stderr.write(describeFailure(error, suggestionFor(error, program, args)));
    return 2;
  } finally {
    for (const close of closers) close();
  }
}

export function processIo(): Io {
  return {
    cwd: process.cwd(),
    env: process.env,
    platform: process.platform,
    stdout: process.stdout,
    stderr: process.stderr,
    readStandardInput,
    ...(isTerminal() ? { ask } : {}),
    onInterrupt: (listener) => {
      process.once("SIGINT", listener);
      return () => process.off("SIGINT", listener);
    },
  };
}

async function readStandardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function isTerminal(): boolean {
  // Standard input last: to look at it opens it, which takes Node milliseconds.
  return !process.env["CI"] && process.stderr.isTTY === true && process.stdin.isTTY === true;
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
