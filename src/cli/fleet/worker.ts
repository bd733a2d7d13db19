// Audits targets in a thread of its own, one after the other. A thread has an environment of its own: no other sees a role's credentials.
import { parentPort } from "node:worker_threads";
import type { Job } from "./job.ts";
import { runJob } from "./run.ts";

parentPort?.on("message", async (job: Job) => parentPort?.postMessage(await runJob(job)));
