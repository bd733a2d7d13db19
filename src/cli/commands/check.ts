// fitness check: reads a system, audits it, reports. The exit code is the report's.
import { dayOf } from "../../audit/baseline/day.ts";
import { shrunken } from "../../audit/baseline/update.ts";
import type { Report } from "../../audit/report.ts";
import type { Check } from "../../checks/define-check.ts";
import type { ResolvedConfig } from "../../config/load.ts";
import { withWrittenWaivers } from "../../config/written-waivers.ts";
import { UsageError } from "../../errors.ts";
import { auditWithPlugins } from "../../plugins/audit-with-plugins.ts";
import { drawing, reporters } from "../../reporters/index.ts";
import { baselineOf, writeBaseline } from "../baseline.ts";
import { chooseChecks } from "../choose-checks.ts";
import { configForSystem, noteTo } from "../config.ts";
import { withDrawings } from "../drawn.ts";
import { gatherFacts } from "../facts.ts";
import { paragraph } from "../failure.ts";
import type { Io } from "../io.ts";
import { type CheckOptions, checkLayer } from "../options.ts";
import { validateReporters, writeReports } from "../output.ts";
import { toolIdentity } from "../package.ts";

/** @returns the exit code */
export async function check(options: CheckOptions, io: Io): Promise<number> {
  const now = new Date();
  const began = performance.now();
  const note = noteTo(io, options.quiet);
  const config = await configForSystem(options, io, checkLayer(options), options.check ?? []);
  const chosen = config.reporters.length > 0 ? config.reporters : [{ name: "human", file: null, all: false }];
  validateReporters(chosen, reporters, options.reporter === undefined ? config.placeOf("reporters") : null);
  refuseHistory(config);
  const against = baselineOf(config, io, { updates: options.updateBaseline === true });
  const checks = chooseChecks(config.checks, options.check, options.skip);
  const { facts, broken } = await gatherFacts({ ...config, checks }, { io, now, quiet: options.quiet === true, note });
  const audited = await auditWithPlugins(facts, {
    ...withWrittenWaivers(config, facts),
    checks,
    broken,
    against,
    now,
    tool: toolIdentity(),
    elapsedMs: () => Math.round(performance.now() - began),
  });
  const report = chosen.some(({ name }) => drawing.has(name)) ? withDrawings(audited, facts, config) : audited;
  for (const text of whyNothing(report, checks, config, options)) note(text);
  if (against?.updates && report.baseline !== null) {
    const smaller = shrunken(against.baseline, report.baseline, dayOf(now));
    if (smaller !== null) writeBaseline(smaller, io.cwd);
  }
  writeReports(report, chosen, reporters, io, { verbose: options.verbose === true, colour: options.color });
  for (const { file, message } of report.unread) io.stderr.write(paragraph({ file }, message, null));
  return report.exitCode;
}

/** What was asked for by name and could say nothing. */
function whyNothing({ assessments }: Report, checks: readonly Check[], config: ResolvedConfig, asked: CheckOptions): string[] {
  const wanting = checks.flatMap((each) => {
    const { missing } = config.settingsOf(each, () => true);
    const isAsked = missing.length > 0 && asked.check?.includes(each.id) === true;
    return isAsked ? [`${each.id} asks for nothing until the config gives its options: ${missing.join(", ")}`] : [];
  });
  if (config.select.length === 0 || assessments.length > 0) return wanting;
  return [...wanting, "no subject matches what is selected; a subject is named as the report shows it, e.g. Stack/LogicalId"];
}

/** A gate that silently compared with nothing would be worse than none. */
function refuseHistory({ history, placeOf }: ResolvedConfig): void {
  if (history === null) return;
  throw new UsageError("the config has a history, which this version cannot compare with", {
    place: placeOf("history"),
    remedy: "remove history",
  });
}
