// Parsers, schemas and libraries of others that reports are compared with: installed by .ci/parsers beside the checkout's caches.
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

const cache = process.env["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache");

/** Where .ci/parsers puts them. */
export const parsers = path.join(cache, "serverless-fitness", "parsers");

/** A file of an npm package, or of a Python package below `python/`; null, and said loudly, where it is not installed. */
export function installed(...parts: readonly string[]): string | null {
  const file = path.join(parsers, ...parts);
  if (existsSync(file)) return file;
  console.warn(`SKIPPED: ${file} is not there; .ci/parsers installs it`);
  return null;
}
