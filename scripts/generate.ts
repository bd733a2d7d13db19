// Writes everything that follows from the declarations: the pages of the checks and the two JSON schemas.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { reportSchema } from "../src/audit/report.ts";
import type { Check } from "../src/checks/define-check.ts";
import { builtInChecks } from "../src/checks/index.ts";
import { describeOptions } from "../src/config/describe-options.ts";
import { configSchema } from "../src/config/schema.ts";
import { fleetReportSchema } from "../src/fleet/report.ts";

const needs: Readonly<Record<Check["needs"], string>> = {
  configuration: "any source",
  observation: "a live stack or a snapshot of one",
  either: "any source, and says more on a live one",
};

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function axes({ characteristic, scope, cadence, subjects, severity, ...check }: Check): string {
  const head = ["characteristic", "scope", "cadence", "needs", "looks at", "severity in `recommended`"];
  return table(head, [[characteristic, scope, cadence, needs[check.needs], subjects, severity]]);
}

function options(check: Check): string {
  const described = describeOptions(check);
  if (described.length === 0) return "This check has no options.";
  return table(
    ["option", "type", "default", "meaning"],
    described.map(({ name, type, fallback, required, description }) => [
      `\`${name}\``,
      type,
      required ? "required" : fallback === null ? "not set" : `\`${fallback}\``,
      description,
    ]),
  );
}

function page(check: Check): string {
  const prose = readFileSync(`src/checks/${check.id}.md`, "utf8").trim();
  const note = `<!-- Written by \`npm run generate\` from src/checks/${check.id}.ts and src/checks/${check.id}.md. -->`;
  return `${[note, `# ${check.id}`, `The architecture is fit when ${check.title}.`, axes(check), prose, "## Options", options(check)].join("\n\n")}\n`;
}

function index(): string {
  const characteristics = [...new Set(builtInChecks.map(({ characteristic }) => characteristic))];
  const sections = characteristics.map((characteristic) => {
    const rows = builtInChecks
      .filter((check) => check.characteristic === characteristic)
      .map(({ id, title, scope, cadence, severity }) => [`[\`${id}\`](${id}.md)`, title, `${scope}, ${cadence}`, severity]);
    return `## ${characteristic}\n\n${table(["check", "the architecture is fit when", "axes", "severity"], rows)}`;
  });
  return `${["<!-- Written by `npm run generate`. -->", "# The checks", ...sections].join("\n\n")}\n`;
}

/** The README's table of checks and its example of a config. */
function readme(text: string): string {
  const rows = builtInChecks.map(({ id, title, characteristic }) => [characteristic, `[\`${id}\`](docs/checks/${id}.md)`, title]);
  const config = `\`\`\`json\n${readFileSync("fitness.config.json", "utf8").trim()}\n\`\`\``;
  return between(
    between(text, "checks", table(["characteristic", "check", "the architecture is fit when"], rows)),
    "config",
    config,
  );
}

function between(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}: written by \`npm run generate\` -->`, `<!-- /${name} -->`];
  const [before, rest] = text.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md has lost its place for ${name}`);
  return `${before}${start}\n${content}\n${end}${after}`;
}

function json(schema: z.ZodType, io: "input" | "output"): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { io, reused: "ref" }), null, 2)}\n`;
}

const pages = new Map([
  ["README.md", index()],
  ...builtInChecks.map((check): [string, string] => [`${check.id}.md`, page(check)]),
]);
const folder = path.join("docs", "checks");
mkdirSync(folder, { recursive: true });
mkdirSync("schema", { recursive: true });
for (const file of readdirSync(folder)) if (!pages.has(file)) rmSync(path.join(folder, file));
for (const [file, text] of pages) write(path.join(folder, file), text);
write("README.md", readme(readFileSync("README.md", "utf8")));
write("schema/fitness.config.schema.json", json(configSchema({ checks: builtInChecks, open: true }), "input"));
write("schema/report.schema.json", json(reportSchema, "output"));
write("schema/fleet.schema.json", json(fleetReportSchema, "output"));

function write(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  writeFileSync(file, text);
  process.stdout.write(`${file}\n`);
}
