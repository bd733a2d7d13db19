// Where events go that a function keeps failing on: from the qualifier that the settings are for.
import type { AsynchronousConfiguration } from "../model/messages/asynchronous.ts";
import type { Model } from "../model/model.ts";
import { drawEnd } from "./alarms.ts";
import { drawAlias, drawFunction } from "./deployments.ts";
import type { Draft, DraftNode } from "./draft.ts";

export function drawFailures(draft: Draft, model: Model): void {
  for (const configuration of model.asynchronousConfigurations) {
    const from = qualifierOf(draft, configuration, model);
    const { onFailure, resource } = configuration;
    if (from === null || onFailure.state !== "known") continue;
    const { resource: end, label } = onFailure.value;
    const elsewhere = {
      id: `end of ${resource.id}`,
      kind: "subscriber",
      label,
      detail: "defined elsewhere",
      resource: null,
    } as const;
    draft.link(from, end === null ? draft.node(elsewhere) : drawEnd(draft, end, model), "failure");
  }
}

function qualifierOf(draft: Draft, { function: owner, qualifier }: AsynchronousConfiguration, model: Model): DraftNode | null {
  if (owner.state !== "known" || !model.isSubject(owner.value)) return null;
  if (qualifier.kind === "alias") return drawAlias(draft, qualifier.alias);
  return qualifier.kind === "latest" || qualifier.kind === "none" ? drawFunction(draft, owner.value) : null;
}
