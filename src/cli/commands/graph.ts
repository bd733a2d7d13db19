// fitness graph: draws how a system is wired, with what the checks say of it. A drawing, not a gate: it ends with 0 once it is drawn.
import { matchesOf } from "../../audit/addresses.ts";
import type { Graph } from "../../audit/report.ts";
import { textsWithout } from "../../audit/secrets.ts";
import { withWrittenWaivers } from "../../config/written-waivers.ts";
import { UsageError } from "../../errors.ts";
import { graphOf } from "../../graph/graph.ts";
import type { SystemFacts } from "../../model/facts.ts";
import { link } from "../../model/link.ts";
import type { Model } from "../../model/model.ts";
import type { Resource } from "../../model/resource.ts";
import { toolIdentity } from "../../package-root.ts";
import { auditWithPlugins } from "../../plugins/audit-with-plugins.ts";
import { SIMULATION_DEFAULTS } from "../../simulation/simulate.ts";
import { baselineOf } from "../baseline.ts";
import { configForSystem, noteTo } from "../config.ts";
import { gatherFacts } from "../facts.ts";
import { paragraph } from "../failure.ts";
import type { Io } from "../io.ts";
import { type SourceOptions, sourceLayer } from "../options.ts";
import { simulateSystem } from "../simulation.ts";
import { writeAtomically } from "../write-file.ts";

export interface GraphOptions extends SourceOptions {
  readonly select?: string[];
  readonly format: "mermaid" | "dot" | "html";
  readonly output?: string;
  readonly quiet?: true;
}

/** @returns the exit code: 0, or 2 where some of the sources could not be read */
export async function graph(options: GraphOptions, io: Io): Promise<number> {
  const note = noteTo(io, options.quiet);
  const config = await configForSystem(options, io, {
    ...sourceLayer(options),
    ...(options.select === undefined ? {} : { select: options.select }),
  });
  const { facts, broken } = await gatherFacts(config, { io, now: new Date(), quiet: options.quiet === true, note });
  // What is not drawn is not missing from the findings of the rest: an alarm is judged wherever it is shared.
  const policy = withWrittenWaivers(config, facts);
  const against = baselineOf(config, io, { updates: false });
  const report = await auditWithPlugins(facts, {
    ...policy,
    select: [],
    broken,
    against,
    now: new Date(),
    tool: toolIdentity(),
    elapsedMs: () => 0,
  });
  const isSelected = ({ stack, facts: own }: Resource): boolean => {
    const matches = matchesOf({ stack, resource: { facts: own } });
    return config.select.length === 0 || config.select.some(matches);
  };
  const model = link(facts, { includeInfrastructure: config.includeInfrastructure });
  const drawn = textsWithout(graphOf(model, report.assessments, { isSelected }), facts.secrets);
  if (drawn.nodes.length === 0) throw nothingDrawn(facts.locator, config.select);
  const text = await draw(drawn, model, options.format, facts);
  if (options.output === undefined) io.stdout.write(text);
  else writeAtomically(options.output, text, io.cwd);
  for (const { file, message } of facts.unread) io.stderr.write(paragraph({ file }, message, null));
  return facts.unread.length === 0 ? 0 : 2;
}

async function draw(
  drawn: Graph,
  model: Model,
  format: GraphOptions["format"],
  { locator, secrets }: SystemFacts,
): Promise<string> {
  switch (format) {
    case "mermaid":
      return (await import("../../drawings/mermaid.ts")).drawMermaid(drawn);
    case "dot":
      return (await import("../../drawings/dot.ts")).drawDot(drawn);
    case "html":
      return (await import("../../drawings/html.ts")).drawHtml(
        drawn,
        locator,
        textsWithout(simulateSystem(model, SIMULATION_DEFAULTS, []).simulation, secrets),
      );
  }
}

function nothingDrawn(locator: string, select: readonly string[]): UsageError {
  return select.length > 0
    ? new UsageError(`no function, API or alarm in ${locator} matches ${select.join(", ")}`, {
        remedy: "select functions, API stages or alarms by construct path or <stack>/<logical id>",
      })
    : new UsageError(`${locator} has nothing to draw: no functions, APIs or alarms`, {
        remedy: "name a system with functions",
      });
}
