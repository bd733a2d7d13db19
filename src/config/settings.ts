// Works out what each check is given: severities, options and scope from all layers, for all subjects or for one.
import type * as z from "zod";
import type { CheckSettings, Severity, UnknownPolicy } from "../audit/policy.ts";
import type { Check } from "../checks/define-check.ts";
import { at, type Json, type Path, property } from "../model/json.ts";
import { isPluginCheck, type PluginCheck } from "../plugins/plugin-check.ts";
import { defaultWorkerLimits, type WorkerLimits } from "../plugins/worker-limits.ts";
import { configError, type Issues } from "./complaint.ts";
import type { Document } from "./document.ts";
import { documentsOf, given, type Layer } from "./layers.ts";
import { all } from "./presets/all.ts";
import type { CheckEntry } from "./schema.ts";

/** What one document says on one check, and where. */
interface Source {
  /** null for a preset. */
  readonly document: Document | null;
  readonly path: Path;
  readonly entry: CheckEntry;
}

interface Override {
  readonly subjects: readonly string[];
  readonly source: Source;
}

interface Configured {
  readonly sources: readonly Source[];
  readonly severity: Severity;
}

export interface SettingsRequest {
  readonly checks: readonly Check[];
  readonly layers: readonly Layer[];
  /** Checks that were named on the command line: one that is off runs with the severity it declares, else as a warning. */
  readonly turnOn: readonly string[];
  /** Given on the command line, where it beats what single checks say; else null. */
  readonly unknown: UnknownPolicy | null;
}

export interface Settings {
  readonly baseSettings: ReadonlyMap<string, CheckSettings>;
  settingsOf(check: Check, matches: (glob: string) => boolean): CheckSettings;
  isEnabled(check: Check): boolean;
  /** The options that are given to checks of plug-ins, each set once: only the plug-in can say whether they are right. */
  readonly optionSets: readonly OptionSet[];
}

export interface OptionSet {
  readonly check: PluginCheck;
  readonly options: unknown;
  /** The error for what the check's schema finds wrong with them. */
  errorOf(issues: readonly z.core.$ZodIssue[]): Error;
}

