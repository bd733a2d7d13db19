// Definitions of APIs and state machines in S3: they may invoke any function.
import type { TemplateNode } from "../resolve/node.ts";
import type { System } from "../system.ts";
import { type Unresolved, unresolved } from "../value.ts";
import type { Place } from "./place.ts";

/** Why nothing is known of it, with what the user can do. */
export function definitionElsewhere({ node }: Place, system: System): Unresolved {
  const shown = (part: TemplateNode): string => {
    const text = part.symbol();
    return text.state === "known" ? system.symbols.display(text.value) : "…";
  };
  const text = node.symbol();
  const at = text.state === "known" ? shown(node) : `s3://${shown(node.at("Bucket"))}/${shown(node.at("Key"))}`;
  return unresolved(
    `depends on the definition at ${at}, which is not a local file; supply it with --include-file '${at}=<file>'`,
  );
}
