// Values of an unknown parameter that make a difference: each can be tried in its own world.
import { isLiteral, type Symbols, type UnknownToken } from "../symbol.ts";
import { type Unresolved, unresolved } from "../value.ts";
import { ANOTHER_VALUE } from "../world.ts";

/** What a parameter would have to be for the text to be one of these; empty where no single parameter decides that. */
export function deciding(text: string, wanted: readonly string[], symbols: Symbols): readonly Unresolved[] {
  if (isLiteral(text)) return [];
  const pieces = symbols.pieces(text);
  const open = pieces.findIndex((piece) => !isLiteral(piece));
  const token = symbols.sole(pieces[open] ?? "");
  const [before, after] = [pieces.slice(0, open).join(""), pieces.slice(open + 1).join("")];
  if (token?.kind !== "unknown" || token.parameter === undefined || !isLiteral(after)) return [];
  const values = wanted
    .filter(
      (value) =>
        isLiteral(value) && value.length >= before.length + after.length && value.startsWith(before) && value.endsWith(after),
    )
    .map((value) => value.slice(before.length, value.length - after.length));
  return values.length === 0 ? [] : [toBeTried(token, token.parameter, values)];
}

function toBeTried(
  { reason }: UnknownToken,
  parameter: { readonly id: string; readonly label: string },
  values: readonly string[],
): Unresolved {
  return unresolved(reason, [{ ...parameter, outcomes: [ANOTHER_VALUE, ...values] }]);
}
