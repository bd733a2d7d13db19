// The simulation for a person at a terminal: each deployment as a chart and a sentence, then what all of them have in common.
import type { SimulatedDeployment, Simulation } from "../audit/report.ts";
import { entry, sentences } from "../reporters/human/frame.ts";
import { ends, type Look, lookOf } from "../reporters/human/look.ts";
import { inert, wrap } from "../reporters/human/text.ts";
import type { ReporterEnvironment } from "../reporters/reporter.ts";
import {
  commonAssumptions,
  conditionsOf,
  endings,
  foresightOf,
  MANY,
  type Naming,
  percentileRows,
  sentenceOf,
  shiftOf,
  skippedInWords,
  worstFirst,
} from "./shift/words.ts";
import { chartLines } from "./terminal/chart.ts";
import { sweepLines } from "./terminal/sweep.ts";
import { tableLines } from "./terminal/table.ts";
import { backtestLines, bestHoursLine } from "./terminal/week.ts";

type Terminal = Omit<ReporterEnvironment, "verbose">;

/** Every line is safe to print, whatever the names in the template are. */
export function drawTerminal(simulation: Simulation, naming: Naming, env: Terminal): string {
  const look = lookOf({ ...env, verbose: false });
  const { deployments } = simulation;
  const common = commonAssumptions(deployments);
  const isMany = deployments.length >= MANY;
  const ordered = isMany ? worstFirst(deployments) : deployments;
  const table = isMany ? [tableLines(look, ordered, naming, env.unicode)] : [];
  const blocks = (isMany ? ordered.slice(0, 1) : ordered).flatMap((deployment) => [
    headLines(look, deployment, naming),
    bodyLines(look, deployment, naming, env.unicode, common),
    deployment.sweep === null ? [] : sweepLines(look, deployment.sweep, simulation.errorRate, env.unicode),
  ]);
  const others = isMany ? ordered.slice(1).flatMap((deployment) => bestHoursLine(look, deployment, naming)) : [];
  const parts = [...table, ...blocks, others, footLines(look, simulation, naming, common)].filter((lines) => lines.length > 0);
  return `${parts.map((lines) => lines.map((line) => inert(line.trimEnd())).join("\n")).join("\n\n")}\n`;
}

function headLines(look: Look, deployment: SimulatedDeployment, naming: Naming): string[] {
  const { subject } = deployment;
  const left = [
    { text: ` ${look.shown(naming.address(subject))}`, paint: look.paint.strong },
    { text: `  alias ${look.shown(subject.detail)}` },
  ];
  return ends(look, left, { text: look.shown(shiftOf(deployment)), paint: look.paint.place }, 1);
}

function bodyLines(
  look: Look,
  deployment: SimulatedDeployment,
  naming: Naming,
  unicode: boolean,
  common: ReadonlySet<string>,
): string[] {
  const { tone, text } = sentenceOf(deployment);
  const own = deployment.assumptions.filter((assumption) => !common.has(assumption));
  return [
    ...chartLines(look, deployment, naming, unicode),
    ...wrap(look.shown(text), look.width - 1).map((line) => ` ${look.paint[tone](line)}`),
    ...foresightLines(look, deployment),
    ...remedyLines(look, deployment.remedy?.text ?? deployment.recommendation?.text ?? null),
    ...codeLines(look, deployment),
    ...percentileLines(look, deployment),
    ...backtestLines(look, deployment, naming, unicode),
    ...sentences(look, "assumed", own, look.paint.quiet),
  ];
}

function foresightLines(look: Look, deployment: SimulatedDeployment): string[] {
  const said = foresightOf(deployment).join("; ");
  return said === "" ? [] : wrap(look.shown(said), look.width - 1).map((line) => ` ${line}`);
}

function remedyLines(look: Look, remedy: string | null): string[] {
  if (remedy === null) return [];
  const { arrow } = look.sign;
  const lines = wrap(look.shown(remedy), look.width - arrow.length - 2);
  return lines.map((line, index) => ` ${index === 0 ? arrow : " ".repeat(arrow.length)} ${look.paint.good(line)}`);
}

function codeLines(look: Look, { recommendation }: SimulatedDeployment): string[] {
  const lines = recommendation?.code?.split("\n") ?? [];
  return lines.length === 0 ? [] : ["", ...lines.map((line) => `   ${look.paint.place(look.shown(line))}`), ""];
}

function percentileLines(look: Look, deployment: SimulatedDeployment): string[] {
  const rows = percentileRows(deployment);
  if (rows.length === 0) return [];
  const table = [["when rolled back", "half by", "95 % by"] as const, ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map(([name, half, most], index) => {
    const line = ` ${name.padEnd(widths[0] ?? 0)}  ${half.padStart(widths[1] ?? 0)}  ${most.padStart(widths[2] ?? 0)}`;
    return index === 0 ? look.paint.quiet(line) : line;
  });
}

function footLines(look: Look, simulation: Simulation, naming: Naming, common: ReadonlySet<string>): string[] {
  const { deployments } = simulation;
  return [
    ...entry(look, "simulated", [endings(deployments)]),
    ...entry(look, "with", conditionsOf(simulation)),
    ...sentences(look, "skipped", skippedInWords(simulation, naming), look.paint.quiet),
    ...sentences(look, "assumed", [...common], look.paint.quiet),
  ];
}
