// The text functions: Sub, Join, Select, Split, Base64, Length, ToJsonString. Tokens pass through them like any other characters.
import { type Json, property } from "../json.ts";
import { type Known, known, type Unresolved, unresolved, type Value } from "../value.ts";
import type { TemplateNode } from "./node.ts";
import { doubtOfParts } from "./parts.ts";
import { plainOf } from "./plain.ts";
import type { Intrinsic, Resolver } from "./resolver.ts";
import type { Scope } from "./scope.ts";
import { putTogether, spellOutFor } from "./spelling.ts";

const PLACEHOLDER = /\$\{(!?)([^${}]*)\}/g;

export const substitute: Intrinsic = (argument, scope, resolver) => {
  const [template, variables] = Array.isArray(argument) ? (argument as readonly Json[]) : [argument];
  if (typeof template !== "string") return unresolved("has a malformed Fn::Sub");
  let origin: string | undefined;
  let flaw: Value<string> | undefined;
  const text = template.replace(PLACEHOLDER, (_whole, literal: string, inner: string) => {
    if (literal === "!") return `\${${inner}}`;
    const value = placeholder(inner.trim(), variables, scope, resolver);
    if (value.state === "unresolved") flaw ??= value;
    if (value.state !== "known") return "";
    origin ??= value.origin;
    return value.value;
  });
  return flaw?.state === "unresolved" ? flaw : known({ raw: putTogether(text, resolver), scope }, origin);
};

function placeholder(name: string, variables: Json | undefined, scope: Scope, resolver: Resolver): Value<string> {
  const variable = property(variables, name);
  if (variable !== undefined) return resolver.symbol(variable, scope);
  const dot = name.indexOf(".");
  return resolver.symbol(dot < 0 ? { Ref: name } : { "Fn::GetAtt": [name.slice(0, dot), name.slice(dot + 1)] }, scope);
}

/** What a function cannot do without. */
function required<T>(name: string, value: Value<T>): Known<T> | Unresolved {
  return value.state === "absent" ? unresolved(`has a malformed ${name}`) : value;
}

export const join: Intrinsic = (argument, scope, resolver) => {
  const parts =
    Array.isArray(argument) && typeof argument[0] === "string" ? resolver.node(argument[1] as Json, scope).items() : null;
  if (parts === null || parts.state === "absent" || !Array.isArray(argument)) return unresolved("has a malformed Fn::Join");
  if (parts.state === "unresolved") return parts;
  const texts = parts.value.map((part) => part.symbol());
  const flawed = texts.find((text) => text.state === "unresolved");
  if (flawed !== undefined) return flawed;
  const origin =
    texts.map((text) => (text.state === "known" ? text.origin : undefined)).find((from) => from !== undefined) ?? parts.origin;
  const text = texts.flatMap((part) => (part.state === "known" ? [part.value] : [])).join(String(argument[0]));
  return known({ raw: putTogether(text, resolver), scope }, origin);
};

export const split: Intrinsic = (argument, scope, resolver) => {
  const [separator, source] = Array.isArray(argument) ? (argument as readonly Json[]) : [];
  if (typeof separator !== "string" || source === undefined) return unresolved("has a malformed Fn::Split");
  const text = required("Fn::Split", resolver.symbol(source, scope));
  if (text.state === "unresolved") return text;
  const spelledOut = spellOutFor(separator, text.value, resolver);
  const doubt = doubtOfParts(spelledOut, separator, resolver);
  const parts = spelledOut.split(separator).map((part) => putTogether(part, resolver));
  return doubt ?? known({ raw: parts, scope }, text.origin);
};

export const select: Intrinsic = (argument, scope, resolver) => {
  if (!Array.isArray(argument) || argument.length !== 2) return unresolved("has a malformed Fn::Select");
  const index = required("Fn::Select", resolver.node(argument[0] as Json, scope).number());
  const items = required("Fn::Select", resolver.node(argument[1] as Json, scope).items());
  if (index.state === "unresolved") return index;
  if (items.state === "unresolved") return items;
  const chosen = items.value[index.value];
  if (chosen === undefined) return unresolved(`takes element ${index.value} of a list of ${items.value.length}`);
  const head = chosen.head();
  const own = head.state === "known" && head.origin === undefined ? known(head.value, items.origin) : head;
  return doubtOfCount(items.value.slice(0, index.value + 1)) ?? own;
};

/** Elements that may be omitted would shift those behind them. */
function doubtOfCount(items: readonly TemplateNode[]): Unresolved | null {
  return items.find((item) => item.mayBeAbsent)?.doubt ?? null;
}

export const base64: Intrinsic = (argument, scope, resolver) => {
  const text = required("Fn::Base64", resolver.symbol(argument, scope));
  if (text.state === "unresolved") return text;
  return resolver.literal(text.value) ?? known({ raw: Buffer.from(text.value, "utf8").toString("base64"), scope }, text.origin);
};

export const length: Intrinsic = (argument, scope, resolver) => {
  const items = required("Fn::Length", resolver.node(argument, scope).items());
  return items.state === "known" ? (doubtOfCount(items.value) ?? known({ raw: items.value.length, scope })) : items;
};

export const toJsonString: Intrinsic = (argument, scope, resolver) => {
  const plain = plainOf(argument, scope, resolver);
  return plain.state === "known" ? known({ raw: JSON.stringify(plain.value), scope }) : plain;
};
