// Qualifiers side by side: whether two of them mean the same, and what a person calls them.

import type { Unresolved } from "../value.ts";
import type { Qualifier } from "./function.ts";

/** Of one function. The function itself is its `$LATEST`. */
export function isSameQualifier(a: Qualifier, b: Qualifier): boolean | Unresolved {
  if (a.kind === "unresolved") return a.doubt;
  if (b.kind === "unresolved") return b.doubt;
  return qualifierKey(a) === qualifierKey(b);
}

/** Equal for what takes the same configuration: the function itself is its `$LATEST`. */
export function qualifierKey(qualifier: Qualifier): string {
  switch (qualifier.kind) {
    case "none":
    case "latest":
      return "$LATEST";
    case "alias":
      return `alias ${qualifier.alias.resource.id}`;
    case "version":
      return `version ${qualifier.version}`;
    case "unknown alias":
      return `alias named ${qualifier.name}`;
    case "unresolved":
      return `? ${qualifier.doubt.reason}`;
  }
}

/** `alias live`, `the function itself`. */
export function qualifierInWords(qualifier: Qualifier): string {
  switch (qualifier.kind) {
    case "none":
      return "the function itself";
    case "latest":
      return qualifier.name;
    case "alias":
      return `alias ${qualifier.alias.label}`;
    case "version":
      return `version ${qualifier.version}`;
    case "unknown alias":
      return `alias ${qualifier.name}`;
    case "unresolved":
      return "an unknown qualifier";
  }
}
