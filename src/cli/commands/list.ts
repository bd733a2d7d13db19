// fitness list: the checks with their axes, needs and the severity they have in the current config.
import { Chalk } from "chalk";
import type { CheckSettings } from "../../audit/policy.ts";
import type { Check } from "../../checks/define-check.ts";
import { configFor } from "../config.ts";
import { type Io, streamEnvironment } from "../io.ts";
import type { ConfigOptions } from "../options.ts";
import { cell, type Entry, markdown, painter } from "./list-entry.ts";
import { listByLens } from "./list-lens.ts";

export interface ListOptions extends ConfigOptions {
  readonly format: "human" | "json" | "markdown";
  readonly grid?: true;
  readonly lens?: true;
  readonly color: boolean;
}

const scopes = ["atomic", "holistic"] as const;
const cadences = ["triggered", "continual"] as const;

/** @returns the text for standard output */
export async function list(options: ListOptions, io: Io): Promise<string> {
  const config = await configFor(options, io);
  const entries = config.checks.map((check) => entryOf(check, config.baseSettings.get(check.id)));
  if (options.lens === true) return listByLens(entries, options, io);
  const grid = options.grid === true;
  if (options.format === "json") return `${JSON.stringify(grid ? gridOf(entries) : entries, null, 2)}\n`;
  if (options.format === "markdown") return grid ? markdownGrid(entries) : markdownTable(entries);
  const { colour, width } = streamEnvironment(io.stdout, io, options.color);
  const chalk = new Chalk({ level: colour });
  return grid ? humanGrid(entries, width, chalk) : humanList(entries, chalk);
}

function entryOf(check: Check, settings: CheckSettings | undefined): Entry {
  const { id, title, characteristic, scope, cadence, needs, subjects } = check;
  const { severity = "off", missing = [] } = settings ?? {};
  return { id, title, characteristic, scope, cadence, needs, subjects, severity, missing };
}

function gridOf(entries: readonly Entry[]) {
  const cell = (scope: string, cadence: string) => entries.filter((entry) => entry.scope === scope && entry.cadence === cadence);
  return Object.fromEntries(
    scopes.map((scope) => [scope, Object.fromEntries(cadences.map((cadence) => [cadence, cell(scope, cadence)]))]),
  );
}

function stateOf({ severity, missing }: Entry): string {
  return severity !== "off" && missing.length > 0 ? `${severity} once ${missing.join(", ")} is set` : severity;
}

function humanList(entries: readonly Entry[], chalk: InstanceType<typeof Chalk>): string {
  const column = Math.max(...entries.map(({ id }) => id.length), 0) + 2;
  const paint = painter(chalk);
  const characteristics = [...new Set(entries.map(({ characteristic }) => characteristic))];
  const text = characteristics.map((characteristic) => {
    const group = entries.filter((entry) => entry.characteristic === characteristic);
    const lines = group.flatMap((entry) => [
      `  ${paint(entry, entry.id.padEnd(column))}${stateOf(entry)}; ${entry.scope}, ${entry.cadence}; ${needsText(entry)}`,
      chalk.dim(`  ${" ".repeat(column)}${entry.title}`),
    ]);
    return [chalk.bold(characteristic), ...lines].join("\n");
  });
  return `${text.join("\n\n")}\n\n${entries.length} checks; \`fitness explain <check>\` explains one\n`;
}

function needsText({ needs }: Entry): string {
  return { configuration: "any source", observation: "a live stack", either: "any source, more on a live stack" }[needs];
}

function humanGrid(entries: readonly Entry[], width: number, chalk: InstanceType<typeof Chalk>): string {
  const label = 10;
  const longest = Math.max(...entries.map(({ id }) => id.length), 0);
  const column = Math.max(longest + 2, Math.floor((width - label) / 2));
  const paint = painter(chalk);
  const rows = Object.entries(gridOf(entries)).map(([scope, cells]) => {
    const columns = cadences.map((cadence) => cells[cadence] ?? []);
    const height = Math.max(...columns.map((cell) => cell.length), 1);
    const lines = Array.from({ length: height }, (_, row) => {
      const texts = columns.map((cell) =>
        cell[row] === undefined ? " ".repeat(column) : paint(cell[row], cell[row].id.padEnd(column)),
      );
      return `${chalk.bold((row === 0 ? scope : "").padEnd(label))}${texts.join("")}`.trimEnd();
    });
    return lines.join("\n");
  });
  const head = `${" ".repeat(label)}${cadences.map((cadence) => cadence.padEnd(column)).join("")}`.trimEnd();
  return `${chalk.bold(head)}\n${rows.join("\n\n")}\n`;
}

function markdownTable(entries: readonly Entry[]): string {
  const rows = entries.map((entry) =>
    [`\`${entry.id}\``, entry.title, entry.characteristic, entry.scope, entry.cadence, needsText(entry), stateOf(entry)]
      .map(cell)
      .join(" | "),
  );
  return markdown(["check", "asks", "characteristic", "scope", "cadence", "needs", "severity"], rows);
}

function markdownGrid(entries: readonly Entry[]): string {
  const rows = Object.entries(gridOf(entries)).map(([scope, cells]) =>
    [scope, ...cadences.map((cadence) => (cells[cadence] ?? []).map(({ id }) => `\`${id}\``).join("<br>"))].join(" | "),
  );
  return markdown(["", ...cadences], rows);
}