/** @throws UsageError where the options of the layers do not fit together */
export function settingsFrom(request: SettingsRequest): Settings {
  const overrides = new Map(request.checks.map((check) => [check.id, overridesOf(request.layers, check.id)]));
  const configured = new Map(request.checks.map((check) => [check.id, configuredFor(request, check)]));
  const known = new Map<string, CheckSettings>();
  const optionSets: OptionSet[] = [];

  const settle = (check: Check, indexes: readonly number[], included: boolean): CheckSettings => {
    const key = `${check.id} ${indexes.join(",")} ${included}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const own = configured.get(check.id) ?? { sources: [], severity: "off" };
    const extra = indexes.flatMap((index) => overrides.get(check.id)?.[index]?.source ?? []);
    // The two variants of `included` share the options, which callers compare by identity.
    const other = known.get(`${check.id} ${indexes.join(",")} ${!included}`);
    const settings = other === undefined ? computed(request, check, own, extra, included) : { ...other, included };
    known.set(key, settings);
    if (isPluginCheck(check) && other === undefined && settings.missing.length === 0) {
      const sources = [...own.sources, ...extra];
      const { options } = settings;
      optionSets.push({ check, options, errorOf: (issues) => optionsError({ issues }, check, options, sources) });
    }
    return settings;
  };

  // Options that do not parse are reported now, not when a subject happens to match.
  for (const check of request.checks) {
    const all = (overrides.get(check.id) ?? []).map((_, index) => index);
    for (const index of all) settle(check, [index], true);
    settle(check, all, true);
  }
  return {
    optionSets,
    baseSettings: new Map(request.checks.map((check) => [check.id, settle(check, [], true)])),
    settingsOf(check, matches) {
      const own = overrides.get(check.id) ?? [];
      const indexes = own.flatMap((override, index) => (override.subjects.some(matches) ? [index] : []));
      return settle(check, indexes, isIncluded(configured.get(check.id)?.sources ?? [], matches));
    },
    isEnabled(check) {
      const severities = [
        configured.get(check.id)?.severity,
        ...(overrides.get(check.id) ?? []).map(({ source }) => source.entry.severity),
      ];
      return severities.some((severity) => severity !== undefined && severity !== "off");
    },
  };
}

function configuredFor({ layers, turnOn }: SettingsRequest, check: Check): Configured {
  const sources: Source[] = [];
  let severity: Severity = layers.length === 0 ? check.severity : "off";
  for (const layer of layers) {
    if ("preset" in layer) {
      severity = layer.preset.severity(severity, check.severity);
      const options = layer.preset.options?.[check.id];
      if (options !== undefined) sources.push({ document: null, path: [], entry: { options } });
      continue;
    }
    const source = sourceAt(layer.document, ["checks", check.id]);
    if (source === null) continue;
    sources.push(source);
    severity = source.entry.severity ?? severity;
  }
  const isTurnedOn = severity === "off" && turnOn.includes(check.id);
  // What the check declares, lest a failure that was asked for by name passes the gate.
  return { sources, severity: isTurnedOn ? all.severity(severity, check.severity) : severity };
}

function sourceAt(document: Document, path: Path): Source | null {
  const entry = at(document.value, path);
  if (entry === undefined) return null;
  return { document, path, entry: (typeof entry === "string" ? { severity: entry } : entry) as CheckEntry };
}

function overridesOf(layers: readonly Layer[], id: string): Override[] {
  return given(layers, "overrides").flatMap(({ value, document }) =>
    value.flatMap(({ subjects }, index) => {
      const source = sourceAt(document, ["overrides", index, "checks", id]);
      return source === null ? [] : [{ subjects, source }];
    }),
  );
}

function computed(
  request: SettingsRequest,
  check: Check,
  own: Configured,
  extra: readonly Source[],
  included: boolean,
): CheckSettings {
  const sources = [...own.sources, ...extra];
  const severity = last(extra, "severity") ?? own.severity;
  const raw = mergedOptions(sources);
  const missing = (check.requires ?? []).filter((name) => !raw.has(name));
  return {
    severity,
    options: missing.length > 0 ? undefined : parsedOptions(check, raw, sources),
    included,
    unknown: request.unknown ?? last(sources, "unknown") ?? given(request.layers, "unknown").at(-1)?.value ?? "gate",
    weight: last(sources, "weight") ?? { error: 3, warning: 2, info: 1, off: 0 }[severity],
    mandatory: last(sources, "mandatory") ?? false,
    tolerance: toleranceIn(last(sources, "tolerance")),
    missing,
  };
}

function toleranceIn(written: CheckEntry["tolerance"]): NonNullable<CheckSettings["tolerance"]> | null {
  if (written === undefined) return null;
  const { change, floor = 0 } = typeof written === "string" ? { change: written, floor: 0 } : written;
  return { share: Number.parseFloat(change) / 100, floor };
}

/** Options of later layers replace those of earlier ones, one by one. */
function mergedOptions(sources: readonly Source[]): ReadonlyMap<string, unknown> {
  return new Map(sources.flatMap(({ entry }) => Object.entries(entry.options ?? {})));
}

function parsedOptions(check: Check, raw: ReadonlyMap<string, unknown>, sources: readonly Source[]): unknown {
  const value = Object.fromEntries(raw);
  const result = check.options.safeParse(value);
  if (result.success) return result.data;
  throw optionsError(result.error, check, value, sources);
}

function optionsError(error: Issues, check: Check, value: unknown, sources: readonly Source[]): Error {
  const sourceOf = (path: Path): Source | undefined =>
    sources.findLast(({ entry }) => property(entry.options as Json | undefined, String(path[0])) !== undefined) ?? sources.at(-1);
  return configError(error, {
    value: value as Json,
    schema: check.options,
    placeOf(path, part) {
      const source = sourceOf(path);
      return source?.document?.placeOf([...source.path, "options", ...path], part) ?? { file: `the check ${check.id}` };
    },
  });
}

function isIncluded(sources: readonly Source[], matches: (glob: string) => boolean): boolean {
  const include = last(sources, "include");
  return (include === undefined || include.some(matches)) && !(last(sources, "exclude") ?? []).some(matches);
}

function last<Key extends keyof CheckEntry>(sources: readonly Source[], key: Key): CheckEntry[Key] | undefined {
  return sources.findLast(({ entry }) => entry[key] !== undefined)?.entry[key];
}

/** Whether one of the layers wants unused waivers to be errors. */
export function hasStrictWaivers(layers: readonly Layer[]): boolean {
  return layers.some((layer) => "preset" in layer && layer.preset.strictWaivers === true);
}

/** Where plugins are named: they are loaded before anything else is judged. */
export function pluginsIn(layers: readonly Layer[]) {
  return documentsOf(layers).flatMap((document) => {
    const plugins = property(document.value, "plugins");
    const names = Array.isArray(plugins) ? (plugins as string[]) : [];
    return names.map((name, index) => ({ name, folder: document.folder, place: document.placeOf(["plugins", index], "value") }));
  });
}

/** The bounds on plug-ins, from configs that were not validated against the schema yet: it is unknown without the plug-ins. */
export function workerLimitsIn(layers: readonly Layer[]): WorkerLimits {
  const limit = (key: string, fallback: number): number => {
    const given = documentsOf(layers).map(({ value }) => property(property(value, "limits"), key));
    return (given.findLast((value) => typeof value === "number" && value > 0) as number | undefined) ?? fallback;
  };
  const { seconds, megabytes } = defaultWorkerLimits;
  return { seconds: limit("pluginSeconds", seconds), megabytes: limit("pluginMegabytes", megabytes) };
}
