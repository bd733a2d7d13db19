// A report with what is drawn of it: the wiring with its findings, and the simulated deployments.
import { hash } from "node:crypto";
import { matchesOf } from "../audit/addresses.ts";
import type { Report } from "../audit/report.ts";
import { withoutSecrets } from "../audit/secrets.ts";
import type { ResolvedConfig } from "../config/load.ts";
import { graphOf } from "../graph/graph.ts";
import type { SystemFacts } from "../model/facts.ts";
import { link } from "../model/link.ts";
import type { Resource } from "../model/resource.ts";
import { SIMULATION_DEFAULTS } from "../simulation/simulate.ts";
import { simulateSystem } from "./simulation.ts";

export function withDrawings(
  report: Report,
  facts: SystemFacts,
  { includeInfrastructure, select }: Pick<ResolvedConfig, "includeInfrastructure" | "select">,
): Report {
  const model = link(facts, { includeInfrastructure });
  const isSelected = ({ stack, facts: own }: Resource): boolean => {
    const matches = matchesOf({ stack, resource: { facts: own } });
    return select.length === 0 || select.some(matches);
  };
  const graph = graphOf(model, report.assessments, { isSelected, digest });
  const { simulation } = simulateSystem(model, SIMULATION_DEFAULTS, select);
  return withoutSecrets({ ...report, graph, simulation }, facts.secrets);
}

function digest(text: string): string {
  return hash("sha256", text).slice(0, 16);
}
