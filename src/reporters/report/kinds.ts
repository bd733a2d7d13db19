// The four kinds of fitness functions, atomic or holistic, triggered or continual: their checks, and which are empty.
import type { Report, ReportedCheck, Summary } from "../../audit/report.ts";
import { counted } from "./counts.ts";

export const SCOPES = ["atomic", "holistic"] as const;
export const CADENCES = ["triggered", "continual"] as const;

export interface Kind {
  readonly scope: (typeof SCOPES)[number];
  readonly cadence: (typeof CADENCES)[number];
  /** The checks that assessed something, in the order of the report. */
  readonly asked: readonly ReportedCheck[];
  readonly summary: Summary;
  /** Why no check of this kind assessed anything, and what would; null where one did. */
  readonly empty: string | null;
  /** The same in two or three words. */
  readonly lack: string | null;
}

/** One scope after the other, triggered before continual. */
export function kindsOf({ checks, source }: Pick<Report, "checks" | "source">): readonly Kind[] {
  return SCOPES.flatMap((scope) =>
    CADENCES.map((cadence): Kind => {
      const own = checks.filter((check) => check.scope === scope && check.cadence === cadence);
      const asked = own.filter(({ summary }) => sizeOf(summary) > 0);
      const isEmpty = asked.length === 0;
      const empty = isEmpty ? whyEmpty(own, source.kind) : null;
      return { scope, cadence, asked, summary: summed(asked), empty, lack: isEmpty ? lackOf(own, source.kind) : null };
    }),
  );
}

function whyEmpty(checks: readonly ReportedCheck[], kind: Report["source"]["kind"]): string {
  const of = (status: ReportedCheck["status"]): number => checks.filter((check) => check.status === status).length;
  const [skipped, idle, broken] = [of("skipped"), of("not-applicable"), of("error")];
  const lack = kind === "template" ? "a live stack (--stack)" : "live data that was not read";
  const reasons = [
    ...(skipped === 0 ? [] : [`${counted(skipped, "check needs", "checks need")} ${lack}`]),
    ...(idle === 0 ? [] : [`${counted(idle, "check")} found no subject`]),
    ...(broken === 0 ? [] : [`${counted(broken, "check")} failed to run`]),
  ];
  return reasons.length === 0 ? "no check of this kind is enabled" : reasons.join(", ");
}

function lackOf(checks: readonly ReportedCheck[], kind: Report["source"]["kind"]): string {
  const has = (wanted: ReportedCheck["status"]): boolean => checks.some(({ status }) => status === wanted);
  if (has("skipped")) return kind === "template" ? "needs --stack" : "not recorded";
  if (has("error")) return "failed to run";
  return has("not-applicable") ? "no subject" : "not enabled";
}

export function sizeOf(summary: Summary): number {
  return summary.pass + summary.fail + summary.unknown + summary.waived + summary.baselined;
}

function summed(items: readonly { readonly summary: Summary }[]): Summary {
  const sum = (name: keyof Summary): number => items.reduce((all, { summary }) => all + summary[name], 0);
  return {
    pass: sum("pass"),
    fail: sum("fail"),
    unknown: sum("unknown"),
    waived: sum("waived"),
    baselined: sum("baselined"),
  };
}
