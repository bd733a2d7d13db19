// Inputs of the benchmark for fleets: many reports to merge, and a monorepo of many assemblies.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** As many reports of so many bytes, each of a target of its own, and the list of the targets. */
export function writeReports(folder: string, count: number, bytes: number, launcher: string, template: string): void {
  mkdirSync(folder, { recursive: true });
  const written = path.join(folder, "..", "report.json");
  spawnSync(process.execPath, [launcher, "check", "--template", template, "--reporter", `json=${written}`, "--quiet"]);
  const { assessments, ...report } = JSON.parse(readFileSync(written, "utf8"));
  const fleet = { target: "", digest: "0".repeat(32), auditedAt: report.startedAt };
  const rest = JSON.stringify({ ...report, graph: null, assessments: [], fleet }, null, 2).length;
  const each = JSON.stringify(assessments, null, 2).length / assessments.length;
  const kept = assessments.slice(0, Math.round((bytes - rest) / each));
  const names = Array.from({ length: count }, (_, index) => `system-${index}`);
  for (const target of names) {
    const own = { ...report, graph: null, assessments: kept, fleet: { ...fleet, target } };
    writeFileSync(path.join(folder, `${target}.json`), `${JSON.stringify(own, null, 2)}\n`);
  }
  writeList(`${folder}.jsonl`, names, (name) => ({ name, stacks: [name] }));
}

/** As many copies of an assembly, each a target, and the list of the targets. */
export function writeMonorepo(folder: string, count: number, assembly: string): void {
  const names = Array.from({ length: count }, (_, index) => `system-${index}`);
  for (const name of names) cpSync(assembly, path.join(folder, name, "cdk.out"), { recursive: true });
  writeList(path.join(folder, "targets.jsonl"), names, (name) => ({ name, template: `${name}/cdk.out` }));
}

function writeList(file: string, names: readonly string[], targetOf: (name: string) => object): void {
  writeFileSync(file, names.map((name) => `${JSON.stringify(targetOf(name))}\n`).join(""));
}

export interface MeasuredMonorepo {
  readonly assemblies: number;
  /** Of `fitness fleet`. */
  readonly milliseconds: number;
  /** Of one `fitness check` after another. */
  readonly oneByOneMilliseconds: number;
}

export function measureMonorepo(folder: string, assemblies: number, launcher: string): MeasuredMonorepo {
  const run = (...args: readonly string[]): void => {
    const { status, stderr } = spawnSync(process.execPath, [launcher, ...args], { cwd: folder, encoding: "utf8" });
    if (status === null || status === 2) throw new Error(`fitness ${args.join(" ")}: exit ${status}\n${stderr}`);
  };
  const timed = (work: () => void): number => {
    const start = performance.now();
    work();
    return performance.now() - start;
  };
  const milliseconds = timed(() => run("fleet", "--targets", "targets.jsonl", "-o", "reports", "--quiet"));
  const oneByOneMilliseconds = timed(() => {
    for (let index = 0; index < assemblies; index += 1)
      run("check", "--template", `system-${index}/cdk.out`, "--reporter", `json=one-by-one/system-${index}.json`, "--quiet");
  });
  return { assemblies, milliseconds, oneByOneMilliseconds };
}
