// The first frame of a stack trace that is the user's own code, as a place in a file.
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Location } from "../../model/facts.ts";
import { displayPath } from "./files.ts";

/** null where no frame is the user's. Relative to the working directory, or to the application's folder for a file below it. */
export function sourceOfFrames(frames: readonly string[], cwd: string, application: string): Location | null {
  for (const frame of frames) {
    const place = parseFrame(frame);
    if (place !== null) return { ...place, file: shownFile(place.file, cwd, application) };
  }
  return null;
}

/** `new Api (/app/lib/api.ts:18:7)`, `/app/bin/app.ts:3:1`, `file:///app/app.mjs:14 (:)`. */
export function parseFrame(frame: string): Location | null {
  if (/node_modules|\bnode:|^\.\.\.|^\(|<anonymous>\)?$|\(native\)/.test(frame)) return null;
  const text = /\(([^()]*:\d+(?::\d+)?)\)\s*$/.exec(frame)?.[1] ?? frame.replace(/\s*\(:?\)\s*$/, "").replace(/^\s*at /, "");
  const match = /^(.+?):(\d+)(?::(\d+))?$/.exec(text.trim());
  const file = match?.[1] === undefined ? null : withoutScheme(match[1]);
  if (file === null || /^(?:internal|node)[:/]/.test(file)) return null;
  return { file, line: Math.max(1, Number(match?.[2])), column: Math.max(1, Number(match?.[3] ?? 1)) };
}

function withoutScheme(file: string): string | null {
  if (!file.startsWith("file:")) return file;
  try {
    return fileURLToPath(file);
  } catch {
    return null;
  }
}

function shownFile(file: string, cwd: string, application: string): string {
  if (!path.isAbsolute(file)) return file;
  const shown = displayPath(file, cwd);
  return path.isAbsolute(shown) ? displayPath(file, application) : shown;
}
