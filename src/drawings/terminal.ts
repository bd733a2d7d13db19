// The simulation for a person at a terminal: each deployment as a chart and a sentence, then what all of them have in common.
import type { SimulatedDeployment, Simulation } from "../audit/report.ts";
import { counted, entry, sentences } from "../reporters/human/frame.ts";
import { ends, type Look, lookOf } from "../reporters/human/look.ts";
import { inert, wrap } from "../reporters/human/text.ts";
import type { ReporterEnvironment } from "../reporters/reporter.ts";
import { conditionsOf, type Names, percentileRows, sentenceOf, shiftOf } from "./shift/words.ts";
import { chartLines } from "./terminal/chart.ts";

type Terminal = Omit<ReporterEnvironment, "verbose">;

/** Every line is safe to print, whatever the names in the template are. */
export function drawTerminal(simulation: Simulation, names: Names, env: Terminal): string {
  const look = lookOf({ ...env, verbose: false });
  const { deployments } = simulation;
  const common = commonAssumptions(deployments);
  const blocks = deployments.flatMap((deployment) => [
    headLines(look, deployment, names),
    bodyLines(look, deployment, names, env.unicode, common),
  ]);
  const parts = [...blocks, footLines(look, simulation, common)].filter((lines) => lines.length > 0);
  return `${parts.map((lines) => lines.map((line) => inert(line.trimEnd())).join("\n")).join("\n\n")}\n`;
}

function headLines(look: Look, deployment: SimulatedDeployment, names: Names): string[] {
  const { subject } = deployment;
  const left = [
    { text: ` ${look.shown(names.address(subject))}`, paint: look.paint.strong },
    { text: `  alias ${look.shown(subject.detail)}` },
  ];
  return ends(look, left, { text: look.shown(shiftOf(deployment)), paint: look.paint.place }, 1);
}

function bodyLines(
  look: Look,
  deployment: SimulatedDeployment,
  names: Names,
  unicode: boolean,
  common: ReadonlySet<string>,
): string[] {
  const { tone, text } = sentenceOf(deployment);
  const own = deployment.assumptions.filter((assumption) => !common.has(assumption));
  return [
    ...chartLines(look, deployment, names, unicode),
    ...wrap(look.shown(text), look.width - 1).map((line) => ` ${look.paint[tone](line)}`),
    ...percentileLines(look, deployment),
    ...sentences(look, "assumed", own, look.paint.quiet),
  ];
}

function percentileLines(look: Look, deployment: SimulatedDeployment): string[] {
  const rows = percentileRows(deployment);
  if (rows.length === 0) return [];
  const table = [["where it is stopped", "half by", "95 % by"] as const, ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map(([name, half, most], index) => {
    const line = ` ${name.padEnd(widths[0] ?? 0)}  ${half.padStart(widths[1] ?? 0)}  ${most.padStart(widths[2] ?? 0)}`;
    return index === 0 ? look.paint.quiet(line) : line;
  });
}

/** What is assumed of each of several deployments is told once for all. */
function commonAssumptions(deployments: readonly SimulatedDeployment[]): ReadonlySet<string> {
  const [first, ...rest] = deployments;
  if (first === undefined || rest.length === 0) return new Set();
  return new Set(first.assumptions.filter((each) => rest.every(({ assumptions }) => assumptions.includes(each))));
}

function footLines(look: Look, simulation: Simulation, common: ReadonlySet<string>): string[] {
  const { deployments, requestsPerMinute, errorRate, metricDelaySeconds } = simulation;
  if (deployments.length === 0)
    return entry(look, "nothing", ["to simulate: no deployment group shifts the traffic of an alias"], look.paint.doubt);
  const count = (wanted: boolean | null): number => deployments.filter(({ stopped }) => stopped === wanted).length;
  const ended = [
    [count(true), "stopped"],
    [count(false), "not stopped"],
    [count(null), "cannot be said"],
  ] as const;
  const played = `${counted(deployments.length, "deployment")}: ${ended.flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`])).join(", ")}`;
  return [
    ...entry(look, "played", [played]),
    ...entry(look, "with", conditionsOf(requestsPerMinute, errorRate, metricDelaySeconds)),
    ...sentences(look, "assumed", [...common], look.paint.quiet),
  ];
}
