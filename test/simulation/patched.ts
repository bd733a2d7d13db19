// A template with the changes that a simulation advises.
import type { Patch } from "../../src/simulation/advice/patch.ts";

type Template = { Resources: Record<string, Record<string, unknown>> };

/** The template with the changes made, as the report tells them. */
export function patched(template: object, changes: readonly Patch[]): Template {
  const copy = structuredClone(template) as Template;
  for (const { op, logicalId, path, value } of changes) {
    if (op === "add") {
      copy.Resources[logicalId] = value as Record<string, unknown>;
      continue;
    }
    let node = copy.Resources[logicalId] as Record<string | number, unknown>;
    for (const key of path.slice(0, -1)) {
      node[key] ??= {};
      node = node[key] as Record<string | number, unknown>;
    }
    const last = path.at(-1) ?? "";
    node[last] = op === "append" ? [...((node[last] as unknown[] | undefined) ?? []), value] : value;
  }
  return copy;
}
