// Whether what a service hands to a dead-letter queue arrives there.

import { serviceAccess } from "../permissions/service-access.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import type { Unresolved } from "../value.ts";
import type { FailureDestination } from "./dead-letter.ts";

export interface Delivery {
  readonly kind: "arrives" | "refused" | "elsewhere" | "unresolved";
  /** `go to Failures`, `are lost: its dead-letter queue Failures has no policy …`; the subject is what cannot be delivered. */
  readonly what: string;
  /** null unless it is unresolved. */
  readonly because: Unresolved | null;
  /** The queue and its policy, as far as they are in the audited stacks. */
  readonly evidence: readonly Resource[];
}

/** @param service the first part of its principal: `events` */
export function deliveryTo({ label, resource }: FailureDestination, service: string, model: WithSystem): Delivery {
  if (resource === null) {
    const what = `should go to ${label}, which is not defined in the audited stacks`;
    return { kind: "elsewhere", what, because: null, evidence: [] };
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
