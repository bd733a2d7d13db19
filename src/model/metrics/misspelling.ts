// Whether one name is only a misspelt other: by one letter of one word, or by case and punctuation alone.
import { mayBeEqual } from "../names/may-be-equal.ts";
import { isLiteral, type Symbols } from "../symbol.ts";

export function isMisspelt(one: string, other: string, symbols: Symbols): boolean {
  if (one === other) return false;
  const [a, b] = [wordsOf(one, symbols), wordsOf(other, symbols)];
  if (a.join(" ") === b.join(" ") || a.join("") === b.join("")) return true;
  const differing = a.flatMap((word, index) => (word === b[index] ? [] : [[word, b[index] ?? ""] as const]));
  const [pair] = differing;
  return a.length === b.length && differing.length === 1 && pair !== undefined && isOneLetterOff(...pair);
}

/** Whether two names, one of them not wholly known, may turn out the same or one a misspelt other. */
export function mayBeMisspelt(one: string, other: string, symbols: Symbols): boolean {
  if (isLiteral(one) && isLiteral(other)) return false;
  const [a, b] = [lettersOf(one, symbols), lettersOf(other, symbols)];
  if (mayBeEqual(a.join(""), b.join(""), symbols)) return true;
  if (!mayBeginAlike(a, b) || !mayBeginAlike(a.toReversed(), b.toReversed())) return false;
  // Two texts that are one letter apart are the same once the right letter of each is gone.
  const [ofOne, ofOther] = [withoutOneOf(a), withoutOneOf(b)];
  return ofOne.some((left) => ofOther.some((right) => mayBeEqual(left, right, symbols)));
}

/** Whether what both have before their first token agrees but for a letter, or two that are swapped. */
function mayBeginAlike(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [headOf(a), headOf(b)];
  const at = left.findIndex((letter, index) => index < right.length && letter !== right[index]);
  const skips = [
    [1, 1],
    [1, 0],
    [0, 1],
    [2, 2],
  ] as const;
  return at === -1 || skips.some(([ofLeft, ofRight]) => agree(left.slice(at + ofLeft), right.slice(at + ofRight)));
}

function headOf(letters: readonly string[]): readonly string[] {
  const end = letters.findIndex((letter) => !isLiteral(letter));
  return end === -1 ? letters : letters.slice(0, end);
}

function agree(left: readonly string[], right: readonly string[]): boolean {
  return left.every((letter, index) => index >= right.length || letter === right[index]);
}

/** Letters in lower case, digits and tokens. */
function lettersOf(text: string, symbols: Symbols): readonly string[] {
  return symbols.pieces(text).flatMap((piece) => {
    if (!isLiteral(piece)) return [piece];
    return /[^\x00-\x7F]|[a-z\d]/i.test(piece) ? [piece.toLowerCase()] : [];
  });
}

function withoutOneOf(letters: readonly string[]): readonly string[] {
  const shorter = letters.flatMap((letter, index) => (isLiteral(letter) ? [letters.toSpliced(index, 1).join("")] : []));
  return [letters.join(""), ...shorter];
}

/** Runs of letters in lower case, runs of digits, and tokens; punctuation is omitted. */
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
