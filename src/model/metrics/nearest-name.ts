// Which metric name was probably meant: by common words and letters.

/** null where none comes close. */
export function nearestName(name: string, candidates: readonly string[]): string | null {
  const rated = candidates.map((candidate) => ({ candidate, likeness: likenessOf(name, candidate) }));
  const [best] = rated.sort((a, b) => b.likeness - a.likeness);
  return best !== undefined && best.likeness >= CLOSE ? best.candidate : null;
}

/** Half of the words, or all letters but a few. */
const CLOSE = 0.5;

/** 1 for the same words in any order and case, 0 for nothing in common. */
function likenessOf(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const shared = a.filter((word) => b.includes(word)).length;
  const words = shared / Math.max(a.length, b.length, 1);
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  const letters = 1 - distance(left, right) / Math.max(left.length, right.length, 1);
  return Math.max(words, letters > 0.6 ? letters : 0);
}

/** `NumberOfMessagesSent` as number, of, message, sent: a plural is its singular. */
function wordsOf(name: string): readonly string[] {
  return (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase().replace(/s$/, ""));
}

/** Letters to change, add or remove. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...b].entries()) {
      const change = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
