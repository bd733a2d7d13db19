// Opens a live system: who asks and where, the clients, the time that the run has. Everything that knows the AWS SDK is reached from here.
import type { Ask } from "../../model/observed/ask.ts";
import { type Clients, openClients } from "./clients.ts";
import { secondsFor } from "./estimate.ts";
import { type Identity, identify } from "./identity.ts";
import { useProfile } from "./profile.ts";
import { startRegion } from "./region.ts";
import { quietSdk } from "./sdk.ts";
import { type Reading, readStacks } from "./stacks.ts";
import { startTimeLimit } from "./time-limit.ts";

export interface LiveRequest {
  /** Names or ARNs. */
  readonly stacks: readonly string[];
  /** From --region or the config. */
  readonly region: string | null;
  readonly profile: string | null;
  /** For the run as a whole; null: as long as its questions need, two minutes at least. */
  readonly timeoutSeconds: number | null;
  readonly now: Date;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user interrupts. */
  readonly interruption: AbortSignal;
  /** Told what is going on, for a line that is shown while it lasts. */
  readonly progress: (text: string) => void;
  /** Told once who asks for what: account, region, identity, stacks and their status. */
  readonly announce: (text: string) => void;
  /** Told what else the user wants to know. */
  readonly note?: (text: string) => void;
}

export interface Live {
  readonly identity: Identity;
  /** Where stacks that are given by name are looked for. */
  readonly region: string;
  readonly clients: Clients;
  /** Aborted at the time limit or by the user; its reason is a LiveFailure. Every call ends with it. */
  readonly signal: AbortSignal;
  /** When the run began: the windows of metrics end there. */
  readonly now: Date;
  /**
   * The stacks of the request and those nested in them, without answers to questions.
   * @throws LiveFailure or SourceError where none can be read
   */
  readStacks(): Promise<Reading>;
  /** Gives the run as much time as these questions need, where no limit is set. */
  allowTimeFor(asks: readonly Ask[]): void;
  close(): void;
}

export type { Reading };

/** @throws LiveFailure without region, usable credentials or a clock that is right */
export async function openLive(request: LiveRequest): Promise<Live> {
  quietSdk();
  const { stacks, env, timeoutSeconds, now, interruption, progress, announce } = request;
  const profile = await useProfile(request.profile, env);
  const time = startTimeLimit(timeoutSeconds, interruption);
  const { signal } = time;
  const clients = openClients({
    profile,
    env,
    signal,
    progress: (answered, asked) => progress(`${answered} of ${asked} answers`),
  });
  const close = (): void => {
    time.close();
    clients.close();
  };
  try {
    const region = await startRegion(request.region, stacks, { env, profile });
    const identity = await identify(clients, region);
    const readRequest = { names: stacks, region, identity, clients, now, announce };
    const allowTimeFor = (asks: readonly Ask[]): void => {
      const limit = time.grow(secondsFor(asks));
      if (limit !== null) request.note?.(`${asks.length} requests: the time limit is ${limit} s; change it with --timeout`);
    };
    return { identity, region, clients, signal, now, readStacks: () => readStacks(readRequest), allowTimeFor, close };
  } catch (error) {
    close();
    throw error;
  }
}
