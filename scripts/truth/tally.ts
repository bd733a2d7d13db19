// Counts agreements, and keeps every disagreement with both sides and its explanation.
import { builtInChecks } from "../../src/checks/index.ts";
import { explanationOf } from "./explained.ts";

export interface Disagreement {
  readonly template: string;
  readonly kind: string;
  readonly about: string;
  readonly theirs: string;
  readonly ours: string;
  /** Why ours is right all the same; null where it is unknown. */
  readonly explanation: string | null;
}

export interface Count {
  readonly kind: string;
  readonly same: number;
  /** Disagreements in which ours is right, as docs/truth.md says. */
  readonly explained: number;
  readonly all: number;
}

export interface Tally {
  compare(kind: string, about: string, theirs: string, ours: string): void;
}

export class Tallies {
  readonly #counts = new Map<string, { same: number; explained: number; all: number }>();
  readonly disagreements: Disagreement[] = [];

  of(template: string): Tally {
    return {
      compare: (kind, about, theirs, ours) => {
        const count = this.#counts.get(kind) ?? { same: 0, explained: 0, all: 0 };
        this.#counts.set(kind, count);
        count.all += 1;
        if (theirs === ours) {
          count.same += 1;
          return;
        }
        const found = { template, kind, about, theirs, ours };
        const explanation = explanationOf(found);
        if (explanation !== null) count.explained += 1;
        this.disagreements.push({ ...found, explanation });
      },
    };
  }

  get counts(): readonly Count[] {
    return [...this.#counts].map(([kind, count]) => ({ kind, ...count }));
  }

  /** Whether any check agrees less often than that of the cases that no explanation takes out. */
  isShort(percent: number): boolean {
    const checks = new Set(builtInChecks.map(({ id }) => id));
    return this.counts.some(({ kind, same, explained, all }) => checks.has(kind) && same < ((all - explained) * percent) / 100);
  }
}
