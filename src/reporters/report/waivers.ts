// Waivers that expire soon.
import type { Report } from "../../audit/report.ts";

/** `progressive-traffic Orders/LegacyFn expires in 12 days, on 2027-01-31: retired in Q1`, the soonest first. */
export function expiringWaivers({ waivers }: Pick<Report, "waivers">): readonly string[] {
  return waivers
    .filter(({ expiring }) => expiring === true)
    .sort((a, b) => (a.expiresInDays ?? 0) - (b.expiresInDays ?? 0))
    .map(({ check, subject, reason, expires, expiresInDays }) => {
      const days = expiresInDays ?? 0;
      const when = days === 0 ? "today" : days === 1 ? "tomorrow" : `in ${days} days, on ${expires}`;
      return `${check} ${subject} expires ${when}: ${reason}`;
    });
}
