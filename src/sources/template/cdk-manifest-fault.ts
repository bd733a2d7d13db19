// Describes invalid CDK manifests: the CDK's own reader does not validate them.
import { isObject, type Json, type Path, property } from "../../model/json.ts";

export interface ManifestFault {
  readonly message: string;
  readonly path: Path;
}

/** The first thing that no manifest has; null where there is none. */
export function manifestFault(root: Json): ManifestFault | null {
  if (!isObject(root)) return { message: "it is not an object", path: [] };
  const version = property(root, "version");
  if (typeof version !== "string" || !/^\d+\.\d+\.\d+/.test(version))
    return { message: `its version is ${shown(version)}, not one like "38.0.1"`, path: ["version"] };
  const artifacts = property(root, "artifacts") ?? null;
  if (artifacts === null) return null;
  if (!isObject(artifacts)) return { message: "its artifacts are not an object", path: ["artifacts"] };
  for (const id of Object.keys(artifacts)) {
    const fault = artifactFault(artifacts[id] ?? null);
    if (fault !== null)
      return { message: `the artifact ${JSON.stringify(id)} ${fault.message}`, path: ["artifacts", id, ...fault.path] };
  }
  return null;
}

function artifactFault(artifact: Json): ManifestFault | null {
  if (!isObject(artifact)) return { message: "is not an object", path: [] };
  if (typeof property(artifact, "type") !== "string") return { message: "has no type", path: ["type"] };
  for (const key of ["displayName", "environment"]) {
    const text = property(artifact, key) ?? null;
    if (text !== null && typeof text !== "string") return { message: `must have a string as its ${key}`, path: [key] };
  }
  return metadataFault(property(artifact, "metadata") ?? null);
}

function metadataFault(metadata: Json): ManifestFault | null {
  if (metadata === null) return null;
  if (!isObject(metadata)) return { message: "has metadata that is not an object", path: ["metadata"] };
  const isEntry = (entry: Json): boolean => isObject(entry) && typeof property(entry, "type") === "string";
  const wrong = Object.keys(metadata).find((key) => {
    const entries = metadata[key];
    return !Array.isArray(entries) || !entries.every(isEntry);
  });
  if (wrong === undefined) return null;
  return { message: `has metadata of ${JSON.stringify(wrong)} that is not a list of entries`, path: ["metadata", wrong] };
}

function shown(value: Json | undefined): string {
  return value === undefined ? "missing" : JSON.stringify(value).slice(0, 60);
}
