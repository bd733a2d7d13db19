// Whether a set of tags meets the requirements.

import { finds } from "../regular-expression.ts";
import { type Known, type Unresolved, unresolved } from "../value.ts";
import type { Tag, Tags } from "./tags.ts";

/** Anything, what a regular expression finds, or one of a list. */
export type TagRequirement = true | string | readonly string[];

export interface TagFault {
  readonly key: string;
  /** The value and what it should be, for a person; null where there is no such tag. */
  readonly wrong: string | null;
}

export interface TagFindings {
  /** What is certainly wrong. */
  readonly faults: readonly TagFault[];
  readonly doubt: Unresolved | null;
  /** How many of the required tags come from the stack. */
  readonly inherited: number;
}

export function faultsOf(tags: Tags, required: Readonly<Record<string, TagRequirement>>): TagFindings {
  const keys = Object.keys(required);
  const found = keys.map((key) => judge(key, tags.byKey.get(key), required[key] ?? true, tags.doubt));
  return {
    faults: found.flatMap((each) => (each !== null && "key" in each ? [each] : [])),
    doubt: found.find((each): each is Unresolved => each !== null && "state" in each) ?? null,
    inherited: keys.filter((key) => tags.byKey.get(key)?.origin === "stack").length,
  };
}

/** null where it fits. @param elsewhere why the resource may have tags of its unknown own, which win over its stack's */
function judge(
  key: string,
  tag: Tag | undefined,
  requirement: TagRequirement,
  elsewhere: Unresolved | null,
): TagFault | Unresolved | null {
  if (tag === undefined) return elsewhere ?? { key, wrong: null };
  if (requirement === true) return null;
  if (tag.origin === "stack" && elsewhere !== null) return elsewhere;
  if (tag.value.state !== "known") return tag.value.state === "unresolved" ? tag.value : null;
  const isMet = meets(tag.value.value, requirement);
  if (isMet === null)
    return unresolved(`the regular expression ${requirement} takes too long on the value of ${key}; simplify it`);
  return isMet ? null : { key, wrong: inWords(tag.value, requirement) };
}

/** null where it takes too long. */
function meets(value: string, requirement: string | readonly string[]): boolean | null {
  return typeof requirement === "string" ? finds(requirement, value, "u") : requirement.includes(value);
}

function inWords({ value, origin }: Known<string>, requirement: string | readonly string[]): string {
  const shown = `${value === "" ? "empty" : value}${origin === undefined ? "" : ` (${origin})`}`;
  const expected = typeof requirement === "string" ? `does not match ${requirement}` : `is not one of ${requirement.join(", ")}`;
  return `${shown}, which ${expected}`;
}
