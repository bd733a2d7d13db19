// One line of `fitness list`: a check with its severity in the current config, and how lists of them are written.
import type { ChalkInstance } from "chalk";
import type { CheckSettings } from "../../audit/policy.ts";
import type { Check } from "../../checks/define-check.ts";

export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly characteristic: string;
  readonly scope: Check["scope"];
  readonly cadence: Check["cadence"];
  readonly needs: Check["needs"];
  readonly subjects: string;
  readonly severity: CheckSettings["severity"];
  /** Required options that the config does not give: the check is not applicable. */
  readonly missing: readonly string[];
}

export function painter(chalk: ChalkInstance) {
  const paints = { error: chalk.red, warning: chalk.yellow, info: chalk.cyan, off: chalk.dim };
  return ({ severity }: Entry, text: string): string => paints[severity](text);
}

export function markdown(head: readonly string[], rows: readonly string[]): string {
  return [`| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...rows.map((row) => `| ${row} |`), ""].join("\n");
}

export function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
