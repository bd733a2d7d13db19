// Validates XML in tests with libxml2's xmllint, and says loudly where it is not installed; a pipeline must have it.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const hasXmllint = spawnSync("xmllint", ["--version"]).error === undefined;
if (!hasXmllint) {
  const missing = "xmllint is not installed (Debian: libxml2-utils): XML is not validated";
  if (process.env.CI === "true") throw new Error(missing);
  console.warn(missing);
}

/** A published schema that is not ours to distribute: below FITNESS_SCHEMAS, else ../shared/schemas; null where it is not there. */
export function publishedSchema(name: string): string | null {
  const file = join(process.env.FITNESS_SCHEMAS ?? join(import.meta.dirname, "../../shared/schemas"), name);
  if (existsSync(file)) return file;
  console.warn(`${file} is not there: nothing is validated against it`);
  return null;
}

/** What xmllint has against the documents, by a schema or as XML alone; empty where all is well. One run for all of them. */
export function xmllint(documents: readonly string[], schema?: { kind: "schema" | "relaxng"; file: string }): string {
  const folder = mkdtempSync(join(tmpdir(), "fitness-xml-"));
  try {
    const files = documents.map((document, index) => {
      const file = join(folder, `${index}.xml`);
      writeFileSync(file, document);
      return file;
    });
    const options = schema === undefined ? [] : [`--${schema.kind}`, schema.file];
    const run = spawnSync("xmllint", ["--noout", "--huge", ...options, ...files], { encoding: "utf8", maxBuffer: 1e8 });
    if (run.status === null) throw run.error ?? new Error("xmllint was killed");
    const complaints = run.stderr.split("\n").filter((line) => !line.endsWith(" validates"));
    return run.status === 0 ? "" : complaints.join("\n").replaceAll(folder, "");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
