// Other tools on the same templates, where they are installed: whole processes, as ours.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { median } from "./measure.ts";

const RUNS = 3;
const launcher = path.join(import.meta.dirname, "..", "..", "bin", "fitness.js");

interface Tool {
  readonly name: string;
  readonly command: string;
  readonly args: (template: string) => readonly string[];
}

/** Ours first. They look for other things; what is compared is how long a person waits. */
const TOOLS: readonly Tool[] = [
  { name: "fitness", command: process.execPath, args: (template) => [launcher, "check", "--template", template] },
  { name: "cfn-lint", command: "cfn-lint", args: (template) => [template] },
  { name: "checkov", command: "checkov", args: (template) => ["--file", template, "--quiet", "--compact"] },
];

export interface PeerRun {
  readonly tool: string;
  readonly version: string;
  readonly template: string;
  readonly medianMilliseconds: number;
}

export function measurePeers(templates: readonly string[]): readonly PeerRun[] {
  return TOOLS.flatMap((tool) => {
    const version = versionOf(tool);
    if (version === null) return [];
    return templates.map((template) => {
      const runs = Array.from({ length: RUNS }, () => millisecondsOf(tool, template));
      return { tool: tool.name, version, template: path.basename(template), medianMilliseconds: median(runs) };
    });
  });
}

/** null where it is not installed. */
function versionOf({ name, command }: Tool): string | null {
  const args = name === "fitness" ? [launcher, "--version"] : ["--version"];
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? (/\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? "") : null;
}

function millisecondsOf({ command, args }: Tool, template: string): number {
  const start = process.hrtime.bigint();
  spawnSync(command, args(template), { stdio: "ignore" });
  return Number(process.hrtime.bigint() - start) / 1e6;
}

export function peersTable(runs: readonly PeerRun[]): string {
  const missing = TOOLS.filter(({ name }) => !runs.some(({ tool }) => tool === name)).map(({ name }) => name);
  const rows = runs.map(
    ({ tool, version, template, medianMilliseconds }) =>
      `${`${tool} ${version}`.padEnd(20)}${template.padEnd(20)}${medianMilliseconds.toFixed(0).padStart(8)} ms\n`,
  );
  const note =
    missing.length === 0 ? "" : `Not installed, so not measured: ${missing.join(", ")} (pip install ${missing.join(" ")}).\n`;
  return `${rows.join("")}${note}`;
}
