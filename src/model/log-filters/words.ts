// Whether the words of a log message indicate a failure, a success, or neither.
import type { PatternValue } from "./pattern-value.ts";

/** null where the words say neither. */
export type Said = "failure" | "success" | null;

const FAILURE =
  /error|\berr\b|exception|fail|(?<!de)fault|fatal|critical|severe|emerg|panic|traceback|stack ?trace|unhandled|crash|abort|time[ds]?[ _-]?out|exited before|out of memory|\b5\d\d\b|\b5xx\b/i;
const SUCCESS =
  /^\W*(?:ok|pass(?:ed)?|success(?:ful|fully)?|succeeded|completed?|info|debug|trace|notice|warn(?:ing)?|[1-4]\d\d|[1-4]xx)\W*$/i;

export function saidBy(value: PatternValue): Said {
  if (value.kind === "number") return saidByText(value.text);
  return saidByText(value.kind === "regex" ? value.text.replace(/\\[a-z]/g, " ") : value.text);
}

function saidByText(text: string): Said {
  if (FAILURE.test(text)) return "failure";
  return SUCCESS.test(text) ? "success" : null;
}
