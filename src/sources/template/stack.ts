// One template and its deployment settings, as the facts of a stack.
import type { FitnessMetadata, GivenParameter, Language, Location, ResourceFacts, StackFacts } from "../../model/facts.ts";
import { type Json, type JsonObject, property } from "../../model/json.ts";
import type { Assets } from "./cdk-assets.ts";
import { type ExpandedTemplate, expandTemplate } from "./expand.ts";
import { fitnessMetadataOf } from "./fitness-metadata.ts";
import { refuseDisallowed } from "./parameters.ts";
import type { TemplateDocument } from "./read.ts";
import type { Reading } from "./reading.ts";

/** Where the constructs of a CDK application made the resources of one stack. */
export interface Constructs {
  pathOf(logicalId: string, body: JsonObject): string | null;
  sourceOf(logicalId: string, body: JsonObject): Location | null;
  sourceOfStack(): Location | null;
  /** The content of the metadata of constructs rather than of resources. */
  fitnessMetadata?(): readonly FitnessMetadata[];
}

export interface Deployment {
  readonly name: string;
  readonly deployedName: string | null;
  readonly nameDerived: boolean;
  readonly isAssembly: boolean;
  readonly region: string | null;
  readonly account: string | null;
  readonly stage?: string | undefined;
  readonly parameters: ReadonlyMap<string, GivenParameter>;
  readonly tags: ReadonlyMap<string, Json>;
  readonly parent: StackFacts["parent"];
  /** The template's absolute path; null for standard input. */
  readonly file: string | null;
  readonly constructs: Constructs | null;
  /** The files that the template's assembly has uploaded; null outside an assembly. */
  readonly assets: Assets | null;
}

/** Expands the template and adds its stack to the reading. */
export async function addStack(reading: Reading, document: TemplateDocument, deployment: Deployment): Promise<StackFacts> {
  const { file, parameters, assets } = deployment;
  const expanded = await expandTemplate(document, { reading, file, parameters, assets });
  refuseDisallowed(document, deployment.parameters);
  const pathOf: Constructs["pathOf"] = (id, body) => deployment.constructs?.pathOf(id, body) ?? writtenPath(body);
  const resources = new Map<string, ResourceFacts>();
  for (const logicalId of expanded.resources.keys())
    resources.set(logicalId, resourceFacts(expanded, logicalId, deployment.constructs, pathOf));
  const stack: StackFacts = {
    name: deployment.name,
    ...(deployment.deployedName === null ? {} : { deployedName: deployment.deployedName }),
    nameDerived: deployment.nameDerived,
    language: languageOf(deployment, expanded),
    region: deployment.region,
    account: deployment.account,
    ...(deployment.stage === undefined ? {} : { stage: deployment.stage }),
    file: document.file,
    parameters: deployment.parameters,
    tags: deployment.tags,
    template: expanded.sections,
    resources,
    metadata: property(document.root, "Metadata"),
    fitnessMetadata: fitnessMetadataOf(document, expanded, deployment.constructs, pathOf),
    parent: deployment.parent,
    locate: (path) => document.locate(path),
    sourceLocation: () => deployment.constructs?.sourceOfStack() ?? null,
  };
  reading.stacks.push(stack);
  return stack;
}

/** The construct path that the CDK's CLI writes into a template, so that one taken out of its assembly keeps it. */
export function writtenPath(body: JsonObject): string | null {
  const written = property(body["Metadata"], "aws:cdk:path");
  return typeof written === "string" ? written.replace(/^\//, "") : null;
}

function languageOf(deployment: Deployment, expanded: ExpandedTemplate): Language {
  if (deployment.isAssembly) return "cdk";
  return expanded.isServerless ? "sam" : "cloudformation";
}

function resourceFacts(
  expanded: ExpandedTemplate,
  logicalId: string,
  constructs: Constructs | null,
  pathOf: Constructs["pathOf"],
): ResourceFacts {
  const { body, generatedFrom } = expanded.resources.get(logicalId) ?? { body: {}, generatedFrom: null };
  const author = generatedFrom?.logicalId ?? logicalId;
  const isRewritten = generatedFrom === null || (author === logicalId && generatedFrom.path.length === 0);
  return {
    logicalId,
    type: String(body["Type"]),
    body,
    generatedFrom,
    constructPath: pathOf(author, body),
    physicalId: null,
    // A resource that SAM only rewrites keeps most of its properties' names: the nearest that exists is the best place.
    locate: (path) => expanded.locateResource(author, isRewritten ? path : generatedFrom.path),
    sourceLocation: () => constructs?.sourceOf(author, body) ?? null,
  };
}
