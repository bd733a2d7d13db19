// A command of the command line within another program, with a folder for the files that it writes.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { OutputStream } from "./io.ts";
import { main } from "./main.ts";

export interface Ran {
  readonly exitCode: number;
  /** What was written to standard error. */
  readonly messages: string;
  /** A file that the command wrote into the folder; null where it did not. */
  file(name: string): string | null;
}

export interface Embedding {
  /** By default the folder. */
  readonly cwd?: string;
  /** By default nothing is shown. */
  readonly stdout?: OutputStream;
}

/**
 * @param argumentsIn the arguments, given the folder
 * @param use reads the files, before the folder is removed
 */
export async function runCommand<T>(
  argumentsIn: (folder: string) => readonly string[],
  { cwd, stdout = { write: () => true } }: Embedding,
  use: (ran: Ran) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), "fitness-"));
  let messages = "";
  try {
    const exitCode = await main(argumentsIn(folder), {
      cwd: cwd ?? folder,
      env: process.env,
      platform: process.platform,
      stdout,
      stderr: { write: (text: string) => (messages += text) },
      readStandardInput: () => Promise.reject(new Error("standard input is not available here")),
    });
    return await use({ exitCode, messages, file: (name) => contentOf(path.join(folder, name)) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
