// How much time and memory the code of others may take.

export interface WorkerLimits {
  /** Seconds for one request. */
  readonly seconds: number;
  /** Megabytes beyond what the process was sent. */
  readonly megabytes: number;
}

export const defaultWorkerLimits: WorkerLimits = { seconds: 10, megabytes: 1024 };

/** How the code of others is run. */
export interface RunRequest {
  readonly limits: WorkerLimits;
  /** Takes what it prints. */
  readonly write: (text: string) => void;
  /** Told how to end a process that stays open. */
  readonly atEnd?: ((close: () => void) => void) | undefined;
}
