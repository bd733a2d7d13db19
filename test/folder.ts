// Folders made for one test.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** A new folder with these files, gone when the test ends. Objects are written as JSON. */
export function folder(files: Readonly<Record<string, string | Buffer | object>>): string {
  const made = realpathSync(mkdtempSync(path.join(tmpdir(), "fitness-")));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(made, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content, null, 2));
  }
  return made;
}

export { requestFor } from "../src/sources/source.ts";
