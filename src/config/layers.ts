// Gathers everything that has a say, weakest first: presets, extended files, the config, its environment, the command line.
import type { Check } from "../checks/define-check.ts";
import { UsageError } from "../errors.ts";
import { asText, at, type Json, type JsonObject, type Path, property } from "../model/json.ts";
import { suggestName } from "../nearest.ts";
import { configError } from "./complaint.ts";
import { type CodeRequest, locateModule, readConfig } from "./discover.ts";
import type { Document } from "./document.ts";
import { presets } from "./presets/index.ts";
import type { Preset } from "./presets/preset.ts";
import { type Config, configSchema, originsSchema } from "./schema.ts";

export type Layer = { readonly preset: Preset } | { readonly document: Document };

/** The layers of a config file, its `extends` first. @param file absolute */
export async function readLayers(file: string, request: CodeRequest): Promise<Layer[]> {
  return layersOf(file, request, []);
}

async function layersOf(file: string, request: CodeRequest, above: readonly string[]): Promise<Layer[]> {
  const document = await readConfig(file, request);
  const origins = originsSchema.safeParse(document.value);
  if (!origins.success) {
    throw configError(origins.error, { value: document.value, schema: originsSchema, placeOf: document.placeOf });
  }
  const implied = above.length === 0 ? ["recommended"] : [];
  const bases = [origins.data.extends ?? implied].flat();
  const layers: Layer[] = [];
  for (const [index, base] of bases.entries()) {
    const preset = presets.get(base);
    if (preset !== undefined) layers.push({ preset });
    else layers.push(...(await extended(base, index, document, [...above, file], request)));
  }
  return [...layers, { document }];
}

async function extended(
  base: string,
  index: number,
  document: Document,
  above: readonly string[],
  request: CodeRequest,
): Promise<Layer[]> {
  const place = document.placeOf(Array.isArray(property(document.value, "extends")) ? ["extends", index] : ["extends"], "value");
  const file = await locateModule(base, document.folder);
  if (file === null) {
    throw new UsageError(`extends names ${JSON.stringify(base)}, which is not a preset or an installed package`, {
      place,
      remedy: suggestName(base, presets.keys()),
    });
  }
  if (above.includes(file)) {
    throw new UsageError(`extends is circular: ${document.file} extends ${base} again`, {
      place,
      remedy: "remove this entry",
    });
  }
  return layersOf(file, request, above);
}

export function documentsOf(layers: readonly Layer[]): Document[] {
  return layers.flatMap((layer) => ("document" in layer ? [layer.document] : []));
}

/** Holds every document against the schema, with the ids and options of these checks. */
export function validateLayers(layers: readonly Layer[], checks: readonly Check[]): void {
  for (const { value, placeOf } of documentsOf(layers)) {
    // The options of all checks take longer to describe than a whole template takes to audit.
    const named = checksNamedIn(value);
    const own = configSchema({ checks: checks.filter(({ id }) => named.has(id)), open: false });
    if (own.safeParse(value).success) continue;
    const schema = configSchema({ checks, open: false });
    const result = schema.safeParse(value);
    if (!result.success) throw configError(result.error, { value, schema, placeOf });
  }
}

/** The ids at all places where a config can have one. */
function checksNamedIn(config: Json): ReadonlySet<string> {
  const bodies = [config, ...Object.values(property(config, "environments") ?? {})];
  const listed = (key: string): Json[] => bodies.flatMap((body) => property(body, key) ?? []);
  const entries = [...bodies, ...listed("overrides")].flatMap((body) => Object.keys(property(body, "checks") ?? {}));
  return new Set([...entries, ...listed("waivers").map((waiver) => asText(property(waiver, "check")))]);
}

/** The entries of an environment as layers of their own; none where no config has that environment. */
export function environmentLayers(layers: readonly Layer[], environment: string): readonly Layer[] {
  const prefix: Path = ["environments", environment];
  const found = documentsOf(layers).filter((document) => at(document.value, prefix) !== undefined);
  return found.map((document) => ({ document: below(document, prefix) }));
}

/** Where else an environment could be, and the names that there are. */
export interface OtherEnvironments {
  readonly files: readonly string[];
  readonly names: readonly string[];
}

export function missingEnvironment(
  layers: readonly Layer[],
  environment: string,
  others: OtherEnvironments = { files: [], names: [] },
): UsageError {
  const documents = documentsOf(layers);
  const own = documents.flatMap((document) => Object.keys((property(document.value, "environments") ?? {}) as JsonObject));
  const names = [...own, ...others.names];
  const where = others.files.length === 0 ? "the config has no" : `neither the config nor ${others.files.join(", ")} has an`;
  return new UsageError(`${where} environment ${JSON.stringify(environment)}`, {
    place: { file: documents.at(-1)?.file ?? others.files[0] ?? "fitness.config.json" },
    remedy: names.length === 0 ? "add it under `environments`" : suggestName(environment, names),
  });
}

function below(document: Document, prefix: Path): Document {
  return {
    ...document,
    value: at(document.value, prefix) ?? null,
    placeOf: (path, part) => document.placeOf([...prefix, ...path], part),
  };
}

/** Everything that layers say on one key, weakest first. */
export function given<Key extends keyof Config>(
  layers: readonly Layer[],
  key: Key,
): { value: NonNullable<Config[Key]>; document: Document }[] {
  return documentsOf(layers).flatMap((document) => {
    const value = property(document.value, key as string) as Json | undefined;
    return value === undefined ? [] : [{ value: value as unknown as NonNullable<Config[Key]>, document }];
  });
}
