// The process in which cases run: one after the other, watched by the one that started it.
import type { FuzzCase } from "./case.ts";
import { runCase } from "./run-case.ts";

process.on("message", async (input: FuzzCase) => {
  const outcome = await runCase(input, (command) => process.send?.({ command })).catch((error: unknown) => ({
    problems: [`what runs the case throws: ${error instanceof Error ? `${error.message} ${error.stack}` : error}`],
    exitCodes: [],
    milliseconds: 0,
  }));
  globalThis.gc?.();
  process.send?.({ outcome, bytes: process.memoryUsage.rss() });
});
process.on("unhandledRejection", (error) => process.send?.({ stray: String(error) }));
process.on("uncaughtException", (error) => process.send?.({ stray: String(error) }));
process.on("disconnect", () => process.exit());
process.send?.({ ready: true });
