// Whether text with tokens can be split: an unknown part may contain the separator.
import { type AttributeToken, isLiteral, type Token } from "../symbol.ts";
import type { Unresolved } from "../value.ts";
import { ANOTHER_VALUE } from "../world.ts";
import type { Resolver } from "./resolver.ts";

/** Why the parts of a text are unknown, or null where they are known. */
export function doubtOfParts(text: string, separator: string, resolver: Resolver): Unresolved | null {
  if (isLiteral(text)) return null;
  const { symbols } = resolver;
  const isWhole = symbols.sole(text) !== null;
  // The parts of an ARN have no colons of their own.
  if (!isWhole && separator === ":" && text.startsWith("arn:")) return null;
  const opaque = symbols.tokensOf(text).some((token) => mayContain(token, separator, isWhole));
  return opaque ? resolver.literal(text) : null;
}

/** Of names, regions and accounts. */
const PLAIN = /^[A-Za-z0-9._-]*$/;

/** Pieces of which AWS says that they are letters and digits. */
function isGenerated({ attribute }: AttributeToken): boolean {
  return attribute.startsWith("Generated");
}

function mayContain(token: Token, separator: string, isWhole: boolean): boolean {
  // An attribute alone may be an ARN, a URL or a list; within other text it is a name.
  if (token.kind === "attribute") return isWhole || (PLAIN.test(separator) && !isGenerated(token));
  if (token.isPlain === true) return PLAIN.test(separator);
  const outcomes = token.undecided[0]?.outcomes ?? [ANOTHER_VALUE];
  return outcomes.some((outcome) => outcome === ANOTHER_VALUE || outcome.includes(separator));
}
