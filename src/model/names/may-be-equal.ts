// Whether two texts that are not wholly known may turn out to be the same.
import { isLiteral, type Symbols } from "../symbol.ts";

/**
 * False only where what is known of the texts contradicts: `${Stage}-orders` and `${Stage}-payments` never are the same,
 * whatever the stage. What the deployment generates is equal to nothing else.
 */
export function mayBeEqual(a: string, b: string, symbols: Symbols): boolean {
  if (a === b || (isLiteral(a) && isLiteral(b))) return a === b;
  const [left, right] = withoutCommonEnds(symbols.pieces(a), symbols.pieces(b)).map((pieces) =>
    pieces.map((piece) => pieceOf(piece, symbols)),
  ) as [Piece[], Piece[]];
  if (contradict(left[0], right[0]) || contradict(left.at(-1), right.at(-1))) return false;
  return left.length * right.length > MOST_STEPS || mayMatch(left, right);
}

/** Names are short; for what is longer it is enough that the ends do not contradict. */
const MOST_STEPS = 100_000;

interface Piece {
  readonly text: string;
  /** Whether it may match a piece of the other text; null where it matches only itself. */
  readonly takes: ((other: Piece) => boolean) | null;
}

/** Of regions, accounts and names of stacks. */
const PLAIN = /^[A-Za-z0-9-]$/;

function pieceOf(text: string, symbols: Symbols): Piece {
  const token = symbols.sole(text);
  if (token?.kind !== "unknown") return { text, takes: null };
  return { text, takes: token.isPlain === true ? (other) => other.takes !== null || PLAIN.test(other.text) : () => true };
}

function withoutCommonEnds(a: readonly string[], b: readonly string[]): readonly [readonly string[], readonly string[]] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

/** Two ends of different text; at either end of nothing, an unknown piece may be nothing. */
function contradict(one: Piece | undefined, other: Piece | undefined): boolean {
  const isOpen = (piece: Piece | undefined): boolean => piece !== undefined && piece.takes !== null;
  return (one !== undefined || other !== undefined) && !isOpen(one) && !isOpen(other);
}

/** Whether one text can match both, where an unknown piece matches any number of pieces that it takes. */
function mayMatch(left: readonly Piece[], right: readonly Piece[]): boolean {
  // Row by row: whether the first i pieces of the left may be the first j of the right.
  let row = [true];
  for (const { takes } of right) row.push(row.at(-1) === true && takes !== null);
  for (const piece of left) {
    const above = row;
    row = [above[0] === true && piece.takes !== null];
    for (const [index, other] of right.entries()) {
      const isEmpty = (piece.takes !== null && above[index + 1] === true) || (other.takes !== null && row[index] === true);
      row.push(isEmpty || isTaken(piece, other, above, row, index));
    }
  }
  return row.at(-1) === true;
}

function isTaken(piece: Piece, other: Piece, above: readonly boolean[], row: readonly boolean[], index: number): boolean {
  if (piece.takes === null && other.takes === null) return piece.text === other.text && above[index] === true;
  if (piece.takes?.(other) === true && row[index] === true) return true;
  return other.takes?.(piece) === true && above[index + 1] === true;
}
