// The metadata of CDK constructs for this tool: `construct.node.addMetadata("fitness", …)`, and
// `Validations.of(construct).acknowledge({ id: "serverless-fitness::<check>", … })`.
import type { ArtifactManifest } from "@aws-cdk/cloud-assembly-schema";
import type { FitnessMetadata, Location } from "../../model/facts.ts";
import { isObject, type Json, type JsonObject, type Path, property } from "../../model/json.ts";
import { ACKNOWLEDGED_RULES, acknowledgedWaivers } from "./acknowledged.ts";
import type { Assembly } from "./cdk-folder.ts";
import { readInside, type StackMetadata, sourceOfConstruct } from "./cdk-metadata.ts";
import type { Reading } from "./reading.ts";

interface Artifact {
  readonly assembly: Assembly;
  readonly id: string;
  readonly artifact: ArtifactManifest;
}

interface Written {
  readonly entries: Json | undefined;
  locate(path: Path): Location;
}

/** Of the constructs of one stack, those of its nested stacks included. */
export function constructMetadata(
  reading: Reading,
  artifact: Artifact,
  metadata: () => StackMetadata,
): readonly FitnessMetadata[] {
  return sourcesOf(reading, artifact).flatMap(({ entries, locate }) =>
    Object.entries(isObject(entries) ? entries : {}).flatMap(([key, list]) =>
      (Array.isArray(list) ? (list as readonly Json[]) : []).flatMap((entry, index): FitnessMetadata[] => {
        const value = saidIn(entry);
        if (value === undefined) return [];
        const constructPath = key.replace(/^\//, "");
        return [
          {
            logicalId: null,
            constructPath: constructPath === metadata().stackPath ? null : constructPath,
            value,
            locate: (path) => sourceOfConstruct(reading, metadata(), constructPath) ?? locate([key, index, "data", ...path]),
          },
        ];
      }),
    ),
  );
}

/** undefined where the entry says nothing to this tool. */
function saidIn(entry: Json): Json | undefined {
  const data = property(entry, "data");
  const type = property(entry, "type");
  if (type === "fitness") return data ?? null;
  return type === ACKNOWLEDGED_RULES ? acknowledgedWaivers(data) : undefined;
}

/** The manifest of old versions has it all; of later ones a file beside it, which is parsed only where it mentions us. */
function sourcesOf(reading: Reading, { assembly, id, artifact }: Artifact): readonly Written[] {
  const inManifest: Written = {
    entries: artifact.metadata as unknown as Json | undefined,
    locate(path) {
      const manifest = readInside(reading, assembly, "manifest", "manifest.json");
      return manifest?.locate(["artifacts", id, "metadata", ...path]) ?? { file: "manifest.json", line: 1, column: 1 };
    },
  };
  const file = (artifact as unknown as JsonObject)["additionalMetadataFile"];
  const document = file === undefined ? undefined : readInside(reading, assembly, "additionalMetadataFile", file, "fitness");
  return document === undefined
    ? [inManifest]
    : [inManifest, { entries: document.root, locate: (path) => document.locate(path) }];
}
