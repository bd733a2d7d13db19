// Paths on the command line without an option before them: templates, also where an option that takes several values has swallowed them.
import type { SourceOptions } from "./options.ts";

/** The options of which no value can be a path by itself. */
const LISTS = ["check", "skip", "reporter", "parameter", "stack", "stackTag", "includeFile"] as const;

type Listing = SourceOptions & { readonly [Key in (typeof LISTS)[number]]?: readonly string[] };

/** `fitness check --reporter json cdk.out` audits cdk.out, as `fitness check cdk.out --reporter json` does. */
export function withPaths<Options extends Listing>(options: Options, paths: readonly string[]): Options {
  const swallowed = LISTS.flatMap((key) => options[key]?.filter(isPath) ?? []);
  const all = [...(options.template ?? []), ...paths, ...swallowed];
  if (all.length === 0) return options;
  const others = LISTS.flatMap((key) => {
    const own = options[key]?.filter((value) => !isPath(value));
    return own === undefined ? [] : [[key, own.length === 0 ? undefined : own] as const];
  });
  return { ...options, ...Object.fromEntries(others), template: all };
}

function isPath(value: string): boolean {
  return value === "-" || (/[./\\]/.test(value) && !value.includes("=") && !value.startsWith("arn:"));
}
