// Which construct made a resource, from the metadata of an assembly of any schema version, else from its construct tree.
import path from "node:path";
import type { ArtifactManifest } from "@aws-cdk/cloud-assembly-schema";
import { FitnessError } from "../../errors.ts";
import { isObject, type Json, type JsonObject, property } from "../../model/json.ts";
import { type Assembly, assemblyFile } from "./cdk-folder.ts";
import { sourceOfFrames } from "./cdk-frames.ts";
import { displayPath, isRegularFile, readBytes } from "./files.ts";
import { readDocument, type TemplateDocument } from "./read.ts";
import type { Reading } from "./reading.ts";
import { type Constructs, writtenPath } from "./stack.ts";

/** The metadata of one stack artifact and its nested stacks, by construct path without the leading slash. */
export interface StackMetadata {
  readonly entries: ReadonlyMap<string, readonly Json[]>;
  /** The construct path of the stack itself. */
  readonly stackPath: string;
  /** Construct paths by logical id; a nested stack may repeat an id of its parent. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  /** The folder of the application: frames below it are shown relative to it. */
  readonly application: string;
}

/** Reads the metadata when it is first asked for: a template that carries its paths, and no failure, need none of it. */
export function readMetadata(reading: Reading, assembly: Assembly, artifact: ArtifactManifest): () => StackMetadata {
  let read: StackMetadata | null = null;
  return () => {
    read ??= loadMetadata(reading, assembly, artifact);
    return read;
  };
}

function loadMetadata(reading: Reading, assembly: Assembly, artifact: ArtifactManifest): StackMetadata {
  const entries = new Map<string, readonly Json[]>();
  const stackPath = artifact.displayName?.split(" ", 1)[0] ?? "";
  const file = (artifact as unknown as JsonObject)["additionalMetadataFile"];
  const sources = [
    artifact.metadata as unknown as Json | undefined,
    file === undefined ? undefined : readInside(reading, assembly, "additionalMetadataFile", file)?.root,
  ];
  for (const source of sources.filter(isObject)) {
    for (const key of Object.keys(source)) {
      const list = source[key];
      if (Array.isArray(list)) entries.set(key.replace(/^\//, ""), list);
    }
  }
  const paths = new Map<string, string[]>();
  const add = (logicalId: string, constructPath: string): void => {
    paths.set(logicalId, [...(paths.get(logicalId) ?? []), constructPath]);
  };
  for (const [constructPath, list] of entries) {
    const logicalId = dataOf(list, "aws:cdk:logicalId");
    if (typeof logicalId === "string") add(logicalId, constructPath);
  }
  if (paths.size === 0) addFromTree(reading, assembly, stackPath, add);
  return { entries, stackPath, paths, application: path.dirname(assembly.root) };
}

/**
 * A file that only adds to what is known: where it cannot be read, a note says so.
 * @param mentioning a text without which the file is of no interest: then it is not parsed
 */
export function readInside(
  reading: Reading,
  assembly: Assembly,
  key: string,
  name: Json,
  mentioning = "",
): TemplateDocument | undefined {
  try {
    const file = assemblyFile(reading, assembly, key, name);
    const shown = displayPath(file, reading.request.cwd);
    const bytes = readBytes(file, shown, reading.request.limits);
    return bytes.includes(mentioning) ? readDocument(bytes, shown, reading.request.limits) : undefined;
  } catch (error) {
    if (!(error instanceof FitnessError)) throw error;
    reading.notes.add(
      `${error.place?.file ?? String(name)} ${error.message}: construct paths and source positions may be missing`,
    );
    return undefined;
  }
}

/** Every assembly of an application has one tree, in the outermost folder. */
function addFromTree(
  reading: Reading,
  assembly: Assembly,
  stackPath: string,
  add: (logicalId: string, path: string) => void,
): void {
  const visit = (node: Json | undefined): void => {
    const constructPath = property(node, "path");
    const logicalId = property(property(node, "attributes"), "aws:cdk:cloudformation:logicalId");
    if (typeof constructPath === "string" && typeof logicalId === "string" && constructPath.startsWith(`${stackPath}/`))
      add(logicalId, constructPath);
    const children = property(node, "children");
    if (isObject(children)) for (const key of Object.keys(children)) visit(children[key]);
  };
  if (!isRegularFile(path.join(assembly.root, "tree.json"))) return;
  visit(property(readInside(reading, { ...assembly, folder: assembly.root }, "tree", "tree.json")?.root, "tree"));
}

/** The constructs of a stack. `scope`: the construct path of a nested stack, whose ids are its own; null for a stack of the manifest. */
export function constructsOf(reading: Reading, metadata: () => StackMetadata, scope: string | null): Constructs {
  const pathOf = (logicalId: string, body: JsonObject): string | null => {
    const written = writtenPath(body);
    if (written !== null) return written;
    // An id that a nested stack repeats has the same path, below the nested stack: the shortest is the scope's own.
    const candidates = (metadata().paths.get(logicalId) ?? []).filter((one) => scope === null || one.startsWith(`${scope}/`));
    return candidates.toSorted((a, b) => a.length - b.length)[0] ?? null;
  };
  return {
    pathOf,
    sourceOf: (logicalId, body) => {
      const constructPath = pathOf(logicalId, body);
      return constructPath === null ? null : sourceOfConstruct(reading, metadata(), constructPath);
    },
    sourceOfStack: () => sourceOfConstruct(reading, metadata(), scope ?? metadata().stackPath),
  };
}

/** Where the construct was made in the user's code; else where the one around it was, which its main resource tells. */
export function sourceOfConstruct(reading: Reading, metadata: StackMetadata, constructPath: string) {
  const steps = constructPath.split("/");
  for (let length = steps.length; length > 0; length -= 1) {
    const around = steps.slice(0, length).join("/");
    const lists = ["", "/Resource", "/Default"].map((main) => metadata.entries.get(`${around}${main}`) ?? []);
    const found = sourceOfFrames(lists.flatMap(framesOf), reading.request.cwd, metadata.application);
    if (found !== null) return found;
  }
  return null;
}

/** Schema 55 has an entry of its own; before, a trace could hang on the logical id. */
function framesOf(list: readonly Json[]): readonly string[] {
  const created = dataOf(list, "aws:cdk:creationStack");
  const frames = Array.isArray(created)
    ? created
    : list.map((entry) => property(entry, "trace")).find((trace) => Array.isArray(trace));
  return Array.isArray(frames) ? frames.filter((frame) => typeof frame === "string") : [];
}

function dataOf(list: readonly Json[], type: string): Json | undefined {
  return property(
    list.find((entry) => property(entry, "type") === type),
    "data",
  );
}
