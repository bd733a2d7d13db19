// One line on a terminal that says what is going on, gone when it is over. Nowhere else: logs are no terminals.
import type { Io } from "./io.ts";

export interface Progress {
  show(text: string): void;
  clear(): void;
}

const silent: Progress = { show: () => {}, clear: () => {} };

/** Fast enough for eyes, slow enough for terminals at the other end of a network. */
const leastMilliseconds = 100;

export function progressOn({ stderr, env }: Pick<Io, "stderr" | "env">): Progress {
  if (stderr.isTTY !== true || env["TERM"] === "dumb") return silent;
  let shownAt = Number.NEGATIVE_INFINITY;
  let isShown = false;
  return {
    show: (text) => {
      const now = performance.now();
      if (now - shownAt < leastMilliseconds) return;
      shownAt = now;
      isShown = true;
      // Shorter than the line, so that it never wraps and the next one replaces it.
      stderr.write(`\r\u001b[K${text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, "�").slice(0, (stderr.columns || 80) - 1)}`);
    },
    clear: () => {
      if (isShown) stderr.write("\r\u001b[K");
      isShown = false;
    },
  };
}
