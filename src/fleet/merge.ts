// Merges the results of targets into one fleet report, one at a time: of each only a line is kept. Every target is accounted for.
import type { Audited } from "./audited.ts";
import { changeSince } from "./change.ts";
import { isWorse, worstExitCode } from "./ranks.ts";
import type { FleetReport, FleetSystem, FleetVerdicts } from "./report.ts";
import { decilesOf, medianOf } from "./statistics.ts";
import type { Target } from "./target.ts";

export interface MergeOptions {
  readonly targets: readonly Target[];
  readonly tool: FleetReport["tool"];
  readonly now: Date;
  /** An earlier fleet report to compare with. */
  readonly against: FleetReport | null;
}

const WORST = 20;

export class Merge {
  readonly #options: MergeOptions;
  readonly #targets: ReadonlyMap<string, Target>;
  readonly #systems = new Map<string, FleetSystem>();
  readonly #unlisted = new Set<string>();
  readonly #checks = new Map<string, FleetReport["checks"][number]>();
  readonly #characteristics = new Map<string, number[]>();

  constructor(options: MergeOptions) {
    this.#options = options;
    this.#targets = new Map(options.targets.map((target) => [target.name, target]));
  }

  /** Whether a report of this target was taken already: two reports of one target cannot both be right. */
  has(name: string): boolean {
    return this.#systems.has(name);
  }

  /** Takes one target's result in. A system that is in no list is only named. */
  add(name: string, audited: Audited, page: string | null = null): void {
    const target = this.#targets.get(name);
    if (target === undefined) {
      this.#unlisted.add(name);
      return;
    }
    const { score, failures, unknowns, error, auditedAt, exitCode } = audited;
    const verdict = audited.verdict ?? "not-audited";
    this.#systems.set(name, { ...about(target), verdict, exitCode, score, failures, unknowns, reason: error, auditedAt, page });
    for (const check of audited.checks) this.#count(check);
    for (const [characteristic, value] of Object.entries(audited.characteristics)) {
      if (value === null) continue;
      const values = this.#characteristics.get(characteristic) ?? [];
      this.#characteristics.set(characteristic, values);
      values.push(value);
    }
  }

  /** Takes in that a target's report cannot be used. */
  addUnusable(name: string, reason: string): void {
    const nothing = { score: null, characteristics: {}, checks: [], failures: 0, unknowns: 0, auditedAt: null, provenance: null };
    this.add(name, { verdict: null, exitCode: 2, error: reason, ...nothing });
  }

  #count({ id, title, characteristic, failing, unknown }: Audited["checks"][number]): void {
    const known = this.#checks.get(id) ?? { id, title, characteristic, assessed: 0, failing: 0, unknown: 0 };
    this.#checks.set(id, {
      ...known,
      assessed: known.assessed + 1,
      failing: known.failing + Number(failing),
      unknown: known.unknown + Number(unknown),
    });
  }

  finish(): FleetReport {
    const { targets, tool, now, against } = this.#options;
    const all = targets.map((target) => this.#systems.get(target.name) ?? missing(target));
    const exitCode = worstExitCode(all.map((system) => system.exitCode as 0));
    const scores = scoresOf(all);
    const report = {
      schemaVersion: 1 as const,
      kind: "fleet" as const,
      tool,
      mergedAt: now.toISOString(),
      verdict: ({ 0: "fit", 1: "degraded", 2: null, 3: "inconclusive" } as const)[exitCode],
      exitCode,
      systems: all.length,
      verdicts: verdictsOf(all),
      score: { median: medianOf(scores), deciles: [...decilesOf(scores)] },
      unaccounted: all.flatMap(({ name, reason }) => (reason === null ? [] : [{ name, reason }])),
      unlisted: [...this.#unlisted].sort(),
      checks: [...this.#checks.values()].sort((a, b) => b.failing - a.failing || b.unknown - a.unknown || compare(a.id, b.id)),
      characteristics: Object.fromEntries(
        [...this.#characteristics].sort(([a], [b]) => compare(a, b)).map(([name, values]) => [name, medianOf(values)]),
      ),
      groups: groupsOf(all),
      worst: worstOf(all),
      all,
    };
    return { ...report, change: against === null ? null : changeSince(against, report) };
  }
}

function about(target: Target) {
  const { name, account = null, region = null, tags = {} } = target;
  return { name, account, region, tags };
}

function missing(target: Target): FleetSystem {
  const nothing = { score: null, failures: 0, unknowns: 0, auditedAt: null, page: null };
  return { ...about(target), verdict: "missing", exitCode: 2, reason: "its report is missing", ...nothing };
}

function scoresOf(systems: readonly FleetSystem[]): number[] {
  return systems.flatMap(({ score }) => score ?? []);
}

function verdictsOf(systems: readonly FleetSystem[]): FleetVerdicts {
  const of = (verdict: FleetSystem["verdict"]) => systems.filter((system) => system.verdict === verdict).length;
  return {
    fit: of("fit"),
    degraded: of("degraded"),
    inconclusive: of("inconclusive"),
    notAudited: of("not-audited"),
    missing: of("missing"),
  };
}

/** By account, by region and by every tag that a target has; a system without a value is in no group. */
function groupsOf(systems: readonly FleetSystem[]): FleetReport["groups"] {
  const keys = new Set(systems.flatMap(({ tags }) => Object.keys(tags)));
  const dimensions: readonly (readonly [string, (system: FleetSystem) => string | null])[] = [
    ["account", ({ account }) => account],
    ["region", ({ region }) => region],
    ...[...keys].sort().map((key) => [`tag ${key}`, ({ tags }: FleetSystem) => tags[key] ?? null] as const),
  ];
  return Object.fromEntries(
    dimensions.flatMap(([name, groupOf]) => {
      const groups = [...grouped(systems, groupOf)].map(([value, members]) => ({
        value,
        systems: members.length,
        verdicts: verdictsOf(members),
        score: medianOf(scoresOf(members)),
      }));
      return groups.length === 0 ? [] : [[name, groups.sort((a, b) => compare(a.value, b.value))]];
    }),
  );
}

function grouped(systems: readonly FleetSystem[], groupOf: (system: FleetSystem) => string | null): Map<string, FleetSystem[]> {
  const groups = new Map<string, FleetSystem[]>();
  for (const system of systems) {
    const value = groupOf(system);
    if (value === null) continue;
    const members = groups.get(value);
    if (members === undefined) groups.set(value, [system]);
    else members.push(system);
  }
  return groups;
}

/** Of the systems that have a verdict the worst, the lowest scores first; nothing that is fit. */
function worstOf(systems: readonly FleetSystem[]): string[] {
  const byWorst = (a: FleetSystem, b: FleetSystem): number => {
    if (a.exitCode !== b.exitCode) return isWorse(a.exitCode as 0, b.exitCode as 0) ? -1 : 1;
    return (a.score ?? -1) - (b.score ?? -1) || b.failures - a.failures || compare(a.name, b.name);
  };
  return systems
    .filter(({ exitCode, reason }) => exitCode !== 0 && reason === null)
    .sort(byWorst)
    .slice(0, WORST)
    .map(({ name }) => name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
