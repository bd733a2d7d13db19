// `Fn::ForEach` of AWS::LanguageExtensions: loops over keys and values, unrolled before the template is read further.
import { SourceError } from "../../errors.ts";
import { asText, emptyObject, isObject, type Json, type JsonObject, type Path, property } from "../../model/json.ts";
import type { TemplateDocument } from "./read.ts";

export interface Unrolled {
  readonly template: JsonObject;
  /** For each resource that a loop made: where the loop writes it. */
  readonly origins: ReadonlyMap<string, Path>;
  /** Loops whose collection is unknown, and why. */
  readonly undecided: readonly { readonly path: Path; readonly message: string }[];
}

interface Unrolling {
  readonly document: TemplateDocument;
  readonly template: JsonObject;
  readonly parameterValue: (parameter: string) => Json | undefined;
  readonly origins: Map<string, Path>;
  readonly undecided: { readonly path: Path; readonly message: string }[];
  entries: number;
}

/** Loop variables and their values, the inner loops' included. */
type Variables = ReadonlyMap<string, string>;

/** CloudFormation allows 500 resources and 200 outputs; far beyond that a nest of loops is an attack. */
const MAXIMUM_ENTRIES = 10_000;
const LOOP = "Fn::ForEach::";

/** Unrolls all loops. `parameterValue` gives a parameter's value, given or default, pseudo parameters included. */
export function unrollLoops(
  document: TemplateDocument,
  template: JsonObject,
  parameterValue: (parameter: string) => Json | undefined,
): Unrolled {
  const unrolling: Unrolling = { document, template, parameterValue, origins: new Map(), undecided: [], entries: 0 };
  const unrolled = document.mentions(LOOP) ? (unroll(unrolling, template, [], new Map()) as JsonObject) : template;
  return { template: unrolled, origins: unrolling.origins, undecided: unrolling.undecided };
}

function unroll(unrolling: Unrolling, node: Json, at: Path, variables: Variables): Json {
  if (typeof node === "string") return substitute(node, variables);
  if (Array.isArray(node)) return node.map((item: Json, index) => unroll(unrolling, item, [...at, index], variables));
  if (!isObject(node)) return node;
  const variable = variables.get(asText(node["Ref"]));
  if (variable !== undefined && Object.keys(node).length === 1) return variable;
  const copy = emptyObject();
  for (const key of Object.keys(node)) {
    const value = node[key] ?? null;
    if (key.startsWith(LOOP)) unrollLoop(unrolling, value, [...at, key], variables, copy);
    else addEntry(unrolling, copy, substitute(key, variables), unroll(unrolling, value, [...at, key], variables), [...at, key]);
  }
  return copy;
}

function unrollLoop(
  unrolling: Unrolling,
  loop: Json,
  at: Path,
  variables: Variables,
  into: { [key: string]: Json | undefined },
): void {
  const [identifier, collection, body] = Array.isArray(loop) ? (loop as readonly Json[]) : [];
  if (typeof identifier !== "string" || collection === undefined || !isObject(body)) {
    throw new SourceError(`has a loop ${String(at.at(-1))} that is not a list of a name, a collection and a map`, {
      place: unrolling.document.locate(at),
      remedy: `write "${String(at.at(-1))}": [Name, [a, b], {"Key\${Name}": …}]`,
    });
  }
  const values = collectionOf(unrolling, collection, variables);
  if (typeof values === "string") {
    unrolling.undecided.push({ path: at, message: `${String(at.at(-1))} runs over ${values}` });
    return;
  }
  for (const value of values) {
    const inner = new Map(variables).set(identifier, value);
    const entries = unroll(unrolling, body, [...at, 2], inner) as JsonObject;
    for (const key of Object.keys(entries)) addEntry(unrolling, into, key, entries[key] ?? null, [...at, 2]);
  }
}

