// The resource types of CloudFormation as the installed aws-cdk-lib lists them, each with the names of its properties.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import manifest from "aws-cdk-lib/package.json" with { type: "json" };

const root = path.dirname(createRequire(import.meta.url).resolve("aws-cdk-lib/package.json"));

/** The version that is installed: `2.276.0`. */
export const cdkVersion = manifest.version;

/** Type → the names of all its properties, at any depth, as the CDK spells them: `codeUri`. */
export function resourceTypes(): ReadonlyMap<string, ReadonlySet<string>> {
  const classes = JSON.parse(readFileSync(path.join(root, "cloudformation-include/cfn-types-2-classes.json"), "utf8"));
  const byModule = new Map<string, ReadonlyMap<string, Set<string>>>();
  const types = new Map<string, ReadonlySet<string>>();
  for (const [type, qualified] of Object.entries(classes as Record<string, string>)) {
    const [, module = "", className = ""] = /^aws-cdk-lib\/(.*)\.(\w+)$/.exec(qualified) ?? [];
    const properties = byModule.get(module) ?? propertiesByClass(module);
    byModule.set(module, properties);
    types.set(type, properties.get(className) ?? new Set());
  }
  return types;
}

/** Of a module's classes, from their `…Props` and from the namespace that holds their nested properties. */
function propertiesByClass(module: string): ReadonlyMap<string, Set<string>> {
  const folder = path.join(root, module, "lib");
  const files = readdirSync(folder).filter((file) => file.endsWith(".generated.d.ts"));
  const found = new Map<string, Set<string>>();
  for (const declaration of files.flatMap((file) => readFileSync(path.join(folder, file), "utf8").split(/^export (?=\w)/m))) {
    const [, props, namespace] = /^(?:interface (\w+)Props|declare namespace (\w+)) \{/.exec(declaration) ?? [];
    const className = props ?? namespace;
    if (className === undefined) continue;
    const own = found.get(className) ?? new Set();
    found.set(className, own);
    for (const [, name = ""] of declaration.matchAll(/^\s*readonly (\w+)\??:/gm)) own.add(name);
  }
  return found;
}
