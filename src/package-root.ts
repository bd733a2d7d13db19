// The package that this program came in: its folder, and the name under which it speaks.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder with the package.json above this file, be it the source or the bundle. */
export function packageRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, "package.json"))) folder = path.dirname(folder);
  return folder;
}

/** The name, version and home that reports carry. */
export function toolIdentity(): { readonly name: string; readonly version: string; readonly homepage: string } {
  const text = readFileSync(path.join(packageRoot(), "package.json"), "utf8");
  const { name, version, homepage } = JSON.parse(text) as Record<string, string>;
  return { name: name ?? "", version: version ?? "", homepage: homepage ?? "" };
}
