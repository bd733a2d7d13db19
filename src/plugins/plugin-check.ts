// A check that runs in the process of its plug-in: what it declares, and where it is asked.
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
