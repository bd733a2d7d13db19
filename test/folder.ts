// Folders made for one test, and the request that reads them.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { defaultLimits, type TemplateRequest } from "../src/sources/source.ts";

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

/** A request for these paths and nothing else. */
export function requestFor(cwd: string, paths: readonly string[], more: Partial<TemplateRequest> = {}): TemplateRequest {
  return {
    paths,
    cwd,
    parameters: new Map(),
    parameterFiles: [],
    stackName: null,
    stackTags: new Map(),
    includeFiles: new Map(),
    region: null,
    environment: null,
    limits: defaultLimits,
    readStandardInput: () => Promise.reject(new Error("standard input was not to be read")),
    ...more,
  };
}
