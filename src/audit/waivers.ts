// Waivers: failures that somebody accepted, with a reason and until a day. Each is accounted for in the report.
import type { Check, Subject } from "../checks/define-check.ts";
import { matchesOf } from "./addresses.ts";
import type { Waiver } from "./policy.ts";
import type { Report, ReportedAssessment } from "./report.ts";

export interface WaiverBook {
  /** The waiver that accepts this failure, or null. */
  use(check: Check, subject: Subject, mandatory: boolean): ReportedAssessment["waiver"];
  /** Every waiver with what became of it. */
  account(): Report["waivers"];
}

type Status = Report["waivers"][number]["status"];

export function openWaivers(waivers: readonly Waiver[], now: Date): WaiverBook {
  const today = now.toISOString().slice(0, 10);
  const statuses = new Map<Waiver, Status>(waivers.map((waiver) => [waiver, isExpired(waiver, today) ? "expired" : "unused"]));
  const mark = (waiver: Waiver, status: Status): void => {
    if (statuses.get(waiver) !== "used") statuses.set(waiver, status);
  };
  return {
    use(check, subject, mandatory) {
      const matches = matchesOf(subject);
      const own = waivers.filter((waiver) => waiver.check === check.id && matches(waiver.subject));
      const valid = own.filter((waiver) => statuses.get(waiver) !== "expired");
      for (const waiver of valid) mark(waiver, mandatory ? "forbidden" : "used");
      const [first] = mandatory ? [] : valid;
      return first === undefined ? null : { reason: first.reason, expires: first.expires };
    },
    account: () => waivers.map((waiver) => ({ ...waiver, status: statuses.get(waiver) ?? "unused" })),
  };
}

/** The day of expiry is the last one on which it waives. */
function isExpired({ expires }: Waiver, today: string): boolean {
  return expires !== null && expires < today;
}
