// Finds the most similar name.

/**
 * The candidate closest to `word`, or null where none is close: Damerau–Levenshtein (optimal string alignment) up to a third of
 * the word's length, so that `function-alais` finds `function-alias` and `foo` finds nothing. Case and separators do not count.
 */
export function nearestName(word: string, candidates: Iterable<string>): string | null {
  const wanted = plain(word);
  let best: string | null = null;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, plain(candidate));
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** `did you mean "x"?` where a name is near, else what there is; usable as an error's remedy. */
export function suggestName(word: string, candidates: Iterable<string>): string {
  const names = [...candidates];
  const nearest = nearestName(word, names);
  if (nearest !== null) return `did you mean ${JSON.stringify(nearest)}?`;
  return names.length === 0 ? "there are no choices" : `choose one of: ${names.join(", ")}`;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, "");
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const left = current[column - 1] ?? 0;
      const substitution = (last[column - 1] ?? 0) + Number(a[row - 1] !== b[column - 1]);
      const transposition = isTransposed(a, b, row, column) ? (beforeLast[column - 2] ?? 0) + 1 : substitution;
      current.push(Math.min((last[column] ?? 0) + 1, left + 1, substitution, transposition));
    }
    [beforeLast, last] = [last, current];
  }
  return last[b.length] ?? 0;
}

function isTransposed(a: string, b: string, row: number, column: number): boolean {
  return row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
}
