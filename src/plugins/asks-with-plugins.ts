// The requests of the enabled checks to a live system, including those of plug-ins.
import {
  type Asks,
  type AsksPolicy,
  asksOf,
  checksAsking,
  evidenceAsksOf,
  optionsOf,
  optionsToReadWith,
  refuseUndeclared,
} from "../audit/asks.ts";
import { type EvidenceAsk, evidenceKey } from "../model/evidence/evidence.ts";
import type { SystemFacts } from "../model/facts.ts";
import { type Ask, keyOf } from "../model/observed/ask.ts";
import { Fault, inWords, Threw } from "./faults.ts";
import { isPluginCheck, type PluginCheck } from "./plugin-check.ts";

/** As `asksOf`. Never throws for what a check does. */
export async function asksWithPlugins(facts: SystemFacts, policy: AsksPolicy): Promise<Asks> {
  const { asks: own, broken: brokenHere } = asksOf(facts, policy);
  const asks = [...own];
  const broken = new Map(brokenHere);
  for (const check of checksAsking(policy).filter(isPluginCheck)) {
    try {
      asks.push(...(await asksOfPlugin(check, facts, policy)));
    } catch (error) {
      broken.set(check.id, error instanceof Fault || error instanceof Threw ? inWords(error) : String(error));
    }
  }
  return { asks: [...new Map(asks.map((ask) => [keyOf(ask), ask])).values()], broken };
}

async function asksOfPlugin(check: PluginCheck, facts: SystemFacts, policy: AsksPolicy): Promise<readonly Ask[]> {
  if (!check.hasAsks) return [];
  const { includeInfrastructure } = policy;
  const asks: Ask[] = [];
  for (const options of optionsOf(check, facts, policy))
    asks.push(...(await check.plugin.asks({ check: check.id, options, includeInfrastructure }, facts)));
  const { askSchema } = await import("../sources/snapshot/schema.ts");
  const strange = asks.find((ask) => !askSchema.safeParse(ask).success);
  if (strange !== undefined) throw new Threw(`it asks for what cannot be asked: ${JSON.stringify(strange).slice(0, 200)}`);
  refuseUndeclared(asks, check);
  return asks;
}

/** As `evidenceAsksOf`. @throws PluginError */
export async function evidenceAsksWithPlugins(
  policy: Omit<AsksPolicy, "includeInfrastructure">,
): Promise<readonly EvidenceAsk[]> {
  const asks = [...evidenceAsksOf(policy)];
  for (const check of checksAsking(policy).filter(isPluginCheck)) {
    if (!check.hasReads) continue;
    for (const options of optionsToReadWith(check, policy)) asks.push(await check.plugin.reads(check.id, options));
  }
  return [...new Map(asks.map((ask) => [evidenceKey(ask), ask])).values()];
}
