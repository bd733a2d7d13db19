// Finds the config file and reads it.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { UsageError } from "../errors.ts";
import type { RunRequest } from "../plugins/worker-limits.ts";
import type { Document, DocumentText } from "./document.ts";

const names = ["json", "jsonc", "yaml", "js", "mjs", "ts"].map((extension) => `fitness.config.${extension}`);

/** How configs and plug-ins are read that are code. */
export interface CodeRequest extends RunRequest {
  readonly cwd: string;
}

/** The nearest config file, from `cwd` upwards; null where there is none. Two in one folder are an error. */
export function findConfig(cwd: string): string | null {
  for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
    const [first, second] = configsIn(folder).map((name) => path.join(folder, name));
    if (first !== undefined && second !== undefined) {
      throw new UsageError(`there are two configs, ${path.basename(first)} and ${path.basename(second)}`, {
        place: { file: shownPath(folder, cwd) },
        remedy: "remove one, or choose one with --config",
      });
    }
    if (first !== undefined) return first;
    if (folder === path.dirname(folder)) return null;
  }
}

/** The names of the config files in a folder. */
export function configsIn(folder: string): string[] {
  return names.filter((name) => existsSync(path.join(folder, name)));
}

/** Relative to the working directory if it is below it; absolute otherwise. */
export function shownPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return relative.startsWith("..") || path.isAbsolute(relative) ? file : relative || ".";
}

/**
 * Reads a config file by its extension.
 * @param file absolute
 * @throws UsageError where it cannot be read or parsed
 */
export async function readConfig(file: string, { cwd, limits, write }: CodeRequest): Promise<Document> {
  const shown = { file: shownPath(file, cwd), folder: path.dirname(file) };
  const extension = path.extname(file);
  if (/^\.[cm]?[jt]s$/.test(extension)) {
    refuseMissing(file, shown.file);
    const { readConfigModule } = await import("../plugins/plugin.ts");
    const value = await readConfigModule({ file, shown: shown.file, limits, write });
    return { ...shown, value, placeOf: () => ({ file: shown.file }) };
  }
  const text = readText(file, shown.file);
  try {
    return await parseText({ ...shown, text }, extension);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new UsageError("the config is nested too deeply", { place: { file: shown.file }, remedy: "flatten it", cause });
  }
}

/** The parsers are loaded as they are needed: most runs need one of them, if any. */
async function parseText(text: DocumentText, extension: string): Promise<Document> {
  if (extension === ".yaml" || extension === ".yml") {
    const { parseYamlDocument } = await import("./yaml-document.ts");
    return parseYamlDocument(text);
  }
  const { parseJsonDocument } = await import("./json-document.ts");
  return parseJsonDocument(text);
}

function readText(file: string, shown: string): string {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new UsageError(missing ? "the config does not exist" : `the config cannot be read: ${(cause as Error).message}`, {
      place: { file: shown },
      remedy: missing ? "correct the path" : "make it readable",
      cause,
    });
  }
}

/** @throws UsageError */
export function refuseMissing(file: string, shown: string): void {
  if (!existsSync(file)) throw new UsageError("the file does not exist", { place: { file: shown }, remedy: "correct the path" });
}

/** The absolute file behind a reference in a config: a path from that config's folder, or a package that is installed there. */
export async function locateModule(reference: string, folder: string): Promise<string | null> {
  if (isPath(reference)) return path.resolve(folder, reference);
  const { createJiti } = await import("jiti");
  const parent = pathToFileURL(path.join(folder, "fitness.config.json")).href;
  const found = createJiti(import.meta.url).esmResolve(reference, { parentURL: parent, try: true });
  return found === undefined ? null : fileURLToPath(found);
}

function isPath(reference: string): boolean {
  return /^\.{0,2}[/\\]/.test(reference) || path.isAbsolute(reference) || /\.(jsonc?|ya?ml|[cm]?[jt]s)$/.test(reference);
}
