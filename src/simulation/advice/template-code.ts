// A change as a part of a CloudFormation or SAM template: what to write, and where.
import { stringify } from "yaml";
import type { Patch } from "./patch.ts";

/** YAML: each resource with nothing but what changes. An entry of a list is one more. */
export function templateCode(patches: readonly Patch[]): string {
  const resources: Record<string, Node> = {};
  for (const { op, logicalId, path, value } of patches) {
    if (op === "add") {
      resources[logicalId] = value as Node;
      continue;
    }
    const root = resources[logicalId] ?? {};
    resources[logicalId] = root;
    write(root, path, value, op === "append");
  }
  return stringify({ Resources: resources }, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd();
}

type Node = { [key: string]: unknown };

function write(root: Node, path: readonly (string | number)[], value: unknown, isEntry: boolean): void {
  let node = root;
  for (const key of path.slice(0, -1)) {
    const next = (node[key] ?? {}) as Node;
    node[key] = next;
    node = next;
  }
  const last = path.at(-1) ?? "";
  const list = Array.isArray(node[last]) ? (node[last] as unknown[]) : [];
  node[last] = isEntry ? [...list, value] : value;
}
