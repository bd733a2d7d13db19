// Which tags a system already has on most of what takes tags: what it may as well require.
import type { SystemFacts } from "../../model/facts.ts";
import { link } from "../../model/link.ts";
import { stackTagsOf, taggableResources, tagsOf } from "../../model/tags/tags.ts";

export interface TagsInUse {
  /** Resources that take tags. */
  readonly resources: number;
  /** Those on more than half of the resources, the most frequent first. */
  readonly frequent: readonly { readonly key: string; readonly count: number }[];
  /** Whether every stack has all of them itself, so that they can be required of stacks as well. */
  readonly onStacks: boolean;
}

/** SAM writes this tag; it is not the user's choice. */
const WRITTEN_BY_SAM = /:createdBy$/;

export function tagsInUse(facts: SystemFacts): TagsInUse {
  const model = link(facts);
  const resources = model.stacks.flatMap((stack) => taggableResources(stack, model));
  const counts = new Map<string, number>();
  for (const resource of resources) {
    for (const key of tagsOf(resource, model).byKey.keys()) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const frequent = [...counts]
    .map(([key, count]) => ({ key, count }))
    .filter(({ key, count }) => count > resources.length / 2 && !WRITTEN_BY_SAM.test(key))
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  const onStacks = model.stacks.every((stack) => {
    const { byKey } = stackTagsOf(stack, model);
    return frequent.every(({ key }) => byKey.has(key));
  });
  return { resources: resources.length, frequent, onStacks };
}
