// The metadata key `fitness` of a template.
import type { FitnessMetadata } from "../../model/facts.ts";
import { isObject, type Json, type JsonObject, type Path, property } from "../../model/json.ts";
import { suppressedWaivers } from "./acknowledged.ts";
import type { ExpandedTemplate } from "./expand.ts";
import type { TemplateDocument } from "./read.ts";
import type { Constructs } from "./stack.ts";

/** Under which key of metadata it is said, and what. */
interface Said {
  readonly key: "fitness" | "cdk_nag";
  readonly value: Json;
}

/** In the metadata of the template, of its resources and of the constructs that made them, in this order. */
export function fitnessMetadataOf(
  document: TemplateDocument,
  { authored, locateResource }: ExpandedTemplate,
  constructs: Constructs | null,
  pathOf: Constructs["pathOf"],
): readonly FitnessMetadata[] {
  const found: FitnessMetadata[] = [];
  for (const { key, value } of saidIn(authored)) {
    const locate: FitnessMetadata["locate"] = (path) => document.locate(pathIn(key, path));
    found.push({ logicalId: null, constructPath: null, value, locate });
  }
  const resources = property(authored, "Resources");
  for (const [logicalId, body] of isObject(resources) ? Object.entries(resources) : []) {
    if (!isObject(body)) continue;
    for (const { key, value } of saidIn(body))
      found.push({
        logicalId,
        constructPath: pathOf(logicalId, body),
        value,
        locate: (path) => constructs?.sourceOf(logicalId, body) ?? locateResource(logicalId, pathIn(key, path)),
      });
  }
  return [...found, ...(constructs?.fitnessMetadata?.() ?? [])];
}

function saidIn(body: Json | JsonObject | undefined): readonly Said[] {
  const metadata = property(body, "Metadata");
  const own = property(metadata, "fitness");
  const suppressed = suppressedWaivers(metadata);
  return [
    ...(own === undefined ? [] : [{ key: "fitness", value: own } as const]),
    ...(suppressed === undefined ? [] : [{ key: "cdk_nag", value: suppressed } as const]),
  ];
}

/** A suppression of cdk-nag is placed as a whole: its list has other entries too. */
function pathIn(key: Said["key"], path: Path): Path {
  return key === "fitness" ? ["Metadata", key, ...path] : ["Metadata", key];
}
