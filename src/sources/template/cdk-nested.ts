// Nested stacks of a CDK stack: their templates have no entry in the manifest and are found by the asset they are.

import type { ResourceFacts, StackFacts } from "../../model/facts.ts";
import { type Json, property } from "../../model/json.ts";
import { type Assembly, assemblyFile } from "./cdk-folder.ts";
import { constructsOf, type StackMetadata } from "./cdk-metadata.ts";
import { readTemplateFile } from "./directory.ts";
import { displayPath } from "./files.ts";
import { countNested, inherited } from "./nested.ts";
import { attempt, type Reading, uniqueName } from "./reading.ts";
import { addStack } from "./stack.ts";

export interface Descent {
  readonly assembly: Assembly;
  readonly metadata: () => StackMetadata;
  /** The stack's artifact, whose asset manifest also lists the nested templates. */
  readonly artifactId: string;
  /** The templates on the way down, this one included. */
  readonly above: readonly string[];
}

/** Adds the nested stacks below a stack to the reading. */
export async function followAssets(reading: Reading, stack: StackFacts, descent: Descent): Promise<void> {
  for (const resource of stack.resources.values()) {
    if (resource.type !== "AWS::CloudFormation::Stack") continue;
    const shown = displayPath(descent.assembly.folder, reading.request.cwd);
    await attempt(reading, shown, () => follow(reading, stack, resource, descent));
  }
}

async function follow(reading: Reading, stack: StackFacts, resource: ResourceFacts, descent: Descent): Promise<void> {
  const asset = templateAsset(reading, resource, descent);
  if (asset === undefined) {
    reading.notes.add(
      `the nested stack ${resource.logicalId} of ${stack.name} was not read: its template is no asset of the assembly`,
    );
    return;
  }
  const file = assemblyFile(reading, descent.assembly, `template of ${resource.logicalId}`, asset);
  if (descent.above.includes(file)) {
    reading.notes.add(`the nested stack ${resource.logicalId} of ${stack.name} was not read: its template contains itself`);
    return;
  }
  const document = readTemplateFile(file, reading.request);
  countNested(reading, document.file);
  const scope = resource.constructPath?.replace(/\.NestedStack\/[^/]+\.NestedStackResource$/, "") ?? null;
  const nested = await addStack(reading, document, {
    ...inherited(stack, resource),
    name: uniqueName(reading, [scope ?? `${stack.name}/${resource.logicalId}`]),
    isAssembly: true,
    file,
    constructs: constructsOf(reading, descent.metadata, scope),
  });
  await followAssets(reading, nested, { ...descent, above: [...descent.above, file] });
}

/** The file by the metadata that the CDK's CLI writes, else by the hash at the end of the URL. */
function templateAsset(reading: Reading, resource: ResourceFacts, descent: Descent): Json | undefined {
  const written = property(property(resource.body, "Metadata"), "aws:asset:path");
  if (written !== undefined) return written;
  const url = JSON.stringify(property(property(resource.body, "Properties"), "TemplateURL") ?? null);
  const hash = [...url.matchAll(/\b([0-9a-f]{64})\b/g)].at(-1)?.[1];
  if (hash === undefined) return undefined;
  const manifest = assemblyFile(reading, descent.assembly, "asset manifest", `${descent.artifactId}.assets.json`);
  const files = property(readTemplateFile(manifest, reading.request).root, "files");
  return property(property(property(files, hash), "source"), "path");
}
