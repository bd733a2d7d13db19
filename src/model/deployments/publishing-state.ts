// What publishes a version when the function changes, and what does not.
import type { Unresolved } from "../value.ts";

interface Follows {
  readonly kind: "follows";
  /** Completes "its version …". */
  readonly how: string;
  /** Changes that publish no version. */
  readonly misses: readonly string[];
  /** Why others may not either. */
  readonly doubt: string | null;
  /** Other code certainly publishes another version. */
  readonly withCode: boolean;
}

export type Publishing =
  | Follows
  /** `about`: what has to change so that it follows. */
  | { readonly kind: "fixed"; readonly how: string; readonly about: "version" | "code" }
  | { readonly kind: "unresolved"; readonly doubt: Unresolved };

/** Why it may be that a change of configuration publishes no version. */
export const CONFIGURATION_UNKNOWN = "the template does not show whether a change of the configuration alone publishes a version";

export function follows(how: string, misses: readonly string[] = [], doubt: string | null = null): Publishing {
  return { kind: "follows", how, misses, doubt, withCode: false };
}

export function followsCode(how: string, misses: readonly string[] = [], doubt: string | null = null): Publishing {
  return { kind: "follows", how, misses, doubt, withCode: true };
}

export function fixed(how: string, about: "version" | "code" = "version"): Publishing {
  return { kind: "fixed", how, about };
}
