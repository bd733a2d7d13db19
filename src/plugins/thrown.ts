// Any thrown value in one line of text.
import path from "node:path";
import { inspect, types } from "node:util";
import { packageRoot } from "../package-root.ts";

const longest = 500;
/** The folders of this program's own code. */
const own = ["dist", "src", "node_modules"].map((folder) => path.join(packageRoot(), folder) + path.sep);

/** Never throws, whatever was thrown: `null`, a proxy, an object whose every property throws. */
export function thrownText(thrown: unknown): string {
  try {
    if (!isError(thrown)) return cut(inspect(thrown, { depth: 1, breakLength: Infinity }));
    const where = placeIn(String(thrown.stack));
    return `${cut(String(thrown.message) || String(thrown.name))}${where === null ? "" : ` (${where})`}`;
  } catch {
    return "something that cannot be shown";
  }
}

/** Also of another realm. */
export function isError(thrown: unknown): thrown is Error {
  return types.isNativeError(thrown) || thrown instanceof Error;
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** The nearest file of the user's in a stack trace: `my-check.ts:12`. */
function placeIn(stack: string): string | null {
  for (const [, file = "", line] of stack.matchAll(/(?:^|\(|at |file:\/\/)((?:\/|[A-Za-z]:\\|file:)[^\s():]+):(\d+)/gm)) {
    if (!own.some((folder) => file.startsWith(folder))) return `${path.basename(file)}:${line}`;
  }
  return null;
}
