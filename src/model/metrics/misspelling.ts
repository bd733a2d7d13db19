// Whether one name is only a misspelt other: by one letter of one word, or by case and punctuation alone.
import { isLiteral, type Symbols } from "../symbol.ts";

export function isMisspelt(one: string, other: string, symbols: Symbols): boolean {
  if (one === other) return false;
  const [a, b] = [wordsOf(one, symbols), wordsOf(other, symbols)];
  if (a.join(" ") === b.join(" ") || a.join("") === b.join("")) return true;
  const differing = a.flatMap((word, index) => (word === b[index] ? [] : [[word, b[index] ?? ""] as const]));
  const [pair] = differing;
  return a.length === b.length && differing.length === 1 && pair !== undefined && isOneLetterOff(...pair);
}

/** Runs of letters in lower case, runs of digits, and tokens; punctuation is left out. */
function wordsOf(text: string, symbols: Symbols): readonly string[] {
  const pieces = symbols.pieces(text).map((piece) => (isLiteral(piece) ? piece.toLowerCase() : ` ${piece} `));
  return pieces.join("").match(/[a-z]+|\d+|[^\x00-\x7F]\S*/g) ?? [];
}

/** Short words differ by one letter without being meant for each other. */
const SHORTEST = 4;

function isOneLetterOff(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < SHORTEST || long.length - short.length > 1 || !/^[a-z]+$/.test(a + b)) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  if (short.length < long.length) return short.slice(start) === long.slice(start + 1);
  if (short.slice(start + 1) === long.slice(start + 1)) return true;
  const isSwapped = short[start] === long[start + 1] && short[start + 1] === long[start];
  return isSwapped && short.slice(start + 2) === long.slice(start + 2);
}
