// The addresses by which a glob finds a subject: construct path, that without /Resource, stack/logical id, or a parent in the path.
import picomatch from "picomatch";
import type { Subject } from "../checks/define-check.ts";

export type Matches = (glob: string) => boolean;

const matchers = new Map<string, (address: string) => boolean>();

function matcher(glob: string): (address: string) => boolean {
  const existing = matchers.get(glob);
  if (existing !== undefined) return existing;
  const made = picomatch(glob, { dot: true });
  matchers.set(glob, made);
  return made;
}

/** Whether a glob means this subject, answered once per glob. */
export function matchesOf(subject: Subject): Matches {
  const addresses = addressesOf(subject);
  const answers = new Map<string, boolean>();
  return (glob) => {
    const existing = answers.get(glob);
    if (existing !== undefined) return existing;
    const answer = addresses.some(matcher(glob));
    answers.set(glob, answer);
    return answer;
  };
}

export function addressesOf({ stack, resource }: Subject): readonly string[] {
  if (resource === null) return [stack.name];
  const { constructPath, generatedFrom, logicalId } = resource.facts;
  const own = [`${stack.name}/${logicalId}`];
  if (generatedFrom !== null) own.push(`${stack.name}/${generatedFrom.logicalId}`);
  if (constructPath === null) return own;
  const parts = constructPath.split("/");
  return [...parts.map((_part, index) => parts.slice(0, parts.length - index).join("/")), ...own];
}
