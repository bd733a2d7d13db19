// Finds the input in a folder if none is given.
import path from "node:path";
import { isRegularFile } from "./files.ts";

const CANDIDATES: readonly (readonly [file: string, locator: string])[] = [
  ["cdk.out/manifest.json", "cdk.out"],
  [".aws-sam/build/template.yaml", ".aws-sam/build/template.yaml"],
  ["template.yaml", "template.yaml"],
  ["template.yml", "template.yml"],
  ["template.json", "template.json"],
];

/** The first of a CDK assembly, a SAM build and a template in the folder, as one would name it; null where there is none. */
export function findSource(cwd: string): string | null {
  return CANDIDATES.find(([file]) => isRegularFile(path.join(cwd, file)))?.[1] ?? null;
}
