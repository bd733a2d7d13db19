// Whether a service may deliver to a dead-letter queue.

import { serviceAccess } from "../permissions/service-access.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import type { Unresolved } from "../value.ts";
import type { FailureDestination } from "./dead-letter.ts";
import { type Sender, typeMismatch } from "./queue-type.ts";

export interface Delivery {
  readonly kind: "arrives" | "refused" | "elsewhere" | "unresolved";
  /** `go to Failures`, `are lost: its dead-letter queue Failures has no policy …`; the subject is what cannot be delivered. */
  readonly what: string;
  /** null unless it is unresolved. */
  readonly because: Unresolved | null;
  /** Whether the queue is standard or FIFO decides it, and not who may send to it. */
  readonly isOfType?: true;
  /** The queue and its policy, as far as they are in the audited stacks. */
  readonly evidence: readonly Resource[];
}

/** @param service the first part of its principal: `events` */
export function deliveryTo(
  destination: FailureDestination,
  { service, sender }: { readonly service: string; readonly sender: Sender },
  model: WithSystem,
): Delivery {
  const { label, resource } = destination;
  if (resource === null) {
    const what = `should go to ${label}, which is not defined in the audited stacks`;
    return { kind: "elsewhere", what, because: null, evidence: [] };
  }
  const mismatch = typeMismatch(destination, sender);
  if (mismatch !== null) {
    const { why, because } = mismatch;
    const type = { because, evidence: [resource], isOfType: true } as const;
    return because === null
      ? { kind: "refused", what: `are lost: ${why}`, ...type }
      : { kind: "unresolved", what: `may be lost: ${why}`, ...type };
  }
  const access = serviceAccess(resource, service, model);
  switch (access.kind) {
    case "refused":
      return {
        kind: "refused",
        what: `are lost: its dead-letter queue ${label} ${access.why}`,
        because: null,
        evidence: [resource],
      };
    case "unresolved":
      return { kind: "unresolved", what: `may not reach ${label}`, because: access.because, evidence: [resource, access.by] };
    case "allowed":
      return {
        kind: "arrives",
        what: `go to ${label}`,
        because: null,
        evidence: access.by === null ? [resource] : [resource, access.by],
      };
  }
}
