// Loads the config: finds it, merges what it extends, validates it and resolves it to a policy.
import path from "node:path";
import type { Policy, UnknownPolicy, Waiver } from "../audit/policy.ts";
import type { Check } from "../checks/define-check.ts";
import { type Place, UsageError } from "../errors.ts";
import type { Location } from "../model/facts.ts";
import type { Json } from "../model/json.ts";
import { defaultWorkerLimits } from "../plugins/worker-limits.ts";
import { attestedCheck } from "./attestation.ts";
import { attestationsIn, type WrittenAttestation } from "./attestations.ts";
import {
  fromCwd,
  type HistoryChoice,
  historyIn,
  parseReporter,
  parseTarget,
  type ReporterChoice,
  type Target,
} from "./choices.ts";
import { findConfig, shownPath } from "./discover.ts";
import type { Document } from "./document.ts";
import {
  environmentLayers,
  given,
  type Layer,
  missingEnvironment,
  type OtherEnvironments,
  readLayers,
  validateLayers,
} from "./layers.ts";
import { type Loaded, loadPlugins, refuseOptions } from "./plugins.ts";
import { presets } from "./presets/index.ts";
import type { CheckEntry, Config } from "./schema.ts";
import { hasStrictWaivers, pluginsIn, type Settings, settingsFrom, workerLimitsIn } from "./settings.ts";

export interface ConfigRequest {
  readonly cwd: string;
  /** As given to --config; undefined: the nearest upwards from `cwd`, if any; null: none. */
  readonly file?: string | null | undefined;
  readonly environment?: string | undefined;
  /** What is audited may have environments of its own: one that the config lacks is not refused yet. */
  readonly environmentElsewhere?: boolean;
  /** The built-in checks; plugins add to them. */
  readonly checks: readonly Check[];
  /** What the command line says, in the config's own keys; it wins over every file. */
  readonly commandLine?: Config;
  /** Checks named on the command line: one that is off runs with the severity it declares, else as a warning. */
  readonly turnOn?: readonly string[];
  /** Takes what configs in code and plug-ins print; undefined: the output is dropped. */
  readonly write?: ((text: string) => void) | undefined;
  /** Told how to end what the config keeps open, the processes of its plug-ins; else they end with this one. */
  readonly atEnd?: ((close: () => void) => void) | undefined;
}

export type AbsentEnvironment = (others?: OtherEnvironments) => UsageError;

/** Everything that the config, its environment and the command line say. Paths are relative to the working directory. */
export interface ResolvedConfig extends Policy, Settings, Loaded {
  readonly file: string | null;
  readonly environment: string | null;
  /** Where the config does not have it: the error to throw if nothing else has it either. */
  readonly absentEnvironment: AbsentEnvironment | null;
  readonly target: Target | null;
  /** Those that win over the parameter files. */
  readonly parameters: ReadonlyMap<string, Json>;
  /** Those of layers weaker than the one that names the parameter files, which win over them. */
  readonly weakParameters: ReadonlyMap<string, Json>;
  /** By parameter, the file of the config that gives it; none for what the command line gives. */
  readonly parameterOrigins: ReadonlyMap<string, string>;
  readonly parameterFiles: readonly string[];
  readonly includeFiles: ReadonlyMap<string, string>;
  readonly stackName: string | null;
  readonly stackTags: ReadonlyMap<string, string>;
  readonly region: string | null;
  readonly profile: string | null;
  /** Seconds. */
  readonly timeout: number | null;
  readonly unknown: UnknownPolicy;
  readonly baseline: string | null;
  readonly history: HistoryChoice | null;
  readonly reporters: readonly ReporterChoice[];
  /** Those that the config raises. */
  readonly limits: { readonly [Key in keyof NonNullable<Config["limits"]>]?: number };
  /** Where the strongest file that has this key has it; null where none does. */
  placeOf(key: keyof Config): Place | null;
}

/** @throws UsageError for anything that is not right in it, with its place */
export async function loadConfig(request: ConfigRequest): Promise<ResolvedConfig> {
  const { cwd } = request;
  const file = request.file === undefined ? findConfig(cwd) : request.file && path.resolve(cwd, request.file);
  const code = { cwd, limits: defaultWorkerLimits, write: request.write ?? (() => {}), atEnd: request.atEnd };
  const base = file === null ? recommendedLayers() : await readLayers(file, code);
  const { own, absent } = environmentOf(base, request);
  const files = [...base, ...own];
  const loaded = await loadPlugins(request.checks, pluginsIn(base), { ...code, limits: workerLimitsIn(base) });
  const attested = attestationsIn(files);
  const checks = withAttested(loaded.checks, attested);
  validateLayers(base, checks);
  const layers = [...files, { document: commandLineDocument(request.commandLine ?? {}, cwd) }];
  const settings = settingsFrom({
    checks,
    layers,
    turnOn: [...(request.turnOn ?? []), ...attestedOn(attested, layers)],
    unknown: request.commandLine?.unknown ?? null,
  });
  await refuseOptions(settings.optionSets);
  return {
    ...loaded,
    ...settings,
    ...sourceKeys(layers, cwd),
    ...policyKeys(layers, checks),
    file: file === null ? null : shownPath(file, cwd),
    environment: request.environment ?? null,
    absentEnvironment: absent,
    checks,
    baseline: latest(layers, "baseline", (value, document) => fromCwd(value, document, cwd)),
    history: latest(layers, "history", (value, document) => historyIn(value, document, cwd)),
    reporters: latest(layers, "reporters", (value, document) => value.map((text) => parseReporter(text, document, cwd))) ?? [],
    placeOf: (key) => given(files, key).at(-1)?.document.placeOf([key], "key") ?? null,
  };
}

