// The kind of project in a folder, and where its templates are or will be.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { FitnessError } from "../../errors.ts";
import { property } from "../../model/json.ts";
import { defaultLimits } from "../../sources/source.ts";
import { isRegularFile, readBytes } from "../../sources/template/files.ts";
import { readDocument, type TemplateDocument } from "../../sources/template/read.ts";
import {
  declaredTransforms,
  foreignByName,
  fragmentExplanation,
  fragmentResource,
  hasResources,
  SERVERLESS_TRANSFORM,
} from "../../sources/template/recognize.ts";

export interface Project {
  /** As people call it: `CDK application`. */
  readonly kind: "CDK application" | "SAM application" | "Serverless Framework service" | "CloudFormation system";
  /** The file that tells it. */
  readonly sign: string;
  /** For the config's target. */
  readonly templates: readonly [string, ...string[]];
  /** The command that makes the templates; null where they are written manually. */
  readonly build: string | null;
  /** How cdk.json runs the app; null where there is none. */
  readonly app?: string | null;
}

export interface Findings {
  /** The one that its markers tell most clearly is first. */
  readonly projects: readonly Project[];
  /** Files that look like templates and cannot be audited, each with the reason. */
  readonly leftOut: readonly string[];
}

const SERVERLESS = ["yml", "yaml", "json", "ts", "js", "cjs", "mjs"].map((extension) => `serverless.${extension}`);
const CANDIDATE = /\.(?:ya?ml|json|template)$/i;
const MAIN = /^template\.(?:ya?ml|json)$/;

/** @throws SourceError where cdk.json cannot be read */
export function findProjects(folder: string): Findings {
  const { templates, leftOut } = templatesIn(folder);
  const [sam, plain] = [templates.filter(isServerless), templates.filter((template) => !isServerless(template))];
  const projects = [
    cdkProject(folder),
    handWritten("SAM application", sam),
    serverlessProject(folder),
    handWritten("CloudFormation system", plain),
  ];
  return { projects: projects.filter((project) => project !== null), leftOut };
}

/** Folders up to two levels down with a project in them, for users who started one level too high. */
export function foldersWithProjects(folder: string, levels = 2): string[] {
  if (levels === 0) return [];
  const folders = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !/^(?:\..*|node_modules|cdk\.out)$/.test(entry.name),
  );
  return folders.flatMap(({ name }) => {
    const below = path.join(folder, name);
    const isOne = ["cdk.json", "template.yaml", "template.yml", ...SERVERLESS].some((sign) => existsSync(path.join(below, sign)));
    return isOne ? [name] : foldersWithProjects(below, levels - 1).map((deeper) => path.join(name, deeper));
  });
}

function cdkProject(folder: string): Project | null {
  const kind = "CDK application";
  if (!isRegularFile(path.join(folder, "cdk.json"))) {
    const sign = "cdk.out/manifest.json";
    return isRegularFile(path.join(folder, sign)) ? { kind, sign, templates: ["cdk.out"], build: null } : null;
  }
  const { root } = read(folder, "cdk.json");
  const [output, app] = [property(root, "output"), property(root, "app")];
  const templates: Project["templates"] = [typeof output === "string" ? output : "cdk.out"];
  return { kind, sign: "cdk.json", templates, build: "npx cdk synth --quiet", app: typeof app === "string" ? app : null };
}

function serverlessProject(folder: string): Project | null {
  const sign = SERVERLESS.find((name) => isRegularFile(path.join(folder, name)));
  if (sign === undefined) return null;
  return { kind: "Serverless Framework service", sign, templates: [".serverless"], build: "npx serverless package" };
}

/** `template.yaml` is what is deployed; beside it may lie what was packaged from it, or other people's. */
function handWritten(kind: Project["kind"], found: readonly TemplateDocument[]): Project | null {
  const files = found.map(({ file }) => file);
  const main = files.find((file) => MAIN.test(file));
  const [first, ...others] = main === undefined ? files : [main];
  return first === undefined ? null : { kind, sign: [first, ...others].join(", "), templates: [first, ...others], build: null };
}

function isServerless({ root }: TemplateDocument): boolean {
  return declaredTransforms(root as Parameters<typeof declaredTransforms>[0]).includes(SERVERLESS_TRANSFORM);
}

function templatesIn(folder: string): { readonly templates: readonly TemplateDocument[]; readonly leftOut: readonly string[] } {
  const templates: TemplateDocument[] = [];
  const leftOut: string[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (!CANDIDATE.test(name) || foreignByName(name) !== null || !isRegularFile(path.join(folder, name))) continue;
    try {
      const document = read(folder, name);
      if (!hasResources(document)) continue;
      if (fragmentResource(document) === null) templates.push(document);
      else leftOut.push(`${name} ${fragmentExplanation}`);
    } catch (error) {
      if (!(error instanceof FitnessError)) throw error;
      leftOut.push(`${name} ${error.message}`);
    }
  }
  return { templates, leftOut };
}

/** Files that do not mention resources are not parsed: they are not templates. */
function read(folder: string, name: string): TemplateDocument {
  const bytes = readBytes(path.join(folder, name), name, defaultLimits);
  const isOurs = name === "cdk.json" || bytes.includes("Resources");
  return readDocument(isOurs ? bytes : Buffer.from("{}"), name, defaultLimits);
}
