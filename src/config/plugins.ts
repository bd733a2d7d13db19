// Loads external checks and reporters from files or packages, each in its own process.
import type { Check } from "../checks/define-check.ts";
import { type Place, PluginError, UsageError } from "../errors.ts";
import type { PluginReporter } from "../plugins/plugin.ts";
import { type CodeRequest, locateModule, refuseMissing, shownPath } from "./discover.ts";
import type { OptionSet } from "./settings.ts";

export interface PluginReference {
  readonly name: string;
  readonly folder: string;
  readonly place: Place;
}

export interface Loaded {
  /** The built-in checks and those of the plug-ins, in that order. */
  readonly checks: readonly Check[];
  readonly pluginReporters: readonly PluginReporter[];
}

/** @throws UsageError and PluginError, for an id or name that is taken too */
export async function loadPlugins(
  builtIn: readonly Check[],
  references: readonly PluginReference[],
  request: CodeRequest,
): Promise<Loaded> {
  const reporters = new Map<string, PluginReporter>();
  const checks = new Map(builtIn.map((check) => [check.id, check]));
  const files = new Set<string>();
  for (const { name, folder, place } of references) {
    const file = await locateModule(name, folder);
    if (file === null) {
      throw new UsageError(`the plugin ${JSON.stringify(name)} is not installed`, {
        place,
        remedy: "install the package, or start a file path with ./",
      });
    }
    if (files.has(file)) continue;
    files.add(file);
    const shown = shownPath(file, request.cwd);
    refuseMissing(file, shown);
    const { Plugin } = await import("../plugins/plugin.ts");
    const plugin = await Plugin.load({ ...request, file, shown });
    const add = adder(name, place);
    for (const check of plugin.checks) add(checks, "check", check.id, check);
    for (const reporter of plugin.reporters) add(reporters, "reporter", reporter.name, reporter);
  }
  return { checks: [...checks.values()], pluginReporters: [...reporters.values()] };
}

/** @param plugin as the config names it, at that place */
function adder(plugin: string, place: Place) {
  return <T>(all: Map<string, T>, kind: "check" | "reporter", name: string, added: T): void => {
    if (all.has(name)) {
      throw new PluginError(`the plugin ${JSON.stringify(plugin)} defines the ${kind} ${name}, which already exists`, {
        place,
        remedy: "give it a unique name",
      });
    }
    all.set(name, added);
  };
}

/** @throws UsageError for options that the check of a plug-in does not take */
export async function refuseOptions(sets: readonly OptionSet[]): Promise<void> {
  for (const { check, options, errorOf } of sets) {
    const issues = await check.plugin.issuesOf(check.id, options);
    if (issues.length > 0) throw errorOf(issues);
  }
}
