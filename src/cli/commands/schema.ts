// fitness schema: the JSON schemas of the config, of the project's own config with its plug-ins, and of the reports.
import * as z from "zod";
import { builtInChecks } from "../../checks/index.ts";
import { configSchema } from "../../config/schema.ts";
import { configFor } from "../config.ts";
import type { Io } from "../io.ts";
import type { ConfigOptions } from "../options.ts";
import { packagedText } from "../package.ts";

export type SchemaName = "config" | "report" | "fleet";

const FILES: Readonly<Record<SchemaName, string>> = {
  config: "fitness.config.schema.json",
  report: "report.schema.json",
  fleet: "fleet.schema.json",
};

/**
 * As it is shipped; where the project's config has plug-ins, with the options of their checks.
 * @throws where the package is broken: the schemas are part of it
 */
export async function schema(name: SchemaName, options: ConfigOptions, io: Io): Promise<string> {
  if (name === "config") {
    const { checks } = await configFor(options, io);
    if (checks.some((check) => !builtInChecks.includes(check))) return withPlugins(checks);
  }
  const text = packagedText("schema", FILES[name]);
  if (text === null) throw new Error(`the package does not contain the ${name} schema`);
  return text;
}

function withPlugins(checks: Parameters<typeof configSchema>[0]["checks"]): string {
  const whole = configSchema({ checks, open: false });
  return `${JSON.stringify(z.toJSONSchema(whole, { io: "input", reused: "ref" }), null, 2)}\n`;
}
