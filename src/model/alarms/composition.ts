// The rule of a composite alarm: parsed, evaluated, and asked which of its members can set it off.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html

export type AlarmState = "ALARM" | "OK" | "INSUFFICIENT_DATA";

export type Composition =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "state"; readonly state: AlarmState; readonly member: string }
  | { readonly kind: "not"; readonly of: Composition }
  | { readonly kind: "all" | "any"; readonly of: readonly Composition[] }
  | AtLeast;

interface AtLeast {
  readonly kind: "at-least";
  readonly count: number;
  readonly isPercent: boolean;
  readonly state: AlarmState;
  /** It counts the members that are in another state. */
  readonly isNegated: boolean;
  readonly members: readonly string[];
}

const STATES: readonly AlarmState[] = ["ALARM", "OK", "INSUFFICIENT_DATA"];
const WORDS = /"([^"]*)"|'([^']*)'|([(),])|([^\s(),"']+)/g;

/** null where the text is not a rule. Members are kept as written: a name, an ARN, text with tokens. */
export function parseComposition(text: string): Composition | null {
  const words = [...text.matchAll(WORDS)].map(([whole, double, single]) => double ?? single ?? whole);
  const parser = new Parser(words);
  const rule = parser.any();
  return parser.isAtEnd ? rule : null;
}

class Parser {
  readonly #words: readonly string[];
  #next = 0;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  get isAtEnd(): boolean {
    return this.#next === this.#words.length;
  }

  any(): Composition | null {
    return this.#joined("OR", "any", () => this.#joined("AND", "all", () => this.#negation()));
  }

  #joined(word: string, kind: "any" | "all", operand: () => Composition | null): Composition | null {
    const operands: (Composition | null)[] = [operand()];
    while (this.#takes(word)) operands.push(operand());
    const of = operands.filter((each) => each !== null);
    if (of.length < operands.length) return null;
    return of.length === 1 ? (of[0] ?? null) : { kind, of };
  }

  #negation(): Composition | null {
    if (!this.#takes("NOT")) return this.#term();
    const of = this.#negation();
    return of === null ? null : { kind: "not", of };
  }

  #term(): Composition | null {
    if (this.#takes("(")) {
      const inner = this.any();
      return this.#takes(")") ? inner : null;
    }
    if (this.#takes("TRUE")) return { kind: "constant", value: true };
    if (this.#takes("FALSE")) return { kind: "constant", value: false };
    if (this.#takes("AT_LEAST")) return this.#atLeast();
    const state = this.#state();
    if (state === null || !this.#takes("(")) return null;
    const member = this.#word();
    return member !== null && this.#takes(")") ? { kind: "state", state, member } : null;
  }

  /** `AT_LEAST(2, ALARM, (a, b, c))`, `AT_LEAST(50%, NOT OK, (a, b))`. */
  #atLeast(): Composition | null {
    if (!this.#takes("(")) return null;
    const amount = /^(\d+)(%?)$/.exec(this.#word() ?? "");
    if (amount === null || !this.#takes(",")) return null;
    const isNegated = this.#takes("NOT");
    const state = this.#state();
    if (state === null || !this.#takes(",") || !this.#takes("(")) return null;
    const members: string[] = [];
    do members.push(this.#word() ?? "");
    while (this.#takes(","));
    if (!this.#takes(")") || !this.#takes(")")) return null;
    return { kind: "at-least", count: Number(amount[1]), isPercent: amount[2] === "%", state, isNegated, members };
  }

  #state(): AlarmState | null {
    return STATES.find((state) => this.#takes(state)) ?? null;
  }

  #takes(word: string): boolean {
    if (this.#words[this.#next]?.toUpperCase() !== word) return false;
    this.#next += 1;
    return true;
  }

  #word(): string | null {
    const word = this.#words[this.#next];
    this.#next += 1;
    return word ?? null;
  }
}

/** The members as they are written, each once. */
export function membersOf(rule: Composition): readonly string[] {
  switch (rule.kind) {
    case "constant":
      return [];
    case "state":
      return [rule.member];
    case "at-least":
      return [...new Set(rule.members)];
    case "not":
      return membersOf(rule.of);
    default:
      return [...new Set(rule.of.flatMap(membersOf))];
  }
}

export function evaluate(rule: Composition, stateOf: (member: string) => AlarmState): boolean {
  switch (rule.kind) {
    case "constant":
      return rule.value;
    case "state":
      return stateOf(rule.member) === rule.state;
    case "not":
      return !evaluate(rule.of, stateOf);
    case "all":
      return rule.of.every((each) => evaluate(each, stateOf));
    case "any":
      return rule.of.some((each) => evaluate(each, stateOf));
    case "at-least": {
      const count = rule.members.filter((member) => (stateOf(member) === rule.state) !== rule.isNegated).length;
      return count >= (rule.isPercent ? (rule.count / 100) * rule.members.length : rule.count);
    }
  }
}

/** Beyond it every combination of states would be too many to try. */
const MOST_OTHERS = 7;

/** Whether, with some states of the others, the composite alarm enters ALARM when this member does. */
export function canSetOff(rule: Composition, member: string): boolean {
  const others = membersOf(rule).filter((other) => other !== member);
  if (others.length > MOST_OTHERS) return true;
  const tried = STATES.length ** others.length;
  for (let index = 0; index < tried; index += 1) {
    const states = new Map(others.map((other, place) => [other, STATES[Math.floor(index / 3 ** place) % 3] ?? "OK"]));
    const isInAlarm = (own: AlarmState): boolean =>
      evaluate(rule, (name) => (name === member ? own : (states.get(name) ?? "OK")));
    if (isInAlarm("ALARM") && !isInAlarm("OK")) return true;
  }
  return false;
}
