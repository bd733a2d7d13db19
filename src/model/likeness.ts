// Whether two texts that are not wholly known may turn out to be the same.
import { isLiteral, type Symbols } from "./symbol.ts";

/**
 * False only where what is known of the texts contradicts: `${Stage}-orders` and `${Stage}-payments` never are the same,
 * whatever the stage. What the deployment generates is equal to nothing else.
 */
export function mayBeEqual(a: string, b: string, symbols: Symbols): boolean {
  if (a === b || (isLiteral(a) && isLiteral(b))) return a === b;
  const isOpen = (piece: string | undefined): boolean => piece !== undefined && symbols.sole(piece)?.kind === "unknown";
  const [left, right] = withoutCommonEnds(symbols.pieces(a), symbols.pieces(b));
  if (left.length === 0 || right.length === 0) return [...left, ...right].every(isOpen);
  const contradict = (index: number): boolean => !isOpen(left.at(index)) && !isOpen(right.at(index));
  return !contradict(0) && !contradict(-1);
}

function withoutCommonEnds(a: readonly string[], b: readonly string[]): readonly [readonly string[], readonly string[]] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}
