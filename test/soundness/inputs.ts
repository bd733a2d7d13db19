// The templates that are mutated: those of the fixtures, and public ones where the corpora are on this disk.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { corpus } from "../../scripts/corpora.ts";
import { isObject, type Json, type JsonObject, property } from "../../src/model/json.ts";
import { defaultLimits } from "../../src/sources/source.ts";
import { readDocument } from "../../src/sources/template/read.ts";

export interface Input {
  readonly name: string;
  /** Intrinsic functions in their long form. */
  readonly template: JsonObject;
}

const SAM: JsonObject = { Transform: "AWS::Serverless-2016-10-31" };
const fixtures = path.join(import.meta.dirname, "..", "..", "fixtures");

/** By name, so that a seed draws the same everywhere. */
export function fixtureInputs(): readonly Input[] {
  return inputsIn(fixtures, "fixtures");
}

/** Empty where the corpora are not here. */
export function publicInputs(): readonly Input[] {
  return ["templates", "sam/input", "truth/inputs"].flatMap((name) => {
    const folder = corpus(name);
    const found = folder === null ? [] : inputsIn(folder, name);
    // The translator's own test inputs leave the transform out.
    return name === "sam/input"
      ? found.map(({ name: file, template }) => ({ name: file, template: { ...SAM, ...template } }))
      : found;
  });
}

function inputsIn(folder: string, prefix: string): readonly Input[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(?:ya?ml|json|template)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
  return files.sort().flatMap((file) => {
    const root = rootOf(file);
    const name = path.join(prefix, path.relative(folder, file));
    return isObject(root) && isObject(property(root, "Resources")) ? [{ name, template: root }] : [];
  });
}

/** null for what is no template. */
function rootOf(file: string): Json {
  try {
    return readDocument(readFileSync(file), file, defaultLimits).root;
  } catch {
    return null;
  }
}

export function sizeOf({ template }: Input): number {
  return Object.keys(template["Resources"] ?? {}).length;
}
