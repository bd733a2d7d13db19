// Loads checks from outside: files or packages that export what defineCheck made, each into a process of its own.
import type { Check } from "../checks/define-check.ts";
import { type Place, PluginError, UsageError } from "../errors.ts";
import { type CodeRequest, locateModule, refuseMissing, shownPath } from "./discover.ts";
import type { OptionSet } from "./settings.ts";

export interface PluginReference {
  readonly name: string;
  readonly folder: string;
  readonly place: Place;
}

/** The built-in checks and those of the plug-ins, in that order; an id that is taken is an error. */
export async function loadChecks(
  builtIn: readonly Check[],
  references: readonly PluginReference[],
  request: CodeRequest,
): Promise<readonly Check[]> {
  const checks = new Map(builtIn.map((check) => [check.id, check]));
  const files = new Set<string>();
  for (const { name, folder, place } of references) {
    const file = await locateModule(name, folder);
    if (file === null) {
      throw new UsageError(`the plugin ${JSON.stringify(name)} is not installed`, {
        place,
        remedy: "install the package, or start the path of a file with ./",
      });
    }
    if (files.has(file)) continue;
    files.add(file);
    const shown = shownPath(file, request.cwd);
    refuseMissing(file, shown);
    const { Plugin } = await import("../plugins/plugin.ts");
    const plugin = await Plugin.load({ ...request, file, shown });
    for (const check of plugin.checks) {
      if (checks.has(check.id)) {
        throw new PluginError(`the plugin ${JSON.stringify(name)} brings a check ${check.id}, which exists already`, {
          place,
          remedy: "give it an id of its own",
        });
      }
      checks.set(check.id, check);
    }
  }
  return [...checks.values()];
}

/** @throws UsageError for options that the check of a plug-in does not take */
export async function refuseOptions(sets: readonly OptionSet[]): Promise<void> {
  for (const { check, options, errorOf } of sets) {
    const issues = await check.plugin.issuesOf(check.id, options);
    if (issues.length > 0) throw errorOf(issues);
  }
}
