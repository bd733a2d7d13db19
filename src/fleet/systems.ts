// Which stacks form one system: those that import each other's exports, unless each is its own system.
import type { Target } from "./target.ts";

export interface Stack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The names of the stacks that import what it exports. */
  readonly importers: readonly string[];
}

/** How an audit gets to the stacks. */
export interface Access {
  readonly role?: string;
  readonly externalId?: string;
}

/** The systems of one account and region, each of them as many stacks as import each other's exports. */
export function systemsOf(stacks: readonly Stack[]): readonly (readonly Stack[])[] {
  const groups = new Map(stacks.map((stack) => [stack.name, new Set([stack.name])]));
  for (const { name, importers } of stacks) for (const importer of importers) join(groups, name, importer);
  return [...new Set(groups.values())].map((group) => stacks.filter(({ name }) => group.has(name)));
}

/** Who imports and is not in the list belongs to no system of it. */
function join(groups: Map<string, Set<string>>, name: string, importer: string): void {
  const [own, other] = [groups.get(name), groups.get(importer)];
  if (own === undefined || other === undefined || own === other) return;
  for (const each of other) {
    own.add(each);
    groups.set(each, own);
  }
}

/** Its name is that of its first stack, with where it is: it stays the same while others come and go. */
export function targetOf(system: readonly Stack[], access: Access): Target | null {
  const sorted = [...system].sort((a, b) => (a.name < b.name ? -1 : 1));
  const [first] = sorted;
  if (first === undefined) return null;
  const { name, account, region } = first;
  // What all of its stacks say.
  const tags = Object.entries(first.tags).filter(([key, value]) => sorted.every((stack) => stack.tags[key] === value));
  return {
    name: [name, region, account].filter((part) => part !== "").join("."),
    stacks: sorted.map((stack) => stack.name),
    region,
    ...(account === "" ? {} : { account }),
    ...access,
    ...(tags.length === 0 ? {} : { tags: Object.fromEntries(tags) }),
  };
}
