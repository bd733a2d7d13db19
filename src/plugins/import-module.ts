// Imports a user's module: a config in code, or a plug-in. TypeScript goes through jiti if Node cannot import it.
import { pathToFileURL } from "node:url";

/** @param file absolute @throws whatever the module throws */
export async function importModule(file: string): Promise<Record<string, unknown>> {
  const native = !file.endsWith("ts") || Boolean((process.features as { typescript?: unknown }).typescript);
  if (native) return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const { createJiti } = await import("jiti");
  return await createJiti(import.meta.url).import<Record<string, unknown>>(file);
}
