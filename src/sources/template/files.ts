// The file system as a reader of foreign templates may see it: regular files only, bounded, never outside a given root.
import { existsSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import path from "node:path";
import { SourceError } from "../../errors.ts";
import type { Limits } from "../source.ts";

/** Relative to the working directory if it is below it, always with forward slashes. */
export function displayPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  const shown = relative === "" ? "." : isOutward(relative) ? file : relative;
  return path.sep === "/" ? shown : shown.split(path.sep).join("/");
}

/** Reads a regular file whole. Throws a SourceError that says why it cannot be read. */
export function readBytes(file: string, shown: string, limits: Limits): Buffer {
  try {
    const stats = statSync(file);
    refuseOtherThanFile(stats, shown);
    const largest = Math.max(limits.jsonBytes, limits.yamlBytes);
    if (stats.size > largest) throw tooLarge(shown, stats.size, largest, "limits.jsonBytes");
    return readFileSync(file);
  } catch (error) {
    throw error instanceof SourceError ? error : unreadable(error, shown);
  }
}

export function tooLarge(shown: string, size: number, limit: number, name: string): SourceError {
  return new SourceError(`is ${megabytes(size)}, larger than ${name} allows (${megabytes(limit)})`, {
    place: { file: shown },
    remedy: `raise ${name} in the config if the file is trusted`,
  });
}

/** The folder beyond which a template reads nothing: its repository, else the working directory. */
export function readingRoot(file: string, cwd: string): string {
  let folder = path.dirname(path.resolve(cwd, file));
  for (;;) {
    if (existsSync(path.join(folder, ".git"))) return folder;
    const above = path.dirname(folder);
    if (above === folder) return cwd;
    folder = above;
  }
}

/** The real path of a file that exists below `root`, symlinks followed; null where it does not exist. Throws where it leads outside. */
export function insideRoot(root: string, file: string): { readonly file: string } | "outside" | "missing" {
  const target = path.resolve(root, file);
  if (isOutward(path.relative(root, target))) return "outside";
  try {
    const real = realpathSync(target);
    return isOutward(path.relative(realpathSync(root), real)) ? "outside" : { file: target };
  } catch {
    return "missing";
  }
}

export function isDirectory(file: string): boolean {
  return statsOf(file)?.isDirectory() ?? false;
}

export function isRegularFile(file: string): boolean {
  return statsOf(file)?.isFile() ?? false;
}

/** null for whatever reason there is nothing to see: reading it says which. */
function statsOf(file: string): Stats | null {
  try {
    return statSync(file);
  } catch {
    return null;
  }
}

function isOutward(relative: string): boolean {
  return relative === ".." || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
}

function refuseOtherThanFile(stats: Stats, shown: string): void {
  if (stats.isFile()) return;
  const what = stats.isDirectory() ? "a directory" : stats.isSocket() ? "a socket" : stats.isFIFO() ? "a pipe" : "a device";
  throw new SourceError(`is ${what}, not a file`, {
    place: { file: shown },
    remedy: stats.isFIFO() ? "pass the template on standard input: --template -" : "name a template file",
  });
}

function unreadable(error: unknown, shown: string): SourceError {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const [message, remedy] = failures[code] ?? [`cannot be read (${code || String(error)})`, "check the file"];
  return new SourceError(message, { place: { file: shown }, remedy, cause: error });
}

const failures: Readonly<Record<string, readonly [string, string]>> = {
  ENOENT: ["does not exist", "check the path; a CDK or SAM application is synthesized first (`cdk synth`, `sam build`)"],
  ENOTDIR: ["does not exist: a part of its path is a file", "check the path"],
  EACCES: ["cannot be read: permission denied", "give this user read permission"],
  EPERM: ["cannot be read: operation not permitted", "give this user read permission"],
  ELOOP: ["is a symbolic link to itself", "check the link"],
};

function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${bytes} bytes` : `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, "")} MB`;
}
