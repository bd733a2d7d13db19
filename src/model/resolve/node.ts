// A node of a template, read as CloudFormation would: intrinsic functions are resolved lazily.
import { isObject, type Json, type JsonArray, type JsonObject, property } from "../json.ts";
import { absent, known, type Unresolved, unresolved, type Value } from "../value.ts";
import type { Resolver } from "./resolver.ts";
import type { Resolved } from "./scope.ts";

export class TemplateNode {
  readonly #resolver: Resolver;
  /** As the template has it; null where there is nothing, a doubt where unknown what is above it. */
  readonly #written: Resolved | null;
  readonly #doubt: Unresolved | null;
  /** Of an absent value: where it would be. */
  readonly #place: string;
  #head: Value<Resolved> | undefined;

  constructor(resolver: Resolver, written: Resolved | null, doubt: Unresolved | null = null, place = "") {
    this.#resolver = resolver;
    this.#written = written;
    this.#doubt = doubt;
    this.#place = place;
  }

  /** The value as far as it is no intrinsic any more. */
  head(): Value<Resolved> {
    this.#head ??= this.#find();
    return this.#head;
  }

  #find(): Value<Resolved> {
    if (this.#doubt !== null) return this.#doubt;
    return this.#written === null ? absent : this.#resolver.resolve(this.#written.raw, this.#written.scope);
  }

  /** Equal for nodes that must turn out equal, whatever they turn out to be. */
  #identity(): string {
    return this.#written === null ? this.#place : `${this.#written.scope.facts.name} ${JSON.stringify(this.#written.raw)}`;
  }

  get isAbsent(): boolean {
    return this.head().state === "absent";
  }

  /** The node below these keys; absent where one is missing, unresolved where one is unknown. */
  at(...keys: readonly (string | number)[]): TemplateNode {
    const { raw, depth } = this.#below(keys);
    let node: TemplateNode = depth === 0 || this.#written === null ? this : this.#resolver.node(raw, this.#written.scope);
    if (depth < keys.length) for (const key of keys.slice(depth)) node = node.#child(key);
    return node;
  }

  /** As far as there is no intrinsic function on the way: what is there needs no node of its own. */
  #below(keys: readonly (string | number)[]): { readonly raw: Json | undefined; readonly depth: number } {
    let raw = this.#written?.raw;
    let depth = 0;
    for (const key of keys) {
      if (!isContainer(raw) || this.#resolver.isIntrinsic(raw)) break;
      raw = childOf(raw, key);
      depth += 1;
    }
    return { raw, depth };
  }

  #child(key: string | number): TemplateNode {
    const head = this.#structure();
    if (head.state === "absent") return new TemplateNode(this.#resolver, null);
    if (head.state === "unresolved") return new TemplateNode(this.#resolver, null, head, `${this.#identity()}/${key}`);
    const { raw, scope } = head.value;
    return this.#resolver.node(childOf(raw, key), scope);
  }

  /** The nodes that it may turn out to be: all branches of an undecided `Fn::If`, otherwise only itself. */
  alternatives(): readonly TemplateNode[] {
    const written = this.head().state === "unresolved" ? this.#written : null;
    const branches = written === null ? null : this.#resolver.branches(written.raw, written.scope);
    if (written === null || branches === null) return [this];
    return branches.flatMap((branch) => this.#resolver.node(branch, written.scope).alternatives());
  }

  /** It may turn out to be omitted of its list or map. */
  get mayBeAbsent(): boolean {
    return this.isAbsent || this.alternatives().some((node) => node.isAbsent);
  }

  /** The head, with text that is unknown yet counted as unresolved: it may turn out to be a list. */
  #structure(): Value<Resolved> {
    const head = this.head();
    if (head.state !== "known" || typeof head.value.raw !== "string") return head;
    return this.#resolver.unknownIn(head.value.raw) ?? head;
  }

  /**
   * Text with tokens for what is unknown: unresolved only where it is not text.
   * @param telling as for `text`
   */
  symbol(...telling: readonly string[]): Value<string> {
    const head = this.head();
    if (head.state === "absent") return absent;
    if (head.state === "unresolved") return known(this.#resolver.unknownText(head, this.#identity()));
    const { raw } = head.value;
    if (typeof raw === "object") return unresolved("is not text");
    if (telling.length > 0) this.#resolver.weigh(String(raw), telling);
    return known(String(raw), head.origin);
  }

  /**
   * Literal text; unresolved where a part of it is only known after deployment.
   * @param telling values that make a difference: where a parameter may be one of them, each is tried
   */
  text(...telling: readonly string[]): Value<string> {
    const head = this.head();
    if (head.state !== "known") return head;
    const { raw } = head.value;
    if (typeof raw === "object") return unresolved("is not text");
    if (telling.length > 0) this.#resolver.weigh(String(raw), telling);
    return this.#resolver.literal(String(raw)) ?? known(String(raw), head.origin);
  }

  number(): Value<number> {
    const text = this.text();
    if (text.state !== "known") return text;
    const number = text.value.trim() === "" ? Number.NaN : Number(text.value);
    return Number.isFinite(number) ? known(number, text.origin) : unresolved(`"${text.value}" is not a number`);
  }

  boolean(): Value<boolean> {
    const text = this.text("true", "false");
    if (text.state !== "known") return text;
    const lower = text.value.toLowerCase();
    if (lower === "true" || lower === "false") return known(lower === "true", text.origin);
    return unresolved(`"${text.value}" is neither true nor false`);
  }

  /** The elements of a list, those that are certainly not there omitted; a scalar is a list of one, as CloudFormation takes it. */
  items(): Value<readonly TemplateNode[]> {
    const head = this.#structure();
    if (head.state !== "known") return head;
    const { raw, scope } = head.value;
    const list = Array.isArray(raw) ? raw : [raw];
    const nodes = list.map((item) => this.#resolver.node(item, scope));
    return known(
      nodes.filter((node) => !node.isAbsent),
      head.origin,
    );
  }

  /** The entries of a map, those that are certainly not there omitted. */
  entries(): Value<readonly (readonly [string, TemplateNode])[]> {
    const head = this.#structure();
    if (head.state !== "known") return head;
    const { raw, scope } = head.value;
    if (!isObject(raw)) return unresolved("is not a map");
    const entries = Object.keys(raw).map((key) => [key, this.#resolver.node(property(raw, key), scope)] as const);
    return known(
      entries.filter(([, node]) => !node.isAbsent),
      head.origin,
    );
  }

  /** Why it is unresolved, or null. */
  get doubt(): Unresolved | null {
    const head = this.#structure();
    return head.state === "unresolved" ? head : null;
  }
}

function isContainer(raw: Json | undefined): raw is JsonObject | JsonArray {
  return typeof raw === "object" && raw !== null;
}

function childOf(raw: Json | undefined, key: string | number): Json | undefined {
  if (typeof key === "string") return property(raw, key);
  return Array.isArray(raw) ? (raw[key] as Json | undefined) : undefined;
}

/** The elements of a list that is known; none where it is absent or undecided. */
export function itemsOf(node: TemplateNode): readonly TemplateNode[] {
  const items = node.items();
  return items.state === "known" ? items.value : [];
}
