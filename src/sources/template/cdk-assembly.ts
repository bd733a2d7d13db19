// A CDK cloud assembly: its stacks, those of nested assemblies (stages) and of nested stacks. It reads nothing outside its folder.
import { realpathSync } from "node:fs";
import path from "node:path";
import type { ArtifactManifest, AssemblyManifest } from "@aws-cdk/cloud-assembly-schema";
import { SourceError } from "../../errors.ts";
import type { GivenParameter } from "../../model/facts.ts";
import { isObject, type Json, property } from "../../model/json.ts";
import { pseudoParameters } from "../../model/resolve/parameters.ts";
import { assetsOf } from "./cdk-assets.ts";
import { constructMetadata } from "./cdk-construct-metadata.ts";
import { type Assembly, assemblyFile } from "./cdk-folder.ts";
import { manifestFault } from "./cdk-manifest-fault.ts";
import { constructsOf, readMetadata } from "./cdk-metadata.ts";
import { followAssets } from "./cdk-nested.ts";
import { readTemplateFile } from "./directory.ts";
import { displayPath, readBytes } from "./files.ts";
import { textOrNull } from "./parameters.ts";
import { readDocument, type TemplateDocument } from "./read.ts";
import { attempt, type Reading, uniqueName } from "./reading.ts";
import { addStack } from "./stack.ts";

/** Adds all stacks of the assembly in `folder` to the reading. */
export async function readAssembly(reading: Reading, folder: string): Promise<void> {
  if (reading.request.stackName !== null) reading.notes.add("--stack-name was ignored: a CDK assembly defines its stack names");
  await readFolder(reading, { root: folder, folder }, new Set());
}

async function readFolder(reading: Reading, assembly: Assembly, visited: Set<string>): Promise<void> {
  const real = realpathSync(assembly.folder);
  if (visited.has(real)) return;
  visited.add(real);
  const manifest = await loadManifest(reading, assembly);
  for (const [id, artifact] of Object.entries(manifest.artifacts ?? {})) {
    await attempt(reading, displayPath(assembly.folder, reading.request.cwd), async () => {
      if (artifact.type === "aws:cloudformation:stack") await readStack(reading, assembly, id, artifact);
      if (artifact.type === "cdk:cloud-assembly") {
        const name = property(artifact.properties as unknown as Json, "directoryName");
        const below = assemblyFile(reading, assembly, "directoryName", name);
        await readFolder(reading, { root: assembly.root, folder: below }, visited);
      }
    });
  }
}

async function loadManifest(reading: Reading, assembly: Assembly): Promise<AssemblyManifest> {
  const { limits, cwd } = reading.request;
  const file = path.join(assembly.folder, "manifest.json");
  const shown = displayPath(file, cwd);
  const bytes = readBytes(assemblyFile(reading, assembly, "manifest", "manifest.json"), shown, limits);
  const { Manifest } = await import("./cdk-manifest.ts");
  let failure: unknown;
  try {
    const manifest = Manifest.loadAssemblyManifest(file, { skipVersionCheck: true, skipEnumCheck: true });
    if (manifestFault(manifest as unknown as Json) === null) return manifest;
  } catch (error) {
    failure = error;
  }
  const document = readDocument(bytes, shown, limits);
  const { message, path: at } = manifestFault(document.root) ?? { message: "the CDK rejects it", path: [] };
  throw new SourceError(`is not the manifest of a CDK assembly: ${message}`, {
    place: document.locate(at),
    remedy: "run `cdk synth` again",
    cause: failure,
  });
}

async function readStack(reading: Reading, assembly: Assembly, id: string, artifact: ArtifactManifest): Promise<void> {
  const properties = artifact.properties as unknown as Json;
  const file = assemblyFile(reading, assembly, "templateFile", property(properties, "templateFile"));
  const document = readTemplateFile(file, reading.request);
  const parameters = parametersOf(reading, document, properties);
  const environment = /^aws:\/\/([^/]+)\/(.+)$/.exec(artifact.environment ?? "");
  const named = property(properties, "stackName");
  const deployedName = typeof named === "string" ? named : id;
  const name = uniqueName(reading, [deployedName, artifact.displayName?.split(" ", 1)[0] ?? id, id]);
  const metadata = readMetadata(reading, assembly, artifact);
  const assets = assetsOf(reading, assembly, id);
  const stack = await addStack(reading, document, {
    name,
    deployedName: name === deployedName ? null : deployedName,
    nameDerived: false,
    isAssembly: true,
    region: textOrNull(parameters.get("AWS::Region")?.value) ?? knownOrNull(environment?.[2]) ?? reading.request.region,
    stage: path.relative(assembly.root, assembly.folder) || undefined,
    account: textOrNull(parameters.get("AWS::AccountId")?.value) ?? knownOrNull(environment?.[1]),
    parameters,
    tags: new Map<string, Json>([...entriesOf(property(properties, "tags")), ...reading.files.tags, ...reading.direct.tags]),
    parent: null,
    file,
    constructs: {
      ...constructsOf(reading, metadata, null),
      fitnessMetadata: () => constructMetadata(reading, { assembly, id, artifact }, metadata),
    },
    assets,
  });
  await followAssets(reading, stack, { assembly, metadata, artifactId: id, assets, above: [file] });
}

function parametersOf(reading: Reading, document: TemplateDocument, properties: Json): Map<string, GivenParameter> {
  const declared = new Set(entriesOf(property(document.root, "Parameters")).map(([name]) => name));
  for (const name of declared) reading.declared.add(name);
  const manifest = entriesOf(property(properties, "parameters")).map(
    ([name, value]) => [name, { value, from: "manifest.json" }] as const,
  );
  const given = [...manifest, ...reading.files.parameters, ...reading.direct.parameters];
  return new Map(given.filter(([name]) => declared.has(name) || pseudoParameters.has(name)));
}

function entriesOf(node: Json | undefined): (readonly [string, Json])[] {
  return isObject(node) ? Object.keys(node).map((key) => [key, node[key] ?? null] as const) : [];
}

function knownOrNull(name: string | undefined): string | null {
  return name === undefined || name.startsWith("unknown-") ? null : name;
}
