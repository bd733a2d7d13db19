// A template as its author wrote it into one as CloudFormation sees it: includes, loops, then SAM, with the way back to each place.
import { SourceError } from "../../errors.ts";
import type { GivenParameter, Location } from "../../model/facts.ts";
import { emptyObject, isObject, type Json, type JsonObject, type Path, property } from "../../model/json.ts";
import type { Assets } from "./cdk-assets.ts";
import { readDefinitions } from "./definitions.ts";
import { expandIncludes, type Inclusion } from "./includes.ts";
import { unrollLoops } from "./language-extensions.ts";
import type { TemplateDocument } from "./read.ts";
import type { Reading } from "./reading.ts";
import {
  declaredTransforms,
  LANGUAGE_EXTENSIONS,
  refuseBrokenResources,
  refuseOtherThanTemplate,
  SERVERLESS_TRANSFORM,
} from "./recognize.ts";
import { SamRefusal } from "./sam/refusal.ts";

export interface ExpandedResource {
  readonly body: JsonObject;
  readonly generatedFrom: { readonly logicalId: string; readonly path: Path } | null;
}

export interface ExpandedTemplate {
  readonly resources: ReadonlyMap<string, ExpandedResource>;
  readonly sections: {
    readonly Parameters: JsonObject;
    readonly Mappings: JsonObject;
    readonly Conditions: JsonObject;
    readonly Outputs: JsonObject;
  };
  readonly isServerless: boolean;
  /** As its author wrote it, with what it includes and its loops unrolled. */
  readonly authored: JsonObject;
  /** The place of something below a resource of the author's template. */
  locateResource(logicalId: string, path: Path): Location;
}

/** What is known from outside while a template is expanded. */
export interface ExpansionContext {
  readonly reading: Reading;
  /** Absolute; null for standard input. */
  readonly file: string | null;
  readonly parameters: ReadonlyMap<string, GivenParameter>;
  readonly assets: Assets | null;
}

/** Throws a SourceError with its place where the document is no template or one that CloudFormation or SAM would refuse. */
export async function expandTemplate(document: TemplateDocument, context: ExpansionContext): Promise<ExpandedTemplate> {
  refuseOtherThanTemplate(document);
  const parameterValue = (name: string): Json | undefined => valueOfParameter(document, context, name);
  const notes: string[] = [];
  const inclusion: Inclusion = {
    document,
    file: context.file,
    reading: context.reading,
    parameterValue,
    notes,
    assets: context.assets,
  };
  const complete = readDefinitions(inclusion, expandIncludes(inclusion));
  const transforms = declaredTransforms(complete);
  const { template: unrolled, origins } = unrollDeclared(document, complete, transforms, context, parameterValue);
  const template = withUnread(unrolled, document);
  refuseBrokenResources(template, document);
  reportMacros(document, transforms, context.reading);
  const locateResource = (logicalId: string, path: Path): Location =>
    document.locate([...(origins.get(logicalId) ?? ["Resources", logicalId]), ...path]);
  const isServerless = transforms.includes(SERVERLESS_TRANSFORM);
  const expansion = isServerless ? await expandServerless(template, context, locateResource) : null;
  for (const note of [...notes, ...(expansion?.notes ?? []).map((text) => `${document.file}: ${text}`)])
    context.reading.notes.add(note);
  return {
    resources: expansion?.resources ?? plainResources(template),
    sections: {
      Parameters: section(template, "Parameters"),
      Mappings: section(template, "Mappings"),
      Conditions: expansion?.conditions ?? section(template, "Conditions"),
      Outputs: expansion?.outputs ?? section(template, "Outputs"),
    },
    isServerless,
    authored: template,
    locateResource,
  };
}

function valueOfParameter(document: TemplateDocument, context: ExpansionContext, name: string): Json | undefined {
  return context.parameters.get(name)?.value ?? property(property(property(document.root, "Parameters"), name), "Default");
}

function unrollDeclared(
  document: TemplateDocument,
  template: JsonObject,
  transforms: readonly string[],
  context: ExpansionContext,
  parameterValue: (name: string) => Json | undefined,
): { readonly template: JsonObject; readonly origins: ReadonlyMap<string, Path> } {
  if (!transforms.includes(LANGUAGE_EXTENSIONS)) return { template, origins: new Map() };
  const unrolled = unrollLoops(document, template, parameterValue);
  for (const { path, message } of unrolled.undecided) {
    const place = document.locate(path);
    context.reading.unread.push({ file: place.file, message: `line ${place.line}: its output is unknown: ${message}` });
  }
  return unrolled;
}

/** What an include or macro makes as a whole is there and has no type that is known: that was reported where it was not read. */
function withUnread(template: JsonObject, document: TemplateDocument): JsonObject {
  const resources = section(template, "Resources");
  const written = property(document.root, "Resources");
  const isUnread = (id: string): boolean =>
    property(resources[id], "Type") === undefined && property(property(written, id), "Fn::Transform") !== undefined;
  const ids = Object.keys(resources);
  if (!ids.some(isUnread)) return template;
  const copy = emptyObject();
  for (const id of ids) copy[id] = isUnread(id) ? { ...(resources[id] as JsonObject), Type: "Fn::Transform" } : resources[id];
  return { ...template, Resources: copy };
}

/** AWS's own macros leave functions, their aliases and alarms alone; any other may change everything. */
function reportMacros(document: TemplateDocument, transforms: readonly string[], reading: Reading): void {
  const known = new Set([SERVERLESS_TRANSFORM, LANGUAGE_EXTENSIONS, "AWS::Include"]);
  for (const name of transforms.filter((transform) => !known.has(transform))) {
    const { file, line } = document.locate(["Transform"]);
    const reason = `the macro ${name} was not run because only CloudFormation can run it`;
    if (name.startsWith("AWS::")) reading.notes.add(`${file}:${line}: ${reason}: its changes are unknown`);
    else reading.unread.push({ file, message: `line ${line}: ${reason}; audit the processed template: ${PROCESSED}` });
  }
}

const PROCESSED = "aws cloudformation get-template --template-stage Processed --query TemplateBody --stack-name …";

async function expandServerless(
  template: JsonObject,
  context: ExpansionContext,
  locateResource: (logicalId: string, path: Path) => Location,
) {
  const { expandSam } = await import("./sam/expand.ts");
  const parameters = new Map([...context.parameters].map(([name, { value }]) => [name, value] as const));
  try {
    return expandSam(template, { parameters });
  } catch (error) {
    if (!(error instanceof SamRefusal)) throw error;
    const { message, logicalId, path, cause } = error;
    const remedy = error.remedy ?? "correct the resource: `sam deploy` rejects it as well";
    throw new SourceError(message, { place: locateResource(logicalId, path), remedy, cause: cause ?? error });
  }
}

function plainResources(template: JsonObject): ReadonlyMap<string, ExpandedResource> {
  const resources = section(template, "Resources");
  return new Map(Object.keys(resources).map((id) => [id, { body: resources[id] as JsonObject, generatedFrom: null }]));
}

function section(template: JsonObject, name: string): JsonObject {
  const found = template[name];
  return isObject(found) ? found : emptyObject();
}
