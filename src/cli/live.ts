// Has a live system read within its time, interruptible, with progress on the terminal.
import type { ResolvedConfig } from "../config/load.ts";
import type { SystemFacts } from "../model/facts.ts";
import type { Live, Reading } from "../sources/live/live.ts";
import type { Recording } from "../sources/recording.ts";
import { Interruption } from "./interruption.ts";
import type { Io } from "./io.ts";
import { progressOn } from "./progress.ts";

export interface LiveOptions {
  /** When the run began; the windows of metrics end there. */
  readonly now?: Date;
  /** No progress, even on a terminal. */
  readonly quiet?: boolean;
  /** Asks the live system what the checks need beside its templates, and gives the recording with the answers. */
  readonly observe?: (live: Live, recording: Recording) => Promise<Recording>;
}

interface LiveRun extends LiveOptions {
  readonly stacks: readonly string[];
  readonly note: (text: string) => void;
}

/**
 * Opens the live system that the config names, has it used, and closes it whatever happens.
 * @throws Interruption after Ctrl-C, as soon as it is pressed
 */
async function withLive<T>(config: ResolvedConfig, io: Io, run: LiveRun, use: (live: Live) => Promise<T>): Promise<T> {
  const interruption = new AbortController();
  const stopListening = io.onInterrupt?.(() => interruption.abort());
  const progress = run.quiet === true ? null : progressOn(io);
  let live: Live | null = null;
  try {
    const { openLive } = await import("../sources/live/live.ts");
    live = await openLive({
      stacks: run.stacks,
      region: config.region,
      profile: config.profile,
      timeoutSeconds: config.timeout,
      now: run.now ?? new Date(),
      env: io.env,
      interruption: interruption.signal,
      progress: (text) => progress?.show(text),
      announce: (text) => {
        progress?.clear();
        run.note(text);
      },
      note: (text) => {
        progress?.clear();
        run.note(text);
      },
    });
    return await use(live);
  } catch (error) {
    throw interruption.signal.aborted ? new Interruption() : error;
  } finally {
    live?.close();
    progress?.clear();
    stopListening?.();
  }
}

/** Live stacks as a recording, with the answers to what is asked of them; what could not be read of several is in `unread`. */
export async function recordLive(config: ResolvedConfig, io: Io, run: LiveRun): Promise<Reading> {
  return withLive(config, io, run, async (live) => {
    const reading = await live.readStacks();
    return { ...reading, recording: (await run.observe?.(live, reading.recording)) ?? reading.recording };
  });
}

/** The facts of live stacks. */
export async function readLive(config: ResolvedConfig, io: Io, run: LiveRun): Promise<SystemFacts> {
  const { recording, unread } = await recordLive(config, io, run);
  const { systemOf } = await import("../sources/recorded-system.ts");
  const { secretValues, withoutHiddenValues } = await import("../sources/snapshot/redact.ts");
  const facts = await systemOf(await withoutHiddenValues(recording), { kind: "stack" });
  return { ...facts, unread: [...unread, ...facts.unread], secrets: secretValues(recording) };
}
