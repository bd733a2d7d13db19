// Asks a live system what the checks need, round by round: what was answered can raise further questions.
import type { AsksPolicy } from "../audit/asks.ts";
import type { SystemFacts } from "../model/facts.ts";
import { type Ask, keyOf } from "../model/observed/ask.ts";
import { asksWithPlugins } from "../plugins/asks-with-plugins.ts";
import type { Live } from "../sources/live/live.ts";
import type { Recording } from "../sources/recording.ts";

/** An alarm that a group watches live, a member of it, its metrics: the longest chain there is has fewer links. */
const ROUNDS = 5;

export interface Observer {
  /** The recording with the answers to all questions of the checks. */
  readonly observe: (
    live: Pick<Live, "clients" | "now"> & Partial<Pick<Live, "allowTimeFor">>,
    recording: Recording,
  ) => Promise<Recording>;
  /** By the id of a check, why its questions could not be collected. */
  readonly broken: ReadonlyMap<string, string>;
}

/** @param policy tells which checks ask, with which options */
export function observerFor(policy: AsksPolicy): Observer {
  const broken = new Map<string, string>();
  const observe = observing(async (facts) => {
    const found = await asksWithPlugins(facts, policy);
    for (const [id, message] of found.broken) broken.set(id, message);
    return found.asks;
  });
  return { broken, observe };
}

/** @param asksOf everything that is to be asked about these facts, answered or not */
export function observing(asksOf: (facts: SystemFacts) => readonly Ask[] | Promise<readonly Ask[]>): Observer["observe"] {
  return async (live, recording) => {
    const { systemOf } = await import("../sources/recorded-system.ts");
    const { collect } = await import("../sources/live/collect.ts");
    const regions = new Map(recording.stacks.map(({ name, region }) => [name, region]));
    const collecting = {
      clients: live.clients,
      now: live.now.getTime(),
      regionOf: (stack: string) => regions.get(stack) ?? null,
    };
    let current = recording;
    for (let round = 0; round < ROUNDS; round += 1) {
      const asks = await asksOf(await systemOf(current, { kind: "stack" }));
      const open = asks.filter((ask) => !Object.hasOwn(current.answers, keyOf(ask)));
      if (open.length === 0) break;
      live.allowTimeFor?.(open);
      const answers = await collect(open, collecting);
      current = { ...current, answers: { ...current.answers, ...Object.fromEntries(answers) } };
    }
    return current;
  };
}
