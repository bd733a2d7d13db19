// Recognises a file: a template, or something else with the way to a template.
import path from "node:path";
import { SourceError } from "../../errors.ts";
import { isObject, type JsonObject, property } from "../../model/json.ts";
import type { TemplateDocument } from "./read.ts";

export const SERVERLESS_TRANSFORM = "AWS::Serverless-2016-10-31";
export const LANGUAGE_EXTENSIONS = "AWS::LanguageExtensions";

/** The names of the macros that a template declares for itself as a whole. */
export function declaredTransforms(template: JsonObject): readonly string[] {
  const declared = template["Transform"];
  const list = Array.isArray(declared) ? declared : [declared];
  return list.map((one) => (typeof one === "string" ? one : property(one, "Name"))).filter((name) => typeof name === "string");
}

export function hasResources(document: TemplateDocument): boolean {
  return isObject(property(document.root, "Resources"));
}

/** A resource that needs the serverless transform, in a template that does not declare it. */
export function fragmentResource(document: TemplateDocument): string | null {
  const resources = property(document.root, "Resources");
  if (!isObject(resources) || !isObject(document.root)) return null;
  if (declaredTransforms(document.root).includes(SERVERLESS_TRANSFORM)) return null;
  const types = Object.keys(resources).map((id) => [id, property(resources[id], "Type")] as const);
  return types.find(([, type]) => typeof type === "string" && type.startsWith("AWS::Serverless::"))?.[0] ?? null;
}

export const fragmentExplanation =
  "has AWS::Serverless resources but no Transform: it is a fragment for a build tool, not a template";

/** Throws, with the reason and the way to a template, unless the document is a template. */
export function refuseOtherThanTemplate(document: TemplateDocument): void {
  const { root, file } = document;
  if (!isObject(root)) throw refusal(document, "is not a template: it is not a map", "name a CloudFormation or SAM template");
  if (!Object.hasOwn(root, "Resources")) {
    const [what, remedy] = foreign(root, file) ?? [
      "is not a template: it has no Resources",
      "name a CloudFormation or SAM template",
    ];
    throw refusal(document, what, remedy);
  }
  const resources = root["Resources"];
  if (!isObject(resources)) {
    throw new SourceError("has Resources that are not a map", {
      place: document.locate(["Resources"]),
      remedy: "write them as logical ids with their resources",
    });
  }
  const fragment = fragmentResource(document);
  if (fragment === null) return;
  throw new SourceError(fragmentExplanation, {
    place: document.locate(["Resources", fragment, "Type"]),
    remedy: `audit the built template, or declare Transform: ${SERVERLESS_TRANSFORM}`,
  });
}

/** A resource that CloudFormation would not take. Checked once loops and includes are in place. */
export function refuseBrokenResources(template: JsonObject, document: TemplateDocument): void {
  const resources = template["Resources"];
  if (!isObject(resources)) return;
  for (const logicalId of Object.keys(resources)) {
    const type = property(resources[logicalId], "Type");
    if (typeof type === "string") continue;
    throw new SourceError(
      `has a resource ${JSON.stringify(logicalId)} ${type === undefined ? "without a Type" : "whose Type is not a string"}`,
      {
        place: document.locate(["Resources", logicalId]),
        remedy: type === undefined ? "give the resource its Type" : "audit the built template, or add the type",
      },
    );
  }
}

const NO_CLOUDFORMATION = "it does not deploy with CloudFormation and has no template; audit the live system, or a template";
const ASSEMBLE = "run `cdk synth` and audit the folder it writes: --template cdk.out";
const PACKAGE = "run `serverless package` and audit the folder it writes: --template .serverless";

const byShape: readonly (readonly [(root: JsonObject) => boolean, string, string])[] = [
  [
    (root) => "service" in root && ("provider" in root || "functions" in root),
    "is a Serverless Framework service, not a template",
    PACKAGE,
  ],
  [(root) => "runtime" in root && "name" in root && !("main" in root), "is a Pulumi project, not a template", NO_CLOUDFORMATION],
  [
    (root) => "terraform_version" in root || ("terraform" in root && !("name" in root)),
    "is Terraform, not a template",
    NO_CLOUDFORMATION,
  ],
  [(root) => typeof root["app"] === "string", "is a CDK application's settings, not a template", ASSEMBLE],
  [(root) => "openapi" in root || "swagger" in root, "is an API definition, not a template", "name the template that uses it"],
  [
    (root) => "StartAt" in root && "States" in root,
    "is a state machine definition, not a template",
    "name the template that uses it",
  ],
];

function foreign(root: JsonObject, file: string): readonly [string, string] | null {
  return foreignByName(file) ?? (byShape.find(([isIt]) => isIt(root))?.slice(1) as [string, string] | undefined) ?? null;
}

const byName: readonly (readonly [RegExp, string, string])[] = [
  [/\.tf$|\.tf\.json$|\.tfstate$|\.tfvars$|\.tofu$/, "is Terraform, not a template", NO_CLOUDFORMATION],
  [/^Pulumi(\..+)?\.ya?ml$/, "is a Pulumi project, not a template", NO_CLOUDFORMATION],
  [/^serverless\.(ya?ml|json|ts|js|cjs|mjs)$/, "is a Serverless Framework service, not a template", PACKAGE],
  [/^cdk\.json$|\.context\.json$/, "is a CDK application's settings, not a template", ASSEMBLE],
  [/^samconfig\./, "is the SAM CLI's configuration, not a template", "name the template beside it"],
  [/\.([cm]?[jt]sx?|py|java|cs|go|kt|rb|rs)$/, "is source code, not a template", ASSEMBLE],
];

/** What the name alone tells, before anything is parsed. */
export function foreignByName(file: string): readonly [string, string] | null {
  const found = byName.find(([pattern]) => pattern.test(path.basename(file)));
  return found === undefined ? null : [found[1], found[2]];
}

export function refuseForeignName(file: string, shown: string): void {
  const found = foreignByName(file);
  if (found !== null) throw new SourceError(found[0], { place: { file: shown }, remedy: found[1] });
}

function refusal(document: TemplateDocument, message: string, remedy: string): SourceError {
  return new SourceError(message, { place: { file: document.file, line: 1, column: 1 }, remedy });
}
