// Waivers: failures that are accepted with a reason until a day. The report lists each of them with its status.
import type { Subject } from "../assessment.ts";
import type { Check } from "../checks/define-check.ts";
import type { Resource } from "../model/resource.ts";
import { type Extent, isWithin, matchesOf } from "./addresses.ts";
import type { Waiver } from "./policy.ts";
import type { Report, ReportedAssessment } from "./report.ts";

/** What a run looked at: a waiver of anything else is not idle. */
export interface Coverage {
  /** The ids of the checks that looked at all of their subjects. */
  readonly checks: ReadonlySet<string>;
  readonly resources: readonly Resource[];
  /** Whether a waiver that waives nothing decides the exit code. */
  readonly strict: boolean;
}

export interface WaiverBook {
  /** The waiver that accepts this failure, or null. */
  use(check: Check, subject: Subject, mandatory: boolean): ReportedAssessment["waiver"];
  /** Every waiver with what became of it. */
  account(audited: Coverage): Report["waivers"];
}

type Status = Report["waivers"][number]["status"];

export function openWaivers(waivers: readonly Waiver[], now: Date, expiresWithinDays = 30): WaiverBook {
  const today = now.toISOString().slice(0, 10);
  const statuses = new Map<Waiver, Status>(waivers.map((waiver) => [waiver, isExpired(waiver, today) ? "expired" : "unused"]));
  const mark = (waiver: Waiver, status: Status): void => {
    if (statuses.get(waiver) !== "used") statuses.set(waiver, status);
  };
  return {
    use(check, subject, mandatory) {
      const matches = matchesOf(subject);
      const covers = ({ extent, subject: glob }: Waiver): boolean =>
        extent === undefined ? matches(glob) : isWithin(subject, extent);
      const own = waivers.filter((waiver) => waiver.check === check.id && covers(waiver));
      const valid = own.filter((waiver) => statuses.get(waiver) !== "expired");
      for (const waiver of valid) mark(waiver, mandatory ? "forbidden" : "used");
      const [first] = mandatory ? [] : valid;
      return first === undefined ? null : { reason: first.reason, expires: first.expires };
    },
    account: (audited) =>
      waivers.map((waiver) => {
        const { check, subject, reason, expires, location = null } = waiver;
        const isIdle = statuses.get(waiver) === "unused";
        const status = isIdle && !isSeen(waiver, audited) ? "not-assessed" : (statuses.get(waiver) ?? "unused");
        const expiresInDays = expires === null ? null : daysBetween(today, expires);
        const expiring = status === "used" && expiresInDays !== null && expiresInDays <= expiresWithinDays;
        const gating = audited.strict && status === "unused";
        return { check, subject, reason, expires, status, gating, expiresInDays, expiring, location };
      }),
  };
}

/** A resource that this deployment does not have takes the waivers in its metadata with it. */
function isSeen({ check, extent }: Waiver, { checks, resources }: Coverage): boolean {
  return checks.has(check) && (extent === undefined || isThere(extent, resources));
}

function isThere(extent: Extent, resources: readonly Resource[]): boolean {
  return resources.some((resource) => isWithin({ stack: resource.stack, resource }, extent));
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The day of expiry is the last one on which it waives. */
function isExpired({ expires }: Waiver, today: string): boolean {
  return expires !== null && expires < today;
}
