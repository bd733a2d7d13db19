// Parameter values that the command line did not set: the template's defaults, and those from files.
import { asText, property } from "../json.ts";
import { expectationOf } from "./comparisons.ts";
import { isStored, outcomesOf, parameterId, SAID_DIRECTLY } from "./parameters.ts";
import type { Resolver } from "./resolver.ts";
import type { Scope } from "./scope.ts";

export interface GivenValue {
  /** As worlds name it. */
  readonly id: string;
  readonly name: string;
  /** For a person; null where the template hides it (NoEcho). */
  readonly value: string | null;
  /** `its default`, `samconfig.toml`. */
  readonly source: string;
  /** Everything else that it could be and that makes a difference; null where that is not a short list. */
  readonly others: readonly string[] | null;
}

/** The given values that were read so far, in the order of the templates. */
export function givenValues(resolver: Resolver): readonly GivenValue[] {
  return [...resolver.scopes.values()].flatMap((scope) =>
    Object.keys(scope.facts.template.Parameters).flatMap((name) => givenValue(name, scope, resolver) ?? []),
  );
}

function givenValue(name: string, scope: Scope, resolver: Resolver): GivenValue | null {
  const { facts } = scope;
  const asked = scope.parameters.get(name);
  if (asked?.state !== "known" || facts.deployed !== undefined || isPassed(name, scope, resolver)) return null;
  const declaration = property(facts.template.Parameters, name);
  const given = facts.parameters.get(name);
  const value = given?.value ?? property(declaration, "Default");
  if (given?.from === SAID_DIRECTLY || value === undefined || value === null || isStored(name, scope)) return null;
  const text = asText(value);
  const outcomes = outcomesOf(name, scope, expectationOf(name, scope, resolver));
  return {
    id: parameterId(name, scope),
    name,
    value: asText(property(declaration, "NoEcho")).toLowerCase() === "true" ? null : text,
    source: given?.from ?? "its default",
    others: outcomes?.filter((outcome) => outcome !== text) ?? null,
  };
}

/** What the stack above passes is no value of its own. */
function isPassed(name: string, scope: Scope, resolver: Resolver): boolean {
  const { parent } = scope.facts;
  const above = resolver.above(scope);
  const body = parent === null ? undefined : above?.facts.resources.get(parent.logicalId)?.body;
  return property(property(property(body, "Properties"), "Parameters"), name) !== undefined;
}
