// A second thread in a plug-in's process, which can end the process while its first thread is busy.
import { Worker } from "node:worker_threads";

export interface Watchdog {
  /** Takes what the process uses now for granted. */
  reset(): void;
}

/** Ends this process once it uses so many bytes more than at the last reset, or is left by the process that started it. */
export function startWatchdog(bytes: number): Watchdog {
  const limit = new Float64Array(new SharedArrayBuffer(8));
  const reset = (): void => {
    limit[0] = process.memoryUsage.rss() + bytes;
  };
  reset();
  // The thread runs this text alone, so that it needs no file of its own.
  new Worker(`(${watch.toString()})(require("node:worker_threads").workerData)`, {
    eval: true,
    workerData: { limit, parent: process.ppid },
  }).unref();
  return { reset };
}

function watch({ limit, parent }: { readonly limit: Float64Array; readonly parent: number }): void {
  const sleep = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    Atomics.wait(sleep, 0, 0, 20);
    if (process.ppid !== parent || process.memoryUsage.rss() > (limit[0] ?? 0)) process.kill(process.pid, "SIGKILL");
  }
}
