// Loads checks from outside: files or packages whose default export, or list `checks`, was made by defineCheck.
import type { Check } from "../checks/define-check.ts";
import { type Place, UsageError } from "../errors.ts";
import { isObject } from "../model/json.ts";
import { importModule, locateModule, shownPath } from "./discover.ts";

export interface PluginReference {
  readonly name: string;
  readonly folder: string;
  readonly place: Place;
}

/** The built-in checks and those of the plugins, in that order; an id that is taken is an error. */
export async function loadChecks(
  builtIn: readonly Check[],
  plugins: readonly PluginReference[],
  cwd: string,
): Promise<readonly Check[]> {
  const checks = new Map(builtIn.map((check) => [check.id, check]));
  const files = new Set<string>();
  for (const plugin of plugins) {
    const file = await locateModule(plugin.name, plugin.folder);
    if (file === null) {
      throw new UsageError(`the plugin ${JSON.stringify(plugin.name)} is not installed`, {
        place: plugin.place,
        remedy: "install the package, or start the path of a file with ./",
      });
    }
    if (files.has(file)) continue;
    files.add(file);
    for (const check of checksOf(await importModule(file, shownPath(file, cwd)), plugin)) {
      if (checks.has(check.id)) {
        throw new UsageError(`the plugin ${JSON.stringify(plugin.name)} brings a check ${check.id}, which exists already`, {
          place: plugin.place,
          remedy: "give it an id of its own",
        });
      }
      checks.set(check.id, check);
    }
  }
  return [...checks.values()];
}

function checksOf(module: Record<string, unknown>, plugin: PluginReference): readonly Check[] {
  const exported = module["checks"] ?? module["default"];
  const candidates: unknown[] = Array.isArray(exported) ? exported : [exported];
  if (candidates.length > 0 && candidates.every(isCheck)) return candidates;
  throw new UsageError(`the plugin ${JSON.stringify(plugin.name)} exports no check`, {
    place: plugin.place,
    remedy: "export a check made by defineCheck as default, or several as the list `checks`",
  });
}

const declared = ["id", "title", "characteristic", "scope", "cadence", "needs", "subjects", "severity"];

function isCheck(candidate: unknown): candidate is Check {
  if (!isObject(candidate)) return false;
  const check: Readonly<Record<string, unknown>> = candidate;
  const named = declared.every((key) => typeof check[key] === "string") && /^[a-z][a-z0-9-]*$/.test(String(check["id"]));
  return named && typeof check["assess"] === "function" && Object.hasOwn(Object(check["options"]), "_zod");
}
