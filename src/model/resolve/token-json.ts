// JSON as text in a template, in which tokens may replace unknown parts.
import { isObject, type JsonObject } from "../json.ts";
import type { Symbols } from "../symbol.ts";
import { unresolved } from "../value.ts";
import { TemplateNode } from "./node.ts";
import type { Resolver } from "./resolver.ts";

/** The map that the text contains, also where a token replaces a number; null where it contains no map. */
export function parseTokenJson(text: string, symbols: Symbols): JsonObject | null {
  const quoted = text.replace(/"(?:[^"\\]|\\.)*"|[^"]+/g, (part) =>
    part.startsWith('"') ? part : symbols.rewrite(part, (_token, whole) => JSON.stringify(whole)),
  );
  try {
    const parsed: unknown = JSON.parse(quoted);
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** A property that takes a map or the same map as JSON text: the map either way. */
export function mapOrText(node: TemplateNode, resolver: Resolver): TemplateNode {
  const head = node.head();
  if (head.state !== "known" || typeof head.value.raw !== "string") return node;
  const { raw, scope } = head.value;
  const map = parseTokenJson(raw, resolver.symbols);
  if (map !== null) return resolver.node(map, scope);
  return new TemplateNode(resolver, null, resolver.unknownIn(raw) ?? unresolved("is text, but not JSON"));
}
