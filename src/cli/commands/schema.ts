// fitness schema: the JSON schemas of the config and the report, as they are shipped.
import { packagedText } from "../package.ts";

export type SchemaName = "config" | "report" | "fleet";

const FILES: Readonly<Record<SchemaName, string>> = {
  config: "fitness.config.schema.json",
  report: "report.schema.json",
  fleet: "fleet.schema.json",
};

/** @throws where the package is broken: the schemas are part of it */
export function schema(name: SchemaName): string {
  const text = packagedText("schema", FILES[name]);
  if (text === null) throw new Error(`the package lacks the schema of the ${name}`);
  return text;
}
