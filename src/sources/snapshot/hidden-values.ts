// Finds values of secret parameters in other places: what a template builds from them, and live values.
import { asText, isObject, type Json, property } from "../../model/json.ts";
import { writtenName } from "../../model/names/resource-name.ts";
import type { Answer } from "../../model/observed/ask.ts";
import { deployedText } from "../../model/observed/deployed-text.ts";
import { physicalName } from "../../model/observed/physical-name.ts";
import { seenIn } from "../../model/observed/seen.ts";
import type { Scope } from "../../model/resolve/scope.ts";
import type { Stack } from "../../model/resource.ts";
import { System } from "../../model/system.ts";
import { tagPropertyOf } from "../../model/tags/tags.ts";
import { baseWorld } from "../../model/world.ts";
import { isHidden, systemOf } from "../recorded-system.ts";
import type { RecordedStack, Recording } from "../recording.ts";
import { masked } from "./masking.ts";

export interface HiddenValues {
  /** The values themselves, as far as they could be separated from the text around them. */
  readonly values: ReadonlySet<string>;
  /** Whole texts that contain them, each as it may be shown: the text around a value is kept, or it would be treated as drift. */
  readonly texts: ReadonlyMap<string, string>;
}

/** @param concealed the recording without the values of its secret parameters */
export async function hiddenValues(recording: Recording, concealed: Recording): Promise<HiddenValues> {
  const system = new System(await systemOf({ ...concealed, answers: {} }, { kind: "snapshot" }), baseWorld);
  const hidden = new Set(recording.stacks.flatMap(({ name }) => hiddenParameters(system, name)));
  const search: Search = { system, hidden, values: new Set(), texts: new Map() };
  if (hidden.size > 0) searchAll(recording, search);
  for (const { name, parameters } of recording.stacks)
    for (const [parameter, value] of Object.entries(parameters))
      if (hidden.has(keyOf(name, parameter)) && value !== "") search.values.add(value);
  return search;
}

/** By the keys of their tokens. */
function hiddenParameters(system: System, stack: string): readonly string[] {
  const { Parameters } = system.stack(stack)?.facts.template ?? { Parameters: {} };
  const names = Object.keys(Parameters).filter((name) => isHidden(property(Parameters, name)));
  return names.map((name) => keyOf(stack, name));
}

function keyOf(stack: string, parameter: string): string {
  return `${stack} parameter ${parameter}`;
}

interface Search {
  readonly system: System;
  readonly hidden: ReadonlySet<string>;
  readonly values: Set<string>;
  readonly texts: Map<string, string>;
}

function searchAll(recording: Recording, search: Search): void {
  for (const recorded of recording.stacks) {
    const stack = search.system.stack(recorded.name);
    if (stack === undefined) continue;
    searchOutputs(stack, recorded, search);
    searchPassed(stack, recorded, search);
  }
  searchResources(recording, search);
  searchTags(recording, search);
}

function searchOutputs({ facts, scope }: Stack, { outputs }: RecordedStack, search: Search): void {
  const { Outputs } = facts.template;
  for (const name of Object.keys(Outputs)) compare(property(Outputs[name], "Value"), outputs[name], scope, search);
}

/** What a nested stack was given by the one above it. */
function searchPassed({ facts: { parent } }: Stack, { parameters }: RecordedStack, search: Search): void {
  const anchor = parent === null ? undefined : search.system.resource(parent.stack, parent.logicalId);
  if (anchor === undefined) return;
  const passed = property(property(anchor.facts.body, "Properties"), "Parameters");
  for (const name of Object.keys(parameters)) compare(property(passed, name), parameters[name], anchor.stack.scope, search);
}

function searchResources({ answers }: Recording, search: Search): void {
  const { resources } = seenIn(new Map<string, Answer>(Object.entries(answers)), search.system);
  for (const resource of search.system.resources) {
    const name = writtenName(resource);
    if (name !== null) match(name, physicalName(resource.facts) ?? "", search);
    const seen = resources.get(resource);
    if (seen === undefined || seen === "gone") continue;
    const properties = property(resource.facts.body, "Properties");
    for (const { name: each, live } of "type" in seen ? seen.properties : seen)
      compare(property(properties, each), live, resource.stack.scope, search);
  }
}

function searchTags({ answers }: Recording, search: Search): void {
  const seen = Object.values(answers).flatMap((answer) =>
    answer.state === "seen" && isObject(answer.value) ? [answer.value] : [],
  );
  for (const { type, facts, stack } of search.system.resources) {
    const tags = property(property(facts.body, "Properties"), tagPropertyOf(type) ?? "");
    for (const item of Array.isArray(tags) ? (tags as readonly Json[]) : []) {
      const key = asText(property(item, "Key"));
      for (const each of seen) compare(property(item, "Value"), property(each as Json, key), stack.scope, search);
    }
  }
}

/** Any text in what is written may have become any in what is live. */
function compare(written: Json | undefined, live: Json | undefined, scope: Scope, search: Search): void {
  const texts = textsOf(written, scope, search);
  if (texts.length === 0) return;
  for (const leaf of leavesOf(live)) for (const text of texts) match(text, leaf, search);
}

/** Those that contain a hidden value. */
function textsOf(
  written: Json | undefined,
  scope: Scope,
  { system, hidden }: Pick<Search, "system" | "hidden">,
): readonly string[] {
  if (written === undefined) return [];
  const head = system.resolver.node(written, scope).head();
  if (head.state !== "known") return [];
  const { raw, scope: owner } = head.value;
  if (typeof raw === "object" && raw !== null)
    return Object.values(raw).flatMap((item) => textsOf(item as Json, owner, { system, hidden }));
  const text = asText(raw);
  return system.symbols.unknownsOf(text).some(({ key }) => hidden.has(key)) ? [text] : [];
}

function leavesOf(live: Json | undefined): readonly string[] {
  if (live === undefined || live === null) return [];
  return typeof live === "object" ? Object.values(live).flatMap((item) => leavesOf(item as Json)) : [asText(live)];
}

/** What is longer or has more that is unknown is secret as a whole: to take it apart takes long. */
const LONGEST = 10_000;
const MOST_UNKNOWN = 4;

function match(written: string, live: string, { system, hidden, values, texts }: Search): void {
  const { symbols } = system;
  if (!symbols.unknownsOf(written).some(({ key }) => hidden.has(key))) return;
  const text = deployedText(written, system);
  if (live.length > LONGEST || symbols.tokensOf(text).length > MOST_UNKNOWN) {
    texts.set(live, masked(live));
    return;
  }
  const pattern = symbols
    .pieces(text)
    .map((piece) => {
      const token = symbols.sole(piece);
      if (token === null) return piece.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
      return token.kind === "unknown" && hidden.has(token.key) ? "(.+)" : ".*";
    })
    .join("");
  const found = new RegExp(`^${pattern}$`, "ds").exec(live);
  if (found === null) return;
  let shown = texts.get(live) ?? live;
  for (const range of found.indices?.slice(1) ?? []) {
    if (range === undefined) continue;
    const [start, end] = range;
    values.add(live.slice(start, end));
    shown = shown.slice(0, start) + masked(live.slice(start, end)) + shown.slice(end);
  }
  texts.set(live, shown);
}
