// samconfig.toml beside a template: the parameters, tags, stack name and region of `sam deploy`.
import path from "node:path";
import { parse, TomlError } from "smol-toml";
import { SourceError } from "../../errors.ts";
import type { GivenParameter } from "../../model/facts.ts";
import { asText, isObject, type Json, property } from "../../model/json.ts";
import type { TemplateRequest } from "../source.ts";
import { displayPath, isRegularFile, readBytes } from "./files.ts";
import type { GivenValues } from "./parameters.ts";
import { parameterText, textOrNull } from "./parameters.ts";
import { readDocument } from "./read.ts";

export interface SamConfig extends GivenValues {
  readonly file: string;
  /** The environment that was taken; null where it does not have the one that was asked for. */
  readonly environment: string | null;
  /** All that it has. */
  readonly environments: readonly string[];
  readonly stackName: string | null;
  readonly region: string | null;
  readonly notes: readonly string[];
}

const NAMES = ["samconfig.toml", "samconfig.yaml", "samconfig.yml"];
const DEFAULT_TEMPLATE = /^template\.(?:ya?ml|json)$/;

type SamConfigRequest = Pick<TemplateRequest, "cwd" | "environment" | "limits">;

/** The SAM CLI's config that holds for a template file; null where there is none. `file` is absolute. */
export function readSamConfig(file: string, request: SamConfigRequest): SamConfig | null {
  const folder = path.dirname(file);
  // `sam build` writes .aws-sam/build/template.yaml; its config stays where the command ran.
  const project = folder.endsWith(path.join(".aws-sam", "build")) ? path.dirname(path.dirname(folder)) : folder;
  const config = NAMES.map((name) => path.join(project, name)).find(isRegularFile);
  if (config === undefined) return null;
  const shown = displayPath(config, request.cwd);
  const root = parseConfig(config, shown, request);
  const environment = request.environment ?? "default";
  const environments = isObject(root) ? Object.keys(root).filter((name) => isObject(root[name])) : [];
  const settings = property(root, environment);
  if (!isObject(settings)) {
    const isWanted = request.environment !== null || environments.length > 0;
    const notes = isWanted ? [withoutEnvironment(shown, environment, environments)] : [];
    const nothing = { parameters: new Map(), tags: new Map(), stackName: null, region: null };
    return { file: shown, environment: null, environments, ...nothing, notes };
  }
  const setting = (name: string): Json | undefined =>
    property(parametersOf(settings, "deploy"), name) ?? property(parametersOf(settings, "global"), name);
  const template = setting("template_file") ?? setting("template") ?? property(parametersOf(settings, "build"), "template_file");
  if (!isAbout(file, project, template)) return null;
  const from = `environment ${environment} of ${shown}`;
  return {
    file: shown,
    environment,
    environments,
    parameters: new Map(
      [...assignments(setting("parameter_overrides"))].map(([name, value]) => [name, { value, from } satisfies GivenParameter]),
    ),
    tags: assignments(setting("tags")),
    stackName: textOrNull(setting("stack_name")),
    region: textOrNull(setting("region")),
    notes: [],
  };
}

function withoutEnvironment(shown: string, environment: string, environments: readonly string[]): string {
  const others = environments.length === 0 ? "" : `; it has ${environments.join(", ")} (-e)`;
  return `${shown} has no environment ${environment} and was ignored${others}`;
}

function parametersOf(settings: Json, command: string): Json | undefined {
  return property(property(settings, command), "parameters");
}

/** A config speaks about the template it names, else about `template.yaml`, else about the only one there is. */
function isAbout(file: string, project: string, template: Json | undefined): boolean {
  if (path.dirname(file) !== project) return true;
  if (typeof template === "string") {
    const named = path.resolve(project, template);
    if (named === file || !isRegularFile(named)) return true;
    return path.dirname(named).endsWith(path.join(".aws-sam", "build")) && DEFAULT_TEMPLATE.test(path.basename(file));
  }
  if (DEFAULT_TEMPLATE.test(path.basename(file))) return true;
  return !["yaml", "yml", "json"].some((extension) => isRegularFile(path.join(project, `template.${extension}`)));
}

function parseConfig(config: string, shown: string, request: SamConfigRequest): Json {
  const bytes = readBytes(config, shown, request.limits);
  if (!config.endsWith(".toml")) return readDocument(bytes, shown, request.limits).root;
  try {
    return parse(bytes.toString("utf8")) as Json;
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new SourceError(`is not valid TOML: ${error.message.split("\n", 1)[0]?.replace(/^Invalid TOML document: /, "")}`, {
      place: { file: shown, line: error.line, column: error.column },
      remedy: "correct the file at this place",
    });
  }
}

/** `A=b C="d e"`, the same as a list, `ParameterKey=A,ParameterValue=b`, or a map. */
export function assignments(setting: Json | undefined): Map<string, string> {
  const found = new Map<string, string>();
  if (isObject(setting)) {
    for (const name of Object.keys(setting)) found.set(name, parameterText(setting[name] ?? ""));
    return found;
  }
  const texts = Array.isArray(setting) ? setting.map(asText) : [];
  for (const text of texts) for (const [name, value] of oneAssignment(text)) found.set(name, value);
  if (typeof setting === "string") for (const [name, value] of manyAssignments(setting)) found.set(name, value);
  return found;
}

/** An item of a list is one assignment, blanks included, unless it is written in the long form or quoted. */
function oneAssignment(text: string): Iterable<readonly [string, string]> {
  const equals = text.indexOf("=");
  const value = text.slice(equals + 1);
  if (equals <= 0 || text.startsWith("ParameterKey=") || /^["']/.test(value)) return manyAssignments(text);
  return [[text.slice(0, equals).trim(), value]];
}

function* manyAssignments(text: string): Iterable<readonly [string, string]> {
  for (const match of text.matchAll(ASSIGNMENT)) {
    yield [unquoted(match[1] ?? match[3] ?? ""), unquoted(match[2] ?? match[4] ?? "")];
  }
}

const VALUE = String.raw`"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?:\\.|[^\s"'\\])*`;
const KEY = String.raw`"[^"]+"|[^\s=,"']+`;
const ASSIGNMENT = new RegExp(`ParameterKey=(${KEY}),ParameterValue=(${VALUE})|(${KEY})=(${VALUE})`, "g");

function unquoted(text: string): string {
  const inner = /^(["'])([\s\S]*)\1$/.exec(text)?.[2] ?? text;
  return inner.replace(/\\(.)/g, "$1");
}