function addEntry(unrolling: Unrolling, into: { [key: string]: Json | undefined }, key: string, value: Json, at: Path): void {
  if (Object.hasOwn(into, key)) {
    throw new SourceError(`makes ${JSON.stringify(key)} twice in one map by Fn::ForEach`, {
      place: unrolling.document.locate(at),
      remedy: "use the loop's variable in the key",
    });
  }
  unrolling.entries += 1;
  if (unrolling.entries > MAXIMUM_ENTRIES && at.some((step) => String(step).startsWith(LOOP))) {
    throw new SourceError(`makes more than ${MAXIMUM_ENTRIES} entries by Fn::ForEach`, {
      place: unrolling.document.locate(at),
      remedy: "use a smaller collection",
    });
  }
  into[key] = value;
  if (isWrittenInLoop(at) && !unrolling.origins.has(key)) unrolling.origins.set(key, at);
}

/** The innermost template of a resource: `Resources`, one or more loops, then its key. */
function isWrittenInLoop(at: Path): boolean {
  return (
    at[0] === "Resources" &&
    String(at[1]).startsWith(LOOP) &&
    at.slice(1, -1).every((step) => step === 2 || String(step).startsWith(LOOP))
  );
}

/** The values of a loop, or what is unknown about them. */
function collectionOf(unrolling: Unrolling, collection: Json, variables: Variables): readonly string[] | string {
  if (Array.isArray(collection)) {
    const parts = (collection as readonly Json[]).map((item) => textsOf(unrolling, item, variables));
    return parts.find((part) => typeof part === "string") ?? (parts as (readonly string[])[]).flat();
  }
  return textsOf(unrolling, collection, variables);
}

function textsOf(unrolling: Unrolling, node: Json, variables: Variables): readonly string[] | string {
  if (!isObject(node)) return [substitute(asText(node), variables)];
  const reference = property(node, "Ref");
  if (typeof reference === "string") return referenced(unrolling, reference, variables);
  const map = property(node, "Fn::FindInMap");
  if (Array.isArray(map)) return looked(unrolling, map as readonly Json[], variables);
  const split = property(node, "Fn::Split");
  if (!Array.isArray(split)) return `${Object.keys(node).join(", ")}, which is unknown before deployment`;
  const texts = textsOf(unrolling, (split[1] as Json | undefined) ?? "", variables);
  return typeof texts === "string" ? texts : texts.join(",").split(asText(split[0]));
}

function referenced(unrolling: Unrolling, name: string, variables: Variables): readonly string[] | string {
  const variable = variables.get(name);
  if (variable !== undefined) return [variable];
  const value = unrolling.parameterValue(name);
  if (value === undefined || value === null) return `parameter ${name}, which has no value; pass --parameter ${name}=…`;
  const texts = (Array.isArray(value) ? value.map(asText) : asText(value).split(",")).map((text) => text.trim());
  return texts.filter((text) => text !== "");
}

function looked(unrolling: Unrolling, steps: readonly Json[], variables: Variables): readonly string[] | string {
  let node: Json | undefined = unrolling.template["Mappings"];
  for (const step of steps.slice(0, 3)) {
    const key = textsOf(unrolling, step, variables);
    if (typeof key === "string") return key;
    node = property(node, key.join(","));
  }
  if (Array.isArray(node)) return node.map(asText);
  return node === undefined ? "a value that is not in its Mappings" : [asText(node)];
}

/** `${Name}`, and `&{Name}` for keys, which drops what a logical id may not contain. `${!Name}` is left. */
function substitute(text: string, variables: Variables): string {
  if (variables.size === 0 || !text.includes("{")) return text;
  return text.replace(/([$&])\{([A-Za-z0-9]+)\}/g, (whole, sign: string, name: string) => {
    const value = variables.get(name);
    if (value === undefined) return whole;
    return sign === "&" ? value.replace(/[^A-Za-z0-9]/g, "") : value;
  });
}
