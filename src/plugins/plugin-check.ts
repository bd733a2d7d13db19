// A check that runs in its plug-in's process: its declaration and the process.
import type { Check } from "../checks/define-check.ts";
import type { Plugin } from "./plugin.ts";

export interface PluginCheck extends Check {
  readonly plugin: Plugin;
  /** It asks a live system for more than the state of its resources. */
  readonly hasAsks: boolean;
  /** It judges the results of other tools. */
  readonly hasReads: boolean;
}

export function isPluginCheck(check: Check): check is PluginCheck {
  return "plugin" in check;
}
