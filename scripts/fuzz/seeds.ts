// Where fuzzing starts: the fixtures and, where they are, the corpora of public templates.
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Json } from "../../src/model/json.ts";
import { defaultLimits } from "../../src/sources/source.ts";
import { readDocument } from "../../src/sources/template/read.ts";
import { type LooseRecording, recordingOf } from "../../test/recordings.ts";
import { corpus } from "../corpora.ts";

const root = path.resolve(import.meta.dirname, "../..");
const fixtures = path.join(root, "fixtures");
const largest = 200_000;

export interface TemplateSeed {
  readonly name: string;
  readonly bytes: Buffer;
  readonly tree: Json;
}

export interface Seeds {
  readonly templates: readonly TemplateSeed[];
  /** Recordings of live systems. */
  readonly recordings: readonly Json[];
  /** Folders of CDK assemblies, by relative path. */
  readonly assemblies: readonly ReadonlyMap<string, Buffer>[];
}

export function loadSeeds(): Seeds {
  const files = filesBelow(fixtures).filter((file) => !file.includes(`${path.sep}fuzz${path.sep}`));
  const corpora = ["templates", "sam"].flatMap((name) => corpus(name) ?? []).flatMap(filesBelow);
  const texts = [...files, ...corpora].filter((file) => /\.(?:ya?ml|json|template)$/.test(file) && !/\.live\.json$/.test(file));
  return {
    templates: texts.flatMap(templateIn),
    recordings: files.filter((file) => file.endsWith(".live.json")).map(recordingIn),
    assemblies: files.filter((file) => path.basename(file) === "cdk.out").map((file) => folderIn(path.dirname(file))),
  };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => statSync(file).size < largest)
    .sort();
}

function templateIn(file: string): TemplateSeed[] {
  const bytes = readFileSync(file);
  try {
    const { root: tree } = readDocument(bytes, file, defaultLimits);
    return typeof tree === "object" && tree !== null && "Resources" in tree ? [{ name: path.basename(file), bytes, tree }] : [];
  } catch {
    return [];
  }
}

function recordingIn(file: string): Json {
  return JSON.parse(JSON.stringify(recordingOf(JSON.parse(readFileSync(file, "utf8")) as LooseRecording))) as Json;
}

function folderIn(folder: string): ReadonlyMap<string, Buffer> {
  return new Map(filesBelow(folder).map((file) => [path.relative(folder, file), readFileSync(file)]));
}
