// Runs the checks of plug-ins: each plug-in in its own process, one after the other.
import { optionsOf } from "../audit/asks.ts";
import { baseSettings } from "../audit/judge.ts";
import type { AssessElsewhere, AuditPolicy } from "../audit/policy.ts";
import type { SystemFacts, Unread } from "../model/facts.ts";
import { Fault, inWords, Threw } from "./faults.ts";
import type { SentAssessment } from "./messages.ts";
import type { Plugin } from "./plugin.ts";
import { isPluginCheck, type PluginCheck } from "./plugin-check.ts";
import { receivedAssessment } from "./sent-assessment.ts";

/** What the policy needs of the plug-ins for an audit. Never throws for what a check does. */
export async function assessElsewhere(
  facts: SystemFacts,
  policy: AuditPolicy,
): Promise<Required<Pick<AuditPolicy, "elsewhere" | "faults">>> {
  const elsewhere = new Map<string, AssessElsewhere>();
  const faults: Unread[] = [];
  for (const [plugin, checks] of byPlugin(facts, policy)) {
    let fault: string | null = null;
    for (const check of checks) {
      const outcome = await assessAll(check, facts, policy);
      elsewhere.set(check.id, replay(outcome));
      if (outcome instanceof Fault) fault ??= `the check ${check.id} ${outcome.message}`;
    }
    fault ??= await restlessness(plugin);
    if (fault !== null) faults.push({ file: plugin.shown, message: fault });
  }
  return { elsewhere, faults };
}

/** The checks that run, by the plug-in that they come from. */
function byPlugin({ kind }: SystemFacts, policy: AuditPolicy): readonly (readonly [Plugin, readonly PluginCheck[]])[] {
  const enabled = policy.checks.filter(isPluginCheck).filter((check) => policy.isEnabled(check));
  const runs = (check: PluginCheck): boolean =>
    !(check.needs === "observation" && kind === "template") && policy.broken?.has(check.id) !== true;
  const plugins = [...new Set(enabled.map(({ plugin }) => plugin))];
  return plugins.map((plugin) => [plugin, enabled.filter((check) => check.plugin === plugin && runs(check))]);
}

type Outcome = ReadonlyMap<unknown, readonly SentAssessment[]> | Fault | Threw;

/** With each set of options that holds for some subject. */
async function assessAll(check: PluginCheck, facts: SystemFacts, policy: AuditPolicy): Promise<Outcome> {
  const base = baseSettings(check, policy);
  if (base.missing.length > 0) return new Map();
  const said = new Map<unknown, readonly SentAssessment[]>();
  const request = {
    check: check.id,
    includeInfrastructure: policy.includeInfrastructure,
    now: policy.now.getTime(),
    measured: policy.against?.baseline.measured.filter((entry) => entry.check === check.id) ?? [],
  };
  try {
    for (const options of new Set([base.options, ...optionsOf(check, facts, policy)]))
      said.set(options, await check.plugin.assess({ ...request, options }, facts));
    return said;
  } catch (error) {
    if (error instanceof Fault || error instanceof Threw) return error;
    throw error;
  }
}

function replay(outcome: Outcome): AssessElsewhere {
  return (options, base) => {
    if (outcome instanceof Fault) throw new Error(inWords(outcome));
    if (outcome instanceof Threw) throw new Error(outcome.message);
    return (outcome.get(options) ?? []).map((assessment) => receivedAssessment(assessment, base));
  };
}

/** What the plug-in does without being asked. */
async function restlessness(plugin: Plugin): Promise<string | null> {
  try {
    await plugin.rest();
    return null;
  } catch (error) {
    if (error instanceof Fault) return `the plug-in ${inWords(error)}`;
    throw error;
  }
}
