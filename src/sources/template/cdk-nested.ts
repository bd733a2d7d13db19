// Nested stacks of a CDK stack: their templates have no entry in the manifest and are found by the asset they are.

import type { ResourceFacts, StackFacts } from "../../model/facts.ts";
import { type Assets, assetPath } from "./cdk-assets.ts";
import { type Assembly, assemblyFile } from "./cdk-folder.ts";
import { constructsOf, type StackMetadata } from "./cdk-metadata.ts";
import { readTemplateFile } from "./directory.ts";
import { displayPath } from "./files.ts";
import { areTooMany, countNested, inherited } from "./nested.ts";
import { attempt, type Reading, uniqueName } from "./reading.ts";
import { addStack } from "./stack.ts";

export interface Descent {
  readonly assembly: Assembly;
  readonly metadata: () => StackMetadata;
  /** The stack's artifact, whose asset manifest also lists the nested templates. */
  readonly artifactId: string;
  readonly assets: Assets;
  /** The templates on the way down, this one included. */
  readonly above: readonly string[];
}

/** Adds the nested stacks below a stack to the reading. */
export async function followAssets(reading: Reading, stack: StackFacts, descent: Descent): Promise<void> {
  for (const resource of stack.resources.values()) {
    if (resource.type !== "AWS::CloudFormation::Stack" || areTooMany(reading)) continue;
    const shown = displayPath(descent.assembly.folder, reading.request.cwd);
    await attempt(reading, shown, () => follow(reading, stack, resource, descent));
  }
}

async function follow(reading: Reading, stack: StackFacts, resource: ResourceFacts, descent: Descent): Promise<void> {
  const { assembly, artifactId } = descent;
  const asset = assetPath(reading, assembly, artifactId, { body: resource.body, property: "TemplateURL" });
  if (asset === undefined) {
    reading.notes.add(
      `the nested stack ${resource.logicalId} of ${stack.name} was not read: its template is not an asset of the assembly`,
    );
    return;
  }
  const file = assemblyFile(reading, assembly, `template of ${resource.logicalId}`, asset);
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
    assets: descent.assets,
  });
  await followAssets(reading, nested, { ...descent, above: [...descent.above, file] });
}
