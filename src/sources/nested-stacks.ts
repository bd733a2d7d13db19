// The nested stacks in a stack's resource list.
import type { Unread } from "../model/facts.ts";
import { isThere } from "./complete-list.ts";
import type { RecordedResource, RecordedStack } from "./recording.ts";

export interface Nested {
  readonly logicalId: string;
  /** Its ARN; null where the list has none, so that it cannot be followed. */
  readonly id: string | null;
}

export function nestedIn({ resources }: { readonly resources: readonly RecordedResource[] }): readonly Nested[] {
  return resources.flatMap((resource): readonly Nested[] => {
    const { logicalId, physicalId, type } = resource;
    return type === "AWS::CloudFormation::Stack" && isThere(resource) ? [{ logicalId, id: physicalId }] : [];
  });
}

/** Nested stacks that a recording does not hold: it was changed, or its reader could not follow them. */
export function unreadNested(stacks: readonly RecordedStack[]): readonly Unread[] {
  const held = new Set(stacks.flatMap(({ parent }) => (parent === null ? [] : [`${parent.stack}/${parent.logicalId}`])));
  const all = stacks.flatMap((stack) => nestedIn(stack).map(({ logicalId }) => `${stack.name}/${logicalId}`));
  return all
    .filter((place) => !held.has(place))
    .map((file) => ({ file, message: "this nested stack is not in the snapshot; record the system again" }));
}
