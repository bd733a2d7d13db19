// The package that this program came in: the files that are shipped beside the code.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../package-root.ts";

/** A file that is shipped with the package. */
export function packagedFile(...segments: readonly string[]): string {
  return path.join(packageRoot(), ...segments);
}

/** A text that is shipped with the package, `schema/report.schema.json`; null where it is not there. */
export function packagedText(...segments: readonly string[]): string | null {
  const file = packagedFile(...segments);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}
