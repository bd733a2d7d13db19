// The texts below a node of a template, and whether one of them refers to a resource.
import type { Resource } from "../resource.ts";
import type { Symbols } from "../symbol.ts";
import { itemsOf, type TemplateNode } from "./node.ts";

/** Every text below a node, with tokens. */
export function textsBelow(node: TemplateNode): readonly string[] {
  const entries = node.entries();
  if (entries.state === "known") return entries.value.flatMap(([, child]) => textsBelow(child));
  const head = node.head();
  if (head.state === "known" && Array.isArray(head.value.raw)) return itemsOf(node).flatMap(textsBelow);
  const text = node.symbol();
  return text.state === "known" ? [text.value] : [];
}

export function refersTo(text: string, { stack, logicalId }: Resource, symbols: Symbols): boolean {
  return symbols
    .tokensOf(text)
    .some((token) => token.kind === "attribute" && token.stack === stack.name && token.logicalId === logicalId);
}

/** Something below the node refers to the resource. */
export function mentions(node: TemplateNode, resource: Resource, symbols: Symbols): boolean {
  return textsBelow(node).some((text) => refersTo(text, resource, symbols));
}
