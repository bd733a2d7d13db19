// Regular expressions that people write into configs and templates: one that would take for ever is given up.
import vm from "node:vm";

/** Milliseconds; what people write takes less than one. */
const LONGEST = 500;
/** One part that repeats, and nothing around it: that takes no longer than the text is. */
const MOST_REPEATS = 1;

const found = new Map<string, boolean | null>();
let context: vm.Context | null = null;

/** Whether it matches part of the text; null where that takes too long. @throws SyntaxError where the expression is invalid */
export function finds(source: string, text: string, flags = ""): boolean | null {
  if ((source.match(/[*+{]/g)?.length ?? 0) <= MOST_REPEATS) return new RegExp(source, flags).test(text);
  const key = JSON.stringify([source, flags, text]);
  const known = found.get(key);
  if (known !== undefined) return known;
  const answer = inTime(source, text, flags);
  found.set(key, answer);
  return answer;
}

function inTime(source: string, text: string, flags: string): boolean | null {
  const pattern = new RegExp(source, flags);
  context ??= vm.createContext({});
  Object.assign(context, { test: () => pattern.test(text) });
  try {
    return vm.runInContext("test()", context, { timeout: LONGEST }) as boolean;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return null;
    throw error;
  }
}
