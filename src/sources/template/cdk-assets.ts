// The files of an assembly that its deployment uploads: nested templates, API and state machine definitions.
import { readdirSync } from "node:fs";
import path from "node:path";
import { type Json, type JsonObject, property } from "../../model/json.ts";
import { type Assembly, assemblyFile } from "./cdk-folder.ts";
import { readTemplateFile } from "./directory.ts";
import { insideRoot, isRegularFile } from "./files.ts";
import type { Reading } from "./reading.ts";

/** Where a property of a resource says that such a file will stand. */
export interface AssetUse {
  readonly body: JsonObject;
  readonly property: string;
}

/** The absolute path of a stack's asset on this disk; null where there is none, it is missing or it is outside the assembly. */
export type Assets = (use: AssetUse) => string | null;

/** @param artifactId the stack's, whose asset manifest also lists those of the stacks nested in it */
export function assetsOf(reading: Reading, assembly: Assembly, artifactId: string): Assets {
  return (use) => {
    const hasManifest = isRegularFile(path.join(assembly.folder, manifestOf(artifactId)));
    const name = writtenPath(use) ?? (hasManifest ? listedPath(reading, assembly, artifactId, use) : stagedPath(assembly, use));
    const found = typeof name === "string" ? insideRoot(assembly.root, path.resolve(assembly.folder, name)) : "missing";
    return typeof found === "string" || !isRegularFile(found.file) ? null : found.file;
  };
}

/** As the assembly names it; undefined where it is not a file of the assembly. Throws where the stack's asset manifest is missing. */
export function assetPath(reading: Reading, assembly: Assembly, artifactId: string, use: AssetUse): Json | undefined {
  return writtenPath(use) ?? listedPath(reading, assembly, artifactId, use);
}

/** The CDK's CLI writes it into the resource's metadata. */
function writtenPath({ body, property: key }: AssetUse): Json | undefined {
  const about = property(body["Metadata"], "aws:asset:property") ?? key;
  return about === key ? property(body["Metadata"], "aws:asset:path") : undefined;
}

/** The asset manifest has it by the hash at the end of the URL or key. */
function listedPath(reading: Reading, assembly: Assembly, artifactId: string, use: AssetUse): Json | undefined {
  const hash = hashIn(use);
  if (hash === undefined) return undefined;
  const file = assemblyFile(reading, assembly, "asset manifest", manifestOf(artifactId));
  const files = property(readTemplateFile(file, reading.request).root, "files");
  return property(property(property(files, hash), "source"), "path");
}

/** The CDK's older synthesizer writes no asset manifest: the file is named after the hash. */
function stagedPath(assembly: Assembly, use: AssetUse): string | undefined {
  const hash = hashIn(use);
  const name = readdirSync(assembly.root).find((file) => hash !== undefined && file.startsWith(`asset.${hash}`));
  return name === undefined ? undefined : path.join(assembly.root, name);
}

function hashIn({ body, property: key }: AssetUse): string | undefined {
  const location = JSON.stringify(property(body["Properties"], key) ?? null);
  return [...location.matchAll(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g)].at(-1)?.[0];
}

function manifestOf(artifactId: string): string {
  return `${artifactId}.assets.json`;
}
