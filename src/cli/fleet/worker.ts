// Audits targets in a thread, one after the other. Each thread has its own environment, so that credentials of roles are not shared.
import { parentPort } from "node:worker_threads";
import type { Job } from "./job.ts";
import { runJob } from "./run.ts";

parentPort?.on("message", async (job: Job) => parentPort?.postMessage(await runJob(job)));
