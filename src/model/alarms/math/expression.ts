// The text of a metric math expression as a tree. Which names are series, and which calls can be evaluated, is decided elsewhere.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html

/** The arithmetic of metric math. Comparisons and AND, OR give 1 or 0. */
export type Operator = "+" | "-" | "*" | "/" | "^" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "AND" | "OR";

export type Expression =
  | { readonly kind: "number"; readonly value: number }
  /** An id, or a word such as `REPEAT`. */
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "array"; readonly items: readonly Expression[] }
  | { readonly kind: "negative"; readonly of: Expression }
  | { readonly kind: "operation"; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Expression[] };

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
const LONGEST = 2048;
/** No hand-written text nests deeper. */
const DEEPEST = 100;

const TOKEN =
  /\s*(?:(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)|([A-Za-z_]\w*)|"([^"]*)"|'([^']*)'|(==|!=|<=|>=|&&|\|\||[-+*/^<>(),[\]]))/y;

const OPERATORS: ReadonlyMap<string, readonly [Operator, number]> = new Map([
  ["OR", ["OR", 1]],
  ["||", ["OR", 1]],
  ["AND", ["AND", 2]],
  ["&&", ["AND", 2]],
  ["==", ["==", 3]],
  ["!=", ["!=", 3]],
  ["<", ["<", 3]],
  ["<=", ["<=", 3]],
  [">", [">", 3]],
  [">=", [">=", 3]],
  ["+", ["+", 4]],
  ["-", ["-", 4]],
  ["*", ["*", 5]],
  ["/", ["/", 5]],
  ["^", ["^", 7]],
]);
/** Above a product, below a power. */
const NEGATION = 6;

/** null where the text is no expression. */
export function parseMetricMath(text: string): Expression | null {
  const tokens = text.length > LONGEST ? null : tokensOf(text.trim());
  if (tokens === null) return null;
  const parser = new Parser(tokens);
  const expression = parser.expression(0);
  return parser.isAtEnd ? expression : null;
}

type Token =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "word" | "text" | "sign"; readonly text: string };

function tokensOf(text: string): readonly Token[] | null {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) return null;
    const [, number, word, double, single, sign] = match;
    if (number !== undefined) tokens.push({ kind: "number", value: Number(number) });
    else if (word !== undefined) tokens.push({ kind: "word", text: word });
    else if (sign !== undefined) tokens.push({ kind: "sign", text: sign });
    else tokens.push({ kind: "text", text: double ?? single ?? "" });
  }
  return tokens;
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#next === this.#tokens.length;
  }

  /** @param above what binds no stronger is left for the caller */
  expression(above: number): Expression | null {
    this.#depth += 1;
    let left = this.#depth > DEEPEST ? null : this.#operand();
    for (let next = this.#operator(); left !== null && next !== null && next[1] > above; next = this.#operator()) {
      const [operator, strength] = next;
      this.#next += 1;
      // Powers group to the right.
      const right = this.expression(operator === "^" ? strength - 1 : strength);
      left = right === null ? null : { kind: "operation", operator, left, right };
    }
    this.#depth -= 1;
    return left;
  }

  #operator(): readonly [Operator, number] | null {
    const token = this.#tokens[this.#next];
    if (token === undefined || (token.kind !== "word" && token.kind !== "sign")) return null;
    return OPERATORS.get(token.text) ?? null;
  }

  #operand(): Expression | null {
    if (this.#takes("-")) {
      const of = this.expression(NEGATION);
      return of === null ? null : { kind: "negative", of };
    }
    if (this.#takes("(")) {
      const inner = this.expression(0);
      return this.#takes(")") ? inner : null;
    }
    if (this.#takes("[")) {
      const items = this.#list("]");
      return items === null ? null : { kind: "array", items };
    }
    return this.#word();
  }

  #word(): Expression | null {
    const token = this.#tokens[this.#next];
    this.#next += 1;
    if (token === undefined || token.kind === "sign") return null;
    if (token.kind === "number") return { kind: "number", value: token.value };
    if (token.kind === "text") return { kind: "text", value: token.text };
    if (!this.#takes("(")) return { kind: "name", name: token.text };
    const items = this.#list(")");
    return items === null ? null : { kind: "call", name: token.text, arguments: items };
  }

  #list(end: string): readonly Expression[] | null {
    if (this.#takes(end)) return [];
    const items: Expression[] = [];
    do {
      const item = this.expression(0);
      if (item === null) return null;
      items.push(item);
    } while (this.#takes(","));
    return this.#takes(end) ? items : null;
  }

  #takes(sign: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.kind !== "sign" || token.text !== sign) return false;
    this.#next += 1;
    return true;
  }
}
