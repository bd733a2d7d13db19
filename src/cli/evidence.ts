// Adds the results of other tools that checks judge to the facts of a system.
import path from "node:path";
import type { ResolvedConfig } from "../config/load.ts";
import type { SystemFacts } from "../model/facts.ts";
import { evidenceAsksWithPlugins } from "../plugins/asks-with-plugins.ts";
import { defaultLimits } from "../sources/source.ts";
import type { Io } from "./io.ts";

/** The same facts where no enabled check reads any. */
export async function withEvidence(facts: SystemFacts, config: ResolvedConfig, { cwd }: Io): Promise<SystemFacts> {
  const asks = await evidenceAsksWithPlugins(config);
  if (asks.length === 0) return facts;
  const { readEvidence } = await import("../sources/evidence/evidence.ts");
  const sources = facts.kind === "template" ? (config.target?.names ?? [facts.locator]) : [];
  const limits = { ...defaultLimits, ...config.limits };
  const folder = config.file === null ? cwd : path.dirname(path.resolve(cwd, config.file));
  return { ...facts, evidence: readEvidence({ asks, cwd, folder, sources, limits }) };
}
