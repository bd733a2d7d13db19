// Fn::FindInMap, with the default of the language extensions.
import { isObject, type Json, property } from "../json.ts";
import { chosenBy, known, unresolved, type Value } from "../value.ts";
import type { Intrinsic, Resolver } from "./resolver.ts";

export const findInMap: Intrinsic = (argument, scope, resolver) => {
  if (!Array.isArray(argument) || argument.length < 3) return unresolved("has a malformed Fn::FindInMap");
  const [map, first, second] = (argument.slice(0, 3) as Json[]).map((key) => resolver.symbol(key, scope)) as [Key, Key, Key];
  const mapping = below({ raw: scope.facts.template.Mappings, shown: "" }, map, resolver);
  const entry = below(mapping, first, resolver);
  const found = below(entry, second, resolver);
  if (found.raw !== undefined) return known({ raw: found.raw, scope }, chosenBy(found.origin));
  const fallback = property(argument[3] as Json | undefined, "DefaultValue");
  if (fallback !== undefined && found.isMissing === true) return resolver.resolve(fallback, scope);
  return found.doubt ?? unresolved(`depends on a mapping that does not exist: ${found.shown}`);
};

type Key = Value<string>;

interface Found {
  readonly raw?: Json | undefined;
  /** The keys so far, for a person. */
  readonly shown: string;
  readonly origin?: string | undefined;
  /** Certainly not there, as opposed to not known. */
  readonly isMissing?: boolean;
  readonly doubt?: ReturnType<typeof unresolved>;
}

function below(above: Found, key: Key, resolver: Resolver): Found {
  if (above.raw === undefined) return above;
  if (key.state !== "known")
    return { shown: above.shown, doubt: key.state === "absent" ? unresolved("has a mapping without a key") : key };
  const { value, origin = above.origin } = key;
  const shown = `${above.shown}${above.shown === "" ? "" : " → "}${resolver.symbols.display(value)}`;
  const raw = property(above.raw, value);
  if (raw !== undefined) return { raw, shown, origin };
  const doubt = resolver.literal(value);
  if (doubt === null || isNoneOf(value, above.raw, resolver)) return { shown, isMissing: true };
  resolver.meet(doubt);
  return { shown, doubt };
}

/** In this world the parameter equals no key of the map. */
function isNoneOf(text: string, map: Json, { symbols }: Resolver): boolean {
  const token = symbols.sole(text);
  return token?.kind === "unknown" && isObject(map) && Object.keys(map).every((key) => token.isNot?.has(key) === true);
}
