// The conditions of a filter pattern on the fields of a log event, with && and ||, parentheses, and what JSON adds to comparisons.
import { type PatternValue, readValue } from "./pattern-value.ts";

export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";
export type State = "EXISTS" | "NOT EXISTS" | "IS NULL" | "IS TRUE" | "IS FALSE";

export type Clause =
  | { readonly kind: "comparison"; readonly field: string; readonly operator: Comparison; readonly value: PatternValue }
  | { readonly kind: "state"; readonly field: string; readonly state: State };

export type Condition = Clause | { readonly kind: "all" | "any"; readonly of: readonly Condition[] };

/** No hand-written text nests deeper. */
const DEEPEST = 50;

/** null where the text is no condition. */
export function parseCondition(text: string): Condition | null {
  const words = wordsOf(text);
  if (words === null) return null;
  const parser = new Parser(words);
  const condition = parser.any();
  return parser.isAtEnd ? condition : null;
}

/** A phrase, a regular expression, a sign, or whatever runs to the next of them; brackets of a selector belong to it. */
const WORD = /\s*("(?:[^"\\]|\\.)*"|'[^']*'|%[^%]*%|&&|\|\||!=|<=|>=|[=<>()]|(?:\[[^\]]*\]|[^\s=<>!()&|]|[!&|](?![=&|]))+)/gy;

function wordsOf(text: string): readonly string[] | null {
  const found = [...text.trim().matchAll(WORD)];
  const length = found.reduce((sum, [whole]) => sum + whole.length, 0);
  return length === text.trim().length ? found.map((match) => match[1] ?? "") : null;
}

class Parser {
  readonly #words: readonly string[];
  #next = 0;
  #depth = 0;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  get isAtEnd(): boolean {
    return this.#next === this.#words.length;
  }

  any(): Condition | null {
    return this.#joined("||", "any", () => this.#joined("&&", "all", () => this.#operand()));
  }

  #joined(word: string, kind: "any" | "all", operand: () => Condition | null): Condition | null {
    const operands = [operand()];
    while (this.#takes(word)) operands.push(operand());
    const of = operands.filter((each) => each !== null);
    if (of.length < operands.length) return null;
    return of.length === 1 ? (of[0] ?? null) : { kind, of };
  }

  #operand(): Condition | null {
    if (!this.#takes("(")) return this.#clause();
    this.#depth += 1;
    const inner = this.#depth > DEEPEST ? null : this.any();
    this.#depth -= 1;
    return this.#takes(")") ? inner : null;
  }

  #clause(): Clause | null {
    const field = this.#word();
    if (field === null || SIGNS.has(field)) return null;
    const operator = COMPARISONS.find((each) => this.#takes(each));
    if (operator === undefined) {
      const state = STATES.find(({ words }) => this.#takes(...words));
      return state === undefined ? null : { kind: "state", field, state: state.state };
    }
    const written = this.#word();
    return written === null || SIGNS.has(written) ? null : { kind: "comparison", field, operator, value: readValue(written) };
  }

  /** Words of letters count in capitals and without. */
  #takes(...words: readonly string[]): boolean {
    if (!words.every((word, index) => this.#words[this.#next + index]?.toUpperCase() === word)) return false;
    this.#next += words.length;
    return true;
  }

  #word(): string | null {
    const word = this.#words[this.#next];
    this.#next += 1;
    return word ?? null;
  }
}

const COMPARISONS: readonly Comparison[] = ["=", "!=", "<=", ">=", "<", ">"];
const SIGNS: ReadonlySet<string> = new Set(["(", ")", "&&", "||", ...COMPARISONS]);
const STATES: readonly { readonly state: State; readonly words: readonly string[] }[] = [
  { state: "NOT EXISTS", words: ["NOT", "EXISTS"] },
  { state: "EXISTS", words: ["EXISTS"] },
  { state: "IS NULL", words: ["IS", "NULL"] },
  { state: "IS TRUE", words: ["IS", "TRUE"] },
  { state: "IS FALSE", words: ["IS", "FALSE"] },
];
