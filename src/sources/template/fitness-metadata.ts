// What the author of a template says to this tool, under the key `fitness` in its metadata.
import type { FitnessMetadata } from "../../model/facts.ts";
import { isObject, type Json, type JsonObject, property } from "../../model/json.ts";
import type { ExpandedTemplate } from "./expand.ts";
import type { TemplateDocument } from "./read.ts";
import type { Constructs } from "./stack.ts";

/** In the metadata of the template, of its resources and of the constructs that made them, in this order. */
export function fitnessMetadataOf(
  document: TemplateDocument,
  { authored, locateResource }: ExpandedTemplate,
  constructs: Constructs | null,
  pathOf: Constructs["pathOf"],
): readonly FitnessMetadata[] {
  const found: FitnessMetadata[] = [];
  const whole = spoken(authored);
  if (whole !== undefined) {
    const locate: FitnessMetadata["locate"] = (path) => document.locate(["Metadata", "fitness", ...path]);
    found.push({ logicalId: null, constructPath: null, value: whole, locate });
  }
  const resources = property(authored, "Resources");
  for (const [logicalId, body] of isObject(resources) ? Object.entries(resources) : []) {
    const value = spoken(body);
    if (value === undefined || !isObject(body)) continue;
    found.push({
      logicalId,
      constructPath: pathOf(logicalId, body),
      value,
      locate: (path) => constructs?.sourceOf(logicalId, body) ?? locateResource(logicalId, ["Metadata", "fitness", ...path]),
    });
  }
  return [...found, ...(constructs?.fitnessMetadata?.() ?? [])];
}

function spoken(body: Json | JsonObject | undefined): Json | undefined {
  return property(property(body, "Metadata"), "fitness");
}
