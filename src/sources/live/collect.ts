// Has each question answered by the collector of its kind: all services and regions at once, as fast as their paces allow.
import type { Ask, AskKind } from "../../model/observed/ask.ts";
import type { Action } from "./actions.ts";
import { alarmCollector } from "./cloudwatch-alarms.ts";
import { metricCollector } from "./cloudwatch-metrics.ts";
import { codedeployCollector } from "./codedeploy.ts";
import { type Answered, grouped, merged, type Site, spread } from "./collector.ts";
import { lambdaCollector } from "./lambda.ts";
import { tagCollector } from "./tagging.ts";

/** As the dispatch sees it: it hands each collector its own kinds only. */
interface AnyCollector {
  readonly actions: Readonly<Partial<Record<AskKind, readonly Action[]>>>;
  collect(asks: readonly never[], site: Site): Promise<Answered>;
}

const collectors: readonly AnyCollector[] = [lambdaCollector, codedeployCollector, alarmCollector, metricCollector, tagCollector];

export interface Collecting extends Omit<Site, "region"> {
  /** The region of a stack of the system; null where there is no such stack. */
  regionOf(stack: string): string | null;
}

/** The IAM actions of the calls that answer a question of that kind. */
export function actionsFor(kind: AskKind): readonly Action[] {
  return collectors.flatMap(({ actions }) => actions[kind] ?? []);
}

/**
 * An answer to each question, by its key; `unseen` where one could not be had.
 * @throws LiveFailure where the run as a whole is over: credentials that expired, Ctrl-C
 */
export async function collect(asks: readonly Ask[], { regionOf, ...site }: Collecting): Promise<Answered> {
  const byRegion = [...grouped(asks, ({ stack }) => regionOf(stack) ?? "")];
  const parts = byRegion.flatMap(([region, own]): readonly Promise<Answered>[] =>
    region === "" ? [toNobody(own)] : collectors.map((collector) => partOf(collector, own, { ...site, region })),
  );
  return merged(await Promise.all(parts));
}

async function toNobody(asks: readonly Ask[]): Promise<Answered> {
  return spread(asks, {
    state: "unseen",
    reason: "the request is about a stack that is not audited",
    action: null,
    cause: "refused",
  });
}

async function partOf(collector: AnyCollector, asks: readonly Ask[], site: Site): Promise<Answered> {
  const own = asks.filter((ask): ask is never => Object.hasOwn(collector.actions, ask.kind));
  return own.length === 0 ? new Map() : collector.collect(own, site);
}
