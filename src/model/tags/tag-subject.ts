// The subjects of tag checks: every stack, and every taggable resource.
import type { WithObservations } from "../observed/observations.ts";
import type { Resource, Stack } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import { isWithoutTags, stackTagsOf, type Tags, taggableResources, tagPropertyOf, tagsOf } from "./tags.ts";

export interface TagSubject {
  readonly stack: Stack;
  /** null: the stack itself. */
  readonly resource: Resource | null;
  readonly tags: Tags;
  /** Where a resource's tags are written; null for a stack. */
  readonly property: string | null;
  /** How many untagged resources a stack without any tag represents; else 0. */
  readonly untaggedResources: number;
}

/** A stack without any tag says so once instead of once a resource. */
export function tagSubjects(model: WithObservations & WithSystem, on: "both" | "stack" | "resources"): readonly TagSubject[] {
  return model.system.stacks.flatMap((stack): readonly TagSubject[] => {
    const resources = on === "stack" ? [] : taggableResources(stack, model);
    const isBare = resources.length > 0 && isWithoutTags(stack, model);
    const untaggedResources = isBare ? resources.length : 0;
    const own: TagSubject = { stack, resource: null, tags: stackTagsOf(stack, model), property: null, untaggedResources };
    if (isBare) return [own];
    const each = resources.map((resource): TagSubject => {
      const property = tagPropertyOf(resource.type);
      return { stack, resource, tags: tagsOf(resource, model), property, untaggedResources };
    });
    return on === "resources" ? each : [own, ...each];
  });
}
