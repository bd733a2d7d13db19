// Attributes spelled out piece by piece, so that text with them can be split and joined again.
import { asText, property } from "../json.ts";
import { isName, NAME_PROPERTIES } from "../names/name-properties.ts";
import type { AttributeToken } from "../symbol.ts";
import { absent, type Value } from "../value.ts";
import { ATTRIBUTE_FORMS, type AttributeForm, type AttributeForms, type OwnText } from "./attribute-forms.ts";
import { resolveParameter } from "./parameters.ts";
import { doubtOfParts } from "./parts.ts";
import type { Resolver } from "./resolver.ts";
import type { Scope } from "./scope.ts";

const PLACEHOLDER = /\$\{([\w:]+)\}/g;

/** The text with every attribute in its pieces: the ARN of a queue as `arn:…:sqs:…:` and the queue's name. */
export function spellOut(text: string, resolver: Resolver): string {
  return spellOutBelow(text, resolver, []);
}

/** @param above what is being written out: nothing is made of itself */
function spellOutBelow(text: string, resolver: Resolver, above: readonly AttributeToken[]): string {
  return resolver.symbols.rewrite(text, (token, whole) =>
    token.kind === "attribute" && !above.includes(token) ? (spelled(token, resolver, [...above, token]) ?? whole) : whole,
  );
}

/** The same, to be split: where a name given in the template may contain the separator, it replaces the reference; names never contain a colon. */
export function spellOutFor(separator: string, text: string, resolver: Resolver): string {
  return resolver.symbols.rewrite(spellOut(text, resolver), (token, whole) => {
    const name = separator !== ":" && token.kind === "attribute" ? givenName(token, resolver) : null;
    return name !== null && isTakenApart(name, separator, resolver) ? name : whole;
  });
}

function isTakenApart(name: string, separator: string, resolver: Resolver): boolean {
  return name.includes(separator) || doubtOfParts(name, separator, resolver) !== null;
}

/** Text in which references to resources are replaced by the names that templates give them. */
export function withGivenNames(text: string, resolver: Resolver): string {
  return resolver.symbols.rewrite(text, (token, whole) => {
    const name = token.kind === "attribute" ? givenName(token, resolver) : null;
    return name === null || name.includes(whole) ? whole : name;
  });
}

/** What was taken apart and put together again: where it is a whole attribute, that one. */
export function putTogether(text: string, resolver: Resolver): string {
  let whole = text;
  for (const token of resolver.symbols.tokensOf(text)) {
    if (token.kind !== "attribute") continue;
    for (const attribute of COMPOSITES.get(typeOf(token, resolver)) ?? []) {
      const one = resolver.symbols.attribute(token.stack, token.logicalId, attribute);
      whole = whole.replaceAll(spellOut(one, resolver), one);
    }
  }
  return whole;
}

/** By type, the attributes that are a piece of another one, and in pieces themselves. */
const COMPOSITES = new Map([...ATTRIBUTE_FORMS].map(([type, forms]) => [type, composites(forms)]));

function composites(forms: AttributeForms): readonly string[] {
  const isPiece = (attribute: string): boolean =>
    Object.values(forms).some((form) => typeof form === "string" && form.includes(`\${${attribute}}`));
  return Object.keys(forms).filter(isPiece);
}

function givenName({ stack, logicalId, attribute }: AttributeToken, resolver: Resolver): string | null {
  const scope = resolver.scopes.get(stack);
  const type = typeOf({ stack, logicalId }, resolver);
  const property = isName(type, attribute) ? NAME_PROPERTIES.get(type) : undefined;
  if (scope === undefined || property === undefined) return null;
  const name = propertyText(logicalId, property, scope, resolver);
  return name.state === "known" ? name.value : null;
}

/** null for what has no pieces that are known. */
function spelled(token: AttributeToken, resolver: Resolver, above: readonly AttributeToken[]): string | null {
  const scope = resolver.scopes.get(token.stack);
  const forms = formsOf(token, resolver);
  if (scope === undefined || !Object.hasOwn(forms, token.attribute)) return null;
  const own = (name: string, fallback: string | null = null): string | null => {
    const text = propertyText(token.logicalId, name, scope, resolver);
    return text.state === "known" ? spellOutBelow(text.value, resolver, above) : text.state === "absent" ? fallback : null;
  };
  const form = written(forms[token.attribute] ?? null, own);
  const pieces = form?.split(PLACEHOLDER).map((part, index) => (index % 2 === 0 ? part : pieceOf(part, token, resolver, above)));
  return pieces === undefined || pieces.includes(null) ? null : pieces.join("");
}

/** null for an attribute that has pieces, and of which they are unknown. */
function pieceOf(name: string, token: AttributeToken, resolver: Resolver, above: readonly AttributeToken[]): string | null {
  const scope = resolver.scopes.get(token.stack);
  if (name.startsWith("AWS::") && scope !== undefined) return pseudoParameter(name, scope, resolver);
  const piece = resolver.symbols.attribute(token.stack, token.logicalId, name);
  const text = spellOutBelow(piece, resolver, above);
  return text === piece && Object.hasOwn(formsOf(token, resolver), name) ? null : text;
}

function written(form: AttributeForm | null, own: OwnText): string | null {
  return typeof form === "function" ? form(own) : form;
}

function pseudoParameter(name: string, scope: Scope, resolver: Resolver): string {
  const value = resolveParameter(name, scope, resolver);
  return value.state === "known" ? asText(value.value.raw) : "";
}

function formsOf({ stack, logicalId }: AttributeToken, resolver: Resolver): AttributeForms {
  return ATTRIBUTE_FORMS.get(typeOf({ stack, logicalId }, resolver)) ?? {};
}

function typeOf({ stack, logicalId }: Pick<AttributeToken, "stack" | "logicalId">, resolver: Resolver): string {
  return resolver.scopes.get(stack)?.facts.resources.get(logicalId)?.type ?? "";
}

function propertyText(logicalId: string, name: string, scope: Scope, resolver: Resolver): Value<string> {
  const raw = property(property(scope.facts.resources.get(logicalId)?.body, "Properties"), name);
  return raw === undefined ? absent : resolver.symbol(raw, scope);
}
