// The text functions: Sub, Join, Select, Split, Base64, Length, ToJsonString. Tokens pass through them like any other characters.
import { emptyObject, isObject, type Json, property } from "../json.ts";
import { isLiteral } from "../symbol.ts";
import { known, unresolved, type Value } from "../value.ts";
import { attributeOf, referenceTo } from "./attributes.ts";
import type { Intrinsic, Resolver } from "./resolver.ts";
import type { Scope } from "./scope.ts";

const PLACEHOLDER = /\$\{(!?)([^${}]*)\}/g;

export const substitute: Intrinsic = (argument, scope, resolver) => {
  const [template, variables] = Array.isArray(argument) ? (argument as readonly Json[]) : [argument];
  if (typeof template !== "string") return unresolved("Fn::Sub is malformed");
  let origin: string | undefined;
  const text = template.replace(PLACEHOLDER, (_whole, literal: string, inner: string) => {
    if (literal === "!") return `\${${inner}}`;
    const value = placeholder(inner.trim(), variables, scope, resolver);
    if (value.state === "known") origin ??= value.origin;
    return value.state === "known" ? value.value : "";
  });
  return known({ raw: text, scope }, origin);
};

function placeholder(name: string, variables: Json | undefined, scope: Scope, resolver: Resolver): Value<string> {
  const variable = property(variables, name);
  if (variable !== undefined) return resolver.symbol(variable, scope);
  const dot = name.indexOf(".");
  const value =
    dot < 0 ? referenceTo(name, scope, resolver) : attributeOf(name.slice(0, dot), name.slice(dot + 1), scope, resolver);
  return resolver.symbolOf(value, `${scope.facts.name} \${${name}}`);
}

export const join: Intrinsic = (argument, scope, resolver) => {
  const parts =
    Array.isArray(argument) && typeof argument[0] === "string" ? resolver.node(argument[1] as Json, scope).items() : null;
  if (parts === null || !Array.isArray(argument)) return unresolved("Fn::Join is malformed");
  if (parts.state !== "known") return parts;
  const texts = parts.value.map((part) => part.symbol());
  const flawed = texts.find((text) => text.state === "unresolved");
  if (flawed !== undefined) return flawed;
  const origin = texts.map((text) => (text.state === "known" ? text.origin : undefined)).find((from) => from !== undefined);
  const text = texts.flatMap((part) => (part.state === "known" ? [part.value] : [])).join(String(argument[0]));
  return known({ raw: text, scope }, origin);
};

export const split: Intrinsic = (argument, scope, resolver) => {
  const [separator, source] = Array.isArray(argument) ? (argument as readonly Json[]) : [];
  if (typeof separator !== "string" || source === undefined) return unresolved("Fn::Split is malformed");
  const text = resolver.symbol(source, scope);
  if (text.state !== "known") return text;
  const doubt = resolver.unknownIn(text.value);
  // Text that is not known as a whole may have the separator anywhere in it.
  if (doubt !== null && resolver.symbols.sole(text.value) !== null) return doubt;
  return known({ raw: text.value.split(separator), scope }, text.origin);
};

export const select: Intrinsic = (argument, scope, resolver) => {
  if (!Array.isArray(argument) || argument.length !== 2) return unresolved("Fn::Select is malformed");
  const index = resolver.node(argument[0] as Json, scope).number();
  if (index.state !== "known") return index;
  const items = resolver.node(argument[1] as Json, scope).items();
  if (items.state !== "known") return items;
  const chosen = items.value[index.value];
  return chosen === undefined ? unresolved(`Fn::Select takes element ${index.value} of ${items.value.length}`) : chosen.head();
};

export const base64: Intrinsic = (argument, scope, resolver) => {
  const text = resolver.symbol(argument, scope);
  if (text.state !== "known") return text;
  const encoded = Buffer.from(text.value, "utf8").toString("base64");
  return isLiteral(text.value)
    ? known({ raw: encoded, scope })
    : unresolved("Fn::Base64 of text that is only known at deployment");
};

export const length: Intrinsic = (argument, scope, resolver) => {
  const items = resolver.node(argument, scope).items();
  return items.state === "known" ? known({ raw: items.value.length, scope }) : items;
};

export const toJsonString: Intrinsic = (argument, scope, resolver) => {
  const plain = plainOf(argument, scope, resolver);
  return plain.state === "known" ? known({ raw: JSON.stringify(plain.value), scope }) : plain;
};

/** A whole value with every intrinsic in it resolved, tokens in its texts. */
export function plainOf(raw: Json, scope: Scope, resolver: Resolver): Value<Json> {
  const node = resolver.node(raw, scope);
  const head = node.head();
  if (head.state === "absent") return head;
  if (head.state === "unresolved") return node.symbol();
  const value = head.value.raw;
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => plainOf(item, head.value.scope, resolver));
    return known(items.flatMap((item) => (item.state === "known" ? [item.value] : [])));
  }
  if (!isObject(value)) return known(value);
  const copy = emptyObject();
  for (const key of Object.keys(value)) {
    const child = plainOf(property(value, key) ?? null, head.value.scope, resolver);
    if (child.state === "known") copy[key] = child.value;
  }
  return known(copy);
}
