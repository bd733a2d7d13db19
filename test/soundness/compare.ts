// Whether what is said while a value is open holds for each way in which it can turn out.
import type { Said, Verdict } from "./verdicts.ts";

export interface Disagreement {
  readonly check: string;
  readonly subject: string;
  readonly open: Verdict | "nothing";
  readonly concrete: Verdict;
  readonly messages: readonly [string, string];
}

/** Verdicts that the open one rules out. Nothing is one, too: of a subject that exists with some value, something has to be said. */
export function disagreements(open: readonly Said[], concrete: readonly Said[]): readonly Disagreement[] {
  const bySubject = grouped(open, ({ check, logicalId }) => JSON.stringify([check, logicalId]));
  return concrete.flatMap((said): readonly Disagreement[] => {
    const around = bySubject.get(JSON.stringify([said.check, said.logicalId])) ?? [];
    const same = around.filter(({ detail }) => detail === said.detail);
    // The detail may be the open value itself.
    const meant = same.length > 0 ? same : around;
    if (meant.some(({ verdict }) => verdict === "unknown" || verdict === said.verdict)) return [];
    const [other] = meant;
    return [
      {
        check: said.check,
        subject: `${said.logicalId}${said.detail === null ? "" : ` (${said.detail})`}`,
        open: other?.verdict ?? "nothing",
        concrete: said.verdict,
        messages: [other?.message ?? "", said.message],
      },
    ];
  });
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
