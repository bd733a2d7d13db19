// The addresses by which a glob finds a subject: construct path, that without /Resource, stack/logical id, or a parent in the path.
import picomatch from "picomatch";
import type { ResourceFacts } from "../model/facts.ts";

/** What has addresses: a subject, or a resource as its source gave it; a stack, or a file, where `resource` is null. */
export interface Addressed {
  readonly stack: { readonly name: string };
  readonly resource: { readonly facts: Pick<ResourceFacts, "constructPath" | "generatedFrom" | "logicalId"> } | null;
  readonly file?: string;
}

export type Matches = (glob: string) => boolean;

const matchers = new Map<string, (address: string) => boolean>();

function matcher(glob: string): (address: string) => boolean {
  const existing = matchers.get(glob);
  if (existing !== undefined) return existing;
  const match = picomatch(glob, { dot: true });
  // A matcher's second parameter makes it return an object, which is always true: `some` would fill it.
  const made = (address: string): boolean => match(address);
  matchers.set(glob, made);
  return made;
}

/** Whether a glob means this subject, answered once per glob. */
export function matchesOf(subject: Addressed): Matches {
  let addresses: readonly string[] | undefined;
  const answers = new Map<string, boolean>();
  return (glob) => {
    const existing = answers.get(glob);
    if (existing !== undefined) return existing;
    addresses ??= addressesOf(subject);
    const answer = addresses.some(matcher(glob));
    answers.set(glob, answer);
    return answer;
  };
}

export function addressesOf({ stack, resource, file }: Addressed): readonly string[] {
  if (file !== undefined) return [file];
  if (resource === null) return [stack.name];
  const { constructPath, generatedFrom, logicalId } = resource.facts;
  const own = [`${stack.name}/${logicalId}`];
  if (generatedFrom !== null) own.push(`${stack.name}/${generatedFrom.logicalId}`);
  if (constructPath === null) return own;
  const parts = constructPath.split("/");
  return [...parts.map((_part, index) => parts.slice(0, parts.length - index).join("/")), ...own];
}

/** A part of a system: what is at or below a construct path, else one resource and what is generated from it, else whole stacks. */
export interface Extent {
  /** A stack and, except for a resource without a construct path, those nested below it. */
  readonly stacks: ReadonlySet<string>;
  readonly constructPath: string | null;
  readonly logicalId: string | null;
}

/** The main resource of a construct represents the construct. */
const MAIN = /(?<=\/[^/]+)\/(?:Resource|Default)$/;

export function isWithin({ stack, resource, file }: Addressed, { stacks, constructPath, logicalId }: Extent): boolean {
  if (file !== undefined || !stacks.has(stack.name)) return false;
  if (constructPath !== null) {
    const top = constructPath.replace(MAIN, "");
    const own = resource === null ? stack.name : (resource.facts.constructPath ?? "");
    return own === top || own.startsWith(`${top}/`);
  }
  if (logicalId === null) return true;
  const facts = resource?.facts;
  return facts?.logicalId === logicalId || facts?.generatedFrom?.logicalId === logicalId;
}
