// Which assembly the templates belong to that a validation plug-in is given, and whether they are all of it.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isObject, type Json, property } from "../../model/json.ts";

/** The innermost folder around all the templates that has a manifest. @throws where there is none */
export function assemblyOf(templates: readonly string[]): string {
  const [first = "", ...others] = templates;
  for (let folder = path.dirname(first); ; folder = path.dirname(folder)) {
    const holds = others.every((file) => file.startsWith(folder + path.sep));
    if (holds && existsSync(path.join(folder, "manifest.json"))) return folder;
    if (folder === path.dirname(folder)) throw new Error("the templates do not belong to a CDK assembly");
  }
}

/**
 * Before 2.273 the CDK took an acknowledgement of a rule for one of the rule everywhere, wherever it was made
 * (https://github.com/aws/aws-cdk/issues/38495).
 */
export function scopesAcknowledgements(assembly: string): boolean {
  const file = [assembly, path.dirname(assembly)]
    .map((folder) => path.join(folder, "tree.json"))
    .find((each) => existsSync(each));
  const tree = file === undefined ? undefined : (JSON.parse(readFileSync(file, "utf8")) as Json);
  const version = property(property(property(tree, "tree"), "constructInfo"), "version");
  const [major = 0, minor = 0] = typeof version === "string" ? version.split(".").map(Number) : [];
  return major > 2 || (major === 2 && minor >= 273);
}

/** How many stacks an assembly and those nested in it have. */
export function stackCount(assembly: string): number {
  const manifest = JSON.parse(readFileSync(path.join(assembly, "manifest.json"), "utf8")) as Json;
  const artifacts = property(manifest, "artifacts");
  return Object.values(isObject(artifacts) ? artifacts : {}).reduce<number>((count, artifact) => {
    const type = property(artifact, "type");
    const nested = property(property(artifact, "properties"), "directoryName");
    if (type === "cdk:cloud-assembly" && typeof nested === "string") return count + stackCount(path.join(assembly, nested));
    return type === "aws:cloudformation:stack" ? count + 1 : count;
  }, 0);
}
