// What a command may touch of the outside world, and what its streams can show.
import type { ReporterEnvironment } from "../reporters/reporter.ts";

/** The part of a process's stream that matters here. */
export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  getColorDepth?(env?: object): number;
}

export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readStandardInput(): Promise<Buffer>;
  /** Asks the user at the terminal; absent without one. */
  ask?(question: string): Promise<string>;
  /** Has this called when the command has ended. */
  readonly atEnd?: (close: () => void) => void;
  /** Has Ctrl-C call this instead of ending the process. @returns stops that */
  onInterrupt?(listener: () => void): () => void;
}

/** What reports in files look like: no colours, the usual width. */
export const fileEnvironment = { colour: 0, width: 80, unicode: true } as const;

/** @param wanted false where --no-color was given */
export function streamEnvironment(stream: OutputStream, io: Io, wanted: boolean): Omit<ReporterEnvironment, "verbose"> {
  const columns = stream.isTTY ? stream.columns : Number(io.env["COLUMNS"]);
  return { colour: wanted ? colourOf(stream, io.env) : 0, width: columns || 80, unicode: hasUnicode(io) };
}

/** FORCE_COLOR beats NO_COLOR, as in Node itself; the logs of a CI are given the 16 colours that all of them show. */
function colourOf(stream: OutputStream, env: Io["env"]): 0 | 1 | 2 | 3 {
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return ({ "0": 0, false: 0, "2": 2, "3": 3 } as const)[forced] ?? 1;
  if (env["NO_COLOR"] || !stream.isTTY || env["TERM"] === "dumb") return 0;
  if (env["CI"]) return 1;
  const depth = stream.getColorDepth?.(env) ?? 1;
  return ({ 4: 1, 8: 2, 24: 3 } as const)[depth] ?? 0;
}

function hasUnicode({ env, platform }: Io): boolean {
  if (platform === "win32" || platform === "darwin") return true;
  return /utf-?8/i.test(env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "");
}
