// The implicit APIs that SAM generates from functions' events: their properties are set in Globals.
import type { Resource } from "../resource.ts";

/** The section of Globals that sets a stage's properties; null for stages of APIs that the template declares. */
export function globalsOf({ logicalId, facts }: Resource): "Api" | "HttpApi" | null {
  if (facts.generatedFrom === null) return null;
  if (logicalId.startsWith("ServerlessRestApi")) return "Api";
  return logicalId.startsWith("ServerlessHttpApi") ? "HttpApi" : null;
}
