// So many audits at a time, each in a thread and in a time box; a thread that is lost takes only its own target with it.
import { Worker } from "node:worker_threads";
import { packagedFile } from "../package.ts";
import type { Job, Outcome } from "./job.ts";

export interface PoolOptions {
  readonly concurrency: number;
  /** For one target as a whole. */
  readonly timeBoxSeconds: number;
}

/** Runs all jobs; `done` is called for each as it ends, in whatever order. Never throws for what a job does. */
export async function runAll(
  jobs: readonly Job[],
  { concurrency, timeBoxSeconds }: PoolOptions,
  done: (job: Job, outcome: Outcome) => void,
): Promise<void> {
  const queue = [...jobs];
  const lanes = Array.from({ length: Math.min(concurrency, jobs.length) }, async () => {
    let worker: Worker | null = null;
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
      worker ??= new Worker(packagedFile("dist", "fleet-worker.js"));
      const outcome: Outcome | string = await runOne(worker, job, timeBoxSeconds);
      if (typeof outcome === "string") {
        await worker.terminate();
        worker = null;
        done(job, { exitCode: 2, report: "", html: null, messages: outcome });
      } else done(job, outcome);
    }
    await worker?.terminate();
  });
  await Promise.all(lanes);
}

/** The outcome; or why the thread is lost. */
function runOne(worker: Worker, job: Job, timeBoxSeconds: number): Promise<Outcome | string> {
  return new Promise((resolve) => {
    const listeners = {
      message: (outcome: Outcome) => settle(outcome),
      error: (error: Error) => settle(`the audit ended with an error: ${error.message}`),
      exit: (code: number) => settle(`the audit thread ended with code ${code}`),
    };
    // Only these: a thread without Node's own listeners takes no further message.
    const settle = (result: Outcome | string): void => {
      clearTimeout(timer);
      for (const [event, listener] of Object.entries(listeners)) worker.off(event, listener);
      resolve(result);
    };
    const timer = setTimeout(
      () => settle(`the audit exceeded its time limit of ${timeBoxSeconds} s (--time-box)`),
      timeBoxSeconds * 1000,
    );
    for (const [event, listener] of Object.entries(listeners)) worker.on(event, listener);
    worker.postMessage(job);
  });
}