interface Environment {
  readonly own: readonly Layer[];
  readonly absent: AbsentEnvironment | null;
}

function environmentOf(base: readonly Layer[], { environment, environmentElsewhere = false }: ConfigRequest): Environment {
  const own = environment === undefined ? [] : environmentLayers(base, environment);
  if (environment === undefined || own.length > 0) return { own, absent: null };
  const absent: AbsentEnvironment = (others) => missingEnvironment(base, environment, others);
  if (!environmentElsewhere) throw absent();
  return { own, absent };
}

/** @throws UsageError for an id that is taken */
function withAttested(checks: readonly Check[], attestations: readonly WrittenAttestation[]): readonly Check[] {
  const taken = attestations.find(({ attestation: { id } }) => checks.some((check) => check.id === id));
  if (taken !== undefined) {
    throw new UsageError(`the attestation ${JSON.stringify(taken.attestation.id)} uses the id of a check`, {
      place: taken.document.placeOf([...taken.path, "id"], "value"),
      remedy: "give it a unique id",
    });
  }
  return [...checks, ...attestations.map(({ attestation }) => attestedCheck(attestation))];
}

/** An attestation turns its check on, whatever the preset, unless the config turns the check off by its id. */
function attestedOn(attestations: readonly WrittenAttestation[], layers: readonly Layer[]): readonly string[] {
  return attestations.flatMap(({ attestation: { id } }) => {
    const written = given(layers, "checks").findLast(({ value }) => Object.hasOwn(value, id))?.value[id] as CheckEntry | string;
    const isOff = written === "off" || (typeof written === "object" && written.severity === "off");
    return isOff ? [] : [id];
  });
}

function recommendedLayers(): Layer[] {
  const preset = presets.get("recommended");
  return preset === undefined ? [] : [{ preset }];
}

const COMMAND_LINE = "the command line";

function commandLineDocument(config: Config, cwd: string): Document {
  return { file: COMMAND_LINE, folder: cwd, value: config as Json, placeOf: () => ({ file: COMMAND_LINE }) };
}

function sourceKeys(layers: readonly Layer[], cwd: string) {
  const asGiven = <T>(value: T): T => value;
  const namingFiles = Math.max(
    layers.findLastIndex((layer) => given([layer], "parameterFiles").length > 0),
    0,
  );
  return {
    target: latest(layers, "target", (value, document) => parseTarget(value, document, cwd)),
    parameters: merged(layers.slice(namingFiles), "parameters", (value) => value as Json),
    weakParameters: merged(layers.slice(0, namingFiles), "parameters", (value) => value as Json),
    parameterOrigins: originsOfParameters(layers),
    parameterFiles:
      latest(layers, "parameterFiles", (files, document) => files.map((file) => fromCwd(file, document, cwd))) ?? [],
    includeFiles: merged(layers, "includeFiles", (file, document) => fromCwd(file, document, cwd)),
    stackName: latest(layers, "stackName", asGiven),
    stackTags: merged(layers, "stackTags", (value) => value),
    region: latest(layers, "region", asGiven),
    profile: latest(layers, "profile", asGiven),
    timeout: latest(layers, "timeout", asGiven),
    limits: Object.fromEntries(merged(layers, "limits", (value) => value)),
  };
}

function originsOfParameters(layers: readonly Layer[]): ReadonlyMap<string, string> {
  const files = merged(layers, "parameters", (_value, { file }) => file);
  return new Map([...files].filter(([, file]) => file !== COMMAND_LINE));
}

function policyKeys(layers: readonly Layer[], checks: readonly Check[]) {
  const ids = new Set(checks.map((check) => check.id));
  return {
    select: latest(layers, "select", (value) => value) ?? [],
    failOn: latest(layers, "failOn", (value) => value) ?? "error",
    unknown: latest(layers, "unknown", (value) => value) ?? "gate",
    includeInfrastructure: latest(layers, "includeInfrastructure", (value) => value) ?? false,
    scoreMinimum: given(layers, "score").findLast(({ value }) => value.minimum !== undefined)?.value.minimum ?? null,
    scoreMinimums: Object.assign({}, ...given(layers, "score").map(({ value }) => value.characteristics)) as Record<
      string,
      number
    >,
    waivers: given(layers, "waivers").flatMap(({ value, document }) =>
      value.flatMap((waiver, index): Waiver[] => {
        if (!ids.has(waiver.check)) return [];
        const location = wholePlace(document.placeOf(["waivers", index], "value"));
        return [{ ...waiver, expires: waiver.expires ?? null, location }];
      }),
    ),
    strictWaivers: hasStrictWaivers(layers),
    expiresWithinDays: latest(layers, "expiresWithinDays", (value) => value) ?? 30,
  };
}

/** null for a config in code, whose values have no place. */
function wholePlace({ file, line, column }: Place): Location | null {
  return line === undefined || column === undefined ? null : { file, line, column };
}

function latest<Key extends keyof Config, T>(
  layers: readonly Layer[],
  key: Key,
  read: (value: NonNullable<Config[Key]>, document: Document) => T,
): T | null {
  const strongest = given(layers, key).at(-1);
  return strongest === undefined ? null : read(strongest.value, strongest.document);
}

type MapKey = "parameters" | "includeFiles" | "stackTags" | "limits";
type Member<Key extends MapKey> = NonNullable<NonNullable<Config[Key]>[keyof NonNullable<Config[Key]>]>;

function merged<Key extends MapKey, T>(
  layers: readonly Layer[],
  key: Key,
  read: (value: Member<Key>, document: Document) => T,
): Map<string, T> {
  return new Map(
    given(layers, key).flatMap(({ value, document }) =>
      Object.entries(value).map(([name, member]): [string, T] => [name, read(member as Member<Key>, document)]),
    ),
  );
}
