// Where the corpora of public templates are.
import { existsSync } from "node:fs";
import path from "node:path";

/** A folder of the corpora; null where they are not on this disk. */
export function corpus(name: string): string | null {
  const corpora = process.env["FITNESS_CORPORA"] ?? path.resolve(import.meta.dirname, "../../shared/corpora");
  const folder = path.join(corpora, name);
  return existsSync(folder) ? folder : null;
}
