// fitness check: reads a system, audits it, reports. The exit code is the report's.
import type { BaselinePolicy } from "../../audit/baseline/baseline.ts";
import { dayOf } from "../../audit/baseline/day.ts";
import { shrunken } from "../../audit/baseline/update.ts";
import type { Report } from "../../audit/report.ts";
import type { Check } from "../../checks/define-check.ts";
import type { ResolvedConfig } from "../../config/load.ts";
import { withWrittenWaivers } from "../../config/written-waivers.ts";
import { PluginError } from "../../errors.ts";
import { toolIdentity } from "../../package-root.ts";
import { auditWithPlugins } from "../../plugins/audit-with-plugins.ts";
import { drawing, reporters } from "../../reporters/index.ts";
import { baselineOf, writeBaseline } from "../baseline.ts";
import { chooseChecks } from "../choose-checks.ts";
import { configForSystem, noteTo } from "../config.ts";
import { withDrawings } from "../drawn.ts";
import { gatherFacts } from "../facts.ts";
import { paragraph } from "../failure.ts";
import { entriesFor, historyOf } from "../history/history.ts";
import type { Io } from "../io.ts";
import { type CheckOptions, checkLayer } from "../options.ts";
import { appendSummary, type KnownReporters, validateReporters, writeReports } from "../output.ts";
import type { SideRequest } from "../sides.ts";

/** @returns the exit code */
export async function check(options: CheckOptions, io: Io): Promise<number> {
  const now = new Date();
  // The global performance loads a module of Node first.
  const began = process.hrtime.bigint();
  const note = noteTo(io, options.quiet);
  const config = await configForSystem(options, io, checkLayer(options), options.check ?? []);
  const chosen = config.reporters.length > 0 ? config.reporters : [{ name: "human", file: null, all: false }];
  const known = withPlugins(config, reporters);
  validateReporters(chosen, known.reporters, options.reporter === undefined ? config.placeOf("reporters") : null);
  const against = baselineOf(config, io, { updates: options.updateBaseline === true });
  const history = await historyOf(config, io, note);
  try {
    const checks = chooseChecks(config.checks, options.check, options.skip);
    const { facts, broken } = await gatherFacts({ ...config, checks }, { io, now, quiet: options.quiet === true, note });
    const elapsedMs = (): number => Math.round(Number(process.hrtime.bigint() - began) / 1e6);
    const run = { checks, broken, against, now, tool: toolIdentity(), elapsedMs };
    const audited = await auditWithPlugins(facts, { ...withWrittenWaivers(config, facts), ...run });
    const isDrawn =
      history !== null ||
      options.against !== undefined ||
      chosen.some(({ name }) => drawing.has(name) || known.drawing.has(name));
    const drawn = isDrawn ? withDrawings(audited, facts, config) : audited;
    const past = { history: history === null ? null : entriesFor(drawn, history.runs) };
    const report = { ...drawn, ...past, ...(await comparedWith(options.against, drawn, { config, io, now, quiet: true, note })) };
    for (const text of whyNothing(report, checks, config, options)) note(text);
    shrink(against, report, now, io);
    await writeReports(report, chosen, known.reporters, io, { verbose: options.verbose === true, colour: options.color });
    await appendSummary(report, chosen, known.reporters, io);
    for (const { file, message } of report.unread) io.stderr.write(paragraph({ file }, message, null));
    await history?.record(report);
    return report.exitCode;
  } finally {
    history?.close();
  }
}

/** The reporters that there are, and those of plug-ins that show the wiring. @throws PluginError for a name that is taken */
function withPlugins({ pluginReporters }: ResolvedConfig, builtIn: KnownReporters) {
  const taken = pluginReporters.find(({ name }) => Object.hasOwn(builtIn, name));
  if (taken !== undefined)
    throw new PluginError(`a plug-in defines the reporter ${taken.name}, which already exists`, {
      remedy: "give it a unique name",
    });
  const brought = pluginReporters.map(({ name, render }) => [name, render] as const);
  const drawn = pluginReporters.filter(({ drawings }) => drawings).map(({ name }) => name);
  return { reporters: { ...builtIn, ...Object.fromEntries(brought) }, drawing: new Set(drawn) };
}

async function comparedWith(name: string | undefined, report: Report, request: SideRequest): Promise<Pick<Report, "comparison">> {
  if (name === undefined) return {};
  const { readSide } = await import("../sides.ts");
  const { compareReports } = await import("../../comparison/comparison.ts");
  return { comparison: compareReports(await readSide(name, request), report) };
}

/** The baseline's file without what no longer fails, where that is asked for. */
function shrink(against: BaselinePolicy | null, { baseline }: Report, now: Date, io: Io): void {
  if (!against?.updates || baseline === null) return;
  const smaller = shrunken(against.baseline, baseline, dayOf(now));
  if (smaller !== null) writeBaseline(smaller, io.cwd);
}

/** What was asked for by name and could say nothing. */
function whyNothing({ assessments }: Report, checks: readonly Check[], config: ResolvedConfig, asked: CheckOptions): string[] {
  const wanting = checks.flatMap((each) => {
    const { missing } = config.settingsOf(each, () => true);
    const isAsked = missing.length > 0 && asked.check?.includes(each.id) === true;
    return isAsked ? [`${each.id} has no effect until the config sets its options: ${missing.join(", ")}`] : [];
  });
  if (config.select.length === 0 || assessments.length > 0) return wanting;
  return [...wanting, "no subject matches --select; name subjects as the report shows them, e.g. Stack/LogicalId"];
}
